import { figureRoutes } from '@branch/shared/figures/routes';
import type { FigureKind } from '@branch/shared/figures/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import type { Visibility } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { monthsUpTo } from '@branch/shared/figures/rules';
import { shanghaiMonth } from '@branch/shared/time';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { readTable } from '../members/roster-file.js';
import { VisitsService } from '../posts/visits.service.js';

describe('网站数字（SITE-10）', () => {
  let world: World;
  let chain: { district: MadeUnit; community: MadeUnit; general: MadeUnit; branch: MadeUnit };
  let quiet: MadeUnit;
  let secretary: MadePerson;
  let member: MadePerson;
  let staff: MadePerson;
  let outsider: MadePerson;
  let today: Date;

  beforeAll(async () => {
    world = await World.open();
    today = await world.noon();
    chain = await world.make.chain();
    quiet = await world.make.unit('branch', chain.general);
    [secretary, member] = [await world.make.officer('secretary', chain.branch), await world.make.member(chain.branch)];
    staff = await world.make.officer('communityStaff', chain.community);
    const other = await world.make.chain();
    outsider = await world.make.officer('communityStaff', other.community);
    const columnId = (await world.ok(member, siteRoutes.site, { unitId: chain.branch.id })).columns[0]?.id ?? '';
    const write = (title: string, text: string, visibility: Visibility) => world.ok(member, postRoutes.write, { unitId: chain.branch.id, clientId: uuid(), columnId, title, text, visibility });
    const inside = await write('只给支部看的标题', '一二三四五', 'branch');
    await write('给全体党员的标题', '🙂🙂🙂', 'members');
    await world.ok(secretary, commentRoutes.comment, { unitId: chain.branch.id, postId: inside.id, clientId: uuid(), text: '好文章' });
    await world.ok(secretary, postRoutes.post, { unitId: chain.branch.id, postId: inside.id });
    await world.get(VisitsService).flush();
    for (const text of ['只有支部知道的难处', '第二件事']) await world.ok(member, boardRoutes.leave, { unitId: chain.branch.id, clientId: uuid(), text });
    await world.heard();
  });
  afterAll(async () => { await world.close(); });

  const sites = async (by: MadePerson, more: object = {}) => world.ok(by, figureRoutes.sites, { unitId: chain.community.id, ...more });
  const behind = (by: MadePerson, kind: FigureKind, unitId = chain.community.id) => world.as(by, figureRoutes.behind, { unitId, siteId: chain.branch.id, kind });

  it('每个网站一行：帖子、点评、字数（一个表情一个字）、浏览、未回应、多少天没更新；没动静的也在表里', async () => {
    const { items, series } = await sites(staff);
    expect(items.find((row) => row.unitId === chain.branch.id)).toMatchObject({ posts: 2, comments: 1, characters: 5 + 3 + 3, visits: 1, unanswered: 2, daysWithoutUpdate: 0, monthsWithoutMeeting: null });
    expect(items.find((row) => row.unitId === quiet.id)).toMatchObject({ posts: 0, comments: 0, characters: 0, visits: 0, unanswered: 0, daysWithoutUpdate: null });
    expect(series.map((one) => one.month)).toEqual(monthsUpTo(shanghaiMonth(today), 6));
    expect(series.at(-1)).toMatchObject({ posts: 2, comments: 1 });
  });

  it('换一个时段就只数那个时段；时段倒了或太长不给', async () => {
    const before = monthsUpTo(shanghaiMonth(today), 2)[0] ?? '';
    expect((await sites(staff, { from: before, to: before })).items.every((row) => row.posts === 0)).toBe(true);
    expect((await world.as(staff, figureRoutes.sites, { unitId: chain.community.id, from: '2026-05', to: '2026-04' })).code).toBe('figures.span');
    expect((await world.as(staff, figureRoutes.sites, { unitId: chain.community.id, from: '2020-01', to: '2026-04' })).code).toBe('figures.span');
  });

  it.each<[FigureKind, number, number, number]>([['posts', 2, 1, 1], ['comments', 1, 1, 0], ['characters', 3, 2, 1], ['visits', 1, 1, 0], ['unanswered', 2, 2, 0], ['update', 2, 1, 1], ['meeting', 0, 0, 0]])('%s 点得开：上级看到总数 %i，其中 %i 条的内容不给看，只列得出 %i 条', async (kind, total, closed, listed) => {
    const { body } = await behind(staff, kind);
    expect([body.total, body.closed, body.items.length]).toEqual([total, closed, listed]);
    expect(JSON.stringify(body)).not.toMatch(/只给支部看|难处|第二件事|好文章/);
    const own = (await behind(secretary, kind, chain.branch.id)).body;
    expect([own.total, own.closed, own.items.length]).toEqual([total, 0, total]);
  });

  it('明细能翻页，不重不漏；数字和明细加起来一样', async () => {
    const first = await world.ok(secretary, figureRoutes.behind, { unitId: chain.branch.id, siteId: chain.branch.id, kind: 'characters', limit: 2 });
    const second = await world.ok(secretary, figureRoutes.behind, { unitId: chain.branch.id, siteId: chain.branch.id, kind: 'characters', limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].reduce((sum, row) => sum + row.value, 0)).toBe(11);
    expect(second.next).toBeNull();
  });

  it('导出的 .xlsx 读得回来，和页面一样；导出留痕', async () => {
    const answer = await fetch(`${world.url}/api/v1/units/${chain.community.id}/figures/export?format=xlsx`, { headers: { authorization: `Bearer ${await world.tokenOf(staff)}` } });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const { table } = await readTable(Buffer.from(await answer.arrayBuffer()));
    expect(table[0]?.slice(0, 6)).toEqual(['组织', '上级', '网站', '状态', '帖子', '点评']);
    expect(table.find((row) => row[0] === chain.branch.name)?.slice(4, 9)).toEqual(['2', '1', '11', '1', '2']);
    expect(await world.rows('select 1 from audit where action = \'figures.exported\' and actor_id = $1', [staff.id])).toHaveLength(1);
  });

  it('别的社区看不到，成员不能看，支部只看自己；下面没有的网站就是没有', async () => {
    expect((await world.as(outsider, figureRoutes.sites, { unitId: chain.community.id })).status).toBe(404);
    expect((await world.as(member, figureRoutes.sites, { unitId: chain.branch.id })).status).toBe(403);
    expect((await world.ok(secretary, figureRoutes.sites, { unitId: chain.branch.id })).items.map((row) => row.unitId)).toEqual([chain.branch.id]);
    expect((await world.as(secretary, figureRoutes.behind, { unitId: chain.branch.id, siteId: quiet.id, kind: 'posts' })).status).toBe(404);
  });
});
