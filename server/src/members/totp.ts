import { Injectable } from '@nestjs/common';
import * as OTPAuth from 'otpauth';
import { FieldCrypto } from '../kit/crypto.js';
import type { Tx } from '../kit/db.js';

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

  /** Whether the code is right now (one step early or late is fine) and was not used before; uses it up. */
  async use(tx: Tx, account: { personId: string; totpSealed: string }, code: string): Promise<boolean> {
    const now = (await tx.now()).getTime();
    const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(this.crypto.open(account.totpSealed, place(account.personId))), period: step });
    const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now, window: 1 });
    if (delta === null) return false;
    const used = await tx.sql('update account set totp_step = $2 where person_id = $1 and totp_step < $2 returning person_id', [account.personId, Math.floor(now / 1000 / step) + delta]);
    return used.length === 1;
  }
}
