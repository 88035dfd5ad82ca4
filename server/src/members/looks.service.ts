import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { roleNames } from '@branch/shared/roles';
import type { Role } from '@branch/shared/roles';
import { Db } from '../kit/db.js';

interface Look { at: Date; who: string | null; roles: Role[]; what: 'phone' | 'exportMasked' | 'exportFull'; reason: string | null }

/** Who looked at my data (RIGHT-2), read from the traces: my number shown in full, and rosters exported while I was in them. */
@Injectable()
export class LooksService {
  constructor(private readonly db: Db) {}

  looks(me: Me) {
    return this.db.asSystem('traces of looking are shown to whom they are about', async (tx) => {
      const rows = await tx.sql<Look>(`select a.at, p.name as who, case when a.action = 'phone.revealed' then 'phone' when a.details->>'phones' = 'full' then 'exportFull' else 'exportMasked' end as what, a.details->>'reason' as reason,
          array(select r.role from role_held r where r.person_id = a.actor_id and r.unit_id = a.unit_id and r.starts_on <= shanghai_day(a.at) and (r.ends_on is null or r.ends_on > shanghai_day(a.at))) as roles
        from audit a left join person p on p.id = a.actor_id
        where a.actor_id is distinct from $1 and (a.action = 'phone.revealed' and a.object = 'person:' || $1
          or a.action = 'roster.exported' and a.object in (select 'unit:' || unnest(u.path) from membership m join unit u on u.id = m.unit_id where m.person_id = $1)
            and exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = $1 and u.path @> array[a.unit_id] and m.starts_on <= shanghai_day(a.at) and (m.ends_on is null or m.ends_on > shanghai_day(a.at))))
        order by a.at desc, a.id desc limit 200`, [me.personId]);
      return { items: rows.map(({ roles, ...row }) => ({ ...row, as: roles.map((role) => roleNames[role]).join('、') || '同支部的同志' })) };
    });
  }
}
