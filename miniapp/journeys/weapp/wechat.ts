import http from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket from 'ws';

/** What the harness counts of the outside world. */
export interface Traffic {
  requests: { method: string; url: string; status: number }[];
  requestsAtOnce: number;
  mostRequestsAtOnce: number;
  /** SocketTasks open or opening now, and the most there ever were. */
  sockets: Set<WebSocket>;
  mostSockets: number;
  /** A request or socket fails at once, as without network. */
  offline: boolean;
  /** connectSocket always fails, as behind a proxy that knows only HTTPS. */
  noSockets: boolean;
  /** So many writes still reach the server while their answers are lost. */
  loseAnswers: number;
  messages: { sent: number; received: number };
}

interface RequestOptions {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  timeout?: number;
  dataType?: string;
  success?: (answer: { statusCode: number; data: unknown; header: Record<string, string>; errMsg: string }) => void;
  fail?: (reason: { errMsg: string }) => void;
  complete?: (result: unknown) => void;
}

export const newTraffic = (): Traffic => ({ requests: [], requestsAtOnce: 0, mostRequestsAtOnce: 0, sockets: new Set(), mostSockets: 0, offline: false, noSockets: false, loseAnswers: 0, messages: { sent: 0, received: 0 } });

/** wx.request over Node's http, with WeChat's limits: its five verbs, absolute addresses, answers on a later turn. */
export function request(traffic: Traffic, options: RequestOptions): { abort(): void } {
  const method = (options.method ?? 'GET').toUpperCase();
  const finish = (ok: boolean, result: Parameters<NonNullable<RequestOptions['success']>>[0] | { errMsg: string }): void => {
    if (ok) options.success?.(result as Parameters<NonNullable<RequestOptions['success']>>[0]);
    else options.fail?.(result as { errMsg: string });
    options.complete?.(result);
  };
  if (!['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'].includes(method) || !/^https?:\/\//.test(options.url)) {
    setTimeout(() => finish(false, { errMsg: `request:fail invalid ${method} ${options.url}` }));
    return { abort: () => undefined };
  }
  if (traffic.offline) {
    setTimeout(() => finish(false, { errMsg: 'request:fail ' }));
    return { abort: () => undefined };
  }
  traffic.requestsAtOnce += 1;
  traffic.mostRequestsAtOnce = Math.max(traffic.mostRequestsAtOnce, traffic.requestsAtOnce);
  let over = false;
  const end = (): boolean => {
    if (over) return false;
    over = true;
    traffic.requestsAtOnce -= 1;
    return true;
  };
  const sent = http.request(options.url, { method, headers: options.header ?? {}, agent: false }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => {
      if (!end()) return;
      if (method === 'POST' && traffic.loseAnswers > 0) {
        traffic.loseAnswers -= 1;
        finish(false, { errMsg: 'request:fail ' });
        return;
      }
      const text = Buffer.concat(parts).toString('utf8');
      traffic.requests.push({ method, url: options.url, status: answer.statusCode ?? 0 });
      const header = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
      finish(true, { statusCode: answer.statusCode ?? 0, data: options.dataType === 'json' || options.dataType === undefined ? json(text) : text, header, errMsg: 'request:ok' });
    });
  });
  sent.on('error', () => {
    if (end()) finish(false, { errMsg: 'request:fail ' });
  });
  sent.setTimeout(options.timeout ?? 60_000, () => sent.destroy(new Error('timeout')));
  if (options.data !== undefined && method !== 'GET') sent.write(typeof options.data === 'string' ? options.data : JSON.stringify(options.data));
  sent.end();
  return { abort: () => sent.destroy(new Error('abort')) };
}

