/** Routes of a room: its gapless log and what one says in it. The socket only carries what these routes committed (MEET-3, MEET-4). */
import { answer, clientId, count, discriminated, flag, id, integer, judged, list, literal, moment, note, nullable, object, oneOf, optional, PersonRef, queryInteger, string } from '../fields.js';
import { OptionResult } from '../ballots/routes.js';
import { ballotKinds, ballotModes } from '../ballots/words.js';
import { Document } from '../files.js';
import { route } from '../route.js';
import { filesPerLine } from './rules.js';

export const Picture = answer({ id, width: count, height: count, alt: string(), url: string(), thumbUrl: string() });
const quote = answer({ seq: count, by: PersonRef, text: string() });

/** What an entry of the log says. Every move in a room is an entry with its own `seq`, so who asks `after=seq` learns of everything. */
export const EntryBody = discriminated('kind', [
  answer({ kind: literal('line'), text: nullable(string()), quote: nullable(quote), mentions: list(PersonRef, 50), pictures: list(Picture, 9), files: list(Document, filesPerLine), gone: nullable(oneOf(['recalled', 'hidden'])) }),
  answer({ kind: literal('recalled'), target: count }),
  answer({ kind: literal('hidden'), target: count, reason: string() }),
  /** A hidden line stands in its place again: an appeal was right, or the hiding a mistake. Its words come with the line, not with this. */
  answer({ kind: literal('restored'), target: count }),
  answer({ kind: literal('hand'), up: flag() }),
  answer({ kind: literal('floor'), person: nullable(PersonRef) }),
  answer({ kind: literal('agenda'), itemId: id, position: count, title: string() }),
  answer({ kind: literal('pinned'), target: nullable(count), text: nullable(string()) }),
  answer({ kind: literal('muted'), person: PersonRef, reason: string() }),
  answer({ kind: literal('unmuted'), person: PersonRef }),
  answer({ kind: literal('chair'), person: PersonRef, how: oneOf(['handedOver', 'tookOver']), reason: string() }),
  answer({ kind: literal('opened') }),
  answer({ kind: literal('closed'), how: oneOf(['byChair', 'adjourned', 'byItself']), reason: string() }),
  /** Entries stored before there were secret votes and choices have neither mode nor kind: they were named motions. */
  answer({ kind: literal('ballotOpened'), ballotId: id, title: string(), mode: optional(oneOf(ballotModes)) }),
  answer({ kind: literal('ballotClosed'), ballotId: id, title: string(), passed: flag(), approve: count, against: count, abstain: count, mode: optional(oneOf(ballotModes)), of: optional(oneOf(ballotKinds)), options: optional(list(OptionResult, 20)) }),
]);
export const Entry = answer({ seq: count, at: moment, by: nullable(PersonRef), clientId: nullable(string()), body: EntryBody });

/** How a room stands after entry `seq`: snapshot + later entries = a fresh snapshot. `unread` (entries that `isNewsTo` me after `readSeq`) is of the moment it was asked for. */
export const RoomState = answer({
  roomId: id, meetingId: nullable(id), title: string(), lastSeq: count, readSeq: count, unread: count, open: flag(), closedAt: nullable(moment),
  agendaItemId: nullable(id), chair: nullable(PersonRef), floor: nullable(PersonRef), /** Since when the present speaker has had the floor. */ floorSince: nullable(moment), hands: list(PersonRef, 500), muted: list(id, 500),
  pinned: nullable(answer({ seq: count, text: string() })), present: count, expected: count, quorumNeeded: count, votingPresent: count, me: answer({ expected: flag(), signedIn: flag(), votes: flag(), isChair: flag(), mayHide: flag(), mayTakeOver: flag() }),
});

