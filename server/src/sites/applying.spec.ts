import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { unitRoutes } from '@branch/shared/members/routes';
import { endOfWorkingDays } from '@branch/shared/working-days';
import { allFine, complete, doneAll, drafting, handIn, introduction, kept, said, siteIn } from '../../test/sites.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('申请建站', () => {
  let world: World;
  let community: MadeUnit;
  let staff: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    ({ community } = await world.make.chain());
    staff = await world.make.person('黄主任');
    await world.make.appoint(staff, 'communityStaff', community);
  });
  afterAll(async () => { await world.close(); });

  it('书记边写边存，换一台设备接着写；提交前网站不变，提交后名称、简介、栏目都按申请来', async () => {
    const { secretary, at, unit } = await drafting(world, community);
    const first = await world.ok(secretary, applicationRoutes.application, at);
    expect(first).toMatchObject({ id: null, state: 'writing', revision: 0, siteState: 'draft', admins: [expect.anything()], checklist: { version: 2 } });
    expect(first.checklist.items.find((item) => item.key === 'charge')?.fact).toBe('现有网管员 1 名');
    const half = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 0, content: { ...first.content, name: '软件' } });
    expect(half.revision).toBe(1);
    expect((await world.ok(secretary, siteRoutes.site, at)).name).toBe(`${unit.name}网站`);
    const again = await world.ok(secretary, applicationRoutes.application, at);
    expect(again.content.name).toBe('软件');
    const content = { ...complete(again.content, again.checklist.items), theme: 'teal' as const, columns: [...again.content.columns.slice(1), { id: null, kind: 'discussion' as const, name: '说说心里话' }, { id: null, kind: 'openness' as const, name: '党务公开' }] };
    const saved = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 1, content });
    const handed = await world.ok(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision: saved.revision });
    expect(handed).toMatchObject({ state: 'waiting', siteState: 'submitted' });
    expect(new Date(handed.dueAt ?? 0)).toEqual(endOfWorkingDays(new Date(handed.submittedAt ?? 0), 10));
    const site = await world.ok(secretary, siteRoutes.site, at);
    expect(site).toMatchObject({ name: '软件园之家', introduction, theme: 'teal', state: 'submitted' });
    expect(site.columns.map((column) => [column.name, column.hosted])).toEqual([['谈谈新想法', false], ['学习资料', false], ['说说心里话', true], ['党务公开', false]]);
    // A draft site is usable inside, invisible outside.
    expect((await world.as(null, siteRoutes.face, { siteId: unit.id })).status).toBe(404);
  });

  it('没填齐不收，逐格指出；没有网管员不收；网站一点没变', async () => {
    const { secretary, admin, at, unit } = await drafting(world, community);
    const { content, checklist } = await world.ok(secretary, applicationRoutes.application, at);
    expect(await world.as(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision: 0 })).toMatchObject({ status: 422, code: 'site.incomplete' });
    const { revision } = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 0, content: { ...complete(content, checklist.items), introduction: '太短', duty: '', columns: content.columns.slice(0, 1) } });
    const refused = await world.as(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision });
    expect(refused).toMatchObject({ status: 422, code: 'site.incomplete' });
    expect((refused.details?.fields as { path: string; step: number }[]).map((one) => [one.step, one.path])).toEqual([[0, 'introduction'], [1, 'columns'], [2, 'duty']]);
    const held = await world.rows<{ id: string }>('select id from role_held where person_id = $1', [admin.id]);
    await world.ok(secretary, unitRoutes.endRole, { ...at, roleId: held[0]?.id ?? '', reason: '任期已满' });
    expect(await world.as(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision })).toMatchObject({ status: 422, code: 'site.no-admin' });
    expect(await world.ok(secretary, siteRoutes.site, at)).toMatchObject({ name: `${unit.name}网站`, state: 'draft' });
  });

  it('两位书记同时写：后存的看到先存的内容，不被覆盖，自己的也没丢', async () => {
    const { secretary, at, unit } = await drafting(world, community);
    const deputy = await world.make.officer('deputySecretary', unit, '李副书记');
    const { content } = await world.ok(secretary, applicationRoutes.application, at);
    const save = (who: MadePerson, name: string) => world.as(who, applicationRoutes.save, { ...at, revision: 0, content: { ...content, name } });
    const answers = await Promise.all([save(secretary, '书记写的'), save(deputy, '副书记写的')]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const lost = answers.find((one) => one.status === 409);
    const won = answers.find((one) => one.status === 200);
    expect(lost).toMatchObject({ code: 'conflict.changed', details: { revision: 1, content: { name: won?.body.content.name } } });
    expect((await world.ok(secretary, applicationRoutes.application, at)).content.name).toBe(won?.body.content.name);
  });

  it('连点、断网重发只交一次；交过再交被拒；撤回后接着改', async () => {
    const { secretary, at } = await drafting(world, community);
    const { content, checklist } = await world.ok(secretary, applicationRoutes.application, at);
    const { revision } = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 0, content: complete(content, checklist.items) });
    const clientId = uuid();
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.as(secretary, applicationRoutes.submit, { ...at, clientId, revision })));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await world.rows('select 1 from site_move where unit_id = $1 and act = \'submit\'', [at.unitId])).toHaveLength(1);
    expect(await world.as(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision })).toMatchObject({ status: 409, code: 'site.submitted-already' });
    expect(await world.as(secretary, applicationRoutes.save, { ...at, revision, content })).toMatchObject({ status: 409, code: 'site.submitted-already' });
    const back = await world.ok(secretary, applicationRoutes.withdraw, { ...at, reason: '想再补一个栏目' });
    expect(back).toMatchObject({ state: 'writing', siteState: 'draft', submittedAt: null, dueAt: null, content: { name: '软件园之家' } });
    expect(await world.as(secretary, applicationRoutes.withdraw, { ...at, reason: '' })).toMatchObject({ status: 409, code: 'site.not-waiting' });
    await handIn(world, { secretary, at } as never);
  });

  it('两位同时提交（各自的手机）：只有一份申请', async () => {
    const { secretary, at, unit } = await drafting(world, community);
    const deputy = await world.make.officer('deputySecretary', unit);
    const { content, checklist } = await world.ok(secretary, applicationRoutes.application, at);
    const { revision } = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 0, content: complete(content, checklist.items) });
    const answers = await Promise.all([secretary, deputy].map((who) => world.as(who, applicationRoutes.submit, { ...at, clientId: uuid(), revision })));
    expect(answers.map((one) => one.code).sort()).toEqual([null, 'site.submitted-already']);
    expect(await world.rows('select 1 from site_application where unit_id = $1', [at.unitId])).toHaveLength(1);
  });

  it('退回补正不算失败：支部看得到审核人的话，改了再交，写过的都在', async () => {
    const team = await siteIn(world, community, staff, 'returned');
    const standing = await world.ok(team.admin, applicationRoutes.standing, team.at);
    expect(standing.state).toBe('returned');
    expect(standing.moves[0]).toMatchObject({ act: 'return', fromState: 'submitted', toState: 'returned', actor: { name: '黄主任' }, actorUnit: community.name, reason: expect.stringContaining('学习栏目还空着'), nextStep: '补齐学习栏目，排出值班表。', vetoed: false });
    const next = await world.ok(team.secretary, applicationRoutes.application, team.at);
    expect(next).toMatchObject({ id: null, state: 'writing', revision: 0, content: { name: '软件园之家', duty: expect.stringContaining('网管员') } });
    await handIn(world, team);
    expect((await world.ok(team.secretary, applicationRoutes.standing, team.at)).state).toBe('resubmitted');
  });

  it('培育：任务有期限、有导师；做完才能再交；交上去通过就上线，一路都有记录', async () => {
    const team = await siteIn(world, community, staff, 'incubating');
    const member = await world.make.member(team.unit);
    const held = await world.ok(member, applicationRoutes.standing, team.at);
    expect(held).toMatchObject({ state: 'incubating', mentor: { name: '黄主任' }, tasks: [{ text: '发三篇学习资料', doneAt: null, overdue: false, setBy: { name: '黄主任' } }] });
    const { content, checklist } = await world.ok(team.secretary, applicationRoutes.application, team.at);
    const { revision } = await world.ok(team.secretary, applicationRoutes.save, { ...team.at, revision: 0, content: complete(content, checklist.items) });
    expect(await world.as(team.secretary, applicationRoutes.submit, { ...team.at, clientId: uuid(), revision })).toMatchObject({ status: 409, code: 'site.tasks-open' });
    const task = held.tasks[0]?.id ?? '';
    expect(await world.as(member, applicationRoutes.doTask, { ...team.at, taskId: task, note: '我看做好了' })).toMatchObject({ status: 403 });
    const twice = await Promise.all([1, 2].map(() => world.as(team.admin, applicationRoutes.doTask, { ...team.at, taskId: task, note: '三篇都发了' })));
    expect(twice.map((one) => one.code).sort()).toEqual([null, 'site.task-done-already']);
    await doneAll(world, team);
    const handed = await world.ok(team.secretary, applicationRoutes.submit, { ...team.at, clientId: uuid(), revision });
    await world.ok(staff, reviewRoutes.decide, { ...team.at, clientId: uuid(), applicationId: handed.id ?? '', outcome: 'approve', findings: allFine(checklist.items), veto: false, ...said() });
    const online = await world.ok(member, applicationRoutes.standing, team.at);
    expect(online).toMatchObject({ state: 'online', mentor: null, waiting: null });
    expect(online.moves.map((one) => one.act)).toEqual(['approve', 'submit', 'hold', 'submit']);
    expect((await world.as(null, siteRoutes.face, { siteId: team.unit.id })).status).toBe(200);
    expect(await world.as(team.secretary, applicationRoutes.submit, { ...team.at, clientId: uuid(), revision: 0 })).toMatchObject({ status: 409, code: 'site.online-already' });
  });

  it('别的支部看不到申请和进展，与不存在的一样；成员看得到进展，不能申请', async () => {
    const team = await siteIn(world, community, staff, 'submitted');
    const neighbour = await world.make.officer('secretary', await world.make.unit('branch', community));
    for (const route of [applicationRoutes.application, applicationRoutes.standing]) expect(await world.as(neighbour, route, team.at)).toMatchObject({ status: 404, code: 'not-found' });
    const member = await world.make.member(team.unit);
    expect((await world.as(member, applicationRoutes.standing, team.at)).status).toBe(200);
    expect(await world.as(member, applicationRoutes.application, team.at)).toMatchObject({ status: 403, code: 'not-allowed' });
    expect(await world.as(team.admin, applicationRoutes.submit, { ...team.at, clientId: uuid(), revision: 1 })).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  it('坏输入：控制字符、未知字段、别人的栏目编号、过长，都挡住，存过的不变', async () => {
    const { secretary, at } = await drafting(world, community);
    const { content, checklist } = await world.ok(secretary, applicationRoutes.application, at);
    const { revision } = await world.ok(secretary, applicationRoutes.save, { ...at, revision: 0, content: complete(content, checklist.items) });
    const bad = [{ name: '看\u202e不见' }, { introduction: '长'.repeat(501) }, { state: 'online' }, { theme: 'gold' }, { columns: Array.from({ length: 17 }, (_, i) => ({ id: null, kind: 'news', name: `第${i}` })) }];
    for (const more of bad) expect(await world.as(secretary, applicationRoutes.save, { ...at, revision, content: { ...content, ...more } as never })).toMatchObject({ status: 400, code: 'input.invalid' });
    const other = await drafting(world, community);
    const theirs = (await world.ok(other.secretary, applicationRoutes.application, other.at)).content.columns;
    const saved = await world.ok(secretary, applicationRoutes.save, { ...at, revision, content: { ...complete(content, checklist.items), columns: theirs } });
    expect(await world.as(secretary, applicationRoutes.submit, { ...at, clientId: uuid(), revision: saved.revision })).toMatchObject({ status: 404, code: 'not-found' });
    expect((await world.ok(secretary, siteRoutes.site, at)).state).toBe('draft');
    expect((await world.ok(secretary, applicationRoutes.application, at)).content.name).toBe('软件园之家');
  });

  it('导师能看进展、加任务、撤任务，看不到支部的帖子；不是名单上的人当不了导师', async () => {
    const team = await siteIn(world, community, staff, 'submitted');
    const model = await siteIn(world, community, staff, 'online');
    await world.ok(staff, reviewRoutes.act, { ...model.at, clientId: uuid(), act: 'honour', ...said('每月都有更新，留言当天回应。'), criteria: ['alive', 'answers', 'meetings'] });
    const { application, mentors } = await world.ok(staff, reviewRoutes.review, team.at);
    expect(mentors.map((one) => one.id)).toEqual(expect.arrayContaining([staff.id, model.admin.id]));
    expect(mentors.map((one) => one.id)).not.toContain(team.secretary.id);
    const decide = (mentorId: string) => world.as(staff, reviewRoutes.decide, { ...team.at, clientId: uuid(), applicationId: team.applicationId, outcome: 'hold', findings: allFine(application?.checklist.items ?? []), veto: true, ...kept(mentorId) });
    expect(await decide(team.secretary.id)).toMatchObject({ status: 422, code: 'site.mentor-not-fit' });
    expect((await decide(model.admin.id)).status).toBe(200);
    const mentor = model.admin;
    expect((await world.as(mentor, applicationRoutes.standing, team.at)).status).toBe(200);
    const task = await world.ok(mentor, reviewRoutes.setTask, { ...team.at, clientId: uuid(), text: '排出值班表', dueOn: '2099-01-01' });
    expect(await world.as(mentor, siteRoutes.columns, team.at)).toMatchObject({ status: 404 });
    expect((await world.as(mentor, reviewRoutes.dropTask, { ...team.at, taskId: task.id })).status).toBe(200);
    expect(await world.as(mentor, reviewRoutes.dropTask, { ...team.at, taskId: task.id })).toMatchObject({ status: 409, code: 'site.task-done-already' });
    expect(await world.as(mentor, reviewRoutes.queue, { unitId: team.unit.id, kind: 'waiting' })).toMatchObject({ status: 404 });
  });
});
