import { Injectable } from '@nestjs/common';
import type { checkInRoutes } from '@branch/shared/check-ins/routes';
import { quotaOf, whyNotCheckIn } from '@branch/shared/check-ins/rules';
import type { Me } from '@branch/shared/permissions';
import { hasUnprintable } from '@branch/shared/fields';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { monthBounds, shanghaiDay, shanghaiMonth } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { AnonymousService } from '../posts/anonymous.service.js';

interface ActRow { kind: 'post' | 'message' | 'statement' | 'checkInLine'; at: Date; day: string; text: string; path: string | null; counts: boolean }

/** The newest acts shown; all are counted. */
const shown = 500;

/** Check-ins (网上报到): counted afresh from what a member did, never kept as a number (G9). */
@Injectable()
export class CheckInsService {
  constructor(private readonly db: Db, private readonly anonymous: AnonymousService) {}

  mine(input: Input<typeof checkInRoutes.mine>, me: Me) {
    return this.db.read(async (db) => {
      const now = await db.now();
      return this.month(db, input.unitId, me, input.month ?? shanghaiMonth(now), now);
    });
  }

  /** 今日报到: at most one line a day; it stands beside other acts of the day, and the day counts once. Refuses with `checkIn.today-already`. */
  async checkIn(input: Input<typeof checkInRoutes.checkIn>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      if (hasUnprintable(input.text)) throw new Refusal('line.control-characters');
      const now = await tx.now();
      const said = await tx.one('insert into check_in_line (person_id, unit_id, day, text, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning day', [me.personId, input.unitId, shanghaiDay(now), input.text, now]);
      refuseIf(whyNotCheckIn({ saidToday: said === null }));
      return this.month(tx, input.unitId, me, shanghaiMonth(now), now);
    }));
    return answer;
  }

  private async month(db: Reading, unitId: string, me: Me, month: string, now: Date) {
    const { from, to } = monthBounds(month);
    const acts = await db.sql<ActRow>('select kind, at, to_char(shanghai_day(at), \'YYYY-MM-DD\') as day, left(words, 80) as text, path, counts from member_acts($1, $2, $3, $4) order by at desc, source_id', [me.personId, unitId, from, to], 'check_ins_month');
    const quota = await db.one<{ value: unknown }>('select value from unit_rule where unit_id = $1 and key = \'checkInQuota\' and effective_from < shanghai_day($2) and effective_from <= shanghai_day(app_now()) order by effective_from desc limit 1', [unitId, to], 'check_ins_quota');
    const days = [...new Set(acts.filter((act) => act.counts).map((act) => act.day))].sort();
    return { month, days, checkIns: days.length, acts: acts.slice(0, shown), quota: quotaOf(quota?.value), today: days.includes(shanghaiDay(now)), anonymous: await this.anonymous.countMine(db, unitId, me, from, to) };
  }
}
