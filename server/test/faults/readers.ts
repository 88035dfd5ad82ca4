import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Place } from './world.js';
import { pause } from './world.js';
import type { Wire } from './wire.js';

export interface WireEntry { seq: number; at: string; by: unknown; clientId: string | null; body: unknown }
type Page = { items: WireEntry[]; lastSeq: number };

/** One spelling for one entry, however its keys were ordered on the way. */
export const canonical = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));

/** Reads rooms as a client does: takes what comes in order, asks by number for what is missing, and never takes a line twice. */
export class Reader {
  /** Per room: entries in the order taken, each in its canonical spelling. */
  readonly taken = new Map<string, string[]>();
  /** Per room and seq: when it was taken. */
  readonly seenAt = new Map<string, number>();
  /** How often a gap or a mark made it ask. */
  asked = 0;
  /** An entry that came again with other content. */
  contradictions: string[] = [];
  protected going = true;
  private readonly filling = new Map<string, Promise<void>>();

  constructor(readonly name: string, protected readonly wire: Wire, protected readonly bases: () => string[], protected readonly places: Place[]) {
    for (const place of places) this.taken.set(place.roomId, []);
  }

  last(roomId: string): number { return this.taken.get(roomId)?.length ?? 0; }

  protected take(roomId: string, entry: WireEntry): 'taken' | 'known' | 'gap' {
    const list = this.taken.get(roomId);
    if (!list) return 'known';
    if (entry.seq <= list.length) {
      if (list[entry.seq - 1] !== canonical(entry)) this.contradictions.push(`${this.name} ${roomId}#${entry.seq}: ${list[entry.seq - 1]} ≠ ${canonical(entry)}`);
      return 'known';
    }
    if (entry.seq > list.length + 1) return 'gap';
    list.push(canonical(entry));
    this.seenAt.set(`${roomId}#${entry.seq}`, Date.now());
    return 'taken';
  }

  /** Asks for everything after the last number, page by page; once at a time per room. */
  fill(place: Place): Promise<void> {
    const running = this.filling.get(place.roomId);
    if (running) return running;
    const work = this.ask(place).finally(() => this.filling.delete(place.roomId));
    this.filling.set(place.roomId, work);
    return work;
  }

  private async ask(place: Place): Promise<void> {
    this.asked += 1;
    for (let tries = 0; this.going && tries < 200; tries += 1) {
      const bases = this.bases();
      const path = `/units/${place.unitId}/rooms/${place.roomId}/entries?after=${this.last(place.roomId)}&limit=500`;
      const answer = await this.wire.call(bases[tries % bases.length] ?? '', 'GET', path).catch(() => null);
      if (answer?.status !== 200) { await pause(100); continue; }
      const page = answer.body as unknown as Page;
      for (const entry of page.items) this.take(place.roomId, entry);
      if (this.last(place.roomId) >= page.lastSeq || page.items.length === 0) return;
    }
  }

  stop(): void { this.going = false; }
}

/** HTTPS alone: looks every 300 ms. */
export class PollingReader extends Reader {
  async run(): Promise<void> {
    while (this.going) {
      for (const place of this.places) await this.fill(place);
      await pause(300);
    }
  }
}

/** By socket, with gap filling; a watchdog closes a socket on which nothing came for longer than two heartbeats. */
export class SocketReader extends Reader {
  private socket: Socket | null = null;
  private lastNews = Date.now();
  private turn = 0;
  private pushed = 0;
  /** How often the watchdog gave a socket up. */
  givenUp = 0;

  constructor(name: string, wire: Wire, bases: () => string[], places: Place[], private readonly token: string, private readonly watchdogMs = 12_000) { super(name, wire, bases, places); }

  get connected(): boolean { return this.socket?.connected === true; }

  /** Entries that came by socket. */
  get live(): number { return this.pushed; }

  async run(): Promise<void> {
    while (this.going) {
      if (!this.socket?.connected) await this.connect();
      else if (Date.now() - this.lastNews > this.watchdogMs) { this.givenUp += 1; this.drop(); }
      else await pause(50);
    }
    this.drop();
  }

  private drop(): void { this.socket?.removeAllListeners(); this.socket?.disconnect(); this.socket = null; }

  private async connect(): Promise<void> {
    this.drop();
    const bases = this.bases();
    const socket = io(bases[this.turn % bases.length] ?? '', { path: '/ws', transports: ['websocket'], auth: { token: this.token }, reconnection: false, timeout: 4000, forceNew: true });
    this.turn += 1;
    this.socket = socket;
    // The network may stall in the middle of the greeting, too.
    const up = await new Promise<boolean>((done) => { setTimeout(() => done(false), 6000).unref(); socket.on('connect', () => done(true)).on('connect_error', () => done(false)); });
    if (!up) { this.drop(); await pause(150); return; }
    this.lastNews = Date.now();
    socket.on('entry', (news: { roomId: string; entry: WireEntry }) => {
      this.lastNews = Date.now();
      this.pushed += 1;
      if (this.take(news.roomId, news.entry) === 'gap') this.missing(news.roomId);
    });
    socket.on('mark', (mark: { room: string; lastSeq: number }) => {
      this.lastNews = Date.now();
      const roomId = mark.room.slice('room:'.length);
      if (mark.lastSeq > this.last(roomId)) this.missing(roomId);
    });
    for (const place of this.places) socket.emit('listen', { room: `room:${place.roomId}` }, () => this.missing(place.roomId));
  }

  private missing(roomId: string): void {
    const place = this.places.find((one) => one.roomId === roomId);
    if (place) void this.fill(place);
  }
}
