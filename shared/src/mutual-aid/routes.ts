/** Routes of the service menu (党员互助服务菜单): look at it, ask to book, accept. */
import { answer, clientId, count, flag, id, list, moment, note, nullable, object, oneOf, optional, page, paging, PersonRef, string, text } from '../fields.js';
import { route } from '../route.js';

export const itemCategories = ['learning', 'finance', 'leisure', 'talk', 'own'] as const;
export type ItemCategory = (typeof itemCategories)[number];
export const itemCategoryNames: Record<ItemCategory, string> = { learning: '学习培训', finance: '生活理财', leisure: '娱乐时尚', talk: '谈心交友', own: '其他' };
export const itemStates = ['recommended', 'selfNominated', 'onNotice', 'onMenu', 'paused', 'withdrawn'] as const;
export type ItemState = (typeof itemStates)[number];
export const bookingStates = ['asked', 'accepted', 'declined', 'cancelled'] as const;
export type BookingState = (typeof bookingStates)[number];
export const bookingStateNames: Record<BookingState, string> = { asked: '待答复', accepted: '已接受', declined: '已婉拒', cancelled: '已取消' };

/** The five fields of Xuhui, all required: item, providers, form, time, notes (AID-1). */
export const ServiceItem = answer({ id, item: string(), providers: list(PersonRef, 20), form: string(), time: string(), notes: string(), category: oneOf(itemCategories), state: oneOf(itemStates), fixedYear: nullable(count), noticeUntil: nullable(moment), timesUsed: count,
  owner: answer({ id, name: string() }), mine: flag(), myBooking: nullable(answer({ id, state: oneOf(bookingStates) })) });
export const Booking = answer({ id, item: answer({ id, item: string() }), unitId: id, askedBy: PersonRef, providers: list(PersonRef, 20), wish: string(), state: oneOf(bookingStates), askedAt: moment, decidedAt: nullable(moment), reply: nullable(string()), mayDecide: flag(), mine: flag() });

export const serviceRoutes = {
  menu: route({ method: 'GET', path: '/units/:unitId/service-menu', can: 'service.read', doc: 'The menu of this unit and the units above it (menus roll down, AID-3); fixed items first.',
    input: object({ unitId: id, category: optional(oneOf(itemCategories)), q: optional(text(40)) }), output: answer({ items: list(ServiceItem, 500) }) }),
  item: route({ method: 'GET', path: '/units/:unitId/service-menu/:itemId', can: 'service.read', doc: 'One service with its five fields.', input: object({ unitId: id, itemId: id }), output: ServiceItem }),
  ask: route({ method: 'POST', path: '/units/:unitId/service-menu/:itemId/bookings', can: 'booking.ask', doc: 'Ask to book: the provider gets a notice; one open request per person and item.',
    input: object({ unitId: id, itemId: id, clientId, wish: note(300) }), output: Booking }),
  bookings: route({ method: 'GET', path: '/me/bookings', can: 'booking.read', doc: 'My requests and those asked of me, newest first.', input: object({ ...paging }), output: page(Booking) }),
  booking: route({ method: 'GET', path: '/me/bookings/:bookingId', can: 'booking.read', doc: 'One booking, visible to the asker and the providers only.', input: object({ bookingId: id }), output: Booking }),
  decide: route({ method: 'POST', path: '/me/bookings/:bookingId/decision', can: 'booking.read', doc: 'Provider: accept or decline with a word.', input: object({ bookingId: id, accept: flag(), reply: note(300) }), output: Booking }),
  cancel: route({ method: 'POST', path: '/me/bookings/:bookingId/cancellation', can: 'booking.read', doc: 'Asker: cancel.', input: object({ bookingId: id }), output: Booking }),
};
