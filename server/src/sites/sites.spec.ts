import { siteRoutes } from '@branch/shared/sites/routes';
import { World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('支部网站', () => {
  let world: World;
  let branch: MadeUnit;
  beforeAll(async () => { world = await World.open(); branch = (await world.make.chain()).branch; });
  afterAll(async () => { await world.close(); });

  it('成员看得到网站的名称、状态和栏目；外支部的人看不到', async () => {
    const site = await world.ok(await world.make.member(branch), siteRoutes.site, { unitId: branch.id });
    expect(site).toMatchObject({ unitId: branch.id, name: `${branch.name}网站`, state: 'online', exemplary: false, lastUpdateAt: null });
    expect(site.columns.map((column) => column.name)).toEqual(['支部动态', '谈谈新想法', '学习资料']);
    const stranger = await world.make.member((await world.make.chain()).branch);
    expect(await world.as(stranger, siteRoutes.site, { unitId: branch.id })).toMatchObject({ status: 404, code: 'not-found' });
    expect((await world.as(null, siteRoutes.site, { unitId: branch.id })).status).toBe(401);
  });

  it('网管员改名称和简介，改动前后都留痕；普通成员不能改', async () => {
    const admin = await world.make.officer('networkAdmin', branch);
    const member = await world.make.member(branch);
    const change = { unitId: branch.id, name: '软件园之家', banner: '每天来坐一坐', introduction: '我们来自七家公司。' };
    expect(await world.as(member, siteRoutes.edit, change)).toMatchObject({ status: 403, code: 'not-allowed', message: expect.stringContaining('网管员') });
    expect(await world.ok(admin, siteRoutes.edit, change)).toMatchObject({ name: '软件园之家', banner: '每天来坐一坐', introduction: '我们来自七家公司。' });
    const trace = await world.rows<{ actor_id: string; details: { before: { name: string }; after: { name: string } } }>('select actor_id, details from audit where action = \'site.edit\' and object = $1', [branch.id]);
    expect(trace).toEqual([{ actor_id: admin.id, details: { before: { name: `${branch.name}网站`, banner: '把一件小事做到底', introduction: '', theme: 'red' }, after: { name: '软件园之家', banner: '每天来坐一坐', introduction: '我们来自七家公司。', theme: 'red' } } }]);
  });

  it('名称空着、太长、带控制字符，或夹带别的字段：不改', async () => {
    const secretary = await world.make.officer('secretary', branch);
    const before = await world.ok(secretary, siteRoutes.site, { unitId: branch.id });
    const base = { unitId: branch.id, name: '好名字', banner: '', introduction: '' };
    for (const bad of [{ ...base, name: '  ' }, { ...base, name: '长'.repeat(41) }, { ...base, banner: '看\u202e不见' }, { ...base, state: 'online' } as never]) {
      expect(await world.as(secretary, siteRoutes.edit, bad)).toMatchObject({ status: 400, code: 'input.invalid' });
    }
    expect(await world.ok(secretary, siteRoutes.site, { unitId: branch.id })).toEqual(before);
  });

  it('新建的组织自己就有一个筹建中的网站，听两遍也只有一个；党小组没有', async () => {
    const id = 'NewUnit2345';
    await world.rows('insert into unit (id, kind, name, parent_id, path, created_at) values ($1, \'branch\', \'新楼支部\', null, $2, app_now())', [id, [id]]);
    const announce = (unitId: string, kind: string) => world.get(Db).asSystem('a story creates a unit', (tx) => tx.announce('unit.created', { unitId, kind, name: '新楼支部' }));
    await announce(id, 'branch');
    await announce(id, 'branch');
    await world.heard();
    expect(await world.rows('select name, state from site where unit_id = $1', [id])).toEqual([{ name: '新楼支部网站', state: 'draft' }]);
    expect(await world.rows('select kind from site_column where unit_id = $1 order by position', [id])).toHaveLength(4);
    expect(await world.rows('select to_state from site_move where unit_id = $1', [id])).toEqual([{ to_state: 'draft' }]);
    const group = await world.make.unit('partyGroup', branch);
    await announce(group.id, 'partyGroup');
    await world.heard();
    expect(await world.rows('select 1 from site where unit_id = $1', [group.id])).toHaveLength(0);
  });

  describe('栏目', () => {
    const column = (name: string, more: object = {}) => ({ id: null, kind: 'discussion' as const, name, rules: '对事不对人。', visibility: 'branch' as const, premoderated: false, hosted: false, closed: false, ...more });
    let unit: MadeUnit;
    let admin: MadePerson;
    beforeAll(async () => { unit = (await world.make.chain()).branch; admin = await world.make.officer('networkAdmin', unit); });

    it('加一个、改名、换顺序、先审后发、由上一级代管；漏掉的一个收起来，帖子还在', async () => {
      const at = { unitId: unit.id };
      const before = await world.ok(admin, siteRoutes.columns, at);
      const [news, ideas, study] = before.items;
      if (!news || !ideas || !study) throw new Error('three columns to begin with');
      await world.rows('insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at) values (\'PostPostPo1\', $1, $2, $3, \'开张\', \'今天开张。\', \'branch\', app_now())', [unit.id, news.id, admin.id]);
      const after = await world.ok(admin, siteRoutes.saveColumns, { ...at, revision: before.revision, items: [{ ...study, name: '每月一读', premoderated: true }, column('说说心里话', { hosted: true }), ideas] });
      expect(after.items.map((one) => [one.name, one.closed])).toEqual([['每月一读', false], ['说说心里话', false], ['谈谈新想法', false], ['支部动态', true]]);
      expect(after.items[0]).toMatchObject({ id: study.id, premoderated: true });
      expect(after.items[1]).toMatchObject({ hosted: true, rules: '对事不对人。' });
      expect((await world.ok(admin, siteRoutes.site, at)).columns.map((one) => one.name)).toEqual(['每月一读', '说说心里话', '谈谈新想法']);
      expect(await world.rows('select 1 from post where column_id = $1', [news.id])).toHaveLength(1);
      const again = await world.ok(admin, siteRoutes.saveColumns, { ...at, revision: after.revision, items: after.items.map((one) => ({ ...one, closed: false })) });
      expect(again.items.every((one) => !one.closed)).toBe(true);
    });

    it('两个标签页同时改：后保存的看到现在的样子，不覆盖别人', async () => {
      const at = { unitId: unit.id };
      const { revision, items } = await world.ok(admin, siteRoutes.columns, at);
      const save = (name: string) => world.as(admin, siteRoutes.saveColumns, { ...at, revision, items: [{ ...(items[0] as (typeof items)[number]), name }, ...items.slice(1)] });
      const answers = await Promise.all([save('先到的名字'), save('后到的名字')]);
      expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
      const won = answers.find((one) => one.status === 200);
      expect(answers.find((one) => one.status === 409)).toMatchObject({ code: 'conflict.changed', details: { now: { revision: revision + 1, items: won?.body.items } } });
    });

    it('同名、全部收起、太多、别的支部的栏目、成员来改：都不行，栏目不变', async () => {
      const at = { unitId: unit.id };
      const { revision, items } = await world.ok(admin, siteRoutes.columns, at);
      const [own] = items;
      if (!own) throw new Error('a column');
      const foreign = (await world.ok(await world.make.officer('networkAdmin', branch), siteRoutes.columns, { unitId: branch.id })).items[0]?.id ?? '';
      const save = (list: object[], who = admin) => world.as(who, siteRoutes.saveColumns, { ...at, revision, items: list as never });
      expect(await save([column('同名'), column(' 同名 ')])).toMatchObject({ status: 422, code: 'column.same-name' });
      expect(await save([{ ...own, closed: true }])).toMatchObject({ status: 422, code: 'column.none-open' });
      expect(await save(Array.from({ length: 17 }, (_, i) => column(`第${i}个`)))).toMatchObject({ status: 400, code: 'input.invalid' });
      expect(await save([{ ...own, id: foreign }])).toMatchObject({ status: 404, code: 'not-found' });
      expect(await save([column('正常')], await world.make.member(unit))).toMatchObject({ status: 403, code: 'not-allowed' });
      expect((await world.ok(admin, siteRoutes.columns, at)).items).toEqual(items);
    });
  });

  describe('发现', () => {
    it('访客看到在线的网站，按社区、按名称找，翻页不重不漏；没有上线的一个也没有', async () => {
      const { community } = await world.make.chain();
      const branches: MadeUnit[] = [];
      for (let i = 0; i < 5; i += 1) branches.push(await world.make.unit('branch', community, `寻访第${i}支部`));
      await world.rows('update site set last_update_at = app_now() - interval \'1 day\' where unit_id = $1', [branches[0]?.id]);
      await world.rows('update site set state = \'incubating\' where unit_id = $1', [branches[1]?.id]);
      await world.rows('update site set warned_at = app_now() where unit_id = $1', [branches[2]?.id]);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page: { items: { unitId: string; members: number | null }[]; next: string | null } = await world.ok(null, siteRoutes.online, { communityId: community.id, q: '寻访', limit: '2' as never, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map((one) => one.unitId));
        expect(page.items.every((one) => one.members === null)).toBe(true);
        cursor = page.next ?? undefined;
      } while (cursor);
      expect([...seen].sort()).toEqual([0, 2, 3, 4].map((i) => branches[i]?.id).sort());
      expect((await world.ok(null, siteRoutes.online, { q: '100%_' })).items).toEqual([]);
      const member = await world.make.member(branches[3] as MadeUnit);
      expect((await world.ok(member, siteRoutes.online, { q: '寻访第3' })).items).toMatchObject([{ unitId: branches[3]?.id, members: 1 }]);
      expect((await world.ok(null, siteRoutes.online, {})).communities).toContainEqual({ id: community.id, name: community.name, online: 7 });
    });

    it('门面：在线的谁都看得到；培育中的与不存在的，答复一样', async () => {
      const { branch: unit } = await world.make.chain();
      expect(await world.ok(null, siteRoutes.face, { siteId: unit.id })).toMatchObject({ name: `${unit.name}网站`, columns: [{ name: '支部动态' }, {}, {}] });
      await world.rows('update site set state = \'incubating\' where unit_id = $1', [unit.id]);
      const hidden = await world.as(null, siteRoutes.face, { siteId: unit.id });
      const nowhere = await world.as(null, siteRoutes.face, { siteId: '11111111111' });
      expect([hidden.status, hidden.code, hidden.message]).toEqual([404, nowhere.code, nowhere.message]);
    });
  });
});
