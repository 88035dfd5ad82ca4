import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import type { Visibility } from '@branch/shared/posts/routes';
import { searchRoutes } from '@branch/shared/search/routes';
import type { SearchScope } from '@branch/shared/search/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { openMeeting } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('搜索：一个框，找得到自己看得到的', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let member: MadePerson;
  let neighbour: MadePerson;
  let outsider: MadePerson;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    [secretary, member] = [await world.make.officer('secretary', branch), await world.make.member(branch, 'full', '欧阳晓棠')];
    const beside = await world.make.unit('branch', await world.make.unit('generalBranch', chain.community));
    [neighbour, outsider] = [await world.make.member(beside, 'full', '邻居一'), await world.make.member((await world.make.chain()).branch, 'full', '远方一')];
  });
  afterAll(async () => { await world.close(); });

  const column = async (by: MadePerson) => (await world.ok(by, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
  /** Published at once: what strangers may read is held until somebody has looked (MOD-6), which has stories of its own. */
  const post = async (title: string, text: string, visibility: Visibility = 'branch', by = member) => {
    const made = await world.ok(by, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: await column(by), title, text, visibility });
    if (visibility === 'public') await world.rows('update post set state = \'published\' where id = $1', [made.id]);
    return made;
  };
  const search = (who: MadePerson | null, q: string, scope?: SearchScope, cursor?: string, limit?: number) => world.as(who, searchRoutes.search, { q, ...(scope ? { scope } : {}), ...(cursor ? { cursor } : {}), ...(limit ? { limit } : {}) });
  const ids = async (who: MadePerson | null, q: string, scope: SearchScope) => { const found = await search(who, q, scope); expect([found.status, found.code]).toEqual([200, null]); return found.body.items.map((hit) => hit.id); };
  const shown = (parts: readonly { text: string; hit: boolean }[]) => parts.map((part) => (part.hit ? `【${part.text}】` : part.text)).join('');

  it('中文没有空格也能找：任意相连的两个字，标题和正文都算，命中处标出', async () => {
    const one = await post('周三站桶志愿服务', '七点半在南门集合，收工后各自打卡。\nＷｉＦｉ 密码见群里。');
    for (const q of ['站桶', '志愿服务', '南门集合', '打卡', 'wifi', '站桶 南门']) expect(await ids(member, q, 'posts')).toEqual([one.id]);
    for (const q of ['站七', '南门各自', '站桶 北门', '打站']) expect(await ids(member, q, 'posts')).toEqual([]);
    const [hit] = (await search(member, '南门', 'posts')).body.items;
    expect([shown(hit?.title ?? []), shown(hit?.excerpt ?? []), hit?.path]).toEqual(['周三站桶志愿服务', '七点半在【南门】集合，收工后各自打卡。 ＷｉＦｉ 密码见群里。', `/posts/post/index?unit=${branch.id}&id=${one.id}`]);
  });

  it('谁看得到才搜得到：仅本支部、本社区、全体党员、向社会公开', async () => {
    const made = { branch: await post('梧桐甲', '仅本支部', 'branch'), community: await post('梧桐乙', '本社区', 'community'), members: await post('梧桐丙', '全体党员', 'members'), public: await post('梧桐丁', '公开', 'public', secretary) };
    await world.rows('update post set state = \'published\' where id = $1', [made.public.id]);
    const named = async (who: MadePerson | null) => (await search(who, '梧桐', 'posts')).body.items.map((hit) => shown(hit.title).at(-1)).sort().join('');
    expect(await named(member)).toBe('丁丙乙甲');
    expect(await named(neighbour)).toBe('丁丙乙');
    expect(await named(outsider)).toBe('丁丙');
    expect(await named(null)).toBe('丁');
    await world.rows('update site set state = \'rectifying\' where unit_id = $1', [branch.id]);
    expect(await named(null)).toBe('');
    await world.rows('update site set state = \'online\' where unit_id = $1', [branch.id]);
  });

  it('待审、退回、隐藏、撤回的和草稿，谁也搜不到，连作者也搜不到；点评跟着帖子', async () => {
    const held = await post('银杏叶', '等一等再说');
    await world.ok(member, commentRoutes.comment, { unitId: branch.id, postId: held.id, clientId: uuid(), text: '银杏叶底下见' });
    expect(await ids(secretary, '银杏叶', 'posts')).toEqual([held.id]);
    expect(await ids(secretary, '银杏叶', 'comments')).toHaveLength(1);
    for (const state of ['pending', 'hidden', 'rejected', 'retracted']) {
      await world.rows('update post set state = $2 where id = $1', [held.id, state]);
      for (const who of [member, secretary]) expect([state, await ids(who, '银杏叶', 'posts'), await ids(who, '银杏叶', 'comments')]).toEqual([state, [], []]);
    }
    await world.rows('update post set state = \'published\' where id = $1', [held.id]);
    await world.rows('update comment set state = \'hidden\' where post_id = $1', [held.id]);
    expect([await ids(member, '银杏叶', 'posts'), await ids(member, '银杏叶', 'comments')]).toEqual([[held.id], []]);
  });

  it('改过以后按新的找；真的被不予公开以后搜不到', async () => {
    const one = await post('腊梅', '开在墙角');
    await world.ok(member, postRoutes.edit, { unitId: branch.id, postId: one.id, revision: 1, columnId: await column(member), title: '山茶', text: '开在窗前', visibility: 'branch' });
    expect([await ids(member, '腊梅', 'posts'), await ids(member, '窗前', 'posts')]).toEqual([[], [one.id]]);
    await world.ok(secretary, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId: one.id, rule: 5, reason: '与本栏目的内容不符，请换一个合适的栏目再发。' });
    expect(await ids(member, '窗前', 'posts')).toEqual([]);
  });

  it('纪要发布了才搜得到，支部以外的人搜不到', async () => {
    const meeting = await openMeeting(world, branch, secretary);
    await world.ok(secretary, meetingRoutes.close, { unitId: branch.id, meetingId: meeting.id });
    const at = { unitId: branch.id, meetingId: meeting.id };
    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    const content = { ...draft.content, remarks: '大家约好每月走访一家新来的小企业。' };
    const saved = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, revision: draft.revision, content });
    for (const who of [secretary, member]) expect(await ids(who, '走访一家', 'minutes')).toEqual([]);
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
    expect(await ids(member, '走访一家', 'minutes')).toEqual([meeting.id]);
    for (const who of [neighbour, outsider, null]) expect(await ids(who, '走访一家', 'minutes')).toEqual([]);
    const again = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, revision: (await world.ok(secretary, minutesRoutes.draft, at)).revision, content: { ...content, remarks: '大家约好每月拜访一家新来的小企业。' } });
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: again.revision, basedOn: 1, reason: '一个词写错了' });
    expect([await ids(member, '走访一家', 'minutes'), await ids(member, '拜访一家', 'minutes')]).toEqual([[], [meeting.id]]);
  });

  it('同志按通讯录的范围找，单位依本人的选择；企业代表和版主不因职务看到名单', async () => {
    const company = await world.make.company(branch, '晓棠科技');
    await world.rows('update membership set company_id = $2 where person_id = $1', [member.id, company.id]);
    const about = async (who: MadePerson) => (await search(who, '晓棠', 'people')).body.items.map((hit) => [shown(hit.title), hit.about]);
    expect(await about(secretary)).toEqual([['欧阳【晓棠】', [branch.name, '晓棠科技']]]);
    await world.ok(member, directoryRoutes.choose, { showsCompany: false });
    expect(await about(secretary)).toEqual([['欧阳【晓棠】', [branch.name]]]);
    for (const role of ['employerRepresentative', 'instructor', 'moderator'] as const) {
      const held = await world.make.person();
      await world.make.appoint(held, role, branch);
      expect([role, await about(held)]).toEqual([role, []]);
    }
    for (const who of [neighbour, outsider]) expect(await about(who)).toEqual([]);
    expect(await ids(null, '晓棠', 'people')).toEqual([]);
  });

  it('匿名写的找得到文字，找不到人：按作者的名字搜不出来，结果里只有“匿名”和日期', async () => {
    const one = await post('心里话', '蜡梅树下的一句心里话');
    await world.rows('update post set author_id = \'Niming11111\' where id = $1', [one.id]);
    expect(await ids(secretary, '晓棠', 'posts')).toEqual([]);
    const found = await search(secretary, '蜡梅树下', 'posts');
    expect(found.body.items.map((hit) => [hit.id, hit.about.at(-1)])).toEqual([[one.id, '匿名']]);
    expect(JSON.stringify(found.body)).not.toMatch(/晓棠|T\d\d:/);
    expect(await ids(secretary, '匿名', 'people')).toEqual([]);
  });

  it('服务在自己看得到的菜单里找，下架的找不到', async () => {
    const [own, above, gone] = [await world.make.service(branch, [member], { item: '口语陪练' }), await world.make.service(chain.community, [member], { item: '口语角' }), await world.make.service(branch, [member], { item: '口语班', state: 'withdrawn' })];
    expect((await ids(secretary, '口语', 'services')).sort()).toEqual([own.id, above.id].sort());
    expect(await ids(secretary, '口语', 'services')).not.toContain(gone.id);
    expect(await ids(neighbour, '口语', 'services')).toEqual([above.id]);
    expect(await ids(outsider, '口语', 'services')).toEqual([]);
  });

  it('不分类时各给几条，说清哪一类还有；分类时按页翻，不重不漏', async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift((await post(`桂花第 ${n + 1} 篇`, '香')).id);
    const all = await search(member, '桂花');
    expect([all.body.items.map((hit) => hit.id), all.body.more, all.body.next]).toEqual([made.slice(0, 4), ['posts'], null]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do { const page = (await search(member, '桂花', 'posts', cursor, 3)).body; seen.push(...page.items.map((hit) => hit.id)); cursor = page.next ?? undefined; } while (cursor);
    expect(seen).toEqual(made);
  });

  it.each<[string, string, number, string]>([['一个字', '桂', 422, 'search.too-short'], ['分开的字', '桂 花', 422, 'search.too-short'], ['空白', '   ', 422, 'search.too-short'], ['倒着写', '桂花\u202e', 422, 'line.control-characters'], ['太长', '桂'.repeat(81), 400, 'input.invalid']])('不收：%s', async (_, q, status, code) => { expect(await search(member, q)).toMatchObject({ status, code }); });
  it('通配符、引号、反斜线都只是字', async () => {
    for (const q of ['%%', '__', '\'; drop table post; --', '\\\\', '{}', '桂花"}']) expect((await search(member, q)).body).toMatchObject({ items: [], more: [] });
    expect((await search(member, '桂花', 'posts', 'bm9uc2Vuc2U')).code).toBe('cursor.invalid');
  });

  it('服务所用的角色碰不到搜索的底表', async () => {
    await expect(world.asRuntime('select 1 from search_entry limit 1')).rejects.toThrow(/permission denied/);
  });
});
