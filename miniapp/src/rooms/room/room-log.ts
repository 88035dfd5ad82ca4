/**
 * What a room page knows: how the room stands and the entries loaded, in order and without gaps. Pure. News may come late, twice or out of order: what
 * is ahead of a gap waits in `early` until the gap was asked for by number. Rows stand in chunks that are never spliced, only appended to, prepended
 * or changed in place, so that the mini-program sends one row for one line.
 */
import { afterEntry, type RoomEntry, type RoomStanding } from '@branch/shared/meetings/room-state';

export type Line = Extract<RoomEntry['body'], { kind: 'line' }>;

export interface Chunk {
  /** Stays while the chunk grows: React and the mini-program know it by this. */
  key: string;
  rows: readonly RoomEntry[];
}

export interface RoomLog {
  state: RoomStanding;
  chunks: readonly Chunk[];
  /** Entries from this number on are loaded; 1: all of them. */
  from: number;
  /** … up to this one, without a gap. */
  upTo: number;
  /** The highest number heard of, by a mark or an early entry. */
  mark: number;
  early: readonly RoomEntry[];
}

/** WeChat draws few chunks (room-window.ts), so its chunks are small. */
export const chunkSize = process.env.TARO_ENV === 'weapp' ? 20 : 50;
/** The words the server shows in a quote whose line is gone. */
export const quoteGone = '（原发言已撤回或隐藏）';

/**
 * A room as first loaded. `entries` are contiguous; they may go beyond the state's number (asked for a moment later) or end before it (the rest is a gap).
 */
export function startLog(state: RoomStanding, entries: readonly RoomEntry[], myId: string): RoomLog {
  const first = entries[0]?.seq ?? state.lastSeq + 1;
  const last = entries[entries.length - 1]?.seq ?? state.lastSeq;
  let standing = state;
  for (const entry of entries) standing = afterEntry(standing, entry, myId);
  return { state: standing, chunks: inChunks(entries), from: first, upTo: last, mark: Math.max(last, state.lastSeq), early: [] };
}

