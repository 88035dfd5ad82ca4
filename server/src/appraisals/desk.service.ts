import { Injectable } from '@nestjs/common';
import type { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { whyNotOpine } from '@branch/shared/appraisals/rules';
import type { AppraisalStage, Grade, GradeCounts, LeaveOutReason } from '@branch/shared/appraisals/words';
import { hasVote } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { expectedPeople } from '../meetings/calling.service.js';
import { inOffice } from '../members/in-office.js';
import { fewestOthers } from './appraisals.service.js';
import type { PaperRecord } from './appraisal.entity.js';
import { fewestPapers } from './papers.js';
import { aboutPerson } from './reviews.service.js';
import { alive, locked, takesPart, turnout } from './round.js';
import type { At, Ref } from './round.js';

interface DeskRow { person: Ref; group: Ref | null; status: MembershipStatus; leftOut: LeaveOutReason | null; takesPart: boolean; reviewed: boolean; received: number; counts: GradeCounts | null; grade: Grade | null; words: string | null }

const rows = `select jsonb_build_object('id', p.id, 'name', p.name) as person, case when g.id is null then null else jsonb_build_object('id', g.id, 'name', g.name) end as "group", i.status, i.included as "takesPart", l.reason as "leftOut", coalesce(n.own, false) as reviewed, coalesce(n.received, 0)::int as received, s.counts, s.grade, s.words
  from appraisal a join appraised i on i.appraisal_id = a.id join person p on p.id = i.person_id left join appraisal_left_out l on l.appraisal_id = a.id and l.person_id = p.id left join appraisal_result s on s.appraisal_id = a.id and s.person_id = p.id
  left join (select r.about_id, bool_or(r.author_id = r.about_id) as own, count(*) filter (where r.author_id <> r.about_id) as received from appraisal_review r where r.appraisal_id = $1 group by r.about_id) n on n.about_id = p.id and ${alive}
  left join lateral (select u.id, u.name, u.created_at from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and u.kind = 'partyGroup' and u.path @> array[a.unit_id]
    and m.starts_on <= shanghai_day(app_now()) and (m.ends_on is null or m.ends_on > shanghai_day(app_now())) order by u.created_at, u.id limit 1) g on true
  where a.id = $1 and a.unit_id = $2 order by g.created_at nulls last, g.id nulls last, p.name, p.id`;

/** The committee's desk of a round: where everybody stands, what one member wrote and was written to, and the opinions. In the order of party groups and of names, never of figures. */
@Injectable()
export class DeskService {
  constructor(private readonly db: Db) {}

  async desk(input: At) {
    return this.db.read(async (db) => {
      const round = await db.found<{ stage: AppraisalStage; electors: number; voted: number; paper: PaperRecord | null }>(`select a.stage, a.electors, ${turnout} as voted, a.paper from appraisal a where a.id = $1 and a.unit_id = $2`, [input.appraisalId, input.unitId]);
      const items = (await db.sql<DeskRow>(rows, [input.appraisalId, input.unitId])).map(({ grade, words, ...row }) => ({ ...row, opinion: grade === null ? null : { grade, words: words ?? '' } }));
      const electors = (await expectedPeople(db, input.unitId, 'memberAssembly')).filter((one) => hasVote(one.status)).map((one) => one.personId);
      return { items, paper: round.paper, electors: round.electors, voted: round.voted, fewestRaters: fewestOthers(items.filter((one) => one.takesPart).map((one) => one.person.id), electors), fewestPapers: round.stage === 'rating' ? await fewestPapers(db, input.appraisalId) : 0,
        reminded: await db.sql<{ stage: AppraisalStage; at: Date; people: number }>('select stage, at, people from appraisal_reminder where appraisal_id = $1 order by at', [input.appraisalId]) };
    });
  }

  async person(input: At & { personId: string }) {
    return this.db.read(async (db) => {
      const person = await db.found<Ref>('select p.id, p.name from appraised i join person p on p.id = i.person_id where i.appraisal_id = $1 and i.unit_id = $2 and i.person_id = $3', [input.appraisalId, input.unitId, input.personId]);
      return { person, ...await aboutPerson(db, input, input.personId) };
    });
  }

  /** The opinion stands beside the figures; neither its grade nor its words are in the audit, which people outside the committee read. */
  async opine(input: Input<typeof appraisalRoutes.opine>, me: Me) {
    return this.db.write(async (tx) => {
      const round = await locked(tx, input, 'update');
      if (!await takesPart(tx, input.appraisalId, input.personId)) throw new Refusal('not-found');
      const { n: others } = await tx.found<{ n: number }>(`select count(distinct r.person_id)::int as n from role_held r where r.unit_id = $1 and r.person_id <> $2 and r.role in ('secretary', 'deputySecretary', 'committeeMember') and ${inOffice('r')}`, [input.unitId, me.personId]);
      refuseIf(whyNotOpine({ ...round, mine: input.personId === me.personId, others }, input.words));
      const words = input.words.trim();
      await tx.sql(`insert into appraisal_result (appraisal_id, person_id, unit_id, grade, words, judged_by, judged_at) values ($1, $2, $3, $4, $5, $6, app_now())
        on conflict (appraisal_id, person_id) do update set grade = excluded.grade, words = excluded.words, judged_by = excluded.judged_by, judged_at = excluded.judged_at`, [input.appraisalId, input.personId, input.unitId, input.grade, words, me.personId]);
      await tx.audit('appraisal.opine', `appraisal:${input.appraisalId}`, { unitId: input.unitId, personId: input.personId });
      return { grade: input.grade, words };
    });
  }
}
