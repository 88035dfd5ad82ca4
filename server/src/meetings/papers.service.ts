import { Injectable } from '@nestjs/common';
import { paperOf } from '@branch/shared/meetings/minutes-paper';
import type { MinutesContent, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { whyNotSign } from '@branch/shared/meetings/objection-rules';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { transcriptOf } from '@branch/shared/meetings/transcript';
import type { MeetingKind, MeetingState } from '@branch/shared/meetings/words';
import { meetingKindNames } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import type { Download } from '../kit/answers.js';
import { Entries } from './entries.js';
import { MinutesSignature } from './follow-up.entity.js';
import { minutesDocx, transcriptDocx } from './paper-docx.js';

type OfVersion = { unitId: string; meetingId: string; version: number };
interface VersionRow { unitName: string; kind: MeetingKind; meetingTitle: string; openedAt: Date; version: number; content: MinutesContent; publishedAt: Date; publishedBy: string; reason: string | null; sha256: string; signature: { by: string; at: string } | null }
interface MeetingRow { unitName: string; kind: MeetingKind; title: string; startedAt: Date; state: MeetingState; roomId: string; closeSeq: number | null }

const version = `select u.name as "unitName", m.kind, m.title as "meetingTitle", coalesce(m.opened_at, m.starts_at) as "openedAt", v.version, v.content, v.published_at as "publishedAt", p.name as "publishedBy", v.reason, v.sha256,
    case when s.person_id is null then null else jsonb_build_object('by', c.name, 'at', s.at) end as signature
  from minutes_version v join meeting m on m.id = v.meeting_id join unit u on u.id = m.unit_id join person p on p.id = v.published_by left join minutes_signature s on s.meeting_id = v.meeting_id and s.version = v.version left join person c on c.id = s.person_id
  where v.meeting_id = $1 and v.unit_id = $2 and v.version = $3`;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What is done with a published version: the chair signs it, and it is taken away as a paper (MEET-8, MEET-9). Nothing here changes it. */
@Injectable()
export class PapersService {
  constructor(private readonly db: Db, private readonly entries: Entries) {}

  /** The signature is a row of its own, with the hash of what was signed; the meeting's row is the lock, so that two taps sign once. */
  async sign(input: Input<typeof minutesRoutes.sign>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await tx.found<{ chairId: string }>('select chair_id as "chairId" from meeting where id = $1 and unit_id = $2 for update', [input.meetingId, input.unitId]);
      const { sha256 } = await tx.found<{ sha256: string }>('select sha256 from minutes_version where meeting_id = $1 and version = $2', [input.meetingId, input.version]);
      const signed = await tx.one('select 1 as x from minutes_signature where meeting_id = $1 and version = $2', [input.meetingId, input.version]);
      refuseIf(whyNotSign({ isChair: meeting.chairId === me.personId, signed: signed !== null }));
      const at = await tx.now();
      await tx.insert(MinutesSignature, { meetingId: input.meetingId, version: input.version, unitId: input.unitId, personId: me.personId, sha256, at });
      await tx.audit('minutes.sign', `meeting:${input.meetingId}`, { unitId: input.unitId, version: input.version, sha256 });
      return { by: { id: me.personId, name: me.name }, at };
    });
  }

  async paper(input: Input<typeof minutesRoutes.paper>) {
    return (await this.db.read((db) => this.read(db, input))).paper;
  }

  async export(input: Input<typeof minutesRoutes.export>): Promise<Download> {
    const { row, paper } = await this.db.read((db) => this.read(db, input));
    return { name: `${nameFor(row.unitName, row.kind, row.openedAt)}纪要-第${row.version}版.docx`, type: docx, body: await minutesDocx(paper) };
  }

  /** The whole record of a closed meeting for those who may read the room, 500 entries at a time. */
  async transcript(input: Input<typeof minutesRoutes.transcript>, me: Me): Promise<Download> {
    const { meeting, entries } = await this.db.read(async (db) => {
      const found = await db.found<MeetingRow>('select u.name as "unitName", m.kind, m.title, coalesce(m.opened_at, m.starts_at) as "startedAt", m.state, m.room_id as "roomId", m.close_seq as "closeSeq" from meeting m join unit u on u.id = m.unit_id where m.id = $1 and m.unit_id = $2', [input.meetingId, input.unitId]);
      if (found.state !== 'closed') throw new Refusal('meeting.not-closed');
      return { meeting: found, entries: await this.log(db, input.unitId, found, me) };
    });
    const lines = transcriptOf(entries);
    const title = `${meetingKindNames[meeting.kind]}发言记录`;
    const name = `${nameFor(meeting.unitName, meeting.kind, meeting.startedAt)}发言记录.${input.format}`;
    if (input.format === 'docx') return { name, type: docx, body: await transcriptDocx({ unitName: meeting.unitName, title, meetingTitle: meeting.title, lines }) };
    const text = [meeting.unitName, title, meeting.title, '', ...lines.map((line) => (line.kind === 'day' ? `\r\n${line.text}` : `${line.head}　${line.text}`))].join('\r\n');
    // With the mark by which old editors know UTF-8.
    return { name, type: 'text/plain; charset=utf-8', body: Buffer.from(`\ufeff${text}\r\n`, 'utf8') };
  }

  private async log(db: Reading, unitId: string, meeting: MeetingRow, me: Me): Promise<RoomEntry[]> {
    const all: RoomEntry[] = [];
    for (let after = 0; ;) {
      const page = await this.entries.page(db, { unitId, roomId: meeting.roomId }, { after }, 500);
      if (!page || page.found.length === 0) return all;
      const shown = await this.entries.show(db, page.found, me);
      all.push(...shown.filter((entry) => entry.seq <= (meeting.closeSeq ?? 0)).map((entry): RoomEntry => ({ ...entry, at: entry.at.toISOString() })));
      after = page.found[page.found.length - 1]?.seq ?? page.lastSeq;
    }
  }

  private async read(db: Reading, at: OfVersion) {
    const row = await db.found<VersionRow>(version, [at.meetingId, at.unitId, at.version]);
    return { row, paper: paperOf({ ...row, signature: row.signature ? { by: row.signature.by, at: new Date(row.signature.at) } : null }) };
  }
}

const nameFor = (unitName: string, kind: MeetingKind, at: Date): string => `${unitName}${meetingKindNames[kind]}-${shanghaiDay(at)}-`;
