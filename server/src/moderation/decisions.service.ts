import { Injectable } from '@nestjs/common';
import { ruleName, settleSeconds, whyNotJudge, whyNotManyStops, whyNotStop, whyNotUndo } from '@branch/shared/moderation/rules';
import type { moderationRoutes } from '@branch/shared/moderation/routes';
import type { Me } from '@branch/shared/permissions';
import type { ContentKind, ContentState } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { shelfOf } from '../posts/screening.js';
import type { Shown } from '../posts/screening.js';
import { ReviewCase } from './case.entity.js';
import { columnsOf, deskFor, deskWrites } from './desk.js';
import { Managers } from './managers.js';
import { addStep, openCase } from './opening.js';
import { Queue } from './queue.service.js';

export interface CaseRow { id: string; unitId: string; deskId: string; kind: ContentKind; targetId: string; columnId: string | null; authorId: string; state: string; was: ContentState; why: string; decidedBy: string | null; decidedAt: Date | null; settledAt: Date | null; assigneeId: string | null; reportedByMe: boolean }
type Act = 'pass' | 'stop';
interface Why { rule?: number | undefined; reason?: string | undefined; suggestion?: string | undefined; confirmed?: boolean | undefined }

const lockCases = `select c.id, c.unit_id as "unitId", c.desk_id as "deskId", c.kind, c.target_id as "targetId", c.column_id as "columnId", c.author_id as "authorId", c.state, c.was, c.why, c.decided_by as "decidedBy", c.decided_at as "decidedAt",
    c.settled_at as "settledAt", c.assignee_id as "assigneeId", exists (select 1 from report r where r.case_id = c.id and r.reporter_id = $3) as "reportedByMe"
  from review_case c where c.id = any ($1) and c.desk_id = $2 and ($4::text[] is null or c.column_id = any ($4)) order by c.id for update of c`;

/** The cases of a desk that the caller may see, locked in order. */
export const lockedCases = (tx: Tx, ids: readonly string[], unitId: string, me: Me): Promise<CaseRow[]> => tx.sql<CaseRow>(lockCases, [ids, unitId, me.personId, columnsOf(me, unitId)]);

/** Who was first, and when. The name is looked up after the lock: a join beside it would show the moment before the other's commit. */
export async function decidedAlready(tx: Tx, found: Pick<CaseRow, 'decidedBy' | 'decidedAt'>): Promise<Refusal> {
  const first = found.decidedBy ? await tx.one<{ name: string }>('select name from person where id = $1', [found.decidedBy]) : null;
  return new Refusal('moderation.decided-already', { by: first?.name ?? null, at: found.decidedAt?.toISOString() ?? null });
}

/** The content of a case, locked; null if it is nowhere any more. */
export async function contentOf(tx: Tx, one: { kind: ContentKind; targetId: string }): Promise<Shown | null> { return (await shelfOf(one.kind)?.find(tx, [one.targetId], true))?.[0] ?? null; }

/** Deciding: lock → rule → move the content → trace. What it sets off for others waits until it can no longer be undone (U7). */
@Injectable()
export class Decisions {
  constructor(private readonly db: Db, private readonly queue: Queue, private readonly managers: Managers) {}

