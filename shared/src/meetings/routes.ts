/** Routes of calling, holding and deciding in a meeting. The room is in room-routes.ts, the minutes in minutes-routes.ts. */
import { answer, clientId, count, flag, id, integer, judged, list, moment, note, nothing, nullable, object, oneOf, optional, page, paging, PersonRef, string, text, when } from '../fields.js';
import { Ballot } from '../ballots/routes.js';
import { ballotKinds, ballotModes } from '../ballots/words.js';
import { Document } from '../files.js';
import { membershipStatuses } from '../roles.js';
import { route } from '../route.js';
import { reminderTimes } from './calling-rules.js';
import { leaveCategories, meetingForms, meetingKinds, meetingStates } from './words.js';

export const AgendaItem = answer({ id, position: count, title: string(), note: string() });
export const Material = answer({ title: string(), text: string() });
const meetingHead = { id, kind: oneOf(meetingKinds), form: oneOf(meetingForms), title: string(), startsAt: moment, endsAt: moment, state: oneOf(meetingStates), unit: answer({ id, name: string() }) };
/** A meeting in a list. */
export const MeetingCard = answer({ ...meetingHead, roomId: id, present: count, expected: count, myReply: nullable(oneOf(['join', 'leave'])), minutesVersion: count, mustRead: flag() });
/** How someone was counted present; `scanned`: by the code at the place; `ticked`: by an officer at the place; `corrected`: recorded afterwards by an officer, on the member's word; `entered`: on the list of a meeting entered afterwards. */
export const attendedBy = ['signedIn', 'scanned', 'ticked', 'spoke', 'voted', 'corrected', 'entered'] as const;
export const Attendance = answer({ person: PersonRef, company: nullable(string()), status: oneOf(membershipStatuses), observer: flag(), votes: flag(), reply: nullable(oneOf(['join', 'leave'])), leaveCategory: nullable(oneOf(leaveCategories)), leaveReason: nullable(string()),
  excluded: nullable(answer({ reason: string(), approvedBy: string() })), attended: flag(), how: list(oneOf(attendedBy)), tickedBy: nullable(PersonRef), firstAt: nullable(moment), present: flag() });
/** A meeting on its own page. */
export const Meeting = answer({ ...meetingHead, roomId: id, theme: string(), agenda: list(AgendaItem), materials: list(Material), files: list(Document, 10), chair: PersonRef, recorder: nullable(PersonRef), calledBy: PersonRef,
  expected: count, votingExpected: count, quorumNeeded: count, strictQuorum: flag(), joining: count, onLeave: count, signedIn: count, observers: list(PersonRef), openedAt: nullable(moment), closedAt: nullable(moment), closedHow: nullable(string()), reason: nullable(string()),
  ballots: list(Ballot), minutesVersion: count, hasDraft: flag(), reminders: list(oneOf(reminderTimes), 3), place: nullable(string()),
  /** Held offline and entered afterwards (MEET-12): by whom, when, and why so late. There is no room. */
  entered: nullable(answer({ by: PersonRef, at: moment, reason: nullable(string()) })),
  /** What was decided there by show of hands: figures, not who raised theirs. */
  hands: list(answer({ id, title: string(), approve: count, against: count, abstain: count, notVoted: count, eligible: count, threshold: count, passed: flag(), article: string() }), 50),
  me: answer({ expected: flag(), observer: flag(), votes: flag(), reply: nullable(oneOf(['join', 'leave'])), attended: flag(), acknowledged: flag(), isChair: flag(), mayManage: flag(), mayEditMinutes: flag(), /** Left out of 应到, and why: the person reads it, too. */ excluded: nullable(answer({ reason: string(), approvedBy: string() })) }), shareText: string(), sharePath: string() });

const one = { unitId: id, meetingId: id };
const plan = { kind: oneOf(meetingKinds), form: oneOf(meetingForms), title: text(60), theme: note(300), startsAt: when, endsAt: when,
  agenda: list(object({ title: text(80), note: note(500) }), 20), materials: list(object({ title: text(60), text: note(5000) }), 10),
  /** Left out of a revision: they stay as they are. */
  files: optional(list(id, 10)), observers: optional(list(id, 100)), reminders: optional(list(oneOf(reminderTimes), 3)) };

