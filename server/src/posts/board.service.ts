import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { communityHearsAt, promisedAt } from '@branch/shared/posts/first-response';
import type { ClockState } from '@branch/shared/posts/first-response';
import { whyNotAnswer, whyNotReceive, whyNotWords } from '@branch/shared/posts/rules';
import type { boardRoutes, ContentState } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { before, micros, pageOf } from '../kit/page.js';
import { Message } from './post.entity.js';
import { keepsShelf, listedFor, refuseIfClosed, screened } from './screening.js';
import type { Shown } from './screening.js';

interface MessageRow { id: string; author: { id: string; name: string }; text: string; leftAt: Date; answer: { by: { id: string; name: string }; text: string; at: string } | null; waitingHours: number | null; promisedAt: Date | null; clock: ClockState; received: { by: { id: string; name: string }; at: string } | null; mine: boolean; state: ContentState; restoredAt: Date | null; key: string }

/** A message with the branch's answer: $1 the reader, $2 whether the reader is of the team that answers (it alone sees how long each has waited); `m` the message, `a` its author, `b` who answered, `v` who said «received». `clock` says in SQL what `clockOf` says of a row. */
export const messageFields = `m.id, json_build_object('id', a.id, 'name', a.name) as author, m.text, m.left_at as "leftAt", m.author_id = $1 as mine, m.state, m.restored_at as "restoredAt",
  case when m.answered_at is null then null else json_build_object('by', json_build_object('id', b.id, 'name', b.name), 'text', m.answer, 'at', m.answered_at) end as answer,
  case when m.received_at is null then null else json_build_object('by', json_build_object('id', v.id, 'name', v.name), 'at', m.received_at) end as received, m.promised_at as "promisedAt",
  case when m.answered_at is not null then 'answered' when m.received_at is not null then 'received' when m.state <> 'published' then 'unpublished' when m.promised_at <= app_now() then 'overdue' else 'waiting' end as clock,
  case when $2 and m.answered_at is null then greatest(0, floor(extract(epoch from app_now() - m.left_at) / 3600))::int end as "waitingHours"`;
export const messageFrom = 'from message m join person a on a.id = m.author_id left join person b on b.id = m.answered_by left join person v on v.id = m.received_by';

/** The message board (留言板, SITE-9): the branch owes each message an answer. */
@Injectable()
export class BoardService {
  constructor(private readonly db: Db) {
    keepsShelf('message', {
      find: (reading, ids, lock) => reading.sql<Shown>(`select m.id, m.unit_id as "unitId", null as "columnId", null as "columnName", m.author_id as "authorId", a.name as "authorName", null as title, m.text, m.left_at as at, m.state, 'branch' as visibility,
        '/posts/board/index?unit=' || m.unit_id as path, '{}'::text[] as "fileIds" from message m join person a on a.id = m.author_id where m.id = any ($1) order by m.id${lock ? ' for update of m' : ''}`, [ids]),
      move: async (tx, id, to, restored) => { await tx.sql('update message set state = $2, restored_at = case when $3 then app_now() end where id = $1', [id, to, restored]); },
      announce: async (tx, id) => {
        // What waited is published now, and now the clock begins.
        const now = await tx.now();
        const message = await tx.one<{ unit_id: string; author_id: string }>('update message set promised_at = coalesce(promised_at, $2), community_at = coalesce(community_at, $3) where id = $1 returning unit_id, author_id', [id, promisedAt(now), communityHearsAt(now)]);
        if (message) await tx.announce('message.left', { messageId: id, unitId: message.unit_id, authorId: message.author_id });
      },
    });
  }

  messages(input: Input<typeof boardRoutes.messages>, me: Me) {
    const limit = input.limit ?? 20;
    const page = before(input.cursor, 'm.left_at', 'm.id', 5);
    return this.db.read(async (db) => pageOf(
      await db.sql<MessageRow>(`select ${messageFields}, ${micros('m.left_at')} as key ${messageFrom} where m.unit_id = $3 and ${listedFor('m', '$1')}${input.unanswered ? ' and m.answered_at is null' : ''}${page.sql} order by m.left_at desc, m.id desc limit $4`,
        [me.personId, isTeam(me), input.unitId, limit + 1, ...page.params]),
      limit, (row) => [Number(row.key), row.id], (row) => row));
  }

