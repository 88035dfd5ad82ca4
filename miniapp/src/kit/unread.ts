/** How much is unread, rooms and notices together: the number on the 消息 tab. The truth is the server's; this is its last answer (home/unread asks). */
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

session.watch(() => {
  if (session.get() === 'out') setUnread({ rooms: 0, notices: 0 });
});
