import { Injectable } from '@nestjs/common';
import { appealWorkingDays, ruleName, whyNotAppeal, whyNotDecideAppeal, whyNotReason } from '@branch/shared/moderation/rules';
import type { moderationRoutes } from '@branch/shared/moderation/routes';
import { nobodyId } from '@branch/shared/nobody';
import type { Me } from '@branch/shared/permissions';
import type { ContentKind, ContentState } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { wholeHour } from '@branch/shared/time';
import { endOfWorkingDays } from '@branch/shared/working-days';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { everyUtc } from '../kit/jobs.js';
import { holdsCourt, shelfOf } from '../posts/screening.js';
import type { Decided, Lodged } from '../posts/screening.js';
import { Appeal } from './case.entity.js';
import { contentOf } from './decisions.service.js';
import { columnsOf, deskFor, deskWrites } from './desk.js';
import { Managers } from './managers.js';
import { addStep } from './opening.js';
import { Queue } from './queue.service.js';
import { giveBack } from './restoring.js';

interface DecidedCase { id: string; unitId: string; deskId: string; kind: ContentKind; targetId: string; columnId: string | null; authorId: string; state: string; was: ContentState; decidedBy: string | null; decidedAt: Date | null; appealed: boolean; reporters: string[] }
const decided = `select c.id, c.unit_id as "unitId", c.desk_id as "deskId", c.kind, c.target_id as "targetId", c.column_id as "columnId", c.author_id as "authorId", c.state, c.was, c.decided_by as "decidedBy", c.decided_at as "decidedAt",
    exists (select 1 from appeal a where a.case_id = c.id) as appealed, coalesce((select array_agg(r.reporter_id) from report r where r.case_id = c.id), '{}') as reporters from review_case c`;
export const appealFields = 'a.id, a.words, a.at, a.due_at as "dueAt", a.state = \'open\' and a.due_at <= app_now() as overdue, a.escalated_at is not null as escalated, a.state, a.reason';
type Shown = Result<typeof moderationRoutes.appeal>;
interface Target { kind: ContentKind; targetId: string }
/** Whether one could appeal at all is asked before a word is written. */
const someWords = '请再看一看';

/** An author may ask another person to look again; three working days, or the community decides (MOD-4, G15). */
@Injectable()
export class Appeals {
  constructor(private readonly db: Db, private readonly queue: Queue, private readonly managers: Managers) {
    everyUtc('*/10 * * * *', 'escalate-appeals', () => this.escalate());
    holdsCourt({ decided: (reading, targets) => this.decidedFor(reading, targets), appeal: (tx, target, words) => this.appealOf(tx, target, words) });
  }

  /** Works as the system: authors keep their right when they have left the branch. Every statement names the author. */
  async appeal(input: Input<typeof moderationRoutes.appeal>, me: Me): Promise<Shown> {
    return this.db.asSystem('an author appeals, member of the branch or not any more', async (tx) => {
      const { answer } = await tx.once(input.clientId, input, async () => {
        // The lock first: what is read beside it shows the moment before another's commit.
        await tx.found('select 1 from review_case where id = $1 and author_id = $2 for update', [input.caseId, me.personId]);
        const found = await tx.found<DecidedCase>(`${decided} where c.id = $1`, [input.caseId]);
        return tx.found<Shown>(`select ${appealFields} from appeal a where a.id = $1`, [await this.lodge(tx, found, input.words, me.personId)]);
      });
      return answer;
    });
  }

