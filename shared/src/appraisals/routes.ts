/**
 * Routes of the yearly appraisal of members (民主评议党员; 中国共产党支部工作条例（试行）第十八条): self review → peer review → secret rating → opinion.
 * Private to each member and the unit's committee; nobody else, no unit above and no export reads any of it.
 */
import { answer, clientId, count, day, flag, id, integer, judged, list, moment, note, nullable, object, oneOf, optional, PersonRef, string, text } from '../fields.js';
import { membershipStatuses } from '../roles.js';
import { route } from '../route.js';
import { appraisalStages, grades, leaveOutReasons, ratingModes } from './words.js';

const stage = oneOf(appraisalStages);
const grade = oneOf(grades);
const Counts = answer({ excellent: count, qualified: count, barelyQualified: count, unqualified: count });
/** What somebody wrote; `revision` goes back with the next version, so that an old resend never overwrites a newer text. */
export const OwnReview = answer({ text: string(), at: moment, revision: count });
export const ReceivedReview = answer({ by: PersonRef, text: string(), at: moment });
export const Opinion = answer({ grade, words: string() });

/** A round in the list of a unit. */
export const RoundCard = answer({ id, year: count, stage, openedAt: moment, expiresAt: moment, expired: flag() });
/** A round as a member sees it: the stage, who reads what until when, and what is left for the reader to do. `voted` is the turnout, never the figures. */
export const Round = answer({ ...RoundCard.shape, mode: nullable(oneOf(ratingModes)), cap: nullable(count), keepDays: count, people: count, electors: count, voted: count, moves: list(answer({ stage, by: PersonRef, at: moment }), 5), paperReason: nullable(string()),
  me: answer({ takesPart: flag(), leftOut: nullable(oneOf(leaveOutReasons)), selfReview: nullable(OwnReview), draft: nullable(string()), written: count, elector: flag(), rated: flag() }) });
/** What concerns the reader: own self review, what others wrote to them, their figures once the rating is over, their opinion once the round is closed. */
export const Mine = answer({ selfReview: nullable(OwnReview), received: list(ReceivedReview, 10_000), counts: nullable(Counts), opinion: nullable(Opinion), expired: flag() });
export const Peer = answer({ person: PersonRef, written: nullable(OwnReview), draft: nullable(string()) });
/** `group`: the party group (党小组) the member is in today, where there are groups. */
export const DeskRow = answer({ person: PersonRef, group: nullable(answer({ id, name: string() })), status: oneOf(membershipStatuses), leftOut: nullable(oneOf(leaveOutReasons)), takesPart: flag(), reviewed: flag(), received: count, counts: nullable(Counts), opinion: nullable(Opinion) });
export const PaperRecord = answer({ papers: count, countedBy: string(), supervisedBy: string(), place: string(), heldOn: day });
/** The committee's desk. `fewestRaters`, `fewestPapers`: of the member who has the fewest; under five nothing may be counted here. */
export const Desk = answer({ items: list(DeskRow, 10_000), reminded: list(answer({ stage, at: moment, people: count }), 10), paper: nullable(PaperRecord), electors: count, voted: count, fewestRaters: count, fewestPapers: count });

/** A round of a unit one has left since; `expiresAt`: until when it can be read. */
const LeftRound = answer({ id, unitName: string(), year: count, stage, openedAt: moment, expiresAt: moment });
export const leftRoundRoutes = {
  rounds: route({ method: 'GET', path: '/me/appraisals', can: 'me.read', doc: 'Rounds I was listed in, of units I have since left, until the day their texts are deleted.', input: object({}), output: answer({ items: list(LeftRound, 100) }) }),
  round: route({ method: 'GET', path: '/me/appraisals/:appraisalId', can: 'me.read', doc: 'What such a round says of me: my self review, what others wrote to me, my figures once the rating is over, my opinion once it is closed. Nothing of others.',
    input: object({ appraisalId: id }), output: answer({ round: LeftRound, ...Mine.shape }) }),
};

