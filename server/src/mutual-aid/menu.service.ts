import { Injectable } from '@nestjs/common';
import type { BookingState, ItemCategory, ItemState, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';

interface Ref { id: string; name: string }
interface ItemRow { id: string; item: string; providerIds: string[]; form: string; time: string; notes: string; category: ItemCategory; state: ItemState; fixedYear: number | null; noticeUntil: Date | null; timesUsed: number; owner: Ref; mine: boolean }
type Booked = { itemId: string; id: string; state: BookingState };

// $1 the unit whose menu is looked at, $2 the reader. The menu of a unit is its own and those of the units above it (AID-3). Who offers what, and what the
// reader has booked, are asked once for all items instead of once for each.
const ofMenu = 'i.unit_id in (select unnest(here.path) from unit here where here.id = $1)';
const select = `select i.id, i.item, i.provider_ids as "providerIds", i.form, i.time, i.notes, i.category, i.state, i.fixed_year as "fixedYear", i.notice_until as "noticeUntil", i.times_used as "timesUsed",
    json_build_object('id', u.id, 'name', u.name) as owner, $2 = any (i.provider_ids) as mine
  from service_item i join unit u on u.id = i.unit_id where ${ofMenu}`;
const providers = `select p.id, p.name from person p where p.id = any (array(select unnest(i.provider_ids) from service_item i where ${ofMenu}))`;
const booked = `select b.item_id as "itemId", b.id, b.state from booking b where b.asked_by = $1 and b.state in ('asked', 'accepted') order by b.state desc, b.asked_at desc`;
/** On the menu, or in public notice before it (公示, AID-2); to its providers also while it is paused or being proposed. */
const shown = '(i.state in (\'onMenu\', \'onNotice\') or $2 = any (i.provider_ids))';
// What a searcher may remember of a service: its name, its form, or who offers it.
const matches = (n: number) => `(position(lower($${n}) in lower(i.item || ' ' || i.form || ' ' || i.notes)) > 0 or exists (select 1 from person q where q.id = any (i.provider_ids) and position(lower($${n}) in lower(q.name)) > 0))`;

/** The service menu (党员互助服务菜单) as its readers see it. */
@Injectable()
export class MenuService {
  constructor(private readonly db: Db) {}

  async menu(input: Input<typeof serviceRoutes.menu>, me: Me) {
    const params: unknown[] = [input.unitId, me.personId];
    // Only the filters asked for: a plan that must fit all of them fits none well.
    const filters = [input.q === undefined ? '' : ` and ${matches(params.push(input.q))}`, input.category === undefined ? '' : ` and i.category = $${params.push(input.category)}`].join('');
    return { items: await this.items(`${select} and i.state in ('onMenu', 'onNotice')${filters} order by i.state = 'onNotice', i.fixed_year desc nulls last, i.times_used desc, i.id limit 500`, params) };
  }

  async item(input: Input<typeof serviceRoutes.item>, me: Me) {
    const [item] = await this.items(`${select} and i.id = $3 and ${shown}`, [input.unitId, me.personId, input.itemId]);
    if (!item) throw new Refusal('not-found');
    return item;
  }

  private async items(text: string, params: unknown[]) {
    const [items, people, bookings] = await this.db.page([text, params], [providers, [params[0]]], [booked, [params[1]]]) as [ItemRow[], Ref[], Booked[]];
    const names = new Map(people.map((person) => [person.id, person]));
    return items.map(({ providerIds, ...item }) => {
      const mine = bookings.find((booking) => booking.itemId === item.id);
      return { ...item, providers: providerIds.flatMap((id) => names.get(id) ?? []), myBooking: mine ? { id: mine.id, state: mine.state } : null };
    });
  }
}
