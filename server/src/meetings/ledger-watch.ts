import { Injectable } from '@nestjs/common';
import { beginningOf, ledgerDuties, periodAt, periodState, warningDue } from '@branch/shared/meetings/ledger-rules';
import type { MonthCount, Period } from '@branch/shared/meetings/ledger-rules';
import { shanghaiMonth, shanghaiParts } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { everyUtc } from '../kit/jobs.js';
import { countsOf, everyUnit, owedBy } from './ledger-counts.js';
import type { LedgerUnitRow } from './ledger-counts.js';

interface Told { unitId: string; kind: string; period: string; nth: number; settled: boolean }

/** Every night, before a period lapses and not after: who has held and called nothing hears of it, at most twice a period and kind (MEET-11). */
@Injectable()
export class LedgerWatch {
  constructor(private readonly db: Db) {
    // 02:40 in Shanghai.
    everyUtc('40 18 * * *', 'ledger-watch', () => this.run());
  }

  /** Idempotent: what has been told is not told again. `only`: for some units, not for all. */
  async run(only: readonly string[] | null = null): Promise<void> {
    await this.db.asSystem('the nightly look at the ledgers', async (tx) => {
      const now = await tx.now();
      const units = (await everyUnit(tx)).filter((unit) => only === null || only.includes(unit.id));
      const held = await countsOf(tx, units.map((unit) => unit.id), shanghaiParts(now).year);
      const told = await tx.sql<Told>('select unit_id as "unitId", kind, period, max(nth)::int as nth, bool_and(settled) as settled from ledger_warning where ends_at > app_now() group by 1, 2, 3');
      const before = new Map(told.map((one) => [`${one.unitId} ${one.kind} ${one.period}`, one]));
      for (const unit of units) await this.look(tx, unit, held.get(unit.id) ?? [], before, now);
    });
  }

  private async look(tx: Tx, unit: LedgerUnitRow, counts: readonly MonthCount[], before: ReadonlyMap<string, Told>, now: Date): Promise<void> {
    const due: { kind: string; period: string }[] = [];
    for (const duty of ledgerDuties.filter((one) => owedBy(unit)(one.kind))) {
      const period = periodAt(duty.every, now);
      const has = { ...within(counts, duty.kind, period), begins: beginningOf(unit.from), now };
      const known = before.get(`${unit.id} ${duty.kind} ${period.key}`);
      const settled = periodState(duty, period, has) !== 'soon';
      if (known && known.settled !== settled) await tx.sql('update ledger_warning set settled = $4 where unit_id = $1 and kind = $2 and period = $3', [unit.id, duty.kind, period.key, settled]);
      const nth = warningDue(duty, period, { ...has, told: known?.nth ?? 0 });
      if (nth === null) continue;
      const mine = await tx.one('insert into ledger_warning (unit_id, kind, period, nth, begins_at, ends_at, told_at) values ($1, $2, $3, $4, $5, $6, app_now()) on conflict do nothing returning 1 as x', [unit.id, duty.kind, period.key, nth, period.from, period.to]);
      if (mine) due.push({ kind: duty.kind, period: period.key });
    }
    // One notice for all that is due tonight.
    if (due.length > 0) await tx.announce('ledger.due', { unitId: unit.id, periods: due });
  }
}

function within(counts: readonly MonthCount[], kind: string, period: Period): { held: number; planned: number } {
  const [first, last] = [shanghaiMonth(period.from), shanghaiMonth(new Date(period.to.getTime() - 1))];
  const here = counts.filter((one) => one.kind === kind && one.month >= first && one.month <= last);
  return { held: here.reduce((sum, one) => sum + one.held, 0), planned: here.reduce((sum, one) => sum + one.planned, 0) };
}
