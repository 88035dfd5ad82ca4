/** The life of a site as data, and what each move needs (SITE-1…3). */
import type { At, Me } from '../permissions.js';
import type { RefusalCode } from '../refusals.js';
import { oneDay } from '../time.js';
import type { ApplicationContent, ApplicationState, Finding } from './application-routes.js';
import type { Checklist } from './checklist.js';
import type { SiteState } from './routes.js';

export const siteActs = ['submit', 'withdraw', 'approve', 'return', 'hold', 'warn', 'propose', 'clear', 'rectify', 'honour', 'unhonour', 'archive', 'reopen'] as const;
export type SiteAct = (typeof siteActs)[number];
export const siteActNames: Record<SiteAct, string> = { submit: '提交申请', withdraw: '撤回申请', approve: '核准上线', return: '退回补正', hold: '后台培育', warn: '更新预警', propose: '建议整治', clear: '解除预警', rectify: '转入整治', honour: '授予精品', unhonour: '取消精品', archive: '归档', reopen: '重新启用' };

/** A site's state with its marks: a warned site is still online for everybody. */
export const phases = ['draft', 'submitted', 'returned', 'incubating', 'resubmitted', 'online', 'warned', 'proposed', 'rectifying', 'archived'] as const;
export type Phase = (typeof phases)[number];
export interface SiteNow { state: SiteState; warnedAt: unknown; proposedAt: unknown; exemplary: boolean }
export const phaseOf = (site: Omit<SiteNow, 'exemplary'>): Phase => (site.state !== 'online' ? site.state : site.proposedAt ? 'proposed' : site.warnedAt ? 'warned' : 'online');

/** `back`: to where it stood before it was handed in. `shelf`: kept in the background, in rectification if it came from there. */
type Target = Phase | 'back' | 'shelf';
/** Every move there is; what is not here is refused (G13). */
const moves: Record<SiteAct, Partial<Record<Phase, Target>>> = {
  submit: { draft: 'submitted', returned: 'resubmitted', incubating: 'resubmitted', rectifying: 'resubmitted' },
  withdraw: { submitted: 'draft', resubmitted: 'back' },
  approve: { submitted: 'online', resubmitted: 'online' },
  return: { submitted: 'returned', resubmitted: 'returned' },
  hold: { submitted: 'incubating', resubmitted: 'shelf' },
  warn: { online: 'warned' },
  propose: { warned: 'proposed' },
  clear: { warned: 'online', proposed: 'online' },
  rectify: { warned: 'rectifying', proposed: 'rectifying' },
  honour: { online: 'online' },
  unhonour: { online: 'online', warned: 'warned', proposed: 'proposed' },
  archive: { draft: 'archived', returned: 'archived', incubating: 'archived', online: 'archived', warned: 'archived', proposed: 'archived', rectifying: 'archived' },
  reopen: { archived: 'draft' },
};

/** Who makes the move: the branch itself, a reviewer above it, or the nightly job, which may only warn and propose. */
export const actors: Record<SiteAct, readonly ('branch' | 'reviewer' | 'job')[]> = {
  submit: ['branch'], withdraw: ['branch'], approve: ['reviewer'], return: ['reviewer'], hold: ['reviewer'], warn: ['reviewer', 'job'], propose: ['job'], clear: ['reviewer', 'job'], rectify: ['reviewer'],
  honour: ['reviewer'], unhonour: ['reviewer'], archive: ['reviewer'], reopen: ['reviewer'],
};

/** Where the move leads, or null if there is no such move. */
export function targetOf(act: SiteAct, from: Phase, before: SiteState | null): Phase | null {
  const to = moves[act][from];
  if (to === 'back') return before ?? 'draft';
  if (to === 'shelf') return before === 'rectifying' ? 'rectifying' : 'incubating';
  return to ?? null;
}

const waiting: readonly Phase[] = ['submitted', 'resubmitted'];
const decisions: readonly SiteAct[] = ['approve', 'return', 'hold', 'withdraw'];

/** Why the site cannot make this move now. */
export function whyNotAct(act: SiteAct, site: SiteNow): RefusalCode | null {
  const phase = phaseOf(site);
  if (act === 'honour' && site.exemplary) return 'site.exemplary-already';
  if (act === 'unhonour' && !site.exemplary) return 'site.not-exemplary';
  if (moves[act][phase]) return null;
  if (phase === 'archived') return 'site.archived';
  if (act === 'submit') return waiting.includes(phase) ? 'site.submitted-already' : 'site.online-already';
  return decisions.includes(act) ? 'site.not-waiting' : 'site.not-so-now';
}

