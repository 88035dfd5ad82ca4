import { Injectable } from '@nestjs/common';
import type { MinutesContent, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { differences, draftFrom, isEmptyMinutes, withFacts } from '@branch/shared/meetings/minutes-rules';
import { whyNotPublish } from '@branch/shared/meetings/rules';
import type { MeetingState } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { listActions, ownersOf } from './action-items.service.js';
import { MinutesVersion } from './minutes.entity.js';
import { isOfficer, objectionDaysOf, objectionsFor, quotedFor } from './objections.service.js';
import { readRecord } from './record.js';

type At = { unitId: string; meetingId: string };
interface VersionRow { version: number; content: MinutesContent; publishedAt: Date; publishedBy: { id: string; name: string }; objectionDays: number; reason: string | null; sha256: string; signature: { by: { id: string; name: string }; at: string } | null }
interface DraftRow { content: MinutesContent; revision: number; savedAt: Date; savedBy: { id: string; name: string } | null }

const versions = `select v.version, v.content, v.published_at as "publishedAt", v.objection_days as "objectionDays", jsonb_build_object('id', p.id, 'name', p.name) as "publishedBy", v.reason, v.sha256,
    case when s.person_id is null then null else jsonb_build_object('by', jsonb_build_object('id', c.id, 'name', c.name), 'at', s.at) end as signature
  from minutes_version v join person p on p.id = v.published_by left join minutes_signature s on s.meeting_id = v.meeting_id and s.version = v.version left join person c on c.id = s.person_id where v.meeting_id = $1 and v.unit_id = $2 order by v.version`;
const draft = `select d.content, d.revision, d.saved_at as "savedAt", case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as "savedBy" from minutes_draft d left join person p on p.id = d.saved_by where d.meeting_id = $1 and d.unit_id = $2`;

/** Minutes: a draft from the record, versions that never change, corrections as new versions (MEET-8, G6). */
@Injectable()
export class MinutesService {
  constructor(private readonly db: Db) {}

  /** The saved draft, or one made from the record on the spot, with the record's figures as they stand now (an attendance may have been corrected since); both come with the latest published version to compare. */
  async draft(input: At, me: Me) {
    return this.db.read(async (db) => {
      await this.closed(db, input);
      const saved = await db.one<DraftRow>(draft, [input.meetingId, input.unitId]);
      const latest = (await db.sql<VersionRow>(`${versions} desc limit 1`, [input.meetingId, input.unitId]))[0];
      const record = await readRecord(db, input);
      const { content } = withFacts(saved?.content ?? latest?.content ?? draftFrom(record), record);
      return { content, revision: saved?.revision ?? 0, savedAt: saved?.savedAt ?? null, savedBy: saved?.savedBy ?? null, publishedVersion: latest?.version ?? 0, publishedContent: latest?.content ?? null, speakers: record.speakers === null ? null : [...record.speakers],
        corrections: (await objectionsFor(db, input, me)).filter((one) => one.state === 'accepted' && one.version === latest?.version) };
    });
  }

  /** Saves on top of the revision it was read at; the text of the other one is in the refusal, so that nothing is lost. */
  async saveDraft(input: Input<typeof minutesRoutes.saveDraft>, me: Me) {
    return this.db.write(async (tx) => {
      await this.closed(tx, input, 'for update');
      const saved = await tx.one<DraftRow>(draft, [input.meetingId, input.unitId]);
      if ((saved?.revision ?? 0) !== input.revision) throw new Refusal('minutes.changed', { by: saved?.savedBy?.name, at: saved?.savedAt.toISOString(), revision: saved?.revision });
      return tx.found<{ revision: number; savedAt: Date }>(`insert into minutes_draft (meeting_id, unit_id, content, revision, saved_at, saved_by) values ($1, $2, $3, 1, app_now(), $4)
        on conflict (meeting_id) do update set content = excluded.content, revision = minutes_draft.revision + 1, saved_at = excluded.saved_at, saved_by = excluded.saved_by returning revision, saved_at as "savedAt"`, [input.meetingId, input.unitId, JSON.stringify(input.content), me.personId]);
    });
  }

  /** Publishes the draft as the next version. The meeting's row is the lock: of two secretaries one publishes, the other is told. */
  async publish(input: Input<typeof minutesRoutes.publish>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.closed(tx, input, 'for update');
      const saved = await tx.one<DraftRow>(draft, [input.meetingId, input.unitId]);
      if ((saved?.revision ?? 0) !== input.revision) throw new Refusal('minutes.changed', { by: saved?.savedBy?.name, revision: saved?.revision });
      const record = await readRecord(tx, input);
      const latest = (await tx.sql<VersionRow>(`${versions} desc limit 1`, [input.meetingId, input.unitId]))[0];
      const facts = withFacts(saved?.content ?? latest?.content ?? draftFrom(record), record);
      if (facts.untraceable !== null) throw new Refusal('minutes.statement-untraceable', { seq: facts.untraceable });
      refuseIf(whyNotPublish({ state: meeting.state, latest: meeting.latest, basedOn: input.basedOn, reason: input.reason ?? '', changed: !latest || differences(latest.content, facts.content).length > 0, empty: isEmptyMinutes(facts.content) }), { latest: meeting.latest });
      const version = meeting.latest + 1;
      const { actions, ownerIds } = await ownersOf(tx, input, facts.content.actions);
      const content = { ...facts.content, actions };
      const row = { meetingId: input.meetingId, version, unitId: input.unitId, content, reason: version > 1 ? (input.reason ?? '').trim() : null, sha256: sha256(JSON.stringify(content)), publishedBy: me.personId, publishedAt: await tx.now(), objectionDays: await objectionDaysOf(tx, input.unitId) };
      await tx.insert(MinutesVersion, row);
      await tx.sql('update meeting set minutes_version = $2 where id = $1', [input.meetingId, version]);
      await listActions(tx, input, actions, ownerIds);
      await tx.audit('minutes.publish', `meeting:${input.meetingId}`, { unitId: input.unitId, version, sha256: row.sha256 });
      await tx.announce('minutes.published', { meetingId: input.meetingId, unitId: input.unitId, version });
      return { ...row, publishedBy: { id: me.personId, name: me.name }, signature: null };
    });
  }

  async minutes(input: At, me: Me) {
    return this.db.read(async (db) => {
      const meeting = await db.found<{ id: string; title: string; roomId: string; entered: boolean; acknowledged: number; attended: boolean | null; expected: boolean | null; isChair: boolean }>(
        `select m.id, m.title, m.chair_id = $3 as "isChair", m.room_id as "roomId", m.entered_at is not null as entered, coalesce(k.version, 0) as acknowledged, a.signed_in_at is not null or a.spoke_at is not null as attended, not a.observer as expected from meeting m
         left join attendee a on a.meeting_id = m.id and a.person_id = $3 left join acknowledgement k on k.meeting_id = m.id and k.person_id = $3 where m.id = $1 and m.unit_id = $2`, [input.meetingId, input.unitId, me.personId]);
      const all = await db.sql<VersionRow>(versions, [input.meetingId, input.unitId]);
      const latest = all[all.length - 1];
      if (!latest) throw new Refusal('minutes.not-published');
      const lateStatements = await db.sql<never>('select jsonb_build_object(\'id\', p.id, \'name\', p.name) as by, s.at, s.text from late_statement s join person p on p.id = s.person_id where s.meeting_id = $1 order by s.at', [input.meetingId]);
      return { meeting, latest, versions: all.map((row, index) => ({ ...row, differences: index === 0 ? [] : differences(all[index - 1]?.content ?? row.content, row.content) })).reverse(), lateStatements, objections: await objectionsFor(db, input, me),
        me: { attended: meeting.attended ?? false, acknowledgedVersion: meeting.acknowledged, mayEdit: isOfficer(me, input.unitId), expected: meeting.expected ?? false, isChair: meeting.isChair, quoted: await quotedFor(db, { meetingId: input.meetingId, roomId: meeting.roomId }, me, all) } };
    });
  }

  async version(input: Input<typeof minutesRoutes.version>) {
    return this.db.read(async (db) => {
      const found = (await db.sql<VersionRow>(versions, [input.meetingId, input.unitId])).find((row) => String(row.version) === input.version);
      if (!found) throw new Refusal('not-found');
      return found;
    });
  }

  private async closed(db: Reading | Tx, at: At, lock = ''): Promise<{ state: MeetingState; latest: number }> {
    const meeting = await db.found<{ state: MeetingState; latest: number }>(`select state, minutes_version as latest from meeting where id = $1 and unit_id = $2 ${lock}`, [at.meetingId, at.unitId]);
    if (meeting.state !== 'closed') throw new Refusal('minutes.not-closed');
    return meeting;
  }
}
