import { Injectable } from '@nestjs/common';
import { quorum } from '@branch/shared/ballots/rules';
import type { callingRoutes } from '@branch/shared/meetings/calling-routes';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import { usualReminders, whyNotExclude, whyNotReminders } from '@branch/shared/meetings/calling-rules';
import type { meetingRoutes } from '@branch/shared/meetings/routes';
import { whyNotRevise, whyNotWindow } from '@branch/shared/meetings/rules';
import type { MeetingForm, MeetingKind, MeetingState } from '@branch/shared/meetings/words';
import { hasVote } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus } from '@branch/shared/roles';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { inOffice } from '../members/in-office.js';
import { AgendaItem, Attendee, Meeting } from './meeting.entity.js';
import { MeetingView } from './meeting-view.js';
import { armTimers, disarmTimers } from './reminders.js';
import { Room } from './room.entity.js';

type Call = Input<typeof meetingRoutes.call>;
interface Locked { id: string; unitId: string; title: string; reminders: ReminderTime[]; fileIds: string[]; state: MeetingState; startsAt: Date; endsAt: Date; kind: MeetingKind; roomId: string }

/** Calling a meeting and what may change before it opens (MEET-2). */
@Injectable()
export class CallingService {
  constructor(private readonly db: Db, private readonly files: FilesService, private readonly view: MeetingView) {}

  async list(input: Input<typeof meetingRoutes.meetings>, me: Me) {
    const cursor = readCursor<[string, string]>(input.cursor, 2);
    const limit = input.limit ?? 20;
    const params: unknown[] = [input.unitId, me.personId, limit + 1];
    // Only the conditions asked for: a plan that must fit all of them fits none well.
    const where = [input.state === undefined ? '' : ` and m.state = $${params.push(input.state)}`, cursor === null ? '' : ` and (m.starts_at, m.id) < ($${params.push(cursor[0])}, $${params.push(cursor[1])})`].join('');
    return pageOf(await this.db.rows<CardRow>(cards(where), params), limit, (row) => [row.startsAt.toISOString(), row.id], (row) => row);
  }

  one(input: Input<typeof meetingRoutes.meeting>, me: Me) { return this.db.read((db) => this.view.one(db, input, me)); }

  /** Expected and voting if it were called now. */
  async expectedNow(input: Input<typeof meetingRoutes.expectedNow>) {
    return this.db.read(async (db) => {
      const people = await expectedPeople(db, input.unitId, input.kind ?? 'memberAssembly');
      const byStatus = (['full', 'probationary', 'onProbation', 'mobile'] as const).map((status) => ({ status, count: people.filter((person) => person.status === status).length }));
      const voting = people.filter((person) => hasVote(person.status)).length;
      return { expected: people.length, votingExpected: voting, quorumNeeded: voting > 0 ? quorum(voting) : 0, byStatus };
    });
  }

  /** Calls a meeting: attendees are computed now (and fixed when it opens), and everyone hears of it. */
  async call(input: Call, me: Me) {
    return this.db.write(async (tx) => {
      const { clientId, ...plan } = input;
      const { answer } = await tx.once(clientId, plan, async () => {
        const now = await tx.now();
        const startsAt = new Date(input.startsAt);
        const endsAt = new Date(input.endsAt);
        if (input.agenda.length === 0) throw new Refusal('meeting.no-agenda');
        const reminders = input.reminders ?? [...usualReminders];
        refuseIf(whyNotWindow(startsAt, endsAt, now) ?? whyNotReminders(reminders));
        const meetingId = newId();
        const roomId = newId();
        await tx.insert(Room, { id: roomId, unitId: input.unitId, meetingId, title: input.title, open: false });
        const fileIds = (await this.files.ownDocuments(tx, input.files ?? [], input.unitId, await handedOutBefore(tx, input))).map((file) => file.id);
        await tx.insert(Meeting, { id: meetingId, unitId: input.unitId, roomId, kind: input.kind, form: input.form, title: input.title, theme: input.theme, materials: input.materials, fileIds, startsAt, endsAt, state: 'called', calledBy: me.personId, chairId: me.personId, strictQuorum: input.strictQuorum ?? false, reminders });
        await armTimers(tx, { id: meetingId, unitId: input.unitId, startsAt, reminders });
        await this.writeAgenda(tx, meetingId, input);
        await invite(tx, { id: meetingId, unitId: input.unitId, kind: input.kind });
        await this.setObservers(tx, { id: meetingId, unitId: input.unitId }, input.observers ?? []);
        await tx.announce('meeting.called', { meetingId, unitId: input.unitId });
        return { meetingId };
      });
      return this.view.one(tx, { unitId: input.unitId, meetingId: answer.meetingId }, me);
    });
  }

