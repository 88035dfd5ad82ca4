import { Injectable } from '@nestjs/common';
import type { directoryRoutes } from '@branch/shared/members/directory-routes';
import { whyNotPublicName } from '@branch/shared/members/names';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus, Role } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { Attempts } from './attempts.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { openMemberships } from './members.service.js';
import { People } from './people.js';
import { byPinyin, initialsOf } from './pinyin.js';

interface Row { id: string; name: string; company: string | null; status: MembershipStatus; roles: Role[]; phoneMasked: string | null }
const looksAnHour = 30;
/** Whether `p` lets their phone be seen by fellow members. */
const showsPhone = 'exists (select 1 from consent s where s.person_id = p.id and s.purpose = \'directoryPhone\' and s.given_at is not null and s.withdrawn_at is null)';

/** 通讯录 (ORG-7): fellow members, each field as its owner chose. Row-level security keeps it to the branch and its general branch. */
@Injectable()
export class DirectoryService {
  constructor(private readonly db: Db, private readonly people: People, private readonly attempts: Attempts) {}

  list(input: Input<typeof directoryRoutes.people>) {
    return this.db.read(async (db) => {
      const rows = await db.sql<Row>(`select distinct on (p.id) p.id, p.name, case when p.hides_company then null else c.name end as company, m.status,
          array(select r.role from role_held r where r.person_id = p.id and (r.unit_id = any (u.path) or r.unit_id = $1) and r.role <> 'operator' and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))
            and r.unit_id in (select b.id from unit b where b.path @> array[$1]) order by r.role) as roles,
          (select k.phone_masked from contact k where k.person_id = p.id and ${showsPhone}) as "phoneMasked"
        from ${openMemberships} order by p.id, m.starts_on desc limit 1000`, [input.unitId]);
      const items = rows.map((row) => ({ ...row, roles: [...new Set(row.roles)], initials: initialsOf(row.name) })).sort(byPinyin);
      return { items: items.map((one) => ({ ...one, letter: one.initials[0] ?? '#' })) };
    });
  }

  /** One number, for a fellow member: only with its owner's consent, and it leaves a trace the owner sees. */
  async revealPhone(input: Input<typeof directoryRoutes.revealPhone>, me: Me): Promise<{ phone: string }> {
    if (input.personId !== me.personId) await this.attempts.allow('directory-phone', me.personId, looksAnHour, 3600);
    return this.db.write(async (tx) => {
      const row = await tx.found<{ shown: boolean; phoneSealed: string | null }>(`select ${showsPhone} as shown, (select k.phone_sealed from contact k where k.person_id = p.id) as "phoneSealed" from ${openMemberships} and p.id = $2 limit 1`, [input.unitId, input.personId]);
      if ((!row.shown && input.personId !== me.personId) || row.phoneSealed === null) throw new Refusal('directory.not-shown');
      if (input.personId !== me.personId) await tx.audit('phone.revealed', `person:${input.personId}`, { via: 'directory' });
      return { phone: this.people.open({ personId: input.personId, phoneSealed: row.phoneSealed }) };
    });
  }

  mine(me: Me) {
    return this.db.read((db) => db.found<{ showsCompany: boolean; showsPhone: boolean; publicName: string | null; publicNow: string }>(`select p.public_name as "publicName", public_name(p.name, p.public_name) as "publicNow", not p.hides_company as "showsCompany", ${showsPhone} as "showsPhone" from person p where p.id = $1`, [me.personId]));
  }

  async choose(input: Input<typeof directoryRoutes.choose>, me: Me): Promise<Record<string, never>> {
    // Those one might be mistaken for: of one's own branches, and who holds office over them. Rosters are closed by row, and only the comparison leaves here.
    const others = input.publicName ? await this.db.asSystem('names of the same units are compared', (tx) => this.nearNames(tx, me)) : [];
    refuseIf(whyNotPublicName(input.publicName ?? '', me.name, others));
    return this.db.write(async (tx) => {
      await tx.sql('update person set hides_company = $2, public_name = case when $3::text is null then public_name else nullif($3, \'\') end where id = $1', [me.personId, !input.showsCompany, input.publicName ?? null]);
      await tx.audit('directory.chosen', `person:${me.personId}`, { ...input });
      return {};
    });
  }

  private async nearNames(tx: Tx, me: Me): Promise<string[]> {
    const above = [...new Set([...me.memberships.flatMap((one) => one.path), ...me.roles.flatMap((held) => held.unitId ?? [])])];
    const people = await tx.sql<{ name: string; shown: string | null }>(`with near as (select id, path from unit where id = any ($2) and kind in ('generalBranch', 'branch', 'partyGroup'))
      select p.name, p.public_name as shown from person p where p.id <> $1 and p.id in (
        select m.person_id from membership m join unit u on u.id = m.unit_id where m.ends_on is null and u.path && (select array_agg(id) from near)
        union select r.person_id from role_held r where r.unit_id = any ($2) and (r.ends_on is null or r.ends_on > shanghai_day(app_now())))`, [me.personId, above]);
    return people.flatMap((one) => (one.shown ? [one.name, one.shown] : [one.name]));
  }
}
