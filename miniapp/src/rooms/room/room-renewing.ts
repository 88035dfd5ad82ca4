/** Addresses of a room's pictures end after a while (nobody is to pass them on for ever): they are asked for anew while somebody looks. */
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import type { RoomLog } from './room-log';
import { rowsOf } from './room-log';
import { endingBy } from './room-pictures';

/** How long before their end they are renewed, and how often that is looked at. */
const renewBefore = 75_000;
const renewEvery = 30_000;

export interface Renewing { /** One entry's, because its pictures have none or would not load. */ renew(seq: number): Promise<void>; /** All that end soon. */ renewEnding(): Promise<void>; close(): void }

/** `log`: the room as it is shown, null when nothing is. What comes back goes the way of all entries, through `takeIn`. */
export function renewing({ ask, takeIn, log }: { ask: (input: { after: number; limit: number }) => Promise<{ items: readonly RoomEntry[] }>; takeIn: (entries: readonly RoomEntry[]) => void; log: () => RoomLog | null }): Renewing {
  const again = async (after: number, limit: number): Promise<void> => takeIn((await ask({ after, limit }).catch(() => null))?.items ?? []);
  async function renewEnding(): Promise<void> {
    const now = log();
    const ending = now && endingBy(rowsOf(now), Date.now() + renewBefore);
    if (!ending || (typeof document !== 'undefined' && document.visibilityState === 'hidden')) return;
    await again(ending.first - 1, Math.min(500, ending.last - ending.first + 1));
  }
  const timer = setInterval(() => void renewEnding(), renewEvery);
  return { renew: (seq) => again(seq - 1, 1), renewEnding, close: () => clearInterval(timer) };
}
