import { Injectable } from '@nestjs/common';
import type { roomRoutes } from '@branch/shared/meetings/room-routes';
import { whyNotMark } from '@branch/shared/meetings/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { Entries } from './entries.js';

/**
 * 记入要点: what an officer notes for the minutes while the meeting runs. Kept beside the log, not in it: everything in the log is read by everybody, and a
 * mark read by everybody would rank what people say while they are still saying it. The draft takes marked lines up, and there everyone sees the choice.
 */
@Injectable()
export class MarksService {
  constructor(private readonly db: Db, private readonly entries: Entries) {}

  async marks(input: Input<typeof roomRoutes.marks>) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from room where id = $1 and unit_id = $2', [input.roomId, input.unitId]);
      return marked(db, input.roomId);
    });
  }

  /** Under the room's lock, so that a mark never comes after the closing entry. Marking twice is marking. */
  async mark(input: Input<typeof roomRoutes.mark>, me: Me) {
    return this.db.write(async (tx) => {
      const room = await this.entries.locked(tx, input, me);
      const line = await this.entries.one(tx, room.id, input.seq);
      if (!line || line.kind !== 'line') throw new Refusal('not-found');
      refuseIf(whyNotMark({ meeting: room.meetingId !== null, open: room.open, gone: line.gone !== null }));
      if (input.marked) await tx.sql('insert into line_mark (room_id, seq, unit_id, marked_by, marked_at) values ($1, $2, $3, $4, app_now()) on conflict do nothing', [room.id, input.seq, room.unitId, me.personId]);
      else await tx.sql('delete from line_mark where room_id = $1 and seq = $2', [room.id, input.seq]);
      return marked(tx, room.id);
    });
  }
}

const marked = async (db: Reading, roomId: string) => ({ seqs: (await db.sql<{ seq: number }>('select seq from line_mark where room_id = $1 order by seq', [roomId])).map((row) => row.seq) });
