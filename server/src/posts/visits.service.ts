import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import { log } from '../kit/log.js';

const every = 10_000;
/** So many pages are remembered between two writings at most; more are not counted, for this is a plain counter and no promise. */
const most = 5000;

/** How often posts are opened, as a plain sum per day without persons (SITE-10). Kept in memory and added up every ten seconds, so that reading writes nothing. */
@Injectable()
export class VisitsService implements OnModuleDestroy {
  private pages = new Map<string, { unitId: string; postId: string; day: string; visits: number }>();
  private readonly timer = setInterval(() => void this.flush().catch((error: unknown) => log.warn({ err: error }, 'visits were not counted')), every).unref();

  constructor(private readonly db: Db) {}

  saw(unitId: string, postId: string, now: Date): void {
    const day = shanghaiDay(now);
    const key = `${postId} ${day}`;
    const page = this.pages.get(key);
    if (page) page.visits += 1;
    else if (this.pages.size < most) this.pages.set(key, { unitId, postId, day, visits: 1 });
  }

  async flush(): Promise<void> {
    const pages = [...this.pages.values()];
    this.pages = new Map();
    if (pages.length === 0) return;
    await this.db.asSystem('a counter without persons', (tx) => tx.sql(`insert into page_visit (unit_id, post_id, day, visits)
      select x.unit_id, x.post_id, x.day, x.visits from unnest($1::text[], $2::text[], $3::date[], $4::int[]) as x(unit_id, post_id, day, visits) where exists (select 1 from post p where p.id = x.post_id) order by x.post_id, x.day
      on conflict (post_id, day) do update set visits = page_visit.visits + excluded.visits`, [pages.map((page) => page.unitId), pages.map((page) => page.postId), pages.map((page) => page.day), pages.map((page) => page.visits)]));
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.flush().catch(() => undefined);
  }
}
