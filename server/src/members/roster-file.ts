import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { harmless } from '@branch/shared/members/roster-rules';
import { Refusal } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';

export interface Table { table: string[][]; formulas: string[] }
interface Sheet { name: string; rows: string[][]; widths: number[] }

const beside = (name: string): URL => new URL(name, import.meta.url);
// The build turns .mjs into .js.
const script = existsSync(beside('./roster-worker.js')) ? beside('./roster-worker.js') : beside('./roster-worker.mjs');
const patience = 25_000;
const atOnce = 2;
let running = 0;

/** One job in a thread of its own: at most two at once, 25 s and a bounded heap each. Whatever goes beyond that is treated as a bomb. */
async function inThread<T extends object>(job: object): Promise<T> {
  if (running >= atOnce) throw new Refusal('server.busy');
  running += 1;
  try {
    return await new Promise<T>((done, fail) => {
      const worker = new Worker(script, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 }, execArgv: [] });
      const timer = setTimeout(() => { fail(new Refusal('roster.bomb')); void worker.terminate(); }, patience);
      worker.once('message', (answer: T & { refusal?: RefusalCode }) => { clearTimeout(timer); if (answer.refusal) fail(new Refusal(answer.refusal)); else done(answer); });
      worker.once('error', (error: NodeJS.ErrnoException) => { clearTimeout(timer); fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('roster.bomb') : error); });
      worker.once('exit', () => { clearTimeout(timer); fail(new Refusal('roster.not-a-table')); });
    });
  } finally { running -= 1; }
}

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
