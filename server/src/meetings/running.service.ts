import { Injectable } from '@nestjs/common';
import { whyNotOpenBallot, whyNotOptions, whyNotSecret, whyNotTitle } from '@branch/shared/ballots/rules';
import { motionOptions } from '@branch/shared/ballots/words';
import type { meetingRoutes } from '@branch/shared/meetings/routes';
import { holdsChair, isSeveralDays, whyNotChair, whyNotClose, whyNotOpen } from '@branch/shared/meetings/rules';
import type { MeetingKind, MeetingState } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { BallotsService } from '../ballots/ballots.service.js';
import type { Voter } from '../ballots/ballots.service.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';
import { invite } from './calling.service.js';
import { Entries } from './entries.js';
import type { LockedRoom } from './entries.js';
import { MeetingView } from './meeting-view.js';
import { signIn } from './signing-in.js';

interface Held { id: string; unitId: string; roomId: string; kind: MeetingKind; state: MeetingState; startsAt: Date; endsAt: Date; chairId: string; strictQuorum: boolean; expected: number; votingExpected: number }
type At = { unitId: string; meetingId: string };
const held = 'select id, unit_id as "unitId", room_id as "roomId", kind, state, starts_at as "startsAt", ends_at as "endsAt", chair_id as "chairId", strict_quorum as "strictQuorum", expected, voting_expected as "votingExpected" from meeting where id = $1 and unit_id = $2 for update';

/** Opening, signing in, voting and closing: the meeting's row is locked first, its room's second, always in this order. */
@Injectable()
export class RunningService {
  constructor(private readonly db: Db, private readonly entries: Entries, private readonly ballots: BallotsService, private readonly view: MeetingView) {
    everyUtc('*/5 * * * *', 'close-forgotten-meetings', () => this.closeForgotten());
  }

