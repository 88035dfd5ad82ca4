import type { memberRoutes } from '@branch/shared/members/routes';
import type { Output } from '@branch/shared/route';

/** One row of the roster. */
export type Entry = Output<typeof memberRoutes.roster>['items'][number];
