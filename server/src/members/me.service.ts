import { Injectable } from '@nestjs/common';
import type { meRoutes } from '@branch/shared/members/routes';
import { secondStepOf } from '@branch/shared/members/rules';
import { can, permissions } from '@branch/shared/permissions';
import type { Me, Permission } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Role, UnitKind } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { Settings } from '../kit/kit.module.js';
import { consentVersion } from './accounts.service.js';

interface UnitRow { id: string; name: string; kind: UnitKind; path: string[] }
const allPermissions = Object.keys(permissions) as Permission[];
const leads: readonly Role[] = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff', 'committeeMember'];

/** The units I have to do with: where I belong (my branch and all above it) and where I hold an office. */
const unitIdsOf = (me: Me): string[] => [...new Set([...me.memberships.flatMap((m) => m.path), ...me.roles.flatMap((r) => (r.unitId === null ? [] : [r.unitId]))])];

/** Myself: units, rights, consents. */
@Injectable()
export class MeService {
  constructor(private readonly db: Db, private readonly settings: Settings) {}

  me(me: Me) {
    return this.db.read(async (db) => {
      const own = await db.found<{ phone: string | null; current: string | null; totp: boolean; offices: Role[] }>(`select c.phone_masked as phone, p.current_unit_id as current, exists (select 1 from account a where a.person_id = p.id and a.totp_sealed is not null) as totp,
        array(select r.role from role_held r, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d where r.person_id = p.id and r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today)) as offices
        from person p left join contact c on c.person_id = p.id where p.id = $1`, [me.personId]);
      const rows = await db.sql<UnitRow>('select id, name, kind, path from unit where id = any ($1) or id in (select unnest(path) from unit where id = any ($1)) order by cardinality(path) desc, name, id', [unitIdsOf(me)]);
      const named = new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, kind: row.kind }]));
      const mine = new Set(unitIdsOf(me));
      const units = rows.filter((row) => mine.has(row.id)).map((row) => ({
        unit: { id: row.id, name: row.name, kind: row.kind },
        path: row.path.flatMap((id) => named.get(id) ?? []),
        status: me.memberships.find((m) => m.path.includes(row.id))?.status ?? null,
        roles: me.roles.filter((held) => held.unitId === row.id).map((held) => held.role),
        permissions: allPermissions.filter((permission) => can(me, permission, { unitId: row.id, path: row.path })),
      }));
      const office = units.find((one) => one.roles.some((role) => leads.includes(role)));
      const home = await this.homeOf(db, me);
      const currentUnitId = own.current !== null && mine.has(own.current) ? own.current : office?.unit.id ?? home ?? units[0]?.unit.id ?? null;
      return { person: { id: me.personId, name: me.name }, phoneMasked: own.phone, units, permissions: allPermissions.filter((permission) => can(me, permission, null)), currentUnitId, secondStep: secondStepOf({ on: own.totp, offices: own.offices, required: this.settings.config.totpRequired }), demo: this.settings.config.demo };
    });
  }

  /** The unit whose site is home to a member: the nearest one, branch or general branch, that is online; else the branch itself. */
  private async homeOf(db: Reading, me: Me): Promise<string | null> {
    const membership = me.memberships[0];
    if (!membership) return null;
    const online = await db.one<{ id: string }>(`select u.id from unit u join site s on s.unit_id = u.id and s.state = 'online' where u.id = any ($1) and u.kind in ('branch', 'generalBranch') order by cardinality(u.path) desc limit 1`, [membership.path]);
    return online?.id ?? membership.unitId;
  }

  /** Only one of my own units can be shown first; another is «not found». */
  chooseUnit(input: Input<typeof meRoutes.chooseUnit>, me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      if (!unitIdsOf(me).includes(input.unitId)) throw new Refusal('not-found');
      await tx.sql('update person set current_unit_id = $2 where id = $1', [me.personId, input.unitId]);
      return {};
    });
  }

  consents(me: Me) {
    return this.db.read(async (db) => ({ items: await db.sql<{ purpose: string; version: string; givenAt: Date | null; withdrawnAt: Date | null }>('select purpose, version, given_at as "givenAt", withdrawn_at as "withdrawnAt" from consent where person_id = $1 order by purpose', [me.personId]) }));
  }

  /** Withdrawing is as easy as giving, and both leave a date. */
  setConsent(input: Input<typeof meRoutes.setConsent>, me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await tx.sql(`insert into consent (person_id, purpose, version, given_at, withdrawn_at) values ($1, $2, $3, case when $4 then app_now() end, case when $4 then null else app_now() end)
        on conflict (person_id, purpose) do update set version = $3, given_at = case when $4 then app_now() else consent.given_at end, withdrawn_at = case when $4 then null else app_now() end`, [me.personId, input.purpose, consentVersion, input.given]);
      await tx.audit(input.given ? 'consent.given' : 'consent.withdrawn', `person:${me.personId}`, { purpose: input.purpose, version: consentVersion });
      return {};
    });
  }
}