/**
 * Whether the site is the caller's own (nobody reviews their own application). Members of the unit and whoever holds an office at it are too near;
 * a district has nobody above, so there only the applicant is kept out.
 */
export function isOwn(me: Pick<Me, 'personId' | 'memberships' | 'roles'>, at: At, applicantId: string | null): boolean {
  if (me.personId === applicantId) return true;
  if (at.path.length <= 1) return false;
  return me.memberships.some((m) => m.path.includes(at.unitId)) || me.roles.some((held) => held.unitId === at.unitId);
}

const leastReason = 10;
const length = (words: string) => [...words.trim()].length;
export interface Words { reason: string; nextStep: string; mentorId: string | null; tasks: readonly { text: string; dueOn: string }[]; criteria?: readonly string[] | undefined }

/** Whoever moves a site says why; whoever keeps it in the background also says what next, who helps, and until when. */
export function whyNotSaid(act: SiteAct, words: Words, today: string): RefusalCode | null {
  if (act === 'submit' || act === 'withdraw' || act === 'approve') return null;
  if (act === 'honour' && (words.criteria?.length ?? 0) < 3) return 'site.criteria-needed';
  if (length(words.reason) < leastReason) return 'site.reason-needed';
  if ((act === 'return' || act === 'hold' || act === 'rectify') && length(words.nextStep) === 0) return 'site.next-step-needed';
  if (act === 'hold' || act === 'rectify') {
    if (words.mentorId === null) return 'site.mentor-needed';
    if (words.tasks.length === 0) return 'site.task-needed';
  }
  return words.tasks.some((task) => task.dueOn <= today) ? 'site.task-in-the-past' : null;
}

/** One required item failed, or a veto, and it does not go online (一票否决). Every item must have been looked at. */
export function whyNotApprove(findings: readonly Finding[], checklist: Checklist, veto: boolean): RefusalCode | null {
  if (checklist.items.some((item) => !findings.some((finding) => finding.key === item.key))) return 'site.item-unjudged';
  return veto || failed(findings, checklist).some((item) => item.required) ? 'site.vetoed' : null;
}
export const failed = (findings: readonly Finding[], checklist: Checklist) => checklist.items.filter((item) => findings.some((finding) => finding.key === item.key && !finding.ok));

/** What is missing in the four steps, each with the field it concerns. */
export function missing(content: ApplicationContent, checklist: Checklist): { path: string; message: string; step: 0 | 1 | 2 | 3 }[] {
  const found: ReturnType<typeof missing> = [];
  if (length(content.name) === 0) found.push({ step: 0, path: 'name', message: '请写网站名称' });
  if (length(content.introduction) < 20) found.push({ step: 0, path: 'introduction', message: '简介至少 20 个字：哪个支部，在哪里，有什么特点' });
  const names = content.columns.map((column) => column.name.trim());
  if (names.length < 3) found.push({ step: 1, path: 'columns', message: '至少三个栏目' });
  if (names.some((name) => name === '')) found.push({ step: 1, path: 'columns', message: '有的栏目还没有名称' });
  if (new Set(names).size < names.length) found.push({ step: 1, path: 'columns', message: '有两个栏目同名' });
  if (length(content.duty) === 0) found.push({ step: 2, path: 'duty', message: '请写谁在什么时候看留言' });
  for (const item of checklist.items) {
    const said = content.checks.find((check) => check.key === item.key)?.answer ?? '';
    if (said === '') found.push({ step: 3, path: `checks.${item.key}`, message: `“${item.title}”还没有自查` });
    else if (said === 'no' && item.required) found.push({ step: 3, path: `checks.${item.key}`, message: `“${item.title}”是必需项，做到了再提交` });
  }
  return found;
}

/** What stands in the way of handing in that no form can mend. */
export const whyNotHandIn = (site: SiteNow, found: { admins: number; openTasks: number }): RefusalCode | null =>
  whyNotAct('submit', site) ?? (found.openTasks > 0 ? 'site.tasks-open' : found.admins === 0 ? 'site.no-admin' : null);