const unit = { unitId: id };
const at = { ...unit, appraisalId: id };
const here = '/units/:unitId/appraisals/:appraisalId';
export const appraisalRoutes = {
  rounds: route({ method: 'GET', path: '/units/:unitId/appraisals', can: 'appraisal.read', doc: 'The unit\'s rounds, the latest year first.', input: object(unit), output: answer({ items: list(RoundCard, 100) }) }),
  open: route({ method: 'POST', path: '/units/:unitId/appraisals', can: 'appraisal.run', doc: 'Open the round of a year (this one or the last): everyone who is a member now takes part. `keepDays` (30–365) is for how many days after the close the texts are kept; it is told to everyone and never changes.',
    input: object({ ...unit, clientId, year: integer(2000, 2100), keepDays: integer(1, 9999) }), output: Round }),
  round: route({ method: 'GET', path: here, can: 'appraisal.read', doc: 'One round: its stage and moves, how long texts are kept, turnout, and what is left for me to do.', input: object(at), output: Round }),
  moveOn: route({ method: 'POST', path: `${here}/moves`, can: 'appraisal.run', doc: 'Move on to the next stage, never back. Into the rating: `mode` online (secret; at least five raters of everyone) or paper, and a `cap` on «excellent» of one paper (null: none); electors are frozen then.',
    input: object({ ...at, to: stage, mode: optional(oneOf(ratingModes)), cap: optional(nullable(integer(0, 9999))) }), output: Round }),
  goOnPaper: route({ method: 'POST', path: `${here}/paper`, can: 'appraisal.run', doc: 'Give the running secret rating up for paper ones (too few came in): what was cast is thrown away uncounted, and every elector is told why.',
    input: object({ ...at, reason: judged(300) }), output: Round }),
  countPapers: route({ method: 'POST', path: `${here}/paper-counts`, can: 'appraisal.run', doc: 'Enter the count of papers cast off line: for every member papers by grade, who counted, who supervised. May be entered anew until the stage ends; each time is on record.',
    input: object({ ...at, papers: integer(0, 99_999), countedBy: note(60), supervisedBy: note(60), place: text(60), heldOn: day, people: list(object({ personId: id, counts: object({ excellent: integer(0, 99_999), qualified: integer(0, 99_999), barelyQualified: integer(0, 99_999), unqualified: integer(0, 99_999) }) }), 10_000) }), output: Desk }),
  saveDraft: route({ method: 'PUT', path: `${here}/drafts/:personId`, can: 'appraisal.write', doc: 'Save what I am writing about myself or to another, for me alone; empty takes it away.', input: object({ ...at, personId: id, text: note(6000) }), output: answer({ savedAt: moment }) }),
  review: route({ method: 'POST', path: `${here}/reviews/:personId`, can: 'appraisal.write', doc: 'Hand in a self review (about myself, at most 3,000 characters) or a peer review (about another, at most 1,000, with my name): read by me, by whom it is about and by the committee. One row for each pair; a resend is the same row, a change names the `revision` it is based on.',
    input: object({ ...at, personId: id, clientId, revision: integer(0, 99_999), text: judged(20_000) }), output: OwnReview }),
  peers: route({ method: 'GET', path: `${here}/peers`, can: 'appraisal.read', doc: 'Those I may write to, with what I have written.', input: object(at), output: answer({ items: list(Peer, 10_000) }) }),
  mine: route({ method: 'GET', path: `${here}/mine`, can: 'appraisal.read', doc: 'What concerns me: my self review, what others wrote to me, my figures and my opinion. After the expiry only the result.', input: object(at), output: Mine }),
  paper: route({ method: 'GET', path: `${here}/paper`, can: 'appraisal.read', doc: 'My paper: whom I am to grade, and whether I have cast it.', input: object(at), output: answer({ mayRate: flag(), rated: flag(), cap: nullable(count), people: list(PersonRef, 10_000) }) }),
  rate: route({ method: 'POST', path: `${here}/ratings`, can: 'appraisal.write', doc: 'Cast my secret paper, once: a grade for every member but myself. It leaves my name on the roll and numbers that grow, and nothing that ties the two; a repeat is answered «already counted» without being looked at.',
    input: object({ ...at, grades: list(object({ personId: id, grade }), 10_000) }), output: answer({ voted: count, electors: count, replayed: flag() }) }),
  desk: route({ method: 'GET', path: `${here}/desk`, can: 'appraisal.judge', doc: 'For the committee: where everybody stands, party group by party group and by name, never by figures; figures once the rating is over.', input: object(at), output: Desk }),
  person: route({ method: 'GET', path: `${here}/people/:personId`, can: 'appraisal.judge', doc: 'For the committee: what one member wrote about themselves and was written to, the figures and the opinion.',
    input: object({ ...at, personId: id }), output: answer({ person: PersonRef, ...Mine.shape }) }),
  leaveOut: route({ method: 'POST', path: `${here}/people/:personId/left-out`, can: 'appraisal.run', doc: 'Leave a member out of this round for a coarse reason, or (null) take them in again; before the rating. The member is told.',
    input: object({ ...at, personId: id, reason: nullable(oneOf(leaveOutReasons)) }), output: Desk }),
  opine: route({ method: 'POST', path: `${here}/people/:personId/opinion`, can: 'appraisal.judge', doc: 'Record the committee\'s (or assembly\'s) opinion on a member: a grade and words. May be changed until the round is closed; nobody records their own where another can.',
    input: object({ ...at, personId: id, grade, words: judged(2000) }), output: Opinion }),
  remind: route({ method: 'POST', path: `${here}/reminders`, can: 'appraisal.run', doc: 'Remind those who have not done what this stage asks for; at most twice a stage. Who they are is not told.', input: object(at), output: answer({ people: count }) }),
};
