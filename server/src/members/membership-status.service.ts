import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@branch/shared/audit';
import type { memberRoutes } from '@branch/shared/members/routes';
import { partyOffices, whyNotConfirmFull, whyNotPutOnProbation, whyNotRestore } from '@branch/shared/members/rules';
import { refuseIf } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import type { MembershipStatus, Role } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { heldHere } from './members.service.js';
import type { Held } from './members.service.js';
import { rightsChanged } from './tokens.js';

/** The steps of a membership (ORG-3): 转正, 留党察看 and its end with the rights restored. Each is recorded once it is in force; rights follow with the next request, and what was decided before stays. */
@Injectable()
export class MembershipStatusService {
  constructor(private readonly db: Db) {}

  confirmFull(input: Input<typeof memberRoutes.confirmFull>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await this.step(tx, input, whyNotConfirmFull, { becomes: 'full', audited: 'membership.confirmed-full', announced: 'membership.confirmedFull' });
      return {};
    });
  }

  /** Every office within the Party ends, wherever it is held; a volunteer's task stays. */
  putOnProbation(input: Input<typeof memberRoutes.putOnProbation>): Promise<Record<string, never>> {
    return this.db.asSystem('offices within the Party end in every unit', async (tx) => {
      const { person_id: personId } = await this.step(tx, input, whyNotPutOnProbation, { becomes: 'onProbation', audited: 'membership.put-on-probation', announced: 'membership.putOnProbation' });
      const ended = await tx.sql<{ unitId: string; role: Role }>('update role_held set ends_on = greatest(starts_on, $2::date) where person_id = $1 and role = any ($3) and (ends_on is null or ends_on > $2::date) returning unit_id as "unitId", role', [personId, shanghaiDay(await tx.now()), partyOffices]);
      for (const office of ended) await tx.announce('role.ended', { personId, ...office });
      return {};
    });
  }

  restore(input: Input<typeof memberRoutes.restoreRights>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await this.step(tx, input, whyNotRestore, { becomes: 'full', audited: 'membership.rights-restored', announced: 'membership.rightsRestored' });
      return {};
    });
  }

  /** Lock, rule, save, announce. What the status was before is kept by the database (membership_past_status), whoever changes it. */
  private async step(tx: Tx, { on, basis, ...where }: Input<typeof memberRoutes.confirmFull>, whyNot: (held: Held, on: string, today: string) => RefusalCode | null,
    { becomes, audited, announced }: { becomes: MembershipStatus; audited: AuditAction; announced: 'membership.confirmedFull' | 'membership.putOnProbation' | 'membership.rightsRestored' }): Promise<Held> {
    const held = await heldHere(tx, where);
    refuseIf(whyNot(held, on, shanghaiDay(await tx.now())));
    await tx.sql('update membership set status = $2, status_since = $3 where id = $1', [held.id, becomes, on]);
    await rightsChanged(tx, held.person_id);
    await tx.audit(audited, `membership:${held.id}`, { personId: held.person_id, on, basis });
    await tx.announce(announced, { membershipId: held.id, personId: held.person_id, unitId: held.unit_id, on });
    return held;
  }
}
