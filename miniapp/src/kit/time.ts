/** How moments are said in pages: as a clock in Shanghai shows them, without Intl. */
import { clock, dateAndClock, minute, oneDay, shanghaiDay, shanghaiMoment, shanghaiParts } from '@branch/shared/time';

const partOfDay = (hour: number): string => (hour < 5 ? '凌晨' : hour < 9 ? '今早' : hour < 12 ? '上午' : hour < 14 ? '中午' : hour < 18 ? '下午' : '今晚');
const plainClock = (at: Date): string => { const p = shanghaiParts(at); return `${p.hour}:${p.minute < 10 ? '0' : ''}${p.minute}`; };

/** `刚刚` · `5 分钟前` · `今早 8:12` · `昨天 19:30` · `11月3日 19:30` · `2025年11月3日`. */
export function ago(moment: string | Date, now: Date = new Date()): string {
  const at = new Date(moment);
  const passed = now.getTime() - at.getTime();
  if (passed >= 0 && passed < minute) return '刚刚';
  if (passed >= 0 && passed < 30 * minute) return `${Math.floor(passed / minute)} 分钟前`;
  const day = shanghaiDay(at);
  if (day === shanghaiDay(now)) return `${partOfDay(shanghaiParts(at).hour)} ${plainClock(at)}`;
  if (day === shanghaiDay(new Date(now.getTime() - oneDay))) return `昨天 ${clock(at)}`;
  const p = shanghaiParts(at);
  return p.year === shanghaiParts(now).year ? `${p.month}月${p.day}日 ${clock(at)}` : `${p.year}年${p.month}月${p.day}日`;
}

/** A time to come: `今天 19:30` · `明天 9:00` · `11月3日 周二 19:30`. */
export function upcoming(moment: string | Date, now: Date = new Date()): string {
  const at = new Date(moment);
  const day = shanghaiDay(at);
  if (day === shanghaiDay(now)) return `${shanghaiParts(at).hour >= 18 ? '今晚' : '今天'} ${clock(at)}`;
  if (day === shanghaiDay(new Date(now.getTime() + oneDay))) return `明天 ${clock(at)}`;
  return dateAndClock(at);
}

/** A window: the end as a clock only, when it is the same day. */
export function windowOf(from: string | Date, to: string | Date): string {
  const [a, b] = [new Date(from), new Date(to)];
  return shanghaiDay(a) === shanghaiDay(b) ? `${dateAndClock(a)}–${clock(b)}` : `${dateAndClock(a)} 至 ${dateAndClock(b)}`;
}

/** `3 天`, `4 小时`, `12 分钟`: how long, rounded down. */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / minute));
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`;
}

/** The day divider in a room: `今天` · `昨天` · `11月3日 周二`. */
export function dayName(moment: string | Date, now: Date = new Date()): string {
  const day = shanghaiDay(new Date(moment));
  if (day === shanghaiDay(now)) return '今天';
  if (day === shanghaiDay(new Date(now.getTime() - oneDay))) return '昨天';
  return dateAndClock(shanghaiMoment(day)).replace(/ \d\d:\d\d$/, '');
}
