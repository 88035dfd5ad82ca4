import { Injectable } from '@nestjs/common';
import type { Input } from '@branch/shared/route';
import type { ballotRoutes } from '@branch/shared/ballots/routes';
import { article, outcome, threshold, whyNotChosen, whyNotVote } from '@branch/shared/ballots/rules';
import type { BallotKind, BallotMode, Option } from '@branch/shared/ballots/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';

interface BallotRow { id: string; unitId: string; roomId: string | null; title: string; mode: BallotMode; kind: BallotKind; options: Option[]; most: number; state: 'open' | 'closed'; eligible: number; openedAt: Date; closedAt: Date | null; tally: Record<string, number> | null; voted: number; hasVoted: boolean; mine: string[] | null; right: boolean; signedIn: boolean; named: { person: { id: string; name: string }; choices: string[] }[] | null }
interface Locked { state: 'open' | 'closed'; mode: BallotMode; options: Option[]; most: number; eligible: number; roomId: string | null }
type Cast = Input<typeof ballotRoutes.vote>;
/** Someone who may vote; `signedIn` matters only where the vote asks for it. */
export interface Voter { personId: string; signedIn: boolean }
export interface Opening { unitId: string; subjectId: string; roomId: string; title: string; mode: BallotMode; kind: BallotKind; options: readonly Option[]; most: number; eligible: number; mustBeSignedIn: boolean }

const columns = `b.id, b.unit_id as "unitId", b.room_id as "roomId", b.title, b.mode, b.kind, b.options, b.most, b.state, b.eligible, b.opened_at as "openedAt", b.closed_at as "closedAt", b.tally,
  (select count(*)::int from ballot_voted v where v.ballot_id = b.id) as voted, exists (select 1 from ballot_voted v where v.ballot_id = b.id and v.person_id = $2) as "hasVoted", (select v.choices from vote v where v.ballot_id = b.id and v.person_id = $2) as mine,
  exists (select 1 from ballot_right r where r.ballot_id = b.id and r.person_id = $2) as right, coalesce((select r.signed_in from ballot_right r where r.ballot_id = b.id and r.person_id = $2), false) as "signedIn",
  case when b.state = 'closed' and b.mode = 'named' then (select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'choices', v.choices) order by p.name, p.id) from vote v join person p on p.id = v.person_id where v.ballot_id = b.id) end as named`;
/** Milliseconds from a vote to the news of how many have voted. */
const turnoutAfter = 150;

/**
 * Votes: one mechanism for meetings and, later, the year-end vote. Ballots know nothing of meetings; their subject is an id.
 *
 * A secret vote (MEET-7, G8) is a name on a roll and a number that grows by one; nothing says that the two belong together, neither a row nor an id, a moment, a
 * client's id, a receipt, an event, a log line or news. At the end roll and counts are written anew in order and the files that held them are thrown away.
 * The limit, stated openly: whoever copies the database's log or files while the vote runs, makes the database write its statements into a log, or reads
 * the memory of a process can put the two together; and if all choose alike, the result itself tells.
 */
@Injectable()
export class BallotsService {
  /** Ballots whose turnout is about to be told. */
  private readonly telling = new Set<string>();

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
  async open(tx: Tx, ballot: Opening, voters: Voter[]): Promise<string> {
    const id = newId();
    await tx.sql('insert into ballot (id, unit_id, subject_id, room_id, title, mode, kind, options, most, state, eligible, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, \'open\', $10, app_now())',
      [id, ballot.unitId, ballot.subjectId, ballot.roomId, ballot.title, ballot.mode, ballot.kind, JSON.stringify(ballot.options), ballot.most, ballot.eligible]);
    await tx.sql('insert into ballot_right (ballot_id, person_id, unit_id, signed_in) select $1, v.person_id, $2, v.signed_in from unnest($3::text[], $4::boolean[]) as v(person_id, signed_in)',
      [id, ballot.unitId, voters.map((voter) => voter.personId), voters.map((voter) => !ballot.mustBeSignedIn || voter.signedIn)]);
    if (ballot.mode === 'secret') await tx.sql('select secret_open($1)', [id]);
    return id;
  }

  /** Casts a vote: the primary key (ballot, person) is what makes it count once; the row lock of the ballot is what makes closing a line (G7). */
  async vote(input: Cast, me: Me) {
    return this.db.write(async (tx) => {
      // Nothing but the ballot is touched before its lock is held: who waits here must hold nothing that closing waits for.
      const ballot = await tx.found<Locked>('select state, mode, options, most, eligible, room_id as "roomId" from ballot where id = $1 and unit_id = $2 for share', [input.ballotId, input.unitId]);
      return ballot.mode === 'secret' ? this.secretly(tx, input, ballot, me) : this.byName(tx, input, ballot, me);
    });
  }

  private async byName(tx: Tx, input: Cast, ballot: Locked, me: Me) {
    const mine = await this.mine(tx, input, me);
    if (mine) return this.already(tx, input, mine, ballot);
    const chosen = chosenIn(input);
    await this.mayVote(tx, input, ballot, me);
    const cast = await tx.one('insert into vote (ballot_id, person_id, unit_id, choices, client_id, at) values ($1, $2, $3, $4, $5, app_now()) on conflict do nothing returning 1 as x', [input.ballotId, me.personId, input.unitId, chosen, input.clientId]);
    return cast ? this.counted(tx, input, ballot, chosen) : this.already(tx, input, await this.mine(tx, input, me) ?? [], ballot);
  }

