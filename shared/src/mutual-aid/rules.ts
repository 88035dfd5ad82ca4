/** When a service may be booked and a booking decided. */
import type { RefusalCode } from '../refusals.js';
import type { BookingState, ItemState } from './routes.js';

export const whyNotAsk = (item: { state: ItemState; mine: boolean; openBooking: boolean }): RefusalCode | null =>
  item.mine ? 'booking.own-item' : item.state !== 'onMenu' ? 'item.not-on-menu' : item.openBooking ? 'booking.open-already' : null;

export const whyNotDecide = (booking: { state: BookingState; provider: boolean }): RefusalCode | null =>
  !booking.provider ? 'booking.not-provider' : booking.state !== 'asked' ? 'booking.decided-already' : null;

export const whyNotCancel = (booking: { state: BookingState; mine: boolean }): RefusalCode | null =>
  !booking.mine ? 'not-allowed' : booking.state === 'declined' || booking.state === 'cancelled' ? 'booking.decided-already' : null;
