import { Injectable } from '@nestjs/common';
import { whyNotClose } from '@branch/shared/moderation/rules';
import type { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Closure } from './words.entity.js';

type Shown = Result<typeof moderationSettingRoutes.close>;
const select = `select k.id, case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as column, k.reason, jsonb_build_object('id', p.id, 'name', p.name) as by, k.from_at as "from", k.until_at as until, k.ended_at as "endedAt",
    k.ended_at is null and k.until_at > app_now() as active from closure k left join site_column c on c.id = k.column_id join person p on p.id = k.by_id`;

/** The emergency switch (MOD-8): a site or a column is read-only until a time, with a reason everyone sees. */
@Injectable()
export class Closures {
  constructor(private readonly db: Db) {}

  closures(input: { unitId: string }) { return this.db.read(async (db) => ({ items: await db.sql<Shown>(`${select} where k.unit_id = $1 order by k.from_at desc, k.id limit 50`, [input.unitId]) })); }

  close(input: Input<typeof moderationSettingRoutes.close>, me: Me): Promise<Shown> {
    return this.db.write(async (tx) => (await tx.once(input.clientId, input, async () => {
      // The site's row serialises two at once.
      await tx.found('select 1 from site where unit_id = $1 for update', [input.unitId]);
      if (input.columnId !== undefined) await tx.found('select 1 from site_column where id = $1 and unit_id = $2', [input.columnId, input.unitId]);
      const now = await tx.now();
      refuseIf(whyNotClose(new Date(input.until), now, input.reason));
      const columnId = input.columnId ?? null;
      if (await tx.one('select 1 from closure where unit_id = $1 and column_id is not distinct from $2 and ended_at is null and until_at > app_now()', [input.unitId, columnId])) throw new Refusal('closure.open-already');
      const id = newId();
      await tx.insert(Closure, { id, unitId: input.unitId, columnId, reason: input.reason.trim(), byId: me.personId, fromAt: now, untilAt: new Date(input.until), endedAt: null, endedBy: null });
      await tx.audit('site.closed', `closure:${id}`, { unitId: input.unitId, columnId, reason: input.reason.trim(), until: input.until });
      await tx.announce('site.closed', { closureId: id, unitId: input.unitId });
      return tx.found<Shown>(`${select} where k.id = $1`, [id]);
    })).answer);
  }

  reopen(input: Input<typeof moderationSettingRoutes.reopen>, me: Me): Promise<Shown> {
    return this.db.write(async (tx) => {
      const closure = await tx.found<{ active: boolean }>('select ended_at is null and until_at > app_now() as active from closure where id = $1 and unit_id = $2 for update', [input.closureId, input.unitId]);
      if (!closure.active) throw new Refusal('closure.ended-already');
      await tx.update(Closure, { id: input.closureId }, { endedAt: await tx.now(), endedBy: me.personId });
      await tx.audit('site.reopened', `closure:${input.closureId}`, { unitId: input.unitId });
      return tx.found<Shown>(`${select} where k.id = $1`, [input.closureId]);
    });
  }
}
