import { Injectable } from '@nestjs/common';
import { Db } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';

/** What is kept no longer than needed (guarantees 5.3): counted tries a day, ended sessions 90 days, previews a day. */
@Injectable()
export class MembersHears {
  constructor(private readonly db: Db) {
    // 02:30 in Shanghai.
    everyUtc('30 18 * * *', 'members-tidy', () => this.tidy());
  }

  tidy(): Promise<void> {
    return this.db.asSystem('retention', async (tx) => {
      await tx.sql('delete from sign_in_failure where last_at < app_now() - interval \'1 day\'');
      await tx.sql('delete from access_token where expires_at < app_now()');
      await tx.sql('delete from refresh_token r using session s where s.id = r.session_id and (s.ended_at < app_now() - interval \'90 days\' or s.created_at < app_now() - interval \'180 days\')');
      await tx.sql('delete from session s where (ended_at < app_now() - interval \'90 days\' or created_at < app_now() - interval \'180 days\') and not exists (select 1 from refresh_token r where r.session_id = s.id) and not exists (select 1 from access_token a where a.session_id = s.id)');
      await tx.sql('delete from invitation where expires_at < app_now() - interval \'90 days\'');
      await tx.sql('delete from roster_import where at < app_now() - interval \'1 day\' and state = \'previewed\'');
      await tx.sql('delete from roster_import where at < app_now() - interval \'30 days\'');
    });
  }
}
