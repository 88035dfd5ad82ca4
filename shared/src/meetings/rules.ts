/** When something in a meeting may be done. Times are arguments; who may do it is in permissions.ts. */
import { hour, minute, oneDay } from '../time.js';
import type { Me } from '../permissions.js';
import type { RefusalCode } from '../refusals.js';
import type { Role } from '../roles.js';
import { hasUnprintable } from '../fields.js';
import type { MeetingState } from './words.js';

export const lineLimit = 2000;
/** Documents beside one line. */
export const filesPerLine = 5;
export const recallWindow = 2 * minute;
/** Presence gaps shorter than this are bridged: a metro tunnel is not leaving the meeting (MEET-5). */
export const bridge = 90_000;
/** A presence lease: sockets and pollers renew it well before. */
export const lease = 40_000;
/** A meeting forgotten by everyone closes itself this long after its planned end. */
export const selfCloseAfter = 6 * hour;
/** The chair counts as vanished after this long without presence. */
export const chairGone = 2 * minute;
export const reminderLimit = 2;

export const whyNotWindow = (startsAt: Date, endsAt: Date, now: Date): RefusalCode | null =>
  endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > 14 * oneDay ? 'meeting.window-invalid' : startsAt.getTime() < now.getTime() - 10 * minute ? 'meeting.in-the-past' : null;

export const whyNotRevise = (m: { state: MeetingState }): RefusalCode | null => (m.state === 'called' ? null : m.state === 'cancelled' ? 'meeting.cancelled' : 'meeting.not-called');

export const whyNotOpen = (m: { state: MeetingState; startsAt: Date }, now: Date): RefusalCode | null =>
  m.state === 'open' ? 'meeting.open-already' : m.state !== 'called' ? 'meeting.not-called' : now.getTime() < m.startsAt.getTime() - 30 * minute ? 'meeting.too-early' : null;

export const whyNotClose = (m: { state: MeetingState; isChair: boolean; ballotRunning: boolean }): RefusalCode | null =>
  m.state === 'closed' ? 'meeting.closed' : m.state !== 'open' ? 'meeting.not-open' : !m.isChair ? 'meeting.not-chair' : m.ballotRunning ? 'meeting.ballot-running' : null;

/** Whether a meeting lasts several days: then the quorum is of those signed in when the vote opens, and only they vote (MEET-5). */
export const isSeveralDays = (startsAt: Date, endsAt: Date): boolean => endsAt.getTime() - startsAt.getTime() > oneDay;

export const whyNotSpeak = (room: { open: boolean; closed: boolean; expected: boolean; observer: boolean; muted: boolean }): RefusalCode | null =>
  room.closed ? 'meeting.closed' : !room.open ? 'meeting.not-open' : !room.expected && !room.observer ? 'meeting.not-expected' : room.muted ? 'line.muted' : null;

/** Characters as people count them: one emoji or rare character is one. */
export const characters = (words: string): number => [...words].length;

/** The composer's counter and the server's refusal are this one rule. Pictures and documents may stand without words; emoji alone may not, for the record must be readable. */
export function whyNotLine(words: string, pictures = 0, files = 0): RefusalCode | null {
  if (hasUnprintable(words)) return 'line.control-characters';
  const trimmed = words.trim();
  const bare = pictures + files === 0;
  if (trimmed === '' && bare) return 'line.empty';
  if (characters(trimmed) > lineLimit) return 'line.too-long';
  if (pictures > 9) return 'line.too-many-pictures';
  if (files > filesPerLine) return 'line.too-many-files';
  if (trimmed !== '' && bare && !hasWords(trimmed)) return 'line.no-words';
  return null;
}

