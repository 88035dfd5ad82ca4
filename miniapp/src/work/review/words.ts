import type { Output } from '@branch/shared/route';
import type { reviewRoutes } from '@branch/shared/sites/review-routes';
import { oneDay, shanghaiDay } from '@branch/shared/time';

export type Review = Output<typeof reviewRoutes.review>;
/** The Shanghai day so many days from now: what a term begins with. */
export const inDays = (days: number): string => shanghaiDay(new Date(Date.now() + days * oneDay));
