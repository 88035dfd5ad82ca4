// The authorisation matrix: every route × every principal × every scope. What should happen is computed here from the table's rows alone,
// by other code than the guard's, out of a copy taken before any test could touch the table.
import { permissions } from '@branch/shared/permissions';
import type { Grant, Permission } from '@branch/shared/permissions';
import type { Role } from '@branch/shared/roles';
import type { MadePerson, MadeUnit } from '../../src/seed/factories.js';
import { newId } from '../../src/kit/ids.js';
import { everyRoute } from '../contract/every-route.js';
import type { NamedRoute } from '../contract/every-route.js';
import type { World } from '../world.js';

export const table = structuredClone(permissions) as Record<Permission, readonly Grant[]>;

export const unitNames = { district: '区', community: '本社区', branch: '本支部', sibling: '同社区的另一支部', elsewhere: '另一社区', foreign: '另一社区的支部' } as const;
export type UnitKey = keyof typeof unitNames;
/** From the district down to the unit itself. */
const pathOf: Record<UnitKey, UnitKey[]> = { district: ['district'], community: ['district', 'community'], branch: ['district', 'community', 'branch'], sibling: ['district', 'community', 'sibling'], elsewhere: ['district', 'elsewhere'], foreign: ['district', 'elsewhere', 'foreign'] };
export const scopes: UnitKey[] = ['branch', 'sibling', 'foreign', 'community'];

export interface Principal { member?: UnitKey; role?: Role; /** Where the role is held; null: the whole instance. */ at?: UnitKey | null; visitor?: true }
/** Offices without a membership, so that each row of the table is seen alone; a real secretary has both rows. */
export const principals = {
  访客: { visitor: true }, 登录而无支部的人: {}, 成员: { member: 'branch' }, 服务提供者: { member: 'branch' },
  书记: { role: 'secretary', at: 'branch' }, 副书记: { role: 'deputySecretary', at: 'branch' }, 委员: { role: 'committeeMember', at: 'branch' }, 网管员: { role: 'networkAdmin', at: 'branch' }, 版主: { role: 'moderator', at: 'branch' },
  社区综合党委: { role: 'communityStaff', at: 'community' }, 区级: { role: 'districtStaff', at: 'district' }, 审计员: { role: 'auditor', at: 'district' }, 运维员: { role: 'operator', at: null },
  党建指导员: { role: 'instructor', at: 'community' }, 企业代表: { role: 'employerRepresentative', at: 'branch' },
} satisfies Record<string, Principal>;
export type PrincipalKey = keyof typeof principals;

function granted(grant: Grant, who: Principal, at: UnitKey | null): boolean {
  if (grant === 'open') return true;
  if (who.visitor) return false;
  if (grant === 'signedIn') return true;
  if (grant === 'member') return at !== null && who.member !== undefined && pathOf[who.member].includes(at);
  const [role, reach] = grant.split('.');
  if (who.role !== role) return false;
  if (at === null) return reach === 'above';
  return who.at === null ? reach === 'above' : who.at === at || (reach === 'above' && who.at !== undefined && pathOf[at].includes(who.at));
}

/** Those inside a unit are told «not allowed»; all others learn nothing, not even that the unit exists. */
function inside(who: Principal, at: UnitKey): boolean {
  if (who.member !== undefined && pathOf[who.member].includes(at)) return true;
  if (who.role === 'communityStaff' || who.role === 'districtStaff') return who.at != null && pathOf[at].includes(who.at);
  return who.at === at && ['secretary', 'deputySecretary', 'networkAdmin', 'committeeMember'].includes(who.role ?? '');
}

export type Outcome = 'passed' | 'sign-in.required' | 'not-allowed' | 'not-found';
export function expected(permission: Permission, who: Principal, at: UnitKey | null): Outcome {
  if (table[permission].some((grant) => granted(grant, who, at))) return 'passed';
  if (who.visitor) return 'sign-in.required';
  return at !== null && !inside(who, at) ? 'not-found' : 'not-allowed';
}

export interface Stage { world: World; units: Record<UnitKey, MadeUnit>; people: Record<PrincipalKey, MadePerson | null> }

/** One person for every principal. */
export async function stage(world: World): Promise<Stage> {
  const { make } = world;
  const district = await make.unit('district');
  const community = await make.unit('community', district);
  const elsewhere = await make.unit('community', district);
  const units = { district, community, elsewhere, branch: await make.unit('branch', community), sibling: await make.unit('branch', community), foreign: await make.unit('branch', elsewhere) };
  const people = {} as Record<PrincipalKey, MadePerson | null>;
  for (const [key, who] of Object.entries(principals) as [PrincipalKey, Principal][]) {
    people[key] = who.visitor ? null : who.member ? await make.member(units[who.member]) : await make.person();
    if (who.role) await make.appoint(people[key] as MadePerson, who.role, who.at ? units[who.at] : null);
  }
  await make.service(units.branch, [people.服务提供者 as MadePerson]);
  return { world, units, people };
}

/**
 * Knocks at a route without going in: the address is right, the input carries a key no schema names. Whoever gets past the guard is told that the input is wrong;
 * nothing is read or written, so that any number of knocks leaves the world as it was.
 */
export async function knock({ world, units }: Pick<Stage, 'world' | 'units'>, who: MadePerson | null, { route }: NamedRoute, at: UnitKey | null): Promise<Outcome | string> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => (name === 'unitId' && at ? units[at].id : name === 'seq' || name === 'version' ? '1' : newId()));
  const inQuery = route.method === 'GET' || route.method === 'DELETE' || route.upload !== undefined;
  const answer = await world.running.app.inject({ method: route.method, url: `/api/v1${path}${inQuery ? '?knock=1' : ''}`, headers: who ? { authorization: `Bearer ${await world.tokenOf(who)}` } : {}, ...(inQuery ? {} : { payload: { knock: 1 } }) });
  const { error } = answer.json<{ error?: { code: string } }>();
  if (answer.statusCode === 400 && error?.code === 'input.invalid') return 'passed';
  const statuses: Record<string, number> = { 'sign-in.required': 401, 'not-allowed': 403, 'not-found': 404 };
  return error && statuses[error.code] === answer.statusCode ? error.code : `${answer.statusCode} ${error?.code ?? 'answered'}`;
}

export const scopesOf = ({ route }: NamedRoute): (UnitKey | null)[] => (route.path.includes(':unitId') ? scopes : [null]);

/** Cells of these routes where the server differs from the table, in words, and how many cells there were. */
export async function deviations(on: Stage, routes: NamedRoute[] = everyRoute): Promise<{ cells: number; wrong: string[] }> {
  const cells = routes.flatMap((one) => scopesOf(one).flatMap((at) => (Object.keys(principals) as PrincipalKey[]).map((key) => ({ one, at, key }))));
  const wrong: string[] = [];
  for (let i = 0; i < cells.length; i += 16) {
    await Promise.all(cells.slice(i, i + 16).map(async ({ one, at, key }) => {
      const should = expected(one.route.can, principals[key], at);
      const is = await knock(on, on.people[key], one, at);
      if (is !== should) wrong.push(`${key} ${one.name}${at ? ` @ ${unitNames[at]}` : ''}: ${is} instead of ${should}`);
    }));
  }
  return { cells: cells.length, wrong };
}
