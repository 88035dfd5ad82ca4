import { Injectable } from '@nestjs/common';
import { nobodyId } from '@branch/shared/nobody';
import type { Me } from '@branch/shared/permissions';
import type { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { dailyPseudonyms, smallGroup, whyNotAnonymous } from '@branch/shared/posts/anonymous-rules';
import { charactersOf, fromText, textOf } from '@branch/shared/posts/blocks';
import { commentLimit } from '@branch/shared/posts/rules';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay, wholeHour } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { AnonymousSeal } from './anonymous-seal.js';
import type { Halves, Target } from './anonymous-seal.js';
import { CommentsService } from './comments.service.js';
import { Post } from './post.entity.js';
import type { StoredBlock } from './post.entity.js';
import { courtOf, screened } from './screening.js';

type Mine = Result<typeof anonymousRoutes.mine>['items'][number];
interface LinkRow extends Target { mark: string }
interface Wish { unitId: string; clientId: string; text: string }

const longest = 20_000;
const undecided = { stopped: false, rule: null, ruleName: null, reason: null, suggestion: null, appeal: null, whyNotAppeal: null };

/** Writing under the pseudonym (MOD-7). No row, event, receipt of a repeated request or draft names the author; what is needed to find them is sealed apart. */
@Injectable()
export class AnonymousService {
  constructor(private readonly db: Db, private readonly seal: AnonymousSeal, private readonly comments: CommentsService) {}

  async here(input: Input<typeof anonymousRoutes.here>, me: Me) {
    const members = await this.db.asSystem('how many are in this group', (tx) => tx.found<{ n: number }>('select count(distinct m.person_id)::int as n from membership m join unit u on u.id = m.unit_id where u.path @> array[$1] and m.ends_on is null', [input.unitId], 'group_size'));
    return this.db.read(async (db) => ({
      columns: await db.sql<Result<typeof anonymousRoutes.here>['columns'][number]>('select id, kind, name from site_column where unit_id = $1 and pseudonyms and not closed order by position, id', [input.unitId], 'anonymous_columns'),
      smallGroup: members.n < smallGroup, leftToday: isMember(me, input.unitId) ? Math.max(0, dailyPseudonyms - await this.writtenToday(db, me)) : 0,
    }));
  }

  post(input: Input<typeof anonymousRoutes.post>, me: Me) {
    return this.db.write((tx) => this.once(tx, input, 'post', me, async (id, now) => {
      await this.refuse(tx, input, input.columnId, longest, me);
      const blocks = fromText(input.text) as StoredBlock[];
      const text = textOf(blocks);
      const state = await screened(tx, { kind: 'post', id, unitId: input.unitId, columnId: input.columnId, authorId: nobodyId, text: `${input.title}\n${text}`, visibility: input.visibility });
      await tx.insert(Post, { id, unitId: input.unitId, columnId: input.columnId, authorId: nobodyId, title: input.title, blocks, text, characters: charactersOf(text), fileIds: [], visibility: input.visibility, publishedAt: wholeHour(now), state, announced: state === 'published' });
      if (state === 'published') await tx.announce('post.published', { postId: id, unitId: input.unitId, authorId: nobodyId });
    }));
  }

  comment(input: Input<typeof anonymousRoutes.comment>, me: Me) {
    return this.db.write((tx) => this.once(tx, input, 'comment', me, async (id, now) => {
      const post = await this.comments.under(tx, input, me);
      refuseIf(post.state === 'published' ? null : 'post.gone');
      await this.refuse(tx, input, post.columnId, commentLimit, me);
      const parent = input.parentId ? await tx.one<{ parentId: string | null }>('select parent_id as "parentId" from comment where id = $1 and post_id = $2 and state = \'published\'', [input.parentId, input.postId]) : null;
      refuseIf(input.parentId && (!parent || parent.parentId !== null) ? 'comment.parent-gone' : null);
      await this.comments.store(tx, post, { id, authorId: nobodyId, parentId: input.parentId ?? null, quoteId: null, text: input.text.trim(), at: wholeHour(now) });
    }));
  }

  mine(input: Input<typeof anonymousRoutes.mine>, me: Me) {
    return this.db.read(async (db) => ({ items: await this.ofMine(db, input.unitId, me) }));
  }

  /** Appeals as nobody: what shows that it is the author's is the keyed hash, and nothing stored says who asked. */
  appeal(input: Input<typeof anonymousRoutes.appeal>, me: Me) {
    return this.db.asSystem('a case may lie on a desk above; the keyed hash shows that the author asks', async (tx) => {
      const link = await this.own(tx, input, me);
      const lodged = await courtOf()?.appeal(tx, { kind: link.kind, targetId: link.targetId }, input.words);
      if (!lodged) throw new Refusal('not-found');
      return lodged;
    });
  }

  retract(input: Input<typeof anonymousRoutes.retract>, me: Me) {
    return this.db.write(async (tx) => {
      await this.own(tx, input, me);
      const done = await tx.one(`update ${input.kind} set state = 'retracted' where id = $1 and state in ('published', 'pending', 'rejected') returning id`, [input.targetId]);
      refuseIf(done ? null : 'comment.gone-already');
      if (input.kind === 'post') await tx.announce('post.retracted', { postId: input.targetId, unitId: input.unitId, authorId: nobodyId });
      return { id: input.targetId };
    });
  }

