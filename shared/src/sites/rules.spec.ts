import type { ApplicationContent } from './application-routes.js';
import { checklistOf, checklistOn, checklists } from './checklist.js';
import type { Phase, SiteAct, Stale } from './rules.js';
import { actors, failed, isOwn, missing, nightly, phaseOf, phases, siteActs, stalenessOf, tailOf, targetOf, usualStaleness, warningReturns, whyNotAct, whyNotApprove, whyNotColumns, whyNotHandIn, whyNotSaid, whyNotSave, whyNotStaleness, whyNotTask, wholeDays } from './rules.js';
import { siteStates } from './routes.js';

const now = new Date('2026-11-22T02:00:00Z');
const siteOf = (phase: Phase, exemplary = false) => ({ state: phase === 'warned' || phase === 'proposed' ? 'online' as const : phase, warnedAt: phase === 'warned' || phase === 'proposed' ? now : null, proposedAt: phase === 'proposed' ? now : null, exemplary });

/** Written by hand from SITE-1: act, from → to. Everything not named here is refused. */
const legal: [SiteAct, Phase, Phase][] = [
  ['submit', 'draft', 'submitted'], ['submit', 'returned', 'resubmitted'], ['submit', 'incubating', 'resubmitted'], ['submit', 'rectifying', 'resubmitted'],
  ['withdraw', 'submitted', 'draft'], ['withdraw', 'resubmitted', 'incubating'], ['approve', 'submitted', 'online'], ['approve', 'resubmitted', 'online'],
  ['return', 'submitted', 'returned'], ['return', 'resubmitted', 'returned'], ['hold', 'submitted', 'incubating'], ['hold', 'resubmitted', 'incubating'],
  ['warn', 'online', 'warned'], ['propose', 'warned', 'proposed'], ['clear', 'warned', 'online'], ['clear', 'proposed', 'online'], ['rectify', 'warned', 'rectifying'], ['rectify', 'proposed', 'rectifying'],
  ['honour', 'online', 'online'], ['archive', 'draft', 'archived'], ['archive', 'returned', 'archived'], ['archive', 'incubating', 'archived'], ['archive', 'online', 'archived'], ['archive', 'warned', 'archived'], ['archive', 'proposed', 'archived'], ['archive', 'rectifying', 'archived'],
  ['reopen', 'archived', 'draft'],
];

describe('网站的一生', () => {
  it.each(siteActs.flatMap((act) => phases.map((phase) => [act, phase] as const)))('%s × %s：与手写的表一致', (act, phase) => {
    const way = legal.find(([one, from]) => one === act && from === phase);
    const why = whyNotAct(act, siteOf(phase));
    if (way) { expect(why).toBeNull(); expect(targetOf(act, phase, 'incubating')).toBe(way[2]); }
    else { expect(why).toMatch(/^site\./); if (act !== 'unhonour') expect(targetOf(act, phase, null)).toBeNull(); }
  });

  it('从整治回来再次没有通过，仍在整治；撤回则回到原处', () => {
    expect(targetOf('hold', 'resubmitted', 'rectifying')).toBe('rectifying');
    expect(targetOf('withdraw', 'resubmitted', 'rectifying')).toBe('rectifying');
    expect(targetOf('withdraw', 'resubmitted', 'returned')).toBe('returned');
  });

  it('精品标签：在线的可以授予，不能授两次；有标签才能取消', () => {
    expect(whyNotAct('honour', siteOf('online', true))).toBe('site.exemplary-already');
    expect(whyNotAct('unhonour', siteOf('online'))).toBe('site.not-exemplary');
    for (const phase of ['online', 'warned', 'proposed'] as const) { expect(whyNotAct('unhonour', siteOf(phase, true))).toBeNull(); expect(targetOf('unhonour', phase, null)).toBe(phase); }
  });

  it('说得出为什么不能：已提交、已上线、已归档、已处理', () => {
    expect(whyNotAct('submit', siteOf('submitted'))).toBe('site.submitted-already');
    expect(whyNotAct('submit', siteOf('online'))).toBe('site.online-already');
    expect(whyNotAct('approve', siteOf('archived'))).toBe('site.archived');
    expect(whyNotAct('approve', siteOf('online'))).toBe('site.not-waiting');
    expect(whyNotAct('rectify', siteOf('online'))).toBe('site.not-so-now');
  });

  it('夜里的任务只能预警和建议，转入整治必须由人', () => {
    expect(siteActs.filter((act) => actors[act].includes('job'))).toEqual(['warn', 'propose', 'clear']);
    expect(actors.rectify).toEqual(['reviewer']);
  });

  it('预警中的网站对外仍是在线', () => {
    expect(siteStates).not.toContain('warned');
    expect(phaseOf({ state: 'online', warnedAt: now, proposedAt: null })).toBe('warned');
    expect(phaseOf({ state: 'rectifying', warnedAt: now, proposedAt: now })).toBe('rectifying');
  });
});

