import type { ApplicationContent, Finding } from '@branch/shared/sites/application-routes';
import { checklistOn } from '@branch/shared/sites/checklist';
import { nightly, usualStaleness, wholeDays } from '@branch/shared/sites/rules';
import type { SiteAct } from '@branch/shared/sites/rules';
import type { SiteState } from '@branch/shared/sites/routes';
import { columnTemplates } from '@branch/shared/sites/templates';
import { oneDay, shanghaiDay } from '@branch/shared/time';
import { endOfWorkingDays } from '@branch/shared/working-days';
import { newId } from '../kit/ids.js';
import type { Tx } from '../kit/db.js';
import { Site, SiteApplication, SiteColumn, SiteMove, SiteTask } from '../sites/site.entity.js';
import type { DemoDistrict, DemoSite } from './corpus/types.js';
import { must, noon } from './ids.js';
import type { Ids } from './ids.js';

/** Sites with their columns; the rules of a column are those of its template. Everything that needs people comes later (plantReviews). */
export async function plantSites(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  await tx.insert(Site, demo.sites.map((site) => ({ unitId: must(ids.unit, site.unit), name: site.name, banner: site.banner, introduction: site.introduction, theme: site.theme, state: site.state, exemplary: site.exemplary,
    appliedAt: noon(site.appliedOn), onlineAt: site.onlineSince ? noon(site.onlineSince) : null, lastUpdateAt: site.onlineSince ? noon(site.onlineSince) : null })));
  const withSite = new Set(demo.sites.map((site) => site.unit));
  const without = demo.units.filter((unit) => !withSite.has(unit.key) && unit.kind !== 'partyGroup');
  await tx.insert(Site, without.map((unit) => ({ unitId: must(ids.unit, unit.key), name: unit.name, banner: '', introduction: '', state: 'draft' as const, exemplary: false, appliedAt: null, onlineAt: null, lastUpdateAt: null })));
  const columns: Partial<SiteColumn>[] = [];
  const addColumns = (unit: string, list: { kind: string; name: string }[]) => list.forEach((column, position) => {
    const id = newId();
    if (!ids.column.has(`${unit}/${column.kind}`)) ids.column.set(`${unit}/${column.kind}`, id);
    ids.column.set(`${unit}/${column.name}`, id);
    const template = columnTemplates.find((one) => one.name === column.name) ?? columnTemplates.find((one) => one.kind === column.kind && !one.hosted);
    // In the branch of the printed people everything is in its own hands, so that they have something to decide.
    columns.push({ id, unitId: must(ids.unit, unit), kind: column.kind, name: column.name, position, closed: false, rules: template?.rules ?? '', visibility: template?.visibility ?? 'branch', hosted: unit !== demo.scenario.unit && (template?.hosted ?? false) });
  });
  // A site that dropped a column keeps what was posted there.
  const posted = (unit: string, has: { name: string }[]) => [...new Map(demo.posts.filter((post) => post.unit === unit && !has.some((column) => column.name === post.columnName)).map((post) => [post.columnName, { kind: post.column, name: post.columnName }])).values()];
  for (const site of demo.sites) addColumns(site.unit, [...site.columns, ...posted(site.unit, site.columns)]);
  for (const unit of without) addColumns(unit.key, [{ kind: 'news', name: '支部动态' }, { kind: 'discussion', name: '谈谈新想法' }]);
  await tx.insert(SiteColumn, columns);
}

const later = (day: string, days: number): Date => new Date(noon(day).getTime() + days * oneDay);
const taskWords = ['定两位网管员，排出值班表', '写三篇支部自己的动态', '把积下的留言都回应一遍', '给栏目写明规则'];
const duty = '网管员工作日午休和晚上八点各看一次留言，书记兜底。';

