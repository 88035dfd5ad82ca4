/** Spans of months for figures; both ends ask the same functions. */
import type { RefusalCode } from '../refusals.js';
import { monthBounds, shanghaiMonth } from '../time.js';

export const longestSpan = 36;
const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const named = (n: number): string => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;

export const whyNotSpan = (from: string, to: string): RefusalCode | null => (index(to) < index(from) || index(to) - index(from) >= longestSpan ? 'figures.span' : null);
/** The moments between which a span of months lies. */
export const spanBounds = (from: string, to: string): { from: Date; to: Date } => ({ from: monthBounds(from).from, to: monthBounds(to).to });
/** The months up to `last`, the oldest first; none before 2000, where our months begin. */
export const monthsUpTo = (last: string, how: number): string[] => Array.from({ length: how }, (_, i) => named(index(last) - how + 1 + i)).filter((month) => month >= '2000-01');
/** Spans that are one tap away. */
export const spans = (now: Date): { key: string; text: string; from: string; to: string }[] => {
  const month = shanghaiMonth(now);
  const [year = '', part = ''] = month.split('-');
  const quarter = `${year}-${String(Math.floor((Number(part) - 1) / 3) * 3 + 1).padStart(2, '0')}`;
  const last = named(index(month) - 1);
  return [{ key: 'month', text: '本月', from: month, to: month }, { key: 'last', text: '上月', from: last, to: last }, { key: 'quarter', text: '本季', from: quarter, to: month }, { key: 'year', text: '今年', from: `${year}-01`, to: month }];
};