describe('审核的规矩', () => {
  const at = { unitId: 'b', path: ['d', 'c', 'b'] };
  const me = (more: Partial<Parameters<typeof isOwn>[0]>) => ({ personId: 'me', memberships: [], roles: [], ...more });
  const member = (path: string[]) => [{ unitId: path[path.length - 1] ?? '', path, status: 'full' as const }];
  const staff = (unitId: string) => [{ role: 'communityStaff' as const, unitId, columnId: null }];

  it('不审自己的：申请人、本支部成员、在本级任职的都要回避；上级不用', () => {
    expect(isOwn(me({ roles: staff('c') }), at, null)).toBe(false);
    expect(isOwn(me({ roles: staff('c') }), at, 'me')).toBe(true);
    expect(isOwn(me({ roles: staff('c'), memberships: member(['d', 'c', 'b']) }), at, null)).toBe(true);
    expect(isOwn(me({ roles: staff('c'), memberships: member(['d', 'c', 'b', 'g']) }), at, null)).toBe(true);
    expect(isOwn(me({ roles: staff('c'), memberships: member(['d', 'c', 'other']) }), at, null)).toBe(false);
    expect(isOwn(me({ roles: staff('c') }), { unitId: 'c', path: ['d', 'c'] }, null)).toBe(true);
    expect(isOwn(me({ roles: staff('d'), memberships: member(['d', 'x', 'y']) }), { unitId: 'd', path: ['d'] }, 'other')).toBe(false);
  });

  const v1 = checklistOf(1);
  const fine = v1.items.map((item) => ({ key: item.key, ok: true, note: '' }));
  it('一票否决：一项必需的没过，或有人否决，就不能上线；可选项没过不拦', () => {
    expect(whyNotApprove(fine, v1, false)).toBeNull();
    expect(whyNotApprove(fine, v1, true)).toBe('site.vetoed');
    for (const item of v1.items) {
      const one = fine.map((finding) => (finding.key === item.key ? { ...finding, ok: false } : finding));
      expect([item.key, whyNotApprove(one, v1, false)]).toEqual([item.key, item.required ? 'site.vetoed' : null]);
      expect(failed(one, v1)).toEqual([item]);
    }
    expect(whyNotApprove(fine.slice(1), v1, false)).toBe('site.item-unjudged');
  });

  it('清单有版本：按那一天的来，版本只增不改', () => {
    expect(checklistOn('2026-06-30').version).toBe(1);
    expect(checklistOn('2026-07-01').version).toBe(2);
    expect(checklistOn('2020-01-01').version).toBe(1);
    expect(checklists.map((one) => one.version)).toEqual([1, 2]);
    expect(checklistOf(2).items).toHaveLength(12);
  });

  const words = { reason: '学习栏目还空着，留言没人看。', nextStep: '补齐', mentorId: 'm', tasks: [{ text: '发三篇', dueOn: '2026-12-06' }] };
  it.each<[SiteAct, object, string | null]>([
    ['hold', {}, null], ['hold', { reason: '不行' }, 'site.reason-needed'], ['hold', { reason: '　　　　　　　　　　　　' }, 'site.reason-needed'], ['hold', { nextStep: ' ' }, 'site.next-step-needed'], ['hold', { mentorId: null }, 'site.mentor-needed'], ['hold', { tasks: [] }, 'site.task-needed'], ['hold', { tasks: [{ text: '发', dueOn: '2026-11-22' }] }, 'site.task-in-the-past'],
    ['rectify', { tasks: [] }, 'site.task-needed'], ['return', { mentorId: null, tasks: [] }, null], ['return', { nextStep: '' }, 'site.next-step-needed'], ['approve', { reason: '' }, null], ['archive', { reason: '撤销' }, 'site.reason-needed'], ['honour', { criteria: ['alive', 'answers'] }, 'site.criteria-needed'], ['honour', { criteria: ['alive', 'answers', 'shared'] }, null], ['clear', { reason: '' }, 'site.reason-needed'],
  ])('%s %j → %s', (act, more, why) => { expect(whyNotSaid(act, { ...words, ...more }, '2026-11-22')).toBe(why); });

  it('任务只给后台的网站，期限要晚于今天', () => {
    expect(whyNotTask('incubating', '2026-11-23', '2026-11-22')).toBeNull();
    expect(whyNotTask('online', '2026-11-23', '2026-11-22')).toBe('site.not-in-background');
    expect(whyNotTask('rectifying', '2026-11-22', '2026-11-22')).toBe('site.task-in-the-past');
  });
});

