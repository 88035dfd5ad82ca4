/** Routes of minutes and catching up (MEET-8, MEET-10). */
import { answer, count, discriminated, flag, id, integer, judged, list, literal, moment, nothing, note, nullable, object, oneOf, optional, PersonRef, queryInteger, string } from '../fields.js';
import { day } from '../fields.js';
import { ballotKinds } from '../ballots/words.js';
import { route } from '../route.js';
import { Objection, Signature } from './objection-routes.js';
import { leaveCategories } from './words.js';

const head = { place: note(60), chair: note(40), recorder: note(40), startedAt: note(40), endedAt: note(40), expected: count, votingExpected: count, present: count, votingPresent: count, observers: list(note(40), 100),
  leave: list(object({ category: oneOf(leaveCategories), count }), 10), absent: count };
/** `typed`: of a meeting entered afterwards, whose statements have no original; `seq` is then a number that stays with it from version to version. */
const statement = { seq: integer(1, 999_999_999), speaker: note(40), at: note(40), agendaItemId: nullable(id), text: note(2000), original: note(2000), typed: optional(flag()) };
/** How a decision was taken; `offline`: by a paper vote, entered from its count; `hands`: by show of hands at a meeting entered afterwards. */
export const decisionModes = ['named', 'secret', 'offline', 'hands'] as const;
const figures = { text: note(40), votes: count, passed: flag() };
/** A paper vote: where and when, who counted and who supervised, what was declared, and whether the entry was corrected since. */
const paper = { place: note(60), heldOn: day, countedBy: note(60), supervisedBy: note(60), conclusion: note(200), corrected: flag() };
/** What is optional came later: versions published before have none of it, and are motions taken by name. */
const decision = { ballotId: nullable(id), title: note(200), approve: count, against: count, abstain: count, notVoted: count, eligible: count, threshold: count, passed: flag(), article: note(100),
  mode: optional(oneOf(decisionModes)), kind: optional(oneOf(ballotKinds)), options: optional(list(object(figures), 20)), voted: optional(count), paper: optional(object(paper)) };
/** `ownerId`: set where the owner was chosen from the list of members; versions published before it was kept have none. */
const action = { text: note(200), owner: note(40), due: nullable(day), ownerId: optional(nullable(id)) };
/** What earlier minutes left to do, as it stood when this meeting closed (MEET-11); `done` says how it was done. From the record, not typed. */
const carried = { id, text: note(200), owner: note(40), due: nullable(day), from: note(60), done: nullable(note(200)) };
/** The content of minutes as the form writes it; strict, so that nothing unnamed is stored. Facts (head figures, decisions, originals) are checked against the record when published. */
export const MinutesContent = object({ head: object(head), agenda: list(object({ id, title: note(80), summary: note(2000) }), 20), statements: list(object(statement), 300), decisions: list(object(decision), 50), actions: list(object(action), 50), carried: optional(list(object(carried), 100)), remarks: note(3000) });
export type MinutesContent = import('../fields.js').Infer<typeof MinutesContent>;

export const MinutesVersion = answer({ version: count, content: MinutesContent, publishedAt: moment, publishedBy: PersonRef, reason: nullable(string()), sha256: string(), signature: nullable(Signature) });
/** Minutes as a paper in the customary form; `note` is a smaller line beneath. Made by minutes-paper.ts. */
export const Paper = answer({ unitName: string(), title: string(), facts: list(answer({ label: string(), value: string() }), 20),
  sections: list(answer({ title: string(), items: list(answer({ text: string(), note: nullable(string()) }), 500) }), 12),
  signature: string(), version: count, published: string(), sha256: string() });
export type Paper = import('../fields.js').Infer<typeof Paper>;
export const Difference = answer({ section: string(), before: string(), after: string() });
const one = { unitId: id, meetingId: id };

