import { Injectable } from '@nestjs/common';
import { signInWait } from '@branch/shared/members/rules';
import { Refusal } from '@branch/shared/refusals';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';

/** A try that was counted; `succeeded` forgives the row of failures, `takeBack` uncounts this one (it was no guess). */
export interface Attempt { succeeded(): Promise<void>; takeBack(): Promise<void> }

const failuresPerAddress = 30;
const anHour = 3600;

/**
 * Limits on guessing (guarantees 5.1), kept in PostgreSQL so that they hold over processes and restarts. A try is counted before it is judged:
 * a hundred at once are a hundred tries. Nobody is locked out: one account waits at most a minute, so nobody can lock out another.
 */
@Injectable()
export class Attempts {
  constructor(private readonly db: Db, private readonly crypto: FieldCrypto) {}

  /** Counts a try by `who` (an account name, a phone) from an address; refuses while the waiting time lasts. Only keyed hashes are stored. */
  begin(what: string, who: string, address: string): Promise<Attempt> {
    const key = `${what}:${this.crypto.blind(who.toLowerCase())}`;
    return this.db.asSystem('limits stand before anybody is known', async (tx) => {
      const own = await this.row(tx, key);
      const wait = Math.ceil(signInWait(own.count) - own.age);
      if (own.count > 0 && wait > 0) throw new Refusal('sign-in.wait', { retryAfter: wait });
      const shared = await this.windowKey(tx, 'ip', address, anHour);
      await this.countIn(tx, shared.key, failuresPerAddress, shared.left, 'sign-in.wait');
      await this.add(tx, key, 1);
      const forAddress = (n: number) => this.db.asSystem('a try is uncounted', async (then) => { await this.add(then, shared.key, n); });
      return {
        succeeded: async () => { await this.db.asSystem('failures in a row end with a success', (then) => then.sql('delete from sign_in_failure where key = $1', [key])); await forAddress(-1); },
        takeBack: async () => { await this.db.asSystem('a try that was no guess', (then) => this.add(then, key, -1)); await forAddress(-1); },
      };
    });
  }

  /** At most `max` of something in a window of `seconds`, by a phone or an address; refuses with too-many-requests. */
  allow(what: string, who: string, max: number, seconds: number): Promise<void> {
    return this.db.asSystem('limits stand before anybody is known', async (tx) => {
      const at = await this.windowKey(tx, what, who, seconds);
      await this.countIn(tx, at.key, max, at.left, 'too-many-requests');
    });
  }

  private async windowKey(tx: Tx, what: string, who: string, seconds: number): Promise<{ key: string; left: number }> {
    const second = Math.floor((await tx.now()).getTime() / 1000);
    return { key: `${what}:${this.crypto.blind(who.toLowerCase())}:${seconds}:${Math.floor(second / seconds)}`, left: seconds - (second % seconds) };
  }

  private async countIn(tx: Tx, key: string, max: number, left: number, code: 'sign-in.wait' | 'too-many-requests'): Promise<void> {
    if ((await this.row(tx, key)).count >= max) throw new Refusal(code, { retryAfter: left });
    await this.add(tx, key, 1);
  }

  /** The row, made if need be, under lock; `age` in seconds since the last try. */
  private async row(tx: Tx, key: string): Promise<{ count: number; age: number }> {
    await tx.sql('insert into sign_in_failure (key, count, last_at) values ($1, 0, app_now()) on conflict do nothing', [key]);
    return tx.found('select count, extract(epoch from app_now() - last_at)::float8 as age from sign_in_failure where key = $1 for update', [key]);
  }

  private async add(tx: Tx, key: string, n: number): Promise<void> {
    await tx.sql(`update sign_in_failure set count = greatest(count + $2, 0)${n > 0 ? ', last_at = app_now()' : ''} where key = $1`, [key, n]);
  }
}

/** What an address counts as: an IPv6 household is one /64. */
export const addressOf = (ip: string): string => (ip.includes(':') && !ip.startsWith('::ffff:') ? ip.split(':').slice(0, 4).join(':') : ip.replace('::ffff:', ''));
