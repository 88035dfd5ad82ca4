import { Injectable } from '@nestjs/common';
import { nightly, wholeDays } from '@branch/shared/sites/rules';
import type { Stale } from '@branch/shared/sites/rules';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';
import { lockSite, move, termsOf } from './moving.js';

interface Silent extends Omit<Stale, 'days'> { path: string[]; since: Date }

/** 长期不更新 → 末位淘汰 (SITE-3): every night the branches hear that they are silent, and a person hears of the most silent. No site goes off line by itself. */
@Injectable()
export class Staleness {
  constructor(private readonly db: Db) {
    // 02:20 in Shanghai.
    everyUtc('20 18 * * *', 'site-staleness', () => this.run());
  }

  /** Idempotent: what is warned or proposed already is left as it is. */
  async run(): Promise<void> {
    await this.db.asSystem('the nightly look at all sites', async (tx) => {
      const now = await tx.now();
      const sites = await tx.sql<Silent>(`select s.unit_id as "unitId", u.path, s.warned_at as "warnedAt", s.proposed_at as "proposedAt", s.spared_until as "sparedUntil", coalesce(greatest(s.last_update_at, s.online_at), u.created_at) as since
        from site s join unit u on u.id = s.unit_id where s.state = 'online'`);
      for (const district of groups(sites, (site) => site.path[0] ?? '')) {
        const online = district.map((site) => ({ ...site, days: wholeDays(site.since, now) }));
        // The tail is the district's; how many days are too many, the nearest level says.
        const tail = (await termsOf(tx, district[0]?.path.slice(0, 1) ?? [])).tailPercent;
        for (const community of groups(online, (site) => site.path.slice(0, 2).join())) {
          const rule = { ...(await termsOf(tx, community[0]?.path ?? [])), tailPercent: tail };
          const own = new Set(community.map((site) => site.unitId));
          for (const one of nightly(online, rule, now)) if (own.has(one.unitId)) await this.tell(tx, one);
        }
      }
      const late = await tx.sql<{ id: string; unitId: string }>('update site_application set overdue_told_at = app_now() where state = \'waiting\' and due_at < app_now() and overdue_told_at is null returning id, unit_id as "unitId"');
      for (const one of late) await tx.announce('site.overdue', { applicationId: one.id, unitId: one.unitId });
    });
  }

  private async tell(tx: Tx, { unitId, act, days }: { unitId: string; act: 'warn' | 'propose'; days: number }): Promise<void> {
    const site = await lockSite(tx, unitId);
    const reason = act === 'warn' ? `已有 ${days} 天没有支部自己的新内容` : `已有 ${days} 天没有支部自己的新内容，列入末位，建议整治，由人确认`;
    const moveId = await move(tx, site, act, { actorId: null, reason, details: { days } });
    await tx.announce(act === 'warn' ? 'site.warned' : 'site.proposed', { moveId, unitId, days });
  }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return [...found.values()];
}
