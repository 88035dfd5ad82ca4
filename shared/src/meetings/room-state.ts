/**
 * How a room stands after one more entry of its log. A reader asks for the state once and then only applies entries: the state plus the entries after its
 * `lastSeq` equals a state asked for afresh. Pure, so that the server's stories can hold both against each other.
 */
import type { Infer } from '../fields.js';
import type { Entry, RoomState } from './room-routes.js';

export type RoomEntry = Infer<typeof Entry>;
export type RoomStanding = Infer<typeof RoomState>;

/**
 * What counts as unread (NOTE-1): words of others that still stand, and what was addressed to me (the floor given, speech paused or restored, the chair
 * handed over). Moves of the agenda, hands, pins and votes are read with the room, not counted. The server counts by `isNews` in room.service.ts.
 */
export const isNewsTo = (myId: string, { by, body }: Pick<RoomEntry, 'by' | 'body'>): boolean =>
  by?.id !== myId && ((body.kind === 'line' && body.gone === null) || ('person' in body && body.person?.id === myId));

const without = <T>(list: readonly T[], keep: (item: T) => boolean): T[] => list.filter(keep);

/**
 * Applies the entry with `seq === state.lastSeq + 1` (others are given back unchanged: the caller fills gaps first). How many are present is not in the
 * log and stays as it was; who asks for the state again learns it.
 */
export function afterEntry(state: RoomStanding, entry: RoomEntry, myId: string): RoomStanding {
  if (entry.seq !== state.lastSeq + 1) return state;
  const next: RoomStanding = { ...state, lastSeq: entry.seq };
  const { body, by } = entry;
  const takesChair = (person: typeof by): void => {
    next.chair = person;
    next.me = { ...state.me, isChair: person?.id === myId, ...(person?.id === myId ? { mayTakeOver: false } : {}) };
  };
  switch (body.kind) {
    case 'recalled':
    case 'hidden':
      if (state.pinned?.seq === body.target) next.pinned = null;
      break;
    case 'hand':
      next.hands = without(state.hands, (hand) => hand.id !== by?.id);
      if (body.up && by) next.hands.push(by);
      break;
    case 'floor':
      next.floor = body.person;
      next.floorSince = body.person ? entry.at : null;
      next.hands = without(state.hands, (hand) => hand.id !== body.person?.id);
      break;
    case 'agenda':
      next.agendaItemId = body.itemId;
      next.floor = null;
      next.floorSince = null;
      break;
    case 'pinned':
      next.pinned = body.target === null ? null : { seq: body.target, text: body.text ?? '' };
      break;
    case 'muted':
      next.muted = [...without(state.muted, (id) => id !== body.person.id), body.person.id];
      next.hands = without(state.hands, (hand) => hand.id !== body.person.id);
      break;
    case 'unmuted':
      next.muted = without(state.muted, (id) => id !== body.person.id);
      break;
    case 'chair':
      takesChair(body.person);
      break;
    case 'opened':
      next.open = true;
      takesChair(by);
      break;
    case 'closed':
      next.open = false;
      next.closedAt = entry.at;
      next.hands = [];
      next.floor = null;
      next.floorSince = null;
      break;
    default:
      break;
  }
  return next;
}
