import { Injectable } from '@nestjs/common';
import type { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { whyNotPaper, whyNotPaperCount, whyNotRate } from '@branch/shared/appraisals/rules';
import type { Me } from '@branch/shared/permissions';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { keepCounts } from './appraisals.service.js';
import { locked, peopleOf } from './round.js';
import type { At, Locked } from './round.js';

/**
 * The secret rating (民主测评). It stands on the tables and functions of secret votes (docs/decisions/0009): a name on the roll, and one number for every member and
 * grade that grows; no row, id, time, event or receipt of a paper. Only turnout is told while it runs.
 */
@Injectable()
export class RatingsService {
  constructor(private readonly db: Db) {}

  async paper(input: At, me: Me) {
    return this.db.read(async (db) => {
      const round = await db.found<Locked>('select stage, mode, cap, electors, expires_at <= app_now() as expired from appraisal where id = $1 and unit_id = $2', [input.appraisalId, input.unitId]);
      const rated = await hasRated(db, input.appraisalId, me.personId);
      const mayRate = !rated && whyNotRate({ ...round, elector: await isElector(db, input.appraisalId, me.personId) }) === null;
      return { mayRate, rated, cap: round.cap, people: (await peopleOf(db, input.appraisalId)).filter((one) => one.id !== me.personId) };
    });
  }

  /** A repeat is answered without looking at what it asks for: that it counted is all anybody can know. */
  async rate(input: Input<typeof appraisalRoutes.rate>, me: Me) {
    return this.db.write(async (tx) => {
      const round = await locked(tx, input, 'share');
      const again = async () => ({ voted: await this.turnout(tx, input), electors: round.electors, replayed: true });
      if (await hasRated(tx, input.appraisalId, me.personId)) return again();
      refuseIf(whyNotRate({ ...round, elector: await isElector(tx, input.appraisalId, me.personId) }));
      refuseIf(whyNotPaper(input.grades, (await peopleOf(tx, input.appraisalId)).map((one) => one.id).filter((id) => id !== me.personId), round.cap));
      const cast = await tx.one('insert into secret_roll (ballot_id, person_id, unit_id) values ($1, $2, $3) on conflict do nothing returning 1 as x', [input.appraisalId, me.personId, input.unitId]);
      if (!cast) return again();
      const voted = await this.turnout(tx, input);
      await tx.sql('select secret_add($1, $2)', [input.appraisalId, input.grades.map((one) => `${one.personId} ${one.grade}`)]);
      return { voted, electors: round.electors, replayed: false };
    });
  }

  private async turnout(tx: Tx, at: At): Promise<number> {
    return (await tx.found<{ n: number }>('select (select count(*)::int from secret_roll where ballot_id = a.id) + a.voted as n from appraisal a where a.id = $1', [at.appraisalId])).n;
  }

  /** What was counted on paper stands in place of the counters; entered anew it replaces what stood, and the audit keeps that it was. */
  async countPapers(input: Input<typeof appraisalRoutes.countPapers>): Promise<void> {
    await this.db.write(async (tx) => {
      const round = await locked(tx, input, 'update');
      refuseIf(whyNotPaperCount(round, input, (await peopleOf(tx, input.appraisalId)).map((one) => one.id), shanghaiDay(await tx.now())));
      const { papers, countedBy, supervisedBy, place, heldOn } = input;
      await tx.sql('update appraisal set paper = $2, voted = $3 where id = $1', [input.appraisalId, JSON.stringify({ papers, countedBy, supervisedBy, place, heldOn }), papers]);
      await keepCounts(tx, input, input.people);
      await tx.audit('appraisal.countPapers', `appraisal:${input.appraisalId}`, { unitId: input.unitId, papers, again: round.paper !== null });
    });
  }
}

const hasRated = async (db: Reading, appraisalId: string, personId: string): Promise<boolean> =>
  (await db.one('select 1 as x from secret_roll where ballot_id = $1 and person_id = $2 union all select 1 from appraisal_roll where appraisal_id = $1 and person_id = $2', [appraisalId, personId])) !== null;
const isElector = async (db: Reading, appraisalId: string, personId: string): Promise<boolean> =>
  (await db.one('select 1 as x from appraisal_elector where appraisal_id = $1 and person_id = $2', [appraisalId, personId])) !== null;
