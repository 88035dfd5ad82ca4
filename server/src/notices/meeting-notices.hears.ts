import { Injectable } from '@nestjs/common';
import type { EventName } from '@branch/shared/events';
import { paths } from '@branch/shared/paths';
import { dateAndClock } from '@branch/shared/time';
import { Db, hears } from '../kit/db.js';
import type { Heard, Tx } from '../kit/db.js';
import { holders } from './notices.hears.js';
import { excerpt, tell, toAll } from './tell.js';
import type { Told } from './tell.js';

interface MeetingRow { id: string; unitId: string; unitName: string; roomId: string; title: string; startsAt: Date; chairId: string; people: { personId: string; attended: boolean }[] }
type OfMeeting = Extract<EventName, `meeting.${string}` | `minutes.${string}` | `attendance.${string}` | 'line.mentioned'>;

// Everyone the meeting concerns: expected and observers, not those left out of 应到.
const meeting = `select m.id, m.unit_id as "unitId", u.name as "unitName", m.room_id as "roomId", m.title, m.starts_at as "startsAt", m.chair_id as "chairId",
    coalesce((select jsonb_agg(jsonb_build_object('personId', a.person_id, 'attended', a.signed_in_at is not null or a.spoke_at is not null
      or exists (select 1 from ballot_voted v join ballot b on b.id = v.ballot_id where b.subject_id = m.id and v.person_id = a.person_id))) from attendee a where a.meeting_id = m.id and a.excluded_reason is null), '[]') as people
  from meeting m join unit u on u.id = m.unit_id where m.id = $1`;

/** Notices of meetings and minutes (MEET-2, MEET-8, MEET-10). Each event is heard by a job of its own, also after a crash. */
@Injectable()
export class MeetingNotices {
  constructor(private readonly db: Db) {
    this.on('meeting.called', (m) => everyone(m, { title: `${m.unitName}召开“${m.title}”`, text: `${dateAndClock(m.startsAt)} 开始。能来请点“参加”，来不了请点“请假”。`, path: paths.meeting(m.unitId, m.id) }));
    this.on('meeting.postponed', (m, { body }) => everyone(m, { title: `“${m.title}”改期`, text: `改到 ${dateAndClock(m.startsAt)}${because(body.reason)}`, path: paths.meeting(m.unitId, m.id) }));
    this.on('meeting.cancelled', (m, { body }) => everyone(m, { title: `“${m.title}”取消`, text: `原定 ${dateAndClock(m.startsAt)}${because(body.reason)}`, path: paths.meeting(m.unitId, m.id) }));
    this.on('meeting.opened', (m) => everyone(m, { title: `“${m.title}”开始了`, text: '点开进入会议室，进去就算签到。', path: paths.room(m.unitId, m.roomId) }));
    this.on('minutes.published', (m, { body }, tx) => this.minutes(m, body.version, tx));
    this.on('minutes.objected', (m, { body }, tx) => this.objected(m, body, tx));
    this.on('minutes.objectionAnswered', (m, { body }, tx) => this.objectionAnswered(m, body, tx));
    this.on('minutes.reminded', (m, { body }) => toAll(body.personIds, { title: `请看一看“${m.title}”的纪要`, text: '两分钟补学：决定了什么、谁提到了您、要您做什么。', path: paths.catchUp(m.unitId, m.id) }));
    this.on('attendance.disputed', (m, { body }, tx) => this.disputed(m, body.personId, tx));
    this.on('attendance.answered', (m, { body }, tx) => this.answered(m, body, tx));
    this.on('line.mentioned', (m, { body }, tx) => this.mentioned(m, body, tx));
  }

  private on<N extends OfMeeting>(name: N, words: (m: MeetingRow, event: Heard<N>, tx: Tx) => Told[] | Promise<Told[]>): void {
    hears(name, 'notices', (event) => this.db.asSystem('notices reach people of every unit', async (tx) => {
      const found = await tx.one<MeetingRow>(meeting, [event.body.meetingId]);
      if (found) await tell(tx, event, await words(found, event, tx));
    }));
  }

