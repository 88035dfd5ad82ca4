/** Asks for the number on the 消息 tab: unread rooms and notices together. */
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { call } from '../kit/call';
import { session } from '../kit/session';
import { setUnread } from '../kit/unread';

let timer: ReturnType<typeof setTimeout> | null = null;

/** Asks the server soon; a burst of news asks once. */
export function refreshUnread(): void {
  if (timer !== null || session.get() !== 'in') return;
  timer = setTimeout(() => {
    timer = null;
    if (session.get() !== 'in') return;
    void Promise.all([call(noticeRoutes.unread, {}), call(roomRoutes.mine, {})])
      .then(([notices, rooms]) => setUnread({ notices: notices.unread, rooms: rooms.items.reduce((sum, room) => sum + room.unread, 0) }))
      .catch(() => undefined);
  }, 400);
}
