/**
 * One open room, outside React: asks, listens, fills gaps, polls when sockets fail, keeps the reading mark and the outbox. A page shows `view`.
 * The socket only says that something is new; what counts is what the routes answered.
 */
import { ballotRoutes } from '@branch/shared/ballots/routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import type { PersonRef } from '@branch/shared/fields';
import type { Output } from '@branch/shared/route';
import { call } from '../../kit/call';
import { connection } from '../../kit/connection';
import { listen } from '../../kit/live';
import { openOutbox, type Outbox } from '../../kit/outbox';
import { onReturn } from '../../kit/platform';
import { asRefused, type Refused } from '../../kit/refused';
import { createStore, type Store } from '../../kit/store';
import { readingMark } from './reading';
import { firstUnread, heardOf, missingAfter, prepend, receive, refreshed, type RoomLog, startLog } from './room-log';

export type Meeting = Output<typeof meetingRoutes.meeting>;
export type Ballot = Output<typeof ballotRoutes.ballot>;

/** What one wrote, on its way. The quote's words are kept to be shown while waiting. */
export interface Draft {
  text: string;
  quote: { seq: number; name: string; text: string } | null;
  mentions: readonly PersonRef[];
  pictures: readonly { fileId: string; alt: string; thumbUrl: string }[];
}

/** Where the reader lands: on the divider, at the end (with a pill when much is unread), or at an entry. */
export interface Landing {
  unread: number;
  /** The row above which 以下为未读 stands; fixed for this visit. */
  divider: number | null;
  at: number | null;
}

export interface RoomView {
  log: RoomLog | null;
  meeting: Meeting | null;
  ballots: Readonly<Record<string, Ballot>>;
  landing: Landing;
  failure: Refused | null;
  /** Texts of lines this reader recalled during the visit, to be written anew. */
  recalled: Readonly<Record<number, string>>;
  loadingOlder: boolean;
}

export interface RoomStore {
  view: Store<RoomView>;
  outbox: Outbox<Draft>;
  load(): Promise<void>;
  older(upTo?: number): Promise<void>;
  /** Takes entries an own action was answered with. */
  take(entry: RoomEntry): void;
  reload(): Promise<void>;
  readTo(seq: number): void;
  renew(seq: number): Promise<void>;
  setBallot(ballot: Ballot): void;
  setMeeting(meeting: Meeting): void;
  remember(seq: number, text: string): void;
  close(): void;
}

const landsOnDivider = 50;
const page = 30;
const pollEvery = 4000;

