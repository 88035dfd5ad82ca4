import { Injectable } from '@nestjs/common';
import type { unitRoutes } from '@branch/shared/members/routes';
import { whyNotAppoint, whyNotInvite } from '@branch/shared/members/rules';
import type { At, Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Role, UnitKind } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Invitations } from './invitations.js';
import { People } from './people.js';
import type { Standing } from './people.js';
import { rightsChanged } from './tokens.js';
import { RoleHeld } from './unit.entity.js';

type Place = At & { kind: UnitKind; name: string };
interface Wanted { personId?: string | undefined; newPerson?: { name: string; phone: string } | undefined; role: Role; from?: string | undefined; to?: string | undefined; basis: string }
const superior: readonly Role[] = ['communityStaff', 'districtStaff', 'operator'];

/** Offices (ORG-6): given from above, from a day to a day, on record; taken away at once. */
@Injectable()
export class RolesService {
  constructor(private readonly db: Db, private readonly people: People, private readonly invitations: Invitations) {}

  appoint(input: Input<typeof unitRoutes.appoint>, me: Me) {
    return this.db.asSystem('superiors appoint people outside their private scope', async (tx) => {
      const unit = await tx.found<{ id: string; kind: UnitKind; name: string; path: string[] }>('select id, kind, name, path from unit where id = $1', [input.unitId]);
      return this.give(tx, me, { unitId: unit.id, ...unit }, input);
    });
  }

  /** Appoints and, where the person has no account yet and may be invited from here, issues a code. In a system transaction. */
  async give(tx: Tx, me: Me, at: Place, wanted: Wanted) {
    const person = await this.whom(tx, me, at, wanted);
    refuseIf(whyNotAppoint(me, wanted.role, at, { id: person.id, roles: person.roles.map((held) => held.role) }));
    const from = wanted.from ?? shanghaiDay(await tx.now());
    const to = wanted.to ?? null;
    if (to !== null && to <= from) throw new Refusal('role.dates');
    // The person's row serialises two appointments at once.
    await tx.sql('select 1 from person where id = $1 for no key update', [person.id]);
    if (await tx.one('select 1 from role_held where person_id = $1 and role = $2 and unit_id = $3 and column_id is null and (ends_on is null or ends_on > $4)', [person.id, wanted.role, at.unitId, from])) throw new Refusal('role.held-already');
    const id = newId();
    await tx.insert(RoleHeld, { id, personId: person.id, role: wanted.role, unitId: at.unitId, columnId: null, startsOn: from, endsOn: to, grantedBy: me.personId, basis: wanted.basis });
    await rightsChanged(tx, person.id);
    await tx.audit('role.appointed', `role:${id}`, { unitId: at.unitId, personId: person.id, role: wanted.role, from, to, basis: wanted.basis });
    await tx.announce('role.appointed', { personId: person.id, unitId: at.unitId, role: wanted.role });
    const invite = !person.active && wanted.newPerson !== undefined && whyNotInvite(me, person) === null;
    const issued = invite ? await this.invitations.issue(tx, [person.id], at.unitId, me.personId) : [];
    return { held: { id, role: wanted.role, unit: { id: at.unitId, name: at.name, kind: at.kind }, person: { id: person.id, name: person.name }, from, to }, invitation: issued[0]?.code ?? null };
  }

  /** The person meant: someone in reach by id, or by name and phone. Whoever is not in reach is «not found», exactly like nobody. */
  private async whom(tx: Tx, me: Me, at: Place, wanted: Wanted): Promise<Standing> {
    if ((wanted.personId === undefined) === (wanted.newPerson === undefined)) throw new Refusal('input.invalid', { fields: [{ path: 'personId', message: '请选一位同志，或填新同志的姓名和手机号' }] });
    if (wanted.personId !== undefined) {
      const person = await this.people.standing(tx, wanted.personId);
      const reach = new Set(me.roles.flatMap((held) => (held.unitId !== null && at.path.includes(held.unitId) ? [held.unitId] : [])));
      const inReach = person.memberships.some((m) => m.path.some((id) => reach.has(id))) || person.roles.some((held) => held.at?.path.some((id) => reach.has(id)));
      if (!inReach) throw new Refusal('not-found');
      return person;
    }
    const { name, phone } = wanted.newPerson ?? { name: '', phone: '' };
    // One person, one account: superiors appoint whom the rosters know. A branch must not find out from this whether somebody is known elsewhere.
    const isSuperior = me.roles.some((held) => superior.includes(held.role) && (held.unitId === null || at.path.includes(held.unitId)));
    const known = await this.people.standings(tx, await this.people.alike(tx, name, phone));
    const found = known.find((person) => isSuperior || whyNotInvite(me, person) === null);
    if (found) return found;
    return this.people.standing(tx, await this.people.add(tx, name, phone));
  }

  /** Ends an office from today: the right is gone with the person's next request. */
  endRole(input: Input<typeof unitRoutes.endRole>, me: Me): Promise<Record<string, never>> {
    return this.db.asSystem('superiors end offices outside their private scope', async (tx) => {
      const held = await tx.found<{ id: string; person_id: string; role: Role; kind: UnitKind; path: string[]; over: boolean; from: string }>(`select r.id, r.person_id, r.role, u.kind, u.path, r.starts_on::text as "from",
        coalesce(r.ends_on <= (app_now() at time zone 'Asia/Shanghai')::date, false) as over from role_held r join unit u on u.id = r.unit_id where r.id = $1 and r.unit_id = $2 for update of r`, [input.roleId, input.unitId]);
      // Who may give an office may take it; laying down one's own is allowed to whoever could give it.
      refuseIf(whyNotAppoint(me, held.role, { unitId: input.unitId, path: held.path, kind: held.kind }, { id: null, roles: [] }));
      if (held.over) throw new Refusal('role.ended-already');
      const today = shanghaiDay(await tx.now());
      await tx.sql('update role_held set ends_on = greatest(starts_on, $2::date) where id = $1', [held.id, today]);
      await rightsChanged(tx, held.person_id);
      await tx.audit('role.ended', `role:${held.id}`, { unitId: input.unitId, personId: held.person_id, role: held.role, reason: input.reason });
      await tx.announce('role.ended', { personId: held.person_id, unitId: input.unitId, role: held.role });
      return {};
    });
  }
}
