import { memberRoutes } from '@branch/shared/members/routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import type { QueueTab } from '@branch/shared/moderation/routes';
import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { columnsOf, why } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('管人的不审本单位的人（MOD-1）', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  /** 网管员，也是云帆软件的主管。 */
  let manager: MadePerson;
  let subordinate: MadePerson;
  let other: MadePerson;
  let staff: MadePerson;
  let cloud: { id: string; name: string };
  let columnId: string;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    [secretary, manager, staff] = [await world.make.officer('secretary', branch), await world.make.officer('networkAdmin', branch), await world.make.officer('communityStaff', chain.community)];
    [cloud] = [await world.make.company(branch, '云帆软件')];
    const paper = await world.make.company(branch, '竹纸文化');
    [subordinate, other] = [await world.make.person('许知远'), await world.make.person('方念')];
    await world.make.join(subordinate, branch, 'full', { companyId: cloud.id });
    await world.make.join(other, branch, 'full', { companyId: paper.id });
    columnId = (await columnsOf(world, branch))[0] ?? '';
    await world.rows('update site_column set premoderated = true, pseudonyms = true where id = $1', [columnId]);
    await world.ok(secretary, memberRoutes.nameManager, { unitId: branch.id, companyId: cloud.id, personId: manager.id });
  });
  afterAll(async () => { await world.close(); });

  const at = { get unitId() { return branch.id; } };
  const write = (by: MadePerson) => world.ok(by, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '一篇', text: '加班的事，说一说。', visibility: 'branch' });
  const found = async (by: MadePerson, targetId: string, tab: QueueTab = 'review', unit = branch) => (await world.ok(by, moderationRoutes.queue, { unitId: unit.id, tab, limit: '100' as never })).items.find((one) => one.targetId === targetId);
  const decide = (by: MadePerson, caseId: string) => world.as(by, moderationRoutes.decide, { unitId: branch.id, caseId, act: 'pass' });
  const hide = (by: MadePerson, targetId: string) => world.as(by, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId, ...why });

  it('书记记下谁管哪家单位，大家看得到；不是本单位的人记不进来；自己的标记自己取消不了', async () => {
    expect((await world.ok(other, memberRoutes.companies, { unitId: branch.id })).items.find((one) => one.id === cloud.id)?.managers).toEqual([{ id: manager.id, name: manager.name }]);
    const name = (by: MadePerson, personId: string, companyId = cloud.id) => world.as(by, memberRoutes.nameManager, { unitId: branch.id, companyId, personId });
    expect(await name(other, manager.id)).toMatchObject({ status: 403 });
    expect(await name(secretary, (await world.make.person()).id)).toMatchObject({ status: 404 });
    expect(await name(secretary, manager.id, 'zzzzzzzzzzz')).toMatchObject({ status: 404 });
    const strike = (by: MadePerson, personId: string) => world.as(by, memberRoutes.unnameManager, { unitId: branch.id, companyId: cloud.id, personId });
    await world.ok(secretary, memberRoutes.nameManager, { unitId: branch.id, companyId: cloud.id, personId: secretary.id });
    expect(await strike(secretary, secretary.id)).toMatchObject({ status: 403, code: 'company.manager-self' });
    const deputy = await world.make.officer('deputySecretary', branch);
    expect((await strike(deputy, secretary.id)).status).toBe(200);
    expect(await world.rows('select action from audit where object = $1 order by at', [`company:${cloud.id}`])).toEqual(expect.arrayContaining([{ action: 'company.managerStruck' }]));
    await world.rows('update role_held set ends_on = current_date where person_id = $1', [deputy.id]);
  });

  it('待审：队列里写明为什么不能点，决定也会被拒；同支部别家单位的人不受影响，别的同志照常审', async () => {
    const [his, theirs] = [await write(subordinate), await write(other)];
    const [a, b] = [await found(manager, his.id), await found(manager, theirs.id)];
    expect([a?.whyNot, b?.whyNot]).toEqual(['moderation.manages', null]);
    expect(await decide(manager, a?.id ?? '')).toMatchObject({ status: 403, code: 'moderation.manages' });
    expect((await decide(manager, b?.id ?? '')).status).toBe(200);
    expect((await found(secretary, his.id))?.whyNot).toBeNull();
    expect((await decide(secretary, a?.id ?? '')).status).toBe(200);
  });

  it('收起：自己管的人写的收不了，别人的可以；收起以后也不能由他恢复', async () => {
    const published = async (by: MadePerson) => { const post = await write(by); await decide(secretary, (await found(secretary, post.id))?.id ?? ''); return post.id; };
    const [his, theirs] = [await published(subordinate), await published(other)];
    expect(await hide(manager, his)).toMatchObject({ status: 403, code: 'moderation.manages' });
    expect((await hide(manager, theirs)).status).toBe(200);
    const stopped = (await hide(secretary, his)).body;
    expect((await found(manager, his, 'bin'))?.whyNot).toBe('moderation.manages');
    expect(await world.as(manager, moderationRoutes.restore, { unitId: branch.id, caseId: stopped.id, reason: '我的人我来说了算，恢复吧。' })).toMatchObject({ status: 403, code: 'moderation.manages' });
  });

  it('申诉：剩下能答的只有他，就送上一级；申诉的人换成别家单位的，还是由他答', async () => {
    const stopped = async (by: MadePerson) => { const post = await write(by); const one = await found(secretary, post.id); return (await world.ok(secretary, moderationRoutes.decide, { unitId: branch.id, caseId: one?.id ?? '', act: 'stop', ...why })).id; };
    const appeal = (by: MadePerson, caseId: string) => world.ok(by, moderationRoutes.appeal, { caseId, clientId: uuid(), words: '请别的同志再看一看。' });
    const [his, theirs] = [await stopped(subordinate), await stopped(other)];
    await appeal(subordinate, his);
    const second = await appeal(other, theirs);
    const deskOf = async (caseId: string) => (await world.rows<{ desk_id: string }>('select desk_id from appeal where case_id = $1', [caseId]))[0]?.desk_id;
    expect([await deskOf(his), await deskOf(theirs)]).toEqual([chain.community.id, branch.id]);
    expect((await world.as(manager, moderationRoutes.decideAppeal, { unitId: branch.id, appealId: second.id, overturn: true, reason: '内容没有问题，可以恢复。' })).status).toBe(200);
    // 已经在他桌上的，也答不了。
    await world.rows('update appeal set desk_id = $2 where case_id = $1', [his, branch.id]);
    const [mine] = await world.rows<{ id: string }>('select id from appeal where case_id = $1', [his]);
    expect((await world.ok(manager, moderationRoutes.queue, { unitId: branch.id, tab: 'appeals' })).items.find((one) => one.id === his)?.whyNot).toBe('moderation.manages');
    expect(await world.as(manager, moderationRoutes.decideAppeal, { unitId: branch.id, appealId: mine?.id ?? '', overturn: false, reason: '维持原来的决定，不恢复。' })).toMatchObject({ status: 403, code: 'moderation.manages' });
    await world.rows('update appeal set desk_id = $2 where case_id = $1', [his, chain.community.id]);
    expect((await world.as(staff, moderationRoutes.decideAppeal, { unitId: chain.community.id, appealId: mine?.id ?? '', overturn: true, reason: '内容没有问题，可以恢复。' })).status).toBe(200);
  });

  it('匿名的内容也许是他手下写的：他不审；只有他一个人能审的时候，到上一级的桌上', async () => {
    const { id } = await world.ok(other, anonymousRoutes.post, { unitId: branch.id, clientId: uuid(), columnId, title: '想说的', text: '排班能不能早点出来。', visibility: 'branch' });
    expect((await found(manager, id))?.whyNot).toBe('moderation.manages');
    const unit = await world.make.unit('branch', chain.community);
    const only = await world.make.officer('networkAdmin', unit);
    // 同一家公司在另一个支部是另一行，名字相同就算。
    const same = await world.make.company(unit, '云帆软件');
    const writer = await world.make.person('陶然');
    await world.make.join(writer, unit, 'full', { companyId: same.id });
    await world.rows('insert into company_manager (company_id, person_id, unit_id, set_by, set_at) values ($1, $2, $3, $2, app_now())', [cloud.id, only.id, branch.id]);
    const [column = ''] = await columnsOf(world, unit);
    await world.rows('update site_column set premoderated = true where id = $1', [column]);
    const post = await world.ok(writer, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId: column, title: '一篇', text: '排班的事。', visibility: 'branch' });
    expect(await found(only, post.id, 'review', unit)).toBeUndefined();
    expect((await found(staff, post.id, 'review', chain.community))?.whyNot).toBeNull();
  });

  it('企业代表：没有写明哪家单位，就谁的也不审；书记写明以后，只管不了那一家的', async () => {
    const both = await world.make.officer('deputySecretary', branch);
    await world.make.appoint(both, 'employerRepresentative', branch);
    const [his, theirs] = [await write(subordinate), await write(other)];
    expect([(await found(both, his.id))?.whyNot, (await found(both, theirs.id))?.whyNot]).toEqual(['moderation.manages', 'moderation.manages']);
    await world.ok(secretary, memberRoutes.nameManager, { unitId: at.unitId, companyId: cloud.id, personId: both.id });
    expect([(await found(both, his.id))?.whyNot, (await found(both, theirs.id))?.whyNot]).toEqual(['moderation.manages', null]);
  });
});
