/** The server's own rules asked with what this person holds, so that a page offers only what would be accepted. */
import { whyNotAppoint, whyNotCreateUnit } from '@branch/shared/members/rules';
import { can, type Me } from '@branch/shared/permissions';
import { type Role, roles, type UnitKind, unitKinds } from '@branch/shared/roles';
import type { Mine } from '../../kit/me';

/** Myself as rules want it. The operator's right belongs to no unit. */
export function rightsOf(me: Mine): Me {
  const held = me.units.flatMap((mine) => mine.roles.map((role) => ({ role, unitId: mine.unit.id as string | null, columnId: null })));
  const operator = me.permissions.includes('district.create') ? [{ role: 'operator' as const, unitId: null, columnId: null }] : [];
  return { personId: me.person.id, name: me.person.name, sessionId: '', memberships: [], roles: [...held, ...operator] };
}

/** Kinds of units I may create beneath this one. */
export function childKinds(me: Me, path: string[], kind: UnitKind): UnitKind[] {
  const unitId = path[path.length - 1];
  if (unitId === undefined || !can(me, 'unit.create', { unitId, path })) return [];
  return unitKinds.filter((child) => whyNotCreateUnit(kind, child) === null);
}

/** Roles I may give at this unit. */
export function rolesToGive(me: Me, path: string[], kind: UnitKind): Role[] {
  const unitId = path[path.length - 1];
  if (unitId === undefined || !can(me, 'role.appoint', { unitId, path })) return [];
  return roles.filter((role) => whyNotAppoint(me, role, { unitId, path, kind }, { id: null, roles: [] }) === null);
}

/** Whether I may rename this unit. */
export const mayRename = (me: Me, path: string[]): boolean => {
  const unitId = path[path.length - 1];
  return unitId !== undefined && can(me, 'unit.rename', { unitId, path });
};