  async revise(input: Input<typeof meetingRoutes.revise>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.calledMeeting(tx, input);
      if (input.agenda.length === 0) throw new Refusal('meeting.no-agenda');
      const [startsAt, endsAt, reminders] = [new Date(input.startsAt), new Date(input.endsAt), input.reminders ?? meeting.reminders];
      refuseIf(whyNotWindow(startsAt, endsAt, await tx.now()) ?? whyNotReminders(reminders));
      // What another officer handed out before may stay.
      const files = input.files ? { fileIds: (await this.files.ownDocuments(tx, input.files, input.unitId, meeting.fileIds)).map((file) => file.id) } : {};
      await tx.update(Meeting, { id: input.meetingId }, { kind: input.kind, form: input.form, title: input.title, theme: input.theme, materials: input.materials, ...files, startsAt, endsAt, reminders });
      await tx.sql('update room set title = $2 where meeting_id = $1', [input.meetingId, input.title]);
      await tx.sql('delete from agenda_item where meeting_id = $1', [input.meetingId]);
      await this.writeAgenda(tx, input.meetingId, input);
      await invite(tx, { id: input.meetingId, unitId: input.unitId, kind: input.kind });
      if (input.observers) await this.setObservers(tx, { id: input.meetingId, unitId: input.unitId }, input.observers);
      await armTimers(tx, { ...meeting, startsAt, reminders });
      // Calendars take up the change; and however the time was moved, everyone hears of it.
      const moved = startsAt.getTime() !== meeting.startsAt.getTime();
      if (moved || endsAt.getTime() !== meeting.endsAt.getTime() || input.title !== meeting.title) await raiseSequence(tx, meeting.id);
      if (moved) await tx.announce('meeting.postponed', { meetingId: input.meetingId, unitId: input.unitId, reason: null });
      return this.view.one(tx, input, me);
    });
  }

  async postpone(input: Input<typeof meetingRoutes.postpone>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.calledMeeting(tx, input);
      const startsAt = new Date(input.startsAt);
      const endsAt = new Date(input.endsAt);
      refuseIf(whyNotWindow(startsAt, endsAt, await tx.now()));
      await tx.update(Meeting, { id: input.meetingId }, { startsAt, endsAt, reason: input.reason });
      await raiseSequence(tx, meeting.id);
      await armTimers(tx, { ...meeting, startsAt });
      await tx.announce('meeting.postponed', { meetingId: input.meetingId, unitId: input.unitId, reason: input.reason });
      return this.view.one(tx, input, me);
    });
  }

  async cancel(input: Input<typeof meetingRoutes.cancel>, me: Me) {
    return this.db.write(async (tx) => {
      await this.calledMeeting(tx, input);
      await tx.update(Meeting, { id: input.meetingId }, { state: 'cancelled', reason: input.reason, closedAt: await tx.now() });
      await raiseSequence(tx, input.meetingId);
      await disarmTimers(tx, input.meetingId);
      await tx.announce('meeting.cancelled', { meetingId: input.meetingId, unitId: input.unitId, reason: input.reason });
      return this.view.one(tx, input, me);
    });
  }

  /** I come, or ask for leave; the words of a leave are for the secretary only. */
  async reply(input: Input<typeof meetingRoutes.reply>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.locked(tx, input);
      if (meeting.state === 'closed' || meeting.state === 'cancelled') throw new Refusal(meeting.state === 'closed' ? 'meeting.closed' : 'meeting.cancelled');
      if (input.reply === 'leave' && !input.category) throw new Refusal('reply.leave-needs-category');
      const leave = input.reply === 'leave';
      const changed = await tx.update(Attendee, { meetingId: input.meetingId, personId: me.personId }, { reply: input.reply, leaveCategory: leave ? input.category ?? null : null, leaveReason: leave ? input.reason ?? null : null });
      if (changed === 0) throw new Refusal('meeting.not-expected');
      return {};
    });
  }

  /** Leaves someone out of 应到, with reason and approval on record. */
  async exclude(input: Input<typeof meetingRoutes.exclude>) {
    return this.db.write(async (tx) => {
      refuseIf(whyNotExclude(await this.locked(tx, input), input));
      const changed = await tx.update(Attendee, { meetingId: input.meetingId, personId: input.personId, observer: false }, { excludedReason: input.reason, excludedApprovedBy: input.approvedBy, votes: false });
      if (changed === 0) throw new Refusal('not-found');
      await tx.audit('meeting.exclude', `meeting:${input.meetingId}`, { unitId: input.unitId, personId: input.personId, reason: input.reason, approvedBy: input.approvedBy });
      await tx.announce('meeting.excluded', { meetingId: input.meetingId, unitId: input.unitId, personId: input.personId });
      return {};
    });
  }

  /** Counts someone in 应到 again. */
  async include(input: Input<typeof callingRoutes.include>) {
    return this.db.write(async (tx) => {
      const meeting = await this.calledMeeting(tx, input);
      await tx.found('update attendee set excluded_reason = null, excluded_approved_by = null where meeting_id = $1 and person_id = $2 and excluded_reason is not null returning 1 as x', [input.meetingId, input.personId]);
      await invite(tx, meeting);
      await tx.audit('meeting.include', `meeting:${input.meetingId}`, { unitId: input.unitId, personId: input.personId });
      return {};
    });
  }

  /** What the meeting was planned like, to be called again. Observers who are no longer in the unit, or are expected by now, would be refused: they are left out. */
  async again(input: Input<typeof callingRoutes.again>) {
    return this.db.read(async (db) => {
      const meeting = await db.found<Past>(`select m.kind, m.form, m.title, m.theme, m.starts_at as "startsAt", m.ends_at as "endsAt", m.materials, m.file_ids as "fileIds", m.strict_quorum as "strictQuorum", m.reminders,
          coalesce((select json_agg(json_build_object('title', i.title, 'note', i.note) order by i.position) from agenda_item i where i.meeting_id = m.id), '[]') as agenda,
          coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name, p.id) from attendee a join person p on p.id = a.person_id where a.meeting_id = m.id and a.observer and exists (select 1 from membership s join unit u on u.id = s.unit_id
            where s.person_id = a.person_id and s.ends_on is null and u.path @> array[m.unit_id])), '[]') as observers
        from meeting m where m.id = $1 and m.unit_id = $2`, [input.meetingId, input.unitId]);
      const expected = new Set((await expectedPeople(db, input.unitId, meeting.kind)).map((one) => one.personId));
      return { ...meeting, observers: meeting.observers.filter((one) => !expected.has(one.id)), files: await this.files.documents(db, meeting.fileIds, input.unitId) };
    });
  }

  private async writeAgenda(tx: Tx, meetingId: string, input: { unitId: string; agenda: { title: string; note: string }[] }): Promise<void> {
    await tx.insert(AgendaItem, input.agenda.map((item, index) => ({ id: newId(), meetingId, unitId: input.unitId, position: index + 1, title: item.title, note: item.note })));
  }

  /**
   * Those who sit in (列席), instead of who did before. Someone expected stays expected: nobody is taken out of the quorum by being called an observer.
   * They are members of the unit (or of one beneath it), for nobody else could read the meeting they are asked to.
   */
  private async setObservers(tx: Tx, meeting: { id: string; unitId: string }, ids: string[]): Promise<void> {
    await tx.sql('delete from attendee where meeting_id = $1 and observer and not (person_id = any ($2))', [meeting.id, ids]);
    if (ids.length === 0) return;
    const known = await tx.sql<{ id: string; expected: boolean }>(`select distinct m.person_id as id, exists (select 1 from attendee a where a.meeting_id = $1 and a.person_id = m.person_id and not a.observer) as expected
      from membership m join unit u on u.id = m.unit_id where m.person_id = any ($3) and m.ends_on is null and u.path @> array[$2]`, [meeting.id, meeting.unitId, ids]);
    refuseIf(known.length < new Set(ids).size ? 'meeting.observer-unknown' : known.some((one) => one.expected) ? 'meeting.observer-expected' : null);
    await tx.sql(`insert into attendee (meeting_id, person_id, unit_id, status, observer, votes) select $1, id, $2, 'full', true, false from unnest($3::text[]) as id on conflict do nothing`, [meeting.id, meeting.unitId, ids]);
  }

  private async locked(tx: Tx, at: { unitId: string; meetingId: string }): Promise<Locked> {
    return tx.found<Locked>('select id, unit_id as "unitId", title, reminders, file_ids as "fileIds", state, starts_at as "startsAt", ends_at as "endsAt", kind, room_id as "roomId" from meeting where id = $1 and unit_id = $2 for update', [at.meetingId, at.unitId]);
  }

  private async calledMeeting(tx: Tx, at: { unitId: string; meetingId: string }): Promise<Locked> {
    const meeting = await this.locked(tx, at);
    refuseIf(whyNotRevise(meeting));
    return meeting;
  }
}

