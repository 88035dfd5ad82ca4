import { Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { Events } from '@branch/shared/events';
import type { accountRoutes } from '@branch/shared/members/account-routes';
import { needsSecondStep, secondStepOf, whyNotEndSecondStep, whyNotPassword, whyNotUnbindWeChat } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Role } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { minute } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { Settings } from '../kit/kit.module.js';
import { BindingCode } from './account.entity.js';
import { addressOf, Attempts } from './attempts.js';
import { plainCode, randomCode } from './codes.js';
import { Passwords } from './passwords.js';
import { TokenBox } from './tokens.js';
import type { Tokens } from './tokens.js';
import { Totp } from './totp.js';
import { WeChat } from './wechat.js';
import type { WeChatIdentified } from './wechat.js';

interface Ways { login: string | null; hasPassword: boolean; weChatSince: Date | null; totpSealed: string | null; pending: string | null; totpSince: Date | null; recoveryLeft: number; secondStepEnds: { at: string; by: string; reason: string } | null; offices: Role[] }
type Change = Events['account.changed']['change'];
const validFor = 10 * minute;
const guessesAnHour = 20;

/**
 * How one signs in: password, WeChat account, authenticator. Changing any of it needs a fresh proof and ends the other sessions (guarantees 5.1),
 * leaves a trace, and tells the owner.
 */
@Injectable()
export class CredentialsService {
  constructor(private readonly db: Db, private readonly attempts: Attempts, private readonly crypto: FieldCrypto, private readonly passwords: Passwords, private readonly totp: Totp, private readonly tokens: TokenBox, private readonly wechat: WeChat, private readonly settings: Settings) {}

  account(me: Me) {
    return this.db.read(async (db) => {
      const { offices, totpSealed, pending: _pending, totpSince, ...ways } = await waysOf(db, me.personId);
      return { ...ways, secondStep: secondStepOf({ on: totpSealed !== null, offices, required: this.settings.config.totpRequired }), secondStepRequired: this.required(offices), secondStepSince: totpSince };
    });
  }

