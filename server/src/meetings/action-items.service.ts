import { Injectable } from '@nestjs/common';
import type { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { reconciled, whyNotFinish, whyNotReopen } from '@branch/shared/meetings/action-rules';
import type { KeptAction } from '@branch/shared/meetings/action-rules';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import type { MeetingRecord } from '@branch/shared/meetings/minutes-rules';
import type { Me } from '@branch/shared/permissions';
import { refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { ActionItem } from './follow-up.entity.js';
import { isOfficer } from './objections.service.js';

type At = { unitId: string; meetingId: string };
type Actions = MinutesContent['actions'];
interface Said { at: string; by: { id: string; name: string }; words: string }
interface ItemRow { id: string; text: string; owner: string; ownerId: string | null; due: string | null; meeting: { id: string; title: string; closedAt: string | null }; done: Said | null; reopened: Said | null }

const items = `select i.id, i.text, i.owner, i.owner_id as "ownerId", i.due::text as due, jsonb_build_object('id', m.id, 'title', m.title, 'closedAt', m.closed_at) as meeting,
    case when i.done_at is null then null else jsonb_build_object('at', i.done_at, 'by', jsonb_build_object('id', p.id, 'name', p.name), 'words', i.done_words) end as done,
    case when i.done_at is null and i.reopened_at is not null then jsonb_build_object('at', i.reopened_at, 'by', jsonb_build_object('id', r.id, 'name', r.name), 'words', i.reopened_words) end as reopened
  from action_item i join meeting m on m.id = i.meeting_id left join person p on p.id = i.done_by left join person r on r.id = i.reopened_by`;
/** What the meeting `n` carries over: listed before it ended, and neither done nor dropped before it began. A meeting still to come carries what is open now. */
const carries = `i.unit_id = n.unit_id and i.meeting_id <> n.id and i.listed_at <= coalesce(n.closed_at, 'infinity') and (i.done_at is null or i.done_at >= coalesce(n.opened_at, 'infinity')) and (i.dropped_at is null or i.dropped_at >= coalesce(n.opened_at, 'infinity'))`;
const order = 'order by i.due nulls last, i.listed_at, i.position, i.id limit 200';

/** What published minutes left to do, until somebody responsible says that it is done (MEET-8, MEET-11). */
@Injectable()
export class ActionItemsService {
  constructor(private readonly db: Db) {}

  async items(input: Input<typeof actionItemRoutes.items>, me: Me) {
    return this.db.read(async (db) => {
      if (input.carriedInto ?? input.from) await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.carriedInto ?? input.from, input.unitId]);
      const rows = input.carriedInto ? await db.sql<ItemRow>(`${items} join meeting n on n.id = $2 and n.unit_id = $1 where ${carries} ${order}`, [input.unitId, input.carriedInto])
        : input.from ? await db.sql<ItemRow>(`${items} where i.unit_id = $1 and i.meeting_id = $2 and i.dropped_at is null order by i.position, i.id limit 200`, [input.unitId, input.from])
          : await db.sql<ItemRow>(`${items} where i.unit_id = $1 and i.done_at is null and i.dropped_at is null ${order}`, [input.unitId]);
      return { items: rows.map((row) => shown(row, me, input.unitId)) };
    });
  }

  async finish(input: Input<typeof actionItemRoutes.finish>, me: Me) {
    return this.db.write(async (tx) => {
      const item = await tx.found<{ ownerId: string | null; done: boolean }>('select owner_id as "ownerId", done_at is not null as done from action_item where id = $1 and unit_id = $2 and dropped_at is null for update', [input.itemId, input.unitId]);
      refuseIf(whyNotFinish({ mine: item.ownerId === me.personId, officer: isOfficer(me, input.unitId), done: item.done }, input.words));
      await tx.update(ActionItem, { id: input.itemId }, { doneAt: await tx.now(), doneBy: me.personId, doneWords: input.words.trim() });
      return this.one(tx, input, me);
    });
  }

  /** Open again, for the next meeting to take over; published minutes keep what they said. */
  async reopen(input: Input<typeof actionItemRoutes.reopen>, me: Me) {
    return this.db.write(async (tx) => {
      const item = await tx.found<{ ownerId: string | null; doneAt: Date | null; doneBy: string | null; doneWords: string | null }>('select owner_id as "ownerId", done_at as "doneAt", done_by as "doneBy", done_words as "doneWords" from action_item where id = $1 and unit_id = $2 and dropped_at is null for update', [input.itemId, input.unitId]);
      const words = input.words.trim();
      refuseIf(whyNotReopen({ saidByMe: item.doneBy === me.personId, officer: isOfficer(me, input.unitId), done: item.doneAt !== null }, words));
      await tx.update(ActionItem, { id: input.itemId }, { doneAt: null, doneBy: null, doneWords: null, reopenedAt: await tx.now(), reopenedBy: me.personId, reopenedWords: words });
      await tx.audit('action.reopened', `action-item:${input.itemId}`, { unitId: input.unitId, doneBy: item.doneBy, doneAt: item.doneAt?.toISOString() ?? null, doneWords: item.doneWords, reason: words });
      const toldIds = [...new Set([item.ownerId, item.doneBy])].filter((one): one is string => one !== null && one !== me.personId);
      await tx.announce('action.reopened', { itemId: input.itemId, unitId: input.unitId, by: me.personId, toldIds });
      return this.one(tx, input, me);
    });
  }

  private async one(tx: Tx, { itemId, unitId }: { itemId: string; unitId: string }, me: Me) { return shown(await tx.found<ItemRow>(`${items} where i.id = $1`, [itemId]), me, unitId); }
}

