/**
 * One socket for the whole app. It only carries news of what is already stored; whoever listens asks again by number after every gap,
 * so a lost, late or doubled piece of news does no harm.
 */
import type { Socket } from 'socket.io-client';
import { connection, note } from './connection';
import { onReturn } from './platform';
import { refresh, session } from './session';

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

/** WeChat has no loading of code by address: there the module is part of the package. */
const socketModule = (): Promise<typeof import('./live-socket')> =>
  process.env.TARO_ENV === 'h5' ? import(/* webpackChunkName: "live" */ './live-socket') : import(/* webpackMode: "eager" */ './live-socket');

let opening = false;

/** Opens the socket when somebody is signed in; later calls do nothing. Where its code cannot be loaded (no network), it is tried again later; HTTPS alone is enough meanwhile. */
export function goLive(): void {
  if (socket !== null || opening) return;
  opening = true;
  socketModule().then(({ openSocket }) => live(openSocket()), () => {
    note({ socket: 'off' });
    setTimeout(() => {
      opening = false;
      if (session.get() === 'in') goLive();
    }, 5000);
  });
}

function live(opened: Socket): void {
  socket = opened;
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
  if (session.get() === 'in') socket.connect();
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
