import type { ContentKind, ContentState } from '@branch/shared/posts/routes';
import type { Tx } from '../kit/db.js';
import { shelfOf } from '../posts/screening.js';

/** Puts stopped content back where it was, marked; what had never been published is announced now, for the first time. In the caller's transaction, under the case's lock. */
export async function giveBack(tx: Tx, found: { id: string; kind: ContentKind; targetId: string; was: ContentState }): Promise<void> {
  await shelfOf(found.kind)?.move(tx, found.targetId, 'published', true);
  await tx.sql('update review_case set state = \'restored\', settled_at = coalesce(settled_at, app_now()) where id = $1', [found.id]);
  if (found.was === 'pending') await shelfOf(found.kind)?.announce(tx, found.targetId);
}
