import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { whyNotVisible, whyNotWords } from '@branch/shared/posts/rules';
import type { ContentState, postRoutes, Visibility } from '@branch/shared/posts/routes';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { SiteState } from '@branch/shared/sites/routes';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { before, micros, pageOf } from '../kit/page.js';
import { Post } from './post.entity.js';
import { keepsShelf, listedFor, screened } from './screening.js';
import type { Shown } from './screening.js';

interface PostRow { id: string; title: string; excerpt: string; column: { id: string; kind: 'news'; name: string }; author: { id: string; name: string; company: string | null }; publishedAt: Date; visibility: Visibility; state: ContentState; key: string }

/** A post in a list: the author's company is that of the membership in this unit or beneath it; `p` is the post, `c` its column, `a` the author. */
export const postFields = `p.id, p.title, left(replace(replace(translate(left(p.text, 200), e'\\n\\r\\t\\u3000', '    '), '  ', ' '), '  ', ' '), 90) as excerpt, jsonb_build_object('id', c.id, 'kind', c.kind, 'name', c.name) as column,
  jsonb_build_object('id', a.id, 'name', a.name, 'company', (select co.name from membership m join company co on co.id = m.company_id join unit mu on mu.id = m.unit_id
    where m.person_id = p.author_id and m.ends_on is null and p.unit_id = any (mu.path) order by m.starts_on desc limit 1)) as author, p.published_at as "publishedAt", p.visibility, p.state`;
const from = 'from post p join site_column c on c.id = p.column_id join person a on a.id = p.author_id';

/**
 * Posts in the columns of a site. Which posts a reader sees is the row-level policy of `post`: the unit's own people see all of them,
 * others those meant for their community, all members or everyone (SITE-6).
 */
@Injectable()
export class PostsService {
  constructor(private readonly db: Db) {
    keepsShelf('post', {
      find: (reading, ids, lock) => reading.sql<Shown>(`select p.id, p.unit_id as "unitId", p.column_id as "columnId", c.name as "columnName", p.author_id as "authorId", a.name as "authorName", p.title, p.text, p.published_at as at, p.state, p.visibility,
        '/posts/post/index?unit=' || p.unit_id || '&id=' || p.id as path, '{}'::text[] as "fileIds" ${from} where p.id = any ($1) order by p.id${lock ? ' for update of p' : ''}`, [ids]),
      move: async (tx, id, to, restored) => { await tx.sql('update post set state = $2, restored_at = case when $3 then app_now() end where id = $1', [id, to, restored]); },
      announce: async (tx, id) => {
        const post = await tx.one<{ unit_id: string; author_id: string }>('select unit_id, author_id from post where id = $1', [id]);
        if (post) await tx.announce('post.published', { postId: id, unitId: post.unit_id, authorId: post.author_id });
      },
    });
  }

  posts(input: Input<typeof postRoutes.posts>, me: Me) {
    const limit = input.limit ?? 20;
    const page = before(input.cursor, 'p.published_at', 'p.id', input.columnId ? 5 : 4);
    const where = `p.unit_id = $1 and ${listedFor('p', '$3')}${input.columnId ? ' and p.column_id = $4' : ''}`;
    const params = [input.unitId, limit + 1, me.personId, ...(input.columnId ? [input.columnId] : []), ...page.params];
    return this.db.read(async (db) => pageOf(
      await db.sql<PostRow>(`select ${postFields}, ${micros('p.published_at')} as key ${from} where ${where}${page.sql} order by p.published_at desc, p.id desc limit $2`, params),
      limit, (row) => [Number(row.key), row.id], (row) => row));
  }

  post(input: Input<typeof postRoutes.post>, me: Me) { return this.db.read((db) => this.one(db, input.unitId, input.postId, me)); }

  /** Publishes once for a client's id. Refuses with `post.empty`, `line.control-characters`, `column.closed`, `site.not-online`. */
  async write(input: Input<typeof postRoutes.write>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      refuseIf(whyNotWords(input.text, 'post.empty'));
      const column = await tx.found<{ closed: boolean; state: SiteState }>('select c.closed, s.state from site_column c join site s on s.unit_id = c.unit_id where c.id = $1 and c.unit_id = $2 for share of c, s', [input.columnId, input.unitId]);
      refuseIf(column.closed ? 'column.closed' : whyNotVisible(input.visibility, column.state));
      const id = newId();
      const state = await screened(tx, { kind: 'post', id, unitId: input.unitId, columnId: input.columnId, authorId: me.personId, text: `${input.title}\n${input.text.trim()}`, visibility: input.visibility });
      await tx.insert(Post, { id, unitId: input.unitId, columnId: input.columnId, authorId: me.personId, title: input.title, text: input.text.trim(), visibility: input.visibility, publishedAt: await tx.now(), state });
      if (state === 'published') await tx.announce('post.published', { postId: id, unitId: input.unitId, authorId: me.personId });
      return this.one(tx, input.unitId, id, me);
    }));
    return answer;
  }

  private one(db: Reading, unitId: string, postId: string, me: Me) {
    return db.found<PostRow & { text: string; mine: boolean }>(`select ${postFields}, p.text, p.author_id = $3 as mine, p.restored_at as "restoredAt" ${from} where p.id = $1 and p.unit_id = $2 and (${listedFor('p', '$3')} or p.state <> 'retracted' and $4)`, [postId, unitId, me.personId, can(me, 'message.answer', context.getStore()?.at ?? null)], 'post_one');
  }
}
