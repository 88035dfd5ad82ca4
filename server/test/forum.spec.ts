import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { figureRoutes } from '@branch/shared/figures/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import type { Route } from '@branch/shared/route';
import { uuid, World } from './world.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';

describe('谁读得到：党员论坛（SITE-6），支部内部的栏目，代管的栏目（MOD-1）', () => {
  let world: World;
  let chain: { district: MadeUnit; community: MadeUnit; general: MadeUnit; branch: MadeUnit };
  let other: MadeUnit;
  let member: MadePerson;
  let neighbour: MadePerson;
  let secretary: MadePerson;
  let staff: MadePerson;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    other = await world.make.unit('branch', chain.community);
    [member, neighbour] = [await world.make.member(chain.branch), await world.make.member(other)];
    [secretary, staff] = [await world.make.officer('secretary', chain.branch), await world.make.officer('communityStaff', chain.community)];
  });
  afterAll(async () => { await world.close(); });

  const columns = async (unit: MadeUnit, by: MadePerson) => (await world.ok(by, siteRoutes.site, { unitId: unit.id })).columns;
  const write = async (by: MadePerson, unit: MadeUnit, more: object = {}) => world.ok(by, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId: (await columns(unit, by))[0]?.id ?? '', title: '想听听大家的', text: '各支部午间活动几点？', visibility: 'branch', ...more });

  it('社区和区自己的网站，下面每个支部的党员都能读、能写、能点评；别的社区的人看不到', async () => {
    for (const level of [chain.community, chain.district]) {
      const post = await write(member, level);
      expect((await world.ok(neighbour, postRoutes.posts, { unitId: level.id })).items.map((one) => one.id)).toContain(post.id);
      expect((await world.as(neighbour, commentRoutes.comment, { unitId: level.id, postId: post.id, clientId: uuid(), text: '我们十二点半。' })).status).toBe(200);
      expect((await world.as(staff, postRoutes.posts, { unitId: level.id })).status).toBe(200);
      const stranger = await world.make.member((await world.make.chain()).branch);
      expect((await world.as(stranger, postRoutes.posts, { unitId: level.id })).status).toBe(404);
      expect((await world.as(stranger, postRoutes.post, { unitId: level.id, postId: post.id })).status).toBe(404);
    }
  });

  it('论坛由社区的人管：社区工作人员能收起，支部书记不能', async () => {
    const post = await write(neighbour, chain.community);
    const hide = (by: MadePerson) => world.as(by, moderationRoutes.hide, { unitId: chain.community.id, kind: 'post', targetId: post.id, rule: 1, reason: '请换一种说法再发出来。' });
    expect((await hide(secretary)).status).toBe(403);
    expect((await hide(staff)).status).toBe(200);
  });

  it.each(['employerRepresentative', 'instructor', 'mentor'] as const)('%s 读不到支部内部的任何栏目、帖子、点评、留言和数字，也写不进去', async (role) => {
    const inside = await write(member, chain.branch, { text: '只有支部知道的话' });
    const message = await world.ok(member, boardRoutes.leave, { unitId: chain.branch.id, clientId: uuid(), text: '只有支部知道的话' });
    const person = await world.make.person();
    await world.make.appoint(person, role, chain.branch);
    const unit = { unitId: chain.branch.id };
    const at = { ...unit, postId: inside.id };
    const tries: [Route, object][] = [
      [siteRoutes.site, unit], [postRoutes.posts, unit], [postRoutes.post, at], [postRoutes.revisions, at], [commentRoutes.comments, at], [commentRoutes.comment, { ...at, clientId: uuid(), text: '我来看看' }], [boardRoutes.messages, unit], [dutyRoutes.duty, unit],
      [boardRoutes.leave, { ...unit, clientId: uuid(), text: '我来留言' }], [boardRoutes.receive, { ...unit, messageId: message.id }], [homeRoutes.home, unit], [anonymousRoutes.here, unit], [anonymousRoutes.mine, unit], [figureRoutes.sites, unit], [moderationRoutes.queue, { ...unit, tab: 'review' }],
      [postRoutes.write, { ...unit, clientId: uuid(), columnId: inside.column.id, title: '我', text: '来写', visibility: 'branch' }], [draftRoutes.saveDraft, { ...unit, draftId: uuid(), title: '草稿', visibility: 'branch', blocks: [] }],
    ];
    const answers = await Promise.all(tries.map(async ([route, input]) => { const answer = await world.as(person, route, input as never); return { route: route.path, status: answer.status, words: JSON.stringify(answer.body) }; }));
    expect(answers.filter((one) => ![403, 404].includes(one.status)).map((one) => `${one.route} ${one.status}`)).toEqual([]);
    expect(answers.some((one) => one.words.includes('只有支部知道的话'))).toBe(false);
    expect((await world.ok(person, postRoutes.wider, {})).items.map((one) => one.id)).not.toContain(inside.id);
  });

  it('后台培育和整治时，网站导师看得到网站和一般栏目里已发布的；代管和匿名的栏目、待审的、留言、群、花名册都看不到；上线以后又看不到了（SITE-1）', async () => {
    const unit = await world.make.unit('branch', chain.general);
    const [writer, boss, mentor] = [await world.make.member(unit), await world.make.officer('secretary', unit), await world.make.person()];
    await world.make.appoint(mentor, 'mentor', unit);
    const [plain, hosted, sealed] = (await columns(unit, boss)).map((column) => column.id) as [string, string, string];
    await world.rows('update site_column set hosted = (id = $2), pseudonyms = (id = $3) where unit_id = $1', [unit.id, hosted, sealed]);
    const at = { unitId: unit.id };
    const say = async (columnId: string, text: string) => (await world.ok(writer, postRoutes.write, { ...at, clientId: uuid(), columnId, title: '一篇', text, visibility: 'branch' })).id;
    const [open, heart, nobody, waiting] = [await say(plain, '支部的读书会'), await say(hosted, '心里的话'), await say(sealed, '匿名栏目里的话'), await say(plain, '等人看的话')];
    await world.rows('update post set state = \'pending\' where id = $1', [waiting]);
    await world.ok(boss, commentRoutes.comment, { ...at, postId: open, clientId: uuid(), text: '讲得好' });
    const [chat] = await world.rows<{ id: string }>('select id from room where unit_id = $1', [unit.id]);
    const reads = async () => ({ site: (await world.as(mentor, siteRoutes.site, at)).status, list: await world.as(mentor, postRoutes.posts, at).then((answer) => (answer.status === 200 ? answer.body.items.map((one) => one.id) : answer.status)), one: (await Promise.all([open, heart, nobody, waiting].map((postId) => world.as(mentor, postRoutes.post, { ...at, postId })))).map((answer) => answer.status) });
    for (const state of ['incubating', 'rectifying']) {
      await world.rows('update site set state = $2 where unit_id = $1', [unit.id, state]);
      expect(await reads()).toEqual({ site: 200, list: [open], one: [200, 404, 404, 404] });
      expect((await world.ok(mentor, commentRoutes.comments, { ...at, postId: open })).items.map((one) => one.text)).toEqual(['讲得好']);
      const closed = await Promise.all([world.as(mentor, boardRoutes.messages, at), world.as(mentor, postRoutes.revisions, { ...at, postId: open }), world.as(mentor, anonymousRoutes.mine, at), world.as(mentor, memberRoutes.roster, at), world.as(mentor, memberRoutes.members, at), world.as(mentor, roomRoutes.entries, { ...at, roomId: chat?.id ?? '', after: 0 as never }), world.as(mentor, homeRoutes.home, at), world.as(mentor, siteRoutes.edit, { ...at, name: '改', banner: '', introduction: '' })]);
      expect(closed.map((answer) => [403, 404].includes(answer.status))).toEqual(closed.map(() => true));
    }
    for (const state of ['online', 'draft', 'archived']) {
      await world.rows('update site set state = $2 where unit_id = $1', [unit.id, state]);
      expect(await reads()).toEqual({ site: 404, list: 404, one: [404, 404, 404, 404] });
    }
    await world.rows('update site set state = \'incubating\' where unit_id = $1', [unit.id]);
    await world.rows('update role_held set ends_on = current_date where person_id = $1', [mentor.id]);
    expect(await reads()).toEqual({ site: 404, list: 404, one: [404, 404, 404, 404] });
  });

  it('代管的栏目到社区的桌上，本支部的书记碰不到；代表企业的人兼了网管员也审不了本支部的', async () => {
    const all = await world.ok(secretary, siteRoutes.columns, { unitId: chain.branch.id });
    const hosted = all.items[2];
    await world.ok(secretary, siteRoutes.saveColumns, { unitId: chain.branch.id, revision: all.revision, items: all.items.map((column) => ({ ...column, hosted: column.id === hosted?.id, premoderated: true })) });
    const post = await write(member, chain.branch, { columnId: hosted?.id ?? '', text: '工位的事' });
    const own = await write(member, chain.branch, { text: '普通的事' });
    const ids = async (by: MadePerson, unit: MadeUnit) => (await world.ok(by, moderationRoutes.queue, { unitId: unit.id, tab: 'review', limit: 50 })).items;
    expect((await ids(secretary, chain.branch)).map((one) => one.targetId)).not.toContain(post.id);
    const above = [...await ids(staff, chain.community), ...await ids(await world.make.officer('secretary', chain.general), chain.general)];
    expect(above.map((one) => one.targetId)).toContain(post.id);
    const manager = await world.make.officer('networkAdmin', chain.branch);
    const desk = (await ids(manager, chain.branch)).find((one) => one.targetId === own.id);
    const decide = () => world.as(manager, moderationRoutes.decide, { unitId: chain.branch.id, caseId: desk?.id ?? '', act: 'pass' });
    await world.make.appoint(manager, 'employerRepresentative', chain.branch);
    expect((await decide()).code).toBe('moderation.manages');
    await world.rows('delete from role_held where person_id = $1 and role = \'employerRepresentative\'', [manager.id]);
    expect((await decide()).status).toBe(200);
  });
});
