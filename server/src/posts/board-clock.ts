import { Injectable } from '@nestjs/common';
import { escalationOf } from '@branch/shared/posts/first-response';
import { Db } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';

interface Late { id: string; unitId: string; promisedAt: Date; communityAt: Date | null; secretaryTold: boolean }

/**
 * Messages whose promise is broken (SITE-9): the secretary hears of it once, and after as much time again the community, once. Nothing is kept in memory,
 * so a server that was down tells in order when it is back, and never twice. Only what is due now is asked for: what was told and waits for its next day keeps nothing due back.
 */
@Injectable()
export class BoardClock {
  constructor(private readonly db: Db) {
    everyUtc('*/5 * * * *', 'board-clock', () => this.run());
  }

  run(): Promise<void> {
    return this.db.asSystem('messages of every board', async (tx) => {
      const now = await tx.now();
      const late = await tx.sql<Late>(`select id, unit_id as "unitId", promised_at as "promisedAt", community_at as "communityAt", secretary_told_at is not null as "secretaryTold" from message
        where answered_at is null and received_at is null and community_told_at is null and state = 'published'
          and (secretary_told_at is null and promised_at <= $1 or secretary_told_at is not null and community_at <= $1) order by promised_at limit 500 for update skip locked`, [now]);
      for (const message of late) {
        const whom = escalationOf({ ...message, first: false, communityTold: false }, now);
        if (!whom) continue;
        await tx.sql(`update message set ${whom === 'secretary' ? 'secretary_told_at' : 'community_told_at'} = $2 where id = $1`, [message.id, now]);
        await tx.announce('message.overdue', { messageId: message.id, unitId: message.unitId, whom });
      }
    });
  }
}
