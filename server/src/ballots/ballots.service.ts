import { Injectable } from '@nestjs/common';
import type { Input } from '@branch/shared/route';
import type { ballotRoutes, Choice } from '@branch/shared/ballots/routes';
import { article, outcome, threshold, whyNotVote } from '@branch/shared/ballots/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';

interface BallotRow { id: string; unitId: string; roomId: string | null; title: string; mode: 'named'; state: 'open' | 'closed'; eligible: number; openedAt: Date; closedAt: Date | null; approve: number; against: number; abstain: number; voted: number; mine: Choice | null; right: boolean; signedIn: boolean; named: { person: { id: string; name: string }; choice: Choice }[] | null }
/** Someone who may vote; `signedIn` matters only where the vote asks for it. */
export interface Voter { personId: string; signedIn: boolean }

const columns = `b.id, b.unit_id as "unitId", b.room_id as "roomId", b.title, b.mode, b.state, b.eligible, b.opened_at as "openedAt", b.closed_at as "closedAt", b.approve, b.against, b.abstain,
  (select count(*)::int from vote v where v.ballot_id = b.id) as voted, (select v.choice from vote v where v.ballot_id = b.id and v.person_id = $2) as mine,
  exists (select 1 from ballot_right r where r.ballot_id = b.id and r.person_id = $2) as right, coalesce((select r.signed_in from ballot_right r where r.ballot_id = b.id and r.person_id = $2), false) as "signedIn",
  case when b.state = 'closed' then (select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'choice', v.choice) order by p.name, p.id) from vote v join person p on p.id = v.person_id where v.ballot_id = b.id) end as named`;

/** Votes: one mechanism for meetings and, later, the year-end vote. Ballots know nothing of meetings; their subject is an id. */
@Injectable()
export class BallotsService {
  constructor(private readonly db: Db) {}

  async ballot(input: Input<typeof ballotRoutes.ballot>, me: Me) {
    return this.db.read(async (db) => this.present(await db.found<BallotRow>(`select ${columns} from ballot b where b.id = $1 and b.unit_id = $3`, [input.ballotId, me.personId, input.unitId])));
  }

  /** Ballots of a subject, in the order they were opened. */
  async of(db: Reading, subjectId: string, personId: string) {
    return (await db.sql<BallotRow>(`select ${columns} from ballot b where b.subject_id = $1 order by b.opened_at, b.id`, [subjectId, personId])).map((row) => this.present(row));
  }

  async isRunning(db: Reading, subjectId: string): Promise<boolean> { return (await db.one('select 1 as x from ballot where subject_id = $1 and state = \'open\'', [subjectId])) !== null; }

  /** Opens a vote: who may vote is frozen now. The caller has locked its subject and asked its rules. */
  async open(tx: Tx, ballot: { unitId: string; subjectId: string; roomId: string; title: string; eligible: number; mustBeSignedIn: boolean }, voters: Voter[]): Promise<string> {
    const id = newId();
    await tx.sql('insert into ballot (id, unit_id, subject_id, room_id, title, mode, state, eligible, opened_at) values ($1, $2, $3, $4, $5, \'named\', \'open\', $6, app_now())', [id, ballot.unitId, ballot.subjectId, ballot.roomId, ballot.title, ballot.eligible]);
    await tx.sql('insert into ballot_right (ballot_id, person_id, unit_id, signed_in) select $1, v.person_id, $2, v.signed_in from unnest($3::text[], $4::boolean[]) as v(person_id, signed_in)',
      [id, ballot.unitId, voters.map((voter) => voter.personId), voters.map((voter) => !ballot.mustBeSignedIn || voter.signedIn)]);
    return id;
  }

  /** Casts a vote: the primary key (ballot, person) is what makes it count once; the row lock of the ballot is what makes closing a line (G7). */
  async vote(input: Input<typeof ballotRoutes.vote>, me: Me) {
    return this.db.write(async (tx) => {
      const ballot = await tx.found<{ state: 'open' | 'closed'; eligible: number; roomId: string | null }>('select state, eligible, room_id as "roomId" from ballot where id = $1 and unit_id = $2 for share', [input.ballotId, input.unitId]);
      const mine = await tx.one<{ choice: Choice; clientId: string }>('select choice, client_id as "clientId" from vote where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId]);
      if (mine) return this.already(tx, input, mine, ballot.eligible);
      const right = await tx.one<{ signedIn: boolean }>('select signed_in as "signedIn" from ballot_right where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId]);
      refuseIf(whyNotVote({ state: ballot.state, right: right !== null, signedInAtOpening: right?.signedIn ?? false }));
      const cast = await tx.one('insert into vote (ballot_id, person_id, unit_id, choice, client_id, at) values ($1, $2, $3, $4, $5, app_now()) on conflict do nothing returning 1 as x', [input.ballotId, me.personId, input.unitId, input.choice, input.clientId]);
      if (!cast) return this.already(tx, input, await tx.found<{ choice: Choice; clientId: string }>('select choice, client_id as "clientId" from vote where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId]), ballot.eligible);
      const voted = await this.turnout(tx, input.ballotId);
      if (ballot.roomId) tx.live(`room:${ballot.roomId}`, 'turnout', { roomId: ballot.roomId, ballotId: input.ballotId, voted, eligible: ballot.eligible });
      return { choice: input.choice, voted, eligible: ballot.eligible, replayed: false };
    });
  }

  /** A repeat is answered with the vote that counts; another choice is told that the first one stands. */
  private async already(tx: Tx, input: Input<typeof ballotRoutes.vote>, mine: { choice: Choice; clientId: string }, eligible: number) {
    if (mine.choice !== input.choice) throw new Refusal('ballot.voted-already', { choice: mine.choice });
    return { choice: mine.choice, voted: await this.turnout(tx, input.ballotId), eligible, replayed: true };
  }

  private async turnout(tx: Tx, ballotId: string): Promise<number> { return (await tx.found<{ n: number }>('select count(*)::int as n from vote where ballot_id = $1', [ballotId])).n; }

  /** Closes a vote and answers its result. Votes that hold the row's share lock are finished first; later ones find it closed. */
  async close(tx: Tx, ballotId: string, subjectId: string) {
    const ballot = await tx.found<{ state: string; eligible: number; title: string; unitId: string }>('select state, eligible, title, unit_id as "unitId" from ballot where id = $1 and subject_id = $2 for update', [ballotId, subjectId]);
    if (ballot.state === 'closed') throw new Refusal('ballot.closed');
    const tally = await tx.found<{ approve: number; against: number; abstain: number }>(
      'select count(*) filter (where choice = \'approve\')::int as approve, count(*) filter (where choice = \'against\')::int as against, count(*) filter (where choice = \'abstain\')::int as abstain from vote where ballot_id = $1', [ballotId]);
    await tx.sql('update ballot set state = \'closed\', closed_at = app_now(), approve = $2, against = $3, abstain = $4 where id = $1', [ballotId, tally.approve, tally.against, tally.abstain]);
    await tx.announce('ballot.closed', { ballotId, unitId: ballot.unitId });
    return { title: ballot.title, ...outcome(tally, ballot.eligible) };
  }

  /** Only turnout while it runs; figures after closing. */
  private present(row: BallotRow) {
    const result = row.state === 'closed' ? outcome({ approve: row.approve, against: row.against, abstain: row.abstain }, row.eligible) : null;
    return { ...row, threshold: threshold(row.eligible), article, result, mayVote: row.mine === null && whyNotVote({ state: row.state, right: row.right, signedInAtOpening: row.signedIn }) === null, named: row.state === 'closed' ? row.named ?? [] : null };
  }
}
