/** While nothing answers, asks every few seconds whether the server is back; requests in between find out by themselves. */
import { connection, note } from './connection';
import { ask } from './http';
import { isH5, onReturn, origin } from './platform';

let timer: ReturnType<typeof setTimeout> | null = null;

function later(): void {
  if (timer !== null || connection.get().http) return;
  const { attempt } = connection.get();
  const wait = Math.min(15_000, 2000 * 1.5 ** attempt) * (0.75 + Math.random() / 2);
  timer = setTimeout(() => {
    timer = null;
    note({ attempt: connection.get().attempt + 1 });
    void knock();
  }, wait);
}

async function knock(): Promise<void> {
  try {
    await ask({ method: 'GET', url: `${origin()}/health/live`, headers: {}, timeout: 5000 });
    note({ attempt: 0 });
  } catch {
    later();
  }
}

/** Starts watching; called once by the app. */
export function watchConnection(): void {
  connection.watch(later);
  // The device knows at once that its network is gone; without this it would show only with the next request.
  const gone = (): void => note({ http: false });
  if (isH5) window.addEventListener('offline', gone);
  else wx.onNetworkStatusChange?.((state) => { if (!state.isConnected) gone(); });
  onReturn(() => {
    if (!connection.get().http) void knock();
  });
}