  /** Opens: 应到 and the voters are fixed now, the opener takes the chair and is signed in. */
  async open(input: At, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.held(tx, input);
      refuseIf(whyNotOpen(meeting, await tx.now()));
      await invite(tx, meeting);
      await tx.sql(`update meeting set state = 'open', opened_at = app_now(), chair_id = $2, expected = n.expected, voting_expected = n.voting
        from (select count(*) filter (where not observer and excluded_reason is null)::int as expected, count(*) filter (where votes and excluded_reason is null)::int as voting from attendee where meeting_id = $1) n where id = $1`, [meeting.id, me.personId]);
      const first = await tx.one<{ id: string; title: string }>('select id, title from agenda_item where meeting_id = $1 order by position limit 1', [meeting.id]);
      await tx.sql('update room set open = true, agenda_item_id = $2 where id = $1', [meeting.roomId, first?.id ?? null]);
      await signIn(tx, meeting, me.personId);
      await this.entries.append(tx, { id: meeting.roomId, unitId: meeting.unitId }, { kind: 'opened', body: {}, by: me });
      if (first) await this.entries.append(tx, { id: meeting.roomId, unitId: meeting.unitId }, { kind: 'agenda', body: { itemId: first.id, position: 1, title: first.title }, by: me });
      await tx.announce('meeting.opened', { meetingId: meeting.id, unitId: meeting.unitId });
      return this.view.one(tx, input, me);
    });
  }

  /** Signs the caller in. Someone of the unit who is neither expected nor observer may read, not attend. */
  async enter(input: At, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<Held>(held.replace(' for update', ' for share'), [input.meetingId, input.unitId]);
      if (meeting.state !== 'open') throw new Refusal(meeting.state === 'closed' ? 'meeting.closed' : 'meeting.not-open');
      const attended = await signIn(tx, meeting, me.personId);
      return { roomId: meeting.roomId, attended: attended !== null };
    });
  }


  /**
   * Closes. The room's lock is the line (G5): whoever was acknowledged before has a number at or below the closing entry,
   * whoever comes after is refused.
   */
  async close(input: Input<typeof meetingRoutes.close>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.held(tx, input);
      refuseIf(whyNotClose({ state: meeting.state, isChair: holdsChair(meeting.chairId, me, meeting.unitId), ballotRunning: await this.ballots.isRunning(tx, meeting.id) }));
      await this.shut(tx, meeting, await this.entries.locked(tx, { unitId: input.unitId, roomId: meeting.roomId }, me), { how: input.adjourned ? 'adjourned' : 'byChair', reason: input.reason ?? '', by: me });
      return this.view.one(tx, input, me);
    });
  }

  private async shut(tx: Tx, meeting: Held, room: Pick<LockedRoom, 'id' | 'unitId'>, closing: { how: 'byChair' | 'adjourned' | 'byItself'; reason: string; by: Me | null }): Promise<void> {
    const entry = await this.entries.append(tx, room, { kind: 'closed', body: { how: closing.how, reason: closing.reason }, by: closing.by });
    await tx.sql('update room set open = false, hands = \'{}\', floor_id = null where id = $1', [room.id]);
    await tx.sql('update presence set lease_until = least(lease_until, app_now()) where room_id = $1', [room.id]);
    // The moment of the closing entry, so that the log and the meeting tell the same time.
    await tx.sql('update meeting set state = \'closed\', closed_at = $5, closed_how = $2, reason = coalesce(nullif($3, \'\'), reason), close_seq = $4 where id = $1', [meeting.id, closing.how, closing.reason, entry.seq, entry.at]);
    await tx.announce('meeting.closed', { meetingId: meeting.id, unitId: meeting.unitId });
  }

  /** A meeting everyone forgot closes itself six hours after its planned end, saying so. */
  async closeForgotten(): Promise<void> {
    const forgotten = await this.db.asSystem('finds forgotten meetings', (tx) => tx.sql<{ id: string; unitId: string }>('select id, unit_id as "unitId" from meeting where state = \'open\' and ends_at < app_now() - interval \'6 hours\''));
    for (const one of forgotten) {
      await this.db.asSystem('closes a forgotten meeting', async (tx) => {
        const meeting = await tx.one<Held>(held, [one.id, one.unitId]);
        if (meeting?.state !== 'open') return;
        await tx.sql('select 1 from room where id = $1 for update', [meeting.roomId]);
        for (const ballot of await tx.sql<{ id: string }>('select id from ballot where subject_id = $1 and state = \'open\'', [meeting.id])) await this.tellResult(tx, meeting, ballot.id, null);
        await this.shut(tx, meeting, { id: meeting.roomId, unitId: meeting.unitId }, { how: 'byItself', reason: '超过计划结束时间 6 小时无人关闭，系统自动结束', by: null });
      });
    }
  }

  /**
   * Opens a vote when the quorum holds; a secret one only if enough may vote in it. 应到 was fixed when the meeting opened, the right to vote is of now: who has moved away since has none.
   * The quorum is of those in the room and those signed in at the place (they need no phone in their hand).
   * In a window of several days the quorum, and the right to vote, are of those signed in by now.
   */
  async openBallot(input: Input<typeof meetingRoutes.openBallot>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.held(tx, input);
      const { mode = 'named', kind = 'motion', options = [], most = 1 } = input;
      const { answer } = await tx.once(input.clientId, [input.meetingId, input.title, mode, kind, options, most], async () => {
        const room = await this.entries.locked(tx, { unitId: input.unitId, roomId: meeting.roomId }, me);
        const severalDays = isSeveralDays(meeting.startsAt, meeting.endsAt);
        const voters = await tx.sql<Voter & { present: boolean }>(`select a.person_id as "personId", a.signed_in_at is not null or a.spoke_at is not null as "signedIn",
          a.signed_in_how is not null or exists (select 1 from presence p where p.room_id = $2 and p.person_id = a.person_id and p.lease_until > app_now()) as present from attendee a where a.meeting_id = $1 and a.votes and a.excluded_reason is null
            and exists (select 1 from membership s join unit u on u.id = s.unit_id where s.person_id = a.person_id and u.path @> array[$3] and s.status = 'full' and s.starts_on <= shanghai_day(app_now()) and (s.ends_on is null or s.ends_on > shanghai_day(app_now())))`, [meeting.id, meeting.roomId, meeting.unitId]);
        const here = voters.filter((voter) => (severalDays ? voter.signedIn : voter.present)).length;
        refuseIf(whyNotTitle(input.title) ?? whyNotOptions({ kind, options, most }));
        refuseIf(whyNotOpenBallot({ open: room.open, isChair: holdsChair(meeting.chairId, me, meeting.unitId), running: await this.ballots.isRunning(tx, meeting.id), votingPresent: here, votingExpected: meeting.votingExpected, strict: meeting.strictQuorum }), { votingPresent: here, votingExpected: meeting.votingExpected });
        if (mode === 'secret') refuseIf(whyNotSecret(severalDays ? here : voters.length));
        const ballotId = await this.ballots.open(tx, { unitId: meeting.unitId, subjectId: meeting.id, roomId: meeting.roomId, title: input.title.trim(), mode, kind, most,
          options: kind === 'motion' ? motionOptions : options.map((words, at) => ({ key: String(at + 1), text: words.trim() })), eligible: meeting.votingExpected, mustBeSignedIn: severalDays }, voters);
        await this.entries.append(tx, room, { kind: 'ballotOpened', body: { ballotId, title: input.title.trim(), mode }, by: me });
        return { ballotId };
      });
      return this.ballotOf(tx, meeting, answer.ballotId, me);
    });
  }

  async closeBallot(input: Input<typeof meetingRoutes.closeBallot>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.held(tx, input);
      refuseIf(whyNotChair({ open: meeting.state === 'open', isChair: holdsChair(meeting.chairId, me, meeting.unitId) }));
      await tx.sql('select 1 from room where id = $1 for update', [meeting.roomId]);
      await this.tellResult(tx, meeting, input.ballotId, me);
      return this.ballotOf(tx, meeting, input.ballotId, me);
    });
  }

  private async tellResult(tx: Tx, meeting: Held, ballotId: string, by: Me | null): Promise<void> {
    const result = await this.ballots.close(tx, ballotId, meeting.id);
    await this.entries.append(tx, { id: meeting.roomId, unitId: meeting.unitId }, { kind: 'ballotClosed', body: closingWords(ballotId, result), by });
  }

  private async ballotOf(tx: Tx, meeting: Held, ballotId: string, me: Me) {
    const ballot = (await this.ballots.of(tx, meeting.id, me.personId)).find((one) => one.id === ballotId);
    if (!ballot) throw new Refusal('not-found');
    return ballot;
  }

  private held(tx: Tx, at: At): Promise<Held> { return tx.found<Held>(held, [at.meetingId, at.unitId]); }
}

/** A vote's end as the log tells it. A choice has its options' figures, a motion its three answers. */
export const closingWords = (ballotId: string, { title, mode, kind, passed, approve, against, abstain, options }: Awaited<ReturnType<BallotsService['close']>>) =>
  ({ ballotId, title, passed, approve, against, abstain, mode, of: kind, ...(kind === 'motion' ? {} : { options }) });
