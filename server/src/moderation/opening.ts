/** Opening a case inside the transaction of what caused it: one open case for one piece of content. */
import type { CaseReason, StepAct } from '@branch/shared/moderation/routes';
import { nobodyId } from '@branch/shared/nobody';
import type { ContentKind, ContentState, HoldReason } from '@branch/shared/posts/routes';
import { wholeHour } from '@branch/shared/time';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { ReviewStep } from './case.entity.js';
import { deskFor } from './desk.js';
import type { About } from './desk.js';

export interface Opening extends About { kind: ContentKind; targetId: string; why: CaseReason; holdReason: HoldReason | null; was: ContentState }
export interface OpenCase { id: string; deskId: string; opened: boolean }

/** The open case of this content: a new one, or the one there is. Its row is locked either way, so that two at once meet here. */
export async function openCase(tx: Tx, given: Opening, options: { past?: boolean; not?: readonly string[] } = {}): Promise<OpenCase> {
  const deskId = await deskFor(tx, given, options);
  const id = newId();
  const made = await tx.one(`insert into review_case (id, unit_id, desk_id, kind, target_id, column_id, author_id, why, hold_reason, was, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $7 = '${nobodyId}' then date_trunc('hour', app_now()) else app_now() end)
    on conflict (kind, target_id) where state = 'open' do nothing returning id`, [id, given.unitId, deskId, given.kind, given.targetId, given.columnId, given.authorId, given.why, given.holdReason, given.was]);
  if (made) {
    // What nobody wrote has times to the hour only (MOD-7).
    const now = await tx.now();
    await addStep(tx, { unitId: given.unitId, deskId, caseId: id, act: 'opened', actorId: null, at: given.authorId === nobodyId ? wholeHour(now) : now });
    return { id, deskId, opened: true };
  }
  const there = await tx.one<{ id: string; deskId: string }>('select id, desk_id as "deskId" from review_case where kind = $1 and target_id = $2 and state = \'open\' for update', [given.kind, given.targetId]);
  // Closed between the two statements: the next one is ours.
  return there ? { ...there, opened: false } : openCase(tx, given, options);
}

export async function addStep(tx: Tx, step: { unitId: string; deskId: string; caseId: string; act: StepAct; actorId: string | null; rule?: number | null; words?: string | null; at?: Date }): Promise<string> {
  const id = newId();
  await tx.insert(ReviewStep, { ...step, id, at: step.at ?? await tx.now(), rule: step.rule ?? null, words: step.words ?? null, undoneAt: null });
  return id;
}
