/** Routes of branch sites: how a site presents itself, its columns, and the list of those online (SITE-4, SITE-5). Applying and reviewing are beside this file. */
import { answer, count, flag, id, integer, list, moment, name, note, nullable, object, oneOf, optional, page, paging, string } from '../fields.js';
import { route } from '../route.js';

export const siteStates = ['draft', 'submitted', 'returned', 'incubating', 'resubmitted', 'online', 'rectifying', 'archived'] as const;
export type SiteState = (typeof siteStates)[number];
export const siteStateNames: Record<SiteState, string> = { draft: '筹建中', submitted: '待核准', returned: '退回补正', incubating: '后台培育', resubmitted: '再次待核准', online: '网站在线', rectifying: '后台整治', archived: '已归档' };

export const columnKinds = ['study', 'discussion', 'information', 'leisure', 'news', 'profiles', 'openness'] as const;
export type ColumnKind = (typeof columnKinds)[number];
/** The safe set: each pair of ground and letters is at least 4.5 : 1 in light and dark (themes.ts). */
export const themes = ['red', 'teal', 'indigo', 'amber', 'plum', 'slate'] as const;
export type Theme = (typeof themes)[number];
/** Who may read a new post of a column, unless its author says otherwise (SITE-6). */
export const columnVisibilities = ['branch', 'community', 'members', 'public'] as const;
export type ColumnVisibility = (typeof columnVisibilities)[number];
export const maxColumns = 16;

export const Column = answer({ id, kind: oneOf(columnKinds), name: string() });
export const SiteColumn = answer({ ...Column.shape, rules: string(), visibility: oneOf(columnVisibilities), premoderated: flag(), hosted: flag(), pseudonyms: flag(), closed: flag() });
export const Site = answer({ unitId: id, name: string(), banner: string(), introduction: string(), theme: oneOf(themes), state: oneOf(siteStates), warned: flag(), exemplary: flag(), lastUpdateAt: nullable(moment), columns: list(SiteColumn) });
export const SiteCard = answer({ unitId: id, unitName: string(), communityName: nullable(string()), name: string(), banner: string(), theme: oneOf(themes), exemplary: flag(), lastUpdateAt: nullable(moment), members: nullable(count) });

const columnInput = object({ id: nullable(id), kind: oneOf(columnKinds), name: name(20), rules: note(500), visibility: oneOf(columnVisibilities), premoderated: flag(), hosted: flag(), pseudonyms: optional(flag()), closed: flag() });

export const siteRoutes = {
  site: route({ method: 'GET', path: '/units/:unitId/site', can: 'site.visit', doc: 'The unit\'s own site: name, banner, introduction, theme, state and open columns with their rules.', input: object({ unitId: id }), output: Site }),
  edit: route({ method: 'PUT', path: '/units/:unitId/site', can: 'site.edit', doc: 'Change name, banner, introduction and theme.',
    input: object({ unitId: id, name: name(40), banner: note(80), introduction: note(500), theme: optional(oneOf(themes)) }), output: Site }),
  columns: route({ method: 'GET', path: '/units/:unitId/site/columns', can: 'site.edit', doc: 'All columns for editing, closed ones too, with the revision to send back.', input: object({ unitId: id }), output: answer({ revision: count, items: list(SiteColumn) }) }),
  saveColumns: route({ method: 'PUT', path: '/units/:unitId/site/columns', can: 'site.edit', doc: 'Add, rename, reorder, close and open columns in one go; a column left out is closed, its posts stay. An older revision is refused with what stands now.',
    input: object({ unitId: id, revision: integer(0, 1_000_000), items: list(columnInput, maxColumns) }), output: answer({ revision: count, items: list(SiteColumn) }) }),
  online: route({ method: 'GET', path: '/sites', can: 'public.read', doc: 'Sites that are online, the latest updated first; by community, searched by name. Visitors see no numbers of members.',
    input: object({ q: optional(note(40)), communityId: optional(id), ...paging }), output: answer({ ...page(SiteCard).shape, communities: list(answer({ id, name: string(), online: count })) }) }),
  face: route({ method: 'GET', path: '/sites/:siteId', can: 'public.read', doc: 'What anybody sees of a site that is online; any other site is «not found», like one that never was.',
    input: object({ siteId: id }), output: answer({ ...SiteCard.shape, introduction: string(), columns: list(Column) }) }),
};