  /** Leaves a message once for a client's id. Refuses with `message.empty`, `line.control-characters`. */
  async leave(input: Input<typeof boardRoutes.leave>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      refuseIf(whyNotWords(input.text, 'message.empty'));
      const id = newId();
      const now = await tx.now();
      const state = await screened(tx, { kind: 'message', id, unitId: input.unitId, columnId: null, authorId: me.personId, text: input.text.trim(), visibility: 'branch' });
      await tx.insert(Message, { id, unitId: input.unitId, authorId: me.personId, text: input.text.trim(), leftAt: now, answeredBy: null, answer: null, answeredAt: null, state, ...(state === 'published' ? { promisedAt: promisedAt(now), communityAt: communityHearsAt(now) } : {}) });
      if (state === 'published') await tx.announce('message.left', { messageId: id, unitId: input.unitId, authorId: me.personId });
      return this.one(tx, input.unitId, id, me);
    }));
    return answer;
  }

  /** 「收到，正在办」: stops the clock. The row lock lets one through; the other is told who was first and when. */
  receive(input: Input<typeof boardRoutes.receive>, me: Me) {
    return this.db.write(async (tx) => {
      const held = await this.held(tx, input);
      const why = whyNotReceive({ answered: held.answered, received: held.received, mine: held.authorId === me.personId });
      if (why === 'message.answered-already') throw await this.answeredAlready(tx, input.messageId);
      refuseIf(why);
      await refuseIfClosed(tx, { unitId: input.unitId, columnId: null });
      await tx.update(Message, { id: input.messageId }, { receivedBy: me.personId, receivedAt: await tx.now() });
      await tx.announce('message.received', { messageId: input.messageId, unitId: input.unitId, authorId: held.authorId, receivedBy: me.personId });
      return this.one(tx, input.unitId, input.messageId, me);
    });
  }

  /** The first answer. The row lock lets one through; the other is told who was first and when, and keeps the words written. */
  async answer(input: Input<typeof boardRoutes.answer>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const held = await this.held(tx, input);
      const why = whyNotAnswer({ answered: held.answered, mine: held.authorId === me.personId });
      if (why === 'message.answered-already') throw await this.answeredAlready(tx, input.messageId);
      refuseIf(why);
      refuseIf(whyNotWords(input.text, 'message.empty'));
      await refuseIfClosed(tx, { unitId: input.unitId, columnId: null });
      await tx.update(Message, { id: input.messageId }, { answeredBy: me.personId, answer: input.text.trim(), answeredAt: await tx.now() });
      await tx.announce('message.answered', { messageId: input.messageId, unitId: input.unitId, authorId: held.authorId, answeredBy: me.personId });
      return this.one(tx, input.unitId, input.messageId, me);
    }));
    return answer;
  }

  private held(tx: Tx, { unitId, messageId }: { unitId: string; messageId: string }) {
    return tx.found<{ authorId: string; answered: boolean; received: boolean }>('select author_id as "authorId", answered_at is not null as answered, received_at is not null as received from message where id = $1 and unit_id = $2 and state = \'published\' for update', [messageId, unitId]);
  }

  /** Who was first, and when; looked up after the lock. */
  private async answeredAlready(tx: Tx, messageId: string): Promise<Refusal> {
    const first = await tx.found<{ name: string; at: Date }>('select p.name, coalesce(m.answered_at, m.received_at) as at from message m join person p on p.id = coalesce(m.answered_by, m.received_by) where m.id = $1', [messageId]);
    return new Refusal('message.answered-already', { by: first.name, at: first.at.toISOString() });
  }

  private one(db: Reading, unitId: string, messageId: string, me: Me) {
    return db.found<MessageRow>(`select ${messageFields} ${messageFrom} where m.unit_id = $3 and m.id = $4`, [me.personId, isTeam(me), unitId, messageId], 'message_one');
  }
}

const isTeam = (me: Me): boolean => can(me, 'message.answer', context.getStore()?.at ?? null);
