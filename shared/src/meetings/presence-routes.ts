/** Routes of presence over time (MEET-5), of the chair's speaking list, and of the record of a meeting one has moved away from. */
import { answer, count, flag, id, list, moment, nullable, object, oneOf, optional, PersonRef, queryInteger, string } from '../fields.js';
import { route } from '../route.js';
import { MinutesContent } from './minutes-routes.js';
import { Entry } from './room-routes.js';
import { attendedBy } from './routes.js';
import { meetingForms, meetingKinds } from './words.js';

const one = { unitId: id, meetingId: id };
const interval = answer({ from: moment, to: nullable(moment) });

export const presenceRoutes = {
  quorum: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/quorum', can: 'meeting.read', doc: 'How many with the right to vote were present over time, the number a vote needs, and the moments that matter; numbers without persons. In a window of several days: of those signed in.',
    input: object(one), output: answer({ from: nullable(moment), to: nullable(moment), needed: count, votingExpected: count, severalDays: flag(), points: list(answer({ at: moment, present: count }), 400), ballots: list(answer({ title: string(), openedAt: moment, closedAt: nullable(moment), present: count }), 200),
      marks: list(answer({ at: moment, text: string(), present: count }), 1000) }) }),
  person: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/attendance/:personId', can: 'attendance.read', doc: 'One person\'s attendance for the officers who answer for the list: how it was counted and when they were here.',
    input: object({ ...one, personId: id }), output: answer({ person: PersonRef, how: list(oneOf(attendedBy)), intervals: list(interval, 500) }) }),
};

export const speakingRoutes = {
  speaking: route({ method: 'GET', path: '/units/:unitId/rooms/:roomId/speaking', can: 'room.read', doc: 'Chair only: who had the floor when, by agenda item. Turns, never a sum per person.',
    input: object({ unitId: id, roomId: id }), output: answer({ items: list(answer({ agendaItemId: nullable(id), title: string(), turns: list(answer({ person: PersonRef, from: moment, to: nullable(moment) }), 2000) }), 100) }) }),
};

const head = { id, title: string(), kind: oneOf(meetingKinds), form: oneOf(meetingForms), unitName: string(), startsAt: moment, closedAt: nullable(moment) };
export const recordRoutes = {
  records: route({ method: 'GET', path: '/me/records', can: 'me.read', doc: 'Meetings I was expected at or sat in on, of units I have since left: their record stays mine to read.', input: object({}), output: answer({ items: list(answer(head), 200) }) }),
  record: route({ method: 'GET', path: '/me/records/:meetingId', can: 'me.read', doc: 'The record of such a meeting: published minutes and what was said, up to the closing.',
    input: object({ meetingId: id, after: optional(queryInteger(0, 999_999_999)) }), output: answer({ meeting: answer(head), minutes: nullable(answer({ version: count, content: MinutesContent })), items: list(Entry, 200), next: nullable(count) }) }),
};
