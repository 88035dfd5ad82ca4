import { Injectable } from '@nestjs/common';
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { Bus } from './bus.js';
import { Db } from './db.js';
import type { News } from './db.js';
import { gate } from './gate.js';
import { log } from './log.js';

/** Who a socket belongs to, as the guard found it; kept only to join rooms and to notice change. */
export interface LiveCaller { personId: string; sessionId: string; accessVersion: number }
export interface LiveDoor {
  /** Who a token belongs to, or null. */
  identify(token: string): Promise<LiveCaller | null>;
  /** Whether the person may listen to a room now. */
  mayListen(caller: LiveCaller, room: string): Promise<boolean>;
  /** Of these callers, those whose session ended or whose rights changed. */
  changed(callers: LiveCaller[]): Promise<Map<string, LiveCaller | null>>;
  /** High-water marks of rooms, so that a listener learns that it misses something (G3). */
  marks(rooms: string[]): Promise<{ room: string; lastSeq: number }[]>;
  /** Listeners' leases are renewed in one batch. */
  present(listeners: { room: string; personId: string }[]): Promise<void>;
}

interface Held { caller: LiveCaller; rooms: Set<string>; /** The last thing asked: a socket is heard one by one. */ turn: Promise<unknown> }
const roomName = /^room:[1-9A-HJ-NP-Za-km-z]{11}$/;
const perPerson = 5;
const framesPerSecond = 50;
const roomsPerSocket = 20;

/**
 * The thin gateway: sockets only carry what was committed; nothing is written through them. Correctness never depends on it: the bus between
 * processes may drop news, a socket may stall, and a reader still learns from the heartbeat that it must ask for what it misses.
 */
@Injectable()
export class Live {
  io: Server | null = null;
  private tickFailed = false;
  private door: LiveDoor | null = null;
  private readonly held = new Map<string, Held>();
  private timers: NodeJS.Timeout[] = [];
  private bus: Bus | null = null;
  /** After a restart everyone comes back at once: those who are in must not wait for it. */
  private readonly oneByOne = gate(4);

  constructor(private readonly db: Db) {}

  /** News of other processes, or the heartbeat, does not come through: readers see things up to one heartbeat later, and nothing else changes. */
  get degraded(): boolean { return this.tickFailed || (this.bus !== null && !this.bus.up); }

  start(http: HttpServer, door: LiveDoor, options: { busUrl: string | null; origins: string[] }): void {
    this.door = door;
    this.io = new Server(http, { path: '/ws', transports: ['websocket'], serveClient: false, maxHttpBufferSize: 16_384, pingInterval: 15_000, pingTimeout: 10_000,
      cors: options.origins.length > 0 ? { origin: options.origins } : undefined, httpCompression: false, perMessageDeflate: false, connectTimeout: 10_000 });
    // The room is named in the body too: one socket listens to many.
    const pass = (news: News): void => { this.io?.to(news.room).emit(news.name, { ...(news.body as object), ...(typeof news.room === 'string' ? { room: news.room } : {}) }); };
    if (options.busUrl) this.bus = new Bus(options.busUrl, pass, () => void this.tick());
    void this.bus?.start();
    this.io.use((socket, next) => { void this.admit(socket).then((ok) => next(ok ? undefined : new Error('sign-in.required')), () => next(new Error('server.busy'))); });
    this.io.on('connection', (socket) => this.welcome(socket));
    this.db.tell = (news) => { pass(news); this.bus?.tell(news); };
    this.timers = [setInterval(() => void this.tick(), 5000)];
    this.timers.forEach((timer) => timer.unref());
  }

  stop(): void {
    this.timers.forEach(clearInterval);
    this.io?.emit('closing', { words: '服务器升级，30 秒后重连' });
    // Closing the sockets only: the HTTP server is the framework's to close, after its requests are answered.
    this.io?.disconnectSockets(true);
  }

  /** Lets go of the bus, when the last request has been answered and its news passed on. */
  async end(): Promise<void> { await this.bus?.stop(); }

  private async admit(socket: Socket): Promise<boolean> {
    const token: unknown = socket.handshake.auth.token;
    if (typeof token !== 'string' || token.length > 100) return false;
    const caller = await this.oneByOne(async () => await this.door?.identify(token) ?? null);
    if (!caller) return false;
    socket.data = { caller };
    return true;
  }

