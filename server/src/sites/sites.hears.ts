import { Injectable } from '@nestjs/common';
import { Db, hears } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { lockSite, move } from './moving.js';
import { SiteColumn } from './site.entity.js';

/** Columns a new site begins with (SITE-4); the branch changes them later. */
const firstColumns = [['news', '支部动态'], ['study', '学习资料'], ['discussion', '说说心里话'], ['leisure', '感想随笔']] as const;

/** What sites learn from others: a unit that is new, a post that shows the site is alive (the basis for 末位淘汰, SITE-3). */
@Injectable()
export class SitesHears {
  constructor(db: Db) {
    hears('post.published', 'sites', ({ body, at }) => db.asSystem('a site was updated by a post', async (tx) => {
      await tx.sql('update site set last_update_at = greatest(coalesce(last_update_at, $2), $2) where unit_id = $1', [body.unitId, at]);
      // Heard twice it clears once: a site that is not warned has nothing to clear.
      if (!(await tx.one('select 1 from site where unit_id = $1 and state = \'online\' and warned_at is not null', [body.unitId]))) return;
      const site = await lockSite(tx, body.unitId);
      if (site.warnedAt && site.state === 'online') await move(tx, site, 'clear', { actorId: null, reason: '网站有了新内容，预警自动解除' });
    }));
    hears('unit.created', 'sites', ({ body }) => db.asSystem('a new unit gets its site', async (tx) => {
      if (body.kind === 'partyGroup') return;
      const begun = await tx.one('insert into site (unit_id, name, banner, introduction, state, exemplary) values ($1, $2, \'\', \'\', \'draft\', false) on conflict do nothing returning unit_id', [body.unitId, `${body.name}网站`.slice(0, 40)]);
      if (!begun) return;
      await tx.insert(SiteColumn, firstColumns.map(([kind, name], position) => ({ id: newId(), unitId: body.unitId, kind, name, position, closed: false })));
      await tx.sql('insert into site_move (id, unit_id, from_state, to_state, actor_id, reason, at) values ($1, $2, null, \'draft\', null, \'新建组织，网站开始筹建\', app_now())', [newId(), body.unitId]);
    }));
  }
}
