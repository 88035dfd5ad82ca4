import { Injectable } from '@nestjs/common';
import type { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { expiryOf, whyNotCap, whyNotGoOnPaper, whyNotLeaveOut, whyNotMoveOn, whyNotOpenAppraisal, whyNotRemindStage } from '@branch/shared/appraisals/rules';
import { grades } from '@branch/shared/appraisals/words';
import type { AppraisalStage, Grade, GradeCounts, RatingMode } from '@branch/shared/appraisals/words';
import { hasVote } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { UnitKind } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { shanghaiParts } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { expectedPeople } from '../meetings/calling.service.js';
import { AppraisalMove, AppraisalReminder } from './appraisal.entity.js';
import { fewestPapers } from './papers.js';
import { alive, locked, peopleOf, roundFor } from './round.js';
import type { At, Locked } from './round.js';

/** Those whom a reminder of a stage reaches: who has not done what it asks for. $1 the round. */
const waiting: Partial<Record<AppraisalStage, string>> = {
  selfReview: 'select p.person_id as id from appraised p where p.appraisal_id = $1 and p.included and not exists (select 1 from appraisal_review r where r.appraisal_id = $1 and r.author_id = p.person_id and r.about_id = p.person_id)',
  peerReview: 'select p.person_id as id from appraised p where p.appraisal_id = $1 and p.included and not exists (select 1 from appraisal_review r where r.appraisal_id = $1 and r.author_id = p.person_id and r.about_id <> p.person_id)',
  rating: 'select e.person_id as id from appraisal_elector e where e.appraisal_id = $1 and not exists (select 1 from secret_roll v where v.ballot_id = $1 and v.person_id = e.person_id)',
};

/** The yearly appraisal of members: opening a round, moving it on stage by stage, who takes part, reminders (支部工作条例第十八条). The round's row is the lock. */
@Injectable()
export class AppraisalsService {
  constructor(private readonly db: Db) {}

  async rounds(input: { unitId: string }) {
    return { items: await this.db.rows<{ id: string; year: number; stage: AppraisalStage; openedAt: Date; expiresAt: Date; expired: boolean }>(`select a.id, a.year::int as year, a.stage, a.opened_at as "openedAt", a.expires_at as "expiresAt", not (${alive}) as expired from appraisal a where a.unit_id = $1 order by a.year desc limit 100`, [input.unitId]) };
  }

  async round(input: At, me: Me) { return this.db.read((db) => roundFor(db, input, me)); }

  /** One round of a unit and year; two officers at once open one, and the second is told. */
  async open(input: Input<typeof appraisalRoutes.open>, me: Me) {
    const { clientId, ...wanted } = input;
    return this.db.write(async (tx) => {
      const { answer } = await tx.once(clientId, wanted, async () => {
        const now = await tx.now();
        const { kind } = await tx.found<{ kind: UnitKind }>('select kind from unit where id = $1', [input.unitId]);
        const people = await expectedPeople(tx, input.unitId, 'memberAssembly');
        refuseIf(whyNotOpenAppraisal({ kind, year: input.year, thisYear: shanghaiParts(now).year, keepDays: input.keepDays, people: people.length }));
        const id = newId();
        const mine = await tx.one('insert into appraisal (id, unit_id, year, stage, stage_since, keep_days, opened_at, expires_at) values ($1, $2, $3, \'selfReview\', $4, $5, $4, $6) on conflict (unit_id, year) do nothing returning 1 as x',
          [id, input.unitId, input.year, now, input.keepDays, expiryOf({ openedAt: now, closedAt: null, keepDays: input.keepDays })]);
        if (!mine) throw new Refusal('appraisal.held-already');
        await tx.sql('insert into appraised (appraisal_id, person_id, unit_id, status) select $1, p.person_id, $2, p.status from unnest($3::text[], $4::text[]) as p(person_id, status)', [id, input.unitId, people.map((one) => one.personId), people.map((one) => one.status)]);
        await tx.insert(AppraisalMove, { appraisalId: id, stage: 'selfReview', unitId: input.unitId, movedBy: me.personId, at: now });
        await tx.audit('appraisal.open', `appraisal:${id}`, { unitId: input.unitId, year: input.year, keepDays: input.keepDays });
        await tx.announce('appraisal.opened', { appraisalId: id, unitId: input.unitId });
        return { id };
      });
      return roundFor(tx, { unitId: input.unitId, appraisalId: answer.id }, me);
    });
  }

  async moveOn(input: Input<typeof appraisalRoutes.moveOn>, me: Me) {
    return this.db.write(async (tx) => {
      const round = await locked(tx, input, 'update');
      const mode = input.to === 'rating' ? input.mode ?? null : round.mode;
      const people = (await peopleOf(tx, input.appraisalId)).map((one) => one.id);
      const electors = input.to === 'rating' ? (await expectedPeople(tx, input.unitId, 'memberAssembly')).filter((one) => hasVote(one.status)).map((one) => one.personId) : [];
      const rating = round.stage === 'rating';
      refuseIf(whyNotMoveOn({ stage: round.stage, expired: round.expired, mode: round.mode, fewestRaters: fewestOthers(people, electors), fewestPapers: rating && round.mode === 'online' ? await fewestPapers(tx, input.appraisalId) : 0, counted: round.paper !== null,
        opinionsMissing: input.to === 'closed' ? await opinionsMissing(tx, input.appraisalId) : 0 }, input.to, mode));
      const now = await tx.now();
      if (input.to === 'rating') await this.openRating(tx, input, { mode: mode ?? 'paper', people, electors, now });
      else if (rating && round.mode === 'online') await this.closeRating(tx, input, people);
      if (input.to === 'closed') await tx.sql('update appraisal set closed_at = $2, expires_at = $3 where id = $1', [input.appraisalId, now, expiryOf({ ...round, closedAt: now })]);
      await tx.sql('update appraisal set stage = $2, stage_since = $3 where id = $1', [input.appraisalId, input.to, now]);
      await tx.insert(AppraisalMove, { appraisalId: input.appraisalId, stage: input.to, unitId: input.unitId, movedBy: me.personId, at: now });
      await tx.audit('appraisal.moveOn', `appraisal:${input.appraisalId}`, { unitId: input.unitId, to: input.to });
      await tx.announce('appraisal.moved', { appraisalId: input.appraisalId, unitId: input.unitId, stage: input.to });
      return roundFor(tx, input, me);
    });
  }

  /** Electors are frozen now; the counters of a secret rating begin at nought. */
  private async openRating(tx: Tx, input: Input<typeof appraisalRoutes.moveOn>, by: { mode: RatingMode; people: string[]; electors: string[]; now: Date }): Promise<void> {
    const cap = input.cap ?? null;
    refuseIf(whyNotCap(cap, by.people.length));
    await tx.sql('update appraisal set stage = \'rating\', mode = $2, cap = $3, electors = $4 where id = $1', [input.appraisalId, by.mode, cap, by.electors.length]);
    await tx.sql('insert into appraisal_elector (appraisal_id, person_id, unit_id) select $1, e, $2 from unnest($3::text[]) e order by e', [input.appraisalId, input.unitId, by.electors]);
    if (by.mode === 'online') await tx.sql('select appraisal_papers_open($1, $2)', [input.appraisalId, [...grades]]);
  }

  /** The roll and the counts are written anew in order and their running files thrown away (docs/decisions/0009). Papers that held the row's share lock are in; later ones find it closed. */
  private async closeRating(tx: Tx, at: At, people: string[]): Promise<void> {
    const { n: voted } = await tx.found<{ n: number }>('select count(*)::int as n from secret_roll where ballot_id = $1', [at.appraisalId]);
    const { counts } = await tx.found<{ counts: Record<string, number> | null }>('select appraisal_papers_close($1, true) as counts', [at.appraisalId]);
    await tx.sql('update appraisal set voted = $2 where id = $1', [at.appraisalId, voted]);
    await keepCounts(tx, at, people.map((personId) => ({ personId, counts: Object.fromEntries(grades.map((grade: Grade) => [grade, counts?.[`${personId} ${grade}`] ?? 0])) as GradeCounts })));
  }

  async goOnPaper(input: Input<typeof appraisalRoutes.goOnPaper>, me: Me) {
    return this.db.write(async (tx) => {
      refuseIf(whyNotGoOnPaper(await locked(tx, input, 'update'), input.reason));
      await tx.sql('select appraisal_papers_close($1, false)', [input.appraisalId]);
      await tx.sql('update appraisal set mode = \'paper\', cap = null, paper_reason = $2 where id = $1', [input.appraisalId, input.reason.trim()]);
      await tx.audit('appraisal.goOnPaper', `appraisal:${input.appraisalId}`, { unitId: input.unitId, reason: input.reason.trim() });
      await tx.announce('appraisal.onPaper', { appraisalId: input.appraisalId, unitId: input.unitId });
      return roundFor(tx, input, me);
    });
  }

  async leaveOut(input: Input<typeof appraisalRoutes.leaveOut>, me: Me): Promise<void> {
    await this.db.write(async (tx) => {
      refuseIf(whyNotLeaveOut(await locked(tx, input, 'update')));
      const before = await tx.found<{ included: boolean }>('select included from appraised where appraisal_id = $1 and person_id = $2', [input.appraisalId, input.personId]);
      const params = [input.appraisalId, input.personId];
      if (input.reason === null) await tx.sql('delete from appraisal_left_out where appraisal_id = $1 and person_id = $2', params);
      else await tx.sql('insert into appraisal_left_out (appraisal_id, person_id, unit_id, reason, left_out_by, at) values ($1, $2, $3, $4, $5, app_now()) on conflict (appraisal_id, person_id) do update set reason = excluded.reason, left_out_by = excluded.left_out_by, at = excluded.at', [...params, input.unitId, input.reason, me.personId]);
      if (before.included === (input.reason === null)) return;
      await tx.sql('update appraised set included = $3 where appraisal_id = $1 and person_id = $2', [...params, input.reason === null]);
      await tx.audit('appraisal.leaveOut', `appraisal:${input.appraisalId}`, { unitId: input.unitId, personId: input.personId, out: input.reason !== null });
      await tx.announce('appraisal.leftOut', { appraisalId: input.appraisalId, unitId: input.unitId, personId: input.personId, out: input.reason !== null });
    });
  }

  async remind(input: At) {
    return this.db.write(async (tx) => {
      const round: Locked = await locked(tx, input, 'update');
      const who = waiting[round.stage];
      // Who has moved to another branch since can no longer do it, and is not reminded of it.
      const here = new Set((await expectedPeople(tx, input.unitId, 'memberAssembly')).map((one) => one.personId));
      const personIds = who && !round.expired ? (await tx.sql<{ id: string }>(who, [input.appraisalId])).map((one) => one.id).filter((id) => here.has(id)) : [];
      const { sent, last } = await tx.found<{ sent: number; last: Date | null }>('select count(*)::int as sent, max(at) as last from appraisal_reminder where appraisal_id = $1 and stage = $2', [input.appraisalId, round.stage]);
      const now = await tx.now();
      refuseIf(whyNotRemindStage({ ...round, sent, last, people: personIds.length }, now));
      await tx.insert(AppraisalReminder, { appraisalId: input.appraisalId, stage: round.stage, nth: sent + 1, unitId: input.unitId, people: personIds.length, at: now });
      await tx.announce('appraisal.reminded', { appraisalId: input.appraisalId, unitId: input.unitId, stage: round.stage, personIds });
      return { people: personIds.length };
    });
  }
}

/** Of the member who has the fewest: how many others may rate them. */
export const fewestOthers = (people: readonly string[], electors: readonly string[]): number => (people.length === 0 ? 0 : Math.min(...people.map((personId) => electors.filter((elector) => elector !== personId).length)));

const opinionsMissing = async (tx: Tx, appraisalId: string): Promise<number> =>
  (await tx.found<{ n: number }>('select count(*)::int as n from appraised p where p.appraisal_id = $1 and p.included and not exists (select 1 from appraisal_result r where r.appraisal_id = $1 and r.person_id = p.person_id and r.grade is not null)', [appraisalId])).n;

/** Papers by grade for everyone, in the order of ids. */
export async function keepCounts(tx: Tx, at: At, rows: readonly { personId: string; counts: GradeCounts }[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => (a.personId < b.personId ? -1 : 1));
  await tx.sql(`insert into appraisal_result (appraisal_id, person_id, unit_id, counts) select $1, r.person_id, $2, r.counts::jsonb from unnest($3::text[], $4::text[]) as r(person_id, counts)
    on conflict (appraisal_id, person_id) do update set counts = excluded.counts`, [at.appraisalId, at.unitId, sorted.map((one) => one.personId), sorted.map((one) => JSON.stringify(one.counts))]);
}
