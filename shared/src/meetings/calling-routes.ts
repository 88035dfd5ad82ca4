/** Routes around a meeting that was called: copying, replies and reminders, QR codes and signing in at the place, calendars. */
import { answer, count, flag, id, list, matches, moment, nothing, nullable, object, oneOf, PersonRef, string } from '../fields.js';
import { Document } from '../files.js';
import { route } from '../route.js';
import { reminderTimes } from './calling-rules.js';
import { attendedBy } from './routes.js';
import { leaveCategories, meetingForms, meetingKinds } from './words.js';

const one = { unitId: id, meetingId: id };
/** A QR code as a picture in a data address, and where it leads. */
const code = { link: string(), qr: string() };
const Silent = answer({ person: PersonRef, /** How often they may still be told of this meeting. */ left: count });

export const callingRoutes = {
  again: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/plan', can: 'meeting.call', doc: 'What a past meeting was planned like, to call it again: observers who left are left out.', input: object(one),
    output: answer({ kind: oneOf(meetingKinds), form: oneOf(meetingForms), title: string(), theme: string(), startsAt: moment, endsAt: moment, agenda: list(answer({ title: string(), note: string() }), 20), materials: list(answer({ title: string(), text: string() }), 10),
      files: list(Document, 10), observers: list(PersonRef, 100), strictQuorum: flag(), reminders: list(oneOf(reminderTimes), 3) }) }),
  replies: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/replies', can: 'attendance.read', doc: 'Who comes, who asked for leave and why, who has not replied, who is left out of 应到; and what was reminded of.', input: object(one),
    output: answer({ joining: list(PersonRef, 5000), leaving: list(answer({ person: PersonRef, category: nullable(oneOf(leaveCategories)), reason: string() }), 5000), silent: list(Silent, 5000), excluded: list(answer({ person: PersonRef, reason: string(), approvedBy: string() }), 5000),
      reminded: list(answer({ what: oneOf([...reminderTimes, 'reply']), at: moment, people: count }), 100) }) }),
  remindReplies: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/reply-reminders', can: 'meeting.manage', doc: 'Remind those who have not replied; counted among the two reminders a person gets of a meeting.', input: object(one),
    output: answer({ reminded: count, heldBack: count }) }),
  include: route({ method: 'DELETE', path: '/units/:unitId/meetings/:meetingId/exclusions/:personId', can: 'meeting.manage', doc: 'Count someone in 应到 again, before opening.', input: object({ ...one, personId: id }), output: nothing }),

  qr: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/qr', can: 'meeting.read', doc: 'A QR code of the meeting\'s short link, to print or to show.', input: object(one), output: answer({ ...code, title: string() }) }),
  signInCode: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/sign-in-code', can: 'meeting.manage', doc: 'The code that is good for signing in at the place now, changing every 30 s, and who has signed in.', input: object(one),
    output: answer({ ...code, title: string(), roomId: id, /** Milliseconds until the next code. */ next: count, expected: count, attended: count,
      people: list(answer({ person: PersonRef, observer: flag(), attended: flag(), how: list(oneOf(attendedBy)), at: nullable(moment), tickedBy: nullable(PersonRef) }), 5000) }) }),
  tick: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId/attendees/:personId/tick', can: 'meeting.manage', doc: 'Sign in someone who is at the place without a phone, or take that back; who ticked is on record.', input: object({ ...one, personId: id, on: flag() }), output: nothing }),
  /** Without a unit in the path: the printed code has room for the meeting only. */
  scan: route({ method: 'POST', path: '/meetings/:meetingId/scan', can: 'meeting.scan', doc: 'Sign in by the code shown at the place. Another unit\'s meeting is not found.', input: object({ meetingId: id, code: string().check(matches(/^[0-9a-f]{16}$/, '这不是签到码')) }),
    output: answer({ unitId: id, roomId: id, title: string(), at: moment, before: flag() }) }),

  calendar: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/calendar', can: 'meeting.read', doc: 'The meeting as an .ics file; a cancelled one cancels the event it made.', download: true, input: object(one), output: answer({}) }),
  feed: route({ method: 'GET', path: '/units/:unitId/calendar-feed', can: 'calendar.own', doc: 'My own address to subscribe to the unit\'s meetings by, if I made one.', input: object({ unitId: id }), output: answer({ address: nullable(string()), madeAt: nullable(moment) }) }),
  renewFeed: route({ method: 'POST', path: '/units/:unitId/calendar-feed', can: 'calendar.own', doc: 'Make an address, or a new one: the old one is gone at once.', input: object({ unitId: id }), output: answer({ address: nullable(string()), madeAt: nullable(moment) }) }),
  endFeed: route({ method: 'DELETE', path: '/units/:unitId/calendar-feed', can: 'calendar.own', doc: 'Stop the subscription: the address is gone at once.', input: object({ unitId: id }), output: nothing }),
};