  /**
   * For the author (null: nobody, MOD-7, of whom neither name nor minute is kept). Who judged or reported is kept from deciding; an author who is nobody is not
   * kept off any desk here, for the desk it went to would say whose it is – when they come to decide, they are refused.
   */
  private async lodge(tx: Tx, found: DecidedCase, words: string, authorId: string | null): Promise<string> {
    const now = await tx.now();
    refuseIf(whyNotAppeal({ mine: true, stopped: found.state === 'stopped', appealed: found.appealed, decidedAt: found.decidedAt }, words, now));
    const content = await contentOf(tx, found);
    if (!content || content.state === 'retracted') throw new Refusal('appeal.nothing-to-appeal');
    const others = [...found.reporters, ...(found.decidedBy ? [found.decidedBy] : [])];
    const deskId = await deskFor(tx, { ...found, text: `${content.title ?? ''}\n${content.text}` }, { not: others, from: found.deskId });
    const id = newId();
    const at = authorId === null ? wholeHour(now) : now;
    await tx.insert(Appeal, { id, unitId: found.unitId, deskId, caseId: found.id, authorId: authorId ?? nobodyId, words: words.trim(), at, dueAt: endOfWorkingDays(at, appealWorkingDays), decidedBy: null, decidedAt: null, reason: null, escalatedAt: null });
    await addStep(tx, { unitId: found.unitId, deskId, caseId: found.id, act: 'appealed', actorId: authorId, words: words.trim(), at });
    await tx.announce('appeal.made', { caseId: found.id, unitId: found.unitId, deskId, authorId: authorId ?? nobodyId });
    return id;
  }

  /** Of what nobody wrote: the latest decision about each, for whom posts have recognised as its author. */
  private async decidedFor(db: Reading, targets: readonly Target[]): Promise<Decided[]> {
    const rows = await db.sql<Target & { state: string; rule: number | null; reason: string | null; suggestion: string | null; decidedAt: Date; appeal: Lodged | null }>(`select distinct on (c.kind, c.target_id) c.kind, c.target_id as "targetId", c.state, c.rule, c.reason, c.suggestion, c.decided_at as "decidedAt",
        (select to_jsonb(x) from (select ${appealFields} from appeal a where a.case_id = c.id) x) as appeal
      from review_case c where c.author_id = '${nobodyId}' and c.state in ('stopped', 'restored') and c.target_id = any ($1) order by c.kind, c.target_id, c.decided_at desc`, [targets.map((one) => one.targetId)]);
    const now = await db.now();
    return rows.map(({ state, decidedAt, ...row }) => ({ ...row, stopped: state === 'stopped', ruleName: row.rule === null ? null : ruleName(row.rule), whyNotAppeal: whyNotAppeal({ mine: true, stopped: state === 'stopped', appealed: row.appeal !== null, decidedAt }, someWords, now) }));
  }

  /** There is no receipt of who asked: asked again in the same words, the appeal that there is answers. */
  private async appealOf(tx: Tx, target: Target, words: string): Promise<Lodged> {
    const { id } = await tx.found<{ id: string }>(`select id from review_case where kind = $1 and target_id = $2 and author_id = '${nobodyId}' and state in ('stopped', 'restored') order by decided_at desc limit 1 for update`, [target.kind, target.targetId]);
    const found = await tx.found<DecidedCase>(`${decided} where c.id = $1`, [id]);
    const there = found.appealed ? await tx.one('select 1 from appeal where case_id = $1 and words = $2', [found.id, words.trim()]) : null;
    if (!there) await this.lodge(tx, found, words, null);
    return tx.found<Lodged>(`select ${appealFields} from appeal a where a.case_id = $1`, [found.id]);
  }

  async decide(input: Input<typeof moderationRoutes.decideAppeal>, me: Me) {
    return deskWrites(this.db, async (tx) => {
      const columns = columnsOf(me, input.unitId);
      const appeal = await tx.found<{ caseId: string; state: string; by: string | null; at: Date | null }>(`select a.case_id as "caseId", a.state, a.decided_by as by, a.decided_at as at from appeal a join review_case c on c.id = a.case_id
        where a.id = $1 and a.desk_id = $2 and ($3::text[] is null or c.column_id = any ($3)) for update of a`, [input.appealId, input.unitId, columns]);
      const found = await tx.found<DecidedCase>(`${decided} where c.id = $1 for update of c`, [appeal.caseId]);
      const content = await contentOf(tx, found);
      const why = whyNotDecideAppeal({ open: appeal.state === 'open', ...await this.managers.near(tx, found, content, me), decidedByMe: found.decidedBy === me.personId, reportedByMe: found.reporters.includes(me.personId) });
      if (why === 'appeal.decided-already') throw new Refusal(why, { by: (await tx.one<{ name: string }>('select name from person where id = $1', [appeal.by]))?.name ?? null, at: appeal.at?.toISOString() ?? null });
      refuseIf(why);
      refuseIf(whyNotReason(input.reason));
      const reason = input.reason.trim();
      await tx.update(Appeal, { id: input.appealId }, { state: input.overturn ? 'overturned' : 'upheld', decidedBy: me.personId, decidedAt: await tx.now(), reason });
      if (input.overturn && content && content.state !== 'retracted') await giveBack(tx, found);
      await addStep(tx, { ...found, deskId: input.unitId, caseId: found.id, act: input.overturn ? 'overturned' : 'upheld', actorId: me.personId, words: reason });
      await tx.audit(input.overturn ? 'moderation.overturned' : 'moderation.upheld', `${found.kind}:${found.targetId}`, { unitId: found.unitId, caseId: found.id, appealId: input.appealId, before: content?.state ?? null, after: input.overturn ? 'published' : content?.state ?? null, reason });
      await tx.announce('appeal.decided', { caseId: found.id, unitId: found.unitId, authorId: found.authorId, overturned: input.overturn });
      return this.queue.shown(tx, found.id, input.unitId, me);
    });
  }