interface Past { kind: MeetingKind; form: MeetingForm; title: string; theme: string; startsAt: Date; endsAt: Date; agenda: { title: string; note: string }[]; materials: { title: string; text: string }[]; fileIds: string[]; observers: { id: string; name: string }[]; strictQuorum: boolean; reminders: ReminderTime[] }

const raiseSequence = (tx: Tx, meetingId: string): Promise<unknown> => tx.sql('update meeting set sequence = sequence + 1 where id = $1', [meetingId]);

/** The documents of the meeting this one is called after: whoever uploaded them, they may be handed out again. */
async function handedOutBefore(tx: Tx, input: { unitId: string; after?: string | undefined }): Promise<string[]> {
  return input.after ? (await tx.found<{ fileIds: string[] }>('select file_ids as "fileIds" from meeting where id = $1 and unit_id = $2', [input.after, input.unitId])).fileIds : [];
}

interface CardRow { id: string; roomId: string; startsAt: Date; endsAt: Date; kind: MeetingKind; form: MeetingForm; title: string; state: MeetingState; unit: { id: string; name: string }; present: number; expected: number; myReply: 'join' | 'leave' | null; minutesVersion: number; mustRead: boolean }

/** Columns of a meeting card for the reader $2; home uses them too. */
export const cardColumns = `m.id, m.room_id as "roomId", m.kind, m.form, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.state, json_build_object('id', u.id, 'name', u.name) as unit, m.minutes_version as "minutesVersion",
  (select count(*)::int from attendee x where x.meeting_id = m.id and not x.observer and x.excluded_reason is null and (x.signed_in_at is not null or x.spoke_at is not null)) as present,
  case when m.state = 'called' then (select count(*)::int from attendee x where x.meeting_id = m.id and not x.observer and x.excluded_reason is null) else m.expected end as expected, a.reply as "myReply",
  m.minutes_version > 0 and a.person_id is not null and a.signed_in_at is null and a.spoke_at is null and not exists (select 1 from acknowledgement k where k.meeting_id = m.id and k.person_id = $2 and k.version >= m.minutes_version) as "mustRead"`;
