import { charactersOf, filesOf, textOf } from '@branch/shared/posts/blocks';
import type { FilesService, Planted } from '../kit/files.service.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Comment } from '../posts/comment.entity.js';
import { Post } from '../posts/post.entity.js';
import type { StoredBlock } from '../posts/post.entity.js';
import type { DemoDistrict, DemoPost } from './corpus/types.js';
import { drawings } from './drawings.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';

/** A picture ready to be stored as often as posts show it. */
export interface PlantedPicture extends Planted { alt: string; caption: string }

/** Encoded before the transaction begins: that takes a second, and belongs to nobody's rows yet. */
export const encodeDrawings = async (files: FilesService): Promise<PlantedPicture[]> => Promise.all((await drawings()).map(async ({ alt, caption, bytes }) => ({ alt, caption, ...await files.encode(bytes) })));

/** How many pictures a demo post has: many in the park, whose site people look at first, some elsewhere. */
function wanted(post: DemoPost, index: number, park: boolean): number {
  if (post.column !== 'news' && post.column !== 'leisure' && !(park && index % 3 === 0)) return 0;
  return park ? 1 + (index % 4) : index % 10 === 0 ? 1 + (index % 2) : 0;
}

/** Posts with their pictures, and what others answered beneath them. */
export async function plantPosts(tx: Tx, demo: DemoDistrict, ids: Ids, files: FilesService | null, pictures: readonly PlantedPicture[]): Promise<void> {
  const person = (index: number) => ids.person[index] ?? '';
  const posts: Partial<Post>[] = [];
  const comments: Partial<Comment>[] = [];
  let drawn = 0;
  for (const [index, post] of demo.posts.entries()) {
    const unitId = must(ids.unit, post.unit);
    const authorId = person(post.author);
    const blocks: StoredBlock[] = [...post.blocks];
    const count = files ? wanted(post, index, post.unit === demo.scenario.unit) : 0;
    for (let n = 0; n < count; n += 1) {
      const picture = pictures[drawn++ % pictures.length];
      if (!picture || !files) continue;
      const { id, width, height } = await files.plant(tx, { unitId, ownerId: authorId }, picture);
      // After the first paragraph, then one after another.
      blocks.splice(Math.min(1 + n, blocks.length), 0, { type: 'picture', fileId: id, alt: picture.alt, caption: n === 0 ? picture.caption : '', width, height });
    }
    const id = newId();
    const text = textOf(blocks);
    posts.push({ id, unitId, columnId: ids.column.get(`${post.unit}/${post.columnName}`) ?? must(ids.column, `${post.unit}/${post.column}`), authorId, title: post.title, blocks, text, characters: charactersOf(text), fileIds: filesOf(blocks), visibility: post.visibility, publishedAt: new Date(post.publishedAt), state: 'published' });
    let floor = 0;
    let firstId: string | null = null;
    for (const [n, comment] of post.comments.entries()) {
      const own = newId();
      const beneath = n % 3 === 2 ? firstId : null;
      comments.push({ id: own, unitId, postId: id, authorId: person(comment.person), parentId: beneath, quoteId: null, floor: beneath ? null : (floor += 1), text: comment.text, at: new Date(comment.at), state: 'published', restoredAt: null, forStrangers: post.visibility === 'public' });
      firstId ??= own;
    }
  }
  await tx.insert(Post, posts);
  await tx.insert(Comment, comments);
}
