import { statusKept } from '@branch/shared/members/roster-rules';
import type { RosterFault, RosterRow } from '@branch/shared/members/roster-rules';
import type { Education, MembershipStatus } from '@branch/shared/roles';
import { sha256 } from '../kit/crypto.js';
import type { Reading } from '../kit/db.js';
import { openMemberships } from './members.service.js';

/** An entry as it stands in the roster now. */
export interface Entry { membershipId: string; personId: string; unitId: string; unitName: string; name: string; phoneBlind: string | null; company: string | null; status: MembershipStatus; joinedPartyOn: string | null; startsOn: string; birthYear: number | null; education: Education | null }
export interface Planned { row: RosterRow; phoneBlind: string | null; unitId: string; entry: Entry | null; change: 'new' | 'changed' | 'same' }
/** A member whose status in the file is another than on record, and stays. */
export interface StatusKept { row: number; name: string; onRecord: MembershipStatus; inFile: MembershipStatus; how: string }
export interface Plan { planned: Planned[]; kept: StatusKept[]; faults: RosterFault[]; counts: { created: number; updated: number; unchanged: number } }

export const entriesOf = (db: Reading, unitId: string): Promise<Entry[]> => db.sql<Entry>(`select m.id as "membershipId", p.id as "personId", u.id as "unitId", u.name as "unitName", p.name, (select k.phone_blind from contact k where k.person_id = p.id) as "phoneBlind",
  c.name as company, m.status, m.joined_party_on::text as "joinedPartyOn", m.starts_on::text as "startsOn", p.birth_year as "birthYear", p.education from ${openMemberships} order by m.id`, [unitId]);

/** What the roster looked like: a preview is only applied to the roster it was made for. */
export const markOf = (entries: Entry[]): string => sha256(JSON.stringify(entries));

const byNameOf = (name: string, company: string | null): string => `${name}\n${company ?? ''}`;

/**
 * Who each row is: by phone, else the one entry of the same name and company; otherwise somebody new. What the file leaves empty stays as it is, and so does a member's status.
 * The same in preview and import, so that what was shown is what happens.
 */
export async function plan(rows: RosterRow[], entries: Entry[], units: { id: string; name: string }[], unitId: string, blind: (phone: string) => string): Promise<Plan> {
  const byPhone = new Map(entries.flatMap((entry) => (entry.phoneBlind ? [[entry.phoneBlind, entry] as const] : [])));
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) byName.set(byNameOf(entry.name, entry.company), [...(byName.get(byNameOf(entry.name, entry.company)) ?? []), entry]);
  const unitByName = new Map(units.map((unit) => [unit.name, unit.id]));
  const taken = new Set<string>();
  const found = new Map<RosterRow, Entry>();
  const blinds = new Map<RosterRow, string>();
  for (const [index, row] of rows.entries()) {
    if (index % 1000 === 999) await new Promise(setImmediate);
    if (!row.phone) continue;
    const phoneBlind = blind(row.phone);
    blinds.set(row, phoneBlind);
    const entry = byPhone.get(phoneBlind);
    if (entry) { found.set(row, entry); taken.add(entry.membershipId); }
  }
  const faults: RosterFault[] = [];
  const planned = rows.flatMap((row): Planned[] => {
    const candidates = found.has(row) ? [] : (byName.get(byNameOf(row.name, row.company)) ?? []).filter((entry) => !taken.has(entry.membershipId));
    const entry = found.get(row) ?? (candidates.length === 1 ? candidates[0] : undefined) ?? null;
    if (entry) taken.add(entry.membershipId);
    const target = row.branch === null ? entry?.unitId ?? unitId : unitByName.get(row.branch);
    if (target === undefined) { faults.push({ row: row.row, column: '所属支部', value: row.branch ?? '', reason: '下面没有这个支部，请核对名称。' }); return []; }
    if (entry && entry.unitId !== target) { faults.push({ row: row.row, column: '所属支部', value: row.branch ?? '', reason: `现在在“${entry.unitName}”，换支部请先办转出。` }); return []; }
    const phoneBlind = blinds.get(row) ?? null;
    return [{ row, phoneBlind, unitId: target, entry, change: !entry ? 'new' : differs(row, phoneBlind, entry) ? 'changed' : 'same' }];
  });
  const count = (change: Planned['change']) => planned.filter((one) => one.change === change).length;
  const kept = planned.flatMap(({ row, entry }): StatusKept[] => {
    const how = entry ? statusKept(entry.status, row.status) : null;
    return entry && how ? [{ row: row.row, name: row.name, onRecord: entry.status, inFile: row.status, how }] : [];
  });
  return { planned, kept, faults, counts: { created: count('new'), updated: count('changed'), unchanged: count('same') } };
}

function differs(row: RosterRow, phoneBlind: string | null, entry: Entry): boolean {
  const news = <T>(given: T | null, now: T | null) => given !== null && given !== now;
  return row.name !== entry.name || news(phoneBlind, entry.phoneBlind) || news(row.company, entry.company) || news(row.joinedPartyOn, entry.joinedPartyOn)
    || news(row.startsOn, entry.startsOn) || news(row.birthYear, entry.birthYear) || news(row.education, entry.education);
}
