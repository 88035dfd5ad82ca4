import { Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { sessionRoutes } from '@branch/shared/members/routes';
import { whyNotPassword } from '@branch/shared/members/rules';
import { paths } from '@branch/shared/paths';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { minute, shanghaiDay } from '@branch/shared/time';
import { newToken, sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Settings } from '../kit/kit.module.js';
import { Account } from './account.entity.js';
import { addressOf, Attempts } from './attempts.js';
import { Passwords } from './passwords.js';
import { Person } from './person.entity.js';
import { Totp } from './totp.js';
import { RoleHeld } from './unit.entity.js';

const key = 'bootstrap';
const validFor = 30 * minute;

/** The first operator. There is no default account: a one-time link, printed at a production start without an operator, makes one (guarantees 5.6). */
@Injectable()
export class BootstrapService {
  constructor(private readonly db: Db, private readonly attempts: Attempts, private readonly passwords: Passwords, private readonly totp: Totp, private readonly settings: Settings) {}

  /** A fresh link if there is no operator yet, else null; an earlier link ends with it. Only its hash is stored. */
  link(): Promise<string | null> {
    return this.db.asSystem('the start of a fresh installation', async (tx) => {
      if (await tx.one('select 1 from role_held where role = \'operator\'')) return null;
      const token = newToken();
      const value = { hash: sha256(token), until: new Date((await tx.now()).getTime() + validFor).toISOString() };
      await tx.sql('insert into instance (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value', [key, JSON.stringify(value)]);
      return `${this.settings.config.publicUrl.replace(/\/$/, '')}${paths.bootstrap()}?token=${token}`;
    });
  }

  /** Creates the operator with a TOTP; the answer is the only time its secret is shown. A used, wrong or late link is «not found». */
  async createOperator(input: Input<typeof sessionRoutes.bootstrap>, ip: string): Promise<{ otpauth: string; qr: string }> {
    await this.attempts.allow('bootstrap', addressOf(ip), 20, 3600);
    refuseIf(whyNotPassword(input.password, [input.name, input.login]));
    const passwordHash = await this.passwords.hash(input.password);
    const login = input.login.toLowerCase();
    const otpauth = await this.db.asSystem('the first operator is nobody yet', async (tx) => {
      const link = await tx.one<{ value: { hash: string; until: string } }>('select value from instance where key = $1 for update', [key]);
      const now = await tx.now();
      if (!link || link.value.hash !== sha256(input.token) || new Date(link.value.until) <= now || await tx.one('select 1 from role_held where role = \'operator\'')) throw new Refusal('bootstrap.used');
      if (await tx.one('select 1 from account where login = $1', [login])) throw new Refusal('login-name.taken');
      const personId = newId();
      const enrolled = this.totp.enrol(personId, login);
      await tx.insert(Person, { id: personId, name: input.name, birthYear: null, education: null, currentUnitId: null, accessVersion: 0, createdAt: now });
      await tx.insert(Account, { personId, login, passwordHash, totpSealed: enrolled.sealed, totpStep: '0', activatedAt: now });
      await tx.insert(RoleHeld, { id: newId(), personId, role: 'operator', unitId: null, columnId: null, startsOn: shanghaiDay(now), endsOn: null, grantedBy: null, basis: '首次启动的一次性链接' });
      await tx.sql('delete from instance where key = $1', [key]);
      await tx.audit('operator.created', `person:${personId}`);
      return enrolled.otpauth;
    });
    return { otpauth, qr: await QRCode.toDataURL(otpauth, { margin: 1, width: 240 }) };
  }
}
