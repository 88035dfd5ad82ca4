import { Injectable } from '@nestjs/common';
import type { memberRoutes } from '@branch/shared/members/routes';
import { partyOffices, whyNotConfirmFull, whyNotPutOnProbation, whyNotRestore } from '@branch/shared/members/rules';
import { refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus, Role } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { heldHere } from './members.service.js';
import type { Held } from './members.service.js';
import { rightsChanged } from './tokens.js';

/** What the day was before is kept by the database (membership_past_status), whoever changes it. */
async function becomes(tx: Tx, held: Held, status: MembershipStatus, on: string): Promise<void> {
  await tx.sql('update membership set status = $2, status_since = $3 where id = $1', [held.id, status, on]);
  await rightsChanged(tx, held.person_id);
}

/** The steps of a membership (ORG-3): 转正, 留党察看 and its end with the rights restored. Each is recorded once it is in force; rights follow with the next request, and what was decided before stays. */
@Injectable()
export class MembershipStatusService {
  constructor(private readonly db: Db) {}

  confirmFull(input: Input<typeof memberRoutes.confirmFull>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const held = await heldHere(tx, input);
      refuseIf(whyNotConfirmFull(held, input.on, shanghaiDay(await tx.now())));
      await becomes(tx, held, 'full', input.on);
      await tx.audit('membership.confirmed-full', `membership:${held.id}`, { personId: held.person_id, on: input.on, basis: input.basis });
      await tx.announce('membership.confirmedFull', { membershipId: held.id, personId: held.person_id, unitId: held.unit_id, on: input.on });
      return {};
    });
  }

  /** Every office within the Party ends, wherever it is held; a volunteer's task stays. */
  putOnProbation(input: Input<typeof memberRoutes.putOnProbation>): Promise<Record<string, never>> {
    return this.db.asSystem('offices within the Party end in every unit', async (tx) => {
      const held = await heldHere(tx, input);
      const today = shanghaiDay(await tx.now());
      refuseIf(whyNotPutOnProbation(held, input.on, today));
      await becomes(tx, held, 'onProbation', input.on);
      const ended = await tx.sql<{ unitId: string; role: Role }>('update role_held set ends_on = greatest(starts_on, $2::date) where person_id = $1 and role = any ($3) and (ends_on is null or ends_on > $2::date) returning unit_id as "unitId", role', [held.person_id, today, partyOffices]);
      await tx.audit('membership.put-on-probation', `membership:${held.id}`, { personId: held.person_id, on: input.on, basis: input.basis });
      await tx.announce('membership.putOnProbation', { membershipId: held.id, personId: held.person_id, unitId: held.unit_id, on: input.on });
      for (const office of ended) await tx.announce('role.ended', { personId: held.person_id, ...office });
      return {};
    });
  }

  restore(input: Input<typeof memberRoutes.restoreRights>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const held = await heldHere(tx, input);
      refuseIf(whyNotRestore(held, input.on, shanghaiDay(await tx.now())));
      await becomes(tx, held, 'full', input.on);
      await tx.audit('membership.rights-restored', `membership:${held.id}`, { personId: held.person_id, on: input.on, basis: input.basis });
      await tx.announce('membership.rightsRestored', { membershipId: held.id, personId: held.person_id, unitId: held.unit_id, on: input.on });
      return {};
    });
  }
}
