/** How much is unread, rooms and notices together: the number on the 消息 tab. The truth is the server's; this is its last answer. */
import { createStore, useStore } from './store';

const unread = createStore(0);

export const setUnread = (count: number): void => unread.set(Math.max(0, count));
export const useUnread = (): number => useStore(unread);
