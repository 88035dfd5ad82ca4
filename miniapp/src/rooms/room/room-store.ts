/**
 * One open room, outside React: asks, listens, fills gaps, polls when sockets fail, keeps the reading mark and the outbox. A page shows `view`.
 * The socket only says that something is new; what counts is what the routes answered.
 */
import { ballotRoutes } from '@branch/shared/ballots/routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import type { Output } from '@branch/shared/route';
import { call } from '../../kit/call';
import type { Outbox } from '../../kit/outbox';
import { asRefused, type Refused } from '../../kit/refused';
import { createStore, type Store } from '../../kit/store';
import { readingMark } from './reading';
import { entriesToLandOn, type Landing, landingOf, page } from './room-landing';
import { heardOf, missingAfter, prepend, receive, refreshed, type RoomLog, startLog } from './room-log';
import { hearRoom } from './room-news';
import { type Draft, roomOutbox } from './room-outbox';
import { renewing } from './room-renewing';

export type Meeting = Output<typeof meetingRoutes.meeting>;
export type Ballot = Output<typeof ballotRoutes.ballot>;

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

export function openRoom({ unitId, roomId, myId, at }: { unitId: string; roomId: string; myId: string; at: number | null }): RoomStore {
  const room = { unitId, roomId };
  const view = createStore<RoomView>({ log: null, meeting: null, ballots: {}, landing: { unread: 0, divider: null, at: null }, failure: null, recalled: {}, loadingOlder: false });
  const change = (part: Partial<RoomView>): void => view.set({ ...view.get(), ...part });
  const setLog = (log: RoomLog): void => {
    if (log !== view.get().log) change({ log });
  };
  let closed = false;
  let loading = false;
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

  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    change({ failure: null });
    try {
      const state = await call(roomRoutes.state, room);
      const entries = await entriesToLandOn(ask, state, at);
      if (closed) return;
      const log = startLog(state, entries, myId);
      change({ log, landing: landingOf(log, state, at, myId) });
      await follow();
      if (state.meetingId !== null) await meetingOf(state.meetingId);
      void enter();
    } catch (thrown) {
      change({ failure: asRefused(thrown) });
    } finally {
      loading = false;
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
    if (body.kind === 'line' && body.pictures.some((picture) => picture.url === '')) void pictures.renew(entry.seq);
    // The vote is over with the entry that says so, not only when its figures have come.
    const over = body.kind === 'ballotClosed' ? view.get().ballots[body.ballotId] : undefined;
    if (over) setBallot({ ...over, state: 'closed', mayVote: false });
    if (body.kind === 'ballotOpened' || body.kind === 'ballotClosed') void call(ballotRoutes.ballot, { unitId, ballotId: body.ballotId }).then(setBallot, () => undefined);
    if (body.kind === 'opened' || body.kind === 'closed' || body.kind === 'chair') {
      if (meetingId) void meetingOf(meetingId);
      void standing();
      if (body.kind === 'opened') void enter();
    }
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

  const outbox = roomOutbox({ unitId, roomId, myId, onSent: take });

  function take(entry: RoomEntry): void {
    takeIn([entry], entry.seq);
    void follow();
  }

  const pictures = renewing({ ask, takeIn, log: () => (closed ? null : view.get().log) });
  const reading = readingMark((seq) => call(roomRoutes.read, { ...room, seq }));

  const deaf = hearRoom(roomId, {
    entry(entry) {
      if (!view.get().log) return;
      takeIn([entry], entry.seq);
      void follow();
    },
    mark(lastSeq) {
      const { log } = view.get();
      if (!log) return;
      setLog(heardOf(log, lastSeq));
      void follow();
    },
    turnout({ ballotId, voted, eligible }) {
      const ballot = view.get().ballots[ballotId];
      if (ballot) setBallot({ ...ballot, voted: Math.max(ballot.voted, voted), eligible });
    },
    present() {
      if (view.get().log) standingSoon();
    },
    removed() {
      // What the server answers now is what the page says.
      if (!view.get().log) return;
      change({ log: null });
      void load();
    },
    caughtUp() {
      if (!view.get().log) return;
      void standing();
      outbox.kick();
    },
    returned() {
      outbox.kick();
      if (view.get().log === null) void load();
      else void pictures.renewEnding();
    },
    poll() {
      // While the socket is down: say that I am here and hear how far the room is.
      if (closed || !view.get().log) return;
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
    },
  });

  return {
    view, outbox, load, older, take, renew: pictures.renew, setBallot,
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
      deaf();
      pictures.close();
      reading.close();
      timers.forEach(clearTimeout);
      outbox.close();
    },
  };
}