  /** Past its day an appeal goes to the community (or, from there, to the district), and everyone sees that it is late. */
  async escalate(): Promise<void> {
    await this.db.asSystem('appeals past their day go one level up', async (tx) => {
      const late = await tx.sql<{ id: string; caseId: string; unitId: string; deskId: string; authorId: string }>('select id, case_id as "caseId", unit_id as "unitId", desk_id as "deskId", author_id as "authorId" from appeal where state = \'open\' and due_at <= app_now() and escalated_at is null order by id for update skip locked');
      for (const one of late) {
        const up = await tx.one<{ id: string }>('select u.id from unit d join unit u on u.id = any (d.path) and u.id <> d.id and u.kind in (\'community\', \'district\') where d.id = $1 order by cardinality(u.path) desc limit 1', [one.deskId]);
        const deskId = up?.id ?? one.deskId;
        await tx.update(Appeal, { id: one.id }, { deskId, escalatedAt: await tx.now() });
        await addStep(tx, { ...one, deskId, act: 'escalated', actorId: null });
        await tx.audit('moderation.escalated', `appeal:${one.id}`, { unitId: one.unitId, caseId: one.caseId, from: one.deskId, to: deskId });
        await tx.announce('appeal.escalated', { caseId: one.caseId, unitId: one.unitId, deskId, authorId: one.authorId });
      }
    });
  }

  /** What was decided about my own words, and what I can do (G15). */
  async mine(me: Me) {
    return this.db.asSystem('authors see what was decided about their words, member of the branch or not any more', async (tx) => {
      const rows = await tx.sql<Omit<Mine, 'title' | 'text' | 'contentState' | 'path' | 'at' | 'whyNotAppeal'> & { targetId: string; openedAt: Date }>(mine, [me.personId]);
      const now = await tx.now();
      const items: Mine[] = [];
      for (const row of rows) {
        const content = await shown(tx, row);
        const whyNot = whyNotAppeal({ mine: true, stopped: row.state === 'stopped', appealed: row.appeal !== null, decidedAt: row.decidedAt as Date | null }, someWords, now);
        items.push({ ...row, title: content?.title ?? null, text: content?.text ?? '', contentState: content?.state ?? 'retracted', path: content?.path ?? '', at: content?.at ?? row.openedAt, whyNotAppeal: whyNot });
      }
      return { items };
    });
  }
}

type Mine = Result<typeof moderationRoutes.mine>['items'][number];
const mine = `select c.id, c.kind, c.target_id as "targetId", jsonb_build_object('id', u.id, 'name', u.name) as unit, c.column_id as "columnId", c.state, c.opened_at as "openedAt", c.decided_at as "decidedAt", c.rule, c.reason, c.suggestion,
    (select to_jsonb(x) from (select ${appealFields} from appeal a where a.case_id = c.id) x) as appeal
  from review_case c join unit u on u.id = c.unit_id where c.author_id = $1 and (c.state in ('stopped', 'restored') or c.state = 'open' and c.why = 'held') order by c.opened_at desc limit 100`;

const shown = async (db: Reading, row: { kind: ContentKind; targetId: string }) => (await shelfOf(row.kind)?.find(db, [row.targetId], false))?.[0];
