import { Injectable } from '@nestjs/common';
import type { figureRoutes, FigureKind } from '@branch/shared/figures/routes';
import { figureNames } from '@branch/shared/figures/routes';
import { monthsUpTo, spanBounds, whyNotSpan } from '@branch/shared/figures/rules';
import { nobodyId } from '@branch/shared/nobody';
import { paths } from '@branch/shared/paths';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { wholeDays } from '@branch/shared/sites/rules';
import { siteStateNames } from '@branch/shared/sites/routes';
import { shanghaiMonth } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import type { Download } from '../kit/answers.js';
import { micros, pageOf, readCursor } from '../kit/page.js';
import { writeTable } from '../members/roster-file.js';
import { monthsBetween } from '../sites/figures.js';

type Table = Result<typeof figureRoutes.sites>;
type SiteRow = Table['items'][number];
interface Found extends Omit<SiteRow, 'daysWithoutUpdate' | 'monthsWithoutMeeting'> { lastUpdateAt: Date | null; lastMeetingAt: Date | null }
interface Row { title: string | null; at: Date; value: number; path: string | null; key: string; id: string }
interface Span { from: string; to: string; begins: Date; ends: Date; now: Date }

/** Published things; what is written under the pseudonym raises no number (guarantees 6). */
const shown = (row: string) => `${row}.state = 'published' and ${row}.author_id <> '${nobodyId}'`;
const waits = 'm.state = \'published\' and m.answered_at is null and m.received_at is null';
const met = 'm.state = \'closed\' and m.closed_how is distinct from \'adjourned\'';

/** $1 the unit, $2 and $3 the span, whose end is not in it. */
const table = `with s as (select s.unit_id, s.name, s.state, s.last_update_at, u.name as unit_name, (select c.name from unit c where c.id = any (u.path) and c.kind = 'community' and c.id <> u.id) as community from site s join unit u on u.id = s.unit_id where u.path @> array[$1] order by cardinality(u.path), u.name, u.id limit 5000),
  p as (select p.unit_id, count(*)::int as n, coalesce(sum(p.characters), 0)::bigint as characters from post p join s on s.unit_id = p.unit_id where ${shown('p')} and p.published_at >= $2 and p.published_at < $3 group by p.unit_id),
  c as (select c.unit_id, count(*)::int as n, coalesce(sum(char_length(c.text)), 0)::bigint as characters from comment c join s on s.unit_id = c.unit_id where ${shown('c')} and c.at >= $2 and c.at < $3 group by c.unit_id),
  v as (select v.unit_id, sum(v.visits)::int as n from page_visit v join s on s.unit_id = v.unit_id where v.day >= shanghai_day($2) and v.day < shanghai_day($3) group by v.unit_id),
  m as (select m.unit_id, count(*)::int as n from message m join s on s.unit_id = m.unit_id where ${waits} group by m.unit_id),
  g as (select m.unit_id, max(m.closed_at) as at from meeting m join s on s.unit_id = m.unit_id where ${met} group by m.unit_id)
  select s.unit_id as "unitId", s.unit_name as "unitName", s.community as "communityName", s.name as "siteName", s.state, coalesce(p.n, 0) as posts, coalesce(c.n, 0) as comments, (coalesce(p.characters, 0) + coalesce(c.characters, 0))::float8 as characters,
    coalesce(v.n, 0) as visits, coalesce(m.n, 0) as unanswered, s.last_update_at as "lastUpdateAt", g.at as "lastMeetingAt"
  from s left join p using (unit_id) left join c using (unit_id) left join v using (unit_id) left join m using (unit_id) left join g using (unit_id)`;
const byMonth = (what: string, at: string) => `select to_char(x.${at} at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as n from ${what} x join unit u on u.id = x.unit_id where u.path @> array[$1] and ${shown('x')} and x.${at} >= $2 and x.${at} < $3 group by 1`;

/**
 * The rows behind a figure: $1 the site, $2 and $3 the span. The same statement counts them for the system and shows them to the caller, so that titles
 * are only those which row-level security shows anyway (guarantees 5.2: figures and public content).
 */
const behind: Record<FigureKind, string> = {
  posts: `select p.id, p.published_at as at, p.title, 1 as value, p.id as post from post p where p.unit_id = $1 and ${shown('p')} and p.published_at >= $2 and p.published_at < $3`,
  comments: `select p.id, max(c.at) as at, p.title, count(*)::int as value, p.id as post from comment c join post p on p.id = c.post_id where c.unit_id = $1 and ${shown('c')} and c.at >= $2 and c.at < $3 group by p.id, p.title`,
  characters: `select p.id, p.published_at as at, p.title, p.characters as value, p.id as post from post p where p.unit_id = $1 and ${shown('p')} and p.published_at >= $2 and p.published_at < $3
    union all select c.id, c.at, '点评：' || p.title, char_length(c.text), p.id from comment c join post p on p.id = c.post_id where c.unit_id = $1 and ${shown('c')} and c.at >= $2 and c.at < $3`,
  visits: `select p.id, max(v.day)::timestamp at time zone 'Asia/Shanghai' as at, p.title, sum(v.visits)::int as value, p.id as post from page_visit v join post p on p.id = v.post_id where v.unit_id = $1 and v.day >= shanghai_day($2) and v.day < shanghai_day($3) group by p.id, p.title`,
  unanswered: `select m.id, m.left_at as at, left(regexp_replace(m.text, '\\s+', ' ', 'g'), 40) as title, greatest(0, floor(extract(epoch from app_now() - m.left_at) / 3600))::int as value, null as post from message m where m.unit_id = $1 and ${waits} and $2::timestamptz < $3::timestamptz`,
  update: `select p.id, p.published_at as at, p.title, 1 as value, p.id as post from post p where p.unit_id = $1 and ${shown('p')} and $2::timestamptz < $3::timestamptz`,
  meeting: `select m.id, m.closed_at as at, m.title, 1 as value, null as post from meeting m where m.unit_id = $1 and ${met} and $2::timestamptz < $3::timestamptz`,
};

