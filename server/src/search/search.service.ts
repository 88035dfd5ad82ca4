import { Injectable } from '@nestjs/common';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { paths } from '@branch/shared/paths';
import { unitsWith } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { partsAround, termsOf } from '@branch/shared/search/highlight';
import { searchScopes } from '@branch/shared/search/routes';
import type { SearchHit, searchRoutes, SearchScope } from '@branch/shared/search/routes';
import { whyNotSearch } from '@branch/shared/search/rules';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import { gate } from '../kit/gate.js';
import { micros, pageOf, readCursor } from '../kit/page.js';

/** What every statement answers: two texts to mark the hits in, and what the cursor is made of. */
interface Row { id: string; unitId: string; parentId: string | null; title: string; text: string | null; content: MinutesContent | null; about: (string | null)[]; at: Date | null; key: string }
interface Asked { q: string; me: Me | null; limit: number; key: readonly [string, string] | null }
type Statement = readonly [text: string, params: readonly unknown[], name: string];

const listOf = (ids: readonly string[]): string => `{${ids.filter((id) => /^\w+$/.test(id)).join(',')}}`;
const found = (kind: string) => `app_search('${kind}', $1, $2::text[], case when $3::text is null then null else 'epoch'::timestamptz + $3::bigint * interval '1 microsecond' end, $4, $5::int) f`;
const written = (asked: Asked, minutesOf: string[] = []) => [asked.q, listOf(minutesOf), asked.key?.[0] ?? null, asked.key?.[1] ?? null, asked.limit + 1];
const author = 'name_shown(a.name, a.public_name)';
const newest = 'order by f.entry_at desc, f.entry_id desc';

/**
 * One box over what the reader may read (SITE-8). `app_search` asks what the policies ask, because an index cannot be used beneath them (0021);
 * what it names is then read through the policies themselves, so that a mistake in one shows nothing.
 */
const statements: Record<SearchScope, (asked: Asked) => Statement> = {
  posts: (asked) => [`select p.id, p.unit_id as "unitId", null as "parentId", p.title, p.text, null as content, array[s.name, c.name, ${author}] as about, p.published_at as at, ${micros('f.entry_at')} as key
    from ${found('post')} join post p on p.id = f.entry_id join site_column c on c.id = p.column_id join site s on s.unit_id = p.unit_id join person a on a.id = p.author_id ${newest}`, written(asked), 'search_posts'],
  comments: (asked) => [`select m.id, m.unit_id as "unitId", m.post_id as "parentId", p.title, m.text, null as content, array[s.name, ${author}] as about, m.at, ${micros('f.entry_at')} as key
    from ${found('comment')} join comment m on m.id = f.entry_id join post p on p.id = m.post_id join site s on s.unit_id = p.unit_id join person a on a.id = m.author_id ${newest}`, written(asked), 'search_comments'],
  minutes: (asked) => [`select g.id, g.unit_id as "unitId", null as "parentId", g.title, null as text, v.content, array[u.name] as about, g.starts_at as at, ${micros('f.entry_at')} as key
    from ${found('minutes')} join meeting g on g.id = f.entry_id join unit u on u.id = g.unit_id
    join lateral (select w.content from minutes_version w where w.meeting_id = g.id order by w.version desc limit 1) v on true ${newest}`, written(asked, asked.me ? unitsWith(asked.me, 'minutes.read') : []), 'search_minutes'],
  // Whom the directory would show: the policy of «membership» keeps it to the branch and its general branch, the units to those whose inside one is.
  people: ({ q, me, limit, key }) => [`select * from (select distinct on (p.name, p.id) p.id, m.unit_id as "unitId", null as "parentId", p.name as title, null as text, null::jsonb as content, array[u.name, case when p.hides_company then null else c.name end] as about, null::timestamptz as at, p.name as key
      from membership m join person p on p.id = m.person_id join unit u on u.id = m.unit_id left join company c on c.id = m.company_id
      where m.ends_on is null and position(search_form($1) in search_form(p.name)) > 0 and exists (select 1 from unit o where o.id = any (u.path) and o.id = any ($2::text[]) and o.kind in ('generalBranch', 'branch', 'partyGroup'))
        and ($3::text is null or (p.name, p.id) > ($3, $4)) order by p.name, p.id, m.starts_on desc) x order by x.key, x.id limit $5::int`, [q, listOf(me ? unitsWith(me, 'unit.inside') : []), key?.[0] ?? null, key?.[1] ?? null, limit + 1], 'search_people'],
  // The menus of one's own units; they roll down (AID-3), and each is read at the unit that owns it.
  services: ({ q, me, limit, key }) => [`select i.id, i.unit_id as "unitId", null as "parentId", i.item as title, i.notes as text, null as content, array[u.name, i.form, i.time] as about, null::timestamptz as at, i.item as key
    from service_item i join unit u on u.id = i.unit_id where i.unit_id = any ($2::text[]) and i.state in ('onMenu', 'onNotice') and ($3::text is null or (i.item, i.id) > ($3, $4))
      and (position(search_form($1) in search_form(i.item || ' ' || i.form || ' ' || i.notes)) > 0 or exists (select 1 from person s where s.id = any (i.provider_ids) and position(search_form($1) in search_form(s.name)) > 0))
    order by i.item, i.id limit $5::int`, [q, listOf(me ? unitsWith(me, 'service.read') : []), key?.[0] ?? null, key?.[1] ?? null, limit + 1], 'search_services'],
};
const ofVisitors: readonly SearchScope[] = ['posts'];
const ofEach = 4;

