import { Injectable } from '@nestjs/common';
import { quorum } from '@branch/shared/ballots/rules';
import type { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { isLateEntry, whyNotEnter, whyNotHands, whyNotMend, whyNotRoll } from '@branch/shared/meetings/offline-rules';
import type { KeptHands } from '@branch/shared/meetings/offline-rules';
import type { LeaveCategory, MeetingKind } from '@branch/shared/meetings/words';
import { hasVote } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus } from '@branch/shared/roles';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { AgendaItem, Meeting } from './meeting.entity.js';
import { MeetingView } from './meeting-view.js';

type What = Omit<Input<typeof offlineRoutes.mend>, 'unitId' | 'meetingId'>;
type At = { unitId: string; meetingId: string };
interface Expected { id: string; name: string; company: string | null; status: MembershipStatus; votes: boolean }
interface Kept { state: string; entered: boolean; minutesVersion: number; kind: MeetingKind; title: string; place: string; startsAt: Date; endsAt: Date; chairId: string; reason: string; hands: KeptHands[] | null }

// Who belonged to the unit, or to one beneath it, on a day; for the committee, who held its offices. Each with the status of that day; of a time before the steps were kept, who became a full member later was 预备 then.
const onDay = `select distinct on (m.person_id) p.id, p.name, c.name as company, coalesce((select s.status from membership_past_status s where s.membership_id = m.id and s.starts_on <= $3::date and s.ends_on > $3::date order by s.starts_on limit 1), case when m.status = 'full' and m.status_since > $3::date then 'probationary' else m.status end) as status
  from membership m join unit u on u.id = m.unit_id join person p on p.id = m.person_id left join company c on c.id = m.company_id
  where u.path @> array[$1] and m.starts_on <= $3::date and (m.ends_on is null or m.ends_on > $3::date)
    and ($2 <> 'committee' or exists (select 1 from role_held r where r.person_id = m.person_id and r.unit_id = $1 and r.role in ('secretary', 'deputySecretary', 'committeeMember') and r.starts_on <= $3::date and (r.ends_on is null or r.ends_on > $3::date)))
  order by m.person_id, m.status = 'full' desc`;
const kept = `select state, entered_at is not null as entered, minutes_version as "minutesVersion", kind, title, coalesce(place, '') as place, starts_at as "startsAt", ends_at as "endsAt", chair_id as "chairId", coalesce(entered_reason, '') as reason, hands from meeting where id = $1 and unit_id = $2`;

/** Meetings held offline, entered afterwards: the same object as an online one, closed from the start, marked by whom and when (MEET-12). */
@Injectable()
export class OfflineService {
  constructor(private readonly db: Db, private readonly view: MeetingView) {}

  async expectedOn(input: Input<typeof offlineRoutes.expectedOn>) {
    return this.db.read(async (db) => {
      const people = await expectedOn(db, input);
      const voting = people.filter((one) => one.votes).length;
      return { items: people.map(({ id, name, ...one }) => ({ person: { id, name }, ...one })), expected: people.length, votingExpected: voting, quorumNeeded: voting > 0 ? quorum(voting) : 0 };
    });
  }

  /** The unit's row is the lock: of two officers who enter the same meeting at once, one is told that it is there. */
  async enter(input: Input<typeof offlineRoutes.enter>, me: Me) {
    return this.db.write(async (tx) => {
      const { clientId, ...what } = input;
      const { answer } = await tx.once(clientId, what, async () => {
        await tx.sql('select 1 from unit where id = $1 for no key update', [input.unitId]);
        const meetingId = newId();
        const at = { unitId: input.unitId, meetingId };
        const row = await this.judged(tx, at, what);
        await tx.insert(Meeting, { id: meetingId, unitId: input.unitId, roomId: newId(), form: 'offline', theme: '', materials: [], state: 'closed', calledBy: me.personId, strictQuorum: false, closedHow: 'byChair', ...row.meeting, enteredBy: me.personId, enteredAt: await tx.now() });
        await this.write(tx, at, what, row);
        await tx.audit('meeting.enter', `meeting:${meetingId}`, { unitId: input.unitId, kind: input.kind, startsAt: input.startsAt, reason: row.meeting.enteredReason });
        await tx.announce('meeting.closed', at);
        return { meetingId };
      });
      return this.view.one(tx, { unitId: input.unitId, meetingId: answer.meetingId }, me);
    });
  }

