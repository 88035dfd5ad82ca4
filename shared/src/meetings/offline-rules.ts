/** What may be entered afterwards of a meeting that was held offline (MEET-12). */
import { outcome, quorum, whyNotTitle } from '../ballots/rules.js';
import { motionOptions } from '../ballots/words.js';
import type { RefusalCode } from '../refusals.js';
import { oneDay } from '../time.js';
import { characters } from './rules.js';

/** Older than this, the entry says why it comes so late. */
export const enteredWithin = 90 * oneDay;

export const isLateEntry = (endsAt: Date, now: Date): boolean => now.getTime() - endsAt.getTime() > enteredWithin;

/** A meeting is entered when it is over, not before; with an agenda and somebody in the chair who came. */
export const whyNotEnter = (m: { startsAt: Date; endsAt: Date; reason: string; agenda: number; chairCame: boolean }, now: Date): RefusalCode | null =>
  m.endsAt <= m.startsAt || m.endsAt.getTime() - m.startsAt.getTime() > 14 * oneDay ? 'meeting.window-invalid' : m.endsAt > now ? 'offline.in-the-future'
    : isLateEntry(m.endsAt, now) && characters(m.reason.trim()) < 5 ? 'offline.too-old' : m.agenda === 0 ? 'meeting.no-agenda' : !m.chairCame ? 'offline.chair-absent' : null;

/** Everybody who was expected is told of once: came, on leave or absent; observers are none of them. */
export function whyNotRoll(expected: readonly string[], roll: { came: readonly string[]; leave: readonly string[] }): RefusalCode | null {
  const known = new Set(expected);
  const told = [...roll.came, ...roll.leave];
  return told.some((id) => !known.has(id)) ? 'offline.person-unknown' : new Set(told).size < told.length ? 'offline.person-twice' : null;
}

export interface Hands { title: string; approve: number; against: number; abstain: number }
/** As it is kept: the id names the decision in the minutes. */
export interface KeptHands extends Hands { id: string }
/** The arithmetic of a motion, the same as of a vote in the room. */
export function handsResult(d: Hands, eligible: number) {
  const { options: _options, ...figures } = outcome({ kind: 'motion', options: motionOptions, eligible, voted: d.approve + d.against + d.abstain }, { approve: d.approve, against: d.against, abstain: d.abstain });
  return figures;
}
/** A show of hands: the quorum held, and no more hands than people with the right to vote were there. Whether it passed is reckoned, never typed. Elections and the acceptance of members are taken on paper, and entered as such. */
export const whyNotHands = (d: Hands, m: { votingPresent: number; votingExpected: number }): RefusalCode | null =>
  d.title.trim() === '' ? 'ballot.options' : whyNotTitle(d.title) !== null ? 'decision.election' : m.votingExpected === 0 || m.votingPresent < quorum(m.votingExpected) ? 'ballot.no-quorum'
    : d.approve + d.against + d.abstain > m.votingPresent ? 'decision.more-than-present' : d.approve + d.against + d.abstain === 0 ? 'decision.no-figures' : null;

/** What was entered may be mended or taken back until its minutes are published. */
export const whyNotMend = (m: { entered: boolean; state: string; minutesVersion: number }): RefusalCode | null =>
  !m.entered ? 'offline.not-entered' : m.state !== 'closed' ? 'offline.withdrawn' : m.minutesVersion > 0 ? 'offline.published' : null;
