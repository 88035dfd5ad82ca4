/**
 * Lines on their way: one queue per room, first in first out, one in flight. Each has the id the device made, which is also the server's idempotency
 * key, so a resend after a lost answer, a reload or a crash is said once. What the server refuses stops and waits for the author; it never spins for ever.
 */
import { readJson, writeJson } from './platform';
import { asRefused } from './refused';
import { createStore, type Store } from './store';

export interface Waiting<P> {
  clientId: string;
  payload: P;
  /** Milliseconds, this device's clock: only for showing. */
  at: number;
  state: 'waiting' | 'stopped';
  /** Why it stopped, in words. */
  why?: string;
}

export interface Outbox<P> {
  items: Store<readonly Waiting<P>[]>;
  /** Takes a line; it is on the device before this returns. */
  put(clientId: string, payload: P): void;
  /** 重发: a stopped line goes to the end of the queue again, under the same id. */
  retry(clientId: string): void;
  /** 修改 or 删除: takes it out and gives it back. */
  take(clientId: string): P | null;
  /** The network or the session may be back: try now. */
  kick(): void;
  close(): void;
}

export interface OutboxOptions<P, A> {
  /** Where it is kept; names the person and the room, so that nobody else's lines are ever sent. */
  key: string;
  /** `keep` replaces what is kept of it, before it is sent: a picture already uploaded is not uploaded again by the next try. */
  send(clientId: string, payload: P, keep: (payload: P) => void): Promise<A>;
  onSent(clientId: string, answer: A, payload: P): void;
  /** Milliseconds before the nth retry. */
  delay?: (attempt: number) => number;
}

const backOff = (attempt: number): number => Math.min(15_000, 700 * 2 ** attempt) * (0.75 + Math.random() / 2);

export function openOutbox<P, A>({ key, send, onSent, delay = backOff }: OutboxOptions<P, A>): Outbox<P> {
  const items = createStore<readonly Waiting<P>[]>(readJson<Waiting<P>[]>(key) ?? []);
  let flying = false;
  let closed = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const keep = (next: readonly Waiting<P>[]): void => {
    items.set(next);
    writeJson(key, next.length > 0 ? next : null);
  };
  const without = (clientId: string): Waiting<P>[] => items.get().filter((item) => item.clientId !== clientId);

  const step = async (): Promise<void> => {
    const next = items.get().find((item) => item.state === 'waiting');
    if (flying || closed || !next) return;
    flying = true;
    try {
      const answer = await send(next.clientId, next.payload, (payload) => keep(items.get().map((item) => (item.clientId === next.clientId ? { ...item, payload } : item))));
      attempt = 0;
      keep(without(next.clientId));
      onSent(next.clientId, answer, next.payload);
    } catch (thrown) {
      const refused = asRefused(thrown);
      if (refused.passing || refused.status === 401) {
        timer = setTimeout(kick, refused.retryAfter === null ? delay(attempt) : refused.retryAfter * 1000);
        attempt += 1;
        return;
      }
      keep(items.get().map((item) => (item.clientId === next.clientId ? { ...item, state: 'stopped', why: refused.message } : item)));
    } finally {
      flying = false;
    }
    void step();
  };

  function kick(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    void step();
  }

  kick();
  return {
    items,
    put(clientId, payload) {
      keep([...items.get(), { clientId, payload, at: Date.now(), state: 'waiting' }]);
      if (timer === null) kick();
    },
    retry(clientId) {
      const item = items.get().find((each) => each.clientId === clientId);
      if (!item) return;
      keep([...without(clientId), { clientId, payload: item.payload, at: item.at, state: 'waiting' }]);
      kick();
    },
    take(clientId) {
      const item = items.get().find((each) => each.clientId === clientId);
      keep(without(clientId));
      return item?.payload ?? null;
    },
    kick,
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
