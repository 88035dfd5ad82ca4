import { Injectable } from '@nestjs/common';
import { Refusal } from '@branch/shared/refusals';
import { shanghaiDay } from '@branch/shared/time';
import { newToken, sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { AccessToken, RefreshToken, Session } from './account.entity.js';

export type Client = 'h5' | 'weapp';
export interface Tokens { accessToken: string; accessExpiresAt: Date; refreshToken: string; refreshExpiresAt: Date; personId: string }

const minutes = 60_000;
const days = 24 * 60 * minutes;
const accessFor = 15 * minutes;
const refreshFor = 30 * days;
const sessionFor = 90 * days;
const grace = 20_000;

interface Family { id: string; person_id: string; device: string; created_at: Date; ended_at: Date | null; end_reason: string | null; expires_at: Date; used_at: Date | null }

/** Opaque tokens of a device's session (guarantees 5.1): 256 random bits, only their SHA-256 is stored. */
@Injectable()
export class TokenBox {
  constructor(private readonly db: Db) {}

  /** Opens a session for a person who has just proved who they are. `full` false: not by all that is asked of them (WeChat alone, where there is an authenticator), so that what needs a fresh proof stays shut. */
  async open(tx: Tx, personId: string, client: Client, device: string | undefined, full = true): Promise<Tokens> {
    const now = await tx.now();
    const id = newId();
    await tx.insert(Session, { id, personId, client, device: device ?? (client === 'weapp' ? '微信小程序' : '网页'), createdAt: now, lastUsedOn: shanghaiDay(now), provedAt: full ? now : new Date(0), endedAt: null, endReason: null });
    await tx.audit('session.opened', `session:${id}`, { personId, client });
    return this.issue(tx, { id, personId, createdAt: now }, now);
  }

  private async issue(tx: Tx, session: { id: string; personId: string; createdAt: Date }, now: Date): Promise<Tokens> {
    const accessToken = newToken();
    const refreshToken = newToken();
    const end = session.createdAt.getTime() + sessionFor;
    const accessExpiresAt = new Date(Math.min(now.getTime() + accessFor, end));
    const refreshExpiresAt = new Date(Math.min(now.getTime() + refreshFor, end));
    await tx.insert(AccessToken, { hash: sha256(accessToken), sessionId: session.id, expiresAt: accessExpiresAt });
    await tx.insert(RefreshToken, { hash: sha256(refreshToken), sessionId: session.id, expiresAt: refreshExpiresAt, usedAt: null });
    return { accessToken, accessExpiresAt, refreshToken, refreshExpiresAt, personId: session.personId };
  }

  /**
   * Exchanges a refresh token. Within 20 s of its first use it gives a sibling (a parallel tab, an answer lost on the way); after that it is
   * somebody's copy: the whole family ends, and its owner hears of it.
   */
  async refresh(token: string): Promise<Tokens> {
    const outcome = await this.db.asSystem('a refresh token says who is calling', async (tx) => {
      const family = await tx.one<Family>('select s.id, s.person_id, s.device, s.created_at, s.ended_at, s.end_reason, r.expires_at, r.used_at from refresh_token r join session s on s.id = r.session_id where r.hash = $1 for update of s, r', [sha256(token)]);
      if (!family) return 'sign-in.required' as const;
      if (family.ended_at) return family.end_reason === 'reused' ? 'session.reused' as const : 'sign-in.expired' as const;
      const now = await tx.now();
      if (family.used_at && now.getTime() - family.used_at.getTime() > grace) {
        await this.end(tx, [family.id], 'reused');
        await tx.audit('session.reused', `session:${family.id}`, { personId: family.person_id });
        await tx.announce('session.reused', { personId: family.person_id, device: family.device });
        return 'session.reused' as const;
      }
      if (family.expires_at <= now) return 'sign-in.expired' as const;
      await tx.sql('update refresh_token set used_at = coalesce(used_at, app_now()) where hash = $1', [sha256(token)]);
      await tx.sql('delete from access_token where session_id = $1 and expires_at <= app_now()', [family.id]);
      await tx.sql('update session set last_used_on = $2 where id = $1 and last_used_on < $2', [family.id, shanghaiDay(now)]);
      return this.issue(tx, { id: family.id, personId: family.person_id, createdAt: family.created_at }, now);
    });
    if (typeof outcome === 'string') throw new Refusal(outcome);
    return outcome;
  }

  /** Ends sessions at once everywhere: their tokens are gone, open sockets notice within 5 s. Answers how many were still open. */
  async end(tx: Tx, sessionIds: string[], reason: string): Promise<number> {
    const ended = await tx.sql<{ id: string }>('update session set ended_at = app_now(), end_reason = $2 where id = any ($1) and ended_at is null returning id', [sessionIds, reason]);
    await tx.sql('delete from access_token where session_id = any ($1)', [ended.map((row) => row.id)]);
    return ended.length;
  }

  /** Ends every session of a person, or all but one. */
  async endAllOf(tx: Tx, personId: string, reason: string, but: string | null = null): Promise<number> {
    const open = await tx.sql<{ id: string }>('select id from session where person_id = $1 and ended_at is null and id is distinct from $2', [personId, but]);
    return this.end(tx, open.map((row) => row.id), reason);
  }
}

/** Rights changed: open sockets of the person are judged afresh (G12). */
export const rightsChanged = (tx: Tx, personId: string): Promise<unknown> => tx.sql('update person set access_version = access_version + 1 where id = $1', [personId]);
