import { Injectable } from '@nestjs/common';
import type { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { reminderToSend, whyNotRemindReplies } from '@branch/shared/meetings/calling-rules';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import type { LeaveCategory, MeetingState } from '@branch/shared/meetings/words';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';
import { nudge, silentOf } from './reminders.js';

type At = { unitId: string; meetingId: string };
interface Due { id: string; unitId: string; state: MeetingState; startsAt: Date; sequence: number }
interface Person { id: string; name: string }
interface Reply { person: Person; reply: 'join' | 'leave' | null; category: LeaveCategory | null; leaveReason: string | null; excludedReason: string | null; approvedBy: string | null }

/**
 * Reminders before a meeting, and of replies still missing: at most two of one meeting for each person, however they came about (product.md 2). Everything is kept in rows,
 * so a server that was down reminds of what is still to come when it is back, and never twice.
 */
@Injectable()
export class RemindersService {
  constructor(private readonly db: Db) {
    everyUtc('*/5 * * * *', 'meeting-reminders', () => this.run());
  }

  /** What is due now, a meeting at a time; a meeting that is being changed comes next time. */
  async run(): Promise<void> {
    const due = await this.db.asSystem('timers of every meeting', (tx) => tx.sql<{ id: string }>('select distinct meeting_id as id from meeting_timer where done_at is null and due_at <= app_now() limit 500'));
    for (const { id } of due) {
      await this.db.asSystem('reminds of a meeting', async (tx) => {
        const meeting = await tx.one<Due>('select id, unit_id as "unitId", state, starts_at as "startsAt", sequence from meeting where id = $1 for update skip locked', [id]);
        if (!meeting) return;
        const timers = await tx.sql<{ what: ReminderTime }>('update meeting_timer set done_at = app_now() where meeting_id = $1 and done_at is null and due_at <= app_now() returning what', [id]);
        const what = reminderToSend(timers.map((one) => one.what), meeting.startsAt, await tx.now());
        // Once it is open, everyone has been told that it began.
        if (meeting.state !== 'called' || what === null) return;
        const personIds = await nudge(tx, id, what);
        if (personIds.length > 0) await tx.announce('meeting.reminded', { meetingId: id, unitId: meeting.unitId, what, sequence: meeting.sequence, personIds });
      });
    }
  }

  /** For the officers: who comes, who does not and why, who has not said. */
  async replies(input: At) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      const all = await db.sql<Reply>(`select jsonb_build_object('id', p.id, 'name', p.name) as person, a.reply, a.leave_category as category, a.leave_reason as "leaveReason", a.excluded_reason as "excludedReason", a.excluded_approved_by as "approvedBy"
        from attendee a join person p on p.id = a.person_id where a.meeting_id = $1 and not a.observer order by p.name, p.id`, [input.meetingId]);
      const counted = all.filter((one) => one.excludedReason === null);
      const silent = await silentOf(db, input.meetingId);
      return {
        joining: counted.filter((one) => one.reply === 'join').map((one) => one.person),
        leaving: counted.filter((one) => one.reply === 'leave').map((one) => ({ person: one.person, category: one.category, reason: one.leaveReason ?? '' })),
        silent: silent.map(({ left, ...person }) => ({ person, left })),
        excluded: all.flatMap((one) => (one.excludedReason === null ? [] : [{ person: one.person, reason: one.excludedReason, approvedBy: one.approvedBy ?? '' }])),
        reminded: await db.sql<{ what: ReminderTime | 'reply'; at: Date; people: number }>('select what, at, count(*)::int as people from meeting_nudge where meeting_id = $1 group by what, at order by at', [input.meetingId]),
      };
    });
  }

  async remindReplies(input: Input<typeof callingRoutes.remindReplies>) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<Due>('select id, unit_id as "unitId", state, starts_at as "startsAt", sequence from meeting where id = $1 and unit_id = $2 for update', [input.meetingId, input.unitId]);
      const silent = await silentOf(tx, meeting.id);
      const last = await tx.found<{ at: Date | null }>('select max(at) as at from meeting_nudge where meeting_id = $1 and what = \'reply\'', [meeting.id]);
      refuseIf(whyNotRemindReplies({ state: meeting.state, silent: silent.length, reachable: silent.filter((one) => one.left > 0).length, lastAt: last.at }, await tx.now()));
      const personIds = await nudge(tx, meeting.id, 'reply');
      await tx.announce('meeting.reminded', { meetingId: meeting.id, unitId: meeting.unitId, what: 'reply', sequence: meeting.sequence, personIds });
      return { reminded: personIds.length, heldBack: silent.length - personIds.length };
    });
  }
}
