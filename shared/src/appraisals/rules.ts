/**
 * When what may be done in the yearly appraisal of members. Source: 中国共产党支部工作条例（试行）第十八条 (个人自评、党员互评、民主测评 about once a year; then the
 * committee or the members' assembly gives an opinion). Pure; who may do it at all is in permissions.ts.
 */
import { fewestForSecret } from '../ballots/rules.js';
import { hasUnprintable } from '../fields.js';
import { characters } from '../meetings/rules.js';
import type { RefusalCode } from '../refusals.js';
import type { UnitKind } from '../roles.js';
import { oneDay } from '../time.js';
import { appraisalStages, grades } from './words.js';
import type { AppraisalStage, Grade, GradeCounts, RatingMode } from './words.js';

export const appraisalArticle = '《中国共产党支部工作条例（试行）》第十八条';
/** Longest texts, in characters. */
export const selfReviewLength = 3000;
export const peerReviewLength = 1000;
export const opinionLength = 500;
/** For how many days after the close the texts are kept: from, to, and if nobody says otherwise. */
export const keepDaysFrom = 30;
export const keepDaysTo = 365;
export const keepDaysUsual = 90;
/** A round that is never closed is taken as closed after so many days, so that its texts do not stay for ever. */
export const longestRound = 180;
/** At most so many reminders of one stage, and at least an hour apart (product.md 2, principle 1). */
export const remindersPerStage = 2;

/** The moment at which the texts of a round go: days after its close, and at the latest days after the longest round there may be. */
export function expiryOf(round: { openedAt: Date; closedAt: Date | null; keepDays: number }): Date {
  const latest = round.openedAt.getTime() + (longestRound + round.keepDays) * oneDay;
  return new Date(round.closedAt === null ? latest : Math.min(latest, round.closedAt.getTime() + round.keepDays * oneDay));
}

/** The stage after this one; null after the last. */
export const stageAfter = (stage: AppraisalStage): AppraisalStage | null => appraisalStages[appraisalStages.indexOf(stage) + 1] ?? null;
export const isPast = (stage: AppraisalStage, now: AppraisalStage): boolean => appraisalStages.indexOf(now) > appraisalStages.indexOf(stage);

/** `thisYear`: of Shanghai. A year is appraised within itself or in the one after. */
export const whyNotOpenAppraisal = (o: { kind: UnitKind; year: number; thisYear: number; keepDays: number; people: number }): RefusalCode | null =>
  o.kind !== 'branch' && o.kind !== 'generalBranch' ? 'appraisal.unit-kind' : o.year !== o.thisYear && o.year !== o.thisYear - 1 ? 'appraisal.year'
    : o.keepDays < keepDaysFrom || o.keepDays > keepDaysTo ? 'appraisal.keep-days' : o.people === 0 ? 'appraisal.nobody' : null;

/** What a stage asks for before it may begin. `fewestRaters`: how many may rate the member who has the fewest. `fewestPapers`: the same in papers that came in. */
export interface Moving { stage: AppraisalStage; expired: boolean; mode: RatingMode | null; fewestRaters: number; fewestPapers: number; counted: boolean; opinionsMissing: number }

/** Forward one stage at a time; never back, never past one. */
export function whyNotMoveOn(round: Moving, to: AppraisalStage, mode: RatingMode | null): RefusalCode | null {
  if (round.expired) return 'appraisal.expired';
  if (stageAfter(round.stage) !== to) return 'appraisal.stage';
  if (to === 'rating') return mode === null ? 'rating.mode' : mode === 'online' ? whyNotSecretRating(round.fewestRaters) : null;
  if (to === 'opinion') return round.mode === 'paper' ? (round.counted ? null : 'rating.not-counted') : round.fewestPapers < fewestForSecret ? 'rating.few-papers' : null;
  return to === 'closed' && round.opinionsMissing > 0 ? 'opinion.missing' : null;
}

/** Why papers may not be cast here: with fewer than five raters of somebody the figures alone would tell who chose what (guarantees G8). */
export const whyNotSecretRating = (fewestRaters: number): RefusalCode | null => (fewestRaters < fewestForSecret ? 'rating.few' : null);

/** The cap on «excellent» of one paper: at least one, at most everybody. The customary third is only what the form begins with. */
export const whyNotCap = (cap: number | null, people: number): RefusalCode | null => (cap !== null && (cap < 1 || cap > people) ? 'rating.cap' : null);
export const usualCap = (people: number): number => Math.max(1, Math.floor(people / 3));

export const whyNotLeaveOut = (round: { stage: AppraisalStage; expired: boolean }): RefusalCode | null =>
  round.expired ? 'appraisal.expired' : round.stage !== 'selfReview' && round.stage !== 'peerReview' ? 'appraisal.leave-out-late' : null;

