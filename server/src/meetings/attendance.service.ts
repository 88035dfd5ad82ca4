import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { attendedBy } from '@branch/shared/meetings/routes';
import type { LeaveCategory } from '@branch/shared/meetings/words';
import type { MembershipStatus } from '@branch/shared/roles';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';

type How = (typeof attendedBy)[number];
interface Row { corrected: boolean; entered: boolean; signedInHow: 'scanned' | 'ticked' | null; tickedBy: { id: string; name: string } | null; person: { id: string; name: string }; company: string | null; status: MembershipStatus; observer: boolean; votes: boolean; reply: 'join' | 'leave' | null; leaveCategory: LeaveCategory | null; leaveReason: string | null; excluded: { reason: string; approvedBy: string } | null; signedInAt: Date | null; spokeAt: Date | null; voted: boolean; present: boolean }

const rows = `select jsonb_build_object('id', p.id, 'name', p.name) as person, (select c.name from membership s join company c on c.id = s.company_id where s.person_id = p.id and s.ends_on is null limit 1) as company, a.status, a.observer, a.votes, a.reply, a.leave_category as "leaveCategory", a.leave_reason as "leaveReason",
    case when a.excluded_reason is null then null else jsonb_build_object('reason', a.excluded_reason, 'approvedBy', a.excluded_approved_by) end as excluded, a.corrected, m.entered_at is not null as entered, a.signed_in_how as "signedInHow", (select jsonb_build_object('id', t.id, 'name', t.name) from person t where t.id = a.ticked_by) as "tickedBy", a.signed_in_at as "signedInAt", a.spoke_at as "spokeAt",
    exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = m.id and v.person_id = p.id) as voted, exists (select 1 from presence x where x.room_id = m.room_id and x.person_id = p.id and x.lease_until > app_now()) as present
  from meeting m join attendee a on a.meeting_id = m.id join person p on p.id = a.person_id where m.id = $1 and m.unit_id = $2 and ($3::text is null or p.id = $3) order by p.name, p.id`;

/** Who came, and how each was counted: signed in, spoke or voted; never a share of time (MEET-5). */
@Injectable()
export class AttendanceService {
  constructor(private readonly db: Db) {}

  async all(input: { unitId: string; meetingId: string }) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      const people = (await db.sql<Row>(rows, [input.meetingId, input.unitId, null])).map(show);
      const expected = people.filter((one) => !one.observer && !one.excluded);
      const came = expected.filter((one) => one.attended);
      const onLeave = expected.filter((one) => !one.attended && one.reply === 'leave').length;
      return { items: people, expected: expected.length, attended: came.length, votingExpected: expected.filter((one) => one.votes).length, votingPresent: came.filter((one) => one.votes).length, onLeave, absent: expected.length - came.length - onLeave,
        observers: people.filter((one) => one.observer).length };
    });
  }

  /** One person's row, if the meeting concerns them. */
  async of(db: Reading, at: { unitId: string; meetingId: string }, personId: string) { return (await db.sql<Row>(rows, [at.meetingId, at.unitId, personId])).map(show)[0] ?? null; }

  /** The caller's own: what was counted and the intervals the server kept. */
  async mine(input: { unitId: string; meetingId: string }, me: Me) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      const row = await this.of(db, input, me.personId);
      const intervals = await db.sql<{ from: Date; to: Date | null }>(`select x.came_at as "from", case when x.lease_until > app_now() then null else greatest(x.came_at, x.lease_until) end as "to" from presence x join meeting m on m.room_id = x.room_id
        where m.id = $1 and x.person_id = $2 order by x.came_at`, [input.meetingId, me.personId]);
      const dispute = (await disputes(db, input, me.personId))[0] ?? null;
      return { expected: row !== null && !row.observer && !row.excluded, attended: row?.attended ?? false, how: row?.how ?? [], intervals, dispute };
    });
  }
}

interface DisputeRow { person: { id: string; name: string }; words: string; at: Date; accepted: boolean | null; answer: string | null; answeredBy: { id: string; name: string } | null; answeredAt: Date | null }

/** Disputes of a meeting (of one person): those without an answer first. */
export const disputes = (db: Reading, at: { unitId: string; meetingId: string }, personId: string | null): Promise<DisputeRow[]> => db.sql<DisputeRow>(`select jsonb_build_object('id', p.id, 'name', p.name) as person, d.words, d.at, d.accepted, d.answer,
    case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as "answeredBy", d.answered_at as "answeredAt"
  from attendance_dispute d join person p on p.id = d.person_id left join person o on o.id = d.answered_by
  where d.meeting_id = $1 and d.unit_id = $2 and ($3::text is null or d.person_id = $3) order by d.answered_at is not null, d.at, p.id`, [at.meetingId, at.unitId, personId]);

function show(row: Row) {
  const how: How[] = [...(row.corrected ? ['corrected' as const] : row.signedInAt ? [row.entered ? 'entered' as const : row.signedInHow ?? 'signedIn' as const] : []), ...(row.spokeAt ? ['spoke' as const] : []), ...(row.voted ? ['voted' as const] : [])];
  return { ...row, how, attended: how.length > 0, firstAt: (row.corrected || row.entered ? null : row.signedInAt) ?? row.spokeAt };
}
