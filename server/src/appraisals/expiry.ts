import { Injectable } from '@nestjs/common';
import { Db } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';

/** Every night, what was written in rounds whose time is over is deleted for good; figures and opinions stay. Nothing of it is read from the moment on, whenever the night comes. */
@Injectable()
export class AppraisalExpiry {
  constructor(private readonly db: Db) {
    // 03:10 in Shanghai.
    everyUtc('10 19 * * *', 'appraisal-expiry', async () => { await this.run(); });
  }

  /** Idempotent; a round at a time, so that one that is being worked on keeps none waiting. Answers how many expired. */
  async run(): Promise<number> {
    const due = await this.db.asSystem('rounds of every unit', (tx) => tx.sql<{ id: string; unitId: string }>('select id, unit_id as "unitId" from appraisal where expired_at is null and expires_at <= app_now() order by id'));
    let expired = 0;
    for (const { id, unitId } of due) {
      await this.db.asSystem('deletes the texts of an expired round', async (tx) => {
        const { done } = await tx.found<{ done: boolean }>('select appraisal_expire($1) as done', [id]);
        if (!done) return;
        await tx.audit('appraisal.expire', `appraisal:${id}`, { unitId });
        expired += 1;
      });
    }
    return expired;
  }
}
