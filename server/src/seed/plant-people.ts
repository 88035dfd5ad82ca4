import type { DemoDistrict } from './corpus/types.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { Room } from '../meetings/room.entity.js';
import type { People } from '../members/people.js';
import { Contact, Membership, Person } from '../members/person.entity.js';
import { Company, RoleHeld, Unit } from '../members/unit.entity.js';
import { must, noon } from './ids.js';
import type { Ids } from './ids.js';
import { plantSites } from './plant-sites.js';

/** Units with sites and standing chats, companies, people with memberships, offices. */
export async function plantPeople(tx: Tx, demo: DemoDistrict, people: People, tell: (done: number) => void): Promise<Ids> {
  const ids: Ids = { unit: new Map(), person: demo.people.map(() => newId()), staff: demo.staff.map(() => newId()), company: new Map(), column: new Map(), path: new Map() };
  await plantUnits(tx, demo, ids);
  await tx.insert(Company, demo.companies.map((company) => {
    const id = newId();
    ids.company.set(company.key, id);
    return { id, unitId: must(ids.unit, company.unit), name: company.name };
  }));
  await plantSites(tx, demo, ids);
  tell(0.2);

  const created = noon('2025-01-06');
  await tx.insert(Person, demo.people.map((person, index) => ({ id: ids.person[index] ?? '', name: person.name, birthYear: person.birthYear, education: person.education, currentUnitId: null, accessVersion: 0, createdAt: created })));
  await tx.insert(Person, demo.staff.map((staff, index) => ({ id: ids.staff[index] ?? '', name: staff.name, birthYear: null, education: null, currentUnitId: null, accessVersion: 0, createdAt: created })));
  tell(0.45);
  await tx.insert(Contact, [...demo.people.map((person, index) => people.contact(ids.person[index] ?? '', person.phone)), ...demo.staff.map((staff, index) => people.contact(ids.staff[index] ?? '', staff.phone))]);
  tell(0.7);
  await tx.insert(Membership, demo.people.map((person, index) => ({ id: newId(), personId: ids.person[index] ?? '', unitId: must(ids.unit, person.group ?? person.unit), companyId: ids.company.get(person.company) ?? null, status: person.status,
    statusSince: person.joinedPartyOn, joinedPartyOn: person.joinedPartyOn, startsOn: person.joinedPartyOn > '2023-01-01' ? person.joinedPartyOn : '2023-01-01', endsOn: null, endReason: null })));
  tell(0.9);
  const held = (personId: string, role: RoleHeld['role'], unitId: string | null, columnId: string | null = null) => ({ id: newId(), personId, role, unitId, columnId, startsOn: '2025-03-01', endsOn: null, grantedBy: null, basis: '党员大会选举，上级批复' });
  await tx.insert(RoleHeld, [...demo.officers.map((officer) => held(ids.person[officer.person] ?? '', officer.role, must(ids.unit, officer.unit), officer.column ? ids.column.get(`${officer.unit}/${officer.column}`) ?? null : null)),
    ...demo.staff.map((staff, index) => held(ids.staff[index] ?? '', staff.role, staff.role === 'operator' ? null : must(ids.unit, staff.unit)))]);
  tell(1);
  return ids;
}

async function plantUnits(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const units: Partial<Unit>[] = [];
  for (const unit of demo.units) {
    const id = newId();
    ids.unit.set(unit.key, id);
    const path = [...(unit.parent ? ids.path.get(unit.parent) ?? [] : []), id];
    ids.path.set(unit.key, path);
    units.push({ id, kind: unit.kind, name: unit.name, parentId: unit.parent ? must(ids.unit, unit.parent) : null, path, form: unit.kind === 'branch' || unit.kind === 'generalBranch' ? (unit.joint ? 'joint' : 'single') : null, createdAt: noon(unit.foundedOn) });
  }
  await tx.insert(Unit, units);
  await tx.insert(Room, demo.units.filter((unit) => unit.kind === 'branch' || unit.kind === 'generalBranch').map((unit) => ({ id: newId(), unitId: must(ids.unit, unit.key), meetingId: null, title: `${unit.name}群聊`, open: true })));
}
