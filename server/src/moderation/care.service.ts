import { Injectable } from '@nestjs/common';
import { whyNotReason, whyNotRestore } from '@branch/shared/moderation/rules';
import type { moderationRoutes } from '@branch/shared/moderation/routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { ReviewCase } from './case.entity.js';
import { contentOf, decidedAlready, lockedCases } from './decisions.service.js';
import type { CaseRow } from './decisions.service.js';
import { columnsOf, deskWrites } from './desk.js';
import { Managers } from './managers.js';
import { addStep } from './opening.js';
import { Queue } from './queue.service.js';
import { giveBack } from './restoring.js';

/** What is done with a case beside deciding it: taking it on, a note, giving back from the bin. */
@Injectable()
export class Care {
  constructor(private readonly db: Db, private readonly queue: Queue, private readonly managers: Managers) {}

  assign(input: Input<typeof moderationRoutes.assign>, me: Me) {
    return this.on(input, me, async (tx, found) => {
      if (found.state !== 'open') throw await decidedAlready(tx, found);
      const assigneeId = input.mine ? me.personId : null;
      if (found.assigneeId === assigneeId) return;
      await tx.update(ReviewCase, { id: found.id }, { assigneeId });
      await addStep(tx, { ...found, caseId: found.id, act: input.mine ? 'assigned' : 'released', actorId: me.personId });
    });
  }

  async addNote(input: Input<typeof moderationRoutes.addNote>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const { answer } = await tx.once(input.clientId, input, async () => {
        const found = await this.found(tx, input, me);
        refuseIf(input.words.trim() === '' ? 'moderation.note-empty' : null);
        await addStep(tx, { ...found, caseId: found.id, act: 'noted', actorId: me.personId, words: input.words.trim() });
        return {};
      });
      void answer;
      return { steps: await this.queue.steps(tx, input.caseId) };
    });
  }

  /** Gives back from the bin: the same place, the same time, with a mark (MOD-4). */
  restore(input: Input<typeof moderationRoutes.restore>, me: Me) {
    return this.on(input, me, async (tx, found) => {
      const { mine, manages } = await this.managers.near(tx, found, null, me);
      refuseIf(whyNotRestore({ stopped: found.state === 'stopped', decidedAt: found.decidedAt, mine, manages }, await tx.now()));
      refuseIf(whyNotReason(input.reason));
      const content = await contentOf(tx, found);
      if (!content || content.state === 'retracted') throw new Refusal('moderation.gone');
      await giveBack(tx, found);
      await addStep(tx, { ...found, caseId: found.id, act: 'restored', actorId: me.personId, words: input.reason.trim() });
      await tx.audit('moderation.restored', `${found.kind}:${found.targetId}`, { unitId: found.unitId, caseId: found.id, before: content.state, after: 'published', reason: input.reason.trim() });
      await tx.announce('content.decided', { caseId: found.id, unitId: found.unitId, authorId: found.authorId, outcome: 'restored' });
    });
  }

  private on(input: { unitId: string; caseId: string }, me: Me, work: (tx: Tx, found: CaseRow) => Promise<void>) {
    return deskWrites(this.db, async (tx) => {
      const found = await this.found(tx, input, me);
      await work(tx, found);
      return this.queue.shown(tx, found.id, input.unitId, me);
    });
  }

  private async found(tx: Tx, input: { unitId: string; caseId: string }, me: Me): Promise<CaseRow> {
    const found = (await lockedCases(tx, [input.caseId], input.unitId, me))[0];
    if (!found || columnsOf(me, input.unitId)?.length === 0) throw new Refusal('not-found');
    return found;
  }
}
