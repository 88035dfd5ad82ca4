import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { charactersOf, filesOf, fromText, textOf, tidied, whyNotBlocks } from '@branch/shared/posts/blocks';
import type { Block } from '@branch/shared/posts/blocks';
import type { Me } from '@branch/shared/permissions';
import { whyNotChange, whyNotVisible } from '@branch/shared/posts/rules';
import type { ContentState, postRoutes, Visibility } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { SiteState } from '@branch/shared/sites/routes';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { PostDraft, PostRevision } from './draft.entity.js';
import { Post } from './post.entity.js';
import type { StoredBlock } from './post.entity.js';
import { storedBlocks } from './post-files.js';
import { postFrom, PostPresenter } from './post-rows.js';
import { PostsService } from './posts.service.js';
import { keepsShelf, screened } from './screening.js';
import type { Shown } from './screening.js';

interface HeldPost { unitId: string; columnId: string; authorId: string; title: string; visibility: Visibility; blocks: StoredBlock[]; text: string; fileIds: string[]; revision: number; state: ContentState; publishedAt: Date; editedAt: Date | null; mine: boolean }

/** Posts written, changed and taken back. */
@Injectable()
export class WritingService {
  constructor(private readonly db: Db, private readonly posts: PostsService, private readonly presenter: PostPresenter) {
    keepsShelf('post', {
      find: (reading, ids, lock) => reading.sql<Shown>(`select p.id, p.unit_id as "unitId", p.column_id as "columnId", c.name as "columnName", p.author_id as "authorId", a.name as "authorName", p.title, p.text, p.published_at as at, p.state, p.visibility,
        '/posts/post/index?unit=' || p.unit_id || '&id=' || p.id as path, p.file_ids as "fileIds" ${postFrom} where p.id = any ($1) order by p.id${lock ? ' for update of p' : ''}`, [ids]),
      move: async (tx, id, to, restored) => { await tx.sql('update post set state = $2, restored_at = case when $3 then app_now() end where id = $1', [id, to, restored]); },
      announce: async (tx, id) => {
        const post = await tx.one<{ unitId: string; authorId: string; revision: number; announced: boolean }>('select unit_id as "unitId", author_id as "authorId", revision, announced from post where id = $1 for update', [id]);
        if (!post) return;
        const { announced, revision, ...about } = post;
        // Published before, changed, looked at again: it says something else now, and is no new post to anybody (MOD-2).
        if (announced) return tx.announce('post.edited', { postId: id, ...about, revision });
        await tx.update(Post, { id }, { announced: true });
        await tx.announce('post.published', { postId: id, ...about });
      },
    });
  }

