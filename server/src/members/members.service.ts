import { Injectable } from '@nestjs/common';
import type { memberRoutes } from '@branch/shared/members/routes';
import { whyNotEndMembership, whyNotUnnameManager } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { People } from './people.js';
import { rightsChanged, TokenBox } from './tokens.js';

/** Memberships open today in a unit and beneath it, as `m`, with `u`, `p` and the company `c`; $1 is the unit. */
export const openMemberships = `membership m join unit u on u.id = m.unit_id join person p on p.id = m.person_id left join company c on c.id = m.company_id
  where u.path @> array[$1] and m.starts_on <= (app_now() at time zone 'Asia/Shanghai')::date and (m.ends_on is null or m.ends_on > (app_now() at time zone 'Asia/Shanghai')::date)`;
/** The directory's choice holds here, too: a hidden company is neither shown nor found. */
const companyShown = 'case when p.hides_company then null else c.name end';
const matching = '($2 = \'\' or position(lower($2) in lower(p.name)) > 0 or position(lower($2) in lower(c.name)) > 0)';

export interface Held { id: string; person_id: string; unit_id: string; status: MembershipStatus; since: string; from: string; to: string | null }
/** A membership of this unit or beneath it, under lock; another unit's is «not found». */
export const heldHere = (tx: Tx, input: { unitId: string; membershipId: string }): Promise<Held> =>
  tx.found<Held>('select m.id, m.person_id, m.unit_id, m.status, m.status_since::text as since, m.starts_on::text as "from", m.ends_on::text as "to" from membership m join unit u on u.id = m.unit_id where m.id = $1 and u.path @> array[$2] for update of m', [input.membershipId, input.unitId]);
const gone = ['died', 'left', 'removed'];

/** The people of a unit, and the secretary's roster (花名册). */
@Injectable()
export class MembersService {
  constructor(private readonly db: Db, private readonly people: People, private readonly tokens: TokenBox) {}

  /** Names and companies for the inside of the unit; someone in two of its branches stands once. */
  members(input: Input<typeof memberRoutes.members>) {
    return this.db.read(async (db) => {
      const cursor = readCursor<[string, string]>(input.cursor, 2);
      const limit = input.limit ?? 50;
      const rows = await db.sql<{ id: string; name: string; company: string | null; status: MembershipStatus }>(`select distinct on (p.name, p.id) p.id, p.name, ${companyShown} as company, m.status from ${openMemberships}
        and ${matching.replace('c.name', companyShown)} and ($3::text is null or (p.name, p.id) > ($3, $4)) order by p.name, p.id, m.starts_on desc limit $5`, [input.unitId, input.q ?? '', cursor?.[0] ?? null, cursor?.[1] ?? '', limit + 1]);
      return pageOf(rows, limit, (row) => [row.name, row.id], (row) => row);
    });
  }

  roster(input: Input<typeof memberRoutes.roster>) {
    return this.db.read(async (db) => {
      const cursor = readCursor<[string, string]>(input.cursor, 2);
      const limit = input.limit ?? 50;
      const rows = await db.sql<{ membershipId: string; personId: string; name: string; status: MembershipStatus; company: string | null; joinedOn: string; phoneMasked: string | null; active: boolean }>(`
        select m.id as "membershipId", p.id as "personId", p.name, m.status, c.name as company, m.starts_on::text as "joinedOn",
          (select k.phone_masked from contact k where k.person_id = p.id) as "phoneMasked", exists (select 1 from account a where a.person_id = p.id) as active
        from ${openMemberships} and ${matching} and ($3::text is null or (p.name, m.id) > ($3, $4)) order by p.name, m.id limit $5`, [input.unitId, input.q ?? '', cursor?.[0] ?? null, cursor?.[1] ?? '', limit + 1]);
      return pageOf(rows, limit, (row) => [row.name, row.membershipId], ({ personId, name, ...row }) => ({ ...row, person: { id: personId, name } }));
    });
  }

  /** One number in full, for a stated reason: looking leaves a trace the member can see. */
  revealPhone(input: Input<typeof memberRoutes.revealPhone>) {
    return this.db.write(async (tx) => {
      const held = await heldHere(tx, input);
      const contact = await tx.found<{ personId: string; phoneSealed: string }>('select person_id as "personId", phone_sealed as "phoneSealed" from contact where person_id = $1', [held.person_id]);
      await tx.audit('phone.revealed', `person:${held.person_id}`, { reason: input.reason });
      return { phone: this.people.open(contact) };
    });
  }

