import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { figureRoutes } from '@branch/shared/figures/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { anonymousRoutes, disclosureRoutes } from '@branch/shared/posts/anonymous-routes';
import { dailyPseudonyms } from '@branch/shared/posts/anonymous-rules';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { takesEffect } from './moderation.js';
import { uuid, World } from './world.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';

describe('匿名（MOD-7，保证 6）', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let columnId: string;
  let plainColumnId: string;
  let secretary: MadePerson;
  let deputy: MadePerson;
  let admin: MadePerson;
  let member: MadePerson;
  let staff: MadePerson;
  let serial = 0;

  beforeAll(async () => {
    world = await World.open();
    await world.noon();
    chain = await world.make.chain();
    branch = chain.branch;
    [secretary, deputy, admin] = [await world.make.officer('secretary', branch), await world.make.officer('deputySecretary', branch), await world.make.officer('networkAdmin', branch)];
    [member, staff] = [await world.make.member(branch), await world.make.officer('communityStaff', chain.community)];
    const columns = (await world.ok(secretary, siteRoutes.site, { unitId: branch.id })).columns;
    [columnId, plainColumnId] = [columns[2]?.id ?? '', columns[0]?.id ?? ''];
    const all = await world.ok(secretary, siteRoutes.columns, { unitId: branch.id });
    await world.ok(secretary, siteRoutes.saveColumns, { unitId: branch.id, revision: all.revision, items: all.items.map((column) => ({ ...column, pseudonyms: column.id === columnId })) });
  });
  afterAll(async () => { await world.close(); });

  /** Someone new each time, with a name that stands nowhere else. */
  const author = () => world.make.member(branch, 'full', `林深见鹿${++serial}`);
  const write = (by: MadePerson, more: object = {}) => world.as(by, anonymousRoutes.post, { unitId: branch.id, clientId: uuid(), columnId, title: '想说的话', text: '工位旁边的烟味很重。', visibility: 'branch', ...more });
  const wrote = async (by: MadePerson, more: object = {}) => { const done = await write(by, more); if (done.status !== 200) throw new Error(done.code ?? ''); return done.body.id; };
  const said = async (by: MadePerson, postId: string, text = '我也有同感。') => world.ok(by, anonymousRoutes.comment, { unitId: branch.id, clientId: uuid(), postId, text });
  const post = (by: MadePerson, postId: string) => world.as(by, postRoutes.post, { unitId: branch.id, postId });

  const state = async (postId: string) => (await world.rows<{ state: string }>('select state from post where id = $1', [postId]))[0]?.state;
  /** Looks at every row of the database: none holds both the author and the content. Answers how many were about the content at all. */
  async function expectNoTrace(someone: MadePerson, ...ids: string[]): Promise<number> {
    const cases = (await world.rows<{ id: string }>('select id from review_case where target_id = any ($1) union select a.id from appeal a join review_case c on c.id = a.case_id where c.target_id = any ($1)', [ids])).map((row) => row.id);
    const tables = (await world.rows<{ name: string }>('select quote_ident(relname) as name from pg_class where relnamespace = \'public\'::regnamespace and relkind in (\'r\', \'m\')')).map((row) => row.name);
    expect(tables.length).toBeGreaterThan(50);
    const together: string[] = [];
    let about = 0;
    for (const table of tables) {
      for (const row of await world.rows<{ words: string }>(`select t::text as words from ${table} t where t::text ~ $1`, [[...ids, ...cases].join('|')])) {
        about += 1;
        if (row.words.includes(someone.id) || row.words.includes(someone.name)) together.push(`${table}: ${row.words.slice(0, 200)}`);
      }
    }
    expect(together).toEqual([]);
    return about;
  }

  it('署名是“匿名”，时间只到整点；同一位作者的两篇之间没有任何相同之处', async () => {
    const someone = await author();
    const [first, second] = [await wrote(someone), await wrote(someone)];
    const shown = (await post(member, first)).body;
    expect(shown).toMatchObject({ author: { name: '匿名', company: null }, office: null, mine: false });
    expect(new Date(shown.publishedAt).getTime() % 3_600_000).toBe(0);
    expect((await post(someone, first)).body.mine).toBe(false);
    const links = await world.rows<Record<string, string>>('select * from anon_link where target_id = any ($1)', [[first, second]]);
    for (const key of ['mark', 'once_key', 'lower_half', 'upper_half']) expect(links[0]?.[key]).not.toBe(links[1]?.[key]);
  });

  it('库里没有一行同时有作者和这篇内容：全库逐行找，事件、回执、审计、通知都算；也没有一行把请求和它连起来', async () => {
    const someone = await author();
    const open = await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '公开的一篇', text: '请大家说说。', visibility: 'branch' });
    const postId = await wrote(someone);
    const commentId = (await said(someone, open.id)).id;
    const held = await wrote(someone);
    await world.ok(member, commentRoutes.comment, { unitId: branch.id, postId, clientId: uuid(), text: '抱抱。' });
    await world.ok(admin, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId: held, rule: 1, reason: '请换一种说法再发出来。' });
    await world.heard();
    expect(await expectNoTrace(someone, postId, commentId, held)).toBeGreaterThan(6);
    expect(await world.rows('select 1 from event where body::text ~ $1 and (body->>\'authorId\' = \'Niming11111\') and (actor_id is not null or request_id is not null or at <> date_trunc(\'hour\', at))', [[postId, commentId, held].join('|')])).toEqual([]);
  });

  it('别人的每个页面里，这些内容旁边都没有作者：首页、栏目、帖子、点评、审核、通知、报到', async () => {
    const someone = await author();
    const postId = await wrote(someone);
    await said(someone, postId);
    await world.ok(member, moderationRoutes.report, { unitId: branch.id, clientId: uuid(), kind: 'post', targetId: postId, reason: 'unfit', note: '' });
    await world.heard();
    const unit = { unitId: branch.id };
    const pages = async (who: MadePerson) => JSON.stringify([
      await world.ok(who, homeRoutes.home, unit), await world.ok(who, postRoutes.posts, unit), await world.ok(who, postRoutes.posts, { ...unit, order: 'unanswered' }), await world.ok(who, postRoutes.post, { ...unit, postId }),
      await world.ok(who, commentRoutes.comments, { ...unit, postId }), await world.ok(who, noticeRoutes.inbox, {}), await world.ok(who, anonymousRoutes.mine, unit), await world.ok(who, checkInRoutes.mine, unit), await world.ok(who, postRoutes.revisions, { ...unit, postId }),
      ...(who === member ? [] : [await world.ok(who, moderationRoutes.queue, { ...unit, tab: 'reports' }), await world.ok(who, moderationRoutes.queue, { ...unit, tab: 'review' })])]);
    for (const who of [member, admin, secretary]) {
      const words = await pages(who);
      expect(words).toContain(postId);
      expect(words.includes(someone.id) || words.includes(someone.name)).toBe(false);
    }
  });

  it('数字不因匿名而动：点评数、今日新内容、网站数字', async () => {
    const someone = await author();
    const open = await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '数数看', text: '一二三。', visibility: 'branch' });
    const before = (await world.ok(secretary, homeRoutes.home, { unitId: branch.id })).newToday;
    const figures = async () => { const { items, series } = await world.ok(secretary, figureRoutes.sites, { unitId: branch.id }); return { site: items.map(({ posts, comments, characters }) => ({ posts, comments, characters })), series }; };
    const counted = await figures();
    expect(counted.site[0]?.posts).toBeGreaterThan(0);
    await wrote(someone);
    await said(someone, open.id);
    expect(await figures()).toEqual(counted);
    expect((await post(member, open.id)).body.comments).toBe(0);
    expect((await world.ok(secretary, homeRoutes.home, { unitId: branch.id })).newToday).toBe(before);
    expect((await world.ok(member, commentRoutes.comments, { unitId: branch.id, postId: open.id })).items).toHaveLength(1);
  });

  it('自己找得到自己的，能撤回；别人的撤不了，也看不出是谁的；本月写了几次只有自己看得到，不算报到', async () => {
    const someone = await author();
    const postId = await wrote(someone);
    const mine = (await world.ok(someone, anonymousRoutes.mine, { unitId: branch.id })).items;
    expect(mine.map((one) => one.targetId)).toEqual([postId]);
    expect((await world.ok(secretary, anonymousRoutes.mine, { unitId: branch.id })).items).toEqual([]);
    expect((await world.as(secretary, anonymousRoutes.retract, { unitId: branch.id, kind: 'post', targetId: postId })).code).toBe('not-found');
    expect(await world.ok(someone, checkInRoutes.mine, { unitId: branch.id })).toMatchObject({ anonymous: 1, checkIns: 0, acts: [] });
    await world.ok(someone, anonymousRoutes.retract, { unitId: branch.id, kind: 'post', targetId: postId });
    expect((await post(member, postId)).status).toBe(404);
    expect((await world.ok(someone, checkInRoutes.mine, { unitId: branch.id })).anonymous).toBe(0);
  });

  it.each<[string, object, string]>([
    ['栏目没有开匿名', { columnId: 'plain' }, 'pseudonym.not-here'],
    ['空话', { text: ' \n' }, 'post.empty'],
    ['看不见的字符', { text: '书记\u202e' }, 'line.control-characters'],
    ['向社会公开', { visibility: 'public' }, 'input.invalid'],
    ['带图片的块', { blocks: [] }, 'input.invalid'],
    ['自称作者', { authorId: 'zzzzzzzzzzz' }, 'input.invalid'],
  ])('不收：%s', async (_, more, code) => {
    const given = 'columnId' in more ? { columnId: plainColumnId } : more;
    expect((await write(member, given)).code).toBe(code);
  });

  it('同一次提交重发二十遍只有一篇；一天五次，第六次请明天再来；两个人同时到上限互不相干', async () => {
    const someone = await author();
    const clientId = uuid();
    const many = await Promise.all(Array.from({ length: 20 }, () => write(someone, { clientId })));
    expect(new Set(many.map((one) => one.body.id)).size).toBe(1);
    const rest = await Promise.all(Array.from({ length: 7 }, () => write(someone)));
    expect(rest.map((one) => one.status).sort()).toEqual([...Array<number>(dailyPseudonyms - 1).fill(200), 429, 429, 429]);
    expect((await write(await author())).status).toBe(200);
    expect((await world.ok(someone, anonymousRoutes.here, { unitId: branch.id })).leftToday).toBe(0);
  });

  it('人少的组织先提醒：不到五个人，容易猜到是谁', async () => {
    expect((await world.ok(member, anonymousRoutes.here, { unitId: branch.id })).smallGroup).toBe(false);
    const small = await world.make.unit('branch', { id: branch.path[branch.path.length - 2] ?? '', name: '', kind: 'generalBranch', path: branch.path.slice(0, -1) });
    const lonely = await world.make.member(small);
    expect((await world.ok(lonely, anonymousRoutes.here, { unitId: small.id })).smallGroup).toBe(true);
  });

  it('审核的人碰到自己匿名写的，决定不了；被停的作者在“我的匿名”里看得到理由', async () => {
    const own = await wrote(admin);
    expect((await world.as(admin, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId: own, rule: 1, reason: '请换一种说法再发出来。' })).code).toBe('moderation.own');
    await world.ok(secretary, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId: own, rule: 1, reason: '请换一种说法再发出来。' });
    expect((await world.ok(admin, anonymousRoutes.mine, { unitId: branch.id })).items.find((one) => one.targetId === own)).toMatchObject({ state: 'hidden', reason: '请换一种说法再发出来。' });
  });

  it('碰到词表里的词：记下的时间也只到整点；新成员先审的支部，匿名的每一篇都先审', async () => {
    await world.ok(secretary, moderationSettingRoutes.addWord, { unitId: branch.id, clientId: uuid(), word: '内部名单', note: '' });
    const open = await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '公开的一篇', text: '请大家说说。', visibility: 'branch' });
    const postId = await wrote(await author(), { text: '听说有一份内部名单。' });
    const commentId = (await said(await author(), open.id, '那份内部名单我也听说了。')).id;
    const hits = await world.rows<{ exact: boolean }>('select at <> date_trunc(\'hour\', at) as exact from word_hit where target_id = any ($1)', [[postId, commentId]]);
    expect(hits).toEqual([{ exact: false }, { exact: false }]);
    const unit = await world.make.unit('branch', chain.general);
    const boss = await world.make.officer('secretary', unit);
    const all = await world.ok(boss, siteRoutes.columns, { unitId: unit.id });
    await world.ok(boss, siteRoutes.saveColumns, { unitId: unit.id, revision: all.revision, items: all.items.map((column) => ({ ...column, pseudonyms: true })) });
    const there = { unitId: unit.id, columnId: all.items[0]?.id ?? '' };
    expect(await state(await wrote(await world.make.member(unit), there))).toBe('published');
    await world.ok(boss, moderationSettingRoutes.setSettings, { unitId: unit.id, firstPosts: 1 });
    expect(await state(await wrote(await world.make.member(unit), there))).toBe('pending');
  });

  it('被停的匿名内容：作者看到全文、规则、理由，能申诉，谁也看不出是谁；由另一位答复，成立就回到原处', async () => {
    const someone = await author();
    const long = `开头。${'工位旁边的烟味很重，'.repeat(60)}结尾。`;
    const targetId = await wrote(someone, { text: long });
    await world.ok(admin, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId, rule: 1, reason: '请换一种说法再发出来。', suggestion: '可以写：工位旁边有烟味。' });
    await takesEffect(world);
    const at = { unitId: branch.id, kind: 'post' as const, targetId };
    const mine = async (who = someone) => (await world.ok(who, anonymousRoutes.mine, { unitId: branch.id })).items.find((one) => one.targetId === targetId);
    expect(await mine()).toMatchObject({ state: 'hidden', stopped: true, text: long, rule: 1, ruleName: '不骂人，不攻击人', reason: '请换一种说法再发出来。', suggestion: '可以写：工位旁边有烟味。', appeal: null, whyNotAppeal: null });
    const appeal = (by: MadePerson, words = '说的是事，没有骂人，请再看看。') => world.as(by, anonymousRoutes.appeal, { ...at, words });
    for (const by of [admin, secretary, member]) expect(await appeal(by)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await appeal(someone, '不服')).toMatchObject({ status: 422, code: 'appeal.words-needed' });
    const [made, again] = await Promise.all([appeal(someone), appeal(someone)]);
    expect([made.status, again.status]).toEqual([200, 200]);
    expect(made.body).toMatchObject({ state: 'open', overdue: false });
    expect(new Date(made.body.at).getTime() % 3_600_000).toBe(0);
    expect(await appeal(someone, '换一套话再说一遍。')).toMatchObject({ status: 409, code: 'appeal.made-already' });
    await world.heard();
    await expectNoTrace(someone, targetId);
    const waiting = (await world.ok(secretary, moderationRoutes.queue, { unitId: branch.id, tab: 'appeals' })).items.find((one) => one.targetId === targetId);
    expect(waiting).toMatchObject({ author: { name: '匿名' }, appeal: { words: '说的是事，没有骂人，请再看看。' }, whyNot: null });
    const judge = (by: MadePerson) => world.as(by, moderationRoutes.decideAppeal, { unitId: branch.id, appealId: waiting?.appeal?.id ?? '', overturn: true, reason: '说的是事情，没有攻击人。' });
    expect(await judge(admin)).toMatchObject({ status: 403, code: 'appeal.own-decision' });
    expect((await judge(secretary)).body).toMatchObject({ contentState: 'published' });
    expect(await mine()).toMatchObject({ state: 'published', stopped: false, appeal: { state: 'overturned', reason: '说的是事情，没有攻击人。' } });
    expect((await mine())?.text).toHaveLength(200);
    await expectNoTrace(someone, targetId);
  });

  it('自己就是能答复的人，匿名申诉也答不了自己的；送到哪张桌上不因作者是谁而变', async () => {
    const targetId = await wrote(secretary);
    await world.ok(admin, moderationRoutes.hide, { unitId: branch.id, kind: 'post', targetId, rule: 1, reason: '请换一种说法再发出来。' });
    await world.ok(secretary, anonymousRoutes.appeal, { unitId: branch.id, kind: 'post', targetId, words: '请再看一看。' });
    const [row] = await world.rows<{ id: string; desk_id: string; author_id: string }>('select a.id, a.desk_id, a.author_id from appeal a join review_case c on c.id = a.case_id where c.target_id = $1', [targetId]);
    expect(row).toMatchObject({ desk_id: branch.id, author_id: 'Niming11111' });
    expect((await world.ok(secretary, moderationRoutes.queue, { unitId: branch.id, tab: 'appeals' })).items.find((one) => one.targetId === targetId)?.whyNot).toBe('moderation.own');
    expect((await world.as(secretary, moderationRoutes.decideAppeal, { unitId: branch.id, appealId: row?.id ?? '', overturn: true, reason: '自己的自己来恢复一下。' })).code).toBe('moderation.own');
  });

  it('待审被退回的匿名帖：原文还给作者，别人看不到', async () => {
    await world.rows('update site_column set premoderated = true where id = $1', [columnId]);
    const someone = await author();
    const long = '一'.repeat(900);
    const targetId = await wrote(someone, { text: long });
    await world.rows('update site_column set premoderated = false where id = $1', [columnId]);
    const one = (await world.ok(admin, moderationRoutes.queue, { unitId: branch.id, tab: 'review' })).items.find((row) => row.targetId === targetId);
    await world.ok(admin, moderationRoutes.decide, { unitId: branch.id, caseId: one?.id ?? '', act: 'stop', rule: 5, reason: '与本栏目的内容不符，请换一个栏目。' });
    expect((await world.ok(someone, anonymousRoutes.mine, { unitId: branch.id })).items.find((row) => row.targetId === targetId)).toMatchObject({ state: 'rejected', text: long, rule: 5, whyNotAppeal: null });
    expect((await post(member, targetId)).status).toBe(404);
  });

  describe('查看作者', () => {
    const ask = (by: MadePerson, targetId: string, more: object = {}) => world.as(by, disclosureRoutes.ask, { unitId: branch.id, clientId: uuid(), kind: 'post', targetId, ground: 'safety', words: '文中说要伤害自己，需要马上找到人。', ...more });
    const at = (disclosureId: string) => ({ unitId: branch.id, disclosureId });

    it('两级两人同意才开一次，看十五分钟，留痕，作者收到通知；只有一方、同一方、第三人都打不开', async () => {
      const someone = await author();
      const targetId = await wrote(someone);
      const asked = (await ask(secretary, targetId)).body;
      expect(asked).toMatchObject({ lower: { id: secretary.id }, upper: null, whyNotApprove: 'disclosure.agreed-already' });
      expect((await world.as(secretary, disclosureRoutes.open, at(asked.id))).code).toBe('disclosure.one-missing');
      expect((await world.as(deputy, disclosureRoutes.approve, at(asked.id))).code).toBe('disclosure.agreed-already');
      expect((await world.as(admin, disclosureRoutes.approve, at(asked.id))).status).toBe(403);
      await world.heard();
      expect((await world.ok(staff, noticeRoutes.inbox, {})).items.filter((one) => one.title.includes('申请查看一条匿名内容的作者')).map((one) => one.path)).toEqual([`/posts/disclosures/index?unit=${branch.id}`]);
      await world.ok(staff, disclosureRoutes.approve, at(asked.id));
      expect((await world.as(deputy, disclosureRoutes.open, at(asked.id))).status).toBe(403);
      const opened = await world.ok(staff, disclosureRoutes.open, at(asked.id));
      expect(opened.author).toEqual({ id: someone.id, name: someone.name });
      expect((await world.as(secretary, disclosureRoutes.open, at(asked.id))).code).toBe('disclosure.over');
      await world.heard();
      const told = (await world.ok(someone, noticeRoutes.inbox, {})).items.filter((one) => one.title.includes('匿名'));
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain(targetId);
      expect((await world.ok(someone, anonymousRoutes.mine, { unitId: branch.id })).items[0]).toMatchObject({ opened: 'safety' });
      // 每年几次、依据什么，公布；是谁、哪一篇，不公布。
      expect((await world.ok(member, moderationRoutes.figures, { unitId: branch.id })).disclosures).toEqual([{ ground: 'safety', count: 1 }]);
      const trace = await world.rows<{ action: string; words: string }>('select action, t::text as words from audit t where object = $1 order by at', [`post:${targetId}`]);
      expect(trace.map((row) => row.action)).toEqual(['pseudonym.asked', 'pseudonym.agreed', 'pseudonym.agreed', 'pseudonym.opened']);
      expect(trace.some((row) => row.words.includes(someone.id))).toBe(false);
      expect(await world.rows('select 1 from notice n, event e where e.name = \'pseudonym.opened\' and n::text like \'%\' || e.id || \'%\'')).toEqual([]);
      const list = JSON.stringify(await world.ok(secretary, disclosureRoutes.disclosures, { unitId: branch.id }));
      expect(list.includes(someone.id) || list.includes(someone.name)).toBe(false);
      await world.rows('update anon_disclosure set opened_at = opened_at - interval \'16 minutes\' where id = $1', [asked.id]);
      expect((await world.as(staff, disclosureRoutes.open, at(asked.id))).code).toBe('disclosure.over');
    });

    it('一个人兼两级的职务，也只能算一方；过了七十二小时作废；理由不在名单里、没写清、没有这篇，都不行', async () => {
      const targetId = await wrote(await author());
      await world.make.appoint(staff, 'secretary', branch);
      const asked = (await ask(staff, targetId)).body;
      expect((await world.as(staff, disclosureRoutes.approve, at(asked.id))).code).toBe('disclosure.same-person');
      await world.rows('update anon_disclosure set asked_at = asked_at - interval \'73 hours\' where id = $1', [asked.id]);
      expect((await world.as(secretary, disclosureRoutes.approve, at(asked.id))).status).toBe(409);
      expect((await ask(secretary, targetId, { ground: 'curiosity' })).code).toBe('input.invalid');
      expect((await ask(secretary, targetId, { words: '想知道' })).code).toBe('moderation.reason-needed');
      expect((await ask(secretary, 'zzzzzzzzzzz')).code).toBe('not-found');
      await world.rows('delete from role_held where person_id = $1 and role = \'secretary\'', [staff.id]);
    });

    it('文中写到的人不能同意查是谁写的', async () => {
      const targetId = await wrote(await author(), { text: `${secretary.name}开会总是迟到。` });
      expect((await ask(secretary, targetId)).code).toBe('moderation.about-you');
    });
  });
});
