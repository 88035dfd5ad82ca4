/** A rule's number in words. */
import type { ruleRoutes } from '@branch/shared/members/directory-routes';
import { ruleTerms, type RuleKind } from '@branch/shared/members/rules';
import type { Output } from '@branch/shared/route';

export type Version = Output<typeof ruleRoutes.rules>['items'][number];

export const valueOf = (one: Version): number | null => one[ruleTerms[one.kind].field] ?? null;

/** `value`: null where nothing was resolved, or that there is no rule of its own any more. */
export function wordsFor(kind: RuleKind, value: number | null): string {
  if (kind === 'checkInQuota') return value === null ? '不设指标' : `每月 ${value} 次`;
  return value === null ? `未另行规定，发布后 ${ruleTerms[kind].usual} 天内` : `发布后 ${value} 天内`;
}
