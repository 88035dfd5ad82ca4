import { Injectable } from '@nestjs/common';
import { signInWait } from '@branch/shared/members/rules';
import { Refusal } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';

const failuresPerAddress = 30;
const anHour = 3600;
/** Refusals that say a guess was wrong; any other end of a try was no guess. */
const wrongGuess: readonly RefusalCode[] = ['sign-in.failed', 'sign-in.code-wrong', 'invitation.not-valid', 'roster.no-match'];

/**
 * Limits on guessing (guarantees 5.1), kept in PostgreSQL so that they hold over processes and restarts. A try is counted before it is judged:
 * a hundred at once are a hundred tries. Nobody is locked out: one account waits at most a minute, so nobody can lock out another.
 */
@Injectable()
export class Attempts {
  constructor(private readonly db: Db, private readonly crypto: FieldCrypto) {}

  /**
   * Lets `who` (an account name, a phone) try from an address, unless the waiting time lasts; success ends the row of failures. An address counts only
   * what went wrong, afterwards: a whole office may sign in at once when a meeting begins. Only keyed hashes are stored.
   */
  async tried<T>(what: string, who: string, address: string, work: () => Promise<T>): Promise<T> {
    const key = `${what}:${this.crypto.blind(who.toLowerCase())}`;
    await this.db.asSystem('limits stand before anybody is known', async (tx) => {
      const own = await this.row(tx, key);
      const wait = Math.ceil(signInWait(own.count) - own.age);
      if (own.count > 0 && wait > 0) throw new Refusal('sign-in.wait', { retryAfter: wait });
      const shared = await this.windowKey(tx, 'ip', address, anHour);
      const failures = await tx.one<{ count: number }>('select count from sign_in_failure where key = $1', [shared.key]);
      if ((failures?.count ?? 0) >= failuresPerAddress) throw new Refusal('sign-in.wait', { retryAfter: shared.left });
      await this.add(tx, key, 1);
    });
    try {
      const answer = await work();
      await this.db.asSystem('failures in a row end with a success', (tx) => tx.sql('delete from sign_in_failure where key = $1', [key]));
      return answer;
    } catch (error) {
      await this.db.asSystem('a wrong guess counts for its address, too', async (tx) => {
        if (!(error instanceof Refusal) || !wrongGuess.includes(error.code)) { await this.add(tx, key, -1); return; }
        const shared = await this.windowKey(tx, 'ip', address, anHour);
        await this.row(tx, shared.key);
        await this.add(tx, shared.key, 1);
      });
      throw error;
    }
  }

  /** At most `max` of something in a window of `seconds`, by a phone or an address; refuses with too-many-requests. */
  allow(what: string, who: string, max: number, seconds: number): Promise<void> {
    return this.db.asSystem('limits stand before anybody is known', async (tx) => {
      const at = await this.windowKey(tx, what, who, seconds);
      if ((await this.row(tx, at.key)).count >= max) throw new Refusal('too-many-requests', { retryAfter: at.left });
      await this.add(tx, at.key, 1);
    });
  }

  private async windowKey(tx: Tx, what: string, who: string, seconds: number): Promise<{ key: string; left: number }> {
    const second = Math.floor((await tx.now()).getTime() / 1000);
    return { key: `${what}:${this.crypto.blind(who.toLowerCase())}:${seconds}:${Math.floor(second / seconds)}`, left: seconds - (second % seconds) };
  }

  /** The row, made if need be, under lock; `age` in seconds since the last try. One statement: a success may delete the row between two. */
  private row(tx: Tx, key: string): Promise<{ count: number; age: number }> {
    return tx.found(`insert into sign_in_failure as f (key, count, last_at) values ($1, 0, app_now())
      on conflict (key) do update set count = f.count returning count, extract(epoch from app_now() - last_at)::float8 as age`, [key]);
  }

  private async add(tx: Tx, key: string, n: number): Promise<void> {
    await tx.sql(`update sign_in_failure set count = greatest(count + $2, 0)${n > 0 ? ', last_at = app_now()' : ''} where key = $1`, [key, n]);
  }
}

/** What an address counts as: an IPv6 household is one /64. */
export const addressOf = (ip: string): string => (ip.includes(':') && !ip.startsWith('::ffff:') ? ip.split(':').slice(0, 4).join(':') : ip.replace('::ffff:', ''));
