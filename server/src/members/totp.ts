import { Injectable } from '@nestjs/common';
import * as OTPAuth from 'otpauth';
import { FieldCrypto } from '../kit/crypto.js';
import type { Tx } from '../kit/db.js';
import { RecoveryCode } from './account.entity.js';
import { plainCode, randomCode } from './codes.js';

const step = 30;
const place = (personId: string) => `account:totp:${personId}`;

/** One-time codes by an authenticator app (RFC 6238: six digits, 30 s). The secret is sealed, and a code works once. */
@Injectable()
export class Totp {
  constructor(private readonly crypto: FieldCrypto) {}

  /** A new secret: sealed for the row, and as the address an authenticator app reads. */
  enrol(personId: string, login: string): { sealed: string; otpauth: string } {
    const secret = new OTPAuth.Secret({ size: 20 });
    return { sealed: this.crypto.seal(secret.base32, place(personId)), otpauth: new OTPAuth.TOTP({ issuer: '在线支部', label: login, secret, period: step }).toString() };
  }

  /** The secret of a sealed enrolment in letters, to be typed where a QR code cannot be scanned. */
  secretOf(personId: string, sealed: string): string { return this.crypto.open(sealed, place(personId)); }

  /** Eight codes for whoever loses the authenticator, each good once; only keyed hashes are kept, and earlier ones are void. */
  async recoveryCodes(tx: Tx, personId: string): Promise<string[]> {
    const codes = Array.from({ length: 8 }, () => `${randomCode(5)}-${randomCode(5)}`);
    await tx.sql('delete from recovery_code where person_id = $1', [personId]);
    await tx.insert(RecoveryCode, codes.map((code) => ({ hash: this.recoveryHash(personId, code), personId, usedAt: null })));
    return codes;
  }

  private recoveryHash(personId: string, code: string): string { return this.crypto.blind(`recovery:${personId}:${plainCode(code)}`); }

  /** A code of the authenticator or, from whoever has lost it, a recovery code; either works once. */
  async accepts(tx: Tx, account: { personId: string; totpSealed: string }, code: string): Promise<boolean> {
    if (plainCode(code).length !== 10) return this.use(tx, account, code);
    const used = await tx.sql('update recovery_code set used_at = app_now() where hash = $1 and person_id = $2 and used_at is null returning hash', [this.recoveryHash(account.personId, code), account.personId]);
    if (used.length === 0) return false;
    await tx.audit('recovery-code.used', `person:${account.personId}`);
    await tx.announce('account.changed', { personId: account.personId, change: 'recoveryCodeUsed' });
    return true;
  }

  /** Whether the code is right now (one step early or late is fine) and was not used before; uses it up. Whoever shows one has it: a word of a superior that it is lost is off. */
  async use(tx: Tx, account: { personId: string; totpSealed: string }, code: string): Promise<boolean> {
    const now = (await tx.now()).getTime();
    const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(this.crypto.open(account.totpSealed, place(account.personId))), period: step });
    const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now, window: 1 });
    if (delta === null) return false;
    const used = await tx.sql('update account set totp_step = $2, totp_ends_at = null, totp_ends_by = null, totp_ends_reason = null where person_id = $1 and totp_step < $2 returning person_id', [account.personId, Math.floor(now / 1000 / step) + delta]);
    return used.length === 1;
  }
}
