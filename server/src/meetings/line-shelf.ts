import { Injectable } from '@nestjs/common';
import { Refusal } from '@branch/shared/refusals';
import { keepsShelf } from '../posts/screening.js';
import type { Shown } from '../posts/screening.js';
import type { Tx } from '../kit/db.js';
import { Entries } from './entries.js';

interface Place { roomId: string; seq: number; unitId: string; open: boolean; meetingId: string | null; pinnedSeq: number | null }

// A line is named by its room and number. The room's row is the lock under which everything in it changes.
const found = (lock: boolean) => `select e.room_id || '-' || e.seq as id, e.unit_id as "unitId", null as "columnId", r.title as "columnName", e.author_id as "authorId", p.name as "authorName", null as title, coalesce(e.body->>'text', '') as text, e.at, 'branch' as visibility,
    case e.gone when 'hidden' then 'hidden' when 'recalled' then 'retracted' else 'published' end as state, '/rooms/room/index?unit=' || e.unit_id || '&id=' || e.room_id || '&at=' || e.seq as path,
    coalesce((select array_agg(x->>'id') from jsonb_array_elements(e.body->'pictures') x), '{}') as "fileIds"
  from unnest($1::text[]) t (id) join entry e on e.room_id = split_part(t.id, '-', 1) and e.seq = nullif(split_part(t.id, '-', 2), '')::int and e.kind = 'line' join room r on r.id = e.room_id join person p on p.id = e.author_id order by e.room_id, e.seq${lock ? ' for update of r' : ''}`;

/** Lines of rooms and chats in the queue of moderation (MOD-1): hidden and given back through the log like everything else in a room. */
@Injectable()
export class LineShelf {
  constructor(private readonly entries: Entries) {
    keepsShelf('line', {
      find: (db, ids, lock) => db.sql<Shown>(found(lock), [ids]),
      move: (tx, id, to) => this.move(tx, id, to === 'hidden' || to === 'rejected'),
      // A line was said when it was said: there is nothing to announce afterwards.
      announce: () => Promise.resolve(),
    });
  }

  private async move(tx: Tx, id: string, hide: boolean): Promise<void> {
    const [roomId = '', seq = ''] = id.split('-');
    const at = await tx.found<Place>('select r.id as "roomId", $2::int as seq, r.unit_id as "unitId", r.open, r.meeting_id as "meetingId", r.pinned_seq as "pinnedSeq" from room r where r.id = $1 for update', [roomId, Number(seq)]);
    // What counts in the minutes of a closed meeting stays as it was said.
    if (at.meetingId !== null && !at.open) throw new Refusal('line.frozen');
    const changed = await tx.one('update entry set gone = $3 where room_id = $1 and seq = $2 and gone is not distinct from $4 returning seq', [at.roomId, at.seq, hide ? 'hidden' : null, hide ? null : 'hidden']);
    if (!changed) return;
    if (hide && at.pinnedSeq === at.seq) await tx.sql('update room set pinned_seq = null where id = $1', [at.roomId]);
    await this.entries.append(tx, { id: at.roomId, unitId: at.unitId }, { kind: hide ? 'hidden' : 'restored', body: hide ? { target: at.seq, reason: '审核后收起' } : { target: at.seq }, by: null });
  }
}
