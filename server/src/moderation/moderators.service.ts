import { Injectable } from '@nestjs/common';
import { whyNotAppoint } from '@branch/shared/members/rules';
import type { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Role, UnitKind } from '@branch/shared/roles';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { rightsChanged } from '../members/tokens.js';
import { RoleHeld } from '../members/unit.entity.js';

type Shown = Result<typeof moderationSettingRoutes.appointModerator>;
const select = `select r.id as "roleId", jsonb_build_object('id', p.id, 'name', p.name) as person, jsonb_build_object('id', c.id, 'name', c.name) as column, r.starts_on::text as "from" from role_held r join person p on p.id = r.person_id join site_column c on c.id = r.column_id
  where r.role = 'moderator' and r.unit_id = $1 and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))`;

/** Who looks after a column (版主): an office with a column for its scope, given like any other (ORG-6). */
@Injectable()
export class Moderators {
  constructor(private readonly db: Db) {}

  moderators(input: { unitId: string }) { return this.db.read(async (db) => ({ items: await db.sql<Shown>(`${select} order by c.position, p.name, r.id limit 200`, [input.unitId]) })); }

  appoint(input: Input<typeof moderationSettingRoutes.appointModerator>, me: Me): Promise<Shown> {
    return this.db.write(async (tx) => {
      const unit = await tx.found<{ kind: UnitKind; path: string[] }>('select kind, path from unit where id = $1', [input.unitId]);
      await tx.found('select 1 from site_column where id = $1 and unit_id = $2 for share', [input.columnId, input.unitId]);
      // A member of this unit or of one beneath it; anybody else is «not found», exactly like nobody. The row serialises two appointments at once.
      await tx.found('select 1 from person p where p.id = $1 and exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and $2 = any (u.path) and m.ends_on is null) for no key update of p', [input.personId, input.unitId]);
      const roles = (await tx.sql<{ role: Role }>('select role from role_held where person_id = $1 and (ends_on is null or ends_on > shanghai_day(app_now()))', [input.personId])).map((held) => held.role);
      refuseIf(whyNotAppoint(me, 'moderator', { unitId: input.unitId, ...unit }, { id: input.personId, roles }));
      if (await tx.one('select 1 from role_held where person_id = $1 and column_id = $2 and (ends_on is null or ends_on > shanghai_day(app_now()))', [input.personId, input.columnId])) throw new Refusal('moderator.held-already');
      const id = newId();
      await tx.insert(RoleHeld, { id, personId: input.personId, role: 'moderator', unitId: input.unitId, columnId: input.columnId, startsOn: shanghaiDay(await tx.now()), endsOn: null, grantedBy: me.personId, basis: input.basis });
      await rightsChanged(tx, input.personId);
      await tx.audit('role.appointed', `role:${id}`, { unitId: input.unitId, personId: input.personId, role: 'moderator', columnId: input.columnId, basis: input.basis });
      await tx.announce('role.appointed', { personId: input.personId, unitId: input.unitId, role: 'moderator' });
      return tx.found<Shown>(`${select} and r.id = $2`, [input.unitId, id]);
    });
  }

  end(input: Input<typeof moderationSettingRoutes.endModerator>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const held = await tx.found<{ person_id: string }>('update role_held set ends_on = greatest(starts_on, shanghai_day(app_now())) where id = $1 and unit_id = $2 and role = \'moderator\' and column_id is not null and (ends_on is null or ends_on > shanghai_day(app_now())) returning person_id', [input.roleId, input.unitId]);
      await rightsChanged(tx, held.person_id);
      await tx.audit('role.ended', `role:${input.roleId}`, { unitId: input.unitId, personId: held.person_id, role: 'moderator', reason: input.reason });
      await tx.announce('role.ended', { personId: held.person_id, unitId: input.unitId, role: 'moderator' });
      return {};
    });
  }
}
