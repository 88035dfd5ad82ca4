/** Routes of the inbox: what concerns me, with unread counts that are true on every device (NOTE-1). */
import { answer, count, flag, id, list, moment, nullable, object, optional, page, paging, string } from '../fields.js';
import { route } from '../route.js';

export const Notice = answer({ id, kind: string(), title: string(), text: string(), path: nullable(string()), at: moment, read: flag() });

export const noticeRoutes = {
  inbox: route({ method: 'GET', path: '/me/notices', can: 'notice.mine', doc: 'My notices, newest first, with the unread count.', input: object({ ...paging }), output: page(Notice) }),
  unread: route({ method: 'GET', path: '/me/notices/unread', can: 'notice.mine', doc: 'How many are unread.', input: object({}), output: answer({ unread: count }) }),
  markRead: route({ method: 'POST', path: '/me/notices/read', can: 'notice.mine', doc: 'Mark some, or all, as read; every device hears it.', input: object({ ids: optional(list(id, 100)) }), output: answer({ unread: count }) }),
};
