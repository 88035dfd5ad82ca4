import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { whyNotAnswer, whyNotWords } from '@branch/shared/posts/rules';
import type { boardRoutes, ContentState } from '@branch/shared/posts/routes';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { before, micros, pageOf } from '../kit/page.js';
import { Message } from './post.entity.js';
import { keepsShelf, listedFor, refuseIfClosed, screened } from './screening.js';
import type { Shown } from './screening.js';

interface MessageRow { id: string; author: { id: string; name: string }; text: string; leftAt: Date; answer: { by: { id: string; name: string }; text: string; at: string } | null; waitingHours: number | null; mine: boolean; state: ContentState; restoredAt: Date | null; key: string }

/** A message with the branch's answer: $1 the reader, $2 whether the reader is of the team that answers (it alone sees how long each has waited); `m` the message, `a` its author, `b` who answered. */
export const messageFields = `m.id, jsonb_build_object('id', a.id, 'name', a.name) as author, m.text, m.left_at as "leftAt", m.author_id = $1 as mine, m.state, m.restored_at as "restoredAt",
  case when m.answered_at is null then null else jsonb_build_object('by', jsonb_build_object('id', b.id, 'name', b.name), 'text', m.answer, 'at', m.answered_at) end as answer,
  case when $2 and m.answered_at is null then greatest(0, floor(extract(epoch from app_now() - m.left_at) / 3600))::int end as "waitingHours"`;
export const messageFrom = 'from message m join person a on a.id = m.author_id left join person b on b.id = m.answered_by';

/** The message board (留言板, SITE-9): the branch owes each message an answer. */
@Injectable()
export class BoardService {
  constructor(private readonly db: Db) {
    keepsShelf('message', {
      find: (reading, ids, lock) => reading.sql<Shown>(`select m.id, m.unit_id as "unitId", null as "columnId", null as "columnName", m.author_id as "authorId", a.name as "authorName", null as title, m.text, m.left_at as at, m.state, 'branch' as visibility,
        '/posts/board/index?unit=' || m.unit_id as path, '{}'::text[] as "fileIds" from message m join person a on a.id = m.author_id where m.id = any ($1) order by m.id${lock ? ' for update of m' : ''}`, [ids]),
      move: async (tx, id, to, restored) => { await tx.sql('update message set state = $2, restored_at = case when $3 then app_now() end where id = $1', [id, to, restored]); },
      announce: async (tx, id) => {
        const message = await tx.one<{ unit_id: string; author_id: string }>('select unit_id, author_id from message where id = $1', [id]);
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
      const state = await screened(tx, { kind: 'message', id, unitId: input.unitId, columnId: null, authorId: me.personId, text: input.text.trim(), visibility: 'branch' });
      await tx.insert(Message, { id, unitId: input.unitId, authorId: me.personId, text: input.text.trim(), leftAt: await tx.now(), answeredBy: null, answer: null, answeredAt: null, state });
      if (state === 'published') await tx.announce('message.left', { messageId: id, unitId: input.unitId, authorId: me.personId });
      return this.one(tx, input.unitId, id, me);
    }));
    return answer;
  }

  /** The first answer. The row lock lets one through; the other is told who was first and when, and keeps the words written. */
  async answer(input: Input<typeof boardRoutes.answer>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const held = await tx.found<{ author_id: string; answered_at: Date | null }>('select author_id, answered_at from message where id = $1 and unit_id = $2 and state = \'published\' for update', [input.messageId, input.unitId]);
      const why = whyNotAnswer({ answered: held.answered_at !== null, mine: held.author_id === me.personId });
      if (why === 'message.answered-already') {
        const first = await tx.found<{ name: string; at: Date }>('select p.name, m.answered_at as at from message m join person p on p.id = m.answered_by where m.id = $1', [input.messageId]);
        throw new Refusal(why, { by: first.name, at: first.at.toISOString() });
      }
      refuseIf(why);
      refuseIf(whyNotWords(input.text, 'message.empty'));
      await refuseIfClosed(tx, { unitId: input.unitId, columnId: null });
      await tx.update(Message, { id: input.messageId }, { answeredBy: me.personId, answer: input.text.trim(), answeredAt: await tx.now() });
      await tx.announce('message.answered', { messageId: input.messageId, unitId: input.unitId, authorId: held.author_id, answeredBy: me.personId });
      return this.one(tx, input.unitId, input.messageId, me);
    }));
    return answer;
  }

  private one(db: Reading, unitId: string, messageId: string, me: Me) {
    return db.found<MessageRow>(`select ${messageFields} ${messageFrom} where m.unit_id = $3 and m.id = $4`, [me.personId, isTeam(me), unitId, messageId], 'message_one');
  }
}

const isTeam = (me: Me): boolean => can(me, 'message.answer', context.getStore()?.at ?? null);
