import { meRoutes, sessionRoutes, unitRoutes } from '@branch/shared/members/routes';
import type { Role } from '@branch/shared/roles';
import { World } from '../../test/world.js';

describe('组织与职务', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  let phones = 13_700_000_000;
  const newPhone = () => String(++phones);

  /** Activates by code and answers the person, so that the story goes on as them. */
  async function activate(invitation: string | null, name: string, phone: string, login: string) {
    const session = await world.ok(null, sessionRoutes.activate, { invitation: invitation ?? '', name, phone, login, password: '清晨的苏州河边有人在跑步呢', consents: [], client: 'h5' });
    return { id: session.personId, name };
  }

  it('从运维员到书记，一级任命一级，不再需要运维员', async () => {
    const operator = await world.make.person('运维的周工');
    await world.make.appoint(operator, 'operator', null);
    expect((await world.ok(operator, meRoutes.me, {})).permissions).toContain('district.create');

    const [p1, p2, p3] = [newPhone(), newPhone(), newPhone()];
    const district = await world.ok(operator, unitRoutes.createDistrict, { name: '滨江区', officerName: '区里的林敏', officerPhone: p1 });
    const lin = await activate(district.invitation, '区里的林敏', p1, 'lin-min');
    const community = await world.ok(lin, unitRoutes.createUnit, { unitId: district.unit.id, kind: 'community', name: '枫溪社区' });
    const staffed = await world.ok(lin, unitRoutes.appoint, { unitId: community.id, newPerson: { name: '社区的何静', phone: p2 }, role: 'communityStaff', basis: '区委组织部〔2026〕3 号' });
    const he = await activate(staffed.invitation, '社区的何静', p2, 'he-jing');
    const branch = await world.ok(he, unitRoutes.createUnit, { unitId: community.id, kind: 'branch', name: '云间大厦联合党支部', form: 'joint' });
    const seated = await world.ok(he, unitRoutes.appoint, { unitId: branch.id, newPerson: { name: '沈卫国', phone: p3 }, role: 'secretary', basis: '支部选举结果的批复' });
    const shen = await activate(seated.invitation, '沈卫国', p3, 'shen-wg');

    const me = await world.ok(shen, meRoutes.me, {});
    expect(me.currentUnitId).toBe(branch.id);
    expect(me.units[0]).toMatchObject({ unit: { name: '云间大厦联合党支部', kind: 'branch' }, roles: ['secretary'] });
    expect(me.units[0]?.path.map((unit) => unit.name)).toEqual(['滨江区', '枫溪社区', '云间大厦联合党支部']);
    expect(me.units[0]?.permissions).toEqual(expect.arrayContaining(['roster.write', 'meeting.call', 'minutes.publish']));
    expect(await world.eventsOf('unit.created', branch.id)).toEqual([{ unitId: branch.id, kind: 'branch', name: '云间大厦联合党支部' }]);
    // The operator sees nothing of it.
    for (const unitId of [district.unit.id, branch.id]) expect((await world.as(operator, unitRoutes.renameUnit, { unitId, name: '改个名' })).status).toBe(404);
  });

  it('每一级下面只能建该建的组织，同级不重名', async () => {
    const { district, community, branch } = await world.make.chain();
    const officer = await world.make.person();
    await world.make.appoint(officer, 'districtStaff', district);
    expect((await world.as(officer, unitRoutes.createUnit, { unitId: district.id, kind: 'branch', name: '直属支部' })).code).toBe('unit.kind-not-beneath');
    expect((await world.as(officer, unitRoutes.createUnit, { unitId: branch.id, kind: 'community', name: '倒过来' })).code).toBe('unit.kind-not-beneath');
    const twice = await Promise.all([1, 2].map(() => world.as(officer, unitRoutes.createUnit, { unitId: community.id, kind: 'branch', name: '同名支部' })));
    expect(twice.map((answer) => answer.code ?? 'ok').sort()).toEqual(['ok', 'unit.name-taken']);
    expect((await world.ok(officer, unitRoutes.renameUnit, { unitId: community.id, name: '改了名的社区' })).name).toBe('改了名的社区');
    expect((await world.ok(officer, unitRoutes.tree, { parentId: community.id })).items.map((unit) => unit.name)).toContain('同名支部');
  });

  describe('谁任命谁', () => {
    const cases: [string, Role, 'district' | 'community' | 'branch', Role, 'district' | 'community' | 'branch', string | null][] = [
      ['社区任命书记', 'communityStaff', 'community', 'secretary', 'branch', null],
      ['区任命社区工作人员', 'districtStaff', 'district', 'communityStaff', 'community', null],
      ['书记任命网管员', 'secretary', 'branch', 'networkAdmin', 'branch', null],
      ['书记不能任命副书记', 'secretary', 'branch', 'deputySecretary', 'branch', 'role.not-yours-to-give'],
      ['社区不能任命本社区工作人员', 'communityStaff', 'community', 'communityStaff', 'community', 'role.not-yours-to-give'],
      ['支部里没有区级职务', 'districtStaff', 'district', 'districtStaff', 'branch', 'role.not-in-this-unit'],
      ['区里不能任命审计员', 'districtStaff', 'district', 'auditor', 'district', 'role.not-yours-to-give'],
    ];
    it.each(cases)('%s', async (_title, mine, at, role, where, refusal) => {
      const chain = await world.make.chain();
      const giver = await world.make.person();
      await world.make.appoint(giver, mine, chain[at]);
      const taker = await world.make.member(chain.branch);
      const answer = await world.as(giver, unitRoutes.appoint, { unitId: chain[where].id, personId: taker.id, role, basis: '会议决定' });
      expect(answer.code).toBe(refusal);
    });

    it('不能给自己，不能重复，日期要对；运维与审计不兼组织职务', async () => {
      const { district, community, branch } = await world.make.chain();
      const staff = await world.make.person();
      await world.make.appoint(staff, 'communityStaff', community);
      const taker = await world.make.member(branch);
      const give = (more: object) => world.as(staff, unitRoutes.appoint, { unitId: branch.id, personId: taker.id, role: 'secretary', basis: '批复', ...more });
      expect((await give({ personId: staff.id })).code).toBe('role.self');
      expect((await give({ from: '2026-02-02', to: '2026-02-02' })).code).toBe('role.dates');
      const twice = await Promise.all([give({}), give({})]);
      expect(twice.map((answer) => answer.code ?? 'ok').sort()).toEqual(['ok', 'role.held-already']);
      const auditor = await world.make.member(branch);
      await world.make.appoint(auditor, 'auditor', district);
      expect((await give({ personId: auditor.id, role: 'deputySecretary' })).code).toBe('role.exclusive');
      expect((await give({ personId: undefined })).code).toBe('input.invalid');
    });

    it('够不着的人和不存在的人，回答一样', async () => {
      const { branch } = await world.make.chain();
      const secretary = await world.make.officer('secretary', branch);
      const stranger = await world.make.member((await world.make.chain()).branch);
      const [foreign, random] = await Promise.all([stranger.id, '11111111111'].map((personId) => world.as(secretary, unitRoutes.appoint, { unitId: branch.id, personId, role: 'reporter', basis: '支委会决定' })));
      expect([foreign?.status, foreign?.code, foreign?.message]).toEqual([random?.status, random?.code, random?.message]);
      expect(foreign?.status).toBe(404);
    });

    it('书记借任命打探不到别的支部有没有这个人', async () => {
      const [here, there] = [await world.make.chain(), await world.make.chain()];
      const secretary = await world.make.officer('secretary', here.branch);
      const elsewhere = await world.make.member(there.branch, 'full', '别处的同志');
      const phone = await world.make.withPhone(elsewhere, newPhone());
      const [known, unknown] = [await world.ok(secretary, unitRoutes.appoint, { unitId: here.branch.id, newPerson: { name: '别处的同志', phone }, role: 'employerRepresentative', basis: '企业推荐' }),
        await world.ok(secretary, unitRoutes.appoint, { unitId: here.branch.id, newPerson: { name: '没有的同志', phone: newPhone() }, role: 'employerRepresentative', basis: '企业推荐' })];
      expect([known.invitation?.length, unknown.invitation?.length]).toEqual([10, 10]);
      expect(known.held.person.id).not.toBe(elsewhere.id);
    });
  });

  it('免去职务，下一个请求就没有权限了；记录还在', async () => {
    const { community, branch } = await world.make.chain();
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const secretary = await world.make.officer('secretary', branch);
    expect((await world.as(secretary, unitRoutes.renameUnit, { unitId: branch.id, name: '书记改的名' })).status).toBe(200);
    const { items } = await world.ok(staff, unitRoutes.rolesHeld, { unitId: branch.id });
    const [before] = await world.rows<{ access_version: number }>('select access_version from person where id = $1', [secretary.id]);
    await world.ok(staff, unitRoutes.endRole, { unitId: branch.id, roleId: items[0]?.id ?? '', reason: '工作调动' });
    const refused = await world.as(secretary, unitRoutes.renameUnit, { unitId: branch.id, name: '再改一次' });
    expect([refused.status, refused.code]).toEqual([403, 'not-allowed']);
    expect(await world.rows('select 1 from person where id = $1 and access_version > $2', [secretary.id, before?.access_version ?? 0])).toHaveLength(1);
    expect((await world.as(staff, unitRoutes.endRole, { unitId: branch.id, roleId: items[0]?.id ?? '', reason: '再免一次' })).code).toBe('role.ended-already');
    expect((await world.ok(staff, unitRoutes.rolesHeld, { unitId: branch.id })).items).toEqual([expect.objectContaining({ role: 'secretary', to: expect.any(String) })]);
    expect(await world.eventsOf('role.ended', branch.id)).toEqual([{ personId: secretary.id, unitId: branch.id, role: 'secretary' }]);
  });

  it('有动态验证码的人，任免前要刚验证过身份', async () => {
    const { community, branch } = await world.make.chain();
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    await world.make.account(staff, 'totp-staff', '清晨的苏州河边有人在跑步呢');
    await world.rows('update account set totp_sealed = \'k1.x\' where person_id = $1', [staff.id]);
    await world.tokenOf(staff);
    await world.rows('update session set proved_at = proved_at - interval \'6 minutes\' where person_id = $1', [staff.id]);
    const taker = await world.make.member(branch);
    expect((await world.as(staff, unitRoutes.appoint, { unitId: branch.id, personId: taker.id, role: 'secretary', basis: '批复' })).code).toBe('step-up.required');
  });

  it('看一个组织：人数与上级人人可见，班子只给里面的人和上级看', async () => {
    const { community, general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    await world.make.members(branch, 2);
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const stranger = await world.make.member((await world.make.chain()).branch);
    const [inside, above, outside] = await Promise.all([secretary, staff, stranger].map((who) => world.ok(who, unitRoutes.unit, { unitId: general.id })));
    expect(inside).toMatchObject({ members: 3, officers: [expect.objectContaining({ role: 'secretary', person: { id: secretary.id, name: secretary.name } })] });
    expect(above?.officers).toHaveLength(1);
    expect(outside).toMatchObject({ members: 3, officers: [] });
  });

  it('社区和区的第一屏：下属支部各有多少人、书记是谁，缺书记的排在前面；成员看不到', async () => {
    const { district, community, general, branch } = await world.make.chain();
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const secretary = await world.make.officer('secretary', branch);
    await world.make.members(branch, 1);
    // Those of its party groups are the branch's members, too; each person counts once, also in the total.
    await world.make.member(await world.make.unit('partyGroup', branch));
    const seen = await world.ok(staff, unitRoutes.overview, { unitId: community.id });
    expect(seen).toMatchObject({ members: 3, withoutSecretary: 1 });
    expect(seen.items.map((one) => [one.name, one.above, one.members, one.secretary])).toEqual([[general.name, community.name, 3, null], [branch.name, general.name, 3, secretary.name]]);
    expect((await world.as(staff, unitRoutes.overview, { unitId: district.id })).code).toBe('not-found');
    expect((await world.as(secretary, unitRoutes.overview, { unitId: community.id })).code).toBe('not-allowed');
  });

  it('联合支部超过常见规模：一句软提示，不挡', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    expect((await world.ok(secretary, unitRoutes.unit, { unitId: branch.id })).softNote).toBeNull();
    for (let i = 0; i < 6; i += 1) await world.make.join(await world.make.person(), branch, 'full', { companyId: (await world.make.company(branch)).id });
    expect((await world.ok(secretary, unitRoutes.unit, { unitId: branch.id })).softNote).toContain('一般不超过 5 个单位');
  });

  it('审计员看得到谁做了什么，一页一页；别人看不到，看的人也留痕', async () => {
    const { district, community, branch } = await world.make.chain();
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const auditor = await world.make.person();
    await world.make.appoint(auditor, 'auditor', district);
    for (let i = 0; i < 3; i += 1) await world.ok(staff, unitRoutes.appoint, { unitId: branch.id, personId: (await world.make.member(branch)).id, role: 'committeeMember', basis: `第 ${i} 次` });
    const first = await world.ok(auditor, unitRoutes.audit, { unitId: district.id, limit: 2 });
    const second = await world.ok(auditor, unitRoutes.audit, { unitId: district.id, limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].filter((row) => row.action === 'role.appointed')).toHaveLength(3);
    expect(first.items[0]).toMatchObject({ actor: { id: staff.id, name: staff.name }, result: 'done' });
    expect((await world.as(staff, unitRoutes.audit, { unitId: district.id })).status).toBe(404);
    expect(await world.rows('select 1 from audit where actor_id = $1 and action = \'audit.read\'', [auditor.id])).toHaveLength(2);
  });

  it('别的支部：不存在的编号与没资格的编号，一字不差', async () => {
    const stranger = await world.make.member((await world.make.chain()).branch);
    const { branch } = await world.make.chain();
    for (const route of [unitRoutes.rolesHeld, unitRoutes.audit]) {
      const [foreign, random] = await Promise.all([branch.id, '11111111111'].map((unitId) => world.as(stranger, route, { unitId })));
      expect([foreign?.status, foreign?.code, foreign?.message, foreign?.details]).toEqual([random?.status, random?.code, random?.message, random?.details]);
      expect(foreign?.status).toBe(404);
    }
  });
});
