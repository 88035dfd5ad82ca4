/** Addresses of pictures live five to ten minutes (guarantees 5.4): which of the loaded ones must be asked for again while the room stays open. Pure. */
import type { RoomEntry } from '@branch/shared/meetings/room-state';

/** When an address ends, in milliseconds; null: it does not say. */
export function endOf(address: string): number | null {
  const said = /[?&]e=(\d+)/.exec(address)?.[1];
  return said === undefined ? null : Number(said) * 1000;
}

/** The numbers between which all lines lie whose pictures are shown no longer than `until`; null: none. */
export function endingBy(rows: readonly RoomEntry[], until: number): { first: number; last: number } | null {
  const ending = rows.filter(({ body }) => body.kind === 'line' && body.pictures.some((picture) => (endOf(picture.url) ?? Infinity) <= until));
  const [first] = ending;
  return first ? { first: first.seq, last: ending[ending.length - 1]?.seq ?? first.seq } : null;
}
