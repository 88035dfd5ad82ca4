import type { Route } from '@branch/shared/route';
import type { MadePerson } from '../../src/seed/factories.js';
import { routeNamed } from '../contract/every-route.js';
import { address } from '../world.js';
import type { World } from '../world.js';

/** A call that succeeds; `after` puts back what had to be moved for it. */
export interface Happy { who: MadePerson | null; input: Record<string, unknown>; file?: { name: string; type: string; bytes: Buffer }; after?: () => Promise<void> }

/** A raw answer: what a stranger with a network sniffer would see of it. */
export interface Seen { status: number; text: string; body: unknown; headers: Headers; code: string | null }

/** Calls a route by name with an input as it is, right or wrong; files and downloads too. */
export async function send(world: World, name: string, { who, input, file }: Happy): Promise<Seen> {
  return sendTo(world, who, routeNamed(name), input, file);
}

export async function sendTo(world: World, who: MadePerson | null, route: Route, input: Record<string, unknown>, file?: Happy['file']): Promise<Seen> {
  const { path, method, rest } = address(route, input);
  const headers: Record<string, string> = who ? { authorization: `Bearer ${await world.tokenOf(who)}` } : {};
  let body: string | FormData | undefined;
  if (file) {
    body = new FormData();
    body.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
  } else if (method === 'POST' || method === 'PUT') {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(rest);
  }
  const response = await fetch(`${world.url}/api/v1${path}`, { method, headers, body });
  const text = await response.text();
  const json = parsed(text);
  return { status: response.status, text, body: json, headers: response.headers, code: (json as { error?: { code?: string } } | null)?.error?.code ?? null };
}

function parsed(text: string): unknown {
  try { return JSON.parse(text); } catch { return null; }
}

/** The answer without the only thing that may differ between two that say the same. */
export const withoutRequestId = (seen: Seen): string => `${seen.status} ${seen.text.replace(/"requestId":"[^"]*"/, '"requestId":""')}`;
