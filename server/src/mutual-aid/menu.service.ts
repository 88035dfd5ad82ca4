import { Injectable } from '@nestjs/common';
import type { BookingState, ItemCategory, ItemState, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';

interface Ref { id: string; name: string }
interface ItemRow { id: string; item: string; providers: Ref[]; form: string; time: string; notes: string; category: ItemCategory; state: ItemState; fixedYear: number | null; noticeUntil: Date | null; timesUsed: number; owner: Ref; mine: boolean; myBooking: { id: string; state: BookingState } | null }

// $1 the unit whose menu is looked at, $2 the reader. The menu of a unit is its own and those of the units above it (AID-3).
const select = `select i.id, i.item, coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by array_position(i.provider_ids, p.id)) from person p where p.id = any (i.provider_ids)), '[]') as providers,
    i.form, i.time, i.notes, i.category, i.state, i.fixed_year as "fixedYear", i.notice_until as "noticeUntil", i.times_used as "timesUsed", jsonb_build_object('id', u.id, 'name', u.name) as owner, $2 = any (i.provider_ids) as mine,
    (select jsonb_build_object('id', b.id, 'state', b.state) from booking b where b.item_id = i.id and b.asked_by = $2 and b.state in ('asked', 'accepted') order by b.state desc, b.asked_at desc limit 1) as "myBooking"
  from service_item i join unit u on u.id = i.unit_id
  where i.unit_id in (select unnest(here.path) from unit here where here.id = $1)`;
/** On the menu, or in public notice before it (公示, AID-2); to its providers also while it is paused or being proposed. */
const shown = '(i.state in (\'onMenu\', \'onNotice\') or $2 = any (i.provider_ids))';
// What a searcher may remember of a service: its name, its form, or who offers it.
const matches = '(position(lower($3) in lower(i.item || \' \' || i.form || \' \' || i.notes)) > 0 or exists (select 1 from person q where q.id = any (i.provider_ids) and position(lower($3) in lower(q.name)) > 0))';

/** The service menu (党员互助服务菜单) as its readers see it. */
@Injectable()
export class MenuService {
  constructor(private readonly db: Db) {}

  menu(input: Input<typeof serviceRoutes.menu>, me: Me) {
    const filters = [`($4::text is null or i.category = $4)`, `($3::text is null or ${matches})`];
    return this.db.read(async (db) => ({
      items: await db.sql<ItemRow>(`${select} and i.state in ('onMenu', 'onNotice') and ${filters.join(' and ')} order by i.state = 'onNotice', i.fixed_year desc nulls last, i.times_used desc, i.id limit 500`,
        [input.unitId, me.personId, input.q ?? null, input.category ?? null], 'menu'),
    }));
  }

  item(input: Input<typeof serviceRoutes.item>, me: Me) {
    return this.db.read((db) => db.found<ItemRow>(`${select} and i.id = $3 and ${shown}`, [input.unitId, me.personId, input.itemId], 'menu_item'));
  }
}
