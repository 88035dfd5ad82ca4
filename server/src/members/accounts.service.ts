import { Injectable } from '@nestjs/common';
import type { sessionRoutes } from '@branch/shared/members/routes';
import { whyNotPassword } from '@branch/shared/members/rules';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { Account, WeChatIdentity } from './account.entity.js';
import { addressOf, Attempts } from './attempts.js';
import { Invitations } from './invitations.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { rightsChanged, TokenBox } from './tokens.js';
import type { Tokens } from './tokens.js';
import { WeChat } from './wechat.js';
import type { WeChatIdentified } from './wechat.js';

type Activation = Input<typeof sessionRoutes.activate>;
interface Invited { id: string; person_id: string; unit_id: string; unit_name: string; name: string; used: boolean; expired: boolean; phone_blind: string | null; activated: boolean; meant_to_rebind: boolean }
export const consentVersion = '2026-01';

/** Activating an account (ORG-5): the roster knows name and phone, the code is the second proof. A code issued after activation re-binds (a lost phone, a new WeChat). */
@Injectable()
export class AccountsService {
  constructor(private readonly db: Db, private readonly attempts: Attempts, private readonly people: People, private readonly invitations: Invitations, private readonly passwords: Passwords, private readonly tokens: TokenBox, private readonly wechat: WeChat) {}

  async activate(input: Activation, ip: string): Promise<Tokens> {
    if (!input.wechatCode && !(input.login && input.password !== undefined)) throw new Refusal('account.nothing-to-sign-in-with');
    return this.attempts.tried('activate', input.phone, addressOf(ip), () => this.comeToLife(input));
  }

  private async comeToLife(input: Activation): Promise<Tokens> {
    // The roster match comes first: whoever lacks a code learns nothing of passwords taken or WeChat accounts bound.
    const known = await this.db.asSystem('a code says who is invited', (tx) => this.invited(tx, input));
    if (input.password !== undefined) refuseIf(whyNotPassword(input.password, [input.name, input.login ?? '', known.unit_name]));
    const passwordHash = input.login && input.password !== undefined ? await this.passwords.hash(input.password) : null;
    const wechat = input.wechatCode ? await this.wechat.code2Session(input.wechatCode) : null;
    return this.db.asSystem('an account comes to life before anybody is signed in', async (tx) => {
      const invited = await this.invited(tx, input);
      // Exactly one of two racing uses finds it unused.
      const mine = await tx.sql('update invitation set used_at = app_now() where id = $1 and used_at is null returning id', [invited.id]);
      if (mine.length === 0) throw new Refusal('invitation.not-valid');
      if (invited.activated && !invited.meant_to_rebind) throw new Refusal('account.active-already');
      await this.save(tx, invited, input.login?.toLowerCase() ?? null, passwordHash, wechat);
      await this.consent(tx, invited.person_id, input.consents);
      await tx.audit(invited.activated ? 'account.rebound' : 'account.activated', `person:${invited.person_id}`, { unitId: invited.unit_id });
      await tx.announce('account.activated', { personId: invited.person_id, unitId: invited.unit_id });
      return this.tokens.open(tx, invited.person_id, input.client, input.device);
    });
  }

  /** Who a code is for, if it is valid and the roster agrees; under lock. */
  private async invited(tx: Tx, input: Activation): Promise<Invited> {
    const found = await tx.one<Invited>(`select i.id, i.person_id, i.unit_id, u.name as unit_name, p.name, i.used_at is not null as used, i.expires_at <= app_now() as expired, c.phone_blind,
        a.person_id is not null as activated, coalesce(i.expires_at - interval '7 days' > a.activated_at, false) as meant_to_rebind
      from invitation i join person p on p.id = i.person_id join unit u on u.id = i.unit_id left join contact c on c.person_id = p.id left join account a on a.person_id = p.id
      where i.code_hash = $1 for update of i`, [this.invitations.hashOf(input.invitation)]);
    if (!found || found.used || found.expired) throw new Refusal('invitation.not-valid');
    if (found.name !== input.name.replace(/\s/g, '') && found.name !== input.name || found.phone_blind !== this.people.blind(input.phone.replace(/[\s-]/g, ''))) throw new Refusal('roster.no-match');
    return found;
  }

  private async save(tx: Tx, invited: Invited, login: string | null, passwordHash: string | null, wechat: WeChatIdentified | null): Promise<void> {
    const personId = invited.person_id;
    if (login !== null && await tx.one('select 1 from account where login = $1 and person_id <> $2', [login, personId])) throw new Refusal('login-name.taken');
    if (invited.activated) {
      // Whoever held the old phone is out at once; a TOTP stays asked for.
      await this.tokens.endAllOf(tx, personId, 'rebound');
      if (passwordHash) await tx.update(Account, { personId }, { login, passwordHash });
      await rightsChanged(tx, personId);
    } else {
      await tx.insert(Account, { personId, login: passwordHash ? login : null, passwordHash, totpSealed: null, totpStep: '0', activatedAt: await tx.now() });
    }
    if (!wechat) return;
    const bound = await tx.one<{ person_id: string }>('select person_id from wechat_identity where app_id = $1 and open_id = $2', [wechat.appId, wechat.openId]);
    if (bound && bound.person_id !== personId) throw new Refusal('wechat.bound-already');
    await tx.sql('delete from wechat_identity where person_id = $1', [personId]);
    await tx.insert(WeChatIdentity, { appId: wechat.appId, openId: wechat.openId, personId, boundAt: await tx.now() });
  }

  /** Each consent stands alone: what was not ticked is recorded as not given, and nothing depends on it. */
  private async consent(tx: Tx, personId: string, given: readonly string[]): Promise<void> {
    for (const purpose of ['directoryPhone', 'photo']) {
      await tx.sql(`insert into consent (person_id, purpose, version, given_at, withdrawn_at) values ($1, $2, $3, case when $4 then app_now() end, null)
        on conflict (person_id, purpose) do nothing`, [personId, purpose, consentVersion, given.includes(purpose)]);
    }
  }
}