  /** Publishes once for a client's id. Refuses as `whyNotBlocks`, with `column.closed`, `site.not-online`, `not-found` for a file that is not the writer's. */
  async write(input: Input<typeof postRoutes.write>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const words = await this.words(tx, input, input.unitId);
      await this.column(tx, input, null);
      const id = newId();
      const { blocks, text, fileIds } = words;
      const state = await this.screen(tx, id, { ...input, authorId: me.personId, text, blocks, fileIds });
      await tx.insert(Post, { id, unitId: input.unitId, columnId: input.columnId, authorId: me.personId, title: input.title, blocks, text, characters: charactersOf(text), fileIds, visibility: input.visibility, publishedAt: await tx.now(), state, announced: state === 'published' });
      await this.finished(tx, input.draftId, me);
      if (state === 'published') await tx.announce('post.published', { postId: id, unitId: input.unitId, authorId: me.personId });
      return this.posts.one(tx, input.unitId, id, me);
    }));
    return answer;
  }

  /** A new version. Refuses with `conflict.changed` (who, when) when another came since it was read; the same words again are no change and no conflict. */
  edit(input: Input<typeof postRoutes.edit>, me: Me) {
    return this.db.write(async (tx) => {
      const held = await this.held(tx, input, me);
      refuseIf(whyNotChange(held));
      const { blocks, text, fileIds } = await this.words(tx, input, input.unitId, held.fileIds);
      const same = sameWords(held, { ...input, blocks });
      if (!same) {
        if (held.revision !== input.revision) throw new Refusal('conflict.changed', await this.changedBy(tx, held));
        await this.column(tx, input, held.columnId);
        const screenedAs = await this.screen(tx, input.postId, { ...input, authorId: held.authorId, text, blocks, fileIds }, true);
        // What waits or was sent back waits (again): an edit is no way around who reads it first (MOD-2).
        const state = held.state === 'published' ? screenedAs : 'pending';
        await tx.insert(PostRevision, { unitId: input.unitId, postId: input.postId, revision: held.revision, title: held.title, blocks: held.blocks, authorId: held.authorId, at: held.editedAt ?? held.publishedAt });
        await tx.update(Post, { id: input.postId }, { columnId: input.columnId, title: input.title, blocks, text, characters: charactersOf(text), fileIds, visibility: input.visibility, revision: held.revision + 1, editedAt: await tx.now(), state });
        if (state === 'published') await tx.announce('post.edited', { postId: input.postId, unitId: input.unitId, authorId: held.authorId, revision: held.revision + 1 });
      }
      await this.finished(tx, input.draftId, me);
      return this.posts.one(tx, input.unitId, input.postId, me);
    });
  }

  /** Takes a post back: no longer read or counted; the words stay with the author, as a draft. */
  retract(input: Input<typeof postRoutes.retract>, me: Me) {
    return this.db.write(async (tx) => {
      const held = await this.held(tx, input, me);
      refuseIf(whyNotChange(held));
      await tx.update(Post, { id: input.postId }, { state: 'retracted' });
      const draftId = randomUUID();
      await tx.insert(PostDraft, { personId: me.personId, id: draftId, unitId: input.unitId, postId: null, revision: null, columnId: held.columnId, title: held.title, visibility: held.visibility, blocks: held.blocks, note: '您撤回的帖子', savedAt: await tx.now() });
      await tx.announce('post.retracted', { postId: input.postId, unitId: input.unitId, authorId: me.personId });
      return { draftId };
    });
  }

  /** The version that stands and those before it. */
  revisions(input: Input<typeof postRoutes.revisions>, me: Me) {
    return this.db.read(async (db) => {
      const now = await this.posts.one(db, input.unitId, input.postId, me);
      const before = await db.sql<{ revision: number; title: string; blocks: StoredBlock[]; by: { id: string; name: string }; at: Date }>(`select r.revision, r.title, r.blocks, jsonb_build_object('id', a.id, 'name', a.name) as by, r.at
        from post_revision r join person a on a.id = r.author_id where r.post_id = $1 and r.unit_id = $2 order by r.revision desc limit 99`, [input.postId, input.unitId], 'post_revisions');
      return { items: [{ revision: now.revision, title: now.title, blocks: now.blocks, by: now.author, at: now.editedAt ?? now.publishedAt }, ...before.map((row) => ({ ...row, blocks: this.presenter.blocks(row.blocks, me, now.now) }))] };
    });
  }

  private held(tx: Tx, { unitId, postId }: { unitId: string; postId: string }, me: Me): Promise<HeldPost> {
    return tx.found<HeldPost>(`select unit_id as "unitId", column_id as "columnId", author_id as "authorId", title, visibility, blocks, text, file_ids as "fileIds", revision, state, published_at as "publishedAt", edited_at as "editedAt", author_id = $3 as mine
      from post where id = $1 and unit_id = $2 and (state = 'published' or author_id = $3) for update`, [postId, unitId, me.personId]);
  }

  /** Blocks as they are stored, and what can be read of them. A plain text is taken as paragraphs. */
  private async words(tx: Tx, input: { blocks?: Block[]; text?: string }, unitId: string, known: readonly string[] = []) {
    const blocks = tidied(input.blocks ?? fromText(input.text ?? ''));
    refuseIf(whyNotBlocks(blocks));
    const stored = await storedBlocks(tx, blocks, unitId, { known });
    return { blocks: stored, text: textOf(stored), fileIds: [...new Set(filesOf(blocks))] };
  }

  /** The column takes posts, and the site may show them to whom they are meant for. A post may stay in a column closed since. */
  private async column(tx: Tx, input: { unitId: string; columnId: string; visibility: Visibility }, before: string | null): Promise<void> {
    const column = await tx.found<{ closed: boolean; state: SiteState }>('select c.closed, s.state from site_column c join site s on s.unit_id = c.unit_id where c.id = $1 and c.unit_id = $2 for share of c, s', [input.columnId, input.unitId]);
    refuseIf(column.closed && input.columnId !== before ? 'column.closed' : whyNotVisible(input.visibility, column.state));
  }

  private screen(tx: Tx, id: string, post: { unitId: string; columnId: string; authorId: string; title: string; text: string; blocks: StoredBlock[]; fileIds: string[]; visibility: Visibility }, edited = false) {
    const unseen = post.blocks.flatMap((block) => (block.type === 'picture' ? [block.alt] : block.type === 'link' ? [block.url] : []));
    return screened(tx, { kind: 'post', id, unitId: post.unitId, columnId: post.columnId, authorId: post.authorId, text: [post.title, post.text, ...unseen].filter(Boolean).join('\n'), visibility: post.visibility, fileIds: post.fileIds, ...(edited ? { edited } : {}) });
  }

  private async changedBy(tx: Tx, held: HeldPost) {
    const by = await tx.found<{ name: string }>('select name from person where id = $1', [held.authorId]);
    return { by: by.name, at: (held.editedAt ?? held.publishedAt).toISOString(), revision: held.revision };
  }

  private async finished(tx: Tx, draftId: string | undefined, me: Me): Promise<void> {
    if (draftId) await tx.sql('delete from post_draft where person_id = $1 and id = $2', [me.personId, draftId]);
  }
}

interface Words { title: string; columnId: string; visibility: Visibility; blocks: StoredBlock[] }
/** Compared key by key: JSON in the database does not keep the order of keys. */
const sameWords = (a: Words, b: Words): boolean => a.title === b.title && a.columnId === b.columnId && a.visibility === b.visibility && plain(a.blocks) === plain(b.blocks);
const plain = (blocks: StoredBlock[]): string => JSON.stringify(blocks.map((block) => Object.entries(block).sort(([x], [y]) => (x < y ? -1 : 1))));
