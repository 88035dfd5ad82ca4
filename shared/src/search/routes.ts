/** Search: one box over everything the reader may read (SITE-8). */
import { answer, day, flag, judged, list, nullable, object, oneOf, optional, page, paging, string } from '../fields.js';
import type { Infer } from '../fields.js';
import { route } from '../route.js';

export const searchScopes = ['posts', 'comments', 'minutes', 'people', 'services'] as const;
export type SearchScope = (typeof searchScopes)[number];
export const searchScopeNames: Record<SearchScope, string> = { posts: '帖子', comments: '点评', minutes: '纪要', people: '同志', services: '互助服务' };

const Parts = list(answer({ text: string(), hit: flag() }), 200);
/** `title` and `excerpt` in parts, hits marked; `about`: whose, where. The day only: a time of day tells more than one needs to find something. */
export const Hit = answer({ scope: oneOf(searchScopes), id: string(), path: string(), title: Parts, excerpt: Parts, about: list(string(), 4), day: nullable(day) });
export type SearchHit = Infer<typeof Hit>;

export const searchRoutes = {
  search: route({ method: 'GET', path: '/search', can: 'public.read', doc: 'Posts, comments, published minutes, people and services by any two or more characters side by side, within what the reader may read; without a scope the first few of each, and `more` names those with further ones. A visitor finds public posts.',
    input: object({ q: judged(80), scope: optional(oneOf(searchScopes)), ...paging }), output: answer({ ...page(Hit).shape, more: list(oneOf(searchScopes), 5) }) }),
};