export const meetingRoutes = {
  meetings: route({ method: 'GET', path: '/units/:unitId/meetings', can: 'meeting.read', doc: 'Meetings of the unit: running, coming, past.',
    input: object({ unitId: id, state: optional(oneOf(['open', 'called', 'closed', 'cancelled'])), ...paging }), output: page(MeetingCard) }),
  expectedNow: route({ method: 'GET', path: '/units/:unitId/meetings/expected', can: 'meeting.call', doc: 'How many would be expected (应到) and may vote if the meeting were called now, by status; of a kind, if one is named.',
    input: object({ unitId: id, kind: optional(oneOf(meetingKinds)) }), output: answer({ expected: count, votingExpected: count, quorumNeeded: count, byStatus: list(answer({ status: oneOf(membershipStatuses), count })) }) }),
  meeting: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId', can: 'meeting.read', doc: 'One meeting: agenda, materials, who is expected in numbers, my own reply, ballots, and text to paste into a group.',
    input: object(one), output: Meeting }),
  call: route({ method: 'POST', path: '/units/:unitId/meetings', can: 'meeting.call', doc: 'Call a meeting: expected attendees are computed from membership and everyone gets a notice (MEET-2).',
    input: object({ unitId: id, clientId, ...plan, strictQuorum: optional(flag()), /** The meeting this one is called after: its documents may be handed out again. */ after: optional(id) }), output: Meeting }),
  revise: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId', can: 'meeting.manage', doc: 'Change theme, agenda, materials or observers before the meeting opens.', input: object({ ...one, ...plan }), output: Meeting }),
  postpone: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/postponement', can: 'meeting.manage', doc: 'Move a called meeting to another time, with a reason; everyone is told.',
    input: object({ ...one, startsAt: when, endsAt: when, reason: text(200) }), output: Meeting }),
  cancel: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/cancellation', can: 'meeting.manage', doc: 'Cancel a called meeting, with a reason; it stays on record.',
    input: object({ ...one, reason: text(200) }), output: Meeting }),
  reply: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId/reply', can: 'meeting.read', doc: 'I come, or ask for leave with a coarse category; the words are seen by the secretary only.',
    input: object({ ...one, reply: oneOf(['join', 'leave']), category: optional(oneOf(leaveCategories)), reason: optional(note(200)) }), output: nothing }),
  exclude: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/exclusions', can: 'meeting.manage', doc: 'Leave someone out of 应到 before opening, with reason and who approved; shown in the attendance.',
    input: object({ ...one, personId: id, reason: note(200), approvedBy: note(60) }), output: nothing }),
  open: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/opening', can: 'meeting.manage', doc: 'Open the meeting: 应到 is fixed now, the opener takes the chair.', input: object(one), output: Meeting }),
  enter: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/sign-in', can: 'meeting.read', doc: 'Enter the open meeting and be counted present (签到).', input: object(one), output: answer({ roomId: id, attended: flag() }) }),
  close: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/closing', can: 'meeting.read', doc: 'Chair: close the meeting, or adjourn it for lack of quorum (流会). A line: everything acknowledged before is in the record, everything after is refused.',
    input: object({ ...one, adjourned: optional(flag()), reason: optional(note(200)) }), output: Meeting }),
  openBallot: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/ballots', can: 'meeting.read', doc: 'Chair: open a vote when the quorum holds, named or secret, on a motion or a choice of 2 to 20 options; who may vote is frozen now, and nothing of it can be edited.',
    input: object({ ...one, clientId, title: judged(200), mode: optional(oneOf(ballotModes)), kind: optional(oneOf(ballotKinds)), options: optional(list(judged(200), 100)), most: optional(integer(0, 100)) }), output: Ballot }),
  closeBallot: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/ballots/:ballotId/closing', can: 'meeting.read', doc: 'Chair: close the vote; the result with its arithmetic goes into the log.',
    input: object({ ...one, ballotId: id }), output: Ballot }),
  attendance: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/attendance', can: 'attendance.read', doc: 'Who is expected, came, is on leave, is absent, and how each was counted.',
    input: object(one), output: answer({ items: list(Attendance, 5000), expected: count, attended: count, votingExpected: count, votingPresent: count, onLeave: count, absent: count, observers: count }) }),
};

/** A member's word that their attendance was not recorded, and what was answered (MEET-5). `accepted` is null until someone answers. */
export const Dispute = answer({ person: PersonRef, words: string(), at: moment, accepted: nullable(flag()), answer: nullable(string()), answeredBy: nullable(PersonRef), answeredAt: nullable(moment) });
/** For the 30-second glance: the reader's own intervals, and their dispute if there is one. */
export const MyAttendance = answer({ expected: flag(), attended: flag(), how: list(oneOf(attendedBy)), intervals: list(answer({ from: moment, to: nullable(moment) }), 500), dispute: nullable(Dispute) });
export const myAttendanceRoutes = {
  mine: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/my-attendance', can: 'meeting.read', doc: 'My own presence as the server kept it.', input: object(one), output: MyAttendance }),
  dispute: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId/my-attendance/dispute', can: 'meeting.read', doc: 'I was there and it was not recorded: in my own words, to be answered by an officer. May be rewritten until it is answered.',
    input: object({ ...one, words: judged(500) }), output: MyAttendance }),
  disputes: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/disputes', can: 'attendance.read', doc: 'Disputes about attendance at this meeting, those without an answer first.', input: object(one), output: answer({ items: list(Dispute, 5000) }) }),
  answerDispute: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/disputes/:personId/answer', can: 'meeting.manage', doc: 'Accept (the attendance is corrected, on record) or decline, with a reason the member reads. Says whether published minutes now need a correction.',
    input: object({ ...one, personId: id, accept: flag(), reason: judged(500) }), output: answer({ dispute: Dispute, minutesNeedCorrection: flag() }) }),
};
