import { Injectable } from '@nestjs/common';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import type { Objection, objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { mayObjectUntil, quotedSince, typedOf, usualObjectionDays, whyNotAnswerObjection, whyNotObject, withWording } from '@branch/shared/meetings/objection-rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { MinutesObjection, ObjectionAnswer } from './follow-up.entity.js';

type At = { unitId: string; meetingId: string };
type Ref = { id: string; name: string };
type Shown = import('@branch/shared/fields').Infer<typeof Objection>;
interface ObjectionRow { id: string; version: number; seq: number; by: Ref; at: Date; words: string; wording: string; accepted: boolean | null; reason: string | null; answeredBy: Ref | null; answeredAt: Date | null }
interface VersionRow { version: number; content: MinutesContent; publishedAt: Date; objectionDays: number }

const objections = `select o.id, o.version, o.seq, jsonb_build_object('id', p.id, 'name', p.name) as by, o.at, o.words, o.wording, a.accepted, a.reason, case when q.id is null then null else jsonb_build_object('id', q.id, 'name', q.name) end as "answeredBy", a.answered_at as "answeredAt"
  from minutes_objection o join person p on p.id = o.person_id left join objection_answer a on a.objection_id = o.id left join person q on q.id = a.answered_by
  where o.meeting_id = $1 and o.unit_id = $2 order by o.at, o.id`;

/** Objections of quoted speakers (MEET-8). Nothing published changes: what is found right goes into the draft of the next version. The meeting's row is the lock, as for its minutes. */
@Injectable()
export class ObjectionsService {
  constructor(private readonly db: Db) {}

  async object(input: Input<typeof objectionRoutes.object>, me: Me) {
    return this.db.write(async (tx) => {
      const meeting = await this.locked(tx, input);
      const versions = await tx.sql<VersionRow>('select version, content, published_at as "publishedAt", objection_days as "objectionDays" from minutes_version where meeting_id = $1 order by version', [input.meetingId]);
      const latest = versions[versions.length - 1];
      if (!latest) throw new Refusal('minutes.not-published');
      const since = quotedSince(versions, input.seq);
      const made = (await objectionsOf(tx, input)).some((one) => one.seq === input.seq && one.by.id === me.personId && since !== null && one.at >= since.at);
      refuseIf(whyNotObject({ latest: latest.version, version: input.version, mine: (await spokenBy(tx, { ...input, ...meeting }, me.personId, latest.content.statements)).includes(input.seq), since, made, words: input.words, wording: input.wording,
        quoted: latest.content.statements.find((statement) => statement.seq === input.seq)?.text ?? '' }, await tx.now()));
      const id = newId();
      await tx.insert(MinutesObjection, { id, meetingId: input.meetingId, unitId: input.unitId, version: latest.version, seq: input.seq, personId: me.personId, words: input.words.trim(), wording: input.wording.trim(), at: await tx.now() });
      await tx.announce('minutes.objected', { meetingId: input.meetingId, unitId: input.unitId, objectionId: id, personId: me.personId });
      return this.one(tx, input, id, me);
    });
  }

  /** Accepted, the draft takes the speaker's wording on top of whatever it holds; whoever has it open is shown the difference, as when another saved. */
  async answer(input: Input<typeof objectionRoutes.answer>, me: Me) {
    return this.db.write(async (tx) => {
      await this.locked(tx, input);
      const found = (await objectionsOf(tx, input)).find((one) => one.id === input.objectionId);
      if (!found) throw new Refusal('not-found');
      refuseIf(whyNotAnswerObjection({ mine: found.by.id === me.personId, answered: found.answeredAt !== null }, input.reason), { by: found.answeredBy?.name });
      await tx.insert(ObjectionAnswer, { objectionId: found.id, unitId: input.unitId, accepted: input.accept, reason: input.reason.trim(), answeredBy: me.personId, answeredAt: await tx.now() });
      if (input.accept) await this.correctDraft(tx, input, found, me);
      await tx.audit('minutes.answerObjection', `meeting:${input.meetingId}`, { unitId: input.unitId, seq: found.seq, accepted: input.accept, reason: input.reason.trim() });
      await tx.announce('minutes.objectionAnswered', { meetingId: input.meetingId, unitId: input.unitId, objectionId: found.id, personId: found.by.id, accepted: input.accept });
      return this.one(tx, input, found.id, me);
    });
  }

  private async correctDraft(tx: Tx, at: At, objection: ObjectionRow, me: Me): Promise<void> {
    const { content } = await tx.found<{ content: MinutesContent }>(`select coalesce((select d.content from minutes_draft d where d.meeting_id = $1), (select v.content from minutes_version v where v.meeting_id = $1 order by v.version desc limit 1)) as content`, [at.meetingId]);
    await tx.sql(`insert into minutes_draft (meeting_id, unit_id, content, revision, saved_at, saved_by) values ($1, $2, $3, 1, app_now(), $4)
      on conflict (meeting_id) do update set content = excluded.content, revision = minutes_draft.revision + 1, saved_at = excluded.saved_at, saved_by = excluded.saved_by`, [at.meetingId, at.unitId, JSON.stringify(withWording(content, { seq: objection.seq, speaker: objection.by.name }, objection.wording)), me.personId]);
  }

  private async one(db: Reading, at: At, id: string, me: Me): Promise<Shown> {
    const row = (await objectionsOf(db, at)).find((one) => one.id === id);
    if (!row) throw new Refusal('not-found');
    return shown(row, me, at.unitId);
  }

  /** Locked first and looked at afterwards, so that of two officers the second sees the first one's answer. */
  private async locked(tx: Tx, at: At): Promise<{ roomId: string }> {
    return tx.found<{ roomId: string }>('select room_id as "roomId" from meeting where id = $1 and unit_id = $2 for update', [at.meetingId, at.unitId]);
  }
}

const objectionsOf = (db: Reading, at: At) => db.sql<ObjectionRow>(objections, [at.meetingId, at.unitId]);
export const isOfficer = (me: Me, unitId: string): boolean => me.roles.some((held) => held.unitId === unitId && (held.role === 'secretary' || held.role === 'deputySecretary'));

/** Everybody reads that an objection stands or was answered; the words are between the speaker and the officers. */
function shown(row: ObjectionRow, me: Me, unitId: string): Shown {
  const { accepted, reason, words, wording, ...rest } = row;
  const open = row.by.id === me.personId || isOfficer(me, unitId);
  return { ...rest, at: row.at.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null, state: accepted === null ? 'open' : accepted ? 'accepted' : 'declined', words: open ? words : null, wording: open ? wording : null, answer: open ? reason : null, mine: row.by.id === me.personId };
}

export const objectionsFor = async (db: Reading, at: At, me: Me): Promise<Shown[]> => (await objectionsOf(db, at)).map((row) => shown(row, me, at.unitId));

/** Those of the statements that this person said: by the log; where the meeting was held offline and its words were typed, by the name they carry, of somebody who was there. */
async function spokenBy(db: Reading, at: { meetingId: string; roomId: string }, personId: string, statements: MinutesContent['statements']): Promise<number[]> {
  if (statements.some((one) => one.typed)) {
    const there = await db.one<{ name: string }>('select p.name from attendee a join person p on p.id = a.person_id where a.meeting_id = $1 and a.person_id = $2 and (a.signed_in_at is not null or a.spoke_at is not null)', [at.meetingId, personId]);
    return there ? typedOf(statements, there.name) : [];
  }
  return (await db.sql<{ seq: number }>('select seq from entry where room_id = $1 and author_id = $2 and kind = \'line\' and seq = any ($3::int[]) order by seq', [at.roomId, personId, statements.map((one) => one.seq)])).map((row) => row.seq);
}

/** My statements in the latest version, since when each stands so, and until when I may object to it. `versions` in order. */
export async function quotedFor(db: Reading, at: { meetingId: string; roomId: string }, me: Me, versions: readonly VersionRow[]): Promise<{ seq: number; since: Date; until: Date }[]> {
  const latest = versions[versions.length - 1];
  if (!latest) return [];
  const mine = await spokenBy(db, at, me.personId, latest.content.statements);
  return mine.flatMap((seq) => { const since = quotedSince(versions, seq); return since ? [{ seq, since: since.at, until: mayObjectUntil(since) }] : []; });
}

/** Days in which who is quoted today may object: as the unit resolved, a party group going by its branch; what is usual where nothing was resolved. */
export async function objectionDaysOf(db: Reading, unitId: string): Promise<number> {
  const rule = await db.one<{ days: number | null }>(`select (r.value->>'days')::int as days from unit u join unit_rule r on r.unit_id = u.id or u.kind = 'partyGroup' and r.unit_id = u.parent_id
    where u.id = $1 and r.key = 'objectionDays' and r.effective_from <= shanghai_day(app_now()) order by r.unit_id = u.id desc, r.effective_from desc limit 1`, [unitId]);
  return rule?.days ?? usualObjectionDays;
}