  async entered(input: At): Promise<Result<typeof offlineRoutes.entered>> {
    return this.db.read(async (db) => {
      const row = await db.found<Kept>(kept, [input.meetingId, input.unitId]);
      if (!row.entered) throw new Refusal('offline.not-entered');
      const people = await db.sql<{ id: string; name: string; observer: boolean; came: boolean; category: LeaveCategory | null }>('select p.id, p.name, a.observer, a.signed_in_at is not null as came, case when a.reply = \'leave\' then a.leave_category end as category from attendee a join person p on p.id = a.person_id where a.meeting_id = $1 order by p.name, p.id', [input.meetingId]);
      const { state, entered: _entered, minutesVersion, startsAt, endsAt, hands, ...rest } = row;
      return { ...rest, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), agenda: await db.sql<{ title: string; note: string }>('select title, note from agenda_item where meeting_id = $1 order by position', [input.meetingId]),
        came: people.filter((one) => one.came && !one.observer).map((one) => one.id), leave: people.flatMap((one) => (one.category && !one.observer ? [{ personId: one.id, category: one.category }] : [])), observers: people.filter((one) => one.observer).map(({ id, name }) => ({ id, name })),
        decisions: (hands ?? []).map(({ id: _id, ...one }) => one), mendable: whyNotMend({ entered: true, state, minutesVersion }) === null };
    });
  }

  async mend(input: Input<typeof offlineRoutes.mend>, me: Me) {
    return this.db.write(async (tx) => {
      const { unitId, meetingId, ...what } = input;
      const at = { unitId, meetingId };
      await tx.sql('select 1 from unit where id = $1 for no key update', [unitId]);
      const before = await tx.found<Kept>(`${kept} for update`, [meetingId, unitId]);
      refuseIf(whyNotMend(before));
      const row = await this.judged(tx, at, what, before.hands ?? []);
      await tx.update(Meeting, { id: meetingId }, row.meeting);
      await this.write(tx, at, what, row);
      await tx.audit('meeting.mend', `meeting:${meetingId}`, { unitId, kind: what.kind, startsAt: what.startsAt });
      return this.view.one(tx, at, me);
    });
  }

  async withdraw(input: Input<typeof offlineRoutes.withdraw>, me: Me) {
    return this.db.write(async (tx) => {
      refuseIf(whyNotMend(await tx.found<Kept>(`${kept} for update`, [input.meetingId, input.unitId])));
      await tx.update(Meeting, { id: input.meetingId }, { state: 'cancelled', reason: input.reason });
      await tx.audit('meeting.withdraw', `meeting:${input.meetingId}`, { unitId: input.unitId, reason: input.reason });
      return this.view.one(tx, input, me);
    });
  }

  /** Asks every rule, and answers what is to be stored. */
  private async judged(tx: Tx, at: At, what: What, before: readonly KeptHands[] = []) {
    const [startsAt, endsAt, now] = [new Date(what.startsAt), new Date(what.endsAt), await tx.now()];
    const chairCame = what.came.includes(what.chairId) || what.observers.includes(what.chairId);
    refuseIf(whyNotEnter({ startsAt, endsAt, reason: what.reason, agenda: what.agenda.length, chairCame }, now));
    const people = await expectedOn(tx, { unitId: at.unitId, kind: what.kind, day: shanghaiDay(startsAt) });
    const observers = [...new Set(what.observers)];
    refuseIf(whyNotRoll(people.map((one) => one.id), { came: what.came, leave: what.leave.map((one) => one.personId) }));
    if (people.some((one) => observers.includes(one.id))) throw new Refusal('meeting.observer-expected');
    const known = await tx.found<{ n: number }>('select count(distinct m.person_id)::int as n from membership m join unit u on u.id = m.unit_id where m.person_id = any ($1) and u.path @> array[$2]', [observers, at.unitId]);
    refuseIf(known.n < observers.length ? 'meeting.observer-unknown' : null);
    const came = new Set(what.came);
    const votingExpected = people.filter((one) => one.votes).length;
    const votingPresent = people.filter((one) => one.votes && came.has(one.id)).length;
    for (const decision of what.decisions) refuseIf(whyNotHands(decision, { votingPresent, votingExpected }), { title: decision.title, votingPresent, votingExpected });
    if (await tx.one('select 1 as x from meeting where unit_id = $1 and kind = $2 and starts_at = $3 and entered_at is not null and state = \'closed\' and id <> $4', [at.unitId, what.kind, startsAt, at.meetingId])) throw new Refusal('offline.entered-already');
    return { people, observers, came, startsAt,
      meeting: { kind: what.kind, title: what.title, place: what.place, startsAt, endsAt, openedAt: startsAt, closedAt: endsAt, chairId: what.chairId, expected: people.length, votingExpected, hands: what.decisions.map((one) => ({ ...one, id: before.find((known) => known.title === one.title)?.id ?? newId() })), enteredReason: isLateEntry(endsAt, now) ? what.reason.trim() : null } };
  }

  private async write(tx: Tx, at: At, what: What, row: Awaited<ReturnType<OfflineService['judged']>>): Promise<void> {
    // Agenda items keep their ids by position, so that a draft of minutes keeps its summaries.
    const before = await tx.sql<{ id: string; position: number }>('delete from agenda_item where meeting_id = $1 returning id, position', [at.meetingId]);
    const ids = before.sort((a, b) => a.position - b.position);
    await tx.insert(AgendaItem, what.agenda.map((item, index) => ({ id: ids[index]?.id ?? newId(), ...at, position: index + 1, title: item.title, note: item.note })));
    await tx.sql('delete from attendee where meeting_id = $1', [at.meetingId]);
    const leave = new Map(what.leave.map((one) => [one.personId, one.category]));
    const all = [...row.people.map((one) => ({ ...one, observer: false, came: row.came.has(one.id), category: leave.get(one.id) ?? null })), ...row.observers.map((id) => ({ id, status: 'full', votes: false, observer: true, came: true, category: null }))];
    await tx.sql(`insert into attendee (meeting_id, person_id, unit_id, status, observer, votes, reply, leave_category, signed_in_at)
      select $1, t.id, $2, t.status, t.observer, t.votes, case when t.category is null then null else 'leave' end, t.category, case when t.came then $3::timestamptz end
      from unnest($4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::text[], $9::boolean[]) as t(id, status, observer, votes, category, came)`,
    [at.meetingId, at.unitId, row.startsAt, all.map((one) => one.id), all.map((one) => one.status), all.map((one) => one.observer), all.map((one) => one.votes), all.map((one) => one.category), all.map((one) => one.came)]);
  }
}

async function expectedOn(db: Reading, at: { unitId: string; kind: MeetingKind; day: string }): Promise<Expected[]> {
  const people = await db.sql<Omit<Expected, 'votes'>>(onDay, [at.unitId, at.kind, at.day]);
  return people.map((one) => ({ ...one, votes: hasVote(one.status) })).sort((a, b) => a.name.localeCompare(b.name, 'zh') || a.id.localeCompare(b.id));
}
