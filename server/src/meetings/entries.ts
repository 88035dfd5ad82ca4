import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Reading, Statement, Tx } from '../kit/db.js';
import { FilesService } from '../kit/files.service.js';
import type { ShownDocument } from '../kit/files.service.js';

/** The room row under lock, with what a rule may ask of it. */
export interface LockedRoom {
  id: string; unitId: string; meetingId: string | null; lastSeq: number; open: boolean; agendaItemId: string | null; floorId: string | null; hands: string[]; muted: string[]; pinnedSeq: number | null;
  state: 'called' | 'open' | 'closed' | 'cancelled' | null; chairId: string | null; observer: boolean; expected: boolean; spokeAt: Date | null;
  /** What the caller has said here before under the client's id. It may miss what was committed while we waited for the lock: the unique index does not. */
  said: Said | null;
}
export interface Said { seq: number; inputHash: string }
export interface StoredEntry { seq: number; at: Date; by: { id: string; name: string } | null; clientId: string | null; kind: string; body: Record<string, unknown>; gone: 'recalled' | 'hidden' | null; quoteGone: boolean }
interface StoredPicture { id: string; width: number; height: number; alt: string }

const lock = `select r.id, r.unit_id as "unitId", r.meeting_id as "meetingId", r.last_seq as "lastSeq", r.open, r.agenda_item_id as "agendaItemId", r.floor_id as "floorId", r.hands, r.muted, r.pinned_seq as "pinnedSeq",
    m.state, m.chair_id as "chairId", coalesce(a.observer or a.excluded_reason is not null, false) as observer, a.person_id is not null and not a.observer and a.excluded_reason is null as expected, a.spoke_at as "spokeAt",
    (select jsonb_build_object('seq', e.seq, 'inputHash', e.input_hash) from entry e where e.room_id = r.id and e.author_id = $3 and e.client_id = $4) as said
  from room r left join meeting m on m.id = r.meeting_id left join attendee a on a.meeting_id = r.meeting_id and a.person_id = $3
  where r.id = $1 and r.unit_id = $2 for update of r`;
const append = `with r as (update room set last_seq = last_seq + 1 where id = $1 returning last_seq)
  insert into entry (room_id, seq, unit_id, author_id, client_id, kind, body, input_hash, at) select $1, r.last_seq, $2, $3, $4, $5, $6, $7, app_now() from r returning seq, at`;
const columns = `e.seq, e.at, case when e.author_id is null then null else json_build_object('id', e.author_id, 'name', p.name) end as by, e.client_id as "clientId", e.kind, e.body, e.gone,
    coalesce((select q.gone is not null from entry q where q.room_id = e.room_id and q.seq = (e.body->'quote'->>'seq')::int), false) as "quoteGone"
  from entry e left join person p on p.id = e.author_id`;
const page = (where: string, order: string) => `select r.last_seq as "lastSeq", x.* from room r left join lateral (select ${columns} where e.room_id = r.id and ${where} order by e.seq ${order} limit $4) x on true where r.id = $1 and r.unit_id = $2 order by x.seq ${order}`;
const pageAfter = page('e.seq > $3', 'asc');
const pageBefore = page('e.seq < coalesce($3, r.last_seq + 1)', 'desc');

type From = { after: number } | { before: number | null };
interface PageRow extends Omit<StoredEntry, 'seq'> { lastSeq: number; seq: number | null }

export const pageStatement = (at: { unitId: string; roomId: string }, from: From, limit: number): Statement =>
  ('after' in from ? [pageAfter, [at.roomId, at.unitId, from.after, limit], 'entries_after'] : [pageBefore, [at.roomId, at.unitId, from.before, limit], 'entries_before']);

/** The page that its rows amount to. */
export function pageOf(rows: PageRow[], from: From): { lastSeq: number; found: StoredEntry[] } | null {
  const first = rows[0];
  if (!first) return null;
  // A room without entries is one row of nothing.
  const found = first.seq === null ? [] : rows as StoredEntry[];
  return { lastSeq: first.lastSeq, found: 'after' in from ? found : found.reverse() };
}

/** The one gapless log of a room: locking, appending and showing its entries. */
@Injectable()
export class Entries {
  constructor(private readonly files: FilesService) {}

