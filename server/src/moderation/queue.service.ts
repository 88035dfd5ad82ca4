import { Injectable } from '@nestjs/common';
import { binDays, holdHours, whyNotDecideAppeal, whyNotJudge, whyNotRestore } from '@branch/shared/moderation/rules';
import type { moderationRoutes, QueueTab } from '@branch/shared/moderation/routes';
import type { Me } from '@branch/shared/permissions';
import type { ContentKind, ContentState, Visibility } from '@branch/shared/posts/routes';
import { Refusal } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { micros, pageOf, readCursor } from '../kit/page.js';
import { shelfOf } from '../posts/screening.js';
import type { Shown } from '../posts/screening.js';
import { columnsOf, deskReads } from './desk.js';
import { Managers } from './managers.js';
import type { Near } from './managers.js';

type Case = Result<typeof moderationRoutes.decide>;
interface Row extends Omit<Case, 'author' | 'column' | 'title' | 'text' | 'cut' | 'visibility' | 'contentState' | 'path' | 'at' | 'overdue' | 'whyNot' | 'appeal'> {
  authorId: string; authorName: string; decidedBy: string | null; decidedAt: Date | null; reportedByMe: boolean; appeal: (NonNullable<Case['appeal']> & { decidedBy: string | null }) | null; late: boolean; key: string;
}

