import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import type { postRoutes } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { SiteState } from '@branch/shared/sites/routes';
import { whyNotVisit } from '@branch/shared/sites/rules';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading, Statement } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import { before, micros, pageOf, readCursor } from '../kit/page.js';
import type { CardRow, FullRow } from './post-rows.js';
import { cardFrom, fullFields, fullFrom, postFields, PostPresenter } from './post-rows.js';
import { listedFor } from './screening.js';
import { VisitsService } from './visits.service.js';

interface ListedRow extends CardRow { key: string; now: Date }
const listed = `${postFields}, ${micros('p.published_at')} as key, (select app_now()) as now`;

const one = `select ${fullFields('$3')} ${fullFrom('$3')} where p.id = $1 and p.unit_id = $2 and (${listedFor('p', '$3')} or p.state <> 'retracted' and $4)`;
const oneOf = (unitId: string, postId: string, me: Me | null): Statement => [one, [postId, unitId, me?.personId ?? '', can(me, 'message.answer', context.getStore()?.at ?? null)], 'post_one'];

/**
 * Posts in the columns of a site, read. Which posts a reader sees is the row-level policy of `post`: the unit's own people see all of them,
 * others those meant for their community, all members or everyone (SITE-6).
 */
@Injectable()
export class PostsService {
  constructor(private readonly db: Db, private readonly presenter: PostPresenter, private readonly visits: VisitsService, private readonly files: FilesService) {
    // As the policies of `post` say it, for a reader of whom only the session is known (an image request carries no token).
    files.alsoOpens(async (tx, fileId, reader) => (await tx.one(`select 1 from post p join unit u on u.id = p.unit_id where p.file_ids @> array[$1] and p.state = 'published' and (p.visibility = 'members' and $2
      or p.visibility = 'community' and exists (select 1 from unit c where c.id = any (u.path) and c.kind = 'community' and c.id = any ($3)) or p.visibility = 'public' and exists (select 1 from site s where s.unit_id = p.unit_id and s.state = 'online')
        or p.unit_id = any ($4) and exists (select 1 from site s where s.unit_id = p.unit_id and s.state in ('incubating', 'rectifying')) and exists (select 1 from site_column c where c.id = p.column_id and not c.hosted and not c.pseudonyms)) limit 1`,
    [fileId, reader !== null, reader?.memberships.flatMap((one) => one.path) ?? [], reader?.roles.flatMap((held) => (held.role === 'mentor' && held.unitId !== null ? [held.unitId] : [])) ?? []], 'post_of_file')) !== null);
  }

  async posts(input: Input<typeof postRoutes.posts>, me: Me) {
    const limit = input.limit ?? 20;
    await this.refuseVisitor(input.unitId, me);
    if (input.order === 'discussed') return this.discussed(input, me, limit);
    const page = before(input.cursor, 'p.published_at', 'p.id', input.columnId ? 5 : 4);
    const where = `p.unit_id = $1 and ${listedFor('p', '$3')}${input.columnId ? ' and p.column_id = $4' : ''}${input.order === 'unanswered' ? ' and p.comment_count = 0' : ''}`;
    const params = [input.unitId, limit + 1, me.personId, ...(input.columnId ? [input.columnId] : []), ...page.params];
    return pageOf(
      await this.db.rows<ListedRow>(`select ${listed} ${cardFrom} where ${where}${page.sql} order by p.published_at desc, p.id desc limit $2`, params),
      limit, (row) => [Number(row.key), row.id], (row) => this.presenter.card(row, me, row.now));
  }

  /** Who is not of the unit is its site's mentor: they read along while it is in the background. */
  private async refuseVisitor(unitId: string, me: Me): Promise<void> {
    if (can(me, 'post.read', context.getStore()?.at ?? null)) return;
    const site = (await this.db.rows<{ state: SiteState }>('select state from site where unit_id = $1', [unitId], 'site_state'))[0];
    refuseIf(site ? whyNotVisit(site.state, false) : 'not-found');
  }

