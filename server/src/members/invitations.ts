import { Injectable } from '@nestjs/common';
import { oneDay } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { plainCode, randomCode } from './codes.js';
import { Invitation } from './person.entity.js';

const validFor = 7 * oneDay;

export interface Issued { id: string; personId: string; code: string; expiresAt: Date }

/** One-time codes: 10 characters, 7 days, single use; only a keyed hash is stored, so a copy of the database opens no account. */
@Injectable()
export class Invitations {
  constructor(private readonly crypto: FieldCrypto) {}

  hashOf(code: string): string { return this.crypto.blind(`invitation:${plainCode(code)}`); }

  /** Issues a code to each person; an earlier unused one of theirs is void from now on. In a system transaction, for superiors invite people outside their private scope. */
  async issue(tx: Tx, personIds: string[], unitId: string, issuedBy: string | null): Promise<Issued[]> {
    const expiresAt = new Date((await tx.now()).getTime() + validFor);
    const issued = personIds.map((personId) => ({ id: newId(), personId, code: randomCode(10), expiresAt }));
    await tx.sql('delete from invitation where person_id = any ($1) and used_at is null', [personIds]);
    await tx.insert(Invitation, issued.map((one) => ({ id: one.id, codeHash: this.hashOf(one.code), unitId, personId: one.personId, issuedBy, expiresAt, usedAt: null })));
    await tx.audit('invitation.issued', `unit:${unitId}`, { unitId, personIds });
    return issued;
  }
}
