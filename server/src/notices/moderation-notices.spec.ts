import { moderationRoutes } from '@branch/shared/moderation/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { paths } from '@branch/shared/paths';
import { postRoutes } from '@branch/shared/posts/routes';
import { columnsOf, holdsDecisions, takesEffect, why } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import { Appeals } from '../moderation/appeals.service.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('审核的通知：没有人被悄悄处理（G15）', () => {
  let world: World;
  let branch: MadeUnit;
  let communityId: string;
  let secretary: MadePerson;
  let admin: MadePerson;
  let author: MadePerson;
  let reader: MadePerson;
  let staff: MadePerson;
  let columns: string[];

  beforeAll(async () => {
    world = await World.open();
    await holdsDecisions(world);
    const chain = await world.make.chain();
    branch = chain.branch;
    communityId = chain.community.id;
    [secretary, admin] = [await world.make.officer('secretary', branch), await world.make.officer('networkAdmin', branch)];
    [author, reader] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', chain.community);
    columns = await columnsOf(world, branch);
    await world.rows('update site_column set premoderated = true where id = $1', [columns[1]]);
  });
  afterAll(async () => { await world.close(); });

  const at = () => ({ unitId: branch.id });
  const told = async (person: MadePerson) => (await world.ok(person, noticeRoutes.inbox, {})).items.map((notice) => ({ title: notice.title, text: notice.text, path: notice.path }));
  const write = (column: number) => world.ok(author, postRoutes.write, { ...at(), clientId: uuid(), columnId: columns[column] ?? '', title: '一篇', text: `写了一段${Math.random()}`, visibility: 'branch' });
  const caseOf = async (targetId: string) => (await world.rows<{ id: string }>('select id from review_case where target_id = $1 order by opened_at desc limit 1', [targetId]))[0]?.id ?? '';

  it('退回：作者知道依据哪一条、为什么、到哪里申诉；通过：作者知道已公开；撤销了的什么也不说', async () => {
    const [back, fine, undone] = [await write(1), await write(1), await write(1)];
    await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: await caseOf(back.id), act: 'stop', ...why });
    await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: await caseOf(fine.id), act: 'pass' });
    await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: await caseOf(undone.id), act: 'stop', ...why });
    await world.ok(admin, moderationRoutes.undo, { ...at(), caseIds: [await caseOf(undone.id)] });
    expect(await told(author)).toEqual([]);
    await takesEffect(world);
    const notices = await told(author);
    expect(notices).toHaveLength(2);
    expect(notices).toEqual(expect.arrayContaining([{ title: '您的帖子没有公开，退给您修改', text: expect.stringContaining(why.reason) as string, path: paths.myModeration() }, { title: '您的帖子已公开', text: expect.any(String) as string, path: null }]));
  });

  it('举报：审核台知道，举报的人知道结果，通知里没有举报人是谁', async () => {
    const post = await write(0);
    await world.ok(reader, moderationRoutes.report, { ...at(), clientId: uuid(), kind: 'post', targetId: post.id, reason: 'unfit', note: '不是真的' });
    await world.heard();
    const desk = (await told(admin)).find((notice) => notice.path === paths.queue(branch.id, 'reports'));
    expect(desk?.title).toContain('被举报');
    expect(JSON.stringify(desk)).not.toContain(reader.name);
    await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: await caseOf(post.id), act: 'stop', ...why });
    await takesEffect(world);
    expect((await told(reader)).map((notice) => notice.title)).toContain('您举报的帖子处理了');
    expect(JSON.stringify(await told(author))).not.toContain(reader.name);
  });

  it('申诉：另一位知道；超期：上级和作者都知道；答复：作者知道', async () => {
    const post = await write(0);
    const one = await world.ok(admin, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why });
    const appeal = await world.ok(author, moderationRoutes.appeal, { caseId: one.id, clientId: uuid(), words: '请再看一看吧' });
    await world.heard();
    expect((await told(secretary)).map((notice) => notice.path)).toContain(paths.queue(branch.id, 'appeals'));
    await world.rows('update appeal set due_at = app_now() - interval \'1 minute\' where id = $1', [appeal.id]);
    await world.get(Appeals).escalate();
    await world.heard();
    expect((await told(staff)).map((notice) => notice.path)).toContain(paths.queue(communityId, 'appeals'));
    expect((await told(author)).map((notice) => notice.title)).toContain('您的申诉超期未答，已转上级');
    await world.ok(staff, moderationRoutes.decideAppeal, { unitId: communityId, appealId: appeal.id, overturn: true, reason: '看过了，内容没有问题。' });
    await world.heard();
    expect((await told(author)).map((notice) => notice.title)).toContain('您的申诉成立，内容已恢复');
  });
});