export const minutesRoutes = {
  draft: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/minutes/draft', can: 'minutes.edit', doc: 'The draft, made from the record at close if nobody has edited it: head, agenda, chosen statements, decisions.',
    input: object(one), output: answer({ content: MinutesContent, revision: count, savedAt: nullable(moment), savedBy: nullable(PersonRef), publishedVersion: count, publishedContent: nullable(MinutesContent), /** Of a meeting entered afterwards: whose words may be typed. */ speakers: nullable(list(note(40), 5000)),
      /** Objections to the published version that were found right and wait for the next one: the draft already carries their wording. */ corrections: list(Objection, 300) }) }),
  saveDraft: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId/minutes/draft', can: 'minutes.edit', doc: 'Save the draft on top of the revision it was read at; 409 with the other\'s revision if someone saved meanwhile.',
    input: object({ ...one, content: MinutesContent, revision: integer(0, 999_999) }), output: answer({ revision: count, savedAt: moment }) }),
  publish: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/minutes/versions', can: 'minutes.publish', doc: 'Publish the draft as the next version; from version 2 on with a reason. Published versions never change.',
    input: object({ ...one, revision: integer(0, 999_999), basedOn: integer(0, 9999), reason: optional(judged(300)) }), output: MinutesVersion }),
  minutes: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/minutes', can: 'minutes.read', doc: 'The published minutes: latest version, and every earlier one with its reason and the difference.',
    input: object(one), output: answer({ meeting: answer({ id, title: string(), roomId: id, entered: flag() }), latest: MinutesVersion, versions: list(answer({ version: count, publishedAt: moment, publishedBy: PersonRef, reason: nullable(string()), sha256: string(), signature: nullable(Signature), differences: list(Difference, 500) }), 100),
      objections: list(Objection, 300),
      me: answer({ attended: flag(), acknowledgedVersion: count, mayEdit: flag(), expected: flag(), isChair: flag(), /** My statements in the latest version: since when each stands so, and until when I may object to it. */ quoted: list(answer({ seq: count, since: moment, until: moment }), 300) }), lateStatements: list(answer({ by: PersonRef, at: moment, text: string() }), 500) }) }),
  version: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/minutes/versions/:version', can: 'minutes.read', doc: 'One published version as it was published.',
    input: object({ ...one, version: string() }), output: MinutesVersion }),
  sign: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/minutes/versions/:version/signature', can: 'minutes.read', doc: 'The chair of the meeting signs a published version, once; who and when stays with it for ever.',
    input: object({ ...one, version: queryInteger(1, 9999) }), output: Signature }),
  paper: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/minutes/versions/:version/paper', can: 'minutes.read', doc: 'One published version as a paper in the customary form, to be shown and printed; the same that the .docx holds (MEET-9).',
    input: object({ ...one, version: queryInteger(1, 9999) }), output: Paper }),
  export: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/minutes/versions/:version/export', can: 'minutes.read', doc: 'One published version as .docx in the customary form, from the stored content (MEET-9).', download: true,
    input: object({ ...one, version: queryInteger(1, 9999) }), output: answer({}) }),
  transcript: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/transcript', can: 'room.read', doc: 'The whole record of a closed meeting (全部发言记录) as .docx or .txt: every line and move up to the closing entry; what was recalled or hidden is a mark.', download: true,
    input: object({ ...one, format: oneOf(['docx', 'txt']) }), output: answer({}) }),
};

/** What concerns an absentee, short enough for two minutes: decisions, what mentions me, what I must do. */
export const CatchUp = answer({ meeting: answer({ id, title: string(), startsAt: moment, endedAt: nullable(moment), roomId: id, unitName: string(), /** There is no room to look into. */ entered: flag() }), minutesVersion: count, seconds: count,
  items: list(discriminated('kind', [
    answer({ kind: literal('decision'), title: string(), passed: flag(), approve: count, eligible: count, threshold: count, mode: optional(oneOf(decisionModes)), options: optional(list(answer({ text: string(), votes: count, passed: flag() }), 20)), conclusion: optional(string()) }),
    answer({ kind: literal('mention'), seq: count, by: PersonRef, text: string() }),
    answer({ kind: literal('action'), text: string(), due: nullable(day), mine: flag() }),
    answer({ kind: literal('statement'), seq: count, speaker: string(), text: string() }),
    answer({ kind: literal('agenda'), title: string(), summary: string() }),
  ]), 400), acknowledgedVersion: count, myLateStatement: nullable(string()), attended: flag() });

export const catchUpRoutes = {
  catchUp: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/catch-up', can: 'minutes.read', doc: 'The two-minute catch-up for who was absent.', input: object(one), output: CatchUp }),
  acknowledge: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/acknowledgement', can: 'minutes.read', doc: '已阅: I have read this version. Counts as read, never as attendance.',
    input: object({ ...one, version: integer(1, 9999) }), output: answer({ acknowledgedVersion: count }) }),
  lateStatement: route({ method: 'PUT', path: '/units/:unitId/meetings/:meetingId/late-statement', can: 'room.speak', doc: 'Add (or rewrite until the next version) a late statement: kept as late, never counted as attendance.',
    input: object({ ...one, text: judged(20_000) }), output: nothing }),
  readers: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/readers', can: 'minutes.edit', doc: 'Who of the absent has read the minutes and who has not; members see that this is kept.',
    input: object(one), output: answer({ version: count, read: list(answer({ ...PersonRef.shape, at: moment }), 5000), unread: list(PersonRef, 5000), reminders: count }) }),
  remind: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/reminders', can: 'minutes.edit', doc: 'Remind those who have not read; at most twice a meeting.', input: object(one), output: answer({ reminded: count, remindersLeft: count }) }),
};
