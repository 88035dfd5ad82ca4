import { Injectable } from '@nestjs/common';
import type { unitRoutes } from '@branch/shared/members/routes';
import { jointBranchNote, whyNotCreateUnit } from '@branch/shared/members/rules';
import { can, isInside } from '@branch/shared/permissions';
import type { At, Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Role, UnitKind } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { RolesService } from './roles.service.js';
import { Unit } from './unit.entity.js';

export interface UnitRow { id: string; kind: UnitKind; name: string; path: string[]; form: 'single' | 'joint' | null }
export interface RoleRow { id: string; role: Role; from: string; to: string | null; unit: { id: string; name: string; kind: UnitKind }; person: { id: string; name: string } }
type AuditLine = { id: string; at: Date; actorId: string | null; actorName: string | null; action: string; object: string; result: string; details: Record<string, unknown>; requestId: string | null };

/** A unit's row by id, or «not found». */
export const unitOf = (db: Reading, id: string): Promise<UnitRow> => db.found<UnitRow>('select id, kind, name, path, form from unit where id = $1', [id]);
export const roleColumns = `r.id, r.role, r.starts_on::text as "from", r.ends_on::text as "to", jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind) as unit, jsonb_build_object('id', p.id, 'name', p.name) as person`;

/** The tree (ORG-1): looking at it, and growing it from above. */
@Injectable()
export class UnitsService {
  constructor(private readonly db: Db, private readonly roles: RolesService) {}

  tree(input: Input<typeof unitRoutes.tree>) {
    return this.db.read(async (db) => ({
      items: await db.sql<UnitRow & { units: number }>(`select u.id, u.kind, u.name, u.form, (select count(*)::int from unit c where c.parent_id = u.id) as units
        from unit u where u.parent_id is not distinct from $1 order by u.name, u.id limit 1000`, [input.parentId ?? null]),
    }));
  }

  /** A unit with path and figures for everyone signed in; its officers only for its inside and its superiors. */
  unit(input: Input<typeof unitRoutes.unit>, me: Me) {
    // Counts are figures, open to all; the rows behind them stay closed, so the count alone is read for the system.
    return this.db.asSystem('the number of members is a figure, not a row', async (tx) => {
      const unit = await unitOf(tx, input.unitId);
      const at: At = { unitId: unit.id, path: unit.path };
      const figures = await tx.found<{ path: { id: string; name: string; kind: UnitKind }[]; members: number; companies: number }>(`
        select (select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind) order by cardinality(u.path)) from unit u where u.id = any ($1)) as path, count(distinct m.person_id)::int as members, count(distinct m.company_id)::int as companies
        from membership m where m.unit_id in (select id from unit where path @> array[$2]) and m.starts_on <= (app_now() at time zone 'Asia/Shanghai')::date and (m.ends_on is null or m.ends_on > (app_now() at time zone 'Asia/Shanghai')::date)`, [unit.path, unit.id]);
      const officers = isInside(me, at) || can(me, 'role.read', at) ? await rolesAt(tx, unit.id, true) : [];
      return { ...unit, ...figures, officers, softNote: can(me, 'role.read', at) ? jointBranchNote(unit.form, figures.companies, figures.members) : null };
    });
  }

  /** The first screen of those above the branches: where a secretary is missing, and how many belong where. */
  overview(input: Input<typeof unitRoutes.overview>) {
    return this.db.asSystem('the number of members is a figure, not a row', async (tx) => {
      const rows = await tx.sql<{ id: string; kind: UnitKind; name: string; above: string; members: number; secretary: string | null; all: number; without: number }>(`
        select u.id, u.kind, u.name, coalesce(a.name, '') as above, m.n as members, s.name as secretary, t.n as all, (count(*) filter (where s.name is null) over ())::int as without
        from unit u left join unit a on a.id = u.parent_id, lateral (select (app_now() at time zone 'Asia/Shanghai')::date as today) d,
          -- A unit's members are also those of the party groups and branches beneath it; each person counts once.
          lateral (select count(distinct m.person_id)::int as n from membership m join unit b on b.id = m.unit_id where b.path @> array[u.id] and m.starts_on <= d.today and (m.ends_on is null or m.ends_on > d.today)) m,
          lateral (select count(distinct m.person_id)::int as n from membership m join unit b on b.id = m.unit_id where b.path @> array[$1] and m.starts_on <= d.today and (m.ends_on is null or m.ends_on > d.today)) t,
          lateral (select min(p.name) as name from role_held r join person p on p.id = r.person_id where r.unit_id = u.id and r.role = 'secretary' and r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today)) s
        where u.path @> array[$1] and u.id <> $1 and u.kind in ('generalBranch', 'branch') order by s.name is not null, a.name, u.name, u.id limit 1000`, [input.unitId]);
      return { members: rows[0]?.all ?? 0, withoutSecretary: rows[0]?.without ?? 0, items: rows };
    });
  }

