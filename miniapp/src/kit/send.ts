/** A route value and its input as one HTTP request, and the answer back as the route's output. Knows nothing of sessions. */
import type { RefusalCode } from '@branch/shared/refusals';
import type { Method, Output, Route, Sent } from '@branch/shared/route';
import { ask } from './http';
import { isH5, origin } from './platform';
import { Refused } from './refused';

/** The program's age for the server, which answers `client.too-old` when it can no longer serve it. */
const clientVersion = '1';

/** What may be left out of a type parameter that a value of any route fits. */
export type AnyRoute = Pick<Route, 'method' | 'path' | 'output' | 'input'>;

/** `/units/:unitId/…` with its parameters, and what is left of the input. */
export function addressOf(route: { method: Method; path: string }, input: Record<string, unknown>): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const query = route.method === 'GET' || route.method === 'DELETE'
    ? Object.keys(rest).filter((key) => rest[key] !== undefined && rest[key] !== null).map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(String(rest[key]))}`).join('&')
    : '';
  return { url: `${origin()}/api/v1${path}${query ? `?${query}` : ''}`, rest };
}

/** Sends with this token (null: as a visitor). Throws Refused. Default time limit 15 s. */
export async function send<R extends AnyRoute>(route: R, input: Sent<R>, token: string | null, timeout = 15_000): Promise<Output<R>> {
  const { url, rest } = addressOf(route, input as Record<string, unknown>);
  const hasBody = route.method === 'POST' || route.method === 'PUT';
  const answered = await ask({
    method: route.method, url, timeout,
    headers: { accept: 'application/json', 'x-client': `${isH5 ? 'h5' : 'weapp'}/${clientVersion}`, ...(hasBody ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(hasBody ? { body: JSON.stringify(rest) } : {}),
  });
  return read(route, answered.status, answered.text, answered.header('retry-after'));
}

interface ErrorBody {
  error?: { code?: RefusalCode; message?: string; requestId?: string; details?: Record<string, unknown> & { fields?: { path: string; message: string }[] } };
}

/** The answer's text as the route's output, or the refusal in it. */
export function read<R extends AnyRoute>(route: R, status: number, text: string, retryAfter: string | null): Output<R> {
  const json = parse(text);
  if (status >= 200 && status < 300 && json !== undefined) {
    const parsed = route.output.safeParse(json);
    // Answers only grow: an installed mini-program meets values it does not know yet, and a page passes over what it does not understand.
    return (parsed.success ? parsed.data : json) as Output<R>;
  }
  const error = (json as ErrorBody | undefined)?.error;
  const wait = retryAfter === null ? Number.NaN : Number(retryAfter);
  if (error?.code) throw new Refused(error.code, status, error.message ?? '没有成功，请重试。', error.requestId ?? null, error.details?.fields ?? [], error.details ?? {}, Number.isNaN(wait) ? null : wait);
  throw new Refused(status >= 500 || status < 400 ? 'server.failed' : 'input.invalid', status >= 400 ? status : 502, '系统没有好好答复，内容还在。请稍后重试。', null, [], {}, Number.isNaN(wait) ? null : wait);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