  /** Another's is like one that never was: who asks learns nothing. */
  private async own(tx: Tx, input: Target & { unitId: string }, me: Me): Promise<LinkRow> {
    const link = await tx.found<LinkRow>('select kind, target_id as "targetId", mark from anon_link where kind = $1 and target_id = $2 and unit_id = $3', [input.kind, input.targetId, input.unitId]);
    if (link.mark !== this.seal.mark(link, me.personId)) throw new Refusal('not-found');
    return link;
  }

  /** Which of these are the caller's own, as `kind:id`, for who judges: nobody decides about themselves. A keyed hash is compared, whatever the scope. */
  async ownAmong(db: Reading, targets: readonly Target[], me: Me): Promise<Set<string>> {
    const links = await db.sql<LinkRow>('select kind, target_id as "targetId", mark from anon_link where target_id = any ($1)', [targets.map((one) => one.targetId)], 'anonymous_among');
    return new Set(links.filter((link) => link.mark === this.seal.mark(link, me.personId)).map((link) => `${link.kind}:${link.targetId}`));
  }

  /** How many acts of a span were mine, for my own page of check-ins: no tally counts them. */
  async countMine(db: Reading, unitId: string, me: Me, from: Date, to: Date): Promise<number> {
    return (await this.ofMine(db, unitId, me)).filter((one) => one.state === 'published' && one.at >= from && one.at < to).length;
  }

  private async ofMine(db: Reading, unitId: string, me: Me) {
    const links = await db.sql<LinkRow>('select kind, target_id as "targetId", mark from anon_link where unit_id = $1', [unitId], 'anonymous_links');
    const mine = links.filter((link) => link.mark === this.seal.mark(link, me.personId));
    const ids = (kind: Target['kind']) => mine.filter((link) => link.kind === kind).map((link) => link.targetId);
    const opened = (kind: string) => `(select d.ground from anon_disclosure d where d.kind = '${kind}' and d.target_id = x.id and d.opened_at is not null order by d.opened_at limit 1) as opened`;
    // What others can read is opened there; what they cannot read is here alone, and whole.
    const words = 'case when x.state in (\'pending\', \'rejected\', \'hidden\') then x.text else left(x.text, 200) end as text';
    const rows = await db.sql<Pick<Mine, 'kind' | 'targetId' | 'postId' | 'title' | 'text' | 'state' | 'opened'> & { at: Date }>(`select 'post' as kind, x.id as "targetId", x.id as "postId", x.title, ${words}, x.published_at as at, x.state, ${opened('post')} from post x where x.id = any ($1)
      union all select 'comment', x.id, x.post_id, null, ${words}, x.at, x.state, ${opened('comment')} from comment x where x.id = any ($2) order by at desc, "targetId" limit 200`, [ids('post'), ids('comment')]);
    const judged = new Map((await courtOf()?.decided(db, rows) ?? []).map((one) => [`${one.kind}:${one.targetId}`, one]));
    return rows.map((row) => ({ ...row, ...(judged.get(`${row.kind}:${row.targetId}`) ?? undecided), kind: row.kind }));
  }

  /** Does it once for an author and a client's id, without a receipt that names the author. */
  private async once(tx: Tx, wish: Wish, kind: Target['kind'], me: Me, work: (id: string, now: Date) => Promise<void>): Promise<{ id: string }> {
    const onceKey = this.seal.onceKey(me.personId, wish.clientId);
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [onceKey]);
    const there = await tx.one<{ id: string }>('select target_id as id from anon_link where once_key = $1', [onceKey]);
    if (there) return there;
    const id = newId();
    const now = await tx.now();
    await work(id, now);
    const target = { kind, targetId: id };
    const halves: Halves = this.seal.seal(target, me.personId);
    await tx.sql('insert into anon_link (kind, target_id, unit_id, mark, once_key, lower_half, upper_half) values ($1, $2, $3, $4, $5, $6, $7)', [kind, id, wish.unitId, this.seal.mark(target, me.personId), onceKey, halves.lowerHalf, halves.upperHalf]);
    await tx.sql('delete from anon_today where day < $1', [shanghaiDay(now)]);
    await tx.sql('insert into anon_today (day, token, written) values ($1, $2, 1) on conflict (day, token) do update set written = anon_today.written + 1', [shanghaiDay(now), this.seal.token(me.personId, now)]);
    return { id };
  }

  private async refuse(tx: Tx, wish: Wish, columnId: string, limit: number, me: Me): Promise<void> {
    const column = await tx.found<{ pseudonyms: boolean; closed: boolean }>('select pseudonyms, closed from site_column where id = $1 and unit_id = $2 for share', [columnId, wish.unitId]);
    // Two at once of one author are counted one after the other.
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [this.seal.token(me.personId, await tx.now())]);
    refuseIf(whyNotAnonymous({ ...column, member: isMember(me, wish.unitId), writtenToday: await this.writtenToday(tx, me), text: wish.text, limit }));
  }

  private async writtenToday(db: Reading, me: Me): Promise<number> {
    const now = await db.now();
    return (await db.one<{ written: number }>('select written from anon_today where day = $1 and token = $2', [shanghaiDay(now), this.seal.token(me.personId, now)]))?.written ?? 0;
  }
}

const isMember = (me: Me, unitId: string): boolean => me.memberships.some((one) => one.path.includes(unitId));