@Injectable()
export class SearchService {
  /** A crowd at this door leaves connections to those who read and write. */
  private readonly few = gate(6);

  constructor(private readonly db: Db) {}

  async search(input: Input<typeof searchRoutes.search>, me: Me | null): Promise<{ items: SearchHit[]; next: string | null; more: SearchScope[] }> {
    refuseIf(whyNotSearch(input.q));
    const q = input.q.trim();
    const terms = termsOf(q);
    const open = me ? searchScopes : ofVisitors;
    if (input.scope && !open.includes(input.scope)) return { items: [], next: null, more: [] };
    if (input.scope) {
      const { scope } = input;
      const limit = input.limit ?? 20;
      const [rows] = await this.few(() => this.db.page(statements[scope]({ q, me, limit, key: keyOf(input.cursor, scope) }))) as unknown as [Row[]];
      return { ...pageOf(rows, limit, (row) => [row.key, row.id], (row) => hitOf(scope, row, terms)), more: [] };
    }
    const all = await this.few(() => this.db.page(...open.map((scope) => statements[scope]({ q, me, limit: ofEach, key: null })))) as unknown as Row[][];
    return {
      items: open.flatMap((scope, at) => (all[at] ?? []).slice(0, ofEach).map((row) => hitOf(scope, row, terms))), next: null,
      more: open.filter((_, at) => (all[at] ?? []).length > ofEach),
    };
  }
}

/** A moment and an id, or a name and an id. */
function keyOf(cursor: string | undefined, scope: SearchScope): readonly [string, string] | null {
  const key = readCursor<[string, string]>(cursor, 2);
  if (!key) return null;
  const named = scope === 'people' || scope === 'services';
  if (typeof key[0] !== 'string' || typeof key[1] !== 'string' || (!named && !/^\d{1,16}$/.test(key[0]))) throw new Refusal('cursor.invalid');
  return key;
}

function hitOf(scope: SearchScope, row: Row, terms: readonly string[]): SearchHit {
  return {
    scope, id: row.id, path: pathOf(scope, row), title: partsAround(row.title, terms, 60), excerpt: partsAround(row.content ? linesOf(row.content) : row.text ?? '', terms, 90),
    about: row.about.filter((part) => part !== null), day: row.at ? shanghaiDay(row.at) : null,
  };
}

function pathOf(scope: SearchScope, row: Row): string {
  switch (scope) {
    case 'posts': return paths.post(row.unitId, row.id);
    case 'comments': return paths.post(row.unitId, row.parentId ?? '', row.id);
    case 'minutes': return paths.minutes(row.unitId, row.id);
    case 'people': return paths.directory(row.unitId);
    case 'services': return paths.service(row.unitId, row.id);
  }
}

/** The words of minutes as search knows them (search_minutes in 0021). */
const linesOf = (content: MinutesContent): string => [content.remarks, ...content.agenda.flatMap((item) => [item.title, item.summary]), ...content.statements.map((one) => `${one.speaker}：${one.text}`),
  ...content.decisions.map((one) => one.title), ...content.actions.map((one) => [one.text, one.owner].filter(Boolean).join('，'))].filter((line) => line !== '').join(' ');