function inChunks(entries: readonly RoomEntry[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (let i = 0; i < entries.length; i += chunkSize) {
    const rows = entries.slice(i, i + chunkSize);
    chunks.push({ key: `c${rows[0]?.seq ?? 0}`, rows });
  }
  return chunks;
}

/** Takes entries in any order, repeated or not. An entry already shown is only renewed where it knows more (signed addresses of pictures). */
export function receive(log: RoomLog, entries: readonly RoomEntry[], myId: string): RoomLog {
  let next = log;
  const early = new Map(log.early.map((entry) => [entry.seq, entry]));
  for (const entry of entries) {
    if (entry.seq <= next.upTo) next = renew(next, entry);
    else if (!early.has(entry.seq) || hasAddresses(entry)) early.set(entry.seq, entry);
  }
  for (let entry = early.get(next.upTo + 1); entry; entry = early.get(next.upTo + 1)) {
    early.delete(entry.seq);
    next = append(next, entry, myId);
  }
  const waiting = [...early.values()].filter((entry) => entry.seq > next.upTo).sort((a, b) => a.seq - b.seq);
  if (next === log && waiting.length === log.early.length && waiting.every((entry, i) => entry === log.early[i])) return log;
  return { ...next, early: waiting, mark: Math.max(next.mark, waiting[waiting.length - 1]?.seq ?? 0) };
}

function append(log: RoomLog, entry: RoomEntry, myId: string): RoomLog {
  const { body } = entry;
  const chunks = body.kind === 'recalled' || body.kind === 'hidden' ? markGone(log.chunks, body.target, body.kind) : body.kind === 'restored' ? markBack(log.chunks, body.target) : log.chunks;
  const last = chunks[chunks.length - 1];
  const grown = last && last.rows.length < chunkSize
    ? [...chunks.slice(0, -1), { key: last.key, rows: [...last.rows, entry] }]
    : [...chunks, { key: `c${entry.seq}`, rows: [entry] }];
  return { ...log, chunks: grown, upTo: entry.seq, mark: Math.max(log.mark, entry.seq), from: log.chunks.length === 0 ? entry.seq : log.from, state: afterEntry(log.state, entry, myId) };
}

/** A recalled or hidden line keeps its place and shows a mark, also where it was quoted. */
function markGone(chunks: readonly Chunk[], target: number, gone: 'recalled' | 'hidden'): readonly Chunk[] {
  return changeRows(chunks, (row) => {
    if (row.body.kind !== 'line') return row;
    if (row.seq === target) return { ...row, body: { kind: 'line', text: null, quote: null, mentions: [], pictures: [], files: [], gone } };
    if (row.body.quote?.seq === target) return { ...row, body: { ...row.body, quote: { ...row.body.quote, text: quoteGone } } };
    return row;
  });
}

/** A line that was given back: its words are asked for anew with the next visit, for this entry does not carry them. */
function markBack(chunks: readonly Chunk[], target: number): readonly Chunk[] {
  return changeRows(chunks, (row) => (row.seq === target && row.body.kind === 'line' && row.body.gone ? { ...row, body: { ...row.body, text: '（已恢复，再进来就能看到原话）', gone: null } } : row));
}

function changeRows(chunks: readonly Chunk[], change: (row: RoomEntry) => RoomEntry): readonly Chunk[] {
  return chunks.map((chunk) => {
    const rows = chunk.rows.map(change);
    return rows.every((row, i) => row === chunk.rows[i]) ? chunk : { key: chunk.key, rows };
  });
}

const hasAddresses = (entry: RoomEntry): boolean => entry.body.kind === 'line' && entry.body.pictures.some((picture) => picture.url !== '');

function renew(log: RoomLog, entry: RoomEntry): RoomLog {
  if (!hasAddresses(entry)) return log;
  return { ...log, chunks: changeRows(log.chunks, (row) => (row.seq === entry.seq && row.body.kind === 'line' && row.body.gone === null ? entry : row)) };
}

/** Puts older entries (those right before `from`) at the front, in chunks of their own. */
export function prepend(log: RoomLog, entries: readonly RoomEntry[]): RoomLog {
  const older = entries.filter((entry) => entry.seq < log.from);
  const first = older[0];
  if (!first) return { ...log, from: log.from <= 1 ? 1 : log.from };
  return { ...log, chunks: [...inChunks(older), ...log.chunks], from: first.seq };
}

/** The room has at least this many entries (a heartbeat, an answer). */
export const heardOf = (log: RoomLog, lastSeq: number): RoomLog => (lastSeq > log.mark ? { ...log, mark: lastSeq } : log);

/** Number after which to ask, if something is missing; null: all there. */
export const missingAfter = (log: RoomLog): number | null => (log.mark > log.upTo ? log.upTo : null);

/** A state asked for afresh: taken for what the log cannot tell (who is present), or wholly if it is ahead. */
export function refreshed(log: RoomLog, fresh: RoomStanding): RoomLog {
  const { state } = log;
  const figures = { present: fresh.present, votingPresent: fresh.votingPresent, expected: fresh.expected, quorumNeeded: fresh.quorumNeeded, readSeq: Math.max(state.readSeq, fresh.readSeq), title: fresh.title };
  if (fresh.lastSeq === state.lastSeq) return { ...log, state: { ...fresh, readSeq: figures.readSeq } };
  return heardOf({ ...log, state: { ...state, ...figures, me: { ...fresh.me, isChair: state.me.isChair } } }, fresh.lastSeq);
}

export const rowsOf = (log: RoomLog): RoomEntry[] => log.chunks.flatMap((chunk) => [...chunk.rows]);

/** First row that is news to the reader: after `readSeq` and not their own. Null: nothing new. */
export const firstUnread = (log: RoomLog, readSeq: number, myId: string): number | null =>
  rowsOf(log).find((row) => row.seq > readSeq && row.by?.id !== myId && shows(row))?.seq ?? null;

/** Whether an entry has a row of its own; a recall only changes the line it recalls, a hand only the speaking list. */
export const shows = (entry: RoomEntry): boolean => entry.body.kind !== 'recalled' && entry.body.kind !== 'hidden' && entry.body.kind !== 'restored' && entry.body.kind !== 'hand' && !(entry.body.kind === 'floor' && entry.body.person === null);
