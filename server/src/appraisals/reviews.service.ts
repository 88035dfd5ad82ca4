import { Injectable } from '@nestjs/common';
import type { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { isPast, whyNotReview, whyNotReviewWords } from '@branch/shared/appraisals/rules';
import type { AppraisalStage, Grade, GradeCounts } from '@branch/shared/appraisals/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { alive, locked, takesPart } from './round.js';
import type { At, Locked, Ref } from './round.js';

interface Written { text: string; at: string; revision: number }
interface PeerRow { person: Ref; written: Written | null; draft: string | null }
interface AboutRow { stage: AppraisalStage; expired: boolean; selfReview: Written | null; received: { by: Ref; text: string; at: string }[]; counts: GradeCounts | null; grade: Grade | null; words: string | null }
const withDate = <T extends { at: string }>(one: T): Omit<T, 'at'> & { at: Date } => ({ ...one, at: new Date(one.at) });

const about = `select a.stage, not (${alive}) as expired,
    (select jsonb_build_object('text', r.text, 'at', r.at, 'revision', r.revision) from appraisal_review r where r.appraisal_id = a.id and r.author_id = $3 and r.about_id = $3 and ${alive}) as "selfReview",
    (select coalesce(jsonb_agg(jsonb_build_object('by', jsonb_build_object('id', p.id, 'name', p.name), 'text', r.text, 'at', r.at) order by r.at, p.id), '[]') from appraisal_review r join person p on p.id = r.author_id where r.appraisal_id = a.id and r.about_id = $3 and r.author_id <> $3 and ${alive}) as received,
    s.counts, s.grade, s.words
  from appraisal a left join appraisal_result s on s.appraisal_id = a.id and s.person_id = $3 where a.id = $1 and a.unit_id = $2`;

/** Self reviews and peer reviews: read by their author, by whom they are about and by the committee, until the round expires. Nothing of them stands in events, audit or notices. */
@Injectable()
export class ReviewsService {
  constructor(private readonly db: Db) {}

  async saveDraft(input: Input<typeof appraisalRoutes.saveDraft>, me: Me) {
    return this.db.write(async (tx) => {
      await this.mayWrite(tx, await locked(tx, input, 'share'), input, me);
      const params = [input.appraisalId, me.personId, input.personId];
      if (input.text === '') await tx.sql('delete from appraisal_draft where appraisal_id = $1 and person_id = $2 and about_id = $3', params);
      else await tx.sql('insert into appraisal_draft (appraisal_id, person_id, about_id, unit_id, text, saved_at) values ($1, $2, $3, $4, $5, app_now()) on conflict (appraisal_id, person_id, about_id) do update set text = excluded.text, saved_at = excluded.saved_at', [...params, input.unitId, input.text]);
      return { savedAt: await tx.now() };
    });
  }

  /** One row for each pair. The same client's id is a resend and is answered with its row, also when the stage is over by now; any other must know the revision it changes. */
  async review(input: Input<typeof appraisalRoutes.review>, me: Me) {
    return this.db.write(async (tx) => {
      const round = await locked(tx, input, 'share');
      const params = [input.appraisalId, me.personId, input.personId];
      const text = input.text.trim();
      const before = await stored(tx, params);
      if (before?.clientId === input.clientId) return resent(before, text);
      await this.mayWrite(tx, round, input, me);
      refuseIf(whyNotReviewWords(input.text, input.personId === me.personId));
      const { appraisalId, unitId, personId, clientId, revision } = input;
      // Whoever comes second in a race waits here, and finds a revision it did not know of, or its own twin.
      const done = revision === 0
        ? await tx.one<{ at: Date }>('insert into appraisal_review (appraisal_id, author_id, about_id, unit_id, client_id, revision, text, at) values ($1, $2, $3, $4, $5, 1, $6, app_now()) on conflict do nothing returning at', [appraisalId, me.personId, personId, unitId, clientId, text])
        : await tx.one<{ at: Date }>('update appraisal_review set client_id = $4, revision = revision + 1, text = $5, at = app_now() where appraisal_id = $1 and author_id = $2 and about_id = $3 and revision = $6 returning at', [...params, clientId, text, revision]);
      if (!done) {
        const quicker = await stored(tx, params);
        if (quicker?.clientId === clientId) return resent(quicker, text);
        throw new Refusal('conflict.changed');
      }
      await tx.sql('delete from appraisal_draft where appraisal_id = $1 and person_id = $2 and about_id = $3', params);
      return { text, at: done.at, revision: revision + 1 };
    });
  }

  private async mayWrite(tx: Tx, round: Locked, input: At & { personId: string }, me: Me): Promise<void> {
    const self = input.personId === me.personId;
    const author = await takesPart(tx, input.appraisalId, me.personId);
    refuseIf(whyNotReview({ ...round, self, authorTakesPart: author, aboutTakesPart: self ? author : await takesPart(tx, input.appraisalId, input.personId) }));
  }

  async peers(input: At, me: Me) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from appraisal where id = $1 and unit_id = $2', [input.appraisalId, input.unitId]);
      const items = await db.sql<PeerRow>(`select jsonb_build_object('id', p.id, 'name', p.name) as person, case when r.author_id is null then null else jsonb_build_object('text', r.text, 'at', r.at, 'revision', r.revision) end as written, d.text as draft
        from appraisal a join appraised i on i.appraisal_id = a.id and i.included and i.person_id <> $2 join person p on p.id = i.person_id
        left join appraisal_review r on r.appraisal_id = a.id and r.author_id = $2 and r.about_id = i.person_id and ${alive} left join appraisal_draft d on d.appraisal_id = a.id and d.person_id = $2 and d.about_id = i.person_id and ${alive}
        where a.id = $1 order by p.name, p.id`, [input.appraisalId, me.personId]);
      return { items: items.map((one) => ({ ...one, written: one.written && withDate(one.written) })) };
    });
  }

  async mine(input: At, me: Me) {
    return this.db.read((db) => resultFor(db, input, me.personId));
  }
}

interface Stored { clientId: string; text: string; at: Date; revision: number }
const stored = (tx: Tx, params: string[]): Promise<Stored | null> => tx.one<Stored>('select client_id as "clientId", text, at, revision from appraisal_review where appraisal_id = $1 and author_id = $2 and about_id = $3', params);
function resent({ clientId: _, ...row }: Stored, text: string): Omit<Stored, 'clientId'> {
  if (row.text !== text) throw new Refusal('client-id.reused');
  return row;
}

/** What concerns a member, for themselves: figures once the rating is over, the opinion once the round is closed. */
export async function resultFor(db: Reading, at: At, personId: string) {
  const row = await aboutPerson(db, at, personId);
  return { ...row, counts: isPast('rating', row.stage) ? row.counts : null, opinion: row.stage === 'closed' ? row.opinion : null };
}

/** What was written about a person, and their result; row-level security lets through what the caller may read of it. */
export async function aboutPerson(db: Reading, at: At, personId: string) {
  const { selfReview, received, grade, words, ...row } = await db.found<AboutRow>(about, [at.appraisalId, at.unitId, personId]);
  return { ...row, selfReview: selfReview && withDate(selfReview), received: received.map(withDate), opinion: grade === null ? null : { grade, words: words ?? '' } };
}
