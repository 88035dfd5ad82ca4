/** What differs between a browser and WeChat, in one place. Everything optional is guarded: old base libraries lack some of it. */
import Taro from '@tarojs/taro';

export const isH5 = process.env.TARO_ENV === 'h5';

/** Where the server is. H5 is served by it; the mini-program is told at build time (an absolute address, as WeChat wants). */
export function origin(): string {
  if (isH5) return window.location.origin;
  return (readText('dev.origin') ?? process.env.TARO_APP_API_ORIGIN ?? '').replace(/\/$/, '');
}

/** Small texts kept on the device. A full or forbidden store is no reason to fail: the caller goes on without. */
export function readText(key: string): string | null {
  try {
    if (isH5) return window.localStorage.getItem(`branch.${key}`);
    const value: unknown = Taro.getStorageSync(`branch.${key}`);
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

export function writeText(key: string, value: string | null): void {
  try {
    if (isH5) {
      if (value === null) window.localStorage.removeItem(`branch.${key}`);
      else window.localStorage.setItem(`branch.${key}`, value);
    } else if (value === null) Taro.removeStorageSync(`branch.${key}`);
    else Taro.setStorageSync(`branch.${key}`, value);
  } catch {
    // Nothing to do: the text lives on in memory.
  }
}

export function readJson<T>(key: string): T | null {
  const text = readText(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export const writeJson = (key: string, value: unknown): void => writeText(key, value === null ? null : JSON.stringify(value));

/** Puts text on the clipboard; true if it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (isH5 && navigator.clipboard) await navigator.clipboard.writeText(text);
    else await Taro.setClipboardData({ data: text });
    return true;
  } catch {
    return false;
  }
}

/** Tells when the app comes back to the foreground and when the network comes back: then everything is asked for afresh. */
export function onReturn(listener: () => void): () => void {
  if (isH5) {
    const seen = (): void => {
      if (document.visibilityState === 'visible') listener();
    };
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', listener);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', listener);
    };
  }
  const network = (state: { isConnected: boolean }): void => {
    if (state.isConnected) listener();
  };
  wx.onAppShow?.(listener);
  wx.onNetworkStatusChange?.(network);
  return () => {
    wx.offAppShow?.(listener);
    wx.offNetworkStatusChange?.(network);
  };
}
