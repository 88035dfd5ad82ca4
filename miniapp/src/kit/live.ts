/**
 * One socket for the whole app. It only carries news of what is already stored; whoever listens asks again by number after every gap,
 * so a lost, late or doubled piece of news does no harm.
 */
import { io, type Socket } from 'socket.io-client';
import { connection, note } from './connection';
import { isH5, onReturn, origin } from './platform';
import { currentToken, refresh, session } from './session';
import { WxTransport } from './live-transport';

export interface Listener {
  /** News of this room: its name and body as the server sent them. */
  onNews(name: string, body: unknown): void;
  /** Ask for what was missed: the socket is (back) up, the app is back in the foreground, or the high-water mark is ahead. */
  onCatchUp(): void;
}

const listeners = new Map<string, Set<Listener>>();
const personal = new Set<(name: string, body: unknown) => void>();
let socket: Socket | null = null;
let retry: ReturnType<typeof setTimeout> | null = null;
let retries = 0;

/** Opens the socket when somebody is signed in; later calls do nothing. */
export function goLive(): void {
  if (socket !== null) return;
  socket = io(origin(), {
    path: '/ws',
    transports: isH5 ? ['websocket'] : [WxTransport],
    auth: (give) => {
      currentToken().then((token) => give({ token: token ?? '' }), () => give({ token: '' }));
    },
    reconnectionDelay: 800,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
    timeout: 10_000,
    autoConnect: false,
  });
  socket.on('connect', () => {
    retries = 0;
    note({ socket: 'on', attempt: 0 });
    for (const room of listeners.keys()) join(room);
  });
  socket.on('disconnect', (reason) => {
    note({ socket: 'off' });
    // Socket.io comes back by itself from everything but being sent away.
    if (reason === 'io server disconnect') later();
  });
  socket.on('connect_error', (error) => {
    note({ socket: 'off', attempt: connection.get().attempt + 1 });
    if (error.message === 'sign-in.required') void refresh().then((ok) => ok && later(), later);
    else if (socket?.active === false) later();
  });
  socket.io.on('reconnect_attempt', (attempt) => note({ socket: 'off', attempt }));
  socket.on('mark', (mark: { room: string; lastSeq: number }) => tell(mark.room, 'mark', mark));
  socket.onAny((name: string, body: unknown) => {
    if (name === 'mark') return;
    const { room: named, roomId } = (body ?? {}) as { room?: unknown; roomId?: unknown };
    const room = typeof named === 'string' ? named : typeof roomId === 'string' ? `room:${roomId}` : null;
    // `read` names a room too, but is told to me on all my devices.
    if (room !== null && name !== 'read' && listeners.has(room)) tell(room, name, body);
    else for (const listener of [...personal]) listener(name, body);
  });
  onReturn(() => {
    if (socket && !socket.connected) socket.connect();
    catchUp();
  });
  session.watch(() => {
    if (session.get() === 'in') socket?.connect();
    else if (session.get() === 'out') {
      socket?.disconnect();
      note({ socket: 'idle' });
    }
  });
  socket.connect();
}

function later(): void {
  if (retry !== null) return;
  retries += 1;
  retry = setTimeout(() => {
    retry = null;
    if (session.get() === 'in') socket?.connect();
  }, Math.min(15_000, 1000 * 1.6 ** retries) * (0.5 + Math.random()));
}

function join(room: string): void {
  socket?.emit('listen', { room }, (answer: { ok: boolean; code?: string }) => {
    // Even a refusal is worth a look: the page then learns by HTTPS why it may no longer read.
    void answer;
    for (const listener of listeners.get(room) ?? []) listener.onCatchUp();
  });
}

function tell(room: string, name: string, body: unknown): void {
  for (const listener of [...(listeners.get(room) ?? [])]) listener.onNews(name, body);
}

function catchUp(): void {
  for (const set of listeners.values()) for (const listener of [...set]) listener.onCatchUp();
}

/** Listens to a room (`room:<id>`) until the returned function is called. */
export function listen(room: string, listener: Listener): () => void {
  const set = listeners.get(room) ?? new Set();
  const first = set.size === 0;
  set.add(listener);
  listeners.set(room, set);
  if (first && socket?.connected) join(room);
  return () => {
    set.delete(listener);
    if (set.size > 0) return;
    listeners.delete(room);
    if (socket?.connected) socket.emit('leave', { room });
  };
}

/** News meant for me alone: notices, changed rights. */
export function listenPersonally(listener: (name: string, body: unknown) => void): () => void {
  personal.add(listener);
  return () => personal.delete(listener);
}
