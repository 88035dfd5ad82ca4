/** One request, in a browser and in WeChat. No PATCH, no cookies needed, no AbortController: WeChat has none of them. */
import { note } from './connection';
import { isH5 } from './platform';
import { Refused } from './refused';

export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeout: number;
}

export interface Answered {
  status: number;
  text: string;
  header(name: string): string | null;
}

const nobody = (): Refused => new Refused('offline', 0, '网络没有连上，内容还在。');

/** Sends; throws Refused('offline') when no answer came in time. */
export async function ask(request: Asked): Promise<Answered> {
  try {
    const answered = await (isH5 ? askBrowser(request) : askWeChat(request));
    note({ http: true });
    return answered;
  } catch (thrown) {
    note({ http: false });
    throw thrown;
  }
}

async function askBrowser({ method, url, headers, body, timeout }: Asked): Promise<Answered> {
  const stop = typeof AbortController === 'undefined' ? null : new AbortController();
  const timer = setTimeout(() => stop?.abort(), timeout);
  try {
    const response = await fetch(url, { method, headers, credentials: 'same-origin', cache: 'no-store', ...(body === undefined ? {} : { body }), ...(stop ? { signal: stop.signal } : {}) });
    return { status: response.status, text: await response.text(), header: (name) => response.headers.get(name) };
  } catch {
    throw nobody();
  } finally {
    clearTimeout(timer);
  }
}

function askWeChat({ method, url, headers, body, timeout }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    wx.request({
      url, method, header: headers, timeout, dataType: 'text', responseType: 'text', ...(body === undefined ? {} : { data: body }),
      success: (answer) => resolve({ status: answer.statusCode, text: typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data), header: (name) => headerOf(answer.header, name) }),
      fail: () => reject(nobody()),
    });
  });
}

/** WeChat keeps header names as they came. */
function headerOf(headers: Record<string, string>, name: string): string | null {
  const key = Object.keys(headers).find((each) => each.toLowerCase() === name);
  return key === undefined ? null : (headers[key] ?? null);
}
