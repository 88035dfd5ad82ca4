import { reminderDue } from '@branch/shared/meetings/calling-rules';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import { reminderLimit } from '@branch/shared/meetings/rules';
import type { Reading, Tx } from '../kit/db.js';

interface Timed { id: string; unitId: string; startsAt: Date; reminders: readonly ReminderTime[] }

/**
 * Sets a meeting's timers for its date: those not gone off are put anew, one gone off for another date may go off again, and what would have been due by now never does
 * (who was just called together needs no reminder). The meeting's row is locked by the caller, or new.
 */
export async function armTimers(tx: Tx, meeting: Timed): Promise<void> {
  await tx.sql('delete from meeting_timer where meeting_id = $1 and done_at is null', [meeting.id]);
  const now = await tx.now();
  const ahead = [...new Set(meeting.reminders)].map((what) => ({ what, due: reminderDue(what, meeting.startsAt) })).filter((one) => one.due > now);
  if (ahead.length === 0) return;
  await tx.sql(`insert into meeting_timer (meeting_id, what, unit_id, due_at) select $1, t.what, $2, t.due from unnest($3::text[], $4::timestamptz[]) as t (what, due)
    on conflict (meeting_id, what) do update set due_at = excluded.due_at, done_at = null where meeting_timer.due_at <> excluded.due_at`, [meeting.id, meeting.unitId, ahead.map((one) => one.what), ahead.map((one) => one.due)]);
}

export const disarmTimers = (tx: Tx, meetingId: string): Promise<unknown> => tx.sql('delete from meeting_timer where meeting_id = $1 and done_at is null', [meetingId]);

// Who may be reminded of a meeting: not who is left out of it or asked for leave, not who left the unit or has died; with how often they were already.
const remindable = `from attendee a cross join lateral (select count(*)::int as times from meeting_nudge n where n.meeting_id = a.meeting_id and n.person_id = a.person_id) told
  where a.meeting_id = $1 and a.excluded_reason is null and a.reply is distinct from 'leave'
    and not exists (select 1 from membership d where d.person_id = a.person_id and d.end_reason = 'died')
    and exists (select 1 from membership s join unit u on u.id = s.unit_id where s.person_id = a.person_id and u.path @> array[a.unit_id] and s.starts_on <= shanghai_day(app_now()) and (s.ends_on is null or s.ends_on > shanghai_day(app_now())))`;
const unreplied = 'and not a.observer and a.reply is null';

/** Who is expected and has not replied, with how often they may still be told. */
export const silentOf = (db: Reading, meetingId: string): Promise<{ id: string; name: string; left: number }[]> =>
  db.sql(`select p.id, p.name, ${reminderLimit} - told.times as "left" from (select a.person_id, told.times ${remindable} ${unreplied}) told join person p on p.id = told.person_id order by p.name, p.id`, [meetingId]);

/** Writes down who is reminded now, each at most twice of one meeting, and answers who. The meeting's row is locked by the caller. */
export async function nudge(tx: Tx, meetingId: string, what: ReminderTime | 'reply'): Promise<string[]> {
  const told = await tx.sql<{ personId: string }>(`insert into meeting_nudge (meeting_id, person_id, nth, unit_id, what, at)
    select a.meeting_id, a.person_id, told.times + 1, a.unit_id, $2, $3 ${remindable} and told.times < ${reminderLimit} ${what === 'reply' ? unreplied : ''} returning person_id as "personId"`, [meetingId, what, await tx.now()]);
  return told.map((one) => one.personId);
}
