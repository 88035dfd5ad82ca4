/** Who I am here: my units, roles and permissions, asked once per session and again when told that they changed. */
import { meRoutes } from '@branch/shared/members/routes';
import type { Permission } from '@branch/shared/permissions';
import type { Output } from '@branch/shared/route';
import { call } from './call';
import { session } from './session';
import { createStore, useStore } from './store';

export type Mine = Output<typeof meRoutes.me>;
export type MyUnit = Mine['units'][number];

const mine = createStore<Mine | null>(null);
let asking: Promise<Mine> | null = null;

/** Asks the server; many callers share one request. Throws Refused. */
export function loadMe(fresh = false): Promise<Mine> {
  const now = mine.get();
  if (now && !fresh) return Promise.resolve(now);
  asking ??= call(meRoutes.me, {})
    .then((answer) => {
      mine.set(answer);
      return answer;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

session.watch(() => {
  if (session.get() === 'out') mine.set(null);
});

export const useMe = (): Mine | null => useStore(mine);
export const currentMe = (): Mine | null => mine.get();

/** The unit shown first: the chosen one, else the first. */
export const unitNow = (me: Mine | null): MyUnit | null => me?.units.find((mine) => mine.unit.id === me.currentUnitId) ?? me?.units[0] ?? null;

/** Whether I hold a permission at a unit. The server decides again; this only spares a useless button. */
export const may = (me: Mine | null, permission: Permission, unitId: string | undefined): boolean => {
  const own = me?.units.find((mine) => mine.unit.id === unitId);
  if (own) return own.permissions.includes(permission);
  // The community's and the district's own site (党员论坛) is open to every member beneath.
  return asMember.has(permission) && (me?.units.some((mine) => mine.status !== null && mine.path.some((above) => above.id === unitId)) ?? false);
};
const asMember: ReadonlySet<Permission> = new Set<Permission>(['site.read', 'site.visit', 'post.read', 'post.write', 'comment.write', 'content.report', 'message.read', 'message.write']);