  /** 热门: by the number of comments, then the newest. */
  private discussed(input: Input<typeof postRoutes.posts>, me: Me, limit: number) {
    const key = readCursor<[number, number, string]>(input.cursor, 3);
    if (key && (typeof key[0] !== 'number' || typeof key[1] !== 'number' || typeof key[2] !== 'string' || Math.abs(key[0]) > 2e9 || Math.abs(key[1]) > 4e15)) throw new Refusal('cursor.invalid');
    const first = input.columnId ? 5 : 4;
    const after = key ? ` and (p.comment_count, p.published_at, p.id) < ($${first}, 'epoch'::timestamptz + $${first + 1}::bigint * interval '1 microsecond', $${first + 2})` : '';
    const params = [input.unitId, limit + 1, me.personId, ...(input.columnId ? [input.columnId] : []), ...(key ?? [])];
    return this.db.read(async (db) => pageOf(
      await db.sql<ListedRow>(`select ${listed} ${cardFrom} where p.unit_id = $1 and p.comment_count > 0 and ${listedFor('p', '$3')}${input.columnId ? ' and p.column_id = $4' : ''}${after} order by p.comment_count desc, p.published_at desc, p.id desc limit $2`, params),
      limit, (row) => [row.comments, Number(row.key), row.id], (row) => this.presenter.card(row, me, row.now)));
  }

  /** Posts of other sites that are meant for the reader; the database's policy decides which. */
  wider(input: Input<typeof postRoutes.wider>, me: Me) {
    const limit = input.limit ?? 20;
    const page = before(input.cursor, 'p.published_at', 'p.id', 2);
    return this.db.read(async (db) => pageOf(
      await db.sql<ListedRow & { unitId: string; siteName: string }>(`select ${listed}, p.unit_id as "unitId", s.name as "siteName" ${cardFrom} join site s on s.unit_id = p.unit_id
        where p.visibility <> 'branch' and p.state = 'published' and not p.unit_id = any ((select app_units())::text[])${page.sql} order by p.published_at desc, p.id desc limit $1`, [limit + 1, ...page.params]),
      limit, (row) => [Number(row.key), row.id], (row) => this.presenter.card(row, me, row.now)));
  }

  /** One post, to whom it is meant for; a visitor has no `me`. */
  async post(input: Input<typeof postRoutes.post>, me: Me | null) {
    const found = this.present((await this.db.rows<FullRow>(...oneOf(input.unitId, input.postId, me)))[0], me);
    if (!found.mine && found.state === 'published') this.visits.saw(input.unitId, input.postId, found.now);
    return found;
  }

  /** Where an attachment can be fetched now, by who may read the post; they are asked again when it is fetched. */
  attachment(input: Input<typeof postRoutes.attachment>, me: Me | null) {
    return this.db.read(async (db) => {
      const post = await this.one(db, input.unitId, input.postId, me);
      if (!post.blocks.some((block) => block.type === 'attachment' && block.fileId === input.fileId)) throw new Refusal('not-found');
      return { url: this.files.documentAddress(input.fileId, me, post.now) };
    });
  }

  /** A reaction on or off; it counts for nothing, so nobody is told. */
  react(input: Input<typeof postRoutes.react>, me: Me) {
    return this.db.write(async (tx) => {
      await this.one(tx, input.unitId, input.postId, me);
      if (input.on) await tx.sql('insert into post_reaction (unit_id, post_id, person_id, kind, at) values ($1, $2, $3, $4, app_now()) on conflict do nothing', [input.unitId, input.postId, me.personId, input.kind]);
      else await tx.sql('delete from post_reaction where post_id = $1 and person_id = $2 and kind = $3', [input.postId, me.personId, input.kind]);
      return this.one(tx, input.unitId, input.postId, me);
    });
  }

  /** Not found unless it is the reader's to see. */
  async one(db: Reading, unitId: string, postId: string, me: Me | null) {
    return this.present((await db.sql<FullRow>(...oneOf(unitId, postId, me)))[0], me);
  }

  private present(row: FullRow | undefined, me: Me | null) {
    if (!row) throw new Refusal('not-found');
    return { ...this.presenter.full(row, me), now: row.now };
  }
}
