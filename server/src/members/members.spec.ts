import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes, meRoutes, sessionRoutes } from '@branch/shared/members/routes';
import { shanghaiDay } from '@branch/shared/time';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { uuid, World } from '../../test/world.js';

describe('成员与花名册', () => {
  let world: World;
  let phones = 13_600_000_000;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function withSecretary(): Promise<{ community: MadeUnit; general: MadeUnit; branch: MadeUnit; secretary: MadePerson }> {
    const chain = await world.make.chain();
    return { ...chain, secretary: await world.make.officer('secretary', chain.branch) };
  }
  const entryOf = async (secretary: MadePerson, unit: MadeUnit, person: MadePerson) => (await world.ok(secretary, memberRoutes.roster, { unitId: unit.id, limit: 100 })).items.find((one) => one.person.id === person.id);

  it('成员表按姓名一页一页，查得到姓名和单位；没有手机号', async () => {
    const { branch, general, secretary } = await withSecretary();
    const company = await world.make.company(branch, '云帆软件');
    const li = await world.make.person('李晓航');
    await world.make.join(li, branch, 'probationary', { companyId: company.id });
    await world.make.withPhone(li);
    await world.make.join(li, general);
    const first = await world.ok(secretary, memberRoutes.members, { unitId: branch.id, limit: 1 });
    const second = await world.ok(secretary, memberRoutes.members, { unitId: branch.id, limit: 1, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map((one) => one.id).sort()).toEqual([secretary.id, li.id].sort());
    expect(second.next).toBeNull();
    for (const q of ['晓航', '云帆']) expect((await world.ok(li, memberRoutes.members, { unitId: branch.id, q })).items).toEqual([{ id: li.id, name: '李晓航', company: '云帆软件', status: 'probationary' }]);
    // In two branches of one general branch, yet one person.
    expect((await world.ok(li, memberRoutes.members, { unitId: general.id, q: '李晓航' })).items).toHaveLength(1);
    expect((await world.ok(li, memberRoutes.members, { unitId: general.id, q: '%' })).items).toEqual([]);
  });

  it('在社区、在区里看成员，也只看得到自己总支以下的人', async () => {
    const { branch, community, secretary } = await withSecretary();
    const neighbour = await world.make.member(await world.make.unit('branch', community));
    const seen = (await world.ok(secretary, memberRoutes.members, { unitId: community.id, limit: 100 })).items.map((one) => one.id);
    expect(seen).toEqual([secretary.id]);
    expect(seen).not.toContain(neighbour.id);
    expect((await world.ok(secretary, memberRoutes.members, { unitId: branch.id })).items).toHaveLength(1);
  });

  it('花名册只给书记、副书记；手机号遮着，激活没激活看得到', async () => {
    const { branch, secretary, community } = await withSecretary();
    const member = await world.make.member(branch);
    const phone = await world.make.withPhone(member, String(++phones));
    await world.make.account(member, 'roster-member', '秋天的银杏落满武康路');
    expect(await entryOf(secretary, branch, member)).toMatchObject({ phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`, active: true, status: 'full' });
    expect(await entryOf(secretary, branch, secretary)).toMatchObject({ phoneMasked: null, active: false });
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    expect((await world.as(member, memberRoutes.roster, { unitId: branch.id })).message).toBe('仅书记、副书记可操作。');
    expect((await world.as(staff, memberRoutes.roster, { unitId: branch.id })).code).toBe('not-allowed');
    expect((await world.as(await world.make.member((await world.make.chain()).branch), memberRoutes.roster, { unitId: branch.id })).code).toBe('not-found');
  });

  it('看一次完整手机号留一行痕迹；没写事由不行，别的支部的人够不着', async () => {
    const { branch, secretary } = await withSecretary();
    const member = await world.make.member(branch);
    const phone = await world.make.withPhone(member, String(++phones));
    const entry = await entryOf(secretary, branch, member);
    expect(await world.ok(secretary, memberRoutes.revealPhone, { unitId: branch.id, membershipId: entry?.membershipId ?? '', reason: '通知紧急改期' })).toEqual({ phone });
    expect(await world.rows('select actor_id, object, details from audit where action = \'phone.revealed\' and object = $1', [`person:${member.id}`])).toEqual([{ actor_id: secretary.id, object: `person:${member.id}`, details: { reason: '通知紧急改期' } }]);
    expect((await world.as(secretary, memberRoutes.revealPhone, { unitId: branch.id, membershipId: entry?.membershipId ?? '', reason: ' ' })).code).toBe('input.invalid');
    const other = await withSecretary();
    const [foreign, random] = await Promise.all([entry?.membershipId ?? '', '11111111111'].map((membershipId) => world.as(other.secretary, memberRoutes.revealPhone, { unitId: other.branch.id, membershipId, reason: '看看' })));
    expect([foreign?.status, foreign?.code, foreign?.message]).toEqual([random?.status, random?.code, random?.message]);
    expect(foreign?.status).toBe(404);
  });

  it('转正：预备党员成为正式党员，只能一次，不能写将来', async () => {
    const { branch, secretary } = await withSecretary();
    const member = await world.make.member(branch, 'probationary');
    const membershipId = (await entryOf(secretary, branch, member))?.membershipId ?? '';
    const on = shanghaiDay(new Date());
    expect((await world.as(secretary, memberRoutes.confirmFull, { unitId: branch.id, membershipId, on: '2099-01-01', basis: '支部大会' })).code).toBe('membership.in-the-future');
    const both = await Promise.all([1, 2].map(() => world.as(secretary, memberRoutes.confirmFull, { unitId: branch.id, membershipId, on, basis: '支部大会通过' })));
    expect(both.map((answer) => answer.code ?? 'ok').sort()).toEqual(['membership.not-probationary', 'ok']);
    expect((await world.ok(member, meRoutes.me, {})).units[0]?.status).toBe('full');
  });

  it('组织关系结束：下一个请求就不在了，职务同时结束，记录还在', async () => {
    const { branch, secretary } = await withSecretary();
    const member = await world.make.officer('networkAdmin', branch);
    const membershipId = (await entryOf(secretary, branch, member))?.membershipId ?? '';
    expect((await world.as(member, memberRoutes.members, { unitId: branch.id })).status).toBe(200);
    const on = shanghaiDay(new Date());
    expect((await world.as(secretary, memberRoutes.endMembership, { unitId: branch.id, membershipId, reason: 'transferred', on: '2000-01-01' })).code).toBe('membership.before-start');
    await world.ok(secretary, memberRoutes.endMembership, { unitId: branch.id, membershipId, reason: 'transferred', on });
    expect((await world.as(member, memberRoutes.members, { unitId: branch.id })).status).toBe(404);
    expect((await world.ok(member, meRoutes.me, {})).units).toEqual([]);
    expect(await entryOf(secretary, branch, member)).toBeUndefined();
    expect(await world.rows('select end_reason from membership where id = $1', [membershipId])).toEqual([{ end_reason: 'transferred' }]);
    expect(await world.eventsOf('membership.ended', branch.id)).toEqual([{ personId: member.id, unitId: branch.id, reason: 'transferred' }]);
    expect((await world.as(secretary, memberRoutes.endMembership, { unitId: branch.id, membershipId, reason: 'left', on })).code).toBe('membership.ended-already');
  });

  it('同志去世：所有设备立刻退出', async () => {
    const { branch, secretary } = await withSecretary();
    const member = await world.make.member(branch);
    await world.ok(member, meRoutes.me, {});
    await world.ok(secretary, memberRoutes.endMembership, { unitId: branch.id, membershipId: (await entryOf(secretary, branch, member))?.membershipId ?? '', reason: 'died', on: shanghaiDay(new Date()) });
    expect((await world.as(member, meRoutes.me, {})).code).toBe('sign-in.expired');
  });

  it('单位：不重名，数得出人数；普通成员只能看', async () => {
    const { branch, secretary } = await withSecretary();
    const company = await world.ok(secretary, memberRoutes.addCompany, { unitId: branch.id, name: '江南设计事务所' });
    const member = await world.make.person();
    await world.make.join(member, branch, 'full', { companyId: company.id });
    expect((await world.as(secretary, memberRoutes.addCompany, { unitId: branch.id, name: '江南设计事务所' })).code).toBe('company.name-taken');
    expect((await world.ok(member, memberRoutes.companies, { unitId: branch.id })).items).toEqual([{ id: company.id, name: '江南设计事务所', members: 1, managers: [] }]);
    expect((await world.as(member, memberRoutes.addCompany, { unitId: branch.id, name: '我加一个' })).status).toBe(403);
  });

  describe('邀请码', () => {
    it('给没激活的人成批发，码只出现这一次', async () => {
      const { branch, secretary } = await withSecretary();
      const [one, two] = await world.make.members(branch, 2);
      for (const who of [one, two]) if (who) await world.make.withPhone(who, String(++phones));
      const { items } = await world.ok(secretary, joiningRoutes.invite, { unitId: branch.id, all: 'notActive' });
      expect(items.map((item) => item.person.id).sort()).toEqual([one?.id, two?.id].sort());
      expect(new Set(items.map((item) => item.code)).size).toBe(2);
      expect(items[0]?.code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
      const listed = await world.ok(secretary, joiningRoutes.invitations, { unitId: branch.id });
      expect(listed.items.map((item) => item.code)).toEqual([null, null]);
    });

    it('兼着上级职务的成员，书记发不了码，“全部”也会跳过；上级不能一次要走整个名册', async () => {
      const { branch, community, secretary } = await withSecretary();
      const boss = await world.make.member(branch);
      await world.make.withPhone(boss, String(++phones));
      await world.make.appoint(boss, 'communityStaff', community);
      const membershipId = (await entryOf(secretary, branch, boss))?.membershipId ?? '';
      expect((await world.as(secretary, joiningRoutes.invite, { unitId: branch.id, membershipIds: [membershipId] })).code).toBe('invitation.not-yours');
      expect((await world.ok(secretary, joiningRoutes.invite, { unitId: branch.id, all: 'notActive' })).items).toEqual([]);
      expect((await world.as(boss, joiningRoutes.invite, { unitId: branch.id, all: 'notActive' })).code).toBe('not-allowed');
      const { items } = await world.ok(boss, joiningRoutes.invite, { unitId: branch.id, personIds: [secretary.id] });
      expect(items.map((item) => item.person.id)).toEqual([secretary.id]);
    });

    it('别的支部的成员，和不存在的一样', async () => {
      const { branch, secretary } = await withSecretary();
      const other = await withSecretary();
      const membershipId = (await entryOf(other.secretary, other.branch, other.secretary))?.membershipId ?? '';
      const [foreign, random] = await Promise.all([membershipId, '11111111111'].map((one) => world.as(secretary, joiningRoutes.invite, { unitId: branch.id, membershipIds: [one] })));
      expect([foreign?.status, foreign?.code]).toEqual([404, 'not-found']);
      expect([random?.status, random?.code]).toEqual([404, 'not-found']);
    });
  });

  describe('申请加入', () => {
    const asking = (joinUnitId: string, phone: string, name = '想来的小赵') => ({ clientId: uuid(), joinUnitId, name, phone, note: '在隔壁楼上班，组织关系还在老家。' });

    it('找到支部、提出申请、书记接收、凭码激活，一路走通', async () => {
      const { branch, community, secretary } = await withSecretary();
      const phone = String(++phones);
      expect((await world.ok(null, joiningRoutes.findUnit, { q: branch.name })).items).toEqual([{ id: branch.id, name: branch.name, community: community.name }]);
      const { requestId } = await world.ok(null, joiningRoutes.ask, asking(branch.id, phone));
      const waiting = await world.ok(secretary, joiningRoutes.requests, { unitId: branch.id });
      expect(waiting.items).toEqual([expect.objectContaining({ id: requestId, name: '想来的小赵', state: 'waiting', phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` })]);
      expect(await world.eventsOf('join.asked', branch.id)).toEqual([{ requestId, unitId: branch.id, name: '想来的小赵' }]);
      const both = await Promise.all([1, 2].map(() => world.as(secretary, joiningRoutes.decide, { unitId: branch.id, requestId, accept: 'yes', reason: '欢迎', status: 'mobile', companyName: '隔壁楼科技' })));
      expect(both.map((answer) => answer.code ?? 'ok').sort()).toEqual(['join.decided-already', 'ok']);
      const invitation = both.find((answer) => answer.status === 200)?.body.invitation ?? '';
      const session = await world.ok(null, sessionRoutes.activate, { invitation, name: '想来的小赵', phone, login: 'xiao-zhao', password: '秋天的银杏落满了整条武康路', consents: [], client: 'h5' });
      expect(await entryOf(secretary, branch, { id: session.personId, name: '' })).toMatchObject({ status: 'mobile', company: '隔壁楼科技', active: true });
    });

    it('婉拒要有理由；申请只有本支部书记看得到', async () => {
      const { branch, secretary } = await withSecretary();
      const other = await withSecretary();
      const { requestId } = await world.ok(null, joiningRoutes.ask, asking(branch.id, String(++phones)));
      expect((await world.as(other.secretary, joiningRoutes.decide, { unitId: other.branch.id, requestId, accept: 'no', reason: '不是我们的' })).status).toBe(404);
      expect(await world.ok(secretary, joiningRoutes.decide, { unitId: branch.id, requestId, accept: 'no', reason: '您所在的园区有自己的支部，请联系他们。' })).toEqual({ invitation: null });
      expect((await world.as(secretary, joiningRoutes.decide, { unitId: branch.id, requestId, accept: 'no', reason: ' ' })).code).toBe('input.invalid');
    });

    it('重发同一个申请只算一次；再申请也只有一份，回答看不出区别', async () => {
      const { branch, secretary } = await withSecretary();
      const phone = String(++phones);
      const input = asking(branch.id, phone);
      const [first, again, anew] = [await world.ok(null, joiningRoutes.ask, input), await world.ok(null, joiningRoutes.ask, input), await world.ok(null, joiningRoutes.ask, asking(branch.id, phone))];
      expect([again, anew]).toEqual([first, first]);
      expect((await world.ok(secretary, joiningRoutes.requests, { unitId: branch.id })).items).toHaveLength(1);
      expect((await world.as(null, joiningRoutes.ask, asking(branch.id, phone))).code).toBe('too-many-requests');
    });

    it('还在别的支部的人来申请：接收时另立一条，拿不到他在那边的账号', async () => {
      const [here, there] = [await withSecretary(), await withSecretary()];
      const member = await world.make.member(there.branch, 'full', '两边都想去');
      const phone = await world.make.withPhone(member, String(++phones));
      const { requestId } = await world.ok(null, joiningRoutes.ask, asking(here.branch.id, phone, '两边都想去'));
      const { invitation } = await world.ok(here.secretary, joiningRoutes.decide, { unitId: here.branch.id, requestId, accept: 'yes', reason: '欢迎' });
      const session = await world.ok(null, sessionRoutes.activate, { invitation: invitation ?? '', name: '两边都想去', phone, login: 'both-sides', password: '秋天的银杏落满了整条武康路', consents: [], client: 'h5' });
      expect(session.personId).not.toBe(member.id);
    });

    it('手机号写错当场就说', async () => {
      const { branch } = await withSecretary();
      const answer = await world.as(null, joiningRoutes.ask, asking(branch.id, '12345'));
      expect([answer.status, answer.details]).toEqual([400, { fields: [{ path: 'phone', message: '请填 11 位手机号' }] }]);
    });
  });
});
