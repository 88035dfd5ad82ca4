/** When a meeting may be reminded of, and how one signs in at its place. Times are arguments; who may do it is in permissions.ts. */
import { hour, minute, oneDay, shanghaiParts } from '../time.js';
import type { RefusalCode } from '../refusals.js';
import { reminderLimit } from './rules.js';
import type { MeetingForm, MeetingState } from './words.js';

/** When reminders go out, before the meeting begins. */
export const reminderTimes = ['day', 'hour', 'start'] as const;
export type ReminderTime = (typeof reminderTimes)[number];
export const reminderTimeNames: Record<ReminderTime, string> = { day: '提前一天', hour: '提前一小时', start: '开始时' };
export const usualReminders: readonly ReminderTime[] = ['day', 'hour'];
const before: Record<ReminderTime, number> = { day: oneDay, hour, start: 0 };
/** A reminder that could not go out in time (the server was down) still goes until then; afterwards it would only confuse. */
const tooLate: Record<ReminderTime, number> = { day: -2 * hour, hour: 0, start: 30 * minute };

export const reminderDue = (time: ReminderTime, startsAt: Date): Date => new Date(startsAt.getTime() - before[time]);

/** Nobody is told of one matter more than twice, so more than two times cannot be chosen (product.md 2). */
export const whyNotReminders = (times: readonly ReminderTime[]): RefusalCode | null => (new Set(times).size > reminderLimit ? 'reminder.too-many' : null);

/** Of the reminders that are due, the one that still says something true; the others are over. Null: none does. */
export const reminderToSend = (due: readonly ReminderTime[], startsAt: Date, now: Date): ReminderTime | null =>
  [...reminderTimes].reverse().find((time) => due.includes(time) && now.getTime() >= reminderDue(time, startsAt).getTime() && now.getTime() <= startsAt.getTime() + tooLate[time]) ?? null;

/** From 22:00 to 8:00 a reminder makes no sound: it is there in the morning. */
export const isNight = (at: Date): boolean => { const p = shanghaiParts(at); return p.hour >= 22 || p.hour < 8; };

/** Between two presses of «remind who has not replied»: two officers at once, or one finger twice, are one reminder. */
export const replyReminderPause = hour;
/** `silent`: who has neither replied nor been left out; `reachable`: those of them who have not been told twice. */
export const whyNotRemindReplies = (m: { state: MeetingState; silent: number; reachable: number; lastAt: Date | null }, now: Date): RefusalCode | null =>
  m.state !== 'called' ? 'reply.over' : m.silent === 0 ? 'reminder.nobody' : m.reachable === 0 ? 'reminder.twice' : m.lastAt && now.getTime() - m.lastAt.getTime() < replyReminderPause ? 'reminder.just-sent' : null;

/** A sign-in code is good for the step in which it was shown and the one after it. */
export const codeStep = 30_000;
export const stepOf = (now: Date): number => Math.floor(now.getTime() / codeStep);
/** How far back a code is still recognised as one that was good once, so that the answer can say «scan again» and not «foreign». */
export const stepsRemembered = 120;
export type CodeMatch = 'now' | 'past' | 'never';

/** Signing in at the place is for meetings that have one; in an online meeting entering the room is signing in. */
export const whyNotShowCode = (m: { state: MeetingState; form: MeetingForm }): RefusalCode | null =>
  m.form === 'online' ? 'sign-in-code.online' : m.state === 'called' ? 'sign-in-code.not-open' : m.state !== 'open' ? 'sign-in-code.closed' : null;

/** A scanned code: a foreign one is said before anything else, since it says nothing about this meeting. */
export const whyNotScan = (m: { state: MeetingState; form: MeetingForm; invited: boolean; match: CodeMatch }): RefusalCode | null =>
  m.match === 'never' ? 'sign-in-code.wrong' : whyNotShowCode(m) ?? (m.match === 'past' ? 'sign-in-code.expired' : !m.invited ? 'meeting.not-expected' : null);

/** An officer ticks someone who has no phone, or takes back a tick; what a person did by themselves nobody takes back. */
export const whyNotTick = (m: { state: MeetingState; form: MeetingForm; mine: boolean; here: boolean; ticked: boolean }, on: boolean): RefusalCode | null =>
  whyNotShowCode(m) ?? (m.mine ? 'tick.own' : on ? (m.here ? 'tick.here-already' : null) : m.here && !m.ticked ? 'tick.by-themselves' : null);

export const whyNotExclude = (m: { state: MeetingState }, words: { reason: string; approvedBy: string }): RefusalCode | null =>
  m.state !== 'called' ? 'meeting.not-called' : words.reason.trim() === '' || words.approvedBy.trim() === '' ? 'meeting.exclusion-needs-reason' : null;