const room = { unitId: id, roomId: id };
export const roomRoutes = {
  state: route({ method: 'GET', path: '/units/:unitId/rooms/:roomId', can: 'room.read', doc: 'How the room stands now: agenda item, chair, floor, hands, who is muted, last seq and how far I have read.',
    input: object(room), output: RoomState }),
  entries: route({ method: 'GET', path: '/units/:unitId/rooms/:roomId/entries', can: 'room.read', doc: 'Entries after a seq (to fill a gap) or before one (older), in order, at most 500.',
    input: object({ ...room, after: optional(queryInteger(0, 999_999_999)), before: optional(queryInteger(1, 999_999_999)), limit: optional(queryInteger(1, 500)) }),
    output: answer({ items: list(Entry), lastSeq: count }) }),
  speak: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/lines', can: 'room.speak', doc: 'Say a line. The client makes the id: a resend is answered with the first entry (replayed: true), the same id with other words is refused.',
    input: object({ ...room, clientId, text: judged(20_000), quoteSeq: optional(integer(1, 999_999_999)), mentions: optional(list(id, 50)), pictures: optional(list(object({ fileId: id, alt: note(100) }), 9)), files: optional(list(id, filesPerLine)) }),
    output: answer({ entry: Entry, replayed: flag() }) }),
  recall: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/entries/:seq/recall', can: 'room.speak', doc: 'Recall one\'s own line within 2 minutes; a mark stays.',
    input: object({ ...room, seq: queryInteger(1, 999_999_999) }), output: answer({ entry: Entry }) }),
  hide: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/entries/:seq/hide', can: 'room.hide', doc: 'Hide a line with a reason; the author keeps the text and is told.',
    input: object({ ...room, seq: queryInteger(1, 999_999_999), reason: judged(300) }), output: answer({ entry: Entry }) }),
  read: route({ method: 'PUT', path: '/units/:unitId/rooms/:roomId/read', can: 'room.read', doc: 'How far I have read; only ever moves forward. The true unread count on every device comes from it.',
    input: object({ ...room, seq: integer(0, 999_999_999) }), output: answer({ readSeq: count }) }),
  presence: route({ method: 'PUT', path: '/units/:unitId/rooms/:roomId/presence', can: 'room.read', doc: 'I am here (polling clients; sockets renew by themselves). The lease runs 40 s.',
    input: object(room), output: answer({ lastSeq: count, present: count }) }),
  hand: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/hand', can: 'room.speak', doc: 'Raise or lower my hand.', input: object({ ...room, up: flag() }), output: answer({ entry: Entry }) }),
  floor: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/floor', can: 'room.speak', doc: 'Chair: give the floor to someone on the list, or clear it.',
    input: object({ ...room, personId: nullable(id) }), output: answer({ entry: Entry }) }),
  moveAgenda: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/agenda', can: 'room.speak', doc: 'Chair: move to an agenda item.', input: object({ ...room, itemId: id }), output: answer({ entry: Entry }) }),
  pin: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/pin', can: 'room.speak', doc: 'Chair: pin a line, or unpin.', input: object({ ...room, seq: nullable(integer(1, 999_999_999)) }), output: answer({ entry: Entry }) }),
  mute: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/mute', can: 'room.speak', doc: 'Chair: pause or restore someone\'s right to speak, with a reason.',
    input: object({ ...room, personId: id, muted: flag(), reason: judged(200) }), output: answer({ entry: Entry }) }),
  handOver: route({ method: 'POST', path: '/units/:unitId/rooms/:roomId/chair', can: 'room.speak', doc: 'Chair: hand the chair to an officer; or an officer takes over a vanished chair, on the record.',
    input: object({ ...room, personId: id, reason: judged(200) }), output: answer({ entry: Entry }) }),
  marks: route({ method: 'GET', path: '/units/:unitId/rooms/:roomId/marks', can: 'minutes.edit', doc: 'Officers: the lines noted for the minutes (记入要点). Not in the log: to others it would read as a ranking of what was said.',
    input: object(room), output: answer({ seqs: list(count, 5000) }) }),
  mark: route({ method: 'PUT', path: '/units/:unitId/rooms/:roomId/entries/:seq/mark', can: 'minutes.edit', doc: 'Officers: note a line for the minutes while the meeting runs, or take the note back; the draft takes up every noted line.',
    input: object({ ...room, seq: queryInteger(1, 999_999_999), marked: flag() }), output: answer({ seqs: list(count, 5000) }) }),
  mine: route({ method: 'GET', path: '/me/rooms', can: 'notice.mine', doc: 'Rooms of all my units with the last line and true unread counts: what others said and what was addressed to me, not every move of the agenda.',
    input: object({}), output: answer({ items: list(answer({ roomId: id, unitId: id, meetingId: nullable(id), title: string(), unitName: string(), open: flag(), lastLine: nullable(string()), lastAt: nullable(moment), unread: count, mentioned: flag() }), 200) }) }),
};
