import { Injectable } from '@nestjs/common';
import type { sessionRoutes } from '@branch/shared/members/routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { addressOf, Attempts } from './attempts.js';
import { Passwords } from './passwords.js';
import { TokenBox } from './tokens.js';
import type { Tokens } from './tokens.js';
import { Totp } from './totp.js';
import { WeChat } from './wechat.js';

interface Known { personId: string; passwordHash: string | null; totpSealed: string | null }

/** Signing in and out, and the devices I am signed in on. */
@Injectable()
export class SessionsService {
  constructor(private readonly db: Db, private readonly attempts: Attempts, private readonly passwords: Passwords, private readonly totp: Totp, private readonly tokens: TokenBox, private readonly wechat: WeChat) {}

  /** By account and password, and a TOTP code where the person has one. An unknown account gets the answer, and costs the time, of a wrong password. */
  async signIn(input: Input<typeof sessionRoutes.signIn>, ip: string): Promise<Tokens> {
    const personId = await this.attempts.tried('sign-in', input.login, addressOf(ip), () => this.prove('login = lower($1)', input.login, input));
    return this.db.asSystem('a session begins', (tx) => this.tokens.open(tx, personId, input.client, input.device));
  }

  /** The same proof again on a device that is signed in, by password or by the WeChat account bound to me: opens step-up for five minutes. */
  async proveAgain(input: Input<typeof sessionRoutes.prove>, me: Me, ip: string): Promise<Record<string, never>> {
    await this.attempts.tried('proof', me.personId, addressOf(ip), () => (input.weChatCode ? this.proveByWeChat(me.personId, { ...input, weChatCode: input.weChatCode }) : this.prove('person_id = $1', me.personId, { ...input, password: input.password ?? '' })));
    await this.db.write((tx) => tx.sql('update session set proved_at = app_now() where id = $1', [me.sessionId]));
    return {};
  }

  private async prove(which: 'login = lower($1)' | 'person_id = $1', who: string, given: { password: string; code?: string | undefined }): Promise<string> {
    const account = await this.db.asSystem('proving who one is', (tx) => tx.one<Known>(`select person_id as "personId", password_hash as "passwordHash", totp_sealed as "totpSealed" from account where ${which}`, [who]));
    if (!(await this.passwords.verify(account?.passwordHash ?? null, given.password)) || !account) throw new Refusal('sign-in.failed');
    return this.secondStep(account, given.code);
  }

  /** The phone in the hand stands for the password; the code is asked for all the same. */
  private async proveByWeChat(personId: string, given: { weChatCode: string; code?: string | undefined }): Promise<string> {
    const who = await this.wechat.code2Session(given.weChatCode);
    const account = await this.db.asSystem('proving who one is', (tx) => tx.one<Known>('select a.person_id as "personId", a.password_hash as "passwordHash", a.totp_sealed as "totpSealed" from account a join wechat_identity w on w.person_id = a.person_id where a.person_id = $1 and w.app_id = $2 and w.open_id = $3', [personId, who.appId, who.openId]));
    if (!account) throw new Refusal('sign-in.failed');
    return this.secondStep(account, given.code);
  }

  private async secondStep({ personId, totpSealed }: Known, code: string | undefined): Promise<string> {
    if (!totpSealed) return personId;
    if (!code) throw new Refusal('sign-in.code-needed');
    if (!(await this.db.asSystem('a code is used up', (tx) => this.totp.accepts(tx, { personId, totpSealed }, code)))) throw new Refusal('sign-in.code-wrong');
    return personId;
  }

  /** By the code of wx.login: only a WeChat account bound by an invitation opens a session; an openid alone grants nothing. */
  async signInByWeChat(input: Input<typeof sessionRoutes.signInByWeChat>, ip: string): Promise<Tokens> {
    await this.attempts.allow('wechat', addressOf(ip), 2000, 3600);
    const who = await this.wechat.code2Session(input.code);
    return this.db.asSystem('signing in by WeChat', async (tx) => {
      const bound = await tx.one<{ person_id: string; plain: boolean }>('select w.person_id, not exists (select 1 from account a where a.person_id = w.person_id and a.totp_sealed is not null) as plain from wechat_identity w where w.app_id = $1 and w.open_id = $2', [who.appId, who.openId]);
      if (!bound) throw new Refusal('sign-in.not-bound');
      return this.tokens.open(tx, bound.person_id, 'weapp', input.device, bound.plain);
    });
  }

  signOut(me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => { await this.tokens.end(tx, [me.sessionId], 'signed-out'); return {}; });
  }

  devices(me: Me) {
    return this.db.read(async (db) => {
      const rows = await db.sql<{ id: string; device: string; client: string; createdAt: Date; lastUsedOn: string }>(`select id, device, client, created_at as "createdAt", last_used_on::text as "lastUsedOn" from session
        where person_id = $1 and ended_at is null and created_at > app_now() - interval '90 days' order by last_used_on desc, created_at desc limit 200`, [me.personId]);
      return { items: rows.map((row) => ({ ...row, current: row.id === me.sessionId })) };
    });
  }

  revokeDevice(input: Input<typeof sessionRoutes.revokeDevice>, me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await tx.found('select id from session where id = $1 and person_id = $2 for update', [input.sessionId, me.personId]);
      await this.tokens.end(tx, [input.sessionId], 'revoked');
      await tx.audit('session.revoked', `session:${input.sessionId}`);
      return {};
    });
  }

  revokeOthers(me: Me): Promise<{ ended: number }> {
    return this.db.write(async (tx) => {
      const ended = await this.tokens.endAllOf(tx, me.personId, 'revoked', me.sessionId);
      await tx.audit('session.revoked-others', `person:${me.personId}`, { ended });
      return { ended };
    });
  }
}
