/**
 * The yearly ledger of 三会一课 (MEET-11): what a branch holds in every month, quarter or year, by the regulation, and whether a period is met, about to
 * lapse or lapsed. Pure: the page, the nightly job and the figures for those above ask the same functions. Months, quarters and years are Shanghai's.
 */
import { monthBounds, oneDay, shanghaiDay, shanghaiMoment, shanghaiParts } from '../time.js';
import type { MeetingForm, MeetingKind } from './words.js';
import { meetingKinds } from './words.js';

export const everies = ['month', 'quarter', 'year'] as const;
export type Every = (typeof everies)[number];
export const everyNames: Record<Every, string> = { month: '每月', quarter: '每季度', year: '每年' };

/** How often a kind is to be held, and how many days before a period ends the secretary is warned: twice, never more. */
export interface Duty { kind: MeetingKind; every: Every; least: number; warnDays: readonly [number, number]; article: string }
const regulation = (article: string): string => `《中国共产党支部工作条例（试行）》第${article}条`;
/**
 * Settings, with the article each rests on: 第四章 工作机制 has 党员大会 (11), 支委会 (12) and 党小组会 (13); 第五章 组织生活 has 党课 and 主题党日 in one article (16),
 * 组织生活会 (17) and 民主评议党员 (18). For 党课 the regulation names no number: a quarter is the custom.
 */
export const ledgerDuties: readonly Duty[] = [
  { kind: 'memberAssembly', every: 'quarter', least: 1, warnDays: [21, 7], article: `${regulation('十一')}：一般每季度召开 1 次` },
  { kind: 'committee', every: 'month', least: 1, warnDays: [7, 2], article: `${regulation('十二')}：一般每月召开 1 次` },
  { kind: 'group', every: 'month', least: 1, warnDays: [7, 2], article: `${regulation('十三')}：一般每月召开 1 次` },
  { kind: 'lesson', every: 'quarter', least: 1, warnDays: [21, 7], article: `${regulation('十六')}：按期上党课；条例没有定次数，这里按每季度 1 次` },
  { kind: 'themeDay', every: 'month', least: 1, warnDays: [7, 2], article: `${regulation('十六')}：每月相对固定 1 天` },
  { kind: 'orgLife', every: 'year', least: 1, warnDays: [60, 14], article: `${regulation('十七')}：每年至少召开 1 次，一般在第四季度` },
  { kind: 'appraisal', every: 'year', least: 1, warnDays: [60, 14], article: `${regulation('十八')}：一般每年开展 1 次` },
];
export const dutyOf = (kind: MeetingKind): Duty | null => ledgerDuties.find((duty) => duty.kind === kind) ?? null;

/** A branch with seven full members or more has a committee (支部工作条例第二十条). */
export const committeeFrom = 7;
/** Which kinds a unit owes: 支委会 where there is a committee, 党小组会 where there are party groups, the others everywhere. */
export const owes = (kind: MeetingKind, unit: { fullMembers: number; committee: boolean; groups: number }): boolean =>
  dutyOf(kind) !== null && (kind === 'committee' ? unit.committee || unit.fullMembers >= committeeFrom : kind === 'group' ? unit.groups > 0 : true);

export interface Period { key: string; from: Date; to: Date; name: string }

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const months = (year: number, first: number, last: number): { from: Date; to: Date } => ({ from: monthBounds(`${year}-${two(first)}`).from, to: monthBounds(`${year}-${two(last)}`).to });

/** `2026-11`, `2026-Q4` or `2026` with the moments it lies between; the end is not in it. */
export function periodOf(key: string): Period {
  const year = Number(key.slice(0, 4));
  const part = key.slice(5);
  if (part === '') return { key, ...months(year, 1, 12), name: `${year} 年` };
  if (part.startsWith('Q')) {
    const quarter = Number(part.slice(1));
    return { key, ...months(year, quarter * 3 - 2, quarter * 3), name: `第${'一二三四'[quarter - 1] ?? ''}季度` };
  }
  return { key, ...months(year, Number(part), Number(part)), name: `${Number(part)} 月` };
}

export const periodsOf = (every: Every, year: number): Period[] =>
  (every === 'year' ? [String(year)] : every === 'quarter' ? [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`) : Array.from({ length: 12 }, (_, i) => `${year}-${two(i + 1)}`)).map(periodOf);

/** The period a moment falls into. */
export function periodAt(every: Every, at: Date): Period {
  const { year, month } = shanghaiParts(at);
  return periodOf(every === 'year' ? String(year) : every === 'quarter' ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-${two(month)}`);
}

