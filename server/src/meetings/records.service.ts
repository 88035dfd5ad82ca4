import { Injectable } from '@nestjs/common';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import type { recordRoutes } from '@branch/shared/meetings/presence-routes';
import type { MeetingForm, MeetingKind } from '@branch/shared/meetings/words';
import { unitsWith } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { Entries } from './entries.js';

interface Head { id: string; title: string; kind: MeetingKind; form: MeetingForm; unitName: string; startsAt: Date; closedAt: Date | null; roomId: string; unitId: string; closeSeq: number | null }
const page = 200;
// Meetings I was at or expected at, once they had opened, of units whose inside I no longer am.
const mine = `select m.id, m.title, m.kind, m.form, u.name as "unitName", m.starts_at as "startsAt", m.closed_at as "closedAt", m.room_id as "roomId", m.unit_id as "unitId", m.close_seq as "closeSeq"
  from attendee a join meeting m on m.id = a.meeting_id join unit u on u.id = m.unit_id
  where a.person_id = $1 and a.excluded_reason is null and m.opened_at is not null and m.state in ('open', 'closed') and not (m.unit_id = any ($2))`;

/** Who moves to another branch keeps reading the record of the meetings they belonged to (MEET-5); nothing else of the unit they left. */
@Injectable()
export class RecordsService {
  constructor(private readonly db: Db, private readonly entries: Entries) {}

  async records(me: Me) {
    // Who has left the Party altogether reads nothing any more.
    if (me.memberships.length === 0) return { items: [] };
    return this.db.asSystem('one\'s own meetings in a unit one has left', async (tx) => ({ items: await tx.sql<Head>(`${mine} order by m.starts_at desc, m.id limit 200`, [me.personId, unitsWith(me, 'meeting.read')]) }));
  }

  async record(input: Input<typeof recordRoutes.record>, me: Me) {
    if (me.memberships.length === 0) throw new Refusal('not-found');
    return this.db.asSystem('the record of one\'s own meeting in a unit one has left', async (tx) => {
      const meeting = await tx.found<Head>(`${mine} and m.id = $3`, [me.personId, unitsWith(me, 'meeting.read'), input.meetingId]);
      const minutes = await tx.one<{ version: number; content: MinutesContent }>('select version, content from minutes_version where meeting_id = $1 order by version desc limit 1', [meeting.id]);
      const found = (await this.entries.page(tx, { unitId: meeting.unitId, roomId: meeting.roomId }, { after: input.after ?? 0 }, page))?.found ?? [];
      const inside = found.filter((entry) => meeting.closeSeq === null || entry.seq <= meeting.closeSeq);
      // Pictures and documents stay with the unit: their addresses are for its inside.
      const items = (await this.entries.show(tx, inside.map((entry) => (entry.kind === 'line' ? { ...entry, body: { ...entry.body, pictures: [], files: [] } } : entry)), me)) as never[];
      return { meeting, minutes, items, next: found.length === page ? found[found.length - 1]?.seq ?? null : null };
    });
  }
}
