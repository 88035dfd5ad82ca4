// The table of people to sign in as, printed after a demo start.
import { bold, dim } from './say.mjs';

/** Width in terminal columns: Chinese characters take two. */
const columns = (text) => [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - columns(text)));

/** Lines of a table of demo people: [{ role, name, login, password, unit }]. */
export function peopleTable(people) {
  const rows = [['身份', '姓名', '账号', '密码', '所在组织'], ...people.map((one) => [one.role, one.name, one.login, one.password, one.unit].map((value) => String(value ?? '')))];
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => columns(row[at]))));
  const line = (row) => `  ${row.map((value, at) => pad(value, widths[at])).join('  ')}`.trimEnd();
  return [bold(line(rows[0])), dim(`  ${widths.map((width) => '─'.repeat(width)).join('  ')}`), ...rows.slice(1).map(line)];
}
