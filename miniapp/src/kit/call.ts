/** The one way pages talk to the server: `call(routes.speak, input)`. */
import Taro from '@tarojs/taro';
import type { Output, Sent } from '@branch/shared/route';
import { isH5, origin } from './platform';
import { Refused } from './refused';
import { type AnyRoute, addressOf, read, send } from './send';
import { currentToken, forget, refresh } from './session';

/** The access token was no good: worth one renewal. */
const stale = (thrown: unknown): boolean => thrown instanceof Refused && (thrown.code === 'sign-in.required' || thrown.code === 'sign-in.expired');

/**
 * Sends a route's input and gives back its output. A 401 is renewed once in silence; if that fails too, the session is over, the caller gets the
 * refusal, and the frame offers to sign in (what was typed stays).
 */
export async function call<R extends AnyRoute>(route: R, input: Sent<R>, options: { timeout?: number } = {}): Promise<Output<R>> {
  return withToken((token) => send(route, input, token, options.timeout));
}

async function withToken<T>(act: (token: string | null) => Promise<T>): Promise<T> {
  const token = await currentToken();
  try {
    return await act(token);
  } catch (thrown) {
    if (token === null || !stale(thrown)) throw thrown;
    if (!(await refresh())) throw thrown;
    return act(await currentToken()).catch((again: unknown) => {
      if (stale(again)) forget();
      throw again;
    });
  }
}

/** A picture or table the user chose: a File in H5, a path of the phone in WeChat. */
export type Chosen = File | { path: string; size: number };

/** Uploads one file under the field `file`; `onProgress` gets 0 to 100, `onBegin` a way to stop it. */
export function upload<R extends AnyRoute>(route: R, input: Sent<R>, file: Chosen, onProgress: (percent: number) => void, onBegin?: (stop: () => void) => void): Promise<Output<R>> {
  // An upload's fields travel in the query, its body is the file.
  const { url } = addressOf({ method: 'GET', path: route.path }, input as Record<string, unknown>);
  return withToken((token) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    return new Promise<Output<R>>((resolve, reject) => {
      const done = (status: number, text: string): void => {
        try {
          resolve(read(route, status, text, null));
        } catch (thrown) {
          reject(thrown as Error);
        }
      };
      const lost = (): void => reject(new Refused('offline', 0, '没有传完，请重试。'));
      if (isH5) {
        const request = new XMLHttpRequest();
        const form = new FormData();
        form.append('file', file as File);
        request.open(route.method, url);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.timeout = 120_000;
        request.upload.onprogress = (event) => onProgress(event.total > 0 ? Math.round((event.loaded / event.total) * 100) : 0);
        request.onload = () => done(request.status, request.responseText);
        request.onerror = lost;
        request.ontimeout = lost;
        request.onabort = lost;
        onBegin?.(() => request.abort());
        request.send(form);
        return;
      }
      const task = wx.uploadFile({
        url, filePath: (file as { path: string }).path, name: 'file', header: headers, timeout: 120_000,
        success: (answer) => done(answer.statusCode, String(answer.data)), fail: lost,
      });
      onBegin?.(() => task.abort?.());
      task.onProgressUpdate?.((state) => onProgress(state.progress));
    });
  });
}

/** Downloads a file with the caller's right to it (a link carries no token): a browser saves it, WeChat opens it, from where it can be sent on. */
export async function download(route: AnyRoute, input: Record<string, unknown>, name: string): Promise<void> {
  const { url } = addressOf({ method: 'GET', path: route.path }, input);
  await withToken(async (token) => {
    if (!isH5) {
      const got = await Taro.downloadFile({ url, header: token ? { authorization: `Bearer ${token}` } : {} }).catch(() => null);
      if (!got) throw new Refused('offline', 0, '网络没有连上，请重试。');
      // What was refused came as a file, too: its code cannot be read, but a 401 is worth a renewal.
      if (got.statusCode !== 200) throw new Refused(got.statusCode === 401 ? 'sign-in.expired' : 'not-found', got.statusCode, '文件没有取到，请稍后再试。');
      await Taro.openDocument({ filePath: got.tempFilePath, fileType: (name.split('.').pop() ?? 'docx') as 'docx', showMenu: true });
      return;
    }
    const response = await fetch(url, { method: route.method, headers: token ? { authorization: `Bearer ${token}` } : {} }).catch(() => null);
    if (!response) throw new Refused('offline', 0, '网络没有连上，请重试。');
    if (!response.ok) read(route, response.status, await response.text(), null);
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
}

/** An address the server gave (a picture), absolute as WeChat wants it. */
export const absolute = (address: string): string => (/^https?:/.test(address) ? address : `${origin()}${address}`);
