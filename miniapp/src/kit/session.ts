/**
 * Who is signed in on this device. H5: the access token in memory only, the refresh token in a cookie the page cannot read.
 * WeChat: both here, the refresh token in storage (encrypted where the base library can).
 */
import { sessionRoutes } from '@branch/shared/members/routes';
import type { Output } from '@branch/shared/route';
import { deviceName, weChatCode } from './device';
import { isH5, readText, writeText } from './platform';
import { Refused } from './refused';
import { readSecret, writeSecret } from './secret';
import { send } from './send';
import { createStore } from './store';

export type SessionState = 'unknown' | 'in' | 'out';

/** `unknown` until the first refresh has answered. */
export const session = createStore<SessionState>('unknown');

/** True from the moment a session ended by itself until somebody signs in again. */
export const lapsed = createStore(false);

let access: { token: string; expires: number } | null = null;
let refreshing: Promise<boolean> | null = null;

const storageKey = 'refresh';
/** H5 remembers only that there may be a cookie, so that a visitor's first page costs no request. */
const hintKey = 'signed-in';
const leftKey = 'signed-out';
/** Whose device this last was: drafts belong to a person, and outlive signing out. */
const personKey = 'person';

export function accessToken(): string | null {
  return access?.token ?? null;
}

/** Takes the tokens of a fresh sign-in or refresh. */
export function keep(answer: Output<typeof sessionRoutes.signIn>): void {
  access = { token: answer.accessToken, expires: Date.parse(answer.accessExpiresAt) };
  if (isH5) writeText(hintKey, answer.personId);
  else if (answer.refreshToken) writeSecret(storageKey, answer.refreshToken);
  writeText(leftKey, null);
  writeText(personKey, answer.personId);
  lapsed.set(false);
  session.set('in');
}

/** Forgets the tokens; drafts and the outbox stay. `left`: the reader signed out, so WeChat does not sign them in again in silence. */
export function forget(left = false): void {
  access = null;
  if (isH5) writeText(hintKey, null);
  else writeSecret(storageKey, null);
  if (left && !isH5) writeText(leftKey, '1');
  if (left) lapsed.set(false);
  else if (session.get() === 'in') lapsed.set(true);
  session.set('out');
}

/** Who is signed in here, or was last. */
export const personHere = (): string => readText(personKey) ?? '';

const known = (): Promise<string | null> => (isH5 ? Promise.resolve(readText(hintKey)) : readSecret(storageKey));

/** New tokens for old; one at a time however many ask. False: signed out. Throws when the server cannot be reached, which is not signed out. */
export function refresh(): Promise<boolean> {
  refreshing ??= renew().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function renew(): Promise<boolean> {
  const token = await known();
  if (token !== null) {
    try {
      keep(await send(sessionRoutes.refresh, isH5 ? { client: 'h5' } : { client: 'weapp', refreshToken: token }, null));
      return true;
    } catch (thrown) {
      if (thrown instanceof Refused && thrown.passing) throw thrown;
    }
  }
  if (await silently()) return true;
  forget();
  return false;
}

/** In WeChat a bound reader is signed in without a tap. Whatever prevents it, the form of the sign-in page is there; only without a network it is not known yet. */
async function silently(): Promise<boolean> {
  if (isH5 || readText(leftKey) !== null) return false;
  const code = await weChatCode();
  if (code === null) return false;
  try {
    keep(await send(sessionRoutes.signInByWeChat, { code, device: deviceName() }, null));
    return true;
  } catch (thrown) {
    if (thrown instanceof Refused && thrown.code === 'offline') throw thrown;
    return false;
  }
}

/** A token to send with a request; null for a visitor. Renews a little before it runs out (by this device's clock, so a wrong clock only costs one 401). */
export async function currentToken(): Promise<string | null> {
  if (access && (Number.isNaN(access.expires) || access.expires - Date.now() > 5000)) return access.token;
  if (session.get() === 'out') return null;
  return (await refresh()) ? accessToken() : null;
}