/** True if at least one letter, digit or Chinese character stands in the text. Plain ranges: old phones lack \p{L}. */
export const hasWords = (words: string): boolean => /[0-9A-Za-z\u00c0-\u024f\u0370-\u1fff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[\ud840-\ud88f][\udc00-\udfff]/.test(words);

export const whyNotRecall = (line: { mine: boolean; at: Date; gone: boolean; closed: boolean }, now: Date): RefusalCode | null =>
  !line.mine ? 'line.not-yours' : line.gone ? 'line.gone-already' : line.closed ? 'line.frozen' : now.getTime() - line.at.getTime() > recallWindow ? 'line.recall-too-late' : null;

export const whyNotHide = (line: { gone: boolean; closed: boolean }, reason: string): RefusalCode | null =>
  line.gone ? 'line.gone-already' : line.closed ? 'line.frozen' : characters(reason.trim()) < 10 ? 'line.reason-needed' : null;

/** Offices that may chair a meeting of their unit. */
export const chairRoles = ['secretary', 'deputySecretary', 'committeeMember'] as const satisfies readonly Role[];
export const mayChair = (me: Pick<Me, 'roles'>, unitId: string): boolean => me.roles.some((held) => held.unitId === unitId && (chairRoles as readonly Role[]).includes(held.role));
/** Whether the caller has the chair now: given to them, and still in an office that may. A right removed is gone at once, in the middle of a meeting, too (G12). */
export const holdsChair = (chairId: string | null, me: Pick<Me, 'personId' | 'roles'>, unitId: string): boolean => chairId === me.personId && mayChair(me, unitId);
/** Noting a line for the minutes: while the meeting runs; afterwards the editor chooses. */
export const whyNotMark = (line: { meeting: boolean; open: boolean; gone: boolean }): RefusalCode | null => (!line.meeting || !line.open ? 'mark.not-open' : line.gone ? 'line.gone-already' : null);

export const whyNotChair = (m: { open: boolean; isChair: boolean }): RefusalCode | null => (!m.open ? 'meeting.not-open' : !m.isChair ? 'meeting.not-chair' : null);

export const whyNotHand = (queue: readonly string[], personId: string, up: boolean): RefusalCode | null =>
  up === queue.includes(personId) ? (up ? 'hand.up-already' : 'hand.not-up') : null;

/** Handing over needs the chair; taking over needs an officer, and a chair who has been away for two minutes or holds no office any more (`chairSeenAt` is null for both). */
export const whyNotTakeChair = (m: { open: boolean; isChair: boolean; takerIsOfficer: boolean; takingMyself: boolean; chairSeenAt: Date | null }, now: Date): RefusalCode | null => {
  if (!m.open) return 'meeting.not-open';
  if (!m.takerIsOfficer) return 'chair.not-eligible';
  if (m.isChair) return null;
  if (!m.takingMyself) return 'meeting.not-chair';
  return m.chairSeenAt && now.getTime() - m.chairSeenAt.getTime() < chairGone ? 'meeting.chair-present' : null;
};

/** «I was there and it was not recorded»: after the meeting, by who was expected and is not counted, until it is answered (MEET-5). */
export const whyNotDispute = (m: { state: MeetingState; expected: boolean; attended: boolean; answered: boolean }, words: string): RefusalCode | null =>
  m.state !== 'closed' ? 'meeting.not-closed' : !m.expected ? 'meeting.not-expected' : m.answered ? 'dispute.answered-already' : m.attended ? 'dispute.attended' : characters(words.trim()) < 5 ? 'dispute.words-needed' : null;

/** Nobody answers their own (guarantees 5.2: nobody approves their own appeal), and whoever answers says why. */
export const whyNotAnswerDispute = (d: { mine: boolean; answered: boolean }, reason: string): RefusalCode | null =>
  d.mine ? 'dispute.own' : d.answered ? 'dispute.answered-already' : characters(reason.trim()) < 5 ? 'dispute.reason-needed' : null;

/** Present means: signed in, spoke or voted. Never a share of time (MEET-5). */
export const attended = (a: { signedIn: boolean; spoke: boolean; voted: boolean }): boolean => a.signedIn || a.spoke || a.voted;

export const whyNotPublish = (m: { state: MeetingState; latest: number; basedOn: number; reason: string; changed: boolean; empty: boolean }): RefusalCode | null =>
  m.state !== 'closed' ? 'minutes.not-closed' : m.basedOn !== m.latest ? 'minutes.published-meanwhile' : m.empty ? 'minutes.empty'
    : m.latest > 0 && !m.changed ? 'minutes.unchanged' : m.latest > 0 && characters(m.reason.trim()) < 5 ? 'minutes.reason-needed' : null;

export const whyNotRemind = (sent: number, unread: number): RefusalCode | null => (sent >= reminderLimit ? 'reminder.twice' : unread === 0 ? 'reminder.nobody' : null);
