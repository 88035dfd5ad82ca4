import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { News } from './db.js';
import { log } from './log.js';

/** PostgreSQL refuses notifications of 8,000 bytes and more. */
const mostBytes = 7500;
/** What waits for the bus at most; more is dropped, for listeners learn from the heartbeat what they miss. */
const mostWaiting = 5000;
/** So many rooms' names fit into one notification. */
const mostRooms = 250;
const channel = 'online_branch';
/** How long another process counts as there after it was last heard; each is heard every 5 s. */
const peerFor = 12_000;

/**
 * News from one server process to the others, by NOTIFY on one connection. It only lowers latency: news may be dropped (bus down, too many, too large),
 * and every reader still learns from the heartbeat that it must ask. What is told while a notification is under way goes together in the next one.
 */
export class Bus {
  private readonly self = randomUUID();
  private client: pg.Client | null = null;
  private waiting: string[] = [];
  private sending = false;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;
  private peersUntil = 0;

  /** `hear` gets other processes' news; `back` is told when the bus works again, since news in between was lost. */
  constructor(private readonly url: string, private readonly hear: (news: News) => void, private readonly back: () => void) {}

  get up(): boolean { return this.client !== null; }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'online-branch-bus', keepAlive: true, connectionTimeoutMillis: 5000, query_timeout: 5000 });
    const lost = (error?: Error): void => { if (this.lose(client) && !this.stopped) log.warn({ err: error }, 'bus connection lost'); };
    client.on('error', lost).on('end', () => lost()).on('notification', (message) => this.take(message.payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (this.stopped) { await client.end(); return; }
      await this.greet(client, 'new');
      this.client = client;
      this.back();
    } catch (error) {
      client.end().catch(() => undefined);
      if (!this.stopped) { log.warn({ err: error }, 'bus not reached'); this.later(); }
    }
  }

  /** Every few seconds: says that this process is there, and finds out a connection that died without a word. */
  async check(): Promise<void> {
    const client = this.client;
    if (client) await this.greet(client, 'here').catch(() => this.lose(client));
  }

  private async greet(client: pg.Client, word: 'new' | 'here'): Promise<void> { await client.query('select pg_notify($1, $2)', [channel, JSON.stringify([this.self, word])]); }

  tell(news: News): void {
    // Alone, there is nobody to tell; a process that starts is greeted back at once.
    if (!this.client || Date.now() > this.peersUntil) return;
    if (Array.isArray(news.room) && news.room.length > mostRooms) {
      for (let i = 0; i < news.room.length; i += mostRooms) this.tell({ ...news, room: news.room.slice(i, i + mostRooms) });
      return;
    }
    const text = JSON.stringify([news.room, news.name, news.body]);
    const small = Buffer.byteLength(text) < mostBytes - 100 ? text : asMark(news);
    if (small === null) return;
    if (this.waiting.length < mostWaiting) this.waiting.push(small);
    if (!this.sending) { this.sending = true; setImmediate(() => void this.send()); }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async send(): Promise<void> {
    for (let client = this.client; client && this.waiting.length > 0; client = this.client) {
      let bytes = 60;
      let count = 0;
      for (const text of this.waiting) {
        bytes += Buffer.byteLength(text) + 1;
        if (bytes > mostBytes && count > 0) break;
        count += 1;
      }
      const payload = `["${this.self}",${this.waiting.splice(0, count).join(',')}]`;
      try { await client.query({ name: 'bus_tell', text: 'select pg_notify($1, $2)', values: [channel, payload] }); } catch (error) { log.warn({ err: error }, 'bus did not carry news'); this.lose(client); }
    }
    if (!this.client) this.waiting = [];
    this.sending = false;
  }

  private take(payload: string | undefined): void {
    try {
      const [from, ...list] = JSON.parse(payload ?? '[]') as [string, ...([string | string[], string, unknown] | 'new' | 'here')[]];
      if (from === this.self) return;
      this.peersUntil = Date.now() + peerFor;
      for (const one of list) {
        if (Array.isArray(one)) this.hear({ room: one[0], name: one[1], body: one[2] });
        else if (one === 'new') void this.check();
      }
    } catch (error) { log.warn({ err: error }, 'bus brought something unreadable'); }
  }

  /** Lets go of a broken connection and tries again soon. True if it was the one in use. */
  private lose(client: pg.Client): boolean {
    if (this.client !== client) return false;
    this.client = null;
    this.waiting = [];
    client.end().catch(() => undefined);
    this.later();
    return true;
  }

  private later(): void {
    if (this.stopped || this.retry) return;
    this.retry = setTimeout(() => { this.retry = null; void this.start(); }, 500 + Math.random() * 1000);
    this.retry.unref();
  }
}

/** An entry too large to carry goes as its number: whoever listens sees that it lacks it and asks. */
function asMark(news: News): string | null {
  const body = news.body as { roomId?: string; entry?: { seq: number } };
  return news.name === 'entry' && body.roomId && body.entry ? JSON.stringify([news.room, 'mark', { room: `room:${body.roomId}`, lastSeq: body.entry.seq }]) : null;
}
