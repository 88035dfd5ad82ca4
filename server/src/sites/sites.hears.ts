import { Injectable } from '@nestjs/common';
import { warningReturns, wholeDays } from '@branch/shared/sites/rules';
import { Db, hears } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { newestPublication, stillStands } from './figures.js';
import { lockSite, move, termsOf } from './moving.js';
import { SiteColumn } from './site.entity.js';

/** Columns a new site begins with (SITE-4); the branch changes them later. */
const firstColumns = [['news', '支部动态'], ['study', '学习资料'], ['discussion', '说说心里话'], ['leisure', '感想随笔']] as const;

/** What sites learn from others: a unit that is new, a post that shows the site is alive (the basis for 末位淘汰, SITE-3). */
@Injectable()
export class SitesHears {
  constructor(db: Db) {
    hears('post.published', 'sites', ({ body, at }) => db.asSystem('a site was updated by a post', async (tx) => {
      const site = await lockSite(tx, body.unitId);
      // Taken back before this was heard, it is no update.
      if (!(await stillStands(tx, body.postId))) return;
      await tx.sql('update site set last_update_at = greatest(coalesce(last_update_at, $2), $2) where unit_id = $1', [body.unitId, at]);
      // Heard twice it clears once: a site that is not warned has nothing to clear.
      if (site.warnedAt && site.state === 'online') await move(tx, site, 'clear', { actorId: null, reason: '网站有了新内容，预警自动解除' });
    }));
    hears('post.retracted', 'sites', ({ body }) => db.asSystem('an update is gone', (tx) => fellBack(tx, body.unitId)));
    hears('content.decided', 'sites', ({ body }) => db.asSystem('an update may be gone, or back', async (tx) => { if (body.outcome !== 'passed') await fellBack(tx, body.unitId); }));
    hears('unit.created', 'sites', ({ body }) => db.asSystem('a new unit gets its site', async (tx) => {
      if (body.kind === 'partyGroup') return;
      const begun = await tx.one('insert into site (unit_id, name, banner, introduction, state, exemplary) values ($1, $2, \'\', \'\', \'draft\', false) on conflict do nothing returning unit_id', [body.unitId, `${body.name}网站`.slice(0, 40)]);
      if (!begun) return;
      await tx.insert(SiteColumn, firstColumns.map(([kind, name], position) => ({ id: newId(), unitId: body.unitId, kind, name, position, closed: false })));
      await tx.sql('insert into site_move (id, unit_id, from_state, to_state, actor_id, reason, at) values ($1, $2, null, \'draft\', null, \'新建组织，网站开始筹建\', app_now())', [newId(), body.unitId]);
    }));
  }
}

/** The last update is that of the newest post that stands; a warning that only a post now gone had lifted is as old as it was. */
async function fellBack(tx: Tx, unitId: string): Promise<void> {
  const site = await lockSite(tx, unitId);
  const newest = await newestPublication(tx, unitId);
  if (newest?.getTime() === site.lastUpdateAt?.getTime()) return;
  await tx.sql('update site set last_update_at = $2 where unit_id = $1', [unitId, newest]);
  const since = Math.max(newest?.getTime() ?? 0, site.onlineAt?.getTime() ?? 0);
  const last = await tx.one<{ lifted: boolean }>('select act = \'clear\' and actor_id is null as lifted from site_move where unit_id = $1 and act <> \'note\' order by at desc, id desc limit 1', [unitId]);
  const warned = await tx.one<{ at: Date }>('select coalesce((details->>\'warnedAt\')::timestamptz, at) as at from site_move where unit_id = $1 and act = \'warn\' order by site_move.at desc limit 1', [unitId]);
  const days = wholeDays(new Date(since), await tx.now());
  if (!warned || since === 0 || !warningReturns({ online: site.state === 'online', warned: site.warnedAt !== null, liftedByPost: last?.lifted ?? false, days }, await termsOf(tx, site.path))) return;
  const moveId = await move(tx, site, 'warn', { actorId: null, reason: '解除预警的那一篇已经撤回或收起，预警恢复，日期照旧', details: { days, warnedAt: warned.at } });
  await tx.sql('update site set warned_at = $2 where unit_id = $1', [unitId, warned.at]);
  await tx.announce('site.warned', { moveId, unitId, days });
}
