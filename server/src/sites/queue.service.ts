import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import type { QueueKind, reviewRoutes } from '@branch/shared/sites/review-routes';
import { stalenessOf, wholeDays, whyNotStaleness } from '@branch/shared/sites/rules';
import { shanghaiDay } from '@branch/shared/time';
import { workingDaysBetween } from '@branch/shared/working-days';
import { Refusal } from '@branch/shared/refusals';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { UnitRule } from '../members/unit.entity.js';

type Answer = Result<typeof reviewRoutes.queue>;
type Row = Answer['items'][number];
type Kept = Omit<Row, 'waitedDays' | 'daysWithoutUpdate' | 'submittedAt' | 'lastUpdateAt'> & { submittedAt: Date | null; lastUpdateAt: Date | null; key: string };
type Rules = Result<typeof reviewRoutes.rules>;

const waits: Record<QueueKind, string> = {
  waiting: 's.state in (\'submitted\', \'resubmitted\')', background: 's.state in (\'incubating\', \'rectifying\', \'returned\')', stale: '(s.state = \'online\' and s.warned_at is not null)',
  online: 's.state = \'online\'', draft: 's.state = \'draft\'', archived: 's.state = \'archived\'',
};
const ms = (moment: string) => `(extract(epoch from ${moment}) * 1000)::bigint`;
/** Who comes first: waiting longest; the next task; proposed before warned, then silent longest. */
const order: Record<QueueKind, string> = {
  waiting: `coalesce(${ms('a.submitted_at')}, 0)`, background: `coalesce((select min(${ms('t.due_on')}) from site_task t where t.unit_id = s.unit_id and t.done_at is null and t.dropped_at is null), 9000000000000)`,
  stale: `(case when s.proposed_at is null then 0 else -9000000000000 end + coalesce(${ms('s.last_update_at')}, 0))`, online: `coalesce(${ms('s.last_update_at')}, 0)`, draft: '0::bigint', archived: '0::bigint',
};
const open = 'from site_task t where t.unit_id = s.unit_id and t.done_at is null and t.dropped_at is null';

/** What waits on the reviewers' desk, and the terms they work under. */
@Injectable()
export class QueueService {
  constructor(private readonly db: Db) {}

  queue(input: Input<typeof reviewRoutes.queue>): Promise<Answer> {
    const limit = input.limit ?? 30;
    const cursor = readCursor<[number, string]>(input.cursor, 2);
    if (cursor && (typeof cursor[0] !== 'number' || typeof cursor[1] !== 'string')) throw new Refusal('cursor.invalid');
    return this.db.read(async (db) => {
      const now = await db.now();
      const rows = await db.sql<Kept>(`select s.unit_id as "unitId", u.name as "unitName", (select c.name from unit c where c.id = any (u.path) and c.kind = 'community' and c.id <> u.id) as "communityName", s.name as "siteName", s.state, s.exemplary,
          a.submitted_at as "submittedAt", a.due_at as "dueAt", coalesce(a.due_at < app_now(), false) as overdue, s.warned_at as "warnedAt", s.proposed_at as "proposedAt", s.last_update_at as "lastUpdateAt",
          (select count(*)::int ${open}) as "tasksOpen", (select count(*)::int ${open} and t.due_on < shanghai_day(app_now())) as "tasksOverdue", (select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = s.mentor_id) as mentor,
          s.state = 'resubmitted' as again, ${order[input.kind]}::text as key
        from site s join unit u on u.id = s.unit_id left join site_application a on a.unit_id = s.unit_id and a.state = 'waiting'
        where $2 = any (u.path) and ${waits[input.kind]} and ($3::bigint is null or (${order[input.kind]}, s.unit_id) > ($3::bigint, $4)) order by ${order[input.kind]}, s.unit_id limit $1`, [limit + 1, input.unitId, cursor?.[0] ?? null, cursor?.[1] ?? ''], `site_queue_${input.kind}`);
      const counts = await db.found<Answer['counts'] & { overdue: number }>(`select ${Object.entries(waits).map(([kind, is]) => `count(*) filter (where ${is})::int as ${kind}`).join(', ')},
          count(*) filter (where ${waits.waiting} and a.due_at < app_now())::int as overdue
        from site s join unit u on u.id = s.unit_id left join site_application a on a.unit_id = s.unit_id and a.state = 'waiting' where $1 = any (u.path)`, [input.unitId], 'site_queue_counts');
      const { overdue, ...others } = counts;
      return { ...pageOf(rows, limit, (row) => [Number(row.key), row.unitId], ({ key: _key, ...row }) => ({
        ...row, waitedDays: row.submittedAt ? workingDaysBetween(row.submittedAt, now) : null, daysWithoutUpdate: row.lastUpdateAt ? wholeDays(row.lastUpdateAt, now) : null,
      })), counts: others, overdue };
    });
  }

  rules(input: Input<typeof reviewRoutes.rules>) {
    return this.db.asSystem('terms adopted above hold beneath, and their rows are closed to other units', (tx) => this.inForce(tx, input.unitId));
  }

  /** From a day on, never backwards; what was in force before stays on record. */
  adoptRules(input: Input<typeof reviewRoutes.adoptRules>, me: Me): Promise<Rules> {
    return this.db.asSystem('the district may set the terms of a community', async (tx) => {
      const { unitId, from, resolution, ...rule } = input;
      refuseIf(whyNotStaleness(rule, from, shanghaiDay(await tx.now())));
      await tx.found('select 1 from unit where id = $1 for no key update', [unitId]);
      await tx.sql('delete from unit_rule where unit_id = $1 and key = \'siteStaleness\' and effective_from = $2', [unitId, from]);
      await tx.insert(UnitRule, { id: newId(), unitId, key: 'siteStaleness', value: rule, effectiveFrom: from, resolution, adoptedBy: me.personId });
      await tx.audit('site.rules', `unit:${unitId}`, { ...rule, from, resolution });
      return this.inForce(tx, unitId);
    });
  }

  private async inForce(db: Reading, unitId: string): Promise<Rules> {
    const row = await db.one<{ value: unknown; from: string; resolution: string; setAt: { id: string; name: string } }>(`select r.value, r.effective_from::text as "from", r.resolution, jsonb_build_object('id', o.id, 'name', o.name) as "setAt" from unit u join unit_rule r on r.unit_id = any (u.path) and r.key = 'siteStaleness' and r.effective_from <= shanghai_day(app_now())
      join unit o on o.id = r.unit_id where u.id = $1 order by array_position(u.path, r.unit_id) desc, r.effective_from desc limit 1`, [unitId], 'site_rules');
    return { ...stalenessOf(row?.value), from: row?.from ?? null, resolution: row?.resolution ?? null, setAt: row?.setAt ?? null };
  }
}
