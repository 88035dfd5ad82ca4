import { outcome } from '@branch/shared/ballots/rules';
import { motionOptions } from '@branch/shared/ballots/words';
import type { BallotKind, BallotMode, Option } from '@branch/shared/ballots/words';
import { hasVote } from '@branch/shared/members/rules';
import { Ballot, BallotRight, Vote } from '../ballots/ballot.entity.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { closingWords } from '../meetings/running.service.js';
import type { DemoDistrict, DemoMeeting } from './corpus/types.js';
import type { Ids } from './ids.js';

interface Planned { title: string; mode: BallotMode; kind: BallotKind; options: Option[]; /** What the n-th of those who came takes. */ takes: (n: number) => string }
/** A past vote with everything that was cast. */
export interface PastVote extends Planned { id: string; at: Date; eligible: number; cast: { personId: string; choice: string }[]; tally: Record<string, number>; entries: { kind: string; body: Record<string, unknown> }[] }

const named = (texts: readonly string[]): Option[] => texts.map((text, at) => ({ key: String(at + 1), text }));
/** A secret motion, and a choice taken by name: what the two kinds look like afterwards. */
const planned: readonly Planned[] = [
  { title: '同意会议材料至少提前一天发到群里', mode: 'secret', kind: 'motion', options: [...motionOptions], takes: (n) => (n % 23 === 7 ? 'against' : n % 17 === 3 ? 'abstain' : 'approve') },
  { title: '下个月的主题党日做什么', mode: 'named', kind: 'single', options: named(['去社区教老人用手机', '漕河泾绿道徒步', '参观一大会址']), takes: (n) => (n % 13 === 4 ? '3' : n % 6 === 1 ? '2' : '1') },
];

/** The past meeting that has votes: the latest of the unit whose meeting is on today. */
export const votingAt = (demo: DemoDistrict): DemoMeeting | undefined => demo.meetings.filter((meeting) => meeting.unit === demo.scenario.unit).sort((a, b) => b.endsAt.localeCompare(a.endsAt))[0];

/** What was voted on at the end of a meeting, by those who came and may vote. */
export function pastVotes(demo: DemoDistrict, meeting: DemoMeeting, ids: Ids, eligible: number): PastVote[] {
  const came = meeting.attendances.map((one) => one.person).filter((person) => hasVote(demo.people[person]?.status ?? 'mobile'));
  return planned.map((vote) => {
    const id = newId();
    const cast = came.map((person, n) => ({ personId: ids.person[person] ?? '', choice: vote.takes(n) }));
    const tally = Object.fromEntries(vote.options.map(({ key }) => [key, cast.filter((one) => one.choice === key).length]));
    const result = { title: vote.title, mode: vote.mode, ...outcome({ ...vote, eligible, voted: cast.length }, tally), kind: vote.kind };
    return { ...vote, id, at: new Date(new Date(meeting.endsAt).getTime() - 5 * 60_000), eligible, cast, tally, entries: [{ kind: 'ballotOpened', body: { ballotId: id, title: vote.title, mode: vote.mode } }, { kind: 'ballotClosed', body: closingWords(id, result) }] };
  });
}

/** Stores past votes; a secret one by the steps of the app, since there is no other way to write its roll. */
export async function plantVotes(tx: Tx, votes: readonly PastVote[], at: { meetingId: string; unitId: string }, voters: readonly string[]): Promise<void> {
  const { roomId } = await tx.found<{ roomId: string }>('select room_id as "roomId" from meeting where id = $1', [at.meetingId]);
  for (const vote of votes) {
    await tx.insert(Ballot, { id: vote.id, unitId: at.unitId, subjectId: at.meetingId, roomId, title: vote.title, mode: vote.mode, kind: vote.kind, options: vote.options, most: 1, state: 'open', eligible: vote.eligible, openedAt: vote.at, closedAt: null, tally: null });
    await tx.insert(BallotRight, voters.map((personId) => ({ ballotId: vote.id, personId, unitId: at.unitId, signedIn: true })));
    if (vote.mode === 'named') await tx.insert(Vote, vote.cast.map(({ personId, choice }) => ({ ballotId: vote.id, personId, unitId: at.unitId, choices: [choice], clientId: newId(), at: vote.at })));
    else {
      await tx.sql('select secret_open($1)', [vote.id]);
      await tx.sql('insert into secret_roll (ballot_id, person_id, unit_id) select $1, p, $2 from unnest($3::text[]) p', [vote.id, at.unitId, vote.cast.map((one) => one.personId)]);
      for (const { choice } of vote.cast) await tx.sql('select secret_add($1, $2)', [vote.id, [choice]]);
      await tx.sql('select secret_close($1)', [vote.id]);
    }
    await tx.sql('update ballot set state = \'closed\', closed_at = $2, tally = $3 where id = $1', [vote.id, vote.at, JSON.stringify(vote.tally)]);
  }
}
