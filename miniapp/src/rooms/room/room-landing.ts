/** Where a reader comes in: on the divider, at the end when much is unread, or at the entry asked for. */
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { firstUnread, type RoomLog } from './room-log';

/** Where the reader lands: on the divider, at the end (with a pill when much is unread), or at an entry. */
export interface Landing {
  unread: number;
  /** The row above which 以下为未读 stands; fixed for this visit. */
  divider: number | null;
  at: number | null;
}

type Ask = (input: { after?: number; before?: number; limit: number }) => Promise<{ items: RoomEntry[]; lastSeq: number }>;

/** More than this is passed over, with a way up to it. */
const landsOnDivider = 50;
export const page = 30;

/** Entries from the landing place to the end. */
export async function entriesToLandOn(ask: Ask, state: RoomLog['state'], at: number | null): Promise<RoomEntry[]> {
  if (at === null && state.lastSeq - state.readSeq > landsOnDivider) return (await ask({ before: state.lastSeq + 1, limit: landsOnDivider })).items;
  const from = at !== null ? at - 15 : Math.min(state.readSeq - 10, state.lastSeq - page);
  let after = Math.max(0, from);
  const all: RoomEntry[] = [];
  for (;;) {
    const answer = await ask({ after, limit: 500 });
    all.push(...answer.items);
    const last = answer.items[answer.items.length - 1];
    if (!last || last.seq >= answer.lastSeq) return all;
    after = last.seq;
  }
}

export function landingOf(log: RoomLog, state: RoomLog['state'], at: number | null, myId: string): Landing {
  const far = state.lastSeq - state.readSeq > landsOnDivider;
  // The agenda moved, hands went up: that alone is nothing unread, and a divider would say 0.
  const divider = state.unread > 0 && (state.readSeq > 0 || state.meetingId === null) ? firstUnread(log, state.readSeq, myId) : null;
  return { unread: divider === null && !far ? 0 : state.unread, divider: far && at === null ? null : divider, at };
}
