import { Injectable } from '@nestjs/common';
import type { moderationRoutes } from '@branch/shared/moderation/routes';
import type { Input, Result } from '@branch/shared/route';
import { Db } from '../kit/db.js';

type Figures = Result<typeof moderationRoutes.figures>;
// Of the year in Shanghai; what was undone within seconds never happened.
const year = 'date_trunc(\'year\', app_now() at time zone \'Asia/Shanghai\') at time zone \'Asia/Shanghai\'';
const figures = `select extract(year from app_now() at time zone 'Asia/Shanghai')::int as year,
    count(*) filter (where c.state = 'passed')::int as passed, count(*) filter (where c.state in ('stopped', 'restored'))::int as stopped,
    coalesce((select jsonb_agg(jsonb_build_object('rule', x.rule, 'count', x.n) order by x.rule) from (select rule, count(*)::int as n from review_case where unit_id = $1 and state in ('stopped', 'restored') and rule is not null and decided_at >= ${year} group by rule) x), '[]') as "byRule",
    (select count(*)::int from report r where r.unit_id = $1 and r.at >= ${year}) as reports,
    (select count(*)::int from appeal a where a.unit_id = $1 and a.at >= ${year}) as appeals,
    (select count(*)::int from appeal a where a.unit_id = $1 and a.at >= ${year} and a.state = 'overturned') as overturned,
    (select count(*)::int from appeal a where a.unit_id = $1 and a.state = 'open' and a.due_at <= app_now()) as "overdueAppeals",
    coalesce((select jsonb_agg(jsonb_build_object('ground', x.ground, 'count', x.n) order by x.ground) from (select ground, count(*)::int as n from anon_disclosure where unit_id = $1 and opened_at >= ${year} group by ground) x), '[]') as disclosures
  from review_case c where c.unit_id = $1 and c.decided_at >= ${year}`;

/** What a branch publishes about its moderation: counts per rule, appeals, reversals, disclosures of who wrote under 匿名; never per member (guarantees 6). */
@Injectable()
export class ModerationFigures {
  constructor(private readonly db: Db) {}

  /** Counts only, so that a superior may read them without seeing a case. */
  figures(input: Input<typeof moderationRoutes.figures>): Promise<Figures> { return this.db.asSystem('counts are public to members and superiors, the cases are not', (tx) => tx.found<Figures>(figures, [input.unitId])); }
}
