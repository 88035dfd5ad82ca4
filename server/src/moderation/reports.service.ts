import { Injectable } from '@nestjs/common';
import { whyNotReport } from '@branch/shared/moderation/rules';
import type { moderationRoutes } from '@branch/shared/moderation/routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { shelfOf } from '../posts/screening.js';
import { Report } from './case.entity.js';
import { addStep, openCase } from './opening.js';

/** Reports by members (MOD-5): one case for one piece of content; a report about somebody who decides goes to the desk above them. */
@Injectable()
export class Reports {
  constructor(private readonly db: Db) {}

  async report(input: Input<typeof moderationRoutes.report>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      // As the reporter sees it: what is closed to them is not found.
      const content = (await shelfOf(input.kind)?.find(tx, [input.targetId], true))?.[0];
      if (!content || content.unitId !== input.unitId) throw new Refusal('not-found');
      const before = await tx.one('select 1 from report r join review_case c on c.id = r.case_id where c.kind = $1 and c.target_id = $2 and r.reporter_id = $3 and c.state = \'open\'', [input.kind, input.targetId, me.personId]);
      refuseIf(whyNotReport({ mine: content.authorId === me.personId, published: content.state === 'published', reportedByMe: before !== null }));
      const text = `${content.title ?? ''}\n${content.text}`;
      const open = await openCase(tx, { ...content, text, kind: input.kind, targetId: input.targetId, why: 'reported', holdReason: null, was: content.state }, { past: true, not: [me.personId] });
      await tx.insert(Report, { id: newId(), unitId: content.unitId, deskId: open.deskId, caseId: open.id, reporterId: me.personId, reason: input.reason, note: input.note, at: await tx.now() });
      // The history says that there was a report, not by whom.
      await addStep(tx, { unitId: content.unitId, deskId: open.deskId, caseId: open.id, act: 'reported', actorId: null, words: input.note || null });
      if (open.opened) await tx.announce('content.reported', { caseId: open.id, unitId: content.unitId, deskId: open.deskId });
      return { joined: !open.opened };
    }));
    return answer;
  }
}
