import { Injectable } from '@nestjs/common';
import type { myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { whyNotAnswerDispute, whyNotDispute } from '@branch/shared/meetings/rules';
import type { MeetingState } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { AttendanceService, disputes } from './attendance.service.js';
import { AttendanceDispute, Attendee } from './meeting.entity.js';

type At = { unitId: string; meetingId: string };
interface Standing { state: MeetingState; minutesVersion: number; expected: boolean; attended: boolean; disputed: boolean; answered: boolean }

const standing = `select m.state, m.minutes_version as "minutesVersion", coalesce(not a.observer and a.excluded_reason is null, false) as expected, d.person_id is not null as disputed, d.answered_at is not null as answered,
    coalesce(a.signed_in_at is not null or a.spoke_at is not null or exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = m.id and v.person_id = a.person_id), false) as attended
  from meeting m left join attendee a on a.meeting_id = m.id and a.person_id = $3 left join attendance_dispute d on d.meeting_id = m.id and d.person_id = $3
  where m.id = $1 and m.unit_id = $2`;

/** «I was there and it was not recorded»: the member says so, an officer answers with a reason, and both stay on record (MEET-5). The meeting's row is the lock, as for its minutes. */
@Injectable()
export class DisputesService {
  constructor(private readonly db: Db, private readonly attendances: AttendanceService) {}

  async dispute(input: Input<typeof myAttendanceRoutes.dispute>, me: Me) {
    await this.db.write(async (tx) => {
      const at = await this.standing(tx, input, me.personId);
      refuseIf(whyNotDispute(at, input.words));
      await tx.sql(`insert into attendance_dispute (meeting_id, person_id, unit_id, words, at) values ($1, $2, $3, $4, app_now()) on conflict (meeting_id, person_id) do update set words = excluded.words`, [input.meetingId, me.personId, input.unitId, input.words.trim()]);
      if (!at.disputed) await tx.announce('attendance.disputed', { meetingId: input.meetingId, unitId: input.unitId, personId: me.personId });
    });
    return this.attendances.mine(input, me);
  }

  async all(input: At) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      return { items: await disputes(db, input, null) };
    });
  }

  /** Accepted, the attendance is corrected: a draft not yet published is made from the record and changes with it; published minutes need a version of their own. */
  async answer(input: Input<typeof myAttendanceRoutes.answerDispute>, me: Me) {
    return this.db.write(async (tx) => {
      const at = await this.standing(tx, input, input.personId);
      if (!at.disputed) throw new Refusal('not-found');
      refuseIf(whyNotAnswerDispute({ mine: input.personId === me.personId, answered: at.answered }, input.reason));
      const reason = input.reason.trim();
      await tx.update(AttendanceDispute, { meetingId: input.meetingId, personId: input.personId }, { accepted: input.accept, answer: reason, answeredBy: me.personId, answeredAt: await tx.now() });
      if (input.accept && !at.attended) await tx.update(Attendee, { meetingId: input.meetingId, personId: input.personId }, { signedInAt: await tx.now(), corrected: true });
      await tx.audit('attendance.answer', `meeting:${input.meetingId}`, { unitId: input.unitId, personId: input.personId, accepted: input.accept, reason });
      await tx.announce('attendance.answered', { meetingId: input.meetingId, unitId: input.unitId, personId: input.personId, accepted: input.accept });
      const [dispute] = await disputes(tx, input, input.personId);
      if (!dispute) throw new Refusal('not-found');
      return { dispute, minutesNeedCorrection: input.accept && at.minutesVersion > 0 };
    });
  }

  /** Locked first and looked at afterwards: one statement would lock the meeting and still see the dispute as it was before the wait. */
  private async standing(tx: Tx, at: At, personId: string): Promise<Standing> {
    await tx.found('select 1 as x from meeting where id = $1 and unit_id = $2 for update', [at.meetingId, at.unitId]);
    return tx.found<Standing>(standing, [at.meetingId, at.unitId, personId]);
  }
}