const cards = (more: string) => `select ${cardColumns} from meeting m join unit u on u.id = m.unit_id left join attendee a on a.meeting_id = m.id and a.person_id = $2
  where m.unit_id = $1${more} order by m.starts_at desc, m.id desc limit $3`;

/** Everyone whose membership is open today in the unit or beneath it, each once; a committee meets among its officers. */
export async function expectedPeople(db: Reading, unitId: string, kind: MeetingKind): Promise<{ personId: string; status: MembershipStatus }[]> {
  return db.sql(`select distinct on (m.person_id) m.person_id as "personId", m.status from membership m join unit u on u.id = m.unit_id
    where u.path @> array[$1] and m.starts_on <= (app_now() at time zone 'Asia/Shanghai')::date and (m.ends_on is null or m.ends_on > (app_now() at time zone 'Asia/Shanghai')::date)
      and ($2 <> 'committee' or exists (select 1 from role_held r where r.person_id = m.person_id and r.unit_id = $1 and r.role in ('secretary', 'deputySecretary', 'committeeMember') and ${inOffice('r')}))
    order by m.person_id, m.status = 'full' desc`, [unitId, kind]);
}

/** Writes the expected people of a meeting; at opening again, so that who joined or left meanwhile is counted right. */
export async function invite(tx: Tx, meeting: { id: string; unitId: string; kind: MeetingKind }): Promise<void> {
  const people = await expectedPeople(tx, meeting.unitId, meeting.kind);
  await tx.sql('delete from attendee where meeting_id = $1 and not observer and excluded_reason is null and not (person_id = any ($2))', [meeting.id, people.map((person) => person.personId)]);
  await tx.sql(`insert into attendee (meeting_id, person_id, unit_id, status, observer, votes) select $1, p.person_id, $2, p.status, false, p.votes from unnest($3::text[], $4::text[], $5::boolean[]) as p(person_id, status, votes)
    on conflict (meeting_id, person_id) do update set status = excluded.status, observer = false, votes = excluded.votes and attendee.excluded_reason is null`,
  [meeting.id, meeting.unitId, people.map((person) => person.personId), people.map((person) => person.status), people.map((person) => hasVote(person.status))]);
}
