/** Shanghai time by arithmetic: China has had one zone and no daylight saving since 1991, and the mini-program may lack `Intl`. */
const shanghaiOffset = 8 * 3600_000;
export const minute = 60_000;
export const hour = 60 * minute;
export const oneDay = 24 * hour;

/** The hour a moment lies in. Times of what nobody wrote (MOD-7) are kept to it: when somebody was here says who it was. */
export const wholeHour = (at: Date): Date => new Date(Math.floor(at.getTime() / hour) * hour);

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);

/** The parts of a moment as a clock in Shanghai shows them; weekday 0 is Sunday. */
export function shanghaiParts(at: Date) {
  const local = new Date(at.getTime() + shanghaiOffset);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), hour: local.getUTCHours(), minute: local.getUTCMinutes(), weekday: local.getUTCDay() };
}

/** `2026-11-22` in Shanghai. */
export function shanghaiDay(at: Date): string {
  const p = shanghaiParts(at);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
}

/** `2026-11` in Shanghai. */
export const shanghaiMonth = (at: Date): string => shanghaiDay(at).slice(0, 7);

/** First and (exclusive) last moment of a Shanghai month. */
export function monthBounds(month: string): { from: Date; to: Date } {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5, 7)) - 1;
  return { from: new Date(Date.UTC(year, index, 1) - shanghaiOffset), to: new Date(Date.UTC(year, index + 1, 1) - shanghaiOffset) };
}

/** The moment a wall clock in Shanghai shows `2026-11-22` `19:30`. */
export const shanghaiMoment = (day: string, clock = '00:00'): Date => new Date(`${day}T${clock}:00+08:00`);

export const clock = (at: Date): string => { const p = shanghaiParts(at); return `${two(p.hour)}:${two(p.minute)}`; };
const weekdays = '日一二三四五六';
/** `11月3日 周二 19:30` */
export function dateAndClock(at: Date): string {
  const p = shanghaiParts(at);
  return `${p.month}月${p.day}日 周${weekdays[p.weekday] ?? ''} ${clock(at)}`;
}
/** `2026年11月3日` */
export function fullDate(at: Date): string { const p = shanghaiParts(at); return `${p.year}年${p.month}月${p.day}日`; }
