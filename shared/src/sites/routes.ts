/** Routes of branch sites. A thin beginning: name, banner, introduction; applying and reviewing come with their own story. */
import { answer, flag, id, list, moment, note, nullable, object, oneOf, string, text } from '../fields.js';
import { route } from '../route.js';

export const siteStates = ['draft', 'submitted', 'incubating', 'online', 'rectifying', 'archived'] as const;
export type SiteState = (typeof siteStates)[number];
export const siteStateNames: Record<SiteState, string> = { draft: '筹建中', submitted: '待核准', incubating: '培育中', online: '网站在线', rectifying: '整治中', archived: '已归档' };
export const columnKinds = ['study', 'discussion', 'information', 'leisure', 'news', 'profiles', 'openness'] as const;

export const Column = answer({ id, kind: oneOf(columnKinds), name: string() });
export const Site = answer({ unitId: id, name: string(), banner: string(), introduction: string(), state: oneOf(siteStates), exemplary: flag(), lastUpdateAt: nullable(moment), columns: list(Column) });

export const siteRoutes = {
  site: route({ method: 'GET', path: '/units/:unitId/site', can: 'site.read', doc: 'The unit\'s own site: name, banner, introduction, state and columns.', input: object({ unitId: id }), output: Site }),
  edit: route({ method: 'PUT', path: '/units/:unitId/site', can: 'site.edit', doc: 'Change name, banner and introduction.', input: object({ unitId: id, name: text(40), banner: note(80), introduction: note(500) }), output: Site }),
};
