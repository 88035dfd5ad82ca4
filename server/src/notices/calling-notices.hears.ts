import { Injectable } from '@nestjs/common';
import { isNight } from '@branch/shared/meetings/calling-rules';
import { paths } from '@branch/shared/paths';
import { dateAndClock } from '@branch/shared/time';
import { Db, hears } from '../kit/db.js';
import { excerpt, tell, toAll } from './tell.js';
import type { Told } from './tell.js';

interface Row { personId: string; unitId: string; title: string; startsAt: Date; reply: 'join' | 'leave' | null; excludedReason: string | null; approvedBy: string | null }

/** Notices around a called meeting: reminders, and that one is left out of 应到. What changed before this is heard (another date, cancelled, leave) is respected. */
@Injectable()
export class CallingNotices {
  constructor(db: Db) {
    hears('meeting.reminded', 'notices', (event) => db.asSystem('reminders reach people of every unit', async (tx) => {
      const { meetingId, sequence, personIds, what } = event.body;
      const people = await tx.sql<Row>(`select a.person_id as "personId", m.unit_id as "unitId", m.title, m.starts_at as "startsAt", a.reply, a.excluded_reason as "excludedReason", a.excluded_approved_by as "approvedBy" from meeting m join attendee a on a.meeting_id = m.id
        where m.id = $1 and m.sequence = $2 and m.state = 'called' and a.person_id = any ($3) and a.excluded_reason is null and a.reply is distinct from 'leave' and ($4 <> 'reply' or a.reply is null)`, [meetingId, sequence, personIds, what]);
      const told = people.map((one): Told => ({ personId: one.personId, path: paths.meeting(one.unitId, meetingId),
        title: what === 'reply' ? `请答复：“${one.title}”您能来吗` : what === 'start' ? `“${one.title}”到时间了` : `提醒：“${one.title}”`,
        text: `${dateAndClock(one.startsAt)} 开始。${one.reply === 'join' ? '您已答复参加。' : '能来请点“参加”，来不了请点“请假”。'}` }));
      await tell(tx, event, told, { silently: isNight(event.at) });
    }));
    hears('meeting.excluded', 'notices', (event) => db.asSystem('notices reach people of every unit', async (tx) => {
      const { meetingId, unitId, personId } = event.body;
      const row = await tx.one<Row>('select m.title, a.excluded_reason as "excludedReason", a.excluded_approved_by as "approvedBy" from meeting m join attendee a on a.meeting_id = m.id where m.id = $1 and a.person_id = $2 and a.excluded_reason is not null', [meetingId, personId]);
      if (row) await tell(tx, event, toAll([personId], { title: `“${row.title}”这次不把您计入应到`, text: `原因：${excerpt(row.excludedReason ?? '', 100)}（${row.approvedBy ?? ''}批准）。有不同意见请找书记。`, path: paths.meeting(unitId, meetingId) }));
    }));
  }
}
