/** How an open room hears: by the socket, by what happens to the app, and by asking while the socket is down. */
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { connection } from '../../kit/connection';
import { listen } from '../../kit/live';
import { onReturn } from '../../kit/platform';

const pollEvery = 4000;

export interface Hears {
  entry(entry: RoomEntry): void;
  mark(lastSeq: number): void;
  turnout(news: { ballotId: string; voted: number; eligible: number }): void;
  present(): void;
  /** I may no longer read here. */
  removed(): void;
  /** The socket is back: what it said meanwhile is lost. */
  caughtUp(): void;
  /** The app or the network is back. */
  returned(): void;
  /** Time to ask: HTTPS alone is enough for a meeting. */
  poll(): void;
}

/** Starts hearing; gives back how to stop. */
export function hearRoom(roomId: string, hears: Hears): () => void {
  const stopListening = listen(`room:${roomId}`, {
    onNews(name, body) {
      if (name === 'entry') hears.entry((body as { entry: RoomEntry }).entry);
      else if (name === 'mark') hears.mark((body as { lastSeq: number }).lastSeq);
      else if (name === 'turnout') hears.turnout(body as Parameters<Hears['turnout']>[0]);
      else if (name === 'present') hears.present();
      else if (name === 'removed') hears.removed();
    },
    onCatchUp: () => hears.caughtUp(),
  });
  const stopReturn = onReturn(() => hears.returned());
  // The network is back when something answers; what the device says comes a moment too early or not at all.
  let reached = connection.get().http;
  const stopWatching = connection.watch(() => {
    const { http } = connection.get();
    const again = http && !reached;
    reached = http;
    if (again) hears.returned();
  });
  const timer = setInterval(() => {
    if (connection.get().socket !== 'on') hears.poll();
  }, pollEvery);
  return () => {
    stopListening();
    stopReturn();
    stopWatching();
    clearInterval(timer);
  };
}
