/** Who looks after what: secretaries, committees, 网管员, 版主, 信息员 from the rosters, and the staff above the branches. */
import { districtKey, parkKey } from './organisations.js';
import { personName } from './names.js';
import { phoneOf } from './people.js';
import type { Prng } from './prng.js';
import type { ColumnKind, DemoOfficer, DemoPerson, DemoStaff, DemoUnit, PersonIndex, UnitKey } from './types.js';

/** People by unit, with general branches holding those of their branches. Key: unit, value: indexes in roster order. */
export function membersByUnit(units: readonly DemoUnit[], people: readonly DemoPerson[]): Map<UnitKey, PersonIndex[]> {
  const parents = new Map(units.map((unit) => [unit.key, unit.parent]));
  const result = new Map<UnitKey, PersonIndex[]>(units.map((unit) => [unit.key, []]));
  people.forEach((person, index) => {
    if (person.group !== null) result.get(person.group)?.push(index);
    for (let key: UnitKey | null | undefined = person.unit; key; key = parents.get(key)) result.get(key)?.push(index);
  });
  return result;
}

/** Appoints the officers of every branch and general branch. A branch of at least seven full members has a committee of three to five. */
export function appoint(units: readonly DemoUnit[], people: readonly DemoPerson[], today: string, chance: Prng): DemoOfficer[] {
  const members = membersByUnit(units, people);
  const year = Number(today.slice(0, 4));
  const officers: DemoOfficer[] = [];
  for (const unit of units) {
    const own = members.get(unit.key) ?? [];
    const full = own.filter((index) => people[index]?.status === 'full');
    const age = (index: PersonIndex) => year - (people[index]?.birthYear ?? year);
    const put = (role: DemoOfficer['role'], person: PersonIndex | undefined, column: ColumnKind | null = null) => {
      if (person !== undefined) officers.push({ person, role, unit: unit.key, column });
    };
    if (unit.kind === 'partyGroup') put('partyGroupLeader', chance.shuffle(full)[0]);
    if (unit.kind !== 'branch' && unit.kind !== 'generalBranch') continue;
    const isPark = unit.key === parkKey;
    const elders = chance.shuffle(full.filter((index) => age(index) >= 31 && age(index) <= 56));
    const young = chance.shuffle(full.filter((index) => age(index) <= 38 && !elders.slice(0, 5).includes(index)));
    const pool = elders.length > 0 ? elders : chance.shuffle(full);
    put('secretary', pool[0]);
    if (full.length >= 20) put('deputySecretary', pool[1]);
    if (full.length >= 7) for (const person of pool.slice(2, isPark ? 5 : full.length >= 30 ? 4 : 3)) put('committeeMember', person);
    put('networkAdmin', young[0]);
    if (isPark) put('networkAdmin', young[1]);
    const columns: ColumnKind[] = isPark ? ['discussion', 'leisure', 'information'] : full.length >= 40 ? ['discussion', 'leisure'] : full.length >= 25 ? ['discussion'] : [];
    columns.forEach((column, i) => put('moderator', young[2 + i], column));
    // The park's own news team (网站信息报道组) has three.
    for (const person of young.slice(5, isPark ? 8 : 6)) put('reporter', person);
  }
  return officers;
}

/** Staff of the district and the communities, who are on no roster. Their phone numbers go on after the members'. */
export function makeStaff(units: readonly DemoUnit[], memberTotal: number, chance: Prng): DemoStaff[] {
  const staff: DemoStaff[] = [];
  const taken = new Set<string>();
  const hire = (role: DemoStaff['role'], unit: UnitKey, count: number) => {
    for (let i = 0; i < count;) {
      const name = personName(chance.int(1975, 1996), chance);
      if (taken.has(name)) continue;
      taken.add(name);
      staff.push({ name, phone: phoneOf(memberTotal + staff.length), role, unit });
      i += 1;
    }
  };
  hire('districtStaff', districtKey, 4);
  hire('auditor', districtKey, 1);
  for (const unit of units) {
    if (unit.kind !== 'community') continue;
    hire('communityStaff', unit.key, 2);
    hire('communitySupporter', unit.key, 1);
    hire('instructor', unit.key, 1);
  }
  hire('employerRepresentative', parkKey, 1);
  return staff;
}
