import type { BallotKind, BallotMode, Option } from '@branch/shared/ballots/words';
import type { MeetingRecord } from '@branch/shared/meetings/minutes-rules';
import { dateAndClock } from '@branch/shared/time';
import { outcome } from '@branch/shared/ballots/rules';
import { handsResult } from '@branch/shared/meetings/offline-rules';
import type { KeptHands } from '@branch/shared/meetings/offline-rules';
import type { LeaveCategory, MeetingForm } from '@branch/shared/meetings/words';
import { meetingFormNames } from '@branch/shared/meetings/words';
import type { Reading } from '../kit/db.js';
import { paperDecisions } from './paper-votes.service.js';
import { carriedInto } from './action-items.service.js';

interface HeadRow { title: string; form: MeetingForm; chair: string; openedAt: Date | null; startsAt: Date; closedAt: Date | null; endsAt: Date; roomId: string; closeSeq: number | null; expected: number; votingExpected: number; present: number; votingPresent: number; observers: string[]; leave: { category: LeaveCategory; count: number }[]; absent: number; agenda: { id: string; title: string }[]; place: string | null; speakers: string[] | null; hands: KeptHands[] | null }
interface VoteRow { ballotId: string; title: string; mode: BallotMode; kind: BallotKind; options: Option[]; tally: Record<string, number>; eligible: number; voted: number }
interface LineRow { seq: number; at: Date; speaker: string; text: string; agendaItemId: string | null; hadFloor: boolean; pinned: boolean; quoted: number; marked: boolean }

const came = '(a.signed_in_at is not null or a.spoke_at is not null or exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = m.id and v.person_id = a.person_id))';
const head = `select m.title, m.form, c.name as chair, m.opened_at as "openedAt", m.starts_at as "startsAt", m.closed_at as "closedAt", m.ends_at as "endsAt", m.room_id as "roomId", m.close_seq as "closeSeq", m.expected, m.voting_expected as "votingExpected", n.present, n.voting_present as "votingPresent", n.observers, n.absent,
    coalesce((select jsonb_agg(jsonb_build_object('category', g.leave_category, 'count', g.n) order by g.n desc, g.leave_category) from (select a.leave_category, count(*)::int as n from attendee a where a.meeting_id = m.id and a.reply = 'leave' and not a.observer and a.excluded_reason is null and not ${came} group by 1) g), '[]') as leave,
    coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title) order by i.position) from agenda_item i where i.meeting_id = m.id), '[]') as agenda
    , m.place, m.hands, case when m.entered_at is null then null else coalesce((select array_agg(distinct p.name order by p.name) from attendee a join person p on p.id = a.person_id where a.meeting_id = m.id and ${came}), '{}') end as speakers
  from meeting m join person c on c.id = m.chair_id
  cross join lateral (select count(*) filter (where not a.observer and a.excluded_reason is null and ${came})::int as present, count(*) filter (where a.votes and ${came})::int as voting_present,
    coalesce(array_agg(p.name order by p.name) filter (where a.observer and ${came}), '{}') as observers, count(*) filter (where not a.observer and a.excluded_reason is null and not ${came} and a.reply is distinct from 'leave')::int as absent
    from attendee a join person p on p.id = a.person_id where a.meeting_id = m.id) n
  where m.id = $1 and m.unit_id = $2`;
// One pass over the log up to the closing entry: each line with the agenda item and the floor as they stood.
const lines = `with log as (select e.seq, e.at, e.kind, e.author_id, e.body, e.gone,
      count(*) filter (where e.kind = 'agenda') over w as part, count(*) filter (where e.kind = 'floor') over w as turn
    from entry e where e.room_id = $1 and e.seq <= $2 window w as (order by e.seq)),
  agenda as (select part, body->>'itemId' as item from log where kind = 'agenda'), floor as (select turn, body->'person'->>'id' as person from log where kind = 'floor'),
  quotes as (select (body->'quote'->>'seq')::int as seq, count(*)::int as n from log where kind = 'line' and gone is null and body->'quote'->>'seq' is not null group by 1),
  pins as (select distinct (body->>'target')::int as seq from log where kind = 'pinned' and body->>'target' is not null)
  select l.seq, l.at, p.name as speaker, l.body->>'text' as text, a.item as "agendaItemId", coalesce(f.person = l.author_id, false) as "hadFloor", pins.seq is not null as pinned, coalesce(q.n, 0) as quoted, k.seq is not null as marked
  from log l join person p on p.id = l.author_id left join agenda a on a.part = l.part left join floor f on f.turn = l.turn left join quotes q on q.seq = l.seq left join pins on pins.seq = l.seq left join line_mark k on k.room_id = $1 and k.seq = l.seq
  where l.kind = 'line' and l.gone is null and l.body->>'text' <> '' order by l.seq`;
const decided = `select b.id as "ballotId", b.title, b.mode, b.kind, b.options, b.tally, b.eligible, (select count(*)::int from ballot_voted v where v.ballot_id = b.id) as voted from ballot b where b.subject_id = $1 and b.state = 'closed' order by b.opened_at, b.id`;

/** What the record says of a meeting up to its closing entry: four statements, and nothing that was typed by hand. */
export async function readRecord(db: Reading, at: { unitId: string; meetingId: string }): Promise<MeetingRecord> {
  const row = await db.found<HeadRow>(head, [at.meetingId, at.unitId]);
  const said = await db.sql<LineRow>(lines, [row.roomId, row.closeSeq ?? 2_000_000_000]);
  const votes = await db.sql<VoteRow>(decided, [at.meetingId]);
  return {
    head: { place: row.place ?? meetingFormNames[row.form], chair: row.chair, startedAt: dateAndClock(row.openedAt ?? row.startsAt), endedAt: dateAndClock(row.closedAt ?? row.endsAt), expected: row.expected, votingExpected: row.votingExpected, present: row.present, votingPresent: row.votingPresent, observers: row.observers, leave: row.leave, absent: row.absent },
    agenda: row.agenda,
    lines: said.map((line) => ({ ...line, at: dateAndClock(line.at) })),
    decisions: [...votes.map(decision), ...byHands(row.hands ?? [], row.votingExpected, row.votingPresent), ...await paperDecisions(db, at)],
    carried: await carriedInto(db, at),
    speakers: row.speakers,
  };
}

/** Decisions by show of hands, as they were entered: how many hands, never whose. */
const byHands = (hands: readonly KeptHands[], eligible: number, present: number): MeetingRecord['decisions'] => hands.map((one) => ({ ballotId: one.id, title: one.title, ...handsResult(one, eligible), mode: 'hands', kind: 'motion', voted: Math.min(present, one.approve + one.against + one.abstain) }));

/** A decision of the minutes. The three answers to a motion have fields of their own; a choice lists its options. */
function decision({ ballotId, title, mode, kind, ...vote }: VoteRow): MeetingRecord['decisions'][number] {
  const { options, ...figures } = outcome({ kind, ...vote }, vote.tally);
  return { ballotId, title, ...figures, mode, kind, voted: vote.voted, ...(kind === 'motion' ? {} : { options: options.map(({ text, votes, passed }) => ({ text, votes, passed })) }) };
}
