import type { Block } from '@branch/shared/posts/blocks';
import { filesOf } from '@branch/shared/posts/blocks';
import { Refusal } from '@branch/shared/refusals';
import type { Reading } from '../kit/db.js';
import type { StoredBlock } from './post.entity.js';

interface FileRow { id: string; kind: string; name: string | null; bytes: number; width: number; height: number }

/**
 * Blocks with what a page needs to place their files. A file must be the writer's own and of the unit, or one of `known` (in the post already).
 * `not-found` if one is not – or, for a draft (`lenient`), it is left out.
 */
export async function storedBlocks(db: Reading, blocks: readonly Block[], unitId: string, { known = [], lenient = false }: { known?: readonly string[]; lenient?: boolean } = {}): Promise<StoredBlock[]> {
  const ids = [...new Set(filesOf(blocks))];
  const rows = ids.length === 0 ? [] : await db.sql<FileRow>('select id, kind, name, bytes, width, height from stored_file where id = any ($1) and unit_id = $2 and (owner_id = app_person() or id = any ($3))', [ids, unitId, known], 'post_files');
  const files = new Map(rows.map((row) => [row.id, row]));
  return blocks.flatMap((block): StoredBlock[] => {
    if (block.type !== 'picture' && block.type !== 'attachment') return [block];
    const file = files.get(block.fileId);
    if (!file || (file.kind === 'picture') !== (block.type === 'picture')) {
      if (lenient) return [];
      throw new Refusal('not-found');
    }
    return [block.type === 'picture' ? { ...block, width: file.width, height: file.height } : { ...block, name: file.name ?? '', bytes: file.bytes }];
  });
}
