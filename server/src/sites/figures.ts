import type { SiteFigures } from '@branch/shared/sites/application-routes';
import { wholeDays } from '@branch/shared/sites/rules';
import type { Result } from '@branch/shared/route';
import type { applicationRoutes } from '@branch/shared/sites/application-routes';
import { shanghaiParts } from '@branch/shared/time';
import type { Tx } from '../kit/db.js';

type Figures = Result<typeof applicationRoutes.standing>['figures'];
type Source = Exclude<keyof typeof SiteFigures.shape, 'lastUpdateAt' | 'daysWithoutUpdate' | 'monthsWithoutMeeting'>;
const sources = new Map<Source, string>();

/**
 * A figure of sites that an area above counts (SITE-10): its SQL answers one `value` for the unit $1. Areas register when their module is loaded, so that
 * sites need not know who writes posts or holds meetings.
 */
export const siteFigure = (key: Source, sql: string): void => void sources.set(key, sql);

/** What posts know of a site's last publication: when the newest that stands was published (`value`, for the unit $1), and whether one still stands (for the post $1). */
let publications: { newest: string; stands: string } | null = null;
export const sitePublications = (sql: { newest: string; stands: string }): void => { publications = sql; };
export const newestPublication = async (tx: Tx, unitId: string): Promise<Date | null> => (publications ? (await tx.found<{ value: Date | null }>(publications.newest, [unitId])).value : null);
export const stillStands = async (tx: Tx, postId: string): Promise<boolean> => publications !== null && await tx.one(publications.stands, [postId]) !== null;

/** Counts without persons, for whoever may see the site's standing. In a system transaction: the rows behind them stay closed. */
export async function figuresOf(tx: Tx, unitId: string, lastUpdateAt: Date | null): Promise<Figures> {
  const now = await tx.now();
  const found = new Map<string, string | null>();
  if (sources.size > 0) {
    const all = [...sources].map(([key, sql]) => `select '${key}' as key, x.value::text as value from (${sql}) x`).join(' union all ');
    for (const row of await tx.sql<{ key: string; value: string | null }>(all, [unitId], 'site_figures')) found.set(row.key, row.value);
  }
  const count = (key: Source): number => Number(found.get(key) ?? 0);
  const meeting = found.get('lastMeetingAt');
  const lastMeetingAt = meeting ? new Date(meeting) : null;
  return {
    posts: count('posts'), comments: count('comments'), characters: count('characters'), visits: count('visits'), unanswered: count('unanswered'), lastMeetingAt, lastUpdateAt,
    daysWithoutUpdate: lastUpdateAt ? wholeDays(lastUpdateAt, now) : null, monthsWithoutMeeting: lastMeetingAt ? monthsBetween(lastMeetingAt, now) : null,
  };
}

/** Shanghai months without a meeting: 0 while there was one this month. */
export function monthsBetween(from: Date, to: Date): number {
  const [a, b] = [shanghaiParts(from), shanghaiParts(to)];
  return Math.max(0, (b.year - a.year) * 12 + b.month - a.month);
}
