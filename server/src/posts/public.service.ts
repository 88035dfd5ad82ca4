import { Injectable } from '@nestjs/common';
import { fromText } from '@branch/shared/posts/blocks';
import type { publicRoutes } from '@branch/shared/posts/public-routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { Theme } from '@branch/shared/sites/routes';
import { Db } from '../kit/db.js';
import { before, micros, pageOf } from '../kit/page.js';
import type { StoredBlock } from './post.entity.js';
import type { CardRow } from './post-rows.js';
import { cardFrom, postFields, PostPresenter } from './post-rows.js';
import { VisitsService } from './visits.service.js';

export interface PublicSite { id: string; name: string; banner: string; introduction: string; theme: Theme; exemplary: boolean; unitName: string; communityName: string | null }
export interface PublicCard { id: string; title: string; excerpt: string; column: string; author: string; publishedAt: Date; cover: { fileId: string; alt: string; caption: string } | null }
export interface PublicPost { id: string; title: string; column: string; author: string; publishedAt: Date; editedAt: Date | null; blocks: StoredBlock[]; comments: number }
interface PostRow extends PublicPost { text: string; now: Date; site: PublicSite }

const siteJson = `'id', s.unit_id, 'name', s.name, 'banner', s.banner, 'introduction', s.introduction, 'theme', s.theme, 'exemplary', s.exemplary, 'unitName', u.name,
  'communityName', (select c.name from unit c where c.id = any (u.path) and c.kind = 'community' and c.id <> u.id)`;
/** What strangers read: published, meant for everybody, on a site that is online. The policies of «post» say the same; this says it again. */
const openIn = (unit: string) => `p.visibility = 'public' and p.state = 'published' and exists (select 1 from site o where o.unit_id = ${unit} and o.state = 'online')`;
const card = `p.id, p.title, translate(left(p.text, 120), e'\\n\\r\\t\\u3000', '    ') as excerpt, c.name as column, name_shown(a.name, a.public_name) as author, p.published_at as "publishedAt",
  case when cardinality(p.file_ids) > 0 then jsonb_path_query_first(p.blocks, '$[*] ? (@.type == "picture")') end as cover`;

/** What a visitor sees of sites online (SITE-5): read as one, even if somebody is signed in. */
@Injectable()
export class PublicService {
  constructor(private readonly db: Db, private readonly visits: VisitsService, private readonly presenter: PostPresenter) {}

  /** A site's public posts for the app's own pages: the same rows for members and visitors. */
  posts(input: Input<typeof publicRoutes.posts>, me: Me | null) {
    const limit = input.limit ?? 20;
    const page = before(input.cursor, 'p.published_at', 'p.id', 3);
    return this.db.read(async (db) => {
      await db.found('select 1 from site where unit_id = $1 and state = \'online\'', [input.siteId], 'public_there');
      const rows = await db.sql<CardRow & { key: string; now: Date }>(`select ${postFields}, ${micros('p.published_at')} as key, (select app_now()) as now ${cardFrom} where p.unit_id = $1 and ${openIn('$1')}${page.sql} order by p.published_at desc, p.id desc limit $2`, [input.siteId, limit + 1, ...page.params]);
      return pageOf(rows, limit, (row) => [Number(row.key), row.id], (row) => this.presenter.card(row, me, row.now));
    });
  }

  /** A site with its newest public posts, or those before a cursor; «not found» for every other site, be it incubating or none at all. */
  async site(siteId: string, cursor?: string, limit = 20): Promise<{ site: PublicSite; posts: PublicCard[]; next: string | null }> {
    const page = before(cursor, 'p.published_at', 'p.id', 3);
    const [[found], rows] = await this.db.page(
      [`select json_build_object(${siteJson}) as site from site s join unit u on u.id = s.unit_id where s.unit_id = $1 and s.state = 'online'`, [siteId], 'public_site'],
      [`select ${card}, ${micros('p.published_at')} as key from post p join site_column c on c.id = p.column_id join person a on a.id = p.author_id where p.unit_id = $1 and ${openIn('$1')}${page.sql} order by p.published_at desc, p.id desc limit $2`, [siteId, limit + 1, ...page.params]],
    ) as unknown as [{ site: PublicSite }[], (PublicCard & { key: string })[]];
    if (!found) throw new Refusal('not-found');
    const { items, next } = pageOf(rows, limit, (row) => [Number(row.key), row.id], (row) => row);
    return { site: found.site, posts: items, next };
  }

  /** One public post; opening it is counted, by nobody in particular. */
  async post(siteId: string, postId: string, counted: boolean): Promise<{ site: PublicSite; post: PublicPost }> {
    const [row] = await this.db.rows<PostRow>(`select p.id, p.title, p.text, p.blocks, c.name as column, name_shown(a.name, a.public_name) as author, p.published_at as "publishedAt", p.edited_at as "editedAt", p.comment_count as comments, app_now() as now,
        json_build_object(${siteJson}) as site from post p join site_column c on c.id = p.column_id join person a on a.id = p.author_id join site s on s.unit_id = p.unit_id join unit u on u.id = p.unit_id
      where p.id = $2 and p.unit_id = $1 and ${openIn('$1')}`, [siteId, postId], 'public_post');
    if (!row) throw new Refusal('not-found');
    if (counted) this.visits.saw(siteId, postId, row.now);
    const { site, text, now: _now, ...post } = row;
    return { site, post: { ...post, blocks: post.blocks.length > 0 ? post.blocks : fromText(text) as StoredBlock[] } };
  }

  /** Sites that are online, by name, for who follows no link. */
  sites(): Promise<PublicSite[]> {
    return this.db.rows<{ site: PublicSite }>(`select json_build_object(${siteJson}) as site from site s join unit u on u.id = s.unit_id where s.state = 'online' order by coalesce(s.last_update_at, s.online_at, 'epoch') desc, s.unit_id limit 200`, [], 'public_sites').then((rows) => rows.map((row) => row.site));
  }

  /** Every address a search engine may know: sites and posts, never persons. As many as one list may hold. */
  addresses(): Promise<{ siteId: string; postId: string | null; at: Date | null }[]> {
    return this.db.rows(`(select s.unit_id as "siteId", null as "postId", s.last_update_at as at from site s where s.state = 'online' order by s.unit_id limit 5000)
      union all (select p.unit_id, p.id, coalesce(p.edited_at, p.published_at) from post p where ${openIn('p.unit_id')} and p.visibility <> 'branch' order by p.published_at desc, p.id desc limit 45000)`, [], 'public_addresses');
  }
}