const shown = (row: ItemRow, me: Me, unitId: string) => ({ ...row, mayFinish: row.done === null && (row.ownerId === me.personId || isOfficer(me, unitId)), mayReopen: row.done !== null && (row.done.by.id === me.personId || isOfficer(me, unitId)) });

/** What a meeting carried over, as the minutes keep it: an item done after the meeting had closed was still open then. */
export async function carriedInto(db: Reading, at: At): Promise<MeetingRecord['carried']> {
  return db.sql(`select i.id, i.text, i.owner, i.due::text as due, m.title as from, case when i.done_at <= coalesce(n.closed_at, 'infinity') then i.done_words end as done
    from action_item i join meeting m on m.id = i.meeting_id join meeting n on n.id = $1 and n.unit_id = $2 where ${carries} ${order.replace('200', '100')}`, [at.meetingId, at.unitId]);
}

/** Who is meant by each owner: the member chosen, if that is a member here of that name; else the only one of that name. The content keeps a chosen id only where it holds. */
export async function ownersOf(tx: Tx, at: At, actions: Actions): Promise<{ actions: Actions; ownerIds: (string | null)[] }> {
  const people = await tx.sql<{ id: string; name: string }>('select distinct p.id, p.name from person p where p.name = any ($1) and (exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and m.ends_on is null and u.path @> array[$2]) or exists (select 1 from attendee a where a.meeting_id = $3 and a.person_id = p.id))',
    [actions.map((action) => action.owner), at.unitId, at.meetingId]);
  const found = actions.map((action) => {
    const named = people.filter((person) => person.name === action.owner);
    const chosen = named.find((person) => person.id === action.ownerId);
    return { chosen: chosen?.id ?? null, ownerId: chosen?.id ?? (named.length === 1 ? named[0]?.id ?? null : null) };
  });
  return { actions: actions.map(({ ownerId: _ownerId, ...action }, i) => ({ ...action, ...(found[i]?.chosen ? { ownerId: found[i].chosen } : {}) })), ownerIds: found.map((one) => one.ownerId) };
}

/** A version is published: its actions become the unit's items, those of the version before are kept, changed or dropped. In the transaction of publishing. */
export async function listActions(tx: Tx, at: At, actions: Actions, ownerIds: readonly (string | null)[]): Promise<void> {
  const kept = await tx.sql<KeptAction>('select id, text, done_at is not null as done from action_item where meeting_id = $1 and dropped_at is null order by position, id for update', [at.meetingId]);
  const { same, fresh, dropped } = reconciled(kept, actions);
  const place = (action: Actions[number]) => ({ position: actions.indexOf(action), owner: action.owner, ownerId: ownerIds[actions.indexOf(action)] ?? null, due: action.due });
  const now = await tx.now();
  for (const one of same) await tx.update(ActionItem, { id: one.id }, place(one.action));
  if (fresh.length > 0) await tx.insert(ActionItem, fresh.map((action) => ({ id: newId(), unitId: at.unitId, meetingId: at.meetingId, text: action.text, ...place(action), listedAt: now, droppedAt: null, doneAt: null, doneBy: null, doneWords: null, reopenedAt: null, reopenedBy: null, reopenedWords: null })));
  if (dropped.length > 0) await tx.sql('update action_item set dropped_at = $2 where id = any ($1)', [dropped, now]);
}
