/** The arithmetic of decisions. Source: 中国共产党支部工作条例（试行）第十一条: a vote needs more than half of the members with voting rights present, and passes with more than half of those who should attend (应到会) in favour. */
import type { RefusalCode } from '../refusals.js';

export const article = '《中国共产党支部工作条例（试行）》第十一条';

/**
 * How many members with voting rights must be present. The article reads 过半数 ("half or more" in the customary counting, MEET-6);
 * `strict` asks for more than half.
 */
export const quorum = (votingExpected: number, strict = false): number => (strict ? Math.floor(votingExpected / 2) + 1 : Math.ceil(votingExpected / 2));

/** The least number of approvals that is more than half of those who should attend. */
export const threshold = (votingExpected: number): number => Math.floor(votingExpected / 2) + 1;

export interface Tally { approve: number; against: number; abstain: number }

/** The outcome: approvals are held against 应到会, not against those who came or voted. */
export function outcome(tally: Tally, votingExpected: number) {
  const need = threshold(votingExpected);
  return { ...tally, eligible: votingExpected, notVoted: votingExpected - tally.approve - tally.against - tally.abstain, threshold: need, passed: tally.approve >= need, article };
}

/** Why a ballot may not open now. */
export const whyNotOpenBallot = (m: { open: boolean; isChair: boolean; votingPresent: number; votingExpected: number; strict: boolean }): RefusalCode | null =>
  !m.open ? 'meeting.not-open' : !m.isChair ? 'meeting.not-chair' : m.votingExpected === 0 || m.votingPresent < quorum(m.votingExpected, m.strict) ? 'ballot.no-quorum' : null;

/** Words that tell of a decision which must not be taken here (选举、接收党员 are recorded from a paper vote; MEET-6). */
export const whyNotTitle = (title: string): RefusalCode | null =>
  title.trim().length === 0 ? 'ballot.options' : /选举|换届|接收.{0,12}(为|入党)|吸收.{0,8}入党|转为正式党员/.test(title) ? 'ballot.election-off' : null;

/**
 * Why a member's vote may not count. The right is frozen when the ballot opens: full member, expected, and signed in at that moment.
 * A repeat is not an error of the voter: it is answered with the vote that counts.
 */
export const whyNotVote = (b: { state: 'open' | 'closed'; right: boolean; signedInAtOpening: boolean }): RefusalCode | null =>
  b.state === 'closed' ? 'ballot.closed' : !b.right ? 'ballot.no-right' : !b.signedInAtOpening ? 'ballot.not-signed-in' : null;