/** wx.uploadFile over Node's http: one file and no form fields, with a temporary path that must exist. */
export function uploadFile(traffic: Traffic, files: ReadonlyMap<string, Buffer>, options: { url: string; filePath: string; name: string; header?: Record<string, string>; success?: (answer: { statusCode: number; data: string; errMsg: string }) => void; fail?: (reason: { errMsg: string }) => void }): { onProgressUpdate(): void; abort(): void } {
  const bytes = files.get(options.filePath);
  const quiet = { onProgressUpdate: () => undefined, abort: () => undefined };
  if (traffic.offline || !bytes) {
    setTimeout(() => options.fail?.({ errMsg: bytes ? 'uploadFile:fail ' : 'uploadFile:fail file doesn\'t exist' }));
    return quiet;
  }
  const form = new FormData();
  form.append(options.name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'picture.png');
  fetch(options.url, { method: 'POST', headers: options.header ?? {}, body: form }).then(async (answer) => {
    const data = await answer.text();
    traffic.requests.push({ method: 'POST', url: options.url, status: answer.status });
    options.success?.({ statusCode: answer.status, data, errMsg: 'uploadFile:ok' });
  }).catch((thrown: unknown) => options.fail?.({ errMsg: `uploadFile:fail ${String(thrown)}` }));
  return quiet;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Hear<T> = (value: T) => void;

/** wx.connectSocket over ws: the task comes at once, `open` may follow before anybody awaited anything. */
export function connectSocket(traffic: Traffic, options: { url: string; header?: Record<string, string> }): unknown {
  const hears = { open: [] as Hear<object>[], message: [] as Hear<{ data: string | ArrayBuffer }>[], close: [] as Hear<{ code: number; reason: string }>[], error: [] as Hear<{ errMsg: string }>[] };
  if (!/^wss?:\/\//.test(options.url)) throw new Error(`connectSocket:fail invalid url ${options.url}`);
  if (traffic.offline || traffic.noSockets) {
    setTimeout(() => {
      hears.error.forEach((hear) => hear({ errMsg: 'connectSocket:fail' }));
      hears.close.forEach((hear) => hear({ code: 1006, reason: 'abnormal closure' }));
    });
    return { onOpen: () => undefined, onMessage: () => undefined, onClose: (hear: Hear<{ code: number; reason: string }>) => hears.close.push(hear), onError: (hear: Hear<{ errMsg: string }>) => hears.error.push(hear), send: () => undefined, close: () => undefined };
  }
  const socket = new WebSocket(options.url, { headers: options.header ?? {}, perMessageDeflate: false });
  socket.binaryType = 'arraybuffer';
  traffic.sockets.add(socket);
  traffic.mostSockets = Math.max(traffic.mostSockets, traffic.sockets.size);
  socket.on('open', () => hears.open.forEach((hear) => hear({})));
  socket.on('message', (data: Buffer | ArrayBuffer, binary: boolean) => {
    traffic.messages.received += 1;
    hears.message.forEach((hear) => hear({ data: binary ? (data as ArrayBuffer) : Buffer.from(data as ArrayBuffer).toString('utf8') }));
  });
  socket.on('error', (error) => hears.error.forEach((hear) => hear({ errMsg: error.message })));
  socket.on('close', (code, reason) => {
    traffic.sockets.delete(socket);
    hears.close.forEach((hear) => hear({ code, reason: reason.toString() }));
  });
  return {
    onOpen: (hear: Hear<object>) => hears.open.push(hear),
    onMessage: (hear: Hear<{ data: string | ArrayBuffer }>) => hears.message.push(hear),
    onClose: (hear: Hear<{ code: number; reason: string }>) => hears.close.push(hear),
    onError: (hear: Hear<{ errMsg: string }>) => hears.error.push(hear),
    send: ({ data, fail }: { data: string | ArrayBuffer; fail?: (reason: { errMsg: string }) => void }) => {
      if (socket.readyState !== WebSocket.OPEN) {
        fail?.({ errMsg: 'sendSocketMessage:fail' });
        return;
      }
      traffic.messages.sent += 1;
      socket.send(data);
    },
    close: ({ code }: { code?: number } = {}) => socket.close(code ?? 1000),
  };
}

/** A small server for specs that need no database: answers by path, and remembers what was asked. */
export async function fakeServer(answers: Record<string, (body: unknown, headers: http.IncomingHttpHeaders) => { status?: number; body: unknown }>): Promise<{ url: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const server = http.createServer((incoming, answer) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const key = `${incoming.method ?? ''} ${(incoming.url ?? '').split('?')[0]?.replace('/api/v1', '') ?? ''}`;
      asked.push(key);
      const given = answers[key]?.(json(Buffer.concat(parts).toString('utf8')), incoming.headers) ?? { status: 404, body: { error: { code: 'not-found', message: '没有找到，或仅成员可见。', requestId: 'r1' } } };
      answer.writeHead(given.status ?? 200, { 'content-type': 'application/json; charset=utf-8' });
      answer.end(JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
