/**
 * Working days in mainland China: deadlines of people who decide (reviews, appeals, answers) run on them.
 * The calendar is data, one entry a year, because the State Council arranges each year by its own notice; a year without an entry counts Monday to Friday.
 */
import { oneDay, shanghaiDay, shanghaiMoment } from './time.js';

interface Year {
  /** Where the days come from. */
  source: string;
  /** Days off that would be working days, as `MM-DD` or `MM-DD/MM-DD`. */
  off: string[];
  /** Saturdays and Sundays worked in exchange (调休上班). */
  worked: string[];
}

const years: Record<string, Year> = {
  2026: {
    source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
    off: ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
  // The notice for 2027 is not out yet: the legal days alone, and the working day after for those that fall on a weekend. Replace when it is published.
  2027: {
    source: '全国年节及纪念日放假办法（2024年修订）的法定日；调休以届时国务院办公厅通知为准',
    off: ['01-01', '02-05/02-10', '04-05', '05-01/05-04', '06-09', '09-15', '10-01/10-05'],
    worked: [],
  },
};

const tomorrow = (day: string): string => shanghaiDay(new Date(shanghaiMoment(day).getTime() + oneDay));

/** Whether people at desks work on this Shanghai day (`2026-11-23`). */
export function isWorkingDay(day: string): boolean {
  const year = years[day.slice(0, 4)];
  const date = day.slice(5);
  if (year?.worked.includes(date)) return true;
  if (year?.off.some((span) => { const [from = '', to = from] = span.split('/'); return date >= from && date <= to; })) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The Shanghai day that is the nth working day after the day of `from`; the day itself does not count (期间开始的日不计算在内). */
export function workingDayAfter(from: Date, n: number): string {
  let day = shanghaiDay(from);
  for (let left = n; left > 0;) { day = tomorrow(day); if (isWorkingDay(day)) left -= 1; }
  return day;
}

/** The moment a term of n working days from `from` has run out: the end of its last day. */
export const endOfWorkingDays = (from: Date, n: number): Date => shanghaiMoment(tomorrow(workingDayAfter(from, n)));

/** How many working days have begun after the day of `from`, up to and with the day of `to`: what «等了几个工作日» shows. */
export function workingDaysBetween(from: Date, to: Date): number {
  const last = shanghaiDay(to);
  let passed = 0;
  for (let day = tomorrow(shanghaiDay(from)); day <= last; day = tomorrow(day)) if (isWorkingDay(day)) passed += 1;
  return passed;
}

/** What a year's days rest on, for pages that name it; null if the year counts Monday to Friday only. */
export const sourceOfYear = (year: number): string | null => years[year]?.source ?? null;