/** The last day of a period, `2026-11-30`. */
export const lastDayOf = (period: Period): string => shanghaiDay(new Date(period.to.getTime() - 1));

export const periodStates = ['met', 'planned', 'soon', 'open', 'lapsed', 'coming', 'free'] as const;
export type PeriodState = (typeof periodStates)[number];
/** Colour never says it alone: each state has its word. */
export const periodStateNames: Record<PeriodState, string> = { met: '已开', planned: '已召集', soon: '快到期', open: '还没开', lapsed: '没有开', coming: '未到', free: '不计' };

/**
 * How a period stands. Only a period that lies wholly after the unit's ledger began is owed: nothing counts backwards (product.md 2.6). `planned`: called
 * within the period and not yet held.
 */
export function periodState(duty: Duty, period: Period, has: { held: number; planned: number; begins: Date; now: Date }): PeriodState {
  const { now } = has;
  if (now < period.from) return 'coming';
  if (has.held >= duty.least) return 'met';
  if (period.from < has.begins) return 'free';
  if (now >= period.to) return 'lapsed';
  if (has.planned > 0) return 'planned';
  return warningsPassed(duty, period, now) > 0 ? 'soon' : 'open';
}

/** How many of the two warnings of a period have come due. */
export const warningsPassed = (duty: Duty, period: Period, now: Date): number => duty.warnDays.filter((days) => now.getTime() >= period.to.getTime() - days * oneDay).length;

/** Which warning is due now (1 or 2), or null: only before the period lapses, and each once. */
export function warningDue(duty: Duty, period: Period, has: { held: number; planned: number; begins: Date; now: Date; told: number }): 1 | 2 | null {
  if (periodState(duty, period, has) !== 'soon') return null;
  const passed = warningsPassed(duty, period, has.now);
  return passed > has.told ? (passed === 1 ? 1 : 2) : null;
}

/** How many meetings of a kind and form a Shanghai month has seen. */
export interface MonthCount { kind: MeetingKind; form: MeetingForm; month: string; held: number; planned: number }
export interface ByForm { online: number; offline: number; hybrid: number }
export interface LedgerPeriod extends ByForm { key: string; name: string; state: PeriodState; planned: number; lastDay: string }
export interface LedgerKind extends ByForm { kind: MeetingKind; every: Every | null; article: string | null; owed: boolean; periods: LedgerPeriod[]; met: number; lapsed: number; soon: number }

const inPeriod = (key: string, month: string): boolean => key === month || key === month.slice(0, 4) || key === `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
const formsOf = (counts: readonly MonthCount[]): ByForm => {
  const of = (form: MeetingForm): number => counts.reduce((sum, one) => sum + (one.form === form ? one.held : 0), 0);
  return { online: of('online'), offline: of('offline'), hybrid: of('hybrid') };
};

/** The ledger of one unit and year: every kind with its periods and figures by form. What is not owed has its figures and no state held against it. */
export function ledgerOf(is: { year: number; now: Date; begins: Date; owed: (kind: MeetingKind) => boolean; counts: readonly MonthCount[] }): LedgerKind[] {
  return meetingKinds.map((kind) => {
    const duty = dutyOf(kind);
    const mine = is.counts.filter((one) => one.kind === kind && one.month.startsWith(`${is.year}-`));
    const owed = duty !== null && is.owed(kind);
    const periods = duty === null ? [] : periodsOf(duty.every, is.year).map((period): LedgerPeriod => {
      const here = mine.filter((one) => inPeriod(period.key, one.month));
      const forms = formsOf(here);
      const planned = here.reduce((sum, one) => sum + one.planned, 0);
      const state = periodState(duty, period, { held: forms.online + forms.offline + forms.hybrid, planned, begins: is.begins, now: is.now });
      return { key: period.key, name: period.name, ...forms, planned, state: owed || state === 'met' || state === 'coming' ? state : 'free', lastDay: lastDayOf(period) };
    });
    const count = (state: PeriodState): number => periods.filter((one) => one.state === state).length;
    return { kind, every: duty?.every ?? null, article: duty?.article ?? null, owed, ...formsOf(mine), periods, met: count('met'), lapsed: count('lapsed'), soon: count('soon') };
  });
}

/** Years one may look at: from the first of which there could be records. */
export const ledgerYears = (now: Date, begins: Date): number[] => {
  const last = shanghaiParts(now).year;
  const first = Math.min(last, Math.max(shanghaiParts(begins).year, last - 9));
  return Array.from({ length: last - first + 1 }, (_, i) => last - i);
};

/** The moment a ledger begins: the first of its days in Shanghai. */
export const beginningOf = (day: string): Date => shanghaiMoment(day);
