import { Injectable } from '@nestjs/common';
import type { noticeRoutes } from '@branch/shared/notices/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { before, micros, pageOf } from '../kit/page.js';

interface NoticeRow { id: string; kind: string; title: string; text: string; path: string | null; at: Date; read: boolean; key: string }

/** The inbox of what concerns me (NOTE-1). Read state lives on the server, so every device agrees. */
@Injectable()
export class NoticesService {
  constructor(private readonly db: Db) {}

  inbox(input: Input<typeof noticeRoutes.inbox>, me: Me) {
    const limit = input.limit ?? 30;
    const page = before(input.cursor, 'n.at', 'n.id', 3);
    return this.db.read(async (db) => pageOf(
      await db.sql<NoticeRow>(`select n.id, n.kind, n.title, n.text, n.path, n.at, n.read_at is not null as read, ${micros('n.at')} as key from notice n where n.person_id = $1${page.sql} order by n.at desc, n.id desc limit $2`, [me.personId, limit + 1, ...page.params]),
      limit, (row) => [Number(row.key), row.id], (row) => row));
  }

  unread(me: Me) { return this.db.read((db) => this.count(db, me)); }

  /** Marks these (or all) as read and tells the reader's other devices the count that is left. */
  markRead(input: Input<typeof noticeRoutes.markRead>, me: Me) {
    return this.db.write(async (tx) => {
      const marked = await tx.sql('update notice set read_at = app_now() where person_id = $1 and read_at is null and ($2::text[] is null or id = any ($2)) returning id', [me.personId, input.ids ?? null]);
      const left = await this.count(tx, me);
      if (marked.length > 0) tx.live(`person:${me.personId}`, 'unread', left);
      return left;
    });
  }

  private count(db: Reading, me: Me) { return db.found<{ unread: number }>('select count(*)::int as unread from notice where person_id = $1 and read_at is null', [me.personId], 'notices_unread'); }
}
