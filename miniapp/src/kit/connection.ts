/** How we reach the server just now, for the bar that says so and for the room that polls when sockets fail. */
import { createStore } from './store';

export interface Connection {
  /** The last request got an answer. */
  http: boolean;
  /** `idle`: nothing to listen to. */
  socket: 'idle' | 'on' | 'off';
  /** How often we have tried to come back. */
  attempt: number;
}

export const connection = createStore<Connection>({ http: true, socket: 'idle', attempt: 0 });

/** Changes some of it; watchers hear only of true changes. */
export function note(change: Partial<Connection>): void {
  const now = connection.get();
  const next = { ...now, ...change };
  if (next.http !== now.http || next.socket !== now.socket || next.attempt !== now.attempt) connection.set(next);
}
