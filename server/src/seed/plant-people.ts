import type { DemoDistrict } from './corpus/types.js';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { Room } from '../meetings/room.entity.js';
import type { People } from '../members/people.js';
import { Contact, Membership, Person } from '../members/person.entity.js';
import { Company, RoleHeld, Unit } from '../members/unit.entity.js';
import { Site, SiteColumn, SiteMove } from '../sites/site.entity.js';

/** Which id everything of the demo got: what is planted later refers to it. */
export interface Ids { unit: Map<string, string>; person: string[]; staff: string[]; company: Map<string, string>; column: Map<string, string>; path: Map<string, string[]> }

const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);

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

async function plantSites(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const state = (site: DemoDistrict['sites'][number]) => (site.state === 'returned' ? 'draft' : site.state);
  await tx.insert(Site, demo.sites.map((site) => ({ unitId: must(ids.unit, site.unit), name: site.name, banner: site.banner, introduction: site.introduction, state: state(site), exemplary: site.exemplary,
    appliedAt: noon(site.appliedOn), onlineAt: site.onlineSince ? noon(site.onlineSince) : null, lastUpdateAt: site.onlineSince ? noon(site.onlineSince) : null })));
  const withSite = new Set(demo.sites.map((site) => site.unit));
  const without = demo.units.filter((unit) => !withSite.has(unit.key) && unit.kind !== 'partyGroup');
  await tx.insert(Site, without.map((unit) => ({ unitId: must(ids.unit, unit.key), name: unit.name, banner: '', introduction: '', state: 'draft' as const, exemplary: false, appliedAt: null, onlineAt: null, lastUpdateAt: null })));
  const columns: Partial<SiteColumn>[] = [];
  const addColumns = (unit: string, list: { kind: string; name: string }[]) => list.forEach((column, position) => {
    const id = newId();
    if (!ids.column.has(`${unit}/${column.kind}`)) ids.column.set(`${unit}/${column.kind}`, id);
    ids.column.set(`${unit}/${column.name}`, id);
    columns.push({ id, unitId: must(ids.unit, unit), kind: column.kind, name: column.name, position, closed: false });
  });
  // A site that dropped a column keeps what was posted there.
  const posted = (unit: string, has: { name: string }[]) => [...new Map(demo.posts.filter((post) => post.unit === unit && !has.some((column) => column.name === post.columnName)).map((post) => [post.columnName, { kind: post.column, name: post.columnName }])).values()];
  for (const site of demo.sites) addColumns(site.unit, [...site.columns, ...posted(site.unit, site.columns)]);
  for (const unit of without) addColumns(unit.key, [{ kind: 'news', name: '支部动态' }, { kind: 'discussion', name: '谈谈新想法' }]);
  await tx.insert(SiteColumn, columns);
  await tx.insert(SiteMove, demo.sites.flatMap((site) => {
    const move = (fromState: SiteMove['fromState'], toState: SiteMove['toState'], day: string, reason: string) => ({ id: newId(), unitId: must(ids.unit, site.unit), fromState, toState, actorId: null, reason, at: noon(day) });
    const moves = [move('draft', 'submitted', site.appliedOn, '申请建站')];
    if (site.onlineSince) moves.push(move('submitted', 'online', site.onlineSince, '逐项核对通过，核准上线'));
    const now = state(site);
    if (now !== 'submitted' && now !== 'online') moves.push(move(site.onlineSince ? 'online' : 'submitted', now, site.onlineSince ?? site.appliedOn, [site.reason, site.nextStep].filter(Boolean).join('；下一步：')));
    return moves;
  }));
}

/** A key that must be there: the corpus refers only to what it made. */
export function must(map: Map<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`the demo names «${key}», which it did not make`);
  return id;
}
