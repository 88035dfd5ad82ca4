import { Injectable } from '@nestjs/common';
import { whyNotAsk, whyNotCancel, whyNotDecide } from '@branch/shared/mutual-aid/rules';
import type { BookingState, ItemCategory, ItemState, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import type { Me } from '@branch/shared/permissions';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { before, micros, pageOf } from '../kit/page.js';
import { Booking } from './service-item.entity.js';

interface Ref { id: string; name: string }
interface BookingRow { id: string; item: { id: string; item: string }; unitId: string; askedBy: Ref; providers: Ref[]; wish: string; state: BookingState; askedAt: Date; decidedAt: Date | null; reply: string | null; mayDecide: boolean; mine: boolean; key: string }
interface Held { id: string; item_id: string; unit_id: string; asked_by: string; provider_ids: string[]; state: BookingState; category: ItemCategory }

// $1 the reader. The row-level policy of `booking` lets only its asker and its providers see a row.
const fields = `b.id, jsonb_build_object('id', i.id, 'item', i.item) as item, b.unit_id as "unitId", jsonb_build_object('id', a.id, 'name', a.name) as "askedBy",
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by array_position(b.provider_ids, p.id)) from person p where p.id = any (b.provider_ids)), '[]') as providers,
    b.wish, b.state, b.asked_at as "askedAt", b.decided_at as "decidedAt", b.reply, $1 = any (b.provider_ids) and b.state = 'asked' as "mayDecide", b.asked_by = $1 as mine`;
const from = 'from booking b join service_item i on i.id = b.item_id join person a on a.id = b.asked_by where (b.asked_by = $1 or $1 = any (b.provider_ids))';

/** Requests to book: between the one who asks and those who offer, and nobody else (AID-4). */
@Injectable()
export class BookingsService {
  constructor(private readonly db: Db) {}

  /** Asks once for a client's id. Refuses with `item.not-on-menu`, `booking.own-item`, `booking.open-already` (also among racing requests: the index lets one through). */
  async ask(input: Input<typeof serviceRoutes.ask>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const item = await tx.found<{ id: string; unit_id: string; provider_ids: string[]; state: ItemState; open: boolean }>(
        `select i.id, i.unit_id, i.provider_ids, i.state, exists (select 1 from booking b where b.item_id = i.id and b.asked_by = $2 and b.state = 'asked') as open
         from service_item i where i.id = $1 and i.unit_id in (select unnest(here.path) from unit here where here.id = $3) for share of i`, [input.itemId, me.personId, input.unitId]);
      refuseIf(whyNotAsk({ state: item.state, mine: item.provider_ids.includes(me.personId), openBooking: item.open }));
      const made = await tx.one<{ id: string }>(`insert into booking (id, unit_id, item_id, asked_by, provider_ids, wish, state, asked_at) values ($1, $2, $3, $4, $5, $6, 'asked', app_now())
        on conflict (asked_by, item_id) where state = 'asked' do nothing returning id`, [newId(), item.unit_id, item.id, me.personId, item.provider_ids, input.wish]);
      refuseIf(made ? null : 'booking.open-already');
      const id = made?.id ?? '';
      await tx.announce('booking.asked', { bookingId: id, unitId: item.unit_id, itemId: item.id, providerIds: item.provider_ids, askedBy: me.personId });
      return this.one(tx, id, me);
    }));
    return answer;
  }

  bookings(input: Input<typeof serviceRoutes.bookings>, me: Me) {
    const limit = input.limit ?? 20;
    const page = before(input.cursor, 'b.asked_at', 'b.id', 3);
    return this.db.read(async (db) => pageOf(
      await db.sql<BookingRow>(`select ${fields}, ${micros('b.asked_at')} as key ${from}${page.sql} order by b.asked_at desc, b.id desc limit $2`, [me.personId, limit + 1, ...page.params]),
      limit, (row) => [Number(row.key), row.id], (row) => row));
  }

  booking(input: Input<typeof serviceRoutes.booking>, me: Me) { return this.db.read((db) => this.one(db, input.bookingId, me)); }

  /** The provider accepts or declines. Of a heart-to-heart (谈心) only the one who accepts keeps seeing it: it is between two people. */
  decide(input: Input<typeof serviceRoutes.decide>, me: Me) {
    return this.db.write(async (tx) => {
      const held = await this.held(tx, input.bookingId);
      refuseIf(whyNotDecide({ state: held.state, provider: held.provider_ids.includes(me.personId) }));
      const providerIds = input.accept && held.category === 'talk' ? [me.personId] : held.provider_ids;
      await tx.update(Booking, { id: held.id }, { state: input.accept ? 'accepted' : 'declined', decidedBy: me.personId, decidedAt: await tx.now(), reply: input.reply === '' ? null : input.reply, providerIds });
      if (input.accept) await tx.sql('update service_item set times_used = times_used + 1 where id = $1', [held.item_id]);
      await tx.announce('booking.decided', { bookingId: held.id, unitId: held.unit_id, itemId: held.item_id, askedBy: held.asked_by, accepted: input.accept });
      return this.one(tx, held.id, me);
    });
  }

  /** The asker cancels, before or after the answer; what was not used does not count as used. */
  cancel(input: Input<typeof serviceRoutes.cancel>, me: Me) {
    return this.db.write(async (tx) => {
      const held = await this.held(tx, input.bookingId);
      refuseIf(whyNotCancel({ state: held.state, mine: held.asked_by === me.personId }));
      await tx.update(Booking, { id: held.id }, { state: 'cancelled' });
      if (held.state === 'accepted') await tx.sql('update service_item set times_used = greatest(0, times_used - 1) where id = $1', [held.item_id]);
      await tx.announce('booking.cancelled', { bookingId: held.id, unitId: held.unit_id, itemId: held.item_id, providerIds: held.provider_ids, askedBy: held.asked_by });
      return this.one(tx, held.id, me);
    });
  }

  private held(tx: Tx, bookingId: string) {
    return tx.found<Held>('select b.id, b.item_id, b.unit_id, b.asked_by, b.provider_ids, b.state, i.category from booking b join service_item i on i.id = b.item_id where b.id = $1 for update of b', [bookingId]);
  }

  private one(db: Reading, bookingId: string, me: Me) { return db.found<BookingRow>(`select ${fields} ${from} and b.id = $2`, [me.personId, bookingId], 'booking_one'); }
}
