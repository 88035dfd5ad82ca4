/** When one may check in (CHECK-2). */
import type { RefusalCode } from '../refusals.js';

/** Only the explicit line is refused a second time; other acts of a day may be many and make one check-in. */
export const whyNotCheckIn = (day: { saidToday: boolean }): RefusalCode | null => (day.saidToday ? 'checkIn.today-already' : null);