  private welcome(socket: Socket): void {
    const { caller } = socket.data as { caller: LiveCaller };
    const held: Held = { caller, rooms: new Set(), turn: Promise.resolve() };
    this.held.set(socket.id, held);
    this.keepTo(perPerson, caller.personId);
    void socket.join(`person:${held.caller.personId}`);
    let frames = 0;
    const meter = setInterval(() => { frames = 0; }, 1000).unref();
    socket.use((_packet, next) => { frames += 1; if (frames > framesPerSecond) this.sendAway(socket); else next(); });
    socket.on('listen', (input: unknown, ack: unknown) => void (held.turn = held.turn.then(() => this.listen(socket, held, input)).then((answer) => { if (typeof ack === 'function') (ack as (a: unknown) => void)(answer); }, () => socket.disconnect(true))));
    socket.on('leave', (input: unknown) => { const room = roomOf(input); if (room) { held.rooms.delete(room); void socket.leave(room); } });
    socket.on('disconnect', () => { clearInterval(meter); this.held.delete(socket.id); });
  }

  /** Counted when a socket is in, not when it asked: of a hundred that ask at once none would see the others. The oldest go. */
  private keepTo(limit: number, personId: string): void {
    const mine = [...this.held].filter(([, held]) => held.caller.personId === personId);
    for (const [id] of mine.slice(0, Math.max(0, mine.length - limit))) {
      const socket = this.io?.sockets.sockets.get(id);
      if (socket) this.sendAway(socket);
    }
  }

  /** Says why before it hangs up. */
  private sendAway(socket: Socket): void {
    socket.emit('refused', { code: 'too-many-requests' });
    socket.disconnect(true);
  }

  private async listen(socket: Socket, held: Held, input: unknown): Promise<{ ok: boolean; code?: string }> {
    const room = roomOf(input);
    // Asked again, or gone meanwhile: nothing to look up.
    if (room && held.rooms.has(room)) return { ok: true };
    if (!room || !socket.connected || held.rooms.size >= roomsPerSocket) return { ok: false, code: 'input.invalid' };
    if (!(await this.door?.mayListen(held.caller, room))) return { ok: false, code: 'not-found' };
    held.rooms.add(room);
    await socket.join(room);
    await this.door?.present([{ room, personId: held.caller.personId }]);
    return { ok: true };
  }

  /** Every 5 s: rights re-checked, high-water marks told, leases renewed; a few statements however many listen. */
  private async tick(): Promise<void> {
    const door = this.door;
    if (!door) return;
    try {
      await this.bus?.check();
      if (this.held.size > 0) await this.recheck(door);
      const rooms = [...new Set([...this.held.values()].flatMap((held) => [...held.rooms]))];
      if (rooms.length === 0) { this.tickFailed = false; return; }
      for (const mark of await door.marks(rooms)) this.io?.to(mark.room).emit('mark', mark);
      await door.present([...this.held.values()].flatMap((held) => [...held.rooms].map((room) => ({ room, personId: held.caller.personId }))));
      this.tickFailed = false;
    } catch (error) { this.tickFailed = true; log.warn({ err: error }, 'live tick failed'); }
  }

  private async recheck(door: LiveDoor): Promise<void> {
    const changed = await door.changed([...this.held.values()].map((held) => held.caller));
    if (changed.size === 0) return;
    for (const [id, held] of this.held) {
      if (!changed.has(held.caller.sessionId)) continue;
      const socket = this.io?.sockets.sockets.get(id);
      const now = changed.get(held.caller.sessionId) ?? null;
      if (!now) { socket?.emit('ended', {}); socket?.disconnect(true); continue; }
      held.caller = now;
      for (const room of held.rooms) if (!(await door.mayListen(now, room))) { held.rooms.delete(room); await socket?.leave(room); socket?.emit('removed', { room }); }
    }
  }
}

const roomOf = (input: unknown): string | null => {
  const room = typeof input === 'object' && input !== null && 'room' in input ? input.room : null;
  return typeof room === 'string' && roomName.test(room) ? room : null;
};
