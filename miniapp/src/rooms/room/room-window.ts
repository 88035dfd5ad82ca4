/**
 * How much of the loaded record is drawn. A browser draws all of it; WeChat only so many chunks (60 rows), for every row costs memory in its view layer.
 * What is not drawn leaves its box empty in place: taking the box away would make the mini-program send all of its neighbours anew. Pure.
 */
import type { Chunk } from './room-log';

export const mostChunks = process.env.TARO_ENV === 'weapp' ? 3 : Infinity;

/** Key of the last chunk drawn; null: the end, wherever it will be. */
export type Last = string | null;

/** First and last chunk drawn, as places in the list. */
export function drawn(chunks: readonly Chunk[], last: Last, most = mostChunks): { first: number; last: number } {
  const at = last === null || most === Infinity ? -1 : chunks.findIndex((chunk) => chunk.key === last);
  const end = at === -1 ? chunks.length - 1 : at;
  return { first: Math.max(0, end - most + 1), last: end };
}

const keyAt = (chunks: readonly Chunk[], place: number): Last => (place >= chunks.length - 1 ? null : (chunks[Math.max(0, place)]?.key ?? null));

/** One chunk up; unchanged where nothing earlier is loaded. */
export function earlier(chunks: readonly Chunk[], last: Last, most = mostChunks): Last {
  const now = drawn(chunks, last, most);
  return now.first === 0 ? last : keyAt(chunks, now.last - 1);
}

/** One chunk down. */
export const later = (chunks: readonly Chunk[], last: Last, most = mostChunks): Last => keyAt(chunks, drawn(chunks, last, most).last + 1);

/** So that this entry is drawn, with up to `after` chunks below its own. */
export function around(chunks: readonly Chunk[], seq: number, after: number): Last {
  const place = chunks.findIndex((chunk) => (chunk.rows[chunk.rows.length - 1]?.seq ?? 0) >= seq);
  return place === -1 ? null : keyAt(chunks, place + after);
}

/** Stays where it is although the record grows: a reader looking back must not lose the rows under their eyes. */
export const held = (chunks: readonly Chunk[], last: Last): Last => last ?? chunks[chunks.length - 1]?.key ?? null;
