/** What a row of a roster file must say (ORG-4). Pure: the file was turned into a table of texts before. */
import { hasHidden } from '../fields.js';
import { educationNames, membershipStatusNames } from '../roles.js';
import type { Education, MembershipStatus } from '../roles.js';

/** The template's columns; `key` names the value, `words` stand in the header. No ID-card number: a column with one is not read. */
export const rosterColumns = [
  { key: 'name', title: '姓名', note: '必填。' },
  { key: 'phone', title: '手机号', note: '11 位。激活账号时要对得上；没有可以先空着。' },
  { key: 'status', title: '党员类别', note: '必填：正式党员、预备党员、留党察看、流动党员。' },
  { key: 'company', title: '工作单位', note: '所在企业或社会组织的名称。' },
  { key: 'joinedPartyOn', title: '入党日期', note: '如 2012-07-01。' },
  { key: 'startsOn', title: '转入日期', note: '组织关系转入本支部的日期；空着就是今天。' },
  { key: 'birthYear', title: '出生年份', note: '如 1990，只用于年龄段统计。' },
  { key: 'education', title: '学历', note: '博士、硕士、本科、大专、高中及以下。' },
  { key: 'branch', title: '所属支部', note: '只有党总支需要：下属支部的名称；空着就是直属党总支。' },
] as const;
export type ColumnKey = (typeof rosterColumns)[number]['key'];
const titleOf = (key: ColumnKey): string => rosterColumns.find((column) => column.key === key)?.title ?? key;

export const maxRosterRows = 20_000;

/** A row that was understood; null where the file says nothing. `row` is the line in the file, from 1. */
/**
 * Why a row's status is not written over the one on record, and what to do instead; null where they agree. Whoever gains or loses the vote is told and it has a day and a basis (ORG-3):
 * that is a step of its own, never a by-product of a file.
 */
export function statusKept(onRecord: MembershipStatus, inFile: MembershipStatus): string | null {
  if (onRecord === inFile) return null;
  if (onRecord === 'probationary' && inFile === 'full') return '转正请在花名册里点这位同志办理。';
  if (onRecord === 'full' && inFile === 'onProbation') return '留党察看请在花名册里点这位同志记录。';
  if (onRecord === 'onProbation' && inFile === 'full') return '恢复党员权利请在花名册里点这位同志办理。';
  return '若原来登记有误，请在花名册里以“登记有误”结束，再重新登记。';
}

export interface RosterRow { row: number; name: string; phone: string | null; status: MembershipStatus; company: string | null; joinedPartyOn: string | null; startsOn: string | null; birthYear: number | null; education: Education | null; branch: string | null }
export interface RosterFault { row: number; column: string; value: string; reason: string }
interface Refused { refusal: 'roster.columns-missing' | 'roster.empty' | 'roster.too-many-rows'; missing?: string[] }
interface Line { cells: readonly string[]; index: number }
/** A table whose header and filled lines were found. `seen` remembers phones (or name and company) and their first line, over all parts read. */
export interface OpenRoster { refusal: null; columns: ReadonlyMap<ColumnKey, number>; lines: Line[]; seen: Map<string, number> }
export type RosterReading = Refused | { refusal: null; rows: RosterRow[]; faults: RosterFault[] };

const plain = (header: string): string => header.replace(/[（(].*?[）)]/g, '').replace(/[\s*＊:：]/g, '');

/** Finds the header within the first ten lines. */
function headerOf(table: readonly (readonly string[])[]): { at: number; columns: Map<ColumnKey, number> } | null {
  for (let at = 0; at < Math.min(10, table.length); at += 1) {
    const columns = new Map<ColumnKey, number>();
    (table[at] ?? []).forEach((cell, index) => {
      const column = rosterColumns.find((one) => one.title === plain(cell));
      if (column && !columns.has(column.key)) columns.set(column.key, index);
    });
    if (columns.has('name')) return { at, columns };
  }
  return null;
}

