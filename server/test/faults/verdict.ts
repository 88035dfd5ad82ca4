import { canonical } from './readers.js';
import type { Reader, WireEntry } from './readers.js';
import type { Acked, Sender } from './senders.js';
import type { FaultWorld, Place } from './world.js';
import { pause } from './world.js';
import type { Trace, Wire } from './wire.js';

export interface Verdict { acked: number; resent: number; replayed: number; lost: number; doubled: number; gaps: number; differing: string[]; contradictions: string[]; ackP50: number; ackP99: number; seenP99: number; seenMax: number }

/** The store as any client is given it: every entry of every room, from the first number on. */
export async function storeOf(wire: Wire, base: string, places: Place[]): Promise<Map<string, string[]>> {
  const store = new Map<string, string[]>();
  for (const place of places) {
    const list: string[] = [];
    for (;;) {
      const answer = await wire.call(base, 'GET', `/units/${place.unitId}/rooms/${place.roomId}/entries?after=${list.length}&limit=500`);
      if (answer.status !== 200) throw new Error(`the store does not answer: ${answer.status}`);
      const items = (answer.body as unknown as { items: WireEntry[] }).items;
      list.push(...items.map(canonical));
      if (items.length === 0) break;
    }
    store.set(place.roomId, list);
  }
  return store;
}

/** Waits until every reader has as many entries as the database; returns how long that took, or null when it took longer than `within`. */
export async function quietWithin(world: FaultWorld, readers: Reader[], places: Place[], within: number): Promise<number | null> {
  const from = Date.now();
  while (Date.now() - from <= within) {
    const marks = await world.rows<{ id: string; last_seq: number }>('select id, last_seq from room where id = any ($1)', [places.map((place) => place.roomId)]);
    if (marks.length === places.length && marks.every((mark) => readers.every((reader) => reader.last(mark.id) >= mark.last_seq))) return Date.now() - from;
    await pause(50);
  }
  return null;
}

const quantile = (values: number[], part: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

/** Holds what was acknowledged and what was read against the rows themselves. */
export async function judge(world: FaultWorld, wire: Wire, senders: Sender[], readers: Reader[], places: Place[]): Promise<Verdict> {
  const acked = senders.flatMap((sender) => sender.acked);
  const rows = await world.rows<{ room_id: string; seq: number; author_id: string; client_id: string | null; text: string | null }>(
    'select room_id, seq, author_id, client_id, body->>\'text\' as text from entry where room_id = any ($1) order by room_id, seq', [places.map((place) => place.roomId)]);
  const at = new Map(rows.map((row) => [`${row.room_id}#${row.seq}`, row]));
  const stored = (line: Acked): boolean => { const row = at.get(`${line.roomId}#${line.seq}`); return row?.client_id === line.clientId && row.text === line.text; };
  const ids = rows.filter((row) => row.client_id !== null).map((row) => `${row.room_id} ${row.author_id} ${row.client_id}`);
  const perRoom = places.map((place) => rows.filter((row) => row.room_id === place.roomId));
  const marks = await world.rows<{ id: string; last_seq: number }>('select id, last_seq from room where id = any ($1)', [places.map((place) => place.roomId)]);
  const gaps = perRoom.reduce((sum, list) => sum + list.filter((row, index) => row.seq !== index + 1).length, 0) + marks.filter((mark) => mark.last_seq !== rows.filter((row) => row.room_id === mark.id).length).length;
  const store = await storeOf(wire, world.server(0).straight, places);
  const differing = readers.flatMap((reader) => places.filter((place) => (reader.taken.get(place.roomId) ?? []).join('\n') !== (store.get(place.roomId) ?? []).join('\n')).map((place) => `${reader.name} ${place.roomId}: ${reader.last(place.roomId)} of ${store.get(place.roomId)?.length ?? 0}`));
  const seen = readers.flatMap((reader) => acked.map((line) => (reader.seenAt.get(`${line.roomId}#${line.seq}`) ?? Infinity) - line.at));
  return { acked: acked.length, resent: acked.filter((line) => line.resent > 0).length, replayed: acked.filter((line) => line.replayed).length, lost: acked.filter((line) => !stored(line)).length, doubled: ids.length - new Set(ids).size, gaps, differing,
    contradictions: readers.flatMap((reader) => reader.contradictions).slice(0, 5), ackP50: quantile(acked.map((line) => line.tookMs), 0.5), ackP99: quantile(acked.map((line) => line.tookMs), 0.99), seenP99: quantile(seen, 0.99), seenMax: seen.reduce((max, ms) => Math.max(max, ms), 0) };
}

/** One line for the reader of the log. */
export function report(title: string, verdict: Verdict, trace: Trace, more: Record<string, unknown> = {}): void {
  const { differing, contradictions, ...figures } = verdict;
  process.stdout.write(`${title}: ${JSON.stringify({ ...figures, readersDiffering: differing.length, contradictions: contradictions.length, longestRequestMs: trace.longest, busyAnswers: trace.busy.length, otherFailures: trace.failed.length, ...more })}\n`);
}

/** What every fault test asks for: G1, G2, G3. */
export function expectKept(verdict: Verdict): void {
  expect({ lost: verdict.lost, doubled: verdict.doubled, gaps: verdict.gaps, differing: verdict.differing, contradictions: verdict.contradictions }).toEqual({ lost: 0, doubled: 0, gaps: 0, differing: [], contradictions: [] });
}
