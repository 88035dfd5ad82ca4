import { Injectable } from '@nestjs/common';
import type { catchUpRoutes, MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { readingSeconds } from '@branch/shared/meetings/minutes-rules';
import { characters, reminderLimit, whyNotLine, whyNotRemind } from '@branch/shared/meetings/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';

type At = { unitId: string; meetingId: string };
interface Standing { entered: boolean; title: string; startsAt: Date; closedAt: Date | null; roomId: string; unitName: string; closeSeq: number | null; version: number; attended: boolean; expected: boolean; acknowledged: number; late: string | null; content: MinutesContent | null }
interface Mention { seq: number; by: { id: string; name: string }; text: string }

const standing = `select m.entered_at is not null as entered, m.title, m.starts_at as "startsAt", m.closed_at as "closedAt", m.room_id as "roomId", u.name as "unitName", m.close_seq as "closeSeq", m.minutes_version as version,
    coalesce(a.signed_in_at is not null or a.spoke_at is not null, false) as attended, coalesce(not a.observer, false) as expected, coalesce(k.version, 0) as acknowledged, s.text as late,
    (select v.content from minutes_version v where v.meeting_id = m.id order by v.version desc limit 1) as content
  from meeting m join unit u on u.id = m.unit_id left join attendee a on a.meeting_id = m.id and a.person_id = $3 left join acknowledgement k on k.meeting_id = m.id and k.person_id = $3 left join late_statement s on s.meeting_id = m.id and s.person_id = $3
  where m.id = $1 and m.unit_id = $2`;
const absent = `from attendee a join person p on p.id = a.person_id left join acknowledgement k on k.meeting_id = a.meeting_id and k.person_id = a.person_id
  where a.meeting_id = $1 and not a.observer and a.excluded_reason is null and a.signed_in_at is null and a.spoke_at is null
    and not exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = a.meeting_id and v.person_id = a.person_id)`;

/** For those who were absent: two minutes to catch up, a mark that they read, a late word; and for the secretary who has not (MEET-10). */
@Injectable()
export class CatchUpService {
  constructor(private readonly db: Db) {}

  /** Decisions first, then what mentions me, what I must do, then the chosen statements. */
  async catchUp(input: At, me: Me) {
    return this.db.read(async (db) => {
      const at = await this.standing(db, input, me);
      const { content } = at;
      const mentions = await db.sql<Mention>(`select e.seq, jsonb_build_object('id', p.id, 'name', p.name) as by, left(e.body->>'text', 200) as text from entry e join person p on p.id = e.author_id
        where e.room_id = $1 and e.seq <= $2 and e.kind = 'line' and e.gone is null and e.body->'mentions' @> jsonb_build_array(jsonb_build_object('id', $3::text)) order by e.seq`, [at.roomId, at.closeSeq ?? 0, me.personId]);
      const items = [
        ...content.decisions.map((d) => ({ kind: 'decision' as const, title: d.title, passed: d.passed, approve: d.approve, eligible: d.eligible, threshold: d.threshold, mode: d.mode, options: d.options, conclusion: d.paper?.conclusion })),
        ...mentions.map((mention) => ({ kind: 'mention' as const, ...mention })),
        ...content.actions.map((action) => ({ kind: 'action' as const, text: action.text, due: action.due, mine: action.ownerId ? action.ownerId === me.personId : action.owner === me.name })).sort((a, b) => Number(b.mine) - Number(a.mine)),
        ...content.agenda.filter((item) => item.summary !== '').map((item) => ({ kind: 'agenda' as const, title: item.title, summary: item.summary })),
        ...content.statements.map((s) => ({ kind: 'statement' as const, seq: s.seq, speaker: s.speaker, text: s.text })),
      ];
      return { meeting: { id: input.meetingId, title: at.title, startsAt: at.startsAt, endedAt: at.closedAt, roomId: at.roomId, unitName: at.unitName, entered: at.entered }, minutesVersion: at.version, seconds: readingSeconds(characters(JSON.stringify(items.map((item) => Object.values(item).filter((value) => typeof value === 'string'))))),
        items, acknowledgedVersion: at.acknowledged, myLateStatement: at.late, attended: at.attended };
    });
  }

  /** 已阅. Reading is never attending. */
  async acknowledge(input: Input<typeof catchUpRoutes.acknowledge>, me: Me) {
    return this.db.write(async (tx) => {
      const at = await this.standing(tx, input, me);
      if (input.version > at.version) throw new Refusal('not-found');
      const row = await tx.found<{ version: number }>(`insert into acknowledgement (meeting_id, person_id, unit_id, version, at) values ($1, $2, $3, $4, app_now())
        on conflict (meeting_id, person_id) do update set version = greatest(acknowledgement.version, excluded.version), at = case when excluded.version > acknowledgement.version then excluded.at else acknowledgement.at end returning version`, [input.meetingId, me.personId, input.unitId, input.version]);
      return { acknowledgedVersion: row.version };
    });
  }

  /** A late statement stands beside the minutes, marked as late; it counts for nothing else. */
  async lateStatement(input: Input<typeof catchUpRoutes.lateStatement>, me: Me) {
    return this.db.write(async (tx) => {
      const at = await this.standing(tx, input, me);
      refuseIf(whyNotLine(input.text));
      if (at.attended) throw new Refusal('late.attended');
      if (!at.expected) throw new Refusal('meeting.not-expected');
      await tx.sql('insert into late_statement (meeting_id, person_id, unit_id, text, at) values ($1, $2, $3, $4, app_now()) on conflict (meeting_id, person_id) do update set text = excluded.text, at = excluded.at', [input.meetingId, me.personId, input.unitId, input.text.trim()]);
      return {};
    });
  }

  /** Who of the absent has read the latest version, who has not. */
  async readers(input: At) {
    return this.db.read(async (db) => {
      const meeting = await db.found<{ version: number; reminders: number }>('select minutes_version as version, (select count(*)::int from reminder r where r.subject_id = m.id) as reminders from meeting m where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      if (meeting.version === 0) throw new Refusal('minutes.not-published');
      const people = await db.sql<{ id: string; name: string; at: Date | null }>(`select p.id, p.name, case when k.version >= $2 then k.at end as at ${absent} order by p.name, p.id`, [input.meetingId, meeting.version]);
      return { version: meeting.version, read: people.flatMap((person) => (person.at ? [{ ...person, at: person.at }] : [])), unread: people.filter((person) => !person.at), reminders: meeting.reminders };
    });
  }

  /** Reminds those who have not read: at most twice a meeting, however many officers press the button. */
  async remind(input: At, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<{ version: number }>('select minutes_version as version from meeting where id = $1 and unit_id = $2 for update', [input.meetingId, input.unitId]);
      if (meeting.version === 0) throw new Refusal('minutes.not-published');
      const sent = (await tx.found<{ n: number }>('select count(*)::int as n from reminder where subject_id = $1', [input.meetingId])).n;
      const unread = await tx.sql<{ id: string }>(`select p.id ${absent} and coalesce(k.version, 0) < $2`, [input.meetingId, meeting.version]);
      refuseIf(whyNotRemind(sent, unread.length));
      await tx.sql('insert into reminder (id, unit_id, subject_id, sent_by, people, at) values ($1, $2, $3, $4, $5, app_now())', [newId(), input.unitId, input.meetingId, me.personId, unread.length]);
      await tx.announce('minutes.reminded', { meetingId: input.meetingId, unitId: input.unitId, personIds: unread.map((person) => person.id) });
      return { reminded: unread.length, remindersLeft: reminderLimit - sent - 1 };
    });
  }

  private async standing(db: Reading, at: At, me: Me): Promise<Standing & { content: MinutesContent }> {
    const row = await db.found<Standing>(standing, [at.meetingId, at.unitId, me.personId]);
    if (!row.content) throw new Refusal('minutes.not-published');
    return { ...row, content: row.content };
  }
}
