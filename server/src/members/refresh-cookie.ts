import { Refusal } from '@branch/shared/refusals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../kit/config.js';
import type { Client, Tokens } from './tokens.js';

/** `__Host-` binds the cookie to this host and https; on plain http (demo) browsers refuse the prefix, so there it has a plain name. */
const secure = (config: Config) => config.production || config.publicUrl.startsWith('https:');
const nameOf = (config: Config) => (secure(config) ? '__Host-refresh' : 'refresh');
const options = (config: Config) => ({ path: '/', httpOnly: true, secure: secure(config), sameSite: 'strict' as const });

/** What a device gets: the web page its refresh token as a cookie no script can read, the mini-program (which has no cookies) in the body. */
export function handOver(tokens: Tokens, client: Client, reply: FastifyReply, config: Config) {
  const { refreshToken, refreshExpiresAt, ...rest } = tokens;
  if (client === 'weapp') return { ...rest, refreshToken };
  void reply.setCookie(nameOf(config), refreshToken, { ...options(config), expires: refreshExpiresAt });
  return rest;
}

export const dropCookie = (reply: FastifyReply, config: Config): void => void reply.clearCookie(nameOf(config), options(config));

/**
 * The refresh token of a request. The cookie is the only thing a browser sends by itself, and only here is it read: a page of another origin
 * is turned away by what the browser says of it (SameSite=Strict is the first line, this is the second).
 */
export function refreshTokenOf(request: FastifyRequest, given: string | undefined, client: Client, config: Config): string {
  if (client === 'weapp') {
    if (!given) throw new Refusal('sign-in.required');
    return given;
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new Refusal('not-allowed');
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== new URL(config.publicUrl).origin && hostOf(origin) !== request.headers.host) throw new Refusal('not-allowed');
  const token = request.cookies[nameOf(config)];
  if (!token) throw new Refusal('sign-in.required');
  return token;
}

function hostOf(origin: string): string | null { try { return new URL(origin).host; } catch { return null; } }
