import type { ContentKind } from '@branch/shared/posts/routes';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { ReviewCase } from './case.entity.js';
import { addStep } from './opening.js';

/** What an area above took from view by its own means (a line in a running meeting): the author hears of it and may appeal like anybody else (G15). In the caller's transaction. */
export async function recordStopped(tx: Tx, what: { unitId: string; kind: ContentKind; targetId: string; authorId: string; by: string; reason: string }): Promise<void> {
  const id = newId();
  const at = await tx.now();
  await tx.insert(ReviewCase, { id, unitId: what.unitId, deskId: what.unitId, kind: what.kind, targetId: what.targetId, columnId: null, authorId: what.authorId, why: 'direct', holdReason: null, was: 'published', state: 'stopped', openedAt: at, assigneeId: null,
    decidedBy: what.by, decidedAt: at, rule: null, reason: what.reason, suggestion: null, settledAt: at });
  await addStep(tx, { unitId: what.unitId, deskId: what.unitId, caseId: id, act: 'stopped', actorId: what.by, words: what.reason });
  await tx.announce('content.decided', { caseId: id, unitId: what.unitId, authorId: what.authorId, outcome: 'stopped' });
}
