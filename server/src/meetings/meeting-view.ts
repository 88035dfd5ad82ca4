import { Injectable } from '@nestjs/common';
import { quorum } from '@branch/shared/ballots/rules';
import type { ReminderTime } from '@branch/shared/meetings/calling-rules';
import { holdsChair } from '@branch/shared/meetings/rules';
import { shareText } from '@branch/shared/meetings/minutes-rules';
import { handsResult } from '@branch/shared/meetings/offline-rules';
import type { KeptHands } from '@branch/shared/meetings/offline-rules';
import type { MeetingForm, MeetingKind, MeetingState } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import type { Me } from '@branch/shared/permissions';
import { BallotsService } from '../ballots/ballots.service.js';
import type { Reading } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import { Settings } from '../kit/kit.module.js';

interface MeetingRow {
  id: string; unitId: string; unit: { id: string; name: string }; roomId: string; kind: MeetingKind; form: MeetingForm; title: string; theme: string; materials: { title: string; text: string }[]; fileIds: string[]; startsAt: Date; endsAt: Date; state: MeetingState;
  chair: { id: string; name: string }; calledBy: { id: string; name: string }; strictQuorum: boolean; expected: number; votingExpected: number; joining: number; onLeave: number; signedIn: number; openedAt: Date | null; closedAt: Date | null; closedHow: string | null; reason: string | null;
  minutesVersion: number; hasDraft: boolean; reminders: ReminderTime[]; place: string | null; entered: { by: { id: string; name: string }; at: Date; reason: string | null } | null; hands: KeptHands[] | null; agenda: { id: string; position: number; title: string; note: string }[]; observers: { id: string; name: string }[];
  mine: { observer: boolean; excluded: { reason: string; approvedBy: string } | null; votes: boolean; reply: 'join' | 'leave' | null; attended: boolean } | null; acknowledged: number;
}

const one = `select m.id, m.unit_id as "unitId", jsonb_build_object('id', u.id, 'name', u.name) as unit, m.room_id as "roomId", m.kind, m.form, m.title, m.theme, m.materials, m.file_ids as "fileIds", m.starts_at as "startsAt", m.ends_at as "endsAt", m.state,
    jsonb_build_object('id', c.id, 'name', c.name) as chair, jsonb_build_object('id', b.id, 'name', b.name) as "calledBy", m.strict_quorum as "strictQuorum",
    case when m.state = 'called' then n.expected else m.expected end as expected, case when m.state = 'called' then n.voting else m.voting_expected end as "votingExpected", n.joining, n.leaving as "onLeave", n.signed_in as "signedIn",
    m.opened_at as "openedAt", m.closed_at as "closedAt", m.closed_how as "closedHow", m.reason, m.reminders, m.minutes_version as "minutesVersion", exists (select 1 from minutes_draft d where d.meeting_id = m.id) as "hasDraft", m.place, m.hands,
    -- As text: a moment inside JSON would lose its form.
    case when m.entered_at is null then null else jsonb_build_object('by', jsonb_build_object('id', m.entered_by, 'name', (select e.name from person e where e.id = m.entered_by)), 'at', to_char(m.entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', m.entered_reason) end as entered,
    coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'position', i.position, 'title', i.title, 'note', i.note) order by i.position) from agenda_item i where i.meeting_id = m.id), '[]') as agenda,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name) from attendee o join person p on p.id = o.person_id where o.meeting_id = m.id and o.observer), '[]') as observers,
    (select jsonb_build_object('observer', a.observer, 'excluded', case when a.excluded_reason is not null then jsonb_build_object('reason', a.excluded_reason, 'approvedBy', a.excluded_approved_by) end, 'votes', a.votes, 'reply', a.reply, 'attended', a.signed_in_at is not null or a.spoke_at is not null
      or exists (select 1 from ballot_voted v join ballot bl on bl.id = v.ballot_id where bl.subject_id = m.id and v.person_id = a.person_id)) from attendee a where a.meeting_id = m.id and a.person_id = $2) as mine,
    coalesce((select k.version from acknowledgement k where k.meeting_id = m.id and k.person_id = $2), 0) as acknowledged
  from meeting m join unit u on u.id = m.unit_id join person c on c.id = m.chair_id join person b on b.id = m.called_by
  cross join lateral (select count(*) filter (where not a.observer and a.excluded_reason is null)::int as expected, count(*) filter (where a.votes and a.excluded_reason is null)::int as voting, count(*) filter (where a.reply = 'join')::int as joining,
    count(*) filter (where a.reply = 'leave')::int as leaving, count(*) filter (where not a.observer and a.excluded_reason is null and (a.signed_in_at is not null or a.spoke_at is not null))::int as signed_in from attendee a where a.meeting_id = m.id) n
  where m.id = $1 and m.unit_id = $3`;

/** A meeting as its page shows it. */
@Injectable()
export class MeetingView {
  constructor(private readonly ballots: BallotsService, private readonly files: FilesService, private readonly settings: Settings) {}

  async one(db: Reading, at: { unitId: string; meetingId: string }, me: Me) {
    const row = await db.found<MeetingRow>(one, [at.meetingId, me.personId, at.unitId], 'meeting_one');
    const holds = (...roles: string[]) => me.roles.some((held) => held.unitId === row.unitId && roles.includes(held.role));
    const manages = holds('secretary', 'deputySecretary');
    const sharePath = paths.meeting(row.unitId, row.id);
    return {
      ...row, recorder: null, hands: (row.hands ?? []).map((one) => ({ id: one.id, title: one.title, ...handsResult(one, row.votingExpected) })), files: await this.files.documents(db, row.fileIds, row.unitId), quorumNeeded: row.votingExpected > 0 ? quorum(row.votingExpected, row.strictQuorum) : 0, ballots: await this.ballots.of(db, row.id, me.personId),
      me: { expected: row.mine !== null && !row.mine.observer && !row.mine.excluded, observer: row.mine?.observer ?? false, votes: row.mine?.votes ?? false, reply: row.mine?.reply ?? null, attended: row.mine?.attended ?? false,
        acknowledged: row.minutesVersion > 0 && row.acknowledged >= row.minutesVersion, isChair: holdsChair(row.chair.id, me, row.unitId), mayManage: manages, mayEditMinutes: manages, excluded: row.mine?.excluded ?? null },
      sharePath, shareText: shareText({ unitName: row.unit.name, kind: row.kind, title: row.title, startsAt: row.startsAt, agenda: row.agenda.map((item) => item.title), link: `${this.settings.config.publicUrl}${sharePath}` }),
    };
  }
}
