import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import { nobodyId } from '@branch/shared/nobody';
import type { Me } from '@branch/shared/permissions';
import type { commentRoutes } from '@branch/shared/posts/comment-routes';
import type { ContentState, Visibility } from '@branch/shared/posts/routes';
import { whyNotComment, whyNotRetractComment } from '@branch/shared/posts/rules';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { Role } from '@branch/shared/roles';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading, Statement, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { Comment } from './comment.entity.js';
import { mayComment, officeName, officeOf } from './post-rows.js';
import { keepsShelf, listedFor, screened } from './screening.js';
import type { Shown } from './screening.js';

interface ReplyRow { id: string; author: { id: string; name: string; officeRole: Role | null }; text: string | null; at: Date | string; restoredAt: Date | string | null; state: ContentState; mine: boolean; quote: { id: string; name: string; floor: number | null; text: string | null } | null }
interface CommentRow extends ReplyRow { floor: number | null; replies: ReplyRow[] }
export interface Under { id: string; unitId: string; columnId: string; authorId: string; visibility: Visibility; state: ContentState; mine: boolean }

/** Comments that wait have no floor yet and stand at the end, seen by their author alone. */
const last = 2_000_000_000;

/** One comment for the reader $1, who is ($2) of those who moderate: words that were taken from view stay away, their place does not. */
const fields = (c: string, a: string) => `${c}.id, json_build_object('id', ${a}.id, 'name', name_shown(${a}.name, ${a}.public_name), 'officeRole', case when app_person() is not null then ${officeOf(`${c}.author_id`, `${c}.unit_id`)} end) as author, case when ${listedFor(c, '$1')} or $2 and ${c}.state <> 'retracted' then ${c}.text end as text, ${c}.at, ${c}.restored_at as "restoredAt", ${c}.state, ${c}.author_id = $1 as mine,
  case when ${c}.quote_id is not null then (select json_build_object('id', q.id, 'name', name_shown(qa.name, qa.public_name), 'floor', q.floor, 'text', case when q.state = 'published' then left(q.text, 200) end) from comment q join person qa on qa.id = q.author_id where q.id = ${c}.quote_id) end as quote`;
const replies = `coalesce((select json_agg(x order by x.at, x.id) from (select ${fields('r', 'ra')} from comment r join person ra on ra.id = r.author_id where r.parent_id = c.id and (${listedFor('r', '$1')} or $2 and r.state <> 'retracted') order by r.at, r.id limit 200) x), '[]') as replies`;

const above = ({ unitId, postId }: { unitId: string; postId: string }, me: Me | null): Statement => [`select p.id, p.unit_id as "unitId", p.column_id as "columnId", p.author_id as "authorId", p.visibility, p.state, p.author_id = $3 as mine from post p
  where p.id = $1 and p.unit_id = $2 and (${listedFor('p', '$3')} or p.state <> 'retracted' and $4)`, [postId, unitId, me?.personId ?? '', moderates(me)], 'post_above'];

/** Comments under posts (SITE-8): floors in the order they became visible, replies beneath them, quotes. */
@Injectable()
export class CommentsService {
  constructor(private readonly db: Db) {
    keepsShelf('comment', {
      find: (reading, ids, lock) => reading.sql<Shown>(`select m.id, m.unit_id as "unitId", p.column_id as "columnId", c.name as "columnName", m.author_id as "authorId", a.name as "authorName", p.title, m.text, m.at, m.state, p.visibility,
        '/posts/post/index?unit=' || m.unit_id || '&id=' || m.post_id || '&at=' || m.id as path, '{}'::text[] as "fileIds" from comment m join post p on p.id = m.post_id join site_column c on c.id = p.column_id join person a on a.id = m.author_id where m.id = any ($1) order by m.id${lock ? ' for update of m' : ''}`, [ids]),
      move: async (tx, id, to, restored) => {
        const comment = await tx.found<{ id: string; post_id: string; parent_id: string | null; floor: number | null; for_strangers: boolean; visibility: Visibility }>('select c.id, c.post_id, c.parent_id, c.floor, c.for_strangers, p.visibility from comment c join post p on p.id = c.post_id where c.id = $1', [id]);
        const floor = to === 'published' && comment.parent_id === null && comment.floor === null ? await this.nextFloor(tx, comment.post_id) : comment.floor;
        await tx.update(Comment, { id }, { state: to, floor, restoredAt: restored ? await tx.now() : null, forStrangers: comment.for_strangers || (to === 'published' && comment.visibility === 'public') });
      },
      announce: (tx, id) => this.announce(tx, id),
    });
  }

  comments(input: Input<typeof commentRoutes.comments>, me: Me | null) {
    const limit = input.limit ?? 20;
    const key = readCursor<[number, string]>(input.cursor, 2);
    if (key && (typeof key[0] !== 'number' || typeof key[1] !== 'string' || Math.abs(key[0]) > last)) throw new Refusal('cursor.invalid');
    // The comments of a post that is not the reader's to see are not, either (row-level security); whether it is decides what a reader is told.
    return this.db.page(above(input, me), [`select ${fields('c', 'a')}, c.floor, ${replies} from comment c join person a on a.id = c.author_id
        where c.post_id = $3 and c.parent_id is null and (c.floor is not null or c.author_id = $1 and c.state in ('pending', 'rejected') or $2 and c.state in ('pending', 'rejected')) and (coalesce(c.floor, ${last}), c.id) > ($5, $6)
        order by coalesce(c.floor, ${last}), c.id limit $4`, [me?.personId ?? '', moderates(me), input.postId, limit + 1, ...(key ?? [-1, ''])]]).then(([post, rows]) => {
      if (post?.length !== 1) throw new Refusal('not-found');
      return pageOf(rows as unknown as CommentRow[], limit, (row) => [row.floor ?? last, row.id], present);
    });
  }