/** Figures of sites for those above them and for the branch itself (SITE-10); counts without persons, each with the rows behind it. */
@Injectable()
export class FiguresService {
  constructor(private readonly db: Db) {}

  async sites(input: Input<typeof figureRoutes.sites>): Promise<Table> {
    return this.db.asSystem('counts of every site beneath, without persons', async (tx) => {
      const span = await this.span(tx, input);
      const months = monthsUpTo(span.to, 6);
      const six = spanBounds(months[0] ?? span.to, span.to);
      const counted = async (what: string, at: string) => new Map((await tx.sql<{ month: string; n: number }>(byMonth(what, at), [input.unitId, six.from, six.to])).map((row) => [row.month, row.n]));
      const [posts, comments] = [await counted('post', 'published_at'), await counted('comment', 'at')];
      return { from: span.from, to: span.to, items: await this.rows(tx, input.unitId, span), series: months.map((month) => ({ month, posts: posts.get(month) ?? 0, comments: comments.get(month) ?? 0 })) };
    });
  }

  /** What the caller may read, newest first; how many there are in all, and how many of them are closed to the caller. */
  async behind(input: Input<typeof figureRoutes.behind>): Promise<Result<typeof figureRoutes.behind>> {
    const limit = input.limit ?? 20;
    const { span, total } = await this.db.asSystem('how many rows a figure has', async (tx) => {
      await tx.found('select 1 from site s join unit u on u.id = s.unit_id where s.unit_id = $1 and u.path @> array[$2]', [input.siteId, input.unitId]);
      const at = await this.span(tx, input);
      return { span: at, total: (await tx.found<{ n: number }>(`select count(*)::int as n from (${behind[input.kind]}) x`, [input.siteId, at.begins, at.ends])).n };
    });
    return this.db.read(async (db) => {
      const mine = (await db.found<{ n: number }>(`select count(*)::int as n from (${behind[input.kind]}) x`, [input.siteId, span.begins, span.ends])).n;
      return { ...pageOf(await this.opened(db, input, span, limit), limit, (row) => [Number(row.key), row.id], (row) => ({ title: row.title, at: row.at, value: row.value, path: row.path })), total, closed: Math.max(0, total - mine) };
    });
  }

  async export(input: Input<typeof figureRoutes.export>): Promise<Download> {
    const { span, items } = await this.db.asSystem('counts of every site beneath, without persons', async (tx) => {
      const at = await this.span(tx, input);
      await tx.audit('figures.exported', `unit:${input.unitId}`, { unitId: input.unitId, from: at.from, to: at.to });
      return { span: at, items: await this.rows(tx, input.unitId, at) };
    });
    const heads = ['组织', '上级', '网站', '状态', ...(['posts', 'comments', 'characters', 'visits', 'unanswered', 'update', 'meeting'] as const).map((kind) => figureNames[kind])];
    const cells = items.map((row) => [row.unitName, row.communityName ?? '', row.siteName, siteStateNames[row.state], ...[row.posts, row.comments, row.characters, row.visits, row.unanswered, row.daysWithoutUpdate, row.monthsWithoutMeeting].map((value) => (value === null ? '' : String(value)))]);
    return { name: `网站数字 ${span.from}${span.from === span.to ? '' : `至${span.to}`}.${input.format}`, ...await writeTable(input.format, [heads, ...cells], [], '网站数字') };
  }

  private async rows(tx: Tx, unitId: string, span: Span): Promise<SiteRow[]> {
    const found = await tx.sql<Found>(table, [unitId, span.begins, span.ends], 'figures_table');
    return found.map(({ lastUpdateAt, lastMeetingAt, ...row }) => ({ ...row, daysWithoutUpdate: lastUpdateAt ? wholeDays(lastUpdateAt, span.now) : null, monthsWithoutMeeting: lastMeetingAt ? monthsBetween(lastMeetingAt, span.now) : null }));
  }

  private opened(db: Reading, input: Input<typeof figureRoutes.behind>, span: Span, limit: number): Promise<Row[]> {
    const key = readCursor<[number, string]>(input.cursor, 2);
    if (key && (typeof key[0] !== 'number' || typeof key[1] !== 'string' || Math.abs(key[0]) > 4e15)) throw new Refusal('cursor.invalid');
    const path = input.kind === 'unanswered' ? '$5' : input.kind === 'meeting' ? 'null::text' : 'replace($5, \'POST\', x.post)';
    const after = key ? ' and (x.at, x.id) < (\'epoch\'::timestamptz + $6::bigint * interval \'1 microsecond\', $7)' : '';
    return db.sql<Row>(`select x.id, x.at, x.title, x.value, ${path} as path, ${micros('x.at')} as key from (${behind[input.kind]}) x where $5 <> ''${after} order by x.at desc, x.id desc limit $4`,
      [input.siteId, span.begins, span.ends, limit + 1, input.kind === 'unanswered' ? paths.board(input.siteId) : paths.post(input.siteId, 'POST'), ...(key ?? [])]);
  }

  private async span(db: Reading, input: { from?: string | undefined; to?: string | undefined }): Promise<Span> {
    const now = await db.now();
    const to = input.to ?? shanghaiMonth(now);
    const from = input.from ?? to;
    refuseIf(whyNotSpan(from, to));
    const { from: begins, to: ends } = spanBounds(from, to);
    return { from, to, begins, ends, now };
  }
}