  async decide(input: Input<typeof moderationRoutes.decide>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const found = (await lockedCases(tx, [input.caseId], input.unitId, me))[0];
      if (!found) throw new Refusal('not-found');
      if (input.act === 'stop') await this.refuseCareless(tx, input, 1, me);
      await this.one(tx, found, input.act, input, me);
      return this.queue.shown(tx, found.id, input.unitId, me);
    });
  }

  /** Several with one press: those that can be decided are, the others say why not. Each is decided on its own, under its own lock. */
  async decideMany(input: Input<typeof moderationRoutes.decideMany>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const ids = [...new Set(input.caseIds)];
      if (input.act === 'stop') await this.refuseCareless(tx, input, ids.length, me);
      const cases = new Map((await lockedCases(tx, ids, input.unitId, me)).map((row) => [row.id, row]));
      const items = [];
      for (const id of ids) items.push(await outcome(id, async () => {
        const found = cases.get(id);
        if (!found) throw new Refusal('not-found');
        await this.one(tx, found, input.act, input, me);
      }));
      return { items };
    });
  }

  /** Takes published content from view at once: a case of its own, decided as it is opened. */
  async hide(input: Input<typeof moderationRoutes.hide>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const content = await contentOf(tx, input);
      const columns = columnsOf(me, input.unitId);
      if (!content || (columns && !columns.includes(content.columnId ?? ''))) throw new Refusal('not-found');
      const about = { ...content, kind: input.kind, targetId: input.targetId, text: `${content.title ?? ''}\n${content.text}` };
      // Only the desk it lies on takes it from view: the host's for a hosted column, whose unit's own people never judge it (MOD-1). Others learn of their own only.
      const mineToJudge = await deskFor(tx, about) === input.unitId;
      if (!mineToJudge && content.unitId !== input.unitId) throw new Refusal('not-found');
      refuseIf(content.state === 'published' ? null : 'moderation.not-published');
      refuseIf(whyNotJudge({ ...await this.managers.near(tx, about, content, me), reportedByMe: false, otherDesk: !mineToJudge }));
      await this.refuseCareless(tx, input, 1, me);
      const open = await openCase(tx, { ...about, why: 'direct', holdReason: null, was: content.state });
      // Reported already: whoever's desk it lies on decides there.
      if (!open.opened) throw new Refusal('moderation.open-already');
      const found = (await lockedCases(tx, [open.id], input.unitId, me))[0];
      if (!found) throw new Refusal('not-found');
      await this.one(tx, found, 'stop', input, me);
      return this.queue.shown(tx, found.id, input.unitId, me);
    });
  }

  /** Takes back one's own decisions while they have had no effect on others. */
  async undo(input: Input<typeof moderationRoutes.undo>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const cases = new Map((await lockedCases(tx, [...new Set(input.caseIds)], input.unitId, me)).map((row) => [row.id, row]));
      const items = [];
      for (const id of input.caseIds) items.push(await outcome(id, async () => {
        const found = cases.get(id);
        if (!found) throw new Refusal('not-found');
        refuseIf(whyNotUndo({ mine: found.decidedBy === me.personId, settled: found.settledAt !== null, undone: found.state === 'open' }));
        const content = await contentOf(tx, found);
        // A case of its own (taken from view at once) goes back to what it was and is closed; others wait again.
        const before: ContentState = found.why === 'direct' || found.was === 'published' ? 'published' : 'pending';
        if (content && content.state !== 'retracted') await shelfOf(found.kind)?.move(tx, found.targetId, found.why === 'checked' ? 'pending' : before, false);
        await tx.update(ReviewCase, { id: found.id }, found.why === 'direct'
          ? { state: 'passed', rule: null, reason: null, suggestion: null, settledAt: await tx.now() }
          : { state: 'open', decidedBy: null, decidedAt: null, rule: null, reason: null, suggestion: null });
        await tx.sql('update review_step set undone_at = app_now() where case_id = $1 and actor_id = $2 and act in (\'passed\', \'stopped\') and undone_at is null', [found.id, me.personId]);
        await addStep(tx, { ...found, caseId: found.id, act: 'undone', actorId: me.personId });
        await tx.audit('moderation.undone', `${found.kind}:${found.targetId}`, { unitId: found.unitId, caseId: found.id });
      }));
      return { items };
    });
  }

  /** A rule, a reason, and no more than a day's worth without a second look (guarantees 6). */
  private async refuseCareless(tx: Tx, why: Why, adding: number, me: Me): Promise<void> {
    refuseIf(whyNotStop(why));
    const today = await tx.found<{ n: number }>('select count(*)::int as n from review_step where actor_id = $1 and act = \'stopped\' and undone_at is null and at >= shanghai_day(app_now())::timestamp at time zone \'Asia/Shanghai\'', [me.personId]);
    refuseIf(whyNotManyStops(today.n, adding, why.confirmed ?? false), { today: today.n });
  }

  private async one(tx: Tx, found: CaseRow, act: Act, why: Why, me: Me): Promise<void> {
    const state = act === 'pass' ? 'passed' : 'stopped';
    if (found.state !== 'open') {
      // The same press again, for the answer to the first was lost.
      if (found.decidedBy === me.personId && found.state === state) return;
      throw await decidedAlready(tx, found);
    }
    const content = await contentOf(tx, found);
    if (!content || content.state === 'retracted') {
      await tx.update(ReviewCase, { id: found.id }, { state: 'gone', decidedAt: await tx.now() });
      await addStep(tx, { ...found, caseId: found.id, act: 'gone', actorId: null });
      return;
    }
    refuseIf(whyNotJudge({ ...await this.managers.near(tx, found, content, me), reportedByMe: found.reportedByMe }));
    const to: ContentState = act === 'pass' ? 'published' : content.state === 'pending' && found.was === 'pending' ? 'rejected' : 'hidden';
    if (content.state !== to) await shelfOf(found.kind)?.move(tx, found.targetId, to, false);
    const reason = act === 'stop' ? (why.reason ?? '').trim() : null;
    const rule = act === 'stop' ? why.rule ?? null : null;
    await tx.update(ReviewCase, { id: found.id }, { state, decidedBy: me.personId, decidedAt: await tx.now(), rule, reason, suggestion: act === 'stop' ? why.suggestion?.trim() || null : null, settledAt: null });
    const stepId = await addStep(tx, { ...found, caseId: found.id, act: state, actorId: me.personId, rule, words: reason });
    await tx.audit(`moderation.${state}`, `${found.kind}:${found.targetId}`, { unitId: found.unitId, caseId: found.id, before: content.state, after: to, ...(rule ? { rule, ruleName: ruleName(rule), reason } : {}), ...(why.confirmed ? { confirmed: true } : {}) });
    await tx.sql('select graphile_worker.add_job(\'settle-moderation\', json_build_object(\'caseId\', $1::text, \'stepId\', $2::text), run_at := now() + $3 * interval \'1 second\')', [found.id, stepId, settleSeconds]);
  }
}

/** What became of one of several: a refusal is an answer here. */
async function outcome(id: string, work: () => Promise<void>): Promise<{ id: string; done: boolean; code: string | null; by: string | null; at: string | null }> {
  try {
    await work();
    return { id, done: true, code: null, by: null, at: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const first = error.details as { by?: string; at?: string } | undefined;
    return { id, done: false, code: error.code, by: first?.by ?? null, at: first?.at ?? null };
  }
}
