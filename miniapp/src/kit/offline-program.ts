import { isH5 } from './platform';

/** H5: has the browser keep the program (src/sw.js), so that a reload without a network opens. Where that is not possible (plain http, old browsers) nothing is lost but that. */
export function keepProgram(): void {
  if (!isH5 || process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
  // What this page loaded before the worker was there, the worker has not seen.
  const loaded = (): string[] => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.startsWith(window.location.origin)).map((name) => new URL(name).pathname);
  void navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(({ active }) => active?.postMessage(loaded())).catch(() => undefined);
}
