/** Days and moments of the demo, all counted back from one Shanghai day. Shanghai has had UTC+8 without summer time since 1991. */
const dayMs = 86_400_000;

/** The Shanghai day `days` before `today` (negative: after). Both are `YYYY-MM-DD`. */
export function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
}

/** The moment `seconds` after midnight of a Shanghai day, as ISO 8601 in UTC; seconds may run past the day. */
export function momentOf(day: string, seconds: number): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + Math.round(seconds * 1000)).toISOString();
}

/** 0 Sunday … 6 Saturday of a Shanghai day. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** A moment moved by seconds. */
export function later(moment: string, seconds: number): string {
  return new Date(Date.parse(moment) + Math.round(seconds * 1000)).toISOString();
}