  /** A repeat is answered without looking at what it asks for: that it counted is all anybody can know. */
  private async secretly(tx: Tx, input: Cast, ballot: Locked, me: Me) {
    const again = async () => ({ choices: null, voted: await this.turnout(tx, input.ballotId), eligible: ballot.eligible, replayed: true });
    if (await tx.one('select 1 as x from ballot_voted where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId])) return again();
    await this.mayVote(tx, input, ballot, me);
    const cast = await tx.one('insert into secret_roll (ballot_id, person_id, unit_id) values ($1, $2, $3) on conflict do nothing returning 1 as x', [input.ballotId, me.personId, input.unitId]);
    if (!cast) return again();
    const answer = await this.counted(tx, input, ballot, null);
    await tx.sql('select secret_add($1, $2)', [input.ballotId, chosenIn(input)]);
    return answer;
  }

  private async mayVote(tx: Tx, input: Cast, ballot: Locked, me: Me): Promise<void> {
    const right = await tx.one<{ signedIn: boolean }>('select signed_in as "signedIn" from ballot_right where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId]);
    refuseIf(whyNotVote({ state: ballot.state, right: right !== null, signedInAtOpening: right?.signedIn ?? false }));
    refuseIf(whyNotChosen(ballot, chosenIn(input)));
  }

  private async counted(tx: Tx, input: Cast, ballot: Locked, choices: string[] | null) {
    const voted = await this.turnout(tx, input.ballotId);
    const { roomId, eligible } = ballot;
    if (roomId) tx.afterCommit.push(() => this.tellTurnout({ ballotId: input.ballotId, roomId, eligible }));
    return { choices, voted, eligible: ballot.eligible, replayed: false };
  }

  /**
   * Votes that come at once do not see each other, so what one counts may be too little and yet be heard last. Turnout is counted anew a moment after a vote is
   * in, once for all of that moment: the last count comes after the last commit. It also keeps the news from beating time to single votes.
   */
  private tellTurnout({ ballotId, roomId, eligible }: { ballotId: string; roomId: string; eligible: number }): void {
    if (this.telling.has(ballotId)) return;
    this.telling.add(ballotId);
    setTimeout(() => {
      this.telling.delete(ballotId);
      void this.db.asSystem('counts turnout for everyone in the room', async (tx) => tx.live(`room:${roomId}`, 'turnout', { roomId, ballotId, voted: await this.turnout(tx, ballotId), eligible })).catch(() => undefined);
    }, turnoutAfter).unref();
  }

  private async mine(tx: Tx, input: Cast, me: Me): Promise<string[] | null> {
    return (await tx.one<{ choices: string[] }>('select choices from vote where ballot_id = $1 and person_id = $2', [input.ballotId, me.personId]))?.choices ?? null;
  }

  /** A repeat is answered with the vote that counts; another choice is told that the first one stands. */
  private async already(tx: Tx, input: Cast, mine: string[], ballot: Locked) {
    const chosen = chosenIn(input);
    if (chosen.length !== mine.length || chosen.some((key) => !mine.includes(key))) throw new Refusal('ballot.voted-already', { choices: mine });
    return { choices: mine, voted: await this.turnout(tx, input.ballotId), eligible: ballot.eligible, replayed: true };
  }

  private async turnout(tx: Tx, ballotId: string): Promise<number> { return (await tx.found<{ n: number }>('select count(*)::int as n from ballot_voted where ballot_id = $1', [ballotId])).n; }

  /** Closes a vote and answers its result. Votes that hold the row's share lock are finished first; later ones find it closed. */
  async close(tx: Tx, ballotId: string, subjectId: string) {
    const ballot = await tx.found<{ state: string; mode: BallotMode; kind: BallotKind; options: Option[]; eligible: number; title: string; unitId: string }>('select state, mode, kind, options, eligible, title, unit_id as "unitId" from ballot where id = $1 and subject_id = $2 for update', [ballotId, subjectId]);
    if (ballot.state === 'closed') throw new Refusal('ballot.closed');
    const { tally } = ballot.mode === 'secret' ? await tx.found<{ tally: Record<string, number> }>('select secret_close($1) as tally', [ballotId])
      : await tx.found<{ tally: Record<string, number> }>('select coalesce(jsonb_object_agg(n.key, n.votes), \'{}\') as tally from (select c as key, count(*)::int as votes from vote v, unnest(v.choices) c where v.ballot_id = $1 group by c) n', [ballotId]);
    await tx.sql('update ballot set state = \'closed\', closed_at = app_now(), tally = $2 where id = $1', [ballotId, JSON.stringify(tally)]);
    await tx.announce('ballot.closed', { ballotId, unitId: ballot.unitId });
    return { title: ballot.title, mode: ballot.mode, kind: ballot.kind, ...outcome({ ...ballot, voted: await this.turnout(tx, ballotId) }, tally) };
  }

  /** Only turnout while it runs; figures after closing. */
  private present(row: BallotRow) {
    const result = row.state === 'closed' ? outcome(row, row.tally ?? {}) : null;
    return { ...row, threshold: threshold(row.eligible), article, result, mayVote: !row.hasVoted && whyNotVote({ state: row.state, right: row.right, signedInAtOpening: row.signedIn }) === null,
      named: row.state === 'closed' && row.mode === 'named' ? row.named ?? [] : null };
  }
}

const chosenIn = (input: Cast): string[] => input.choices ?? (input.choice === undefined ? [] : [input.choice]);
