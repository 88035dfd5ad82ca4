import { harmless } from '@branch/shared/members/roster-rules';
import { scriptBeside, threads } from '../kit/in-thread.js';

export interface Table { table: string[][]; formulas: string[] }
interface Sheet { name: string; rows: string[][]; widths: number[] }

/** Whatever goes beyond the bounds of its thread is treated as a bomb. */
const inThread = threads(scriptBeside(import.meta.url, 'roster-worker'), { tooMuch: 'roster.bomb', broken: 'roster.not-a-table' });

/** A roster file (.xlsx or .csv, told by its content) as a table of texts; refuses what is no table or would not fit. */
export const readTable = (bytes: Buffer): Promise<Table> => inThread<Table>({ what: 'read', bytes });

export interface Made { type: string; body: Buffer }

/** A table as .xlsx (with a second sheet of notes, if given) or as .csv with the mark that makes Excel read UTF-8. */
export async function writeTable(format: 'xlsx' | 'csv', rows: string[][], notes: string[][] = [], name = '花名册'): Promise<Made> {
  const safe = rows.map((row) => row.map(harmless));
  if (format === 'csv') return { type: 'text/csv; charset=utf-8', body: Buffer.from(`\ufeff${safe.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`, 'utf8') };
  const sheets: Sheet[] = [{ name, rows: safe, widths: (rows[0] ?? []).map(() => 16) }];
  if (notes.length > 0) sheets.push({ name: '填写说明', rows: notes, widths: [14, 60] });
  const { bytes } = await inThread<{ bytes: Uint8Array }>({ what: 'write', sheets });
  return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: Buffer.from(bytes) };
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
