import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewActs, reviewRoutes } from '@branch/shared/sites/review-routes';
import { phases, targetOf, whyNotAct } from '@branch/shared/sites/rules';
import type { Phase, SiteAct } from '@branch/shared/sites/rules';
import { siteRoutes } from '@branch/shared/sites/routes';
import { allFine, drafting, inDays, kept, said, siteIn } from '../../test/sites.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('审核网站', () => {
  let world: World;
  let district: MadeUnit;
  let community: MadeUnit;
  let staff: MadePerson;
  let districtStaff: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    await world.noon();
    ({ district, community } = await world.make.chain());
    staff = await world.make.person('黄主任');
    await world.make.appoint(staff, 'communityStaff', community);
    districtStaff = await world.make.person('郑科长');
    await world.make.appoint(districtStaff, 'districtStaff', district);
  });
  afterAll(async () => { await world.close(); });

  const review = (unitId: string, who = staff) => world.ok(who, reviewRoutes.review, { unitId });
  const act = (unitId: string, one: (typeof reviewActs)[number], more: object = {}, who = staff) => world.as(who, reviewRoutes.act, { unitId, clientId: uuid(), act: one, ...said('理由写在这里，支部看得到。'), ...more });

  describe('每个状态 × 每个动作 × 每种身份（G13、A2）', () => {
    const mark: Record<Phase, string> = {
      ...(Object.fromEntries(phases.map((phase) => [phase, `state = '${phase}', warned_at = null, proposed_at = null`])) as Record<Phase, string>),
      warned: 'state = \'online\', warned_at = app_now(), proposed_at = null', proposed: 'state = \'online\', warned_at = app_now(), proposed_at = app_now()',
    };
    const acts: SiteAct[] = ['submit', 'withdraw', 'approve', 'return', 'hold', ...reviewActs];

    it('只有该做的人在该做的时候做得成；其余一律拒绝，状态和记录都不动', async () => {
      const team = await siteIn(world, community, staff, 'submitted');
      const { unit, at, applicationId } = team;
      const make = world.make;
      const outside = async (role: Parameters<typeof make.appoint>[1], where: MadeUnit | null) => { const person = await make.person(); await make.appoint(person, role, where); return person; };
      const people: Record<string, { who: MadePerson | null; may: 'branch' | 'reviewer' | null }> = {
        访客: { who: null, may: null }, 成员: { who: await make.member(unit), may: null }, 网管员: { who: team.admin, may: null }, 版主: { who: await make.officer('moderator', unit), may: null }, 书记: { who: team.secretary, may: 'branch' }, 副书记: { who: await make.officer('deputySecretary', unit), may: 'branch' },
        导师: { who: await outside('mentor', unit), may: null }, 社区: { who: staff, may: 'reviewer' }, 区: { who: districtStaff, may: 'reviewer' }, 别的社区: { who: await outside('communityStaff', await make.unit('community', district)), may: null },
        邻支部书记: { who: await make.officer('secretary', await make.unit('branch', community)), may: null }, 审计员: { who: await outside('auditor', district), may: null }, 运维员: { who: await outside('operator', null), may: null }, 指导员: { who: await outside('instructor', community), may: null },
      };
      const mentorId = districtStaff.id;
      const { application } = await review(unit.id);
      const findings = allFine(application?.checklist.items ?? []);
      const send = (who: MadePerson | null, one: SiteAct) => {
        if (one === 'submit') return world.as(who, applicationRoutes.submit, { ...at, clientId: uuid(), revision: 1 });
        if (one === 'withdraw') return world.as(who, applicationRoutes.withdraw, { ...at, reason: '' });
        if (one === 'approve' || one === 'return' || one === 'hold') return world.as(who, reviewRoutes.decide, { ...at, clientId: uuid(), applicationId, outcome: one, findings, veto: false, ...kept(mentorId) });
        return world.as(who, reviewRoutes.act, { ...at, clientId: uuid(), act: one as 'warn', ...kept(mentorId), criteria: ['alive', 'answers', 'shared'] });
      };
      const look = async () => (await world.rows<{ state: string; exemplary: boolean; warned: boolean; proposed: boolean; moves: number }>('select s.state, s.exemplary, s.warned_at is not null as warned, s.proposed_at is not null as proposed, (select count(*)::int from site_move m where m.unit_id = s.unit_id) as moves from site s where s.unit_id = $1', [unit.id]))[0];
      const bring = async (phase: Phase, exemplary: boolean) => {
        const waiting = phase === 'submitted' || phase === 'resubmitted';
        await world.rows(`update site set spared_until = null, exemplary = $2, ${mark[phase]} where unit_id = $1`, [unit.id, exemplary]);
        await world.rows('update site_application set state = $2, revision = 1, before_state = $3, submitted_by = $4, submitted_at = app_now(), due_at = app_now() + interval \'9 days\', decided_at = null, decided_by = null where id = $1', [applicationId, waiting ? 'waiting' : 'writing', phase === 'resubmitted' ? 'incubating' : 'draft', team.secretary.id]);
        await world.rows('delete from site_task where unit_id = $1', [unit.id]);
      };
      let cells = 0;
      for (const phase of phases) for (const exemplary of phase === 'online' ? [false, true] : [false]) for (const one of acts) {
        const now = { state: phase === 'warned' || phase === 'proposed' ? 'online' as const : phase, warnedAt: phase === 'warned' || phase === 'proposed' ? 1 : null, proposedAt: phase === 'proposed' ? 1 : null, exemplary };
        const legal = whyNotAct(one, now) === null;
        const entitled = (title: string) => people[title]?.may === (one === 'submit' || one === 'withdraw' ? 'branch' : 'reviewer');
        const told = (title: string) => `${title} ${one} @ ${phase}${exemplary ? '（精品）' : ''}`;
        const titles = Object.keys(people);
        const refused = titles.filter((title) => !(legal && entitled(title)));
        await bring(phase, exemplary);
        const before = await look();
        await Promise.all(refused.map(async (title) => {
          const answer = await send(people[title]?.who ?? null, one);
          expect([told(title), answer.status, answer.code]).toEqual([told(title), ...(title === '访客' ? [401, 'sign-in.required'] : entitled(title) ? [409, expect.stringMatching(/^site\./)] : [expect.any(Number), expect.stringMatching(/^not-(allowed|found)$/)])]);
        }));
        expect([told('拒绝之后'), await look()]).toEqual([told('拒绝之后'), before]);
        for (const title of titles.filter((name) => !refused.includes(name))) {
          await bring(phase, exemplary);
          const from = await look();
          const answer = await send(people[title]?.who ?? null, one);
          const after = await look();
          const to = targetOf(one, phase, phase === 'resubmitted' ? 'incubating' : 'draft') ?? phase;
          expect([told(title), answer.status, after?.state, after?.moves]).toEqual([told(title), 200, to === 'warned' || to === 'proposed' ? 'online' : to, (from?.moves ?? 0) + 1]);
        }
        cells += titles.length;
      }
      expect(cells).toBe(11 * acts.length * Object.keys(people).length);
    }, 240_000);

    it('谁、何时、为什么：记录改不了，删不掉', async () => {
      const { unit } = await siteIn(world, community, staff, 'incubating');
      for (const sql of ['update site_move set reason = \'改过\'', 'delete from site_move']) await expect(world.asRuntime(`${sql} where unit_id = $1`, [unit.id])).rejects.toThrow();
      await expect(world.rows('update site_move set reason = \'改过\' where unit_id = $1', [unit.id])).rejects.toThrow(/never change/);
      expect((await world.rows<{ actor_id: string; reason: string }>('select actor_id, reason from site_move where unit_id = $1 and act = \'hold\'', [unit.id]))[0]).toMatchObject({ actor_id: staff.id, reason: expect.stringContaining('先在后台养一养') });
    });
  });

  it('一票否决：一项必需的没过就不能核准；转入培育要理由、下一步、导师、任务，缺一不可；支部看得到没过的项', async () => {
    const team = await siteIn(world, community, staff, 'submitted');
    const { application, mentors } = await review(team.unit.id);
    const items = application?.checklist.items ?? [];
    const findings = allFine(items).map((one) => (one.key === 'news' ? { ...one, ok: false, note: '只有一篇转载' } : one));
    const decide = (outcome: 'approve' | 'hold', more: object) => world.as(staff, reviewRoutes.decide, { ...team.at, clientId: uuid(), applicationId: team.applicationId, outcome, findings, veto: false, ...said(), ...more });
    expect(await decide('approve', {})).toMatchObject({ status: 422, code: 'site.vetoed' });
    expect(await decide('approve', { findings: allFine(items), veto: true })).toMatchObject({ status: 422, code: 'site.vetoed' });
    expect(await decide('approve', { findings: allFine(items).slice(1) })).toMatchObject({ status: 422, code: 'site.item-unjudged' });
    const full = kept(mentors[0]?.id ?? '');
    for (const [more, code] of [[{ reason: '不行' }, 'site.reason-needed'], [{ nextStep: '' }, 'site.next-step-needed'], [{ mentorId: null }, 'site.mentor-needed'], [{ tasks: [] }, 'site.task-needed'], [{ tasks: [{ text: '发', dueOn: inDays(0) }] }, 'site.task-in-the-past']] as const) {
      expect(await decide('hold', { ...full, ...more })).toMatchObject({ status: 422, code });
    }
    expect((await world.ok(team.secretary, siteRoutes.site, team.at)).state).toBe('submitted');
    expect((await decide('hold', full)).status).toBe(200);
    const [move] = (await world.ok(team.secretary, applicationRoutes.standing, team.at)).moves;
    expect(move).toMatchObject({ act: 'hold', vetoed: true, failed: ['支部动态已有内容'], mentor: { id: mentors[0]?.id } });
    expect((await review(team.unit.id)).findings.find((one) => one.key === 'news')).toEqual({ key: 'news', ok: false, note: '只有一篇转载' });
  });

  it('不审自己的：本支部的党员当了社区干部也要回避，社区自己的网站由区里审', async () => {
    const team = await siteIn(world, community, staff, 'submitted');
    const near = await world.make.member(team.unit);
    await world.make.appoint(near, 'communityStaff', community);
    const seen = await review(team.unit.id, near);
    expect(seen.whyNot).toBe('site.own');
    const decide = (who: MadePerson) => world.as(who, reviewRoutes.decide, { ...team.at, clientId: uuid(), applicationId: team.applicationId, outcome: 'approve', findings: allFine(seen.application?.checklist.items ?? []), veto: false, ...said() });
    expect(await decide(near)).toMatchObject({ status: 403, code: 'site.own' });
    expect(await act(team.unit.id, 'archive', {}, near)).toMatchObject({ status: 403, code: 'site.own' });
    expect((await decide(staff)).status).toBe(200);
    await world.rows('update site set state = \'online\', warned_at = app_now() where unit_id = $1', [community.id]);
    expect(await act(community.id, 'clear')).toMatchObject({ status: 403, code: 'site.own' });
    expect((await act(community.id, 'clear', {}, districtStaff)).status).toBe(200);
  });

  it('两位审核人同时决定：只有一个算数，另一位看到是谁在什么时候定的；重发不重做', async () => {
    const team = await siteIn(world, community, staff, 'submitted');
    const findings = allFine((await review(team.unit.id)).application?.checklist.items ?? []);
    const decide = (who: MadePerson, clientId = uuid()) => world.as(who, reviewRoutes.decide, { ...team.at, clientId, applicationId: team.applicationId, outcome: 'approve', findings, veto: false, ...said() });
    const clientId = uuid();
    const answers = await Promise.all([decide(staff, clientId), decide(districtStaff)]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const first = answers[0]?.status === 200 ? '黄主任' : '郑科长';
    expect(answers.find((one) => one.status === 409)).toMatchObject({ code: 'site.not-waiting', details: { by: first, at: expect.any(String) } });
    if (first === '黄主任') expect((await decide(staff, clientId)).status).toBe(200);
    expect(await world.rows('select 1 from site_move where unit_id = $1 and act = \'approve\'', [team.unit.id])).toHaveLength(1);
  });

  it('审核台：等得最久的在前，写明等了几个工作日、是否超期；数字与点开的行数相等', async () => {
    const here = await world.make.unit('community', district);
    const own = await world.make.person();
    await world.make.appoint(own, 'communityStaff', here);
    const late = await siteIn(world, here, own, 'submitted');
    const soon = await siteIn(world, here, own, 'submitted');
    await siteIn(world, here, own, 'incubating');
    await siteIn(world, here, own, 'proposed');
    const warned = await siteIn(world, here, own, 'warned');
    await world.rows('update site_application set submitted_at = app_now() - interval \'40 days\', due_at = app_now() - interval \'20 days\' where id = $1', [late.applicationId]);
    const queue = (kind: 'waiting' | 'background' | 'stale' | 'online', more: object = {}) => world.ok(own, reviewRoutes.queue, { unitId: here.id, kind, ...more });
    const waiting = await queue('waiting');
    expect(waiting.items.map((row) => [row.unitId, row.overdue])).toEqual([[late.unit.id, true], [soon.unit.id, false]]);
    expect(waiting.items[0]?.waitedDays).toBeGreaterThan(15);
    expect(waiting.items[1]?.waitedDays).toBe(0);
    expect(waiting).toMatchObject({ overdue: 1, counts: { waiting: 2, background: 1, stale: 2 } });
    expect((await queue('stale')).items[1]?.unitId).toBe(warned.unit.id);
    expect((await queue('background')).items).toMatchObject([{ tasksOpen: 1, tasksOverdue: 0, mentor: { name: expect.any(String) } }]);
    for (const kind of ['waiting', 'background', 'stale', 'online'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do { const page = await queue(kind, { limit: '1', ...(cursor ? { cursor } : {}) }); seen.push(...page.items.map((row) => row.unitId)); cursor = page.next ?? undefined; } while (cursor);
      expect([kind, seen.length, new Set(seen).size]).toEqual([kind, waiting.counts[kind], waiting.counts[kind]]);
    }
    expect((await world.ok(districtStaff, reviewRoutes.queue, { unitId: district.id, kind: 'waiting' })).counts.waiting).toBeGreaterThanOrEqual(2);
    expect(await world.as(staff, reviewRoutes.queue, { unitId: here.id, kind: 'waiting' })).toMatchObject({ status: 404 });
  });

  it('正在写、还没交的申请，审核人看不到', async () => {
    const team = await drafting(world, community);
    const { content } = await world.ok(team.secretary, applicationRoutes.application, team.at);
    await world.ok(team.secretary, applicationRoutes.save, { ...team.at, revision: 0, content: { ...content, duty: '还没想好的值守安排' } });
    const seen = await review(team.unit.id);
    expect(seen.application).toBeNull();
    expect(JSON.stringify(seen)).not.toContain('还没想好');
  });

  it('精品：三条依据加证据才授，写进记录；转入整治就没有了', async () => {
    const { unit, secretary, at } = await siteIn(world, community, staff, 'online');
    expect(await act(unit.id, 'honour', { criteria: ['alive', 'answers'] })).toMatchObject({ status: 422, code: 'site.criteria-needed' });
    expect(await act(unit.id, 'honour', { criteria: ['alive', 'answers', 'shared'], reason: '好' })).toMatchObject({ status: 422, code: 'site.reason-needed' });
    expect((await act(unit.id, 'honour', { criteria: ['alive', 'answers', 'shared'] })).status).toBe(200);
    expect(await act(unit.id, 'honour', { criteria: ['alive', 'answers', 'shared'] })).toMatchObject({ status: 409, code: 'site.exemplary-already' });
    expect((await world.ok(secretary, siteRoutes.site, at)).exemplary).toBe(true);
    expect((await world.rows<{ details: object }>('select details from site_move where unit_id = $1 and act = \'honour\'', [unit.id]))[0]?.details).toEqual({ criteria: ['alive', 'answers', 'shared'] });
    await act(unit.id, 'warn');
    await act(unit.id, 'rectify', kept(staff.id));
    expect(await world.ok(secretary, siteRoutes.site, at)).toMatchObject({ state: 'rectifying', exemplary: false });
  });

  it('归档再启用：帖子和成员都在，从头申请', async () => {
    const { unit, secretary, at } = await siteIn(world, community, staff, 'online');
    expect((await act(unit.id, 'archive')).status).toBe(200);
    expect((await world.as(null, siteRoutes.face, { siteId: unit.id })).status).toBe(404);
    expect((await world.ok(secretary, siteRoutes.site, at)).columns.length).toBeGreaterThan(0);
    expect(await act(unit.id, 'warn')).toMatchObject({ status: 409, code: 'site.archived' });
    expect((await act(unit.id, 'reopen')).status).toBe(200);
    expect((await world.ok(secretary, applicationRoutes.application, at)).siteState).toBe('draft');
  });

  it('期限由社区或区采纳，写明决议，不溯及既往；支部看得到', async () => {
    const here = await world.make.unit('community', district);
    const own = await world.make.person();
    await world.make.appoint(own, 'communityStaff', here);
    const at = { unitId: here.id };
    const terms = { warnDays: 30, rectifyDays: 45, tailPercent: 10, decisionDays: 5, resolution: '社区综合党委 3 月例会' };
    expect(await world.ok(own, reviewRoutes.rules, at)).toEqual({ warnDays: 60, rectifyDays: 90, tailPercent: 5, decisionDays: 10, from: null, resolution: null, setAt: null });
    expect(await world.as(own, reviewRoutes.adoptRules, { ...at, ...terms, from: inDays(-1) })).toMatchObject({ status: 422, code: 'rule.retroactive' });
    expect(await world.as(own, reviewRoutes.adoptRules, { ...at, ...terms, rectifyDays: 30, from: inDays(0) })).toMatchObject({ status: 422, code: 'site.terms-order' });
    expect((await world.ok(own, reviewRoutes.adoptRules, { ...at, ...terms, from: inDays(9) })).warnDays).toBe(60);
    expect(await world.ok(own, reviewRoutes.adoptRules, { ...at, ...terms, from: inDays(0) })).toMatchObject({ warnDays: 30, resolution: terms.resolution, setAt: { id: here.id } });
    const team = await drafting(world, here);
    expect((await world.ok(team.secretary, applicationRoutes.standing, team.at)).rules).toMatchObject({ warnDays: 30, decisionDays: 5 });
    expect((await world.as(team.secretary, reviewRoutes.adoptRules, { ...at, ...terms, from: inDays(0) })).status).toBe(403);
  });
});