  /** The operator's one act in the organisation: a district with its first officer. The chain of appointments starts here. */
  createDistrict(input: Input<typeof unitRoutes.createDistrict>, me: Me) {
    return this.db.asSystem('an officer who belongs nowhere yet', async (tx) => {
      const unit = await this.plant(tx, { name: input.name, kind: 'district', form: null }, null);
      const officer = await this.roles.give(tx, me, { ...unit, unitId: unit.id }, { newPerson: { name: input.officerName, phone: input.officerPhone }, role: 'districtStaff', basis: '运维员设立' });
      return { unit, officer: officer.held.person, invitation: officer.invitation };
    });
  }

  createUnit(input: Input<typeof unitRoutes.createUnit>) {
    return this.db.write(async (tx) => {
      const parent = await tx.found<UnitRow>('select id, kind, name, path, form from unit where id = $1 for no key update', [input.unitId]);
      refuseIf(whyNotCreateUnit(parent.kind, input.kind));
      const joint = input.kind === 'branch' || input.kind === 'generalBranch';
      return this.plant(tx, { name: input.name, kind: input.kind, form: joint ? input.form ?? 'single' : null }, parent);
    });
  }

  private async plant(tx: Tx, unit: { name: string; kind: UnitKind; form: 'single' | 'joint' | null }, parent: UnitRow | null): Promise<{ id: string; name: string; kind: UnitKind; path: string[] }> {
    if (await tx.one('select 1 from unit where parent_id is not distinct from $1 and name = $2', [parent?.id ?? null, unit.name])) throw new Refusal('unit.name-taken');
    const id = newId();
    const path = [...(parent?.path ?? []), id];
    await tx.insert(Unit, { id, ...unit, parentId: parent?.id ?? null, path, createdAt: await tx.now() });
    await tx.audit('unit.created', `unit:${id}`, { unitId: id, name: unit.name, kind: unit.kind });
    await tx.announce('unit.created', { unitId: id, kind: unit.kind, name: unit.name });
    return { id, name: unit.name, kind: unit.kind, path };
  }

  renameUnit(input: Input<typeof unitRoutes.renameUnit>) {
    return this.db.write(async (tx) => {
      const unit = await tx.found<UnitRow & { parent_id: string | null }>('select id, kind, name, path, form, parent_id from unit where id = $1 for no key update', [input.unitId]);
      if (unit.name === input.name) return unit;
      if (await tx.one('select 1 from unit where parent_id is not distinct from $1 and name = $2 and id <> $3', [unit.parent_id, input.name, unit.id])) throw new Refusal('unit.name-taken');
      await tx.sql('update unit set name = $2 where id = $1', [unit.id, input.name]);
      await tx.audit('unit.renamed', `unit:${unit.id}`, { before: unit.name, after: input.name });
      return { ...unit, name: input.name };
    });
  }

  rolesHeld(input: Input<typeof unitRoutes.rolesHeld>) {
    return this.db.read(async (db) => ({ items: await rolesAt(db, input.unitId, false) }));
  }

  /** For the auditor: who did what, when, with what result; never what was written. The looking is itself on record. */
  audit(input: Input<typeof unitRoutes.audit>) {
    return this.db.asSystem('traces are open to no one but by a route that names what it looks for', async (tx) => {
      const cursor = readCursor<[string, string]>(input.cursor, 2);
      const limit = input.limit ?? 50;
      const rows = await tx.sql<AuditLine & { key: string }>(`select a.id, a.at, a.at::text as key, a.actor_id as "actorId", p.name as "actorName", a.action, a.object, a.result, a.details, a.request_id as "requestId"
        from audit a left join person p on p.id = a.actor_id where a.unit_id in (select id from unit where path @> array[$1]) and ($2::timestamptz is null or (a.at, a.id) < ($2::timestamptz, $3)) order by a.at desc, a.id desc limit $4`,
      [input.unitId, cursor?.[0] ?? null, cursor?.[1] ?? '', limit + 1]);
      await tx.audit('audit.read', `unit:${input.unitId}`, { rows: Math.min(rows.length, limit) });
      return pageOf(rows, limit, (row) => [row.key, row.id], ({ actorId, actorName, key: _key, ...row }) => ({ ...row, actor: actorId && actorName ? { id: actorId, name: actorName } : null }));
    });
  }
}

/** Roles at a unit, those held now first; `now` leaves out what has ended or not begun. */
async function rolesAt(db: Reading, unitId: string, now: boolean): Promise<RoleRow[]> {
  return db.sql<RoleRow>(`select ${roleColumns} from role_held r join unit u on u.id = r.unit_id join person p on p.id = r.person_id, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d
    where r.unit_id = $1 and (not $2 or (r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today))) order by r.ends_on is not null, r.role, r.starts_on desc, r.id limit 500`, [unitId, now]);
}

