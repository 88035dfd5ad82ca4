import { beginningOf, ledgerOf, owes } from '@branch/shared/meetings/ledger-rules';
import type { LedgerKind, MonthCount } from '@branch/shared/meetings/ledger-rules';
import type { MeetingKind } from '@branch/shared/meetings/words';
import type { UnitKind } from '@branch/shared/roles';
import { monthBounds } from '@branch/shared/time';
import type { Tx } from '../kit/db.js';

/** What decides which kinds a unit owes, and since when. */
export interface LedgerUnitRow { id: string; name: string; kind: UnitKind; above: string; from: string; fullMembers: number; committee: boolean; groups: number }

/** When a meeting was held: when it opened; one that is only called, when it is to begin. */
export const heldAt = 'coalesce(m.opened_at, m.starts_at)';
/** Adjourned and cancelled meetings do not count. */
export const counts = 'm.state = \'closed\' and m.closed_how is distinct from \'adjourned\'';
export const planned = 'm.state in (\'called\', \'open\')';
/** A unit's meetings, and what the party groups beneath hold as 党小组会. `$1`: the units. */
const owners = `o as (select id as owner, id as unit, false as groups from unit where id = any ($1) union all select parent_id, id, true from unit where parent_id = any ($1) and kind = 'partyGroup')`;
const months = `with ${owners} select o.owner as "unitId", m.kind, m.form, to_char(${heldAt} at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) filter (where ${counts})::int as held, count(*) filter (where ${planned})::int as planned
  from o join meeting m on m.unit_id = o.unit and (not o.groups or m.kind = 'group') where ${heldAt} >= $2 and ${heldAt} < $3 and ((${counts}) or ${planned}) group by 1, 2, 3, 4`;
const facts = `select u.id, u.name, u.kind, coalesce(a.name, '') as above, coalesce(u.ledger_from, shanghai_day(u.created_at))::text as "from", f.n as "fullMembers",
    exists (select 1 from role_held r where r.unit_id = u.id and r.role = 'committeeMember' and r.starts_on <= d.today and (r.ends_on is null or r.ends_on > d.today)) as committee,
    (select count(*)::int from unit g where g.parent_id = u.id and g.kind = 'partyGroup') as groups
  from unit u left join unit a on a.id = u.parent_id, lateral (select shanghai_day(app_now()) as today) d,
    lateral (select count(distinct m.person_id)::int as n from membership m join unit b on b.id = m.unit_id where b.path @> array[u.id] and m.status = 'full' and m.starts_on <= d.today and (m.ends_on is null or m.ends_on > d.today)) f`;

/** Only branches and general branches owe anything; a party group's meetings are counted with its branch. */
export const keepsLedger = 'u.kind in (\'generalBranch\', \'branch\')';
export const unitsAt = (tx: Tx, unitId: string): Promise<LedgerUnitRow[]> => tx.sql<LedgerUnitRow>(`${facts} where u.id = $1 and ${keepsLedger}`, [unitId]);
export const unitsBeneath = (tx: Tx, unitId: string): Promise<LedgerUnitRow[]> => tx.sql<LedgerUnitRow>(`${facts} where u.path @> array[$1] and ${keepsLedger} order by u.name, u.id limit 1000`, [unitId]);
export const everyUnit = (tx: Tx): Promise<LedgerUnitRow[]> => tx.sql<LedgerUnitRow>(`${facts} where ${keepsLedger} order by u.id`);

export const yearBounds = (year: number): { from: Date; to: Date } => ({ from: monthBounds(`${year}-01`).from, to: monthBounds(`${year}-12`).to });

/** What each of these units held, or has called, in the months of a year. */
export async function countsOf(tx: Tx, unitIds: string[], year: number): Promise<Map<string, MonthCount[]>> {
  const { from, to } = yearBounds(year);
  const found = new Map<string, MonthCount[]>(unitIds.map((id) => [id, []]));
  for (const { unitId, ...count } of await tx.sql<MonthCount & { unitId: string }>(months, [unitIds, from, to])) found.get(unitId)?.push(count);
  return found;
}

export const owedBy = (unit: LedgerUnitRow) => (kind: MeetingKind): boolean => owes(kind, unit);
export const ledgerFor = (unit: LedgerUnitRow, year: number, now: Date, held: readonly MonthCount[]): LedgerKind[] => ledgerOf({ year, now, begins: beginningOf(unit.from), owed: owedBy(unit), counts: held });
