import { isH5 } from './platform';

/** H5: has the browser keep the program (src/sw.js), so that a reload without a network opens. Where that is not possible (plain http, old browsers) nothing is lost but that. */
export function keepProgram(): void {
  if (isH5 && process.env.NODE_ENV === 'production' && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
