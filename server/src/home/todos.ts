import { appraisalStageNames } from '@branch/shared/appraisals/words';
import type { AppraisalStage } from '@branch/shared/appraisals/words';
import type { homeRoutes } from '@branch/shared/home/routes';
import { periodOf } from '@branch/shared/meetings/ledger-rules';
import { meetingKindNames } from '@branch/shared/meetings/words';
import type { MeetingKind } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import type { Result } from '@branch/shared/route';
import { dateAndClock, shanghaiDay } from '@branch/shared/time';

type Todo = Result<typeof homeRoutes.home>['todos'][number];
/** One thing that waits: `unit` and `ref` name what to open. */
export interface TodoRow { kind: Todo['kind']; title: string; unit: string; ref: string; at: Date }

/**
 * What waits for the reader, most pressing kind first: $1 the reader, $2 the unit, $3 may decide on joining, $4 may answer the board, $5 may write minutes.
 * What concerns the person comes from every unit, what concerns the office from this one. Minutes older than 90 days are left in peace (low burden).
 */
export const todos = `
  select * from (
    (select 1 as rank, 'ballot' as kind, b.title, b.unit_id as unit, coalesce(b.room_id, '') as ref, b.opened_at as at from ballot_right r join ballot b on b.id = r.ballot_id
      where r.person_id = $1 and r.signed_in and b.state = 'open' and not exists (select 1 from ballot_voted v where v.ballot_id = b.id and v.person_id = $1) order by b.opened_at limit 10)
    union all (select 2, 'booking', p.name || '想约“' || i.item || '”', b.unit_id, b.id, b.asked_at from booking b join service_item i on i.id = b.item_id join person p on p.id = b.asked_by
      where $1 = any (b.provider_ids) and b.state = 'asked' order by b.asked_at limit 10)
    union all (select 3, 'reply', m.title, m.unit_id, m.id, m.starts_at from attendee a join meeting m on m.id = a.meeting_id
      where a.person_id = $1 and a.reply is null and a.excluded_reason is null and not a.observer and m.state = 'called' and m.ends_at > app_now() order by m.starts_at limit 3)
    -- What the running appraisal of members asks of the reader: a self review, a word to somebody, a paper.
    union all (select 4, 'appraisal', a.stage, a.unit_id, a.id, a.stage_since from appraisal a left join appraised i on i.appraisal_id = a.id and i.person_id = $1 and i.included
      where a.expires_at > app_now() and (a.stage = 'selfReview' and i.person_id is not null and not exists (select 1 from appraisal_review r where r.appraisal_id = a.id and r.author_id = $1 and r.about_id = $1)
        or a.stage = 'peerReview' and i.person_id is not null and not exists (select 1 from appraisal_review r where r.appraisal_id = a.id and r.author_id = $1 and r.about_id <> $1)
        or a.stage = 'rating' and a.mode = 'online' and exists (select 1 from appraisal_elector e where e.appraisal_id = a.id and e.person_id = $1) and not exists (select 1 from secret_roll v where v.ballot_id = a.id and v.person_id = $1)) order by a.stage_since limit 3)
    union all (select 5, 'minutes', m.title, m.unit_id, m.id, n.published_at from attendee a join meeting m on m.id = a.meeting_id join minutes_version n on n.meeting_id = m.id and n.version = m.minutes_version
      where a.person_id = $1 and not a.observer and a.excluded_reason is null and a.signed_in_at is null and a.spoke_at is null and n.published_at > app_now() - interval '90 days'
        and not exists (select 1 from acknowledgement k where k.meeting_id = m.id and k.person_id = $1 and k.version >= m.minutes_version)
        and not exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = m.id and v.person_id = $1) order by n.published_at desc limit 5)
    union all (select 6, 'action', left(i.text, 40), i.unit_id, i.meeting_id, coalesce(i.due::timestamp at time zone 'Asia/Shanghai', i.listed_at) from action_item i where i.owner_id = $1 and i.done_at is null and i.dropped_at is null order by i.due nulls last, i.listed_at limit 10)
    union all (select 7, 'draftMinutes', m.title, m.unit_id, m.id, m.closed_at from meeting m
      where $5 and m.unit_id = $2 and m.state = 'closed' and m.minutes_version = 0 and m.closed_how is distinct from 'adjourned' order by m.closed_at desc limit 10)
    union all (select 8, 'unanswered', p.name || '：' || left(regexp_replace(m.text, '\\s+', ' ', 'g'), 30), m.unit_id, m.id, m.left_at from message m join person p on p.id = m.author_id
      where $4 and m.unit_id = $2 and m.answered_at is null and m.received_at is null and m.state = 'published' and m.author_id <> $1 order by m.left_at limit 10)
    union all (select 9, 'joinRequest', j.name || '申请加入', j.unit_id, j.id, j.asked_at from join_request j where $3 and j.unit_id = $2 and j.state = 'waiting' order by j.asked_at limit 10)
    -- Periods of the ledger the secretary has been warned of and in which still nothing was held or called. What party groups hold is not the reader's to see: the night settles that.
    union all (select 10, 'ledger', w.kind || ' ' || w.period, w.unit_id, w.period, max(w.ends_at) from ledger_warning w
      where $5 and w.unit_id = $2 and not w.settled and w.ends_at > app_now() and not exists (select 1 from meeting m where m.unit_id = w.unit_id and m.kind = w.kind and m.state <> 'cancelled' and m.closed_how is distinct from 'adjourned'
        and coalesce(m.opened_at, m.starts_at) >= w.begins_at and coalesce(m.opened_at, m.starts_at) < w.ends_at) group by w.kind, w.period, w.unit_id order by max(w.ends_at) limit 10)
  ) waiting order by rank, at, ref`;