describe('申请的四步', () => {
  const list = checklistOf(2);
  const content: ApplicationContent = { name: '软件园之家', banner: '', introduction: '漕河泾开发区七家公司的党员在一起的支部，二十三人。', theme: 'red', columns: [{ id: null, kind: 'news', name: '支部动态' }, { id: null, kind: 'study', name: '学习资料' }, { id: null, kind: 'discussion', name: '大家谈' }], duty: '午休有人看', checks: list.items.map((item) => ({ key: item.key, answer: 'yes', note: '' })) };
  it.each<[string, Partial<ApplicationContent>, number, string]>([
    ['名称空着', { name: ' ' }, 0, 'name'], ['简介太短', { introduction: '我们是党员。' }, 0, 'introduction'], ['栏目太少', { columns: content.columns.slice(0, 2) }, 1, 'columns'],
    ['栏目同名', { columns: [...content.columns, { id: null, kind: 'leisure', name: '大家谈 ' }] }, 1, 'columns'], ['没写谁值守', { duty: '' }, 2, 'duty'], ['必需项没做到', { checks: content.checks.map((check) => (check.key === 'privacy' ? { ...check, answer: 'no' } : check)) }, 3, 'checks.privacy'], ['有一项没查', { checks: content.checks.slice(1) }, 3, 'checks.identity'],
  ])('%s：指到那一步那一格', (_title, more, step, path) => { expect(missing({ ...content, ...more }, list)).toEqual([expect.objectContaining({ step, path })]); });
  it('齐了就没有话说；可选项答“没有”不拦', () => {
    expect(missing(content, list)).toEqual([]);
    expect(missing({ ...content, checks: content.checks.map((check) => (check.key === 'character' ? { ...check, answer: 'no' } : check)) }, list)).toEqual([]);
  });
  it('交之前：任务做完，有网管员，没有交过；存的时候：别人先存了要看差异', () => {
    expect(whyNotHandIn(siteOf('draft'), { admins: 1, openTasks: 0 })).toBeNull();
    expect(whyNotHandIn(siteOf('incubating'), { admins: 1, openTasks: 1 })).toBe('site.tasks-open');
    expect(whyNotHandIn(siteOf('draft'), { admins: 0, openTasks: 0 })).toBe('site.no-admin');
    expect(whyNotHandIn(siteOf('submitted'), { admins: 0, openTasks: 0 })).toBe('site.submitted-already');
    expect(whyNotSave(null, 0)).toBeNull();
    expect(whyNotSave({ state: 'writing', revision: 3 }, 2)).toBe('conflict.changed');
    expect(whyNotSave({ state: 'waiting', revision: 3 }, 3)).toBe('site.submitted-already');
  });
});