  /** Ends a membership from a day; offices in this unit end with it, and whoever left the Party or died is signed out everywhere. The record stays. */
  endMembership(input: Input<typeof memberRoutes.endMembership>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const held = await heldHere(tx, input);
      refuseIf(whyNotEndMembership(held, input.on, shanghaiDay(await tx.now())));
      await tx.sql('update membership set ends_on = $2, end_reason = $3 where id = $1', [held.id, input.on, input.reason]);
      const everywhere = gone.includes(input.reason);
      await tx.sql(`update role_held set ends_on = greatest(starts_on, $2::date) where person_id = $1 and (ends_on is null or ends_on > $2::date) and ($3 or unit_id in (select id from unit where path @> array[$4]))`, [held.person_id, input.on, everywhere, held.unit_id]);
      if (everywhere) await this.tokens.endAllOf(tx, held.person_id, 'membership-ended');
      await rightsChanged(tx, held.person_id);
      await tx.audit('membership.ended', `membership:${held.id}`, { personId: held.person_id, on: input.on, reason: input.reason });
      await tx.announce('membership.ended', { personId: held.person_id, unitId: held.unit_id, reason: input.reason });
      return {};
    });
  }

  companies(input: Input<typeof memberRoutes.companies>) {
    return this.db.read(async (db) => ({ items: await companiesOf(db, input.unitId) }));
  }

  addCompany(input: Input<typeof memberRoutes.addCompany>) {
    return this.db.write(async (tx) => {
      const added = await tx.one<{ id: string; name: string }>('insert into company (id, unit_id, name) values ($1, $2, $3) on conflict do nothing returning id, name', [newId(), input.unitId, input.name]);
      if (!added) throw new Refusal('company.name-taken');
      await tx.audit('company.added', `company:${added.id}`, { name: added.name });
      return added;
    });
  }

  /** Somebody of the unit, or who holds an office at it; anybody else is «not found», exactly like nobody. */
  nameManager(input: Input<typeof memberRoutes.nameManager>, me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await this.covered(tx, input);
      await tx.found(`select 1 from person p where p.id = $2 and (exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and u.path @> array[$1] and m.ends_on is null)
        or exists (select 1 from role_held r where r.person_id = p.id and r.unit_id = $1 and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))))`, [input.unitId, input.personId]);
      const named = await tx.one('insert into company_manager (company_id, person_id, unit_id, set_by, set_at) values ($1, $2, $3, $4, app_now()) on conflict do nothing returning person_id', [input.companyId, input.personId, input.unitId, me.personId]);
      if (named) await tx.audit('company.managerNamed', `company:${input.companyId}`, { unitId: input.unitId, personId: input.personId });
      return {};
    });
  }

  unnameManager(input: Input<typeof memberRoutes.unnameManager>, me: Me): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      await this.covered(tx, input);
      refuseIf(whyNotUnnameManager(me, input.personId));
      await tx.found('delete from company_manager where company_id = $1 and person_id = $2 returning person_id', [input.companyId, input.personId]);
      await tx.audit('company.managerStruck', `company:${input.companyId}`, { unitId: input.unitId, personId: input.personId });
      return {};
    });
  }

  private async covered(tx: Tx, input: { unitId: string; companyId: string }): Promise<void> {
    if (!(await companiesOf(tx, input.unitId)).some((one) => one.id === input.companyId)) throw new Refusal('not-found');
  }
}

/** Companies the unit covers: entered here or beneath, or where its members work. */
const companiesOf = (db: Reading, unitId: string): Promise<{ id: string; name: string; members: number; managers: { id: string; name: string }[] }[]> => db.sql(`
  with beneath as (select id from unit where path @> array[$1]),
  working as (select c.id, count(distinct p.id)::int as n from ${openMemberships} and c.id is not null group by c.id)
  select c.id, c.name, coalesce(w.n, 0) as members, coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name) order by k.name, k.id) from company_manager g join person k on k.id = g.person_id where g.company_id = c.id), '[]') as managers from company c left join working w on w.id = c.id where w.id is not null or c.unit_id in (select id from beneath) order by c.name, c.id limit 1000`, [unitId]);
