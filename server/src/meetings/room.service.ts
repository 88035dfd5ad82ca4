import { Injectable } from '@nestjs/common';
import type { roomRoutes } from '@branch/shared/meetings/room-routes';
import { chairRoles, holdsChair, mayChair, whyNotHide, whyNotLine, whyNotRecall, whyNotSpeak, whyNotTakeChair } from '@branch/shared/meetings/rules';
import { quorum } from '@branch/shared/ballots/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { context } from '../kit/context.js';
import { sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { FilesService } from '../kit/files.service.js';
import { inOffice } from '../members/in-office.js';
import { Checking } from '../moderation/checking.js';
import { recordStopped } from '../moderation/recording.js';
import { Entries, lineWords, pageOf, pageStatement, shortWords } from './entries.js';
import type { LockedRoom, StoredEntry } from './entries.js';
import { renewLeases } from './presence.js';

type Speak = Input<typeof roomRoutes.speak>;
const uniqueViolation = '23505';

/** Saying, recalling, hiding and reading in a room. Every statement goes through `speak`; sockets only carry what it committed. */
@Injectable()
export class RoomService {
  constructor(private readonly db: Db, private readonly entries: Entries, private readonly files: FilesService, private readonly checking: Checking) {}

  /**
   * Says a line: lock → rule → save → announce. A resend of the same client id is answered with the first entry however late it comes (G2);
   * two at once meet at the unique index, and the loser reads what the winner wrote.
   */
  async speak(input: Speak, me: Me) {
    const inputHash = sha256(JSON.stringify([input.text, input.quoteSeq ?? null, input.mentions ?? [], input.pictures ?? [], ...(input.files?.length ? [input.files] : [])]));
    try {
      return await this.db.write((tx) => this.say(tx, input, inputHash, me));
    } catch (error) {
      if ((error as { code?: string }).code !== uniqueViolation) throw error;
      return await this.db.write((tx) => this.say(tx, input, inputHash, me));
    }
  }

  private async say(tx: Tx, input: Speak, inputHash: string, me: Me) {
    const looked = await this.parts(tx, input, me).catch((error: unknown) => { if (error instanceof Refusal) return error; throw error; });
    const room = await this.entries.locked(tx, input, me, input.clientId);
    const inMeeting = room.meetingId !== null;
    const parts = looked instanceof Refusal ? { quote: null, mentions: [], pictures: [], files: [] } : looked;
    const why = looked instanceof Refusal ? looked.code : whyNotSpeak({ open: room.open, closed: room.state === 'closed' || (inMeeting && !room.open && room.lastSeq > 0), expected: inMeeting ? room.expected : true, observer: room.observer, muted: room.muted.includes(me.personId) })
      ?? whyNotLine(input.text, parts.pictures.length, parts.files.length);
    // Before a refusal it is asked once more, for a twin of this request may have been stored while this one waited for the lock.
    const first = room.said ?? (why ? await this.entries.said(tx, room.id, me.personId, input.clientId) : null);
    if (first) {
      if (first.inputHash !== inputHash) throw new Refusal('client-id.reused');
      return { entry: await this.shown(tx, room.id, first.seq, me), replayed: true };
    }
    if (looked instanceof Refusal) throw looked;
    refuseIf(why);
    if (inMeeting && !room.spokeAt) await tx.sql('update attendee set spoke_at = app_now() where meeting_id = $1 and person_id = $2 and spoke_at is null', [room.meetingId, me.personId]);
    const entry = await this.entries.append(tx, room, { kind: 'line', by: me, clientId: input.clientId, inputHash, body: { text: input.text.trim(), ...parts } });
    // Said at once, checked afterwards where WeChat's check is on: members' own words wait for nobody (MOD-6).
    await this.checking.later(tx, { kind: 'line', id: `${room.id}-${entry.seq}`, unitId: room.unitId, authorId: me.personId });
    if (parts.mentions.length > 0 && room.meetingId) await tx.announce('line.mentioned', { meetingId: room.meetingId, unitId: room.unitId, seq: entry.seq, by: me.name, personIds: parts.mentions.map((person) => person.id) });
    return { entry: (await this.entries.show(tx, [entry], me))[0] as never, replayed: false };
  }

  /** Quote, mentions, pictures and documents of a line, looked up before the lock so that it is held as briefly as can be. */
  private async parts(tx: Tx, input: Speak, me: Me) {
    const mentions = input.mentions?.length ? await tx.sql<{ id: string; name: string }>(`select distinct p.id, p.name from person p join membership m on m.person_id = p.id and m.ends_on is null join unit u on u.id = m.unit_id
      where p.id = any ($1) and u.path @> array[$2]`, [input.mentions, input.unitId]) : [];
    let quote: { seq: number; by: { id: string; name: string } | null; text: string } | null = null;
    if (input.quoteSeq !== undefined) {
      const quoted = await this.entries.one(tx, input.roomId, input.quoteSeq);
      if (!quoted || quoted.kind !== 'line' || quoted.gone) throw new Refusal('line.quote-gone');
      quote = { seq: quoted.seq, by: quoted.by, text: shortWords(quoted, 80) };
    }
    const pictures = input.pictures?.length ? await this.pictures(tx, input.pictures, input.unitId, me) : [];
    const files = await this.files.ownDocuments(tx, input.files ?? [], input.unitId);
    return { quote, mentions, pictures, files };
  }

  private async pictures(tx: Tx, wanted: { fileId: string; alt: string }[], unitId: string, me: Me) {
    const ids = wanted.map((picture) => picture.fileId);
    await this.files.requireOwn(tx, ids, unitId);
    const files = await this.files.presentMany(tx, ids, me);
    return wanted.map((picture) => { const file = files.find((one) => one.id === picture.fileId); return { id: picture.fileId, width: file?.width ?? 0, height: file?.height ?? 0, alt: picture.alt }; });
  }

  async list(input: Input<typeof roomRoutes.entries>, me: Me) {
    const from = input.after !== undefined ? { after: input.after } : { before: input.before ?? null };
    const page = pageOf(await this.db.rows(...pageStatement(input, from, input.limit ?? 50)), from);
    if (!page) throw new Refusal('not-found');
    // Asks nothing where no line has a picture.
    return { items: await this.db.read((db) => this.entries.show(db, page.found, me)) as never[], lastSeq: page.lastSeq };
  }

  /** How the room stands: one statement, so that it is one moment. */
  async state(input: Input<typeof roomRoutes.state>, me: Me) {
    return this.db.read(async (db) => {
      const row = await db.found<StateRow>(stateOf, [input.roomId, input.unitId, me.personId], 'room_state');
      const officer = mayChair(me, input.unitId);
      const mayHide = me.roles.some((held) => held.unitId === input.unitId && (held.role === 'secretary' || held.role === 'deputySecretary' || held.role === 'networkAdmin'));
      const { chairSeenAt, chairInOffice, pinnedText, chairId, strict, ...room } = row;
      const isChair = holdsChair(chairId, me, input.unitId);
      return { ...room, pinned: row.pinnedSeq && pinnedText ? { seq: row.pinnedSeq, text: pinnedText } : null, quorumNeeded: row.votingExpected > 0 ? quorum(row.votingExpected, strict ?? false) : 0,
        me: { expected: row.expectedMe, signedIn: row.signedInMe, votes: row.votesMe, isChair, mayHide, mayTakeOver: officer && !isChair && whyNotTakeChair({ open: row.open, isChair, takerIsOfficer: officer, takingMyself: true, chairSeenAt: chairInOffice ? chairSeenAt : null }, row.now) === null } };
    });
  }

  async recall(input: Input<typeof roomRoutes.recall>, me: Me) {
    return this.db.write(async (tx) => {
      const { room, line } = await this.lockedLine(tx, input, me);
      refuseIf(whyNotRecall({ mine: line.by?.id === me.personId, at: line.at, gone: line.gone !== null, closed: room.meetingId !== null && !room.open }, await tx.now()));
      await tx.sql('update entry set gone = \'recalled\' where room_id = $1 and seq = $2', [room.id, line.seq]);
      if (room.pinnedSeq === line.seq) await tx.sql('update room set pinned_seq = null where id = $1', [room.id]);
      return this.appended(tx, room, { kind: 'recalled', body: { target: line.seq }, by: me });
    });
  }

  /** Hides a line with a reason; the words stay with the record's owner and the author keeps them (MOD-3). */
  async hide(input: Input<typeof roomRoutes.hide>, me: Me) {
    return this.db.write(async (tx) => {
      const { room, line } = await this.lockedLine(tx, input, me);
      refuseIf(whyNotHide({ gone: line.gone !== null, closed: room.meetingId !== null && !room.open }, input.reason));
      await tx.sql('update entry set gone = \'hidden\' where room_id = $1 and seq = $2', [room.id, line.seq]);
      if (room.pinnedSeq === line.seq) await tx.sql('update room set pinned_seq = null where id = $1', [room.id]);
      if (line.by) await recordStopped(tx, { unitId: room.unitId, kind: 'line', targetId: `${room.id}-${line.seq}`, authorId: line.by.id, by: me.personId, reason: input.reason.trim() });
      await tx.audit('line.hide', `room:${room.id}:${line.seq}`, { unitId: room.unitId, reason: input.reason.trim() });
      return this.appended(tx, room, { kind: 'hidden', body: { target: line.seq, reason: input.reason.trim() }, by: me });
    });
  }

  /** Moves my reading mark forward; every device of mine hears it. */
  async read(input: Input<typeof roomRoutes.read>, me: Me) {
    return this.db.write(async (tx) => {
      const mark = await tx.found<{ seq: number }>(`insert into room_read (room_id, person_id, unit_id, seq) select r.id, $3, r.unit_id, least($4::int, r.last_seq) from room r where r.id = $1 and r.unit_id = $2
        on conflict (room_id, person_id) do update set seq = greatest(room_read.seq, excluded.seq) returning seq`, [input.roomId, input.unitId, me.personId, input.seq], 'room_read');
      tx.live(`person:${me.personId}`, 'read', { roomId: input.roomId, seq: mark.seq });
      return { readSeq: mark.seq };
    });
  }

  async presence(input: Input<typeof roomRoutes.presence>, me: Me) {
    return this.db.write(async (tx) => {
      await tx.sql(renewLeases, [[input.roomId], [me.personId], [newId()]]);
      return tx.found<{ lastSeq: number; present: number }>('select r.last_seq as "lastSeq", (select count(distinct p.person_id)::int from presence p where p.room_id = r.id and p.lease_until > app_now()) as present from room r where r.id = $1 and r.unit_id = $2', [input.roomId, input.unitId]);
    });
  }

  /** Rooms of all my units: running meetings, standing chats and recent meetings, with true unread counts. */
  async mine(me: Me) {
    return this.db.read(async (db) => ({ items: await db.sql<never>(myRooms, [me.personId, context.getStore()?.units ?? []], 'my_rooms') }));
  }

  private async lockedLine(tx: Tx, input: { unitId: string; roomId: string; seq: number }, me: Me): Promise<{ room: LockedRoom; line: StoredEntry }> {
    const room = await this.entries.locked(tx, input, me);
    const line = await this.entries.one(tx, room.id, input.seq);
    if (!line || line.kind !== 'line') throw new Refusal('not-found');
    return { room, line };
  }

  private async appended(tx: Tx, room: LockedRoom, entry: { kind: string; body: Record<string, unknown>; by: Me }) {
    return { entry: (await this.entries.show(tx, [await this.entries.append(tx, room, entry)], entry.by))[0] as never };
  }

  private async shown(db: Reading, roomId: string, seq: number, me: Me) {
    const entry = await this.entries.one(db, roomId, seq);
    return (await this.entries.show(db, entry ? [entry] : [], me))[0] as never;
  }
}

interface StateRow { roomId: string; meetingId: string | null; title: string; lastSeq: number; readSeq: number; unread: number; open: boolean; closedAt: Date | null; agendaItemId: string | null; chair: { id: string; name: string } | null; chairId: string | null; chairSeenAt: Date | null; chairInOffice: boolean; floor: { id: string; name: string } | null; floorSince: Date | null; hands: { id: string; name: string }[]; muted: string[]; pinnedSeq: number | null; pinnedText: string | null; present: number; expected: number; votingExpected: number; votingPresent: number; strict: boolean | null; expectedMe: boolean; signedInMe: boolean; votesMe: boolean; now: Date }

const ref = (alias: string) => `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;
/** `isNewsTo` of shared/meetings/room-state as SQL, for the reader `me`. */
const isNews = (me: string) => `e.author_id is distinct from ${me} and ((e.kind = 'line' and e.gone is null) or (e.kind in ('floor', 'muted', 'unmuted', 'chair') and e.body->'person'->>'id' = ${me}))`;
const unread = (me: string) => `(select count(*)::int from entry e where e.room_id = r.id and e.seq > coalesce(rr.seq, 0) and ${isNews(me)})`;
const stateOf = `select r.id as "roomId", r.meeting_id as "meetingId", r.title, r.last_seq as "lastSeq", coalesce(rr.seq, 0) as "readSeq", ${unread('$3')} as unread, r.open, m.closed_at as "closedAt", r.agenda_item_id as "agendaItemId", ${ref('c')} as chair, m.chair_id as "chairId",
    (select max(p.lease_until) - interval '40 seconds' from presence p where p.room_id = r.id and p.person_id = m.chair_id) as "chairSeenAt",
    exists (select 1 from role_held o where o.person_id = m.chair_id and o.unit_id = r.unit_id and o.role in (${chairRoles.map((role) => `'${role}'`).join(', ')}) and ${inOffice('o')}) as "chairInOffice", ${ref('f')} as floor,
    case when r.floor_id is null then null else (select e.at from entry e where e.room_id = r.id and e.kind = 'floor' order by e.seq desc limit 1) end as "floorSince",
    coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name) order by array_position(r.hands, h.id)) from person h where h.id = any (r.hands)), '[]') as hands, r.muted, r.pinned_seq as "pinnedSeq",
    (select left(${lineWords}, 120) from entry e where e.room_id = r.id and e.seq = r.pinned_seq and e.gone is null) as "pinnedText",
    (select count(distinct p.person_id)::int from presence p where p.room_id = r.id and p.lease_until > app_now()) as present, coalesce(m.expected, 0) as expected, coalesce(m.voting_expected, 0) as "votingExpected", m.strict_quorum as strict,
    (select count(distinct p.person_id)::int from presence p join attendee v on v.meeting_id = r.meeting_id and v.person_id = p.person_id and v.votes where p.room_id = r.id and p.lease_until > app_now()) as "votingPresent",
    (r.meeting_id is null or (a.person_id is not null and not a.observer and a.excluded_reason is null)) as "expectedMe", a.signed_in_at is not null as "signedInMe", coalesce(a.votes, false) as "votesMe", app_now() as now
  from room r left join meeting m on m.id = r.meeting_id left join person c on c.id = m.chair_id left join person f on f.id = r.floor_id
  left join attendee a on a.meeting_id = r.meeting_id and a.person_id = $3 left join room_read rr on rr.room_id = r.id and rr.person_id = $3
  where r.id = $1 and r.unit_id = $2`;
const myRooms = `select r.id as "roomId", r.unit_id as "unitId", r.meeting_id as "meetingId", r.title, u.name as "unitName", r.open, l.text as "lastLine", l.at as "lastAt", ${unread('$1')} as unread,
    exists (select 1 from entry e where e.room_id = r.id and e.seq > coalesce(rr.seq, 0) and e.kind = 'line' and e.gone is null and e.body->'mentions' @> jsonb_build_array(jsonb_build_object('id', $1::text))) as mentioned
  from room r join unit u on u.id = r.unit_id left join meeting m on m.id = r.meeting_id left join room_read rr on rr.room_id = r.id and rr.person_id = $1
  left join lateral (select p.name || '：' || left(case when e.gone is null then ${lineWords} else '（已撤回）' end, 60) as text, e.at from entry e join person p on p.id = e.author_id where e.room_id = r.id and e.kind = 'line' order by e.seq desc limit 1) l on true
  where r.unit_id = any ($2) and (m.id is null or m.state = 'open' or (m.state = 'called' and m.starts_at < app_now() + interval '14 days') or m.closed_at > app_now() - interval '60 days')
  order by coalesce(m.state = 'open', false) desc, l.at desc nulls last limit 100`;