/** Two people at one form: who saved first wins, the other sees the difference. */
export const whyNotSave = (kept: { state: ApplicationState; revision: number } | null, revision: number): RefusalCode | null =>
  kept?.state === 'waiting' ? 'site.submitted-already' : (kept?.revision ?? 0) !== revision ? 'conflict.changed' : null;

/** A mentor reads the site they help while it is kept in the background; before and afterwards they are a reader like any other (SITE-1). */
export const whyNotVisit = (state: SiteState, inside: boolean): RefusalCode | null => (inside || state === 'incubating' || state === 'rectifying' ? null : 'not-found');

/** Tasks belong to a site that is kept in the background. */
export const whyNotTask = (state: SiteState, dueOn: string | null, today: string): RefusalCode | null =>
  state !== 'incubating' && state !== 'rectifying' && state !== 'returned' ? 'site.not-in-background' : dueOn !== null && dueOn <= today ? 'site.task-in-the-past' : null;

export interface Staleness { warnDays: number; rectifyDays: number; tailPercent: number; decisionDays: number }
/** Until a community or district adopts its own. */
export const usualStaleness: Staleness = { warnDays: 60, rectifyDays: 90, tailPercent: 5, decisionDays: 10 };

/** An adopted rule's value, whatever is missing as usual. */
export function stalenessOf(value: unknown): Staleness {
  const given = typeof value === 'object' && value !== null ? value as Partial<Record<keyof Staleness, unknown>> : {};
  const number = (key: keyof Staleness) => { const one = given[key]; return typeof one === 'number' && Number.isInteger(one) && one > 0 ? one : usualStaleness[key]; };
  return { warnDays: number('warnDays'), rectifyDays: number('rectifyDays'), tailPercent: number('tailPercent'), decisionDays: number('decisionDays') };
}
export const whyNotStaleness = (rule: Staleness, from: string, today: string): RefusalCode | null => (from < today ? 'rule.retroactive' : rule.rectifyDays <= rule.warnDays ? 'site.terms-order' : null);

export const wholeDays = (from: Date, to: Date): number => Math.max(0, Math.floor((to.getTime() - from.getTime()) / oneDay));
/** How many of the sites online are the tail (末位), at least one. */
export const tailOf = (online: number, percent: number): number => Math.max(1, Math.ceil((online * percent) / 100));

export interface Stale { unitId: string; days: number; warnedAt: Date | null; proposedAt: Date | null; sparedUntil: Date | null }
/**
 * What the nightly job does with the sites online of one district: it warns at 60 days without an update, and of those beyond 90 days proposes the tail,
 * the longest silent first. Between the two lie as many days as the rule says, also where a site was found silent late: a warning is time to answer it.
 * It never takes a site off line: a person confirms (SITE-3).
 */
export function nightly(sites: readonly Stale[], rule: Staleness, now: Date): { unitId: string; act: 'warn' | 'propose'; days: number }[] {
  const order = [...sites].sort((a, b) => b.days - a.days || (a.unitId < b.unitId ? -1 : 1));
  const tail = new Set(order.slice(0, tailOf(sites.length, rule.tailPercent)).map((site) => site.unitId));
  return order.flatMap((site): { unitId: string; act: 'warn' | 'propose'; days: number }[] => {
    if (site.sparedUntil && site.sparedUntil > now) return [];
    if (!site.warnedAt) return site.days >= rule.warnDays ? [{ unitId: site.unitId, act: 'warn', days: site.days }] : [];
    // A night is a night, whichever minute the job came to it.
    const hadTime = wholeDays(site.warnedAt, new Date(now.getTime() + oneDay / 2)) >= rule.rectifyDays - rule.warnDays;
    return !site.proposedAt && hadTime && site.days >= rule.rectifyDays && tail.has(site.unitId) ? [{ unitId: site.unitId, act: 'propose', days: site.days }] : [];
  });
}

/** A warning that a post had lifted by itself stands again when that post is gone and the site is as silent as before: to publish and take back is no update. */
export const warningReturns = (site: { online: boolean; warned: boolean; liftedByPost: boolean; days: number }, rule: Staleness): boolean => site.online && !site.warned && site.liftedByPost && site.days >= rule.warnDays;

export const whyNotColumns = (items: readonly { name: string; closed: boolean }[]): RefusalCode | null => {
  const open = items.filter((item) => !item.closed).map((item) => item.name.trim());
  return open.length === 0 ? 'column.none-open' : new Set(open).size < open.length ? 'column.same-name' : null;
};
