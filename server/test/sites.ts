// Sites on their way, for stories about applying and reviewing: each with people of its own, moved through the routes as they would.
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import type { Application } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import type { Phase } from '@branch/shared/sites/rules';
import type { Infer } from '@branch/shared/fields';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { uuid } from './world.js';
import type { World } from './world.js';

type Content = Infer<typeof Application>['content'];
type Items = Infer<typeof Application>['checklist']['items'];

export const inDays = (days: number): string => shanghaiDay(new Date(Date.now() + days * oneDay));
export const introduction = '漕河泾开发区七家公司的党员在一起的支部，有二十三名党员，常在午休和晚上碰头。';
/** Everything that must be there to hand in. */
export const complete = (content: Content, items: Items): Content => ({ ...content, name: '软件园之家', introduction, duty: '网管员工作日午休和晚上八点看留言，书记兜底。', checks: items.map((item) => ({ key: item.key, answer: 'yes' as const, note: '' })) });
export const allFine = (items: Items) => items.map((item) => ({ key: item.key, ok: true, note: '' }));
export const kept = (mentorId: string, more: object = {}) => ({ reason: '学习栏目还空着，留言没有人看，先在后台养一养。', nextStep: '补齐学习栏目，排出值班表。', mentorId, tasks: [{ text: '发三篇学习资料', dueOn: inDays(14) }], ...more });
export const said = (reason = '') => ({ reason, nextStep: '', mentorId: null, tasks: [] });

export interface SiteTeam { unit: MadeUnit; secretary: MadePerson; admin: MadePerson; at: { unitId: string } }

/** A branch whose site is still a draft, with a secretary and a network administrator. */
export async function drafting(world: World, community: MadeUnit): Promise<SiteTeam> {
  const unit = await world.make.unit('branch', community);
  await world.rows('update site set state = \'draft\', online_at = null, applied_at = null where unit_id = $1', [unit.id]);
  return { unit, secretary: await world.make.officer('secretary', unit), admin: await world.make.officer('networkAdmin', unit), at: { unitId: unit.id } };
}

/** Writes the application to the end and hands it in. */
export async function handIn(world: World, team: SiteTeam): Promise<string> {
  const { content, checklist, revision } = await world.ok(team.secretary, applicationRoutes.application, team.at);
  const saved = await world.ok(team.secretary, applicationRoutes.save, { ...team.at, revision, content: complete(content, checklist.items) });
  const handed = await world.ok(team.secretary, applicationRoutes.submit, { ...team.at, clientId: uuid(), revision: saved.revision });
  return handed.id ?? '';
}

/** A site brought to a phase by its people and its reviewer. */
export async function siteIn(world: World, community: MadeUnit, reviewer: MadePerson, phase: Phase): Promise<SiteTeam & { applicationId: string }> {
  const team = await drafting(world, community);
  const decide = async (applicationId: string, outcome: 'approve' | 'return' | 'hold') => {
    const { application, mentors } = await world.ok(reviewer, reviewRoutes.review, team.at);
    await world.ok(reviewer, reviewRoutes.decide, { ...team.at, clientId: uuid(), applicationId, outcome, findings: allFine(application?.checklist.items ?? []), veto: false, ...(outcome === 'approve' ? said() : kept(mentors[0]?.id ?? '', outcome === 'return' ? { mentorId: null, tasks: [] } : {})) });
  };
  if (phase === 'draft') return { ...team, applicationId: '' };
  if (phase === 'archived') { await world.ok(reviewer, reviewRoutes.act, { ...team.at, clientId: uuid(), act: 'archive', ...said('支部已经撤销，网站归档保存。') }); return { ...team, applicationId: '' }; }
  const applicationId = await handIn(world, team);
  if (phase === 'submitted') return { ...team, applicationId };
  if (phase === 'returned' || phase === 'resubmitted') {
    await decide(applicationId, 'return');
    return { ...team, applicationId: phase === 'resubmitted' ? await handIn(world, team) : applicationId };
  }
  await decide(applicationId, phase === 'incubating' ? 'hold' : 'approve');
  if (phase === 'warned' || phase === 'rectifying') await world.ok(reviewer, reviewRoutes.act, { ...team.at, clientId: uuid(), act: 'warn', ...said('两个月没有一篇自己的文章。') });
  if (phase === 'rectifying') { const { mentors } = await world.ok(reviewer, reviewRoutes.review, team.at); await world.ok(reviewer, reviewRoutes.act, { ...team.at, clientId: uuid(), act: 'rectify', ...kept(mentors[0]?.id ?? '') }); }
  // Only the nightly job proposes; here its mark is set by hand.
  if (phase === 'proposed') await world.rows('update site set warned_at = app_now(), proposed_at = app_now() where unit_id = $1', [team.unit.id]);
  return { ...team, applicationId };
}

export const doneAll = async (world: World, team: SiteTeam): Promise<void> => {
  for (const task of (await world.ok(team.secretary, applicationRoutes.standing, team.at)).tasks.filter((one) => one.doneAt === null)) await world.ok(team.admin, applicationRoutes.doTask, { ...team.at, taskId: task.id, note: '已经做好了' });
};