  /** A new secret waits until a code of it was shown; the one in use, if any, stays in use till then. */
  beginSecondStep(me: Me) {
    return this.db.write(async (tx) => {
      const ways = await this.locked(tx, me);
      const enrolled = this.totp.enrol(me.personId, ways.login ?? me.name);
      await tx.sql('update account set totp_pending_sealed = $2 where person_id = $1', [me.personId, enrolled.sealed]);
      const svg = await QRCode.toString(enrolled.otpauth, { type: 'svg', margin: 1 });
      return { secret: this.totp.secretOf(me.personId, enrolled.sealed), otpauth: enrolled.otpauth, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
    });
  }

  confirmSecondStep(input: Input<typeof accountRoutes.confirmSecondStep>, me: Me, ip: string) {
    return this.attempts.tried('second-step', me.personId, addressOf(ip), () => this.db.write(async (tx) => {
      const { pending } = await this.locked(tx, me);
      if (pending === null) throw new Refusal('second-step.not-begun');
      // A new secret has a count of its own.
      await tx.sql('update account set totp_step = 0 where person_id = $1', [me.personId]);
      if (!(await this.totp.use(tx, { personId: me.personId, totpSealed: pending }, input.code))) throw new Refusal('sign-in.code-wrong');
      await tx.sql('update account set totp_sealed = totp_pending_sealed, totp_pending_sealed = null, totp_since = app_now() where person_id = $1', [me.personId]);
      await tx.sql('update session set proved_at = app_now() where id = $1', [me.sessionId]);
      const recoveryCodes = await this.totp.recoveryCodes(tx, me.personId);
      await this.changed(tx, me, 'secondStepOn');
      return { recoveryCodes };
    }));
  }

  endSecondStep(me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const ways = await this.locked(tx, me);
      refuseIf(whyNotEndSecondStep({ on: ways.totpSealed !== null, required: this.required(ways.offices) }));
      await tx.sql('update account set totp_sealed = null, totp_pending_sealed = null, totp_since = null, totp_ends_at = null, totp_ends_by = null, totp_ends_reason = null where person_id = $1', [me.personId]);
      await tx.sql('delete from recovery_code where person_id = $1', [me.personId]);
      await this.changed(tx, me, 'secondStepOff');
      return {};
    });
  }

  renewRecovery(me: Me) {
    return this.db.write(async (tx) => {
      if ((await this.locked(tx, me)).totpSealed === null) throw new Refusal('second-step.off');
      const recoveryCodes = await this.totp.recoveryCodes(tx, me.personId);
      await tx.audit('recovery-codes.renewed', `person:${me.personId}`);
      await tx.announce('account.changed', { personId: me.personId, change: 'recoveryCodes' });
      return { recoveryCodes };
    });
  }

  async setPassword(input: Input<typeof accountRoutes.setPassword>, me: Me): Promise<Record<string, never>> {
    refuseIf(whyNotPassword(input.password, [me.name, input.login]));
    const passwordHash = await this.passwords.hash(input.password);
    const login = input.login.toLowerCase();
    return this.db.write(async (tx) => {
      await this.locked(tx, me);
      // Two who choose the same name at once: the unique index lets one through.
      const taken = await tx.one('select 1 from account where login = $1 and person_id <> $2', [login, me.personId]);
      if (taken) throw new Refusal('login-name.taken');
      await tx.sql('update account set login = $2, password_hash = $3 where person_id = $1', [me.personId, login, passwordHash]).catch((error: unknown) => { throw isDouble(error) ? new Refusal('login-name.taken') : error; });
      await this.changed(tx, me, 'password');
      return {};
    });
  }

  /** Shown on the open web page; an earlier one is void. */
  bindingCode(me: Me): Promise<{ code: string; expiresAt: Date }> {
    return this.db.write(async (tx) => {
      const code = randomCode(8);
      const expiresAt = new Date((await tx.now()).getTime() + validFor);
      await tx.sql('delete from binding_code where person_id = $1', [me.personId]);
      await tx.insert(BindingCode, { hash: this.bindingHash(code), personId: me.personId, sessionId: me.sessionId, expiresAt });
      return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt };
    });
  }

  private bindingHash(code: string): string { return this.crypto.blind(`binding:${plainCode(code)}`); }

  /** In the mini-program: the code says who, WeChat says which account. Guesses are counted by address. */
  async bindByCode(input: Input<typeof accountRoutes.bindByCode>, ip: string): Promise<Tokens> {
    await this.attempts.allow('binding-code', addressOf(ip), guessesAnHour, 3600);
    const who = await this.wechat.code2Session(input.weChatCode);
    return this.db.asSystem('a code on a screen says who is binding', async (tx) => {
      // Exactly one of two racing uses finds it.
      const code = await tx.one<{ person_id: string; session_id: string }>('delete from binding_code b using session s where b.hash = $1 and b.expires_at > app_now() and s.id = b.session_id and s.ended_at is null returning b.person_id, b.session_id', [this.bindingHash(input.code)]);
      if (!code) throw new Refusal('binding-code.not-valid');
      await bind(tx, code.person_id, who);
      await this.told(tx, code.person_id, 'weChat', code.session_id);
      const plain = (await waysOf(tx, code.person_id)).totpSealed === null;
      return this.tokens.open(tx, code.person_id, 'weapp', input.device, plain);
    });
  }

  async bindWeChat(input: Input<typeof accountRoutes.bindWeChat>, me: Me): Promise<Record<string, never>> {
    const who = await this.wechat.code2Session(input.weChatCode);
    return this.db.write(async (tx) => {
      await this.locked(tx, me);
      await bind(tx, me.personId, who);
      await this.changed(tx, me, 'weChat');
      return {};
    });
  }

  unbindWeChat(me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const ways = await this.locked(tx, me);
      refuseIf(whyNotUnbindWeChat({ bound: ways.weChatSince !== null, hasPassword: ways.hasPassword }));
      await tx.sql('delete from wechat_identity where person_id = $1', [me.personId]);
      await this.changed(tx, me, 'weChatOff');
      return {};
    });
  }

  private required(offices: readonly Role[]): boolean { return this.settings.config.totpRequired && offices.some(needsSecondStep); }

  private async locked(tx: Tx, me: Me): Promise<Ways> {
    await tx.found('select 1 from account where person_id = $1 for update', [me.personId]);
    return waysOf(tx, me.personId);
  }

  private changed(tx: Tx, me: Me, change: Change): Promise<void> { return this.told(tx, me.personId, change, me.sessionId); }

  private async told(tx: Tx, personId: string, change: Change, but: string): Promise<void> {
    await this.tokens.endAllOf(tx, personId, 'account-changed', but);
    await tx.audit('account.changed', `person:${personId}`, { change });
    await tx.announce('account.changed', { personId, change });
  }
}

/** Binds a WeChat account in place of an earlier one; another member's is refused. */
async function bind(tx: Tx, personId: string, who: WeChatIdentified): Promise<void> {
  await tx.sql('delete from wechat_identity where person_id = $1', [personId]);
  await tx.sql('insert into wechat_identity (app_id, open_id, person_id, bound_at) values ($1, $2, $3, app_now()) on conflict do nothing', [who.appId, who.openId, personId]);
  const owner = await tx.found<{ person_id: string }>('select person_id from wechat_identity where app_id = $1 and open_id = $2', [who.appId, who.openId]);
  if (owner.person_id !== personId) throw new Refusal('wechat.bound-already');
}

const waysOf = (db: Reading, personId: string): Promise<Ways> => db.found<Ways>(`select a.login, a.password_hash is not null as "hasPassword", (select max(w.bound_at) from wechat_identity w where w.person_id = a.person_id) as "weChatSince",
    a.totp_sealed as "totpSealed", a.totp_pending_sealed as pending, a.totp_since as "totpSince", (select count(*)::int from recovery_code r where r.person_id = a.person_id and r.used_at is null) as "recoveryLeft",
    case when a.totp_ends_at is null then null else jsonb_build_object('at', to_char(a.totp_ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'by', a.totp_ends_by, 'reason', a.totp_ends_reason) end as "secondStepEnds",
    array(select r.role from role_held r, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d where r.person_id = a.person_id and r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today)) as offices
  from account a where a.person_id = $1`, [personId]);

const isDouble = (error: unknown): boolean => (error as { code?: string }).code === '23505';
