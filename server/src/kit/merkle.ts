import { createHash } from 'node:crypto';

const hash = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');

/** The root over hashes in order; leaves and nodes are hashed differently, so that none passes for the other. */
export function merkleRoot(hashes: readonly string[]): string {
  let level = hashes.map((one) => hash('leaf', one));
  while (level.length > 1) {
    const next: string[] = [];
    for (let i = 0; i < level.length; i += 2) next.push(level[i + 1] === undefined ? level[i] ?? '' : hash('node', level[i] ?? '', level[i + 1] ?? ''));
    level = next;
  }
  return level[0] ?? hash('empty');
}

/** What a seal says: its number, the seal before it, how many rows, and the root over them. */
export const sealRoot = (no: number, previous: string, rows: readonly string[]): string => hash('seal', String(no), previous, String(rows.length), merkleRoot(rows));
export const firstPrevious = 'begin';