  /** Locks the room: everything that gets a number passes here, so numbers follow commits without gaps (guarantees 0.1). */
  async locked(tx: Tx, at: { unitId: string; roomId: string }, me: Me, clientId: string | null = null): Promise<LockedRoom> {
    const room = await tx.one<LockedRoom>(lock, [at.roomId, at.unitId, me.personId, clientId], 'room_lock');
    if (!room) throw new Refusal('not-found');
    return room;
  }

  /** What was said under a client's id, as of now: asked under the lock, it misses nothing. */
  async said(tx: Tx, roomId: string, authorId: string, clientId: string): Promise<Said | null> {
    return tx.one<Said>('select seq, input_hash as "inputHash" from entry where room_id = $1 and author_id = $2 and client_id = $3', [roomId, authorId, clientId], 'entry_by_client');
  }

  /** Appends an entry under the lock and tells the room after commit. */
  async append(tx: Tx, room: { id: string; unitId: string }, entry: { kind: string; body: Record<string, unknown>; by: { personId: string; name: string } | null; clientId?: string; inputHash?: string }) {
    const given = await tx.found<{ seq: number; at: Date }>(append, [room.id, room.unitId, entry.by?.personId ?? null, entry.clientId ?? null, entry.kind, JSON.stringify(entry.body), entry.inputHash ?? null], 'entry_append');
    const stored: StoredEntry = { ...given, by: entry.by ? { id: entry.by.personId, name: entry.by.name } : null, clientId: entry.clientId ?? null, kind: entry.kind, body: entry.body, gone: null, quoteGone: false };
    tx.live(`room:${room.id}`, 'entry', { roomId: room.id, entry: show(stored, new Map()) });
    return stored;
  }

  /** A page of the log after a number, or before one, in order; with the room's last number of the same moment, in one statement. Null when there is no such room. */
  async page(db: Reading, at: { unitId: string; roomId: string }, from: From, limit: number) {
    return pageOf(await db.sql<PageRow>(...pageStatement(at, from, limit)), from);
  }

  async one(db: Reading, roomId: string, seq: number): Promise<StoredEntry | null> { return db.one<StoredEntry>(`select ${columns} where e.room_id = $1 and e.seq = $2`, [roomId, seq]); }

  /** Entries as a reader may see them, with picture addresses signed for this reader. */
  async show(db: Reading, entries: StoredEntry[], me: Me) {
    const ids = entries.flatMap((entry) => (entry.gone ? [] : pictures(entry).map((picture) => picture.id)));
    const urls = new Map((await this.files.presentMany(db, ids, me)).map((file) => [file.id, file]));
    return entries.map((entry) => show(entry, urls));
  }
}

/** What stands for a line where only a few words fit: its own, or what it consists of. As SQL over `e`, and for an entry at hand. */
export const lineWords = `coalesce(nullif(e.body->>'text', ''), '[文件] ' || (e.body->'files'->0->>'name'), '[图片]')`;
export function shortWords({ body }: Pick<StoredEntry, 'body'>, length: number): string {
  const file = (body.files as ShownDocument[] | undefined)?.[0];
  return [...String(body.text) || (file ? `[文件] ${file.name}` : '[图片]')].slice(0, length).join('');
}

const pictures = (entry: StoredEntry): StoredPicture[] => (entry.kind === 'line' ? (entry.body.pictures as StoredPicture[] | undefined) ?? [] : []);

/** A recalled or hidden line shows a mark instead of its words, also where it was quoted. */
function show(entry: StoredEntry, urls: Map<string, { url: string; thumbUrl: string }>) {
  const head = { seq: entry.seq, at: entry.at, by: entry.by, clientId: entry.clientId };
  if (entry.kind !== 'line') return { ...head, body: { kind: entry.kind, ...entry.body } as never };
  if (entry.gone) return { ...head, body: { kind: 'line' as const, text: null, quote: null, mentions: [], pictures: [], files: [], gone: entry.gone } };
  const quote = entry.body.quote as { seq: number; by: { id: string; name: string }; text: string } | null;
  return { ...head, body: { kind: 'line' as const, text: entry.body.text as string, quote: quote && entry.quoteGone ? { ...quote, text: '（原发言已撤回或隐藏）' } : quote, mentions: entry.body.mentions as { id: string; name: string }[],
    pictures: pictures(entry).map((picture) => ({ ...picture, url: urls.get(picture.id)?.url ?? '', thumbUrl: urls.get(picture.id)?.thumbUrl ?? '' })), files: entry.body.files as ShownDocument[] | undefined ?? [], gone: null } };
}
