/**
 * The first-response clock (第一时间跟帖回应, SITE-9): from publication to the first answer by the branch team. The target is 24 hours counted on working
 * time; the clock stands still from 22:00 to 08:00 and on days off, so that nobody is hurried at night.
 */
import { hour, shanghaiDay, shanghaiMoment, oneDay } from '../time.js';
import { isWorkingDay } from '../working-days.js';

export const targetHours = 24;
/** When the secretary has heard of it too and this much more has passed, the community hears of it, once. */
export const communityHours = 48;
const opens = '08:00';
const closes = '22:00';
/** No promise reaches further than this many days ahead, whatever the calendar says. */
const furthest = 60;

const shiftOf = (day: string): { from: number; to: number } => ({ from: shanghaiMoment(day, opens).getTime(), to: shanghaiMoment(day, closes).getTime() });
const next = (day: string): string => shanghaiDay(new Date(shanghaiMoment(day).getTime() + oneDay));

/** Whether the clock runs at this moment. */
export function clockRuns(at: Date): boolean {
  const day = shanghaiDay(at);
  const { from, to } = shiftOf(day);
  return isWorkingDay(day) && at.getTime() >= from && at.getTime() < to;
}

/** The moment `hours` of working time after `from`. */
export function afterWorkingHours(from: Date, hours: number): Date {
  let left = hours * hour;
  let day = shanghaiDay(from);
  for (let i = 0; i < furthest; i += 1, day = next(day)) {
    if (!isWorkingDay(day)) continue;
    const shift = shiftOf(day);
    const begins = Math.max(shift.from, from.getTime());
    const there = Math.max(0, shift.to - begins);
    if (left <= there) return new Date(begins + left);
    left -= there;
  }
  return new Date(from.getTime() + furthest * oneDay);
}

/** By when the branch promises its first answer. */
export const promisedAt = (publishedAt: Date): Date => afterWorkingHours(publishedAt, targetHours);
export const communityHearsAt = (publishedAt: Date): Date => afterWorkingHours(publishedAt, communityHours);

/** Working hours that have passed, rounded down: what the queue shows as waiting time. */
export function workingHoursBetween(from: Date, to: Date): number {
  let passed = 0;
  let day = shanghaiDay(from);
  for (let i = 0; i < 400 && shanghaiMoment(day).getTime() < to.getTime(); i += 1, day = next(day)) {
    if (!isWorkingDay(day)) continue;
    const shift = shiftOf(day);
    passed += Math.max(0, Math.min(shift.to, to.getTime()) - Math.max(shift.from, from.getTime()));
  }
  return Math.floor(passed / hour);
}

/** Night: an answer reaches the member without a sound. */
export const isQuiet = (at: Date): boolean => {
  const { from, to } = shiftOf(shanghaiDay(at));
  return at.getTime() < from || at.getTime() >= to;
};

/** Where a message stands. «收到，正在办» is a first answer: it stops the clock, the real one may follow. */
export const clockStates = ['unpublished', 'waiting', 'overdue', 'received', 'answered'] as const;
export type ClockState = (typeof clockStates)[number];
export function clockOf(message: { published: boolean; answered: boolean; received: boolean; promisedAt: Date | null }, now: Date): ClockState {
  if (message.answered) return 'answered';
  if (message.received) return 'received';
  if (!message.published) return 'unpublished';
  return message.promisedAt !== null && message.promisedAt.getTime() <= now.getTime() ? 'overdue' : 'waiting';
}

/** Who is told next, each once and never more: the secretary when the promise is broken, the community after as much time again. */
export function escalationOf(message: { first: boolean; promisedAt: Date | null; communityAt: Date | null; secretaryTold: boolean; communityTold: boolean }, now: Date): 'secretary' | 'community' | null {
  if (message.first || !clockRuns(now)) return null;
  const past = (at: Date | null): boolean => at !== null && at.getTime() <= now.getTime();
  if (!message.secretaryTold) return past(message.promisedAt) ? 'secretary' : null;
  return !message.communityTold && past(message.communityAt) ? 'community' : null;
}

/** Shanghai weekday of a moment, Monday 1 … Sunday 7: the weekly duty list goes by it. */
export const weekdayOf = (at: Date): number => new Date(`${shanghaiDay(at)}T00:00:00Z`).getUTCDay() || 7;
export const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'] as const;
