import { Injectable } from '@nestjs/common';
import type { ledgerRoutes } from '@branch/shared/meetings/ledger-routes';
import { beginningOf, ledgerYears, periodOf } from '@branch/shared/meetings/ledger-rules';
import type { ByForm } from '@branch/shared/meetings/ledger-rules';
import type { MeetingForm, MeetingKind } from '@branch/shared/meetings/words';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay, shanghaiParts } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import { before, micros, pageOf } from '../kit/page.js';
import { counts, countsOf, heldAt, ledgerFor, planned, unitsAt, unitsBeneath } from './ledger-counts.js';

interface Row { id: string; kind: MeetingKind; form: MeetingForm; title: string; at: Date; planned: boolean; entered: boolean; minutesVersion: number; key: string }
const sum = (all: readonly ByForm[]): ByForm => all.reduce((total, one) => ({ online: total.online + one.online, offline: total.offline + one.offline, hybrid: total.hybrid + one.hybrid }), { online: 0, offline: 0, hybrid: 0 });
const total = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

// The meetings of a kind in a period; $1 the unit, $2 the kind, $3 and $4 the period, $5 the form or null.
const behind = (more: string) => `from meeting m where (m.unit_id = $1 or (m.kind = 'group' and m.unit_id in (select g.id from unit g where g.parent_id = $1 and g.kind = 'partyGroup'))) and m.kind = $2 and ${heldAt} >= $3 and ${heldAt} < $4${more}`;
const shown = (form: string | undefined) => (form === undefined ? ` and ((${counts}) or ${planned})` : ` and ${counts} and m.form = $5`);

/** The yearly ledger: counts for everybody it concerns and those above, the meetings behind them for the branch itself (MEET-11). */
@Injectable()
export class LedgerService {
  constructor(private readonly db: Db) {}

  ledger(input: Input<typeof ledgerRoutes.ledger>): Promise<Result<typeof ledgerRoutes.ledger>> {
    return this.db.asSystem('counts are figures, not rows', async (tx) => {
      const now = await tx.now();
      const year = input.year ?? shanghaiParts(now).year;
      const unit = (await unitsAt(tx, input.unitId))[0];
      // A community holds no 三会一课 of its own: its ledger is empty, not missing.
      if (!unit) return { year, years: [year], from: shanghaiDay(now), unit: await tx.found('select id, name from unit where id = $1', [input.unitId]), kinds: [], ...sum([]) };
      const kinds = ledgerFor(unit, year, now, (await countsOf(tx, [unit.id], year)).get(unit.id) ?? []);
      const first = await tx.one<{ at: Date | null }>(`select min(${heldAt}) as at from meeting m where m.unit_id = $1 and ${counts}`, [unit.id]);
      const begins = beginningOf(unit.from);
      return { year, years: ledgerYears(now, first?.at && first.at < begins ? first.at : begins), from: unit.from, unit: { id: unit.id, name: unit.name }, kinds, ...sum(kinds) };
    });
  }

  /** The rows as the caller may read them; what only a party group may read is a number. */
  async behind(input: Input<typeof ledgerRoutes.behind>): Promise<Result<typeof ledgerRoutes.behind>> {
    const period = periodOf(input.period);
    const limit = input.limit ?? 20;
    const params = [input.unitId, input.kind, period.from, period.to, ...(input.form === undefined ? [] : [input.form])];
    const count = `select count(*)::int as n ${behind(shown(input.form))}`;
    const all = await this.db.asSystem('how many meetings a figure has', (tx) => tx.found<{ n: number }>(count, params));
    return this.db.read(async (db) => {
      const mine = await db.found<{ n: number }>(count, params);
      const key = before(input.cursor, heldAt, 'm.id', params.length + 2);
      const rows = await db.sql<Row>(`select m.id, m.kind, m.form, m.title, ${heldAt} as at, ${planned} as planned, m.entered_at is not null as entered, m.minutes_version as "minutesVersion", ${micros(heldAt)} as key
        ${behind(`${shown(input.form)}${key.sql}`)} order by ${heldAt} desc, m.id desc limit $${params.length + 1}`, [...params, limit + 1, ...key.params]);
      return { ...pageOf(rows, limit, (row) => [Number(row.key), row.id], ({ key: _key, ...row }) => row), total: all.n, closed: Math.max(0, all.n - mine.n) };
    });
  }

  beneath(input: Input<typeof ledgerRoutes.beneath>): Promise<Result<typeof ledgerRoutes.beneath>> {
    return this.db.asSystem('counts are figures, not rows', async (tx) => {
      const now = await tx.now();
      const year = input.year ?? shanghaiParts(now).year;
      const units = await unitsBeneath(tx, input.unitId);
      const held = await countsOf(tx, units.map((unit) => unit.id), year);
      const items = units.map((unit) => {
        const kinds = ledgerFor(unit, year, now, held.get(unit.id) ?? []);
        return { unit: { id: unit.id, name: unit.name, kind: unit.kind }, above: unit.above, ...sum(kinds), met: total(kinds.map((kind) => kind.met)), lapsed: total(kinds.map((kind) => kind.lapsed)), soon: total(kinds.map((kind) => kind.soon)) };
      }).sort((a, b) => b.lapsed - a.lapsed || b.soon - a.soon);
      return { year, items, ...sum(items), lapsed: total(items.map((one) => one.lapsed)), soon: total(items.map((one) => one.soon)) };
    });
  }
}