const dayBefore = (end: Date): string => { const day = shanghaiDay(new Date(end.getTime() - 1)); return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`; };
/** `themeDay 2026-11` → 主题党日 11 月还没开. */
function ledgerTitle(said: string): string {
  const [kind = '', period = ''] = said.split(' ');
  return `${meetingKindNames[kind as MeetingKind]} ${periodOf(period).name}还没开`;
}

const words: Record<Todo['kind'], { hint: (at: Date) => string; path: (row: TodoRow) => string; before: string }> = {
  appraisal: { before: '民主评议：', hint: () => '只有您和支委会看得到', path: (row) => paths.appraisal(row.unit, row.ref) },
  ballot: { before: '请表决：', hint: () => '正在表决', path: (row) => paths.room(row.unit, row.ref) },
  booking: { before: '', hint: () => '等您答复', path: () => paths.bookings() },
  reply: { before: '参加还是请假：', hint: (at) => dateAndClock(at), path: (row) => paths.meeting(row.unit, row.ref) },
  minutes: { before: '补学：', hint: () => '约两分钟', path: (row) => paths.catchUp(row.unit, row.ref) },
  action: { before: '要办的事：', hint: () => '办好了说一声', path: (row) => paths.minutes(row.unit, row.ref) },
  draftMinutes: { before: '整理纪要：', hint: () => '草稿已生成', path: (row) => paths.editMinutes(row.unit, row.ref) },
  unanswered: { before: '', hint: () => '等支部回应', path: (row) => paths.board(row.unit) },
  ledger: { before: '', hint: (at) => `${dayBefore(at)}到期`, path: (row) => paths.ledger(row.unit) },
  joinRequest: { before: '', hint: () => '等您核对', path: (row) => paths.joinRequests(row.unit) },
};

export function todoOf(row: TodoRow): Todo {
  const said = words[row.kind];
  return { kind: row.kind, title: row.kind === 'ledger' ? ledgerTitle(row.title) : `${said.before}${row.kind === 'appraisal' ? appraisalStageNames[row.title as AppraisalStage] : row.title}`, hint: said.hint(row.at), path: said.path(row), at: row.at };
}
