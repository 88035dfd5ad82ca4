/**
 * The arithmetic of decisions. Source: 中国共产党支部工作条例（试行）第十一条, on the 党员大会: a vote needs 半数以上 (half or more) of the members with voting rights
 * present, and passes with approvals 超过 (more than) half of the members with voting rights who should attend (应到会).
 */
import { hasUnprintable } from '../fields.js';
import type { RefusalCode } from '../refusals.js';
import type { BallotKind, Option } from './words.js';

export const article = '《中国共产党支部工作条例（试行）》第十一条';
/** With fewer the figures alone tell who voted how: the paper vote is recorded instead (MEET-7). */
export const fewestForSecret = 5;
export const fewestOptions = 2;
export const mostOptions = 20;
export const optionLength = 40;

/**
 * How many members with voting rights must be present. The article reads 半数以上, which by custom counts the half itself (MEET-6);
 * `strict` asks for more than half.
 */
export const quorum = (votingExpected: number, strict = false): number => (strict ? Math.floor(votingExpected / 2) + 1 : Math.ceil(votingExpected / 2));

/** The least number of approvals that is more than half of those who should attend. */
export const threshold = (votingExpected: number): number => Math.floor(votingExpected / 2) + 1;

/** Votes by the key of what was voted for. */
export type Tally = Readonly<Record<string, number>>;

/**
 * The outcome: approvals are held against 应到会, not against those who came or voted. Of a choice each option is held against the same line by itself:
 * none, one or (where several may be taken) some have passed. Against and abstentions never pass.
 */
export function outcome(ballot: { kind: BallotKind; options: readonly Option[]; eligible: number; voted: number }, tally: Tally) {
  const need = threshold(ballot.eligible);
  const of = (key: string): number => tally[key] ?? 0;
  const options = ballot.options.map(({ key, text }) => ({ key, text, votes: of(key), passed: (ballot.kind !== 'motion' || key === 'approve') && of(key) >= need }));
  return { approve: of('approve'), against: of('against'), abstain: of('abstain'), options, eligible: ballot.eligible, notVoted: ballot.eligible - ballot.voted, threshold: need, passed: options.some((option) => option.passed), article };
}

/** Why a ballot may not open now. One at a time: everyone must know what is being voted on. */
export const whyNotOpenBallot = (m: { open: boolean; isChair: boolean; running: boolean; votingPresent: number; votingExpected: number; strict: boolean }): RefusalCode | null =>
  !m.open ? 'meeting.not-open' : !m.isChair ? 'meeting.not-chair' : m.running ? 'meeting.ballot-running' : m.votingExpected === 0 || m.votingPresent < quorum(m.votingExpected, m.strict) ? 'ballot.no-quorum' : null;

/** Why it may not be secret: too few have the right to vote in it. */
export const whyNotSecret = (mayVote: number): RefusalCode | null => (mayVote < fewestForSecret ? 'ballot.secret-few' : null);

const isElection = (words: string): boolean => /选举|换届|接收.{0,12}(为|入党)|吸收.{0,8}入党|转为正式党员/.test(words);

/** Words that tell of a decision which must not be taken here (选举、接收党员 are recorded from a paper vote; MEET-6). */
export const whyNotTitle = (title: string): RefusalCode | null =>
  title.trim().length === 0 ? 'ballot.options' : hasUnprintable(title) ? 'line.control-characters' : isElection(title) ? 'ballot.election-off' : null;

const sameWords = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Why these may not be what is voted for: a motion has its three answers, a choice 2 to 20 different ones; of several at least 2 and at most all may be taken. */
export function whyNotOptions(ballot: { kind: BallotKind; options: readonly string[]; most: number }): RefusalCode | null {
  const { kind, options } = ballot;
  if (kind === 'motion') return options.length > 0 || ballot.most !== 1 ? 'ballot.options-motion' : null;
  if (options.length < fewestOptions || options.length > mostOptions) return 'ballot.options-count';
  if (options.some((words) => words.trim() === '' || [...words.trim()].length > optionLength)) return 'ballot.options-words';
  if (options.some(hasUnprintable)) return 'line.control-characters';
  if (new Set(options.map(sameWords)).size < options.length) return 'ballot.options-same';
  if (options.some(isElection)) return 'ballot.election-off';
  return kind === 'single' ? (ballot.most === 1 ? null : 'ballot.options-most') : Number.isInteger(ballot.most) && ballot.most >= 2 && ballot.most <= options.length ? null : 'ballot.options-most';
}

/**
 * Why a member's vote may not count. The right is frozen when the ballot opens: full member, expected, and signed in at that moment.
 * A repeat is not an error of the voter: it is answered with the vote that counts.
 */
export const whyNotVote = (b: { state: 'open' | 'closed'; right: boolean; signedInAtOpening: boolean }): RefusalCode | null =>
  b.state === 'closed' ? 'ballot.closed' : !b.right ? 'ballot.no-right' : !b.signedInAtOpening ? 'ballot.not-signed-in' : null;

/** Why this is no vote in this ballot: something it does not offer, nothing, too many, or one thing twice. */
export const whyNotChosen = (ballot: { options: readonly Option[]; most: number }, chosen: readonly string[]): RefusalCode | null =>
  chosen.some((key) => ballot.options.every((option) => option.key !== key)) ? 'ballot.option-unknown'
    : chosen.length === 0 || chosen.length > ballot.most || new Set(chosen).size < chosen.length ? 'ballot.choice-count' : null;
