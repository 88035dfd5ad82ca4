/** Routes of meetings held offline and entered afterwards (MEET-12). */
import { answer, clientId, count, day, flag, id, integer, list, note, nullable, object, oneOf, PersonRef, string, text, when } from '../fields.js';
import { membershipStatuses } from '../roles.js';
import { route } from '../route.js';
import { Meeting } from './routes.js';
import { leaveCategories, meetingKinds } from './words.js';

const hands = { title: text(200), approve: integer(0, 9999), against: integer(0, 9999), abstain: integer(0, 9999) };
const what = {
  kind: oneOf(meetingKinds), title: text(60), place: text(60), startsAt: when, endsAt: when, agenda: list(object({ title: text(80), note: note(500) }), 20), chairId: id,
  /** Of those expected on that day: who came, and who had asked for leave; everybody else was absent. */
  came: list(id, 5000), leave: list(object({ personId: id, category: oneOf(leaveCategories) }), 5000), observers: list(id, 100), decisions: list(object(hands), 50),
  /** Why so late; needed when the meeting is older than 90 days. */
  reason: note(200),
};
const one = { unitId: id, meetingId: id };

export const offlineRoutes = {
  expectedOn: route({ method: 'GET', path: '/units/:unitId/offline-meetings/expected', can: 'meeting.manage', doc: 'Who was expected at a meeting of a kind on a day in the past, from the memberships and offices of that day.',
    input: object({ unitId: id, kind: oneOf(meetingKinds), day }), output: answer({ items: list(answer({ person: PersonRef, company: nullable(string()), status: oneOf(membershipStatuses), votes: flag() }), 5000), expected: count, votingExpected: count, quorumNeeded: count }) }),
  enter: route({ method: 'POST', path: '/units/:unitId/offline-meetings', can: 'meeting.manage', doc: 'Enter a meeting that was held offline: who came, who was on leave, what was decided by show of hands (figures are checked). It stays marked as entered afterwards, by whom and when; its minutes go the usual way.',
    input: object({ unitId: id, clientId, ...what }), output: Meeting }),
  entered: route({ method: 'GET', path: '/units/:unitId/offline-meetings/:meetingId', can: 'meeting.manage', doc: 'What was entered, for mending it.', input: object(one), output: answer({ ...what, observers: list(PersonRef, 100), mendable: flag() }) }),
  mend: route({ method: 'PUT', path: '/units/:unitId/offline-meetings/:meetingId', can: 'meeting.manage', doc: 'Mend what was entered, until its minutes are published.', input: object({ ...one, ...what }), output: Meeting }),
  withdraw: route({ method: 'POST', path: '/units/:unitId/offline-meetings/:meetingId/withdrawal', can: 'meeting.manage', doc: 'Take back what was entered by mistake, with a reason, until its minutes are published; it counts nowhere and stays on record.',
    input: object({ ...one, reason: text(200) }), output: Meeting }),
};
