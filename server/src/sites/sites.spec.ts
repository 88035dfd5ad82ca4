import { siteRoutes } from '@branch/shared/sites/routes';
import { World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import type { MadeUnit } from '../seed/factories.js';

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
    expect(trace).toEqual([{ actor_id: admin.id, details: { before: { name: `${branch.name}网站`, banner: '把一件小事做到底', introduction: '' }, after: { name: '软件园之家', banner: '每天来坐一坐', introduction: '我们来自七家公司。' } } }]);
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
});