export function openRoom({ unitId, roomId, myId, at }: { unitId: string; roomId: string; myId: string; at: number | null }): RoomStore {
  const room = { unitId, roomId };
  const view = createStore<RoomView>({ log: null, meeting: null, ballots: {}, landing: { unread: 0, divider: null, at: null }, failure: null, recalled: {}, loadingOlder: false });
  const change = (part: Partial<RoomView>): void => view.set({ ...view.get(), ...part });
  const setLog = (log: RoomLog): void => {
    if (log !== view.get().log) change({ log });
  };
  let closed = false;
  let filling = false;
  let again = false;
  let signedIn = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const soon = (work: () => void, wait: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!closed) work();
    }, wait);
    timers.add(timer);
  };

  const ask = (input: { after?: number; before?: number; limit: number }) => call(roomRoutes.entries, { ...room, ...input });

  /** Entries from the landing place to the end. */
  async function first(state: RoomLog['state']): Promise<RoomEntry[]> {
    const unread = Math.max(0, state.lastSeq - state.readSeq);
    if (at === null && unread > landsOnDivider) return (await ask({ before: state.lastSeq + 1, limit: landsOnDivider })).items;
    const from = at !== null ? at - 15 : Math.min(state.readSeq - 10, state.lastSeq - page);
    let after = Math.max(0, from);
    const all: RoomEntry[] = [];
    for (;;) {
      const answer = await ask({ after, limit: 500 });
      all.push(...answer.items);
      const last = answer.items[answer.items.length - 1];
      if (!last || last.seq >= answer.lastSeq) return all;
      after = last.seq;
    }
  }

  async function load(): Promise<void> {
    change({ failure: null });
    try {
      const state = await call(roomRoutes.state, room);
      const entries = await first(state);
      if (closed) return;
      const log = startLog(state, entries, myId);
      const unread = Math.max(0, state.lastSeq - state.readSeq);
      const divider = state.readSeq > 0 || state.meetingId === null ? firstUnread(log, state.readSeq, myId) : null;
      change({ log, landing: { unread: divider === null && unread <= landsOnDivider ? 0 : unread, divider: unread > landsOnDivider && at === null ? null : divider, at } });
      await follow();
      if (state.meetingId !== null) await meetingOf(state.meetingId);
      void enter();
    } catch (thrown) {
      change({ failure: asRefused(thrown) });
    }
  }

  async function meetingOf(meetingId: string): Promise<void> {
    const meeting = await call(meetingRoutes.meeting, { unitId, meetingId }).catch(() => null);
    if (meeting && !closed) change({ meeting, ballots: Object.fromEntries(meeting.ballots.map((ballot) => [ballot.id, ballot])) });
  }

  /** Being in an open meeting's room is signing in. */
  async function enter(): Promise<void> {
    const { log } = view.get();
    const meetingId = log?.state.meetingId;
    if (!log || !meetingId || !log.state.open || signedIn) return;
    signedIn = true;
    try {
      await call(meetingRoutes.enter, { unitId, meetingId });
      await standing();
    } catch (thrown) {
      // Not expected at this meeting: reads on. Without an answer: tried again with the next news.
      signedIn = !asRefused(thrown).passing;
    }
  }

  async function standing(): Promise<void> {
    const fresh = await call(roomRoutes.state, room).catch(() => null);
    const { log } = view.get();
    if (!fresh || !log || closed) return;
    setLog(refreshed(log, fresh));
    await follow();
  }

  let asked = false;
  /** Who is present changes in bursts at the beginning of a meeting: asked once for all of them. */
  const standingSoon = (): void => {
    if (asked) return;
    asked = true;
    soon(() => {
      asked = false;
      void standing();
    }, 1500 + Math.random() * 1500);
  };

  /** Asks for what is missing until nothing is; one asks at a time. */
  async function follow(): Promise<void> {
    again = true;
    if (filling) return;
    filling = true;
    try {
      while (again && !closed) {
        again = false;
        for (;;) {
          const { log } = view.get();
          const after = log && missingAfter(log);
          if (!log || after === null) break;
          const answer = await ask({ after, limit: 500 });
          if (answer.items.length === 0) break;
          takeIn(answer.items, answer.lastSeq);
        }
      }
    } catch {
      soon(() => void follow(), 2500);
    } finally {
      filling = false;
    }
  }

  function takeIn(entries: readonly RoomEntry[], lastSeq = 0): void {
    const { log } = view.get();
    if (!log) return;
    const before = log.upTo;
    const next = heardOf(receive(log, entries, myId), lastSeq);
    setLog(next);
    if (next.upTo === before) return;
    for (const chunk of next.chunks.slice(-12)) for (const row of chunk.rows) if (row.seq > before) react(row);
  }

  /** What an entry asks of the page besides its row. */
  function react(entry: RoomEntry): void {
    const { body } = entry;
    const meetingId = view.get().log?.state.meetingId;
    if (body.kind === 'line' && body.pictures.some((picture) => picture.url === '')) void renew(entry.seq);
    if (body.kind === 'ballotOpened' || body.kind === 'ballotClosed') void call(ballotRoutes.ballot, { unitId, ballotId: body.ballotId }).then(setBallot, () => undefined);
    if (body.kind === 'opened' || body.kind === 'closed' || body.kind === 'chair') {
      if (meetingId) void meetingOf(meetingId);
      void standing();
      if (body.kind === 'opened') void enter();
    }
  }

  async function renew(seq: number): Promise<void> {
    takeIn((await ask({ after: seq - 1, limit: 1 }).catch(() => null))?.items ?? []);
  }

  function setBallot(ballot: Ballot): void {
    if (!closed) change({ ballots: { ...view.get().ballots, [ballot.id]: ballot } });
  }

  async function older(upTo?: number): Promise<void> {
    if (view.get().loadingOlder) return;
    change({ loadingOlder: true });
    try {
      for (;;) {
        const { log } = view.get();
        if (!log || log.from <= 1 || (upTo !== undefined && log.from <= upTo)) break;
        const answer = await ask({ before: log.from, limit: upTo === undefined ? page : Math.min(500, Math.max(page, log.from - upTo)) });
        const now = view.get().log;
        if (now) setLog(prepend(now, answer.items));
        if (answer.items.length === 0 || upTo === undefined) break;
      }
    } catch {
      // The button stays: it can be pressed again.
    } finally {
      change({ loadingOlder: false });
    }
  }

  const outbox = openOutbox<Draft, Output<typeof roomRoutes.speak>>({
    key: `outbox.${myId}.${roomId}`,
    send: (clientId, draft) => call(roomRoutes.speak, {
      ...room, clientId, text: draft.text, ...(draft.quote ? { quoteSeq: draft.quote.seq } : {}), ...(draft.mentions.length > 0 ? { mentions: draft.mentions.map((person) => person.id) } : {}),
      ...(draft.pictures.length > 0 ? { pictures: draft.pictures.map(({ fileId, alt }) => ({ fileId, alt })) } : {}),
    }),
    onSent: (_, answer) => take(answer.entry),
  });

  function take(entry: RoomEntry): void {
    takeIn([entry], entry.seq);
    void follow();
  }

  const reading = readingMark((seq) => call(roomRoutes.read, { ...room, seq }));

  const stopListening = listen(`room:${roomId}`, {
    onNews(name, body) {
      const { log } = view.get();
      if (!log) return;
      if (name === 'entry') {
        const { entry } = body as { entry: RoomEntry };
        takeIn([entry], entry.seq);
        void follow();
      } else if (name === 'mark') {
        setLog(heardOf(log, (body as { lastSeq: number }).lastSeq));
        void follow();
      } else if (name === 'turnout') {
        const { ballotId, voted, eligible } = body as { ballotId: string; voted: number; eligible: number };
        const ballot = view.get().ballots[ballotId];
        if (ballot) setBallot({ ...ballot, voted: Math.max(ballot.voted, voted), eligible });
      } else if (name === 'present') standingSoon();
      else if (name === 'removed') {
        // I may no longer read here: what the server answers now is what the page says.
        change({ log: null });
        void load();
      }
    },
    onCatchUp() {
      if (!view.get().log) return;
      void standing();
      outbox.kick();
    },
  });
  const stopReturn = onReturn(() => {
    outbox.kick();
    if (view.get().log === null) void load();
  });
  // HTTPS alone is enough: while the socket is down, say that I am here and hear how far the room is.
  const poll = setInterval(() => {
    const { log } = view.get();
    if (closed || !log || connection.get().socket === 'on') return;
    void call(roomRoutes.presence, room, { timeout: 8000 }).then((answer) => {
      const now = view.get().log;
      if (!now || closed) return;
      setLog(heardOf(now, answer.lastSeq));
      outbox.kick();
      if (answer.present !== now.state.present) standingSoon();
      const running = Object.values(view.get().ballots).find((ballot) => ballot.state === 'open');
      if (running) void call(ballotRoutes.ballot, { unitId, ballotId: running.id }).then(setBallot, () => undefined);
      return Promise.all([follow(), enter()]);
    }).catch(() => undefined);
  }, pollEvery);

  return {
    view, outbox, load, older, take, renew, setBallot,
    async reload() {
      await standing();
      const meetingId = view.get().log?.state.meetingId;
      if (meetingId) await meetingOf(meetingId);
    },
    readTo: (seq) => { if (seq > (view.get().log?.state.readSeq ?? seq)) reading.to(seq); },
    setMeeting: (meeting) => change({ meeting }),
    remember: (seq, text) => change({ recalled: { ...view.get().recalled, [seq]: text } }),
    close() {
      closed = true;
      stopListening();
      stopReturn();
      clearInterval(poll);
      reading.close();
      timers.forEach(clearTimeout);
      outbox.close();
    },
  };
}