const person = (alias: string) => `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;
/** A case for the reader $1. Reports come without who made them. */
const fields = `c.id, c.kind, c.target_id as "targetId", jsonb_build_object('id', u.id, 'name', u.name) as unit, c.why, c.hold_reason as "holdReason", c.state, c.author_id as "authorId", w.name as "authorName", c.opened_at as "openedAt", c.decided_by as "decidedBy", c.decided_at as "decidedAt",
  coalesce((select jsonb_agg(x.sentence) from (select distinct h.sentence from word_hit h where h.kind = c.kind and h.target_id = c.target_id limit 10) x), '[]') as hits,
  coalesce((select jsonb_agg(jsonb_build_object('reason', r.reason, 'note', r.note, 'at', r.at) order by r.at) from (select * from report r where r.case_id = c.id order by r.at limit 50) r), '[]') as reports,
  exists (select 1 from report r where r.case_id = c.id and r.reporter_id = $1) as "reportedByMe", ${person('k')} as assignee,
  case when c.decided_at is null or c.state not in ('passed', 'stopped', 'restored') then null else jsonb_build_object('act', c.state, 'by', ${person('d')}, 'at', c.decided_at, 'rule', c.rule, 'reason', c.reason) end as decision,
  (select jsonb_build_object('id', a.id, 'words', a.words, 'at', a.at, 'dueAt', a.due_at, 'overdue', a.state = 'open' and a.due_at <= app_now(), 'escalated', a.escalated_at is not null, 'state', a.state, 'reason', a.reason, 'decidedBy', a.decided_by) from appeal a where a.case_id = c.id) as appeal,
  c.state = 'open' and c.opened_at < app_now() - interval '${holdHours} hours' as late`;
const from = `from review_case c join unit u on u.id = c.unit_id join person w on w.id = c.author_id left join person k on k.id = c.assignee_id left join person d on d.id = c.decided_by`;

/** Which cases of the desk $2 stand in a tab. What a machine is still asked about is not for people yet. */
const tabs: Record<Exclude<QueueTab, 'answer'>, { where: string; order: string; newestFirst: boolean }> = {
  review: { where: 'c.desk_id = $2 and c.state = \'open\' and c.why <> \'reported\' and c.hold_reason is distinct from \'checking\'', order: 'c.opened_at', newestFirst: false },
  reports: { where: 'c.desk_id = $2 and c.state = \'open\' and c.why = \'reported\'', order: 'c.opened_at', newestFirst: false },
  appeals: { where: 'exists (select 1 from appeal a where a.case_id = c.id and a.desk_id = $2 and a.state = \'open\')', order: 'c.opened_at', newestFirst: false },
  bin: { where: `c.desk_id = $2 and c.state = 'stopped' and c.decided_at > app_now() - interval '${binDays} days'`, order: 'c.decided_at', newestFirst: true },
};
const inColumns = '($3::text[] is null or c.column_id = any ($3))';
const counts = `select ${(['review', 'reports', 'appeals', 'bin'] as const).map((tab) => `(select count(*)::int from review_case c where ${tabs[tab].where} and ${inColumns} and $1 <> '') as ${tab}`).join(', ')},
  (select count(*)::int from message m where $3::text[] is null and m.unit_id = $2 and m.state = 'published' and m.answered_at is null and m.received_at is null and m.author_id <> $1) as answer,
  (select count(*)::int from review_case c where ${tabs.review.where} and ${inColumns} and c.opened_at < app_now() - interval '${holdHours} hours') + (select count(*)::int from appeal a where a.desk_id = $2 and a.state = 'open' and a.due_at <= app_now()) as overdue`;

/** How much of a long text a row of the list carries; the rest comes with the case. */
const cutAt = 2000;

/** The one queue (MOD-1): what waits at a unit's desk, with true counts. */
@Injectable()
export class Queue {
  constructor(private readonly db: Db, private readonly managers: Managers) {}

  async queue(input: Input<typeof moderationRoutes.queue>, me: Me): Promise<Result<typeof moderationRoutes.queue>> {
    const limit = input.limit ?? 20;
    const columns = columnsOf(me, input.unitId);
    return deskReads(this.db, async (db) => {
      const [numbers] = await db.sql<Result<typeof moderationRoutes.queue>['counts']>(counts, [me.personId, input.unitId, columns]);
      if (!numbers) throw new Refusal('not-found');
      const page = input.tab === 'answer' ? await this.unanswered(db, input, me, limit, columns) : await this.cases(db, input.tab, input, me, limit, columns);
      return { counts: numbers, ...page };
    });
  }

  private async cases(db: Reading, tab: Exclude<QueueTab, 'answer'>, input: { unitId: string; cursor?: string | undefined }, me: Me, limit: number, columns: string[] | null) {
    const { where, order, newestFirst } = tabs[tab];
    const key = cursorOf(input.cursor);
    const after = key ? ` and (${order}, c.id) ${newestFirst ? '<' : '>'} ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6)` : '';
    const direction = newestFirst ? 'desc' : 'asc';
    const rows = await db.sql<Row>(`select ${fields}, ${micros(order)} as key ${from} where ${where} and ${inColumns}${after} order by ${order} ${direction}, c.id ${direction} limit $4`, [me.personId, input.unitId, columns, limit + 1, ...(key ?? [])]);
    const contents = await contentsOf(db, rows);
    const near = await this.near(db, rows, contents, me);
    const now = await db.now();
    return pageOf(rows, limit, (row) => [Number(row.key), row.id], (row) => present(row, contents.get(`${row.kind}:${row.targetId}`), near.get(row.id), me, now, tab, cutAt));
  }

  /** Messages on the board that nobody has answered, the longest waiting first: the same rows, decided by an answer. */
  private async unanswered(db: Reading, input: { unitId: string; cursor?: string | undefined }, me: Me, limit: number, columns: string[] | null) {
    const key = cursorOf(input.cursor);
    const after = key ? ' and (m.left_at, m.id) > (\'epoch\'::timestamptz + $4::bigint * interval \'1 microsecond\', $5)' : '';
    const rows = columns ? [] : await db.sql<{ id: string; unit: { id: string; name: string }; author: { id: string; name: string }; text: string; at: Date; late: boolean; key: string }>(`select m.id, jsonb_build_object('id', u.id, 'name', u.name) as unit, ${person('a')} as author, m.text, m.left_at as at,
      coalesce(m.promised_at <= app_now(), false) as late, ${micros('m.left_at')} as key from message m join unit u on u.id = m.unit_id join person a on a.id = m.author_id
      where m.unit_id = $2 and m.state = 'published' and m.answered_at is null and m.received_at is null and m.author_id <> $1${after} order by m.left_at, m.id limit $3`, [me.personId, input.unitId, limit + 1, ...(key ?? [])]);
    return pageOf(rows, limit, (row) => [Number(row.key), row.id], (row): Case => ({ id: row.id, kind: 'message', targetId: row.id, unit: row.unit, why: 'unanswered', holdReason: null, state: 'open', author: row.author, column: null, title: null, text: row.text.slice(0, cutAt), cut: row.text.length > cutAt,
      visibility: 'branch', contentState: 'published', path: '', at: row.at, openedAt: row.at, overdue: row.late, hits: [], reports: [], assignee: null, decision: null, appeal: null, whyNot: null }));
  }

  async one(input: Input<typeof moderationRoutes.one>, me: Me) {
    return deskReads(this.db, async (db) => ({ case: await this.shown(db, input.caseId, input.unitId, me), steps: await this.steps(db, input.caseId) }));
  }

  /** One case at a desk as the caller may see it, or the refusal that there is none. */
  async shown(db: Reading, caseId: string, unitId: string, me: Me): Promise<Case> {
    const row = await db.found<Row>(`select ${fields}, '' as key ${from} where c.id = $4 and (c.desk_id = $2 or exists (select 1 from appeal a where a.case_id = c.id and a.desk_id = $2)) and ${inColumns}`, [me.personId, unitId, columnsOf(me, unitId), caseId]);
    const contents = await contentsOf(db, [row]);
    return present(row, contents.get(`${row.kind}:${row.targetId}`), (await this.near(db, [row], contents, me)).get(row.id), me, await db.now(), row.appeal?.state === 'open' ? 'appeals' : row.state === 'stopped' ? 'bin' : 'review', Infinity);
  }

  /** The same judgement that refuses, so that a button that is off says why. */
  private async near(db: Reading, rows: readonly Row[], contents: ReadonlyMap<string, Shown>, me: Me): Promise<Map<string, Near>> {
    const found = await this.managers.nearEach(db, rows.map((row) => ({ kind: row.kind, targetId: row.targetId, authorId: row.authorId, unitId: row.unit.id, words: contents.get(`${row.kind}:${row.targetId}`) ?? null })), me);
    return new Map(rows.flatMap((row, n) => { const one = found[n]; return one ? [[row.id, one] as const] : []; }));
  }

  steps(db: Reading, caseId: string) {
    return db.sql<Result<typeof moderationRoutes.one>['steps'][number]>(`select s.act, ${person('p')} as by, s.at, s.rule, s.words, s.undone_at is not null as undone from review_step s left join person p on p.id = s.actor_id where s.case_id = $1 order by s.at, s.id limit 500`, [caseId]);
  }
}

function cursorOf(cursor: string | undefined): [number, string] | null {
  const key = readCursor<[number, string]>(cursor, 2);
  if (key && (typeof key[0] !== 'number' || typeof key[1] !== 'string' || Math.abs(key[0]) > 4e15)) throw new Refusal('cursor.invalid');
  return key;
}

async function contentsOf(db: Reading, rows: readonly { kind: ContentKind; targetId: string }[]): Promise<Map<string, Shown>> {
  const found = new Map<string, Shown>();
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const ids = [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.targetId))];
    for (const content of await shelfOf(kind)?.find(db, ids, false) ?? []) found.set(`${kind}:${content.id}`, content);
  }
  return found;
}

function present(row: Row, content: Shown | undefined, near: Near | undefined, me: Me, now: Date, tab: QueueTab, most: number): Case {
  const text = content?.text ?? '';
  const { mine, aboutMe, manages } = near ?? { mine: false, aboutMe: false, manages: false };
  const whyNot = tab === 'appeals' ? whyNotDecideAppeal({ open: row.appeal?.state === 'open', mine, decidedByMe: row.decidedBy === me.personId, reportedByMe: row.reportedByMe, aboutMe, manages })
    : tab === 'bin' ? whyNotRestore({ stopped: row.state === 'stopped', decidedAt: row.decidedAt, mine, manages }, now) : whyNotJudge({ mine, aboutMe, reportedByMe: row.reportedByMe, manages });
  return { ...row, author: { id: row.authorId, name: row.authorName }, column: content?.columnId ? { id: content.columnId, name: content.columnName ?? '' } : null, title: content?.title ?? null, text: text.slice(0, most), cut: text.length > most,
    visibility: content?.visibility ?? ('branch' satisfies Visibility), contentState: content?.state ?? ('retracted' satisfies ContentState), path: content?.path ?? '', at: content?.at ?? row.openedAt, overdue: row.late || (row.appeal?.overdue ?? false), whyNot };
}
