/** How much is unread, rooms and notices together: the number on the 消息 tab. The truth is the server's; this is its last answer. */
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { call } from './call';
import { session } from './session';
import { createStore, useStore } from './store';

const unread = createStore({ rooms: 0, notices: 0 });

export const useUnread = (): number => {
  const { rooms, notices } = useStore(unread);
  return rooms + notices;
};

/** A page that just asked puts its answer here, so that every badge agrees with what the page shows. */
export function setUnread(part: Partial<{ rooms: number; notices: number }>): void {
  const now = unread.get();
  const next = { ...now, ...part };
  if (next.rooms !== now.rooms || next.notices !== now.notices) unread.set(next);
}

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

session.watch(() => {
  if (session.get() === 'out') setUnread({ rooms: 0, notices: 0 });
});
