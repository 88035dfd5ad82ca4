import { Refusal } from '@branch/shared/refusals';

/** Keyset cursors: opaque to the client, never OFFSET. */
export function readCursor<T extends readonly (string | number)[]>(cursor: string | undefined, length: number): T | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === length && value.every((part) => (typeof part === 'string' && part.length < 200 && !part.includes('\u0000')) || Number.isSafeInteger(part))) return value as unknown as T;
  } catch { /* refused below */ }
  throw new Refusal('cursor.invalid');
}

/** Cuts one row too many into a page and the cursor of the next one. */
export function pageOf<R, O>(rows: R[], limit: number, keyOf: (row: R) => readonly (string | number)[], present: (row: R) => O): { items: O[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  const next = rows.length > limit && last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items: shown.map(present), next };
}

/** The SQL of a keyset on (moment, id), newest first: `sql` with parameters from `$first` on; empty on the first page. */
export function before(cursor: string | undefined, column: string, idColumn: string, first: number): { sql: string; params: (string | number)[] } {
  const key = readCursor<[number, string]>(cursor, 2);
  if (!key) return { sql: '', params: [] };
  if (typeof key[0] !== 'number' || typeof key[1] !== 'string' || Math.abs(key[0]) > 4e15) throw new Refusal('cursor.invalid');
  return { sql: ` and (${column}, ${idColumn}) < ('epoch'::timestamptz + $${first}::bigint * interval '1 microsecond', $${first + 1})`, params: key };
}

/** The microseconds of a moment for a cursor: a JavaScript Date would lose the last three digits and with them rows. */
export const micros = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::text`;
