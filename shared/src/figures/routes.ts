/** Routes of the figures of sites (SITE-10): counts by site and period, each opening into the rows behind it. */
import { answer, count, id, list, moment, month, nullable, object, oneOf, optional, page, paging, string } from '../fields.js';
import { route } from '../route.js';
import { siteStates } from '../sites/routes.js';

/** What a figure counts. The last three are of now; the others of the period. */
export const figureKinds = ['posts', 'comments', 'characters', 'visits', 'unanswered', 'update', 'meeting'] as const;
export type FigureKind = (typeof figureKinds)[number];
export const figureNames: Record<FigureKind, string> = { posts: '帖子', comments: '点评', characters: '字数', visits: '浏览', unanswered: '未回应留言', update: '未更新（天）', meeting: '未开会（月）' };

export const SiteRow = answer({ unitId: id, unitName: string(), communityName: nullable(string()), siteName: string(), state: oneOf(siteStates),
  posts: count, comments: count, characters: count, visits: count, unanswered: count, daysWithoutUpdate: nullable(count), monthsWithoutMeeting: nullable(count) });
/** A row behind a figure: a post with its share, a day, or a meeting. `title` null: not for the reader, who sees that it counts and no more. */
export const Behind = answer({ title: nullable(string()), at: moment, value: count, path: nullable(string()) });

const period = { from: optional(month), to: optional(month) };
export const figureRoutes = {
  sites: route({ method: 'GET', path: '/units/:unitId/figures', can: 'figures.read', doc: 'Figures of every site at and beneath this unit in a span of months; counts without persons. `series`: posts and comments of the last six months up to the end of the span.',
    input: object({ unitId: id, ...period }), output: answer({ from: month, to: month, items: list(SiteRow, 5000), series: list(answer({ month, posts: count, comments: count }), 6) }) }),
  behind: route({ method: 'GET', path: '/units/:unitId/figures/:siteId', can: 'figures.read', doc: 'The rows behind one figure of one site. Titles only of what the caller may read anyway; the rest is a number (`closed`).',
    input: object({ unitId: id, siteId: id, kind: oneOf(figureKinds), ...period, ...paging }), output: answer({ ...page(Behind).shape, total: count, closed: count }) }),
  export: route({ method: 'GET', path: '/units/:unitId/figures/export', can: 'figures.read', doc: 'The figures as .xlsx or .csv; exporting is written down.', download: true, input: object({ unitId: id, ...period, format: oneOf(['xlsx', 'csv']) }), output: answer({}) }),
};
