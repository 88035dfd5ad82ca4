import type { Reading } from '../kit/db.js';

/** Papers that came in for the member who has the fewest: nobody grades themselves, so it is one less for whoever cast one. */
export const fewestPapers = async (db: Reading, appraisalId: string): Promise<number> =>
  (await db.found<{ n: number }>(`select coalesce(min(n.papers), 0)::int as n from (select (select count(*) from secret_roll v where v.ballot_id = $1 and v.person_id <> p.person_id) as papers
    from appraised p where p.appraisal_id = $1 and p.included) n`, [appraisalId])).n;
