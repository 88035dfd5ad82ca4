/** How a room says what happened. */
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { clock, minute, shanghaiDay } from '@branch/shared/time';
import { dayName } from '../../kit/time';

/** Time between two rows is said after a pause of five minutes, and at the top. */
export function timeBetween(before: RoomEntry | undefined, now: RoomEntry, today: Date = new Date()): string | null {
  const at = new Date(now.at);
  if (before && at.getTime() - new Date(before.at).getTime() < 5 * minute) return null;
  return shanghaiDay(at) === shanghaiDay(today) ? clock(at) : `${dayName(at, today)} ${clock(at)}`;
}

/** A line in one short sentence: for quotes, menus and screen readers. */
export function shortly(text: string, length = 40): string {
  const all = [...text.replace(/\s+/g, ' ').trim()];
  return all.length > length ? `${all.slice(0, length).join('')}…` : all.join('');
}
