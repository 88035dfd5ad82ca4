import { Injectable } from '@nestjs/common';
import type { ContentKind, ContentState } from '@branch/shared/posts/routes';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { task } from '../kit/jobs.js';
import { shelfOf } from '../posts/screening.js';

interface Due { id: string; unitId: string; authorId: string; kind: ContentKind; targetId: string; state: string; was: ContentState }

/** A few seconds after a decision, if it still stands: the content is announced to others, the author and the reporters are told. */
@Injectable()
export class Settling {
  constructor(private readonly db: Db) {
    task('settle-moderation', ({ caseId, stepId }) => this.db.asSystem('a decision takes effect', (tx) => this.settle(tx, String(caseId), String(stepId))));
  }

  /** Idempotent: a case is settled once, and by the job of the decision that stands. */
  private async settle(tx: Tx, caseId: string, stepId: string): Promise<void> {
    const due = await tx.one<Due>('select id, unit_id as "unitId", author_id as "authorId", kind, target_id as "targetId", state, was from review_case where id = $1 and state in (\'passed\', \'stopped\') and settled_at is null and exists (select 1 from review_step s where s.id = $2 and s.undone_at is null) for update', [caseId, stepId]);
    if (!due) return;
    await tx.sql('update review_case set settled_at = app_now() where id = $1', [due.id]);
    const content = (await shelfOf(due.kind)?.find(tx, [due.targetId], false))?.[0];
    if (due.state === 'passed' && due.was === 'pending' && content?.state === 'published') await shelfOf(due.kind)?.announce(tx, due.targetId);
    await tx.announce('content.decided', { caseId: due.id, unitId: due.unitId, authorId: due.authorId, outcome: due.state === 'passed' ? 'passed' : 'stopped' });
  }
}
