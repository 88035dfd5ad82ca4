// What somebody could try who reads the whole database after a secret vote, and wants to know who chose what (V2).
import type { World } from './world.js';

export interface Seen { table: string; xmin: number; at: number; words: string }

/** Every row of every table as text, with the transaction that wrote it and its place in the file; of `only`, or of all there are. */
export async function everything(world: World, only?: string[]): Promise<Seen[]> {
  const tables = only ?? (await world.rows<{ name: string }>('select quote_ident(relname) as name from pg_class where relnamespace = \'public\'::regnamespace and relkind in (\'r\', \'m\')')).map((row) => row.name);
  const seen: Seen[] = [];
  for (const table of tables) {
    for (const row of await world.rows<{ xmin: string; page: number; line: number; words: string }>(`select xmin::text, (ctid::text::point)[0]::int as page, (ctid::text::point)[1]::int as line, t::text as words from ${table} t`)) seen.push({ table, xmin: Number(row.xmin), at: row.page * 10_000 + row.line, words: row.words });
  }
  return seen;
}

export type Attack = 'xmin' | 'ctid' | 'id' | 'order';
export const attacks: Attack[] = ['xmin', 'ctid', 'id', 'order'];

/**
 * The best guess of each kind, given the figures that are published: for how many voters it is right. A row that names one option is a trace of a choice, a row
 * that names one voter a trace of a voter. By xmin: traces written together. By ctid, id and order (of writing): the n-th trace of a voter goes with the n-th
 * trace of a choice; where there is no trace of choices, the first in line are given the first option, as many as it has votes.
 */
export function hits(attack: Attack, seen: readonly Seen[], truth: ReadonlyMap<string, string>, options: readonly string[]): number {
  const voters = [...truth.keys()];
  const only = (words: string, names: readonly string[]): string | null => { const found = names.filter((name) => words.includes(name)); return found.length === 1 ? found[0] ?? null : null; };
  const choices = seen.flatMap((row) => { const name = only(row.words, options); return name ? [{ ...row, name }] : []; });
  const people = seen.flatMap((row) => { const name = only(row.words, voters); return name ? [{ ...row, name }] : []; });
  const right = (guess: (voter: string) => string | undefined): number => voters.filter((voter) => guess(voter) === truth.get(voter)).length;
  if (attack === 'xmin') {
    const written = new Map<number, Set<string>>();
    for (const row of choices) written.set(row.xmin, (written.get(row.xmin) ?? new Set()).add(row.name));
    return right((voter) => {
      const together = new Set(people.filter((row) => row.name === voter).flatMap((row) => [...written.get(row.xmin) ?? []]));
      return together.size === 1 ? [...together][0] : undefined;
    });
  }
  const rank = (row: Seen): number | string => (attack === 'ctid' ? row.at : attack === 'id' ? row.words : row.xmin * 1e8 + row.at);
  const inLine = <R extends Seen>(rows: R[]): R[] => [...rows].sort((a, b) => { const [x, y] = [rank(a), rank(b)]; return x < y ? -1 : x > y ? 1 : a.at - b.at; });
  const byTable = <R extends Seen>(rows: readonly R[]): R[][] => [...new Set(rows.map((row) => row.table))].map((table) => rows.filter((row) => row.table === table));
  const blocks = options.flatMap((option) => voters.filter((voter) => truth.get(voter) === option).map(() => option));
  const lines = byTable(choices).filter((rows) => rows.length >= voters.length).map((rows) => inLine(rows).map((row) => row.name));
  // Rolls: tables with one row for each voter.
  const rolls = byTable(people).filter((rows) => rows.length === voters.length && new Set(rows.map((row) => row.name)).size === voters.length).map((rows) => inLine(rows).map((row) => row.name));
  return Math.max(0, ...rolls.flatMap((roll) => (lines.length > 0 ? lines : [blocks]).map((line) => right((voter) => line[roll.indexOf(voter)]))));
}

/** Chance and three standard deviations. */
export const bound = (voters: number, options: number): number => voters / options + 3 * Math.sqrt(voters * (1 / options) * (1 - 1 / options));
