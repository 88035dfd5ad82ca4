import { Injectable } from '@nestjs/common';
import { whyNotTakedown } from '@branch/shared/moderation/rules';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import { Db } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Attempts } from '../members/attempts.js';
import { shelfOf } from '../posts/screening.js';
import { Report } from './case.entity.js';
import { addStep, openCase } from './opening.js';

const anHour = 3600;
/** One address may ask so often in an hour, and one post be asked about so often in a day: beyond it the desk knows already. */
const ofAnAddress = 5;
const ofAPost = 50;

/** Someone named or pictured in a public post wants it taken down (SITE-5). They need not be a member: it comes to the desk as a report about privacy, with how to reach them. */
@Injectable()
export class Takedowns {
  constructor(private readonly db: Db, private readonly attempts: Attempts) {}

  /** The caller has shown the post to be public. */
  async ask(input: { siteId: string; postId: string; name: string; contact: string; reason: string }, address: string): Promise<void> {
    const asked = { name: input.name.trim(), contact: input.contact.trim(), reason: input.reason.trim() };
    refuseIf(whyNotTakedown(asked));
    await this.attempts.allow('takedown', address, ofAnAddress, anHour);
    await this.attempts.allow('takedown-post', input.postId, ofAPost, 24 * anHour);
    await this.db.asSystem('a stranger has no scope; the post was read as public before', async (tx) => {
      const content = (await shelfOf('post')?.find(tx, [input.postId], true))?.[0];
      if (!content || content.unitId !== input.siteId || content.visibility !== 'public' || content.state !== 'published') throw new Refusal('not-found');
      const open = await openCase(tx, { ...content, text: `${content.title ?? ''}\n${content.text}`, kind: 'post', targetId: content.id, why: 'reported', holdReason: null, was: content.state }, { past: true });
      // Nobody of ours: an id that names no person, so that a second stranger's report is another one.
      await tx.insert(Report, { id: newId(), unitId: content.unitId, deskId: open.deskId, caseId: open.id, reporterId: newId(), reason: 'privacy', note: `【申请撤下】${asked.reason}（${asked.name}，${asked.contact}）`, at: await tx.now() });
      await addStep(tx, { unitId: content.unitId, deskId: open.deskId, caseId: open.id, act: 'reported', actorId: null, words: `申请撤下：${asked.reason}` });
      if (open.opened) await tx.announce('content.reported', { caseId: open.id, unitId: content.unitId, deskId: open.deskId });
    });
  }
}