/** The past of every site: applications with their decisions, each move by a person with his words, tasks with days, and who is silent by the very rule of the nightly job. */
export async function plantReviews(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const now = await tx.now();
  const units = new Map(demo.units.map((unit) => [unit.key, unit]));
  const community = (key: string): string => { let unit = units.get(key); while (unit && unit.kind !== 'community') unit = unit.parent ? units.get(unit.parent) : undefined; return unit?.key ?? ''; };
  const staffOf = new Map<string, string[]>();
  demo.staff.forEach((staff, index) => { if (staff.role === 'communityStaff' || staff.role === 'communitySupporter') staffOf.set(staff.unit, [...(staffOf.get(staff.unit) ?? []), ids.staff[index] ?? '']); });
  const officer = new Map(demo.officers.filter((one) => one.role === 'secretary').map((one) => [one.unit, ids.person[one.person] ?? '']));
  const moves: Partial<SiteMove>[] = [];
  const applications: Partial<SiteApplication>[] = [];
  const tasks: Partial<SiteTask>[] = [];

  for (const [index, site] of demo.sites.entries()) {
    const unitId = must(ids.unit, site.unit);
    const secretary = officer.get(site.unit) ?? null;
    const [reviewer = null, , supporter = reviewer] = staffOf.get(community(site.unit)) ?? [];
    let state: SiteState = 'draft';
    const go = (act: SiteAct, to: SiteState, at: Date, actorId: string | null, more: Partial<SiteMove> = {}) => { moves.push({ id: newId(), unitId, act, fromState: state, toState: to, actorId, reason: '', nextStep: null, mentorId: null, details: null, at, ...more }); state = to; };
    go('submit', 'submitted', noon(site.appliedOn), secretary, { reason: duty });
    const decidedAt = site.onlineSince ? noon(site.onlineSince) : later(site.appliedOn, 6);
    const vetoed = site.state === 'incubating';
    const words = { reason: site.reason ?? '', nextStep: site.nextStep };
    if (site.onlineSince) go('approve', 'online', decidedAt, reviewer, { reason: '逐项核对，符合清单，核准上线。' });
    if (site.state === 'incubating') go('hold', 'incubating', decidedAt, reviewer, { ...words, mentorId: supporter, details: { failed: [checklistOn(site.appliedOn).items[index % 5]?.title ?? ''], vetoed: true } });
    if (site.state === 'returned') go('return', 'returned', decidedAt, reviewer, words);
    if (site.exemplary) go('honour', 'online', later(site.onlineSince ?? site.appliedOn, 40), reviewer, { reason: '近三个月月月有自己的内容，留言当天有回应，会议都有纪要。', details: { criteria: ['alive', 'answers', 'meetings'] } });
    if (site.state === 'rectifying') {
      const since = new Date(Math.max(now.getTime() - (20 + (index % 7) * 4) * oneDay, decidedAt.getTime() + oneDay));
      go('warn', 'online', new Date(since.getTime() - oneDay / 2), null, { reason: '长期没有支部自己的新内容' });
      go('rectify', 'rectifying', since, reviewer, { ...words, mentorId: supporter });
    }
    const background = site.state === 'incubating' || site.state === 'rectifying';
    if (background) {
      for (let i = 0; i < 1 + (index % 3); i += 1) {
        const done = i === 0 && index % 2 === 0;
        tasks.push({ id: newId(), unitId, text: taskWords[(index + i) % taskWords.length] ?? '', dueOn: shanghaiDay(new Date(now.getTime() + ((index * 5 + i * 9) % 30 - 4) * oneDay)), setBy: reviewer ?? '', setAt: decidedAt, doneBy: done ? secretary : null, doneAt: done ? new Date(now.getTime() - 3 * oneDay) : null, doneNote: done ? '做好了，请看看。' : null, droppedAt: null });
      }
      await tx.update(Site, { unitId }, { mentorId: supporter });
    }
    applications.push(application(site, unitId, secretary, reviewer, site.state === 'submitted' ? null : decidedAt, vetoed, ids));
  }
  await tx.insert(SiteApplication, applications);
  await tx.insert(SiteTask, tasks);
  await silent(tx, now, moves);
  await tx.insert(SiteMove, moves);
}

function application(site: DemoSite, unitId: string, secretary: string | null, reviewer: string | null, decidedAt: Date | null, vetoed: boolean, ids: Ids): Partial<SiteApplication> {
  const checklist = checklistOn(site.appliedOn);
  const submittedAt = noon(site.appliedOn);
  const content: ApplicationContent = { name: site.name, banner: site.banner, introduction: site.introduction, theme: site.theme, duty, columns: site.columns.map((column) => ({ id: ids.column.get(`${site.unit}/${column.name}`) ?? null, ...column })), checks: checklist.items.map((item) => ({ key: item.key, answer: item.required || item.key !== 'openness' ? 'yes' : 'no', note: '' })) };
  const findings: Finding[] | null = decidedAt ? checklist.items.map((item, i) => ({ key: item.key, ok: !(vetoed && i < 5 && i % 2 === 0), note: '' })) : null;
  return {
    id: newId(), unitId, state: decidedAt ? ({ online: 'approved', rectifying: 'approved', incubating: 'held', returned: 'returned', submitted: 'waiting' } as const)[site.state] : 'waiting', beforeState: 'draft', content, revision: 3, checklist: checklist.version, savedBy: secretary ?? reviewer ?? '', savedAt: submittedAt,
    submittedBy: secretary, submittedAt, dueAt: endOfWorkingDays(submittedAt, usualStaleness.decisionDays), overdueToldAt: null, decidedBy: decidedAt ? reviewer : null, decidedAt, findings, vetoed,
  };
}

/** Marks the silent ones as so many nights would have done: a warning at 60 days, and the tail of those beyond 90 proposed. */
async function silent(tx: Tx, now: Date, moves: Partial<SiteMove>[]): Promise<void> {
  const online = await tx.sql<{ unitId: string; since: Date }>('select unit_id as "unitId", greatest(last_update_at, online_at) as since from site where state = \'online\'');
  const sites = online.map((site) => ({ ...site, days: wholeDays(site.since, now), warnedAt: null as Date | null, proposedAt: null, sparedUntil: null }));
  for (const act of ['warn', 'propose'] as const) {
    for (const one of nightly(sites, usualStaleness, now).filter((each) => each.act === act)) {
      const site = sites.find((each) => each.unitId === one.unitId);
      if (!site) continue;
      const limit = act === 'warn' ? usualStaleness.warnDays : usualStaleness.rectifyDays;
      const at = new Date(site.since.getTime() + (limit * oneDay + oneDay / 2));
      const told = new Date(Math.min(at.getTime(), now.getTime() - 1000));
      if (act === 'warn') site.warnedAt = told;
      await tx.update(Site, { unitId: site.unitId }, act === 'warn' ? { warnedAt: told } : { proposedAt: told });
      moves.push({ id: newId(), unitId: site.unitId, act, fromState: 'online', toState: 'online', actorId: null, reason: act === 'warn' ? `已有 ${limit} 天没有支部自己的新内容` : `已有 ${limit} 天没有支部自己的新内容，列入末位，建议整治，由人确认`, nextStep: null, mentorId: null, details: { days: limit }, at: told });
    }
  }
}
