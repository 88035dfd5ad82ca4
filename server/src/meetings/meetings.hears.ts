import { Injectable } from '@nestjs/common';
import { Db, hears } from '../kit/db.js';
import { newId } from '../kit/ids.js';

/** A new branch or general branch gets its standing chat (MEET-13's room; what is said there goes by the same log as in a meeting). */
@Injectable()
export class MeetingsHears {
  constructor(db: Db) {
    hears('unit.created', 'meetings.chat', async ({ body }) => {
      await db.asSystem('a new unit gets its chat', async (tx) => {
        // The unit's row is the lock: heard twice, made once.
        const unit = await tx.one<{ name: string; kind: string }>('select name, kind from unit where id = $1 for update', [body.unitId]);
        if (!unit || (unit.kind !== 'branch' && unit.kind !== 'generalBranch')) return;
        await tx.sql('insert into room (id, unit_id, title, open) select $1, $2, $3, true where not exists (select 1 from room where unit_id = $2 and meeting_id is null)', [newId(), body.unitId, `${unit.name}群聊`]);
      });
    });
  }
}