  /** Comments once for a client's id. Refuses as `whyNotComment`; a post one may not read is not found. */
  async comment(input: Input<typeof commentRoutes.comment>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const post = await this.under(tx, input, me);
      refuseIf(post.state === 'published' ? null : 'post.gone');
      const parent = input.parentId ? await this.said(tx, input.postId, input.parentId) : undefined;
      const quote = input.quoteId ? await this.said(tx, input.postId, input.quoteId) : undefined;
      refuseIf(whyNotComment(input.text, { member: mayComment(me), parent: parent && { top: parent.parent_id === null }, quote }));
      if (parent === null || quote === null) throw new Refusal('not-found');
      const id = newId();
      await this.store(tx, post, { id, authorId: me.personId, parentId: parent?.id ?? null, quoteId: quote?.id ?? null, text: input.text.trim(), at: await tx.now() });
      return present(await tx.found<CommentRow>(`select ${fields('c', 'a')}, c.floor, '[]'::jsonb as replies from comment c join person a on a.id = c.author_id where c.id = $3`, [me.personId, moderates(me), id], 'comment_one'));
    }));
    return answer;
  }

  /** Stores what the rules allow: published with its floor, or waiting. */
  async store(tx: Tx, post: Pick<Under, 'id' | 'unitId' | 'columnId' | 'visibility'>, comment: Pick<Comment, 'id' | 'authorId' | 'parentId' | 'quoteId' | 'text' | 'at'>): Promise<void> {
    const state = await screened(tx, { kind: 'comment', id: comment.id, unitId: post.unitId, columnId: post.columnId, authorId: comment.authorId, text: comment.text, visibility: post.visibility });
    const floor = state === 'published' && comment.parentId === null ? await this.nextFloor(tx, post.id) : null;
    await tx.insert(Comment, { ...comment, unitId: post.unitId, postId: post.id, floor, state, forStrangers: state === 'published' && post.visibility === 'public' });
    if (state === 'published') await this.announce(tx, comment.id);
  }

  /** Takes one's own back: its words are gone for everybody, its floor stays. */
  retract(input: Input<typeof commentRoutes.retractComment>, me: Me) {
    return this.db.write(async (tx) => {
      await this.under(tx, input, me);
      const held = await tx.found<{ author_id: string; state: ContentState }>('select author_id, state from comment where id = $1 and post_id = $2 and unit_id = $3', [input.commentId, input.postId, input.unitId]);
      refuseIf(whyNotRetractComment({ mine: held.author_id === me.personId, state: held.state }));
      const done = await tx.one('update comment set state = \'retracted\' where id = $1 and state = $2 returning id', [input.commentId, held.state]);
      refuseIf(done ? null : 'comment.gone-already');
      return { id: input.commentId };
    });
  }

  /** The post above, if it is the reader's to see. */
  under(db: Reading, at: { unitId: string; postId: string }, me: Me | null): Promise<Under> { return db.found<Under>(...above(at, me)); }

  private said(tx: Tx, postId: string, id: string) {
    return tx.one<{ id: string; parent_id: string | null; author_id: string }>('select id, parent_id, author_id from comment where id = $1 and post_id = $2 and state = \'published\'', [id, postId], 'comment_said');
  }

  /** Gapless and in the order of becoming visible: one comment of a post at a time is given its floor. */
  private async nextFloor(tx: Tx, postId: string): Promise<number> {
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`floors:${postId}`]);
    return (await tx.found<{ floor: number }>('select coalesce(max(floor), 0)::int + 1 as floor from comment where post_id = $1', [postId], 'comment_floor')).floor;
  }

  /** Tells whose post, floor or words it is about, each once. */
  private async announce(tx: Tx, id: string): Promise<void> {
    const said = await tx.found<{ commentId: string; postId: string; unitId: string; authorId: string; toldIds: string[] }>(`select c.id as "commentId", c.post_id as "postId", c.unit_id as "unitId", c.author_id as "authorId",
      array(select distinct x.id from (values (p.author_id), (pa.author_id), (q.author_id)) as x(id) where x.id is not null and x.id <> c.author_id and x.id <> '${nobodyId}') as "toldIds"
      from comment c join post p on p.id = c.post_id left join comment pa on pa.id = c.parent_id left join comment q on q.id = c.quote_id where c.id = $1`, [id]);
    await tx.announce('comment.published', said);
  }
}

const moderates = (me: Me | null): boolean => can(me, 'message.answer', context.getStore()?.at ?? null);
const named = <R extends ReplyRow>(row: R) => ({ ...row, author: { ...row.author, office: officeName(row.author.officeRole) } });
const present = (row: CommentRow) => ({ ...named(row), replies: row.replies.map(named) });