/** Finds header and filled lines of a table of texts, or says why it cannot be a roster. */
export function openRoster(table: readonly (readonly string[])[]): Refused | OpenRoster {
  const header = headerOf(table);
  if (!header || !header.columns.has('status')) {
    const known = header?.columns ?? new Map<ColumnKey, number>();
    return { refusal: 'roster.columns-missing', missing: (['name', 'status'] as const).filter((key) => !known.has(key)).map(titleOf) };
  }
  const lines = table.map((cells, index) => ({ cells, index })).slice(header.at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (lines.length === 0) return { refusal: 'roster.empty' };
  if (lines.length > maxRosterRows) return { refusal: 'roster.too-many-rows' };
  return { refusal: null, columns: header.columns, lines, seen: new Map() };
}

/**
 * Reads lines `from` to `to` (exclusive), in order; every row is either understood or has its faults with cell and reason. `formulas` holds `row:column`
 * (both from 0) of cells that are formulas; `today` is a Shanghai day. In parts, because a server has others to answer meanwhile.
 */
export function readLines(roster: OpenRoster, from: number, to: number, formulas: ReadonlySet<string>, today: string): { rows: RosterRow[]; faults: RosterFault[] } {
  const rows: RosterRow[] = [];
  const faults: RosterFault[] = [];
  for (const { cells, index } of roster.lines.slice(from, to)) {
    const line = readLine(cells, index, roster.columns, formulas, today);
    faults.push(...line.faults);
    if (!line.person) continue;
    // Two rows that mean one person would be imported in an order nobody chose.
    const { phone, name, company } = line.person;
    const key = phone ?? `${name}\n${company ?? ''}`;
    const first = roster.seen.get(key);
    if (first === undefined) {
      roster.seen.set(key, index + 1);
      if (line.faults.length === 0) rows.push({ row: index + 1, ...line.person });
    } else if (phone) faults.push({ row: index + 1, column: titleOf('phone'), value: phone, reason: `与第 ${first} 行的手机号相同。` });
    else faults.push({ row: index + 1, column: titleOf('name'), value: name, reason: `与第 ${first} 行同名同单位，又都没有手机号，分不清是谁。` });
  }
  return { rows, faults };
}

type Parsed<T> = { value: T } | { fault: string };

function readLine(cells: readonly string[], index: number, columns: ReadonlyMap<ColumnKey, number>, formulas: ReadonlySet<string>, today: string): { person: Omit<RosterRow, 'row'> | null; faults: RosterFault[] } {
  const faults: RosterFault[] = [];
  const fault = (key: ColumnKey, value: string, reason: string): null => { faults.push({ row: index + 1, column: titleOf(key), value: value.slice(0, 60), reason }); return null; };
  const take = <T>(key: ColumnKey, parse: (text: string) => Parsed<T>): T | null => {
    const column = columns.get(key);
    if (column === undefined) return null;
    const given = (cells[column] ?? '').trim();
    if (formulas.has(`${index}:${column}`) || given.startsWith('=')) return fault(key, given, '这一格是公式，请改成值（复制后“选择性粘贴为数值”）。');
    if (given === '') return null;
    if (hasHidden(given)) return fault(key, '', '含有看不见的字符，请删去重填。');
    // Our own exports put an apostrophe before what a spreadsheet might take for a formula.
    const parsed = parse(/^'[=+\-@]/.test(given) ? given.slice(1) : given);
    return 'value' in parsed ? parsed.value : fault(key, given, parsed.fault);
  };
  const needed = <T>(key: ColumnKey, parse: (text: string) => Parsed<T>): T | null => {
    const before = faults.length;
    const value = take(key, parse);
    return value === null && faults.length === before ? fault(key, '', `没有填${titleOf(key)}。`) : value;
  };
  const name = needed('name', (text) => short(40)(text.replace(/\s+/g, ' ')));
  const status = needed('status', statusOf);
  const rest = { phone: take('phone', phoneOf), company: take('company', short(80)), joinedPartyOn: take('joinedPartyOn', (text) => dayOf(text, today)), startsOn: take('startsOn', (text) => dayOf(text, today)),
    birthYear: take('birthYear', (text) => yearOf(text, today)), education: take('education', educationOf), branch: take('branch', short(60)) };
  return { person: name === null || status === null ? null : { name, status, ...rest }, faults };
}

const short = (max: number) => (text: string): Parsed<string> => ([...text].length <= max ? { value: text } : { fault: `最多 ${max} 个字。` });

function phoneOf(text: string): Parsed<string> {
  if (/^\d(\.\d+)?[eE]\+?\d+$/.test(text)) return { fault: '手机号变成了科学计数，请把这一列设为文本后重填。' };
  const digits = text.replace(/^\+?86(?=\D*1\d{2})/, '').replace(/[\s\-－—]/g, '');
  return /^1\d{10}$/.test(digits) ? { value: digits } : { fault: '手机号应是 11 位数字。' };
}

const statuses = new Map<string, MembershipStatus>([...(Object.keys(membershipStatusNames) as MembershipStatus[]).map((key): [string, MembershipStatus] => [membershipStatusNames[key], key]), ['正式', 'full'], ['预备', 'probationary'], ['流动', 'mobile'], ['留党察看党员', 'onProbation']]);
function statusOf(text: string): Parsed<MembershipStatus> {
  const status = statuses.get(text);
  return status ? { value: status } : { fault: '党员类别应是：正式党员、预备党员、留党察看、流动党员。' };
}

const educations = new Map<string, Education>([...(Object.keys(educationNames) as Education[]).map((key): [string, Education] => [educationNames[key], key]),
  ['博士研究生', 'doctor'], ['硕士研究生', 'master'], ['研究生', 'master'], ['大学本科', 'bachelor'], ['大学', 'bachelor'], ['学士', 'bachelor'], ['专科', 'college'], ['大学专科', 'college'], ['高中', 'highSchool'], ['中专', 'highSchool'], ['初中', 'highSchool']]);
function educationOf(text: string): Parsed<Education> {
  const education = educations.get(text);
  return education ? { value: education } : { fault: '学历应是：博士、硕士、本科、大专、高中及以下。' };
}

const daysIn = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
/** 2012-07-01, 2012/7/1, 2012.7.1, 2012年7月1日 or 20120701, a day that exists, between 1920 and today. */
function dayOf(text: string, today: string): Parsed<string> {
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00?:00(?::00)?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!found) return { fault: '日期请写成 2012-07-01 这样。' };
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return { fault: '没有这一天，请核对。' };
  const value = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year < 1920 ? { fault: '日期太早，请核对。' } : value > today ? { fault: '日期不能晚于今天。' } : { value };
}

function yearOf(text: string, today: string): Parsed<number> {
  const found = /^(\d{4})(?:\s*[-/.年].*)?$/.exec(text);
  const year = Number(found?.[1] ?? 0);
  return year >= 1920 && year <= Number(today.slice(0, 4)) - 18 ? { value: year } : { fault: '出生年份请写成 1990 这样的四位数。' };
}

/** A text as it may stand in an exported cell: what a spreadsheet would take for a formula gets an apostrophe before it. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
