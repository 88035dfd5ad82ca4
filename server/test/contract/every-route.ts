import { allRoutes } from '@branch/shared/all-routes';
import type { Route } from '@branch/shared/route';

export interface NamedRoute { name: string; group: string; route: Route }

/** Every route with its name, `group.key`, as in the OpenAPI document. */
export const everyRoute: NamedRoute[] = Object.entries(allRoutes as Record<string, Record<string, Route>>)
  .flatMap(([group, routes]) => Object.entries(routes).map(([key, route]) => ({ name: `${group}.${key}`, group, route })));

export const routeNamed = (name: string): Route => {
  const found = everyRoute.find((one) => one.name === name);
  if (!found) throw new Error(`no route ${name}`);
  return found.route;
};
