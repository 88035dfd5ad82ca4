/** How a site's state, dates and moves are said. */
import type { applicationRoutes } from '@branch/shared/sites/application-routes';
import type { Output } from '@branch/shared/route';
import { type SiteState, siteStateNames } from '@branch/shared/sites/routes';
import { type SiteAct, siteActNames } from '@branch/shared/sites/rules';
import { fullDate, shanghaiMoment, shanghaiParts } from '@branch/shared/time';
import type { Tone } from '../ui/Badge';

export type Standing = Output<typeof applicationRoutes.standing>;
export type Move = Standing['moves'][number];
export type Task = Standing['tasks'][number];

export const toneOf = (state: SiteState): Tone => (state === 'online' ? 'success' : state === 'submitted' || state === 'resubmitted' ? 'info' : state === 'archived' || state === 'draft' ? 'plain' : 'warn');
/** In the words of whom it concerns: a warned site is still online. */
export const stateWords = (site: { state: SiteState; warnedAt: unknown; proposedAt: unknown }): string => (site.state === 'online' && site.proposedAt ? '在线 · 建议整治' : site.state === 'online' && site.warnedAt ? '在线 · 已预警' : siteStateNames[site.state]);
export const actWords = (act: string): string => (act === 'note' ? '记录' : siteActNames[act as SiteAct] ?? act);

/** `12月4日`: a day as the calendar says it. */
export function dayWords(day: string): string {
  const p = shanghaiParts(shanghaiMoment(day, '12:00'));
  return `${p.month}月${p.day}日`;
}
/** The last day of a term that ends at midnight. */
export const lastDay = (moment: string): string => fullDate(new Date(Date.parse(moment) - 1));
export const dateWords = (moment: string): string => fullDate(new Date(moment));