/** About oneself while self review is on, about another while peer review is. */
export const whyNotReview = (r: { stage: AppraisalStage; expired: boolean; self: boolean; authorTakesPart: boolean; aboutTakesPart: boolean }): RefusalCode | null =>
  r.expired ? 'appraisal.expired' : !r.authorTakesPart ? 'appraisal.not-in-it' : r.stage !== (r.self ? 'selfReview' : 'peerReview') ? (r.self ? 'review.self-over' : r.stage === 'selfReview' ? 'review.peer-early' : 'review.peer-over')
    : !r.aboutTakesPart ? 'not-found' : null;

export function whyNotReviewWords(text: string, self: boolean): RefusalCode | null {
  if (hasUnprintable(text)) return 'line.control-characters';
  const length = characters(text.trim());
  return length === 0 ? 'review.empty' : length > (self ? selfReviewLength : peerReviewLength) ? (self ? 'review.self-too-long' : 'review.peer-too-long') : null;
}

/** Why a paper may not be cast now. A repeat is no error: it is answered before this is asked. */
export const whyNotRate = (r: { stage: AppraisalStage; expired: boolean; mode: RatingMode | null; elector: boolean }): RefusalCode | null =>
  r.expired ? 'appraisal.expired' : r.stage !== 'rating' ? (isPast('rating', r.stage) ? 'rating.closed' : 'rating.not-open') : r.mode !== 'online' ? 'rating.on-paper' : !r.elector ? 'rating.no-right' : null;

/** A paper names every member but oneself, each once, and no more «excellent» than the cap. `people`: who is to be graded by this elector. */
export function whyNotPaper(paper: readonly { personId: string; grade: Grade }[], people: readonly string[], cap: number | null): RefusalCode | null {
  const named = new Set(paper.map((one) => one.personId));
  if (paper.length !== people.length || named.size !== people.length || people.some((personId) => !named.has(personId))) return 'rating.incomplete';
  return cap !== null && paper.filter((one) => one.grade === 'excellent').length > cap ? 'rating.too-many-excellent' : null;
}

export interface PaperCount { papers: number; countedBy: string; supervisedBy: string; heldOn: string; people: readonly { personId: string; counts: GradeCounts }[] }
export const papersIn = (counts: GradeCounts): number => grades.reduce((sum, grade) => sum + counts[grade], 0);

/** Whether the count of papers cast off line can be true. `today`: the Shanghai day; `people`: all who are appraised; `electors`: who had the right to a paper. */
export function whyNotPaperCount(round: { stage: AppraisalStage; expired: boolean; mode: RatingMode | null; electors: number }, c: PaperCount, people: readonly string[], today: string): RefusalCode | null {
  if (round.expired) return 'appraisal.expired';
  if (round.stage !== 'rating' || round.mode !== 'paper') return 'rating.no-paper-count';
  if (c.countedBy.trim() === '' || c.supervisedBy.trim() === '' || c.countedBy.trim() === c.supervisedBy.trim()) return 'paper.people';
  if (c.heldOn > today) return 'paper.day';
  const named = new Set(c.people.map((one) => one.personId));
  if (c.people.length !== people.length || named.size !== people.length || people.some((personId) => !named.has(personId))) return 'rating.incomplete';
  return c.papers === 0 || c.papers > round.electors || c.people.some((one) => papersIn(one.counts) > c.papers) ? 'paper.sum' : null;
}

/** Papers here may be given up for paper ones while they run: what was cast is thrown away, and everyone with a paper hears why. */
export const whyNotGoOnPaper = (round: { stage: AppraisalStage; expired: boolean; mode: RatingMode | null }, reason: string): RefusalCode | null =>
  round.expired ? 'appraisal.expired' : round.stage !== 'rating' || round.mode !== 'online' ? 'appraisal.stage' : characters(reason.trim()) < 5 ? 'rating.reason-needed' : null;

/** `others`: how many more of the committee could record it; nobody judges oneself where another can. */
export const whyNotOpine = (o: { stage: AppraisalStage; expired: boolean; mine: boolean; others: number }, words: string): RefusalCode | null =>
  o.expired ? 'appraisal.expired' : o.stage !== 'opinion' ? (o.stage === 'closed' ? 'opinion.closed' : 'opinion.early') : o.mine && o.others > 0 ? 'opinion.own'
    : hasUnprintable(words) ? 'line.control-characters' : words.trim() === '' ? 'opinion.empty' : characters(words.trim()) > opinionLength ? 'opinion.too-long' : null;

export const whyNotRemindStage = (r: { stage: AppraisalStage; expired: boolean; mode: RatingMode | null; sent: number; last: Date | null; people: number }, now: Date): RefusalCode | null =>
  r.expired ? 'appraisal.expired' : r.stage === 'opinion' || r.stage === 'closed' || (r.stage === 'rating' && r.mode === 'paper') ? 'reminder.nobody' : r.sent >= remindersPerStage ? 'reminder.twice'
    : r.last !== null && now.getTime() - r.last.getTime() < oneDay / 24 ? 'reminder.just-sent' : r.people === 0 ? 'reminder.nobody' : null;