describe('长期不更新', () => {
  const site = (unitId: string, days: number, more: Partial<Stale> = {}): Stale => ({ unitId, days, warnedAt: null, proposedAt: null, sparedUntil: null, ...more });
  const fresh = Array.from({ length: 38 }, (_, i) => site(`f${i}`, i));
  it('六十天预警，少一天不警；九十天的只建议末位的一份，从最久的起', () => {
    const warned = { warnedAt: new Date('2026-10-22T18:20:00Z') };
    const sites = [...fresh, site('d59', 59), site('d60', 60), site('d95', 95, warned), site('d200', 200, warned)];
    expect(tailOf(sites.length, 5)).toBe(3);
    expect(nightly(sites, usualStaleness, now)).toEqual([{ unitId: 'd200', act: 'propose', days: 200 }, { unitId: 'd95', act: 'propose', days: 95 }, { unitId: 'd60', act: 'warn', days: 60 }]);
    expect(nightly(sites, { ...usualStaleness, tailPercent: 1 }, now).filter((one) => one.act === 'propose')).toEqual([{ unitId: 'd200', act: 'propose', days: 200 }]);
  });
  it('没到九十天的，末位也不建议；没预警过的先预警；刚解除的放一放；说过的不再说', () => {
    expect(nightly([site('a', 89, { warnedAt: now })], usualStaleness, now)).toEqual([]);
    expect(nightly([site('a', 300)], usualStaleness, now)).toEqual([{ unitId: 'a', act: 'warn', days: 300 }]);
    expect(nightly([site('a', 300, { sparedUntil: new Date('2026-11-23T00:00:00Z') })], usualStaleness, now)).toEqual([]);
    expect(nightly([site('a', 300, { sparedUntil: new Date('2026-11-21T00:00:00Z') })], usualStaleness, now)).toHaveLength(1);
    expect(nightly([site('a', 300, { warnedAt: now, proposedAt: now })], usualStaleness, now)).toEqual([]);
  });
  it('预警到建议之间隔足三十天：发现得晚的也一样，不会连着两夜', () => {
    const told = (day: string) => [site('a', 300, { warnedAt: new Date(`${day}T18:20:30Z`) })];
    const night = new Date('2026-11-22T18:20:00Z');
    expect(nightly(told('2026-11-21'), usualStaleness, night)).toEqual([]);
    expect(nightly(told('2026-10-24'), usualStaleness, night)).toEqual([]);
    expect(nightly(told('2026-10-23'), usualStaleness, night)).toMatchObject([{ act: 'propose' }]);
  });
  it('解除预警的那一篇没有了，又和原来一样久没更新：预警恢复；由人解除的、已经归档的不动', () => {
    const lifted = { online: true, warned: false, liftedByPost: true, days: 60 };
    expect(warningReturns(lifted, usualStaleness)).toBe(true);
    for (const more of [{ online: false }, { warned: true }, { liftedByPost: false }, { days: 59 }]) expect(warningReturns({ ...lifted, ...more }, usualStaleness)).toBe(false);
  });
  it('期限是制度：缺的按通例，错的不认，不能溯及既往，整治要晚于预警', () => {
    expect(stalenessOf(null)).toEqual(usualStaleness);
    expect(stalenessOf({ warnDays: 45, tailPercent: 0, rectifyDays: '90' })).toEqual({ ...usualStaleness, warnDays: 45 });
    expect(whyNotStaleness(usualStaleness, '2026-11-21', '2026-11-22')).toBe('rule.retroactive');
    expect(whyNotStaleness({ ...usualStaleness, rectifyDays: 60 }, '2026-11-22', '2026-11-22')).toBe('site.terms-order');
    expect(whyNotStaleness(usualStaleness, '2026-11-22', '2026-11-22')).toBeNull();
  });
  it('整天数向下取整；栏目至少开一个，开着的不同名', () => {
    expect(wholeDays(new Date('2026-11-20T02:00:01Z'), now)).toBe(1);
    expect(whyNotColumns([{ name: '甲', closed: true }])).toBe('column.none-open');
    expect(whyNotColumns([{ name: '甲', closed: false }, { name: '甲', closed: true }])).toBeNull();
    expect(whyNotColumns([{ name: '甲', closed: false }, { name: '甲 ', closed: false }])).toBe('column.same-name');
  });
});