  /** Who was there gets the minutes, who was not the catch-up page; a correction says why. */
  private async minutes(m: MeetingRow, version: number, tx: Tx): Promise<Told[]> {
    const published = await tx.one<{ reason: string | null }>('select reason from minutes_version where meeting_id = $1 and version = $2', [m.id, version]);
    const title = version === 1 ? `“${m.title}”的纪要已发布` : `“${m.title}”的纪要有更正（第 ${version} 版）`;
    const why = published?.reason ? `更正原因：${excerpt(published.reason)}` : '';
    return m.people.map(({ personId, attended }) => ({ personId, title, text: [why, attended ? '' : '您没有到会，用两分钟补学。', personId === m.chairId ? '请主持人在纪要页签字。' : ''].filter(Boolean).join(' ') || '请看一看有没有记错。', path: attended ? paths.minutes(m.unitId, m.id) : paths.catchUp(m.unitId, m.id) }));
  }

  /** The officers who can answer, but not the speaker. */
  private async objected(m: MeetingRow, body: { objectionId: string; personId: string }, tx: Tx): Promise<Told[]> {
    const said = await tx.one<{ name: string; seq: number; words: string }>('select p.name, o.seq, o.words from minutes_objection o join person p on p.id = o.person_id where o.id = $1', [body.objectionId]);
    const officers = (await holders(tx, m.unitId, ['secretary', 'deputySecretary'])).filter((one) => one !== body.personId);
    return said ? toAll(officers, { title: `${said.name}对“${m.title}”纪要里引用的发言提出异议`, text: `第 ${said.seq} 条：${excerpt(said.words, 100)} 请答复。`, path: paths.minutes(m.unitId, m.id) }) : [];
  }

  private async objectionAnswered(m: MeetingRow, body: { objectionId: string; personId: string; accepted: boolean }, tx: Tx): Promise<Told[]> {
    const said = await tx.one<{ reason: string }>('select reason from objection_answer where objection_id = $1', [body.objectionId]);
    return said ? toAll([body.personId], { title: body.accepted ? `“${m.title}”纪要将按您的意见更正` : `“${m.title}”纪要维持原来的写法`, text: excerpt(said.reason, 100), path: paths.minutes(m.unitId, m.id) }) : [];
  }

  /** The officers who can answer, but not the one who asks. */
  private async disputed(m: MeetingRow, personId: string, tx: Tx): Promise<Told[]> {
    const said = await tx.one<{ name: string; words: string }>('select p.name, d.words from attendance_dispute d join person p on p.id = d.person_id where d.meeting_id = $1 and d.person_id = $2', [m.id, personId]);
    const officers = (await holders(tx, m.unitId, ['secretary', 'deputySecretary'])).filter((one) => one !== personId);
    return said ? toAll(officers, { title: `${said.name}说参加了“${m.title}”但没有记上`, text: `${excerpt(said.words, 100)} 请核实后答复。`, path: paths.meeting(m.unitId, m.id) }) : [];
  }

  private async answered(m: MeetingRow, body: { personId: string; accepted: boolean }, tx: Tx): Promise<Told[]> {
    const said = await tx.one<{ answer: string | null }>('select answer from attendance_dispute where meeting_id = $1 and person_id = $2', [m.id, body.personId]);
    return said ? toAll([body.personId], { title: body.accepted ? `“${m.title}”的到会已为您补记` : `“${m.title}”的到会没有更正`, text: excerpt(said.answer ?? '', 100), path: paths.meeting(m.unitId, m.id) }) : [];
  }

  /** A line recalled or hidden before this was heard tells nobody. */
  private async mentioned(m: MeetingRow, body: { seq: number; by: string; personIds: string[] }, tx: Tx): Promise<Told[]> {
    const line = await tx.one<{ text: string | null; author_id: string }>('select body->>\'text\' as text, author_id from entry where room_id = $1 and seq = $2 and gone is null', [m.roomId, body.seq]);
    if (!line) return [];
    return toAll(body.personIds.filter((personId) => personId !== line.author_id), { title: `${body.by}在“${m.title}”里提到了您`, text: excerpt(line.text ?? ''), path: paths.room(m.unitId, m.roomId, body.seq) });
  }
}

const everyone = (m: MeetingRow, words: Omit<Told, 'personId'>): Told[] => toAll(m.people.map((one) => one.personId), words);
const because = (reason: string | null): string => (reason ? `。原因：${excerpt(reason, 100)}` : '。');
