import type { AppraisalStage, LeaveOutReason, RatingMode } from '@branch/shared/appraisals/words';
import type { Me } from '@branch/shared/permissions';
import type { Reading, Tx } from '../kit/db.js';
import type { PaperRecord } from './appraisal.entity.js';

export interface At { unitId: string; appraisalId: string }
export interface Ref { id: string; name: string }
/** A round as a rule looks at it, its row locked. */
export interface Locked { stage: AppraisalStage; mode: RatingMode | null; cap: number | null; keepDays: number; electors: number; paper: PaperRecord | null; openedAt: Date; expired: boolean }
interface OwnText { text: string; at: string; revision: number }
interface RoundRow { id: string; year: number; stage: AppraisalStage; openedAt: Date; expiresAt: Date; expired: boolean; mode: RatingMode | null; cap: number | null; keepDays: number; people: number; electors: number; voted: number; paperReason: string | null;
  moves: { stage: AppraisalStage; by: Ref; at: string }[]; takesPart: boolean; leftOut: LeaveOutReason | null; selfReview: OwnText | null; draft: string | null; written: number; elector: boolean; rated: boolean }

/** Whoever writes holds the row in share, whoever moves on (or judges, counts, leaves out) holds it alone: the end of a stage is a line. */
export const locked = (tx: Tx, at: At, how: 'share' | 'update'): Promise<Locked> =>
  tx.found<Locked>(`select stage, mode, cap, keep_days as "keepDays", electors, paper, opened_at as "openedAt", expires_at <= app_now() as expired from appraisal where id = $1 and unit_id = $2 for ${how}`, [at.appraisalId, at.unitId]);

/** Those who take part, in the order of their names. */
export const peopleOf = (db: Reading, appraisalId: string): Promise<Ref[]> =>
  db.sql<Ref>('select p.id, p.name from appraised a join person p on p.id = a.person_id where a.appraisal_id = $1 and a.included order by p.name, p.id', [appraisalId]);

export const takesPart = async (db: Reading, appraisalId: string, personId: string): Promise<boolean> =>
  (await db.one('select 1 as x from appraised where appraisal_id = $1 and person_id = $2 and included', [appraisalId, personId])) !== null;

/** As SQL: how many papers are in; while the rating runs, from its roll. */
export const turnout = 'case when a.stage = \'rating\' and a.mode = \'online\' then (select count(*)::int from secret_roll v where v.ballot_id = a.id) else a.voted end';
/** Only what has not expired is read, also in the hours before the night deletes it. */
export const alive = 'a.expires_at > app_now()';

const shown = `select a.id, a.year::int as year, a.stage, a.opened_at as "openedAt", a.expires_at as "expiresAt", not (${alive}) as expired, a.mode, a.cap::int as cap, a.keep_days::int as "keepDays", a.electors, ${turnout} as voted, a.paper_reason as "paperReason",
    (select count(*)::int from appraised p where p.appraisal_id = a.id and p.included) as people,
    (select coalesce(jsonb_agg(jsonb_build_object('stage', m.stage, 'by', jsonb_build_object('id', p.id, 'name', p.name), 'at', m.at) order by m.at), '[]') from appraisal_move m join person p on p.id = m.moved_by where m.appraisal_id = a.id) as moves,
    exists (select 1 from appraised p where p.appraisal_id = a.id and p.person_id = $3 and p.included) as "takesPart",
    (select l.reason from appraisal_left_out l where l.appraisal_id = a.id and l.person_id = $3) as "leftOut",
    (select jsonb_build_object('text', r.text, 'at', r.at, 'revision', r.revision) from appraisal_review r where r.appraisal_id = a.id and r.author_id = $3 and r.about_id = $3 and ${alive}) as "selfReview",
    (select d.text from appraisal_draft d where d.appraisal_id = a.id and d.person_id = $3 and d.about_id = $3 and ${alive}) as draft,
    (select count(*)::int from appraisal_review r where r.appraisal_id = a.id and r.author_id = $3 and r.about_id <> $3 and ${alive}) as written,
    exists (select 1 from appraisal_elector e where e.appraisal_id = a.id and e.person_id = $3) as elector,
    exists (select 1 from secret_roll v where v.ballot_id = a.id and v.person_id = $3) or exists (select 1 from appraisal_roll v where v.appraisal_id = a.id and v.person_id = $3) as rated
  from appraisal a where a.id = $1 and a.unit_id = $2`;

export async function roundFor(db: Reading, at: At, me: Me) {
  const { takesPart: taking, leftOut, selfReview, draft, written, elector, rated, moves, ...round } = await db.found<RoundRow>(shown, [at.appraisalId, at.unitId, me.personId]);
  return { ...round, moves: moves.map((move) => ({ ...move, at: new Date(move.at) })), me: { takesPart: taking, leftOut, selfReview: selfReview && { ...selfReview, at: new Date(selfReview.at) }, draft, written, elector, rated } };
}
