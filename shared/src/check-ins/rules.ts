/** When one may check in (CHECK-2). */
import type { RefusalCode } from '../refusals.js';

/** Only the explicit line is refused a second time; other acts of a day may be many and make one check-in. */
export const whyNotCheckIn = (day: { saidToday: boolean }): RefusalCode | null => (day.saidToday ? 'checkIn.today-already' : null);

/** The adopted rule's value is the number itself, or `{ perMonth }`; null if the branch adopted none (the default). */
export function quotaOf(value: unknown): number | null {
  const number = typeof value === 'object' && value !== null && 'perMonth' in value ? value.perMonth : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}
