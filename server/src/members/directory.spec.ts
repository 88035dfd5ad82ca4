import { accountRoutes } from '@branch/shared/members/account-routes';
import { directoryRoutes, ruleRoutes, transferRoutes } from '@branch/shared/members/directory-routes';
import { memberRoutes, meRoutes } from '@branch/shared/members/routes';
import { shanghaiDay } from '@branch/shared/time';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { uuid, World } from '../../test/world.js';
import { initialsOf } from './pinyin.js';

describe('通讯录、转接、制度', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  beforeEach(() => world.rows('delete from sign_in_failure'));
  const here = (unit: MadeUnit) => ({ unitId: unit.id });
  const told = async (person: MadePerson) => (await world.rows<{ title: string }>('select title from notice where person_id = $1', [person.id])).map((one) => one.title);
  /** What a member's month counts against, as the area above reads it. */
  const quotaOf = async (person: MadePerson, unit: MadeUnit) => (await (await fetch(`${world.url}/api/v1/units/${unit.id}/check-ins/mine`, { headers: { authorization: `Bearer ${await world.tokenOf(person)}` } })).json() as { quota: number | null }).quota;
  const consents = (person: MadePerson, given = true) => world.ok(person, meRoutes.setConsent, { purpose: 'directoryPhone', given });

  it.each([['张晓明', 'ZXM'], ['曾敏', 'ZM'], ['单雄信', 'SXX'], ['欧阳修', 'OYX'], ['仇英', 'QY'], ['Anna 李', 'ANNAL']])('%s 的拼音首字母是 %s', (name, initials) => { expect(initialsOf(name)).toBe(initials); });

  describe('通讯录（ORG-7）', () => {
    it('按拼音排好，带首字母、单位和职务；没同意公开手机号的，一位数字也没有', async () => {
      const { branch } = await world.make.chain();
      const company = await world.make.company(branch, '云帆软件');
      const people = await Promise.all(['赵一鸣', '曾敏', '艾华', '李晓'].map((name) => world.make.person(name)));
      for (const person of people) { await world.make.join(person, branch, 'full', { companyId: company.id }); await world.make.withPhone(person); }
      const [zhao, , ai] = people as [MadePerson, MadePerson, MadePerson];
      await world.make.appoint(zhao, 'secretary', branch);
      await consents(ai);
      const { items } = await world.ok(zhao, directoryRoutes.people, here(branch));
      expect(items.map((one) => [one.letter, one.name, one.initials])).toEqual([['A', '艾华', 'AH'], ['L', '李晓', 'LX'], ['Z', '曾敏', 'ZM'], ['Z', '赵一鸣', 'ZYM']]);
      expect(items.map((one) => one.phoneMasked !== null)).toEqual([true, false, false, false]);
      expect(items[0]?.phoneMasked).toMatch(/^139\*{4}\d{4}$/);
      expect(items.find((one) => one.id === zhao.id)).toMatchObject({ roles: ['secretary'], company: '云帆软件' });
    });

    it('自己把单位藏起来：通讯录和点名的名单里都没有，按单位也找不到；名册照旧', async () => {
      const { branch } = await world.make.chain();
      const company = await world.make.company(branch, '隐去的公司');
      const secretary = await world.make.officer('secretary', branch);
      const shy = await world.make.person('不愿显示的同志');
      await world.make.join(shy, branch, 'full', { companyId: company.id });
      await world.ok(shy, directoryRoutes.choose, { showsCompany: false });
      expect(await world.ok(shy, directoryRoutes.mine, {})).toMatchObject({ showsCompany: false, showsPhone: false, publicName: null });
      expect((await world.ok(secretary, directoryRoutes.people, here(branch))).items.find((one) => one.id === shy.id)?.company).toBeNull();
      expect((await world.ok(secretary, memberRoutes.members, { ...here(branch), q: '隐去' })).items).toEqual([]);
      expect((await world.ok(secretary, memberRoutes.roster, { ...here(branch), q: '隐去' })).items.map((one) => one.company)).toEqual(['隐去的公司']);
    });

    it('公开处的名字：像职务的、和同支部或上级干部同名的、夹着看不见字符的，都不收；换个写法也一样；自己的本名和笔名可以', async () => {
      const { branch, community } = await world.make.chain();
      const [writer, secretary, staff] = [await world.make.member(branch, 'full', '梁小舟'), await world.make.officer('secretary', branch, '周建民'), await world.make.officer('communityStaff', community, '黄立群')];
      await world.make.member((await world.make.chain()).branch, 'full', '远处的人');
      const choose = async (publicName: string) => { const done = await world.as(writer, directoryRoutes.choose, { showsCompany: true, publicName }); return done.status === 200 ? null : done.code; };
      for (const wanted of ['书记', '网 管 员', '本站·管理员', '社区党委']) expect(await choose(wanted)).toBe('name.office');
      for (const wanted of [secretary.name, '周 建民', '周·建民', staff.name]) expect(await choose(wanted)).toBe('name.taken');
      for (const wanted of ['书\u200b记', '周建\u200d民', '\u202e民建周', '周建民\u200f']) expect(await choose(wanted)).toBe('input.invalid');
      for (const wanted of ['梁小舟', '滨江的树', '远处的人', '']) expect(await choose(wanted)).toBeNull();
      // 支部、单位、栏目、人的名字，凡是起名的地方都一样。
      expect(await world.as(secretary, memberRoutes.addCompany, { ...here(branch), name: '云帆\u200b软件' })).toMatchObject({ status: 400, code: 'input.invalid' });
      expect((await world.as(secretary, memberRoutes.addCompany, { ...here(branch), name: '云帆软件' })).status).toBe(200);
    });

    it('同意公开的，同支部的人点开看得到；本人看得到谁看过；撤回同意后马上看不到', async () => {
      const { branch } = await world.make.chain();
      const [looker, shown] = [await world.make.member(branch), await world.make.member(branch)];
      const phone = await world.make.withPhone(shown);
      const reveal = () => world.as(looker, directoryRoutes.revealPhone, { ...here(branch), personId: shown.id });
      expect((await reveal()).code).toBe('directory.not-shown');
      await consents(shown);
      expect((await reveal()).body.phone).toBe(phone);
      expect((await world.ok(shown, accountRoutes.looks, {})).items.map(({ who, as, what }) => [who, as, what])).toEqual([[looker.name, '同支部的同志', 'phone']]);
      await consents(shown, false);
      const refused = await reveal();
      expect([refused.status, refused.code]).toEqual([403, 'directory.not-shown']);
      expect((await world.ok(shown, accountRoutes.looks, {})).items).toHaveLength(1);
    });

    it('别的支部的人：没有。一小时最多看三十个，抄不走整本', async () => {
      const { branch, community } = await world.make.chain();
      const other = await world.make.unit('branch', community);
      const [looker, stranger, shown] = [await world.make.member(branch), await world.make.member(other), await world.make.member(branch)];
      await world.make.withPhone(shown);
      await consents(shown);
      expect((await world.as(stranger, directoryRoutes.revealPhone, { ...here(branch), personId: shown.id })).code).toBe('not-found');
      expect((await world.as(stranger, directoryRoutes.revealPhone, { ...here(other), personId: shown.id })).code).toBe('not-found');
      // Belonging to the community is no reason to see its other branches.
      expect((await world.as(stranger, directoryRoutes.revealPhone, { ...here(community), personId: shown.id })).code).toBe('not-found');
      expect((await world.ok(stranger, directoryRoutes.people, here(community))).items.map((one) => one.id)).toEqual([stranger.id]);
      for (let i = 0; i < 30; i += 1) await world.ok(looker, directoryRoutes.revealPhone, { ...here(branch), personId: shown.id });
      expect((await world.as(looker, directoryRoutes.revealPhone, { ...here(branch), personId: shown.id })).code).toBe('too-many-requests');
    });
  });

  describe('转接（ORG-5）', () => {
    async function two() {
      const { branch: from, community } = await world.make.chain();
      const to = await world.make.unit('branch', community);
      const [old, next] = [await world.make.officer('secretary', from), await world.make.officer('secretary', to)];
      const member = await world.make.person('要转走的同志');
      const membershipId = await world.make.join(member, from, 'probationary', { startsOn: '2025-03-01' });
      const release = (more: { membershipId?: string; toUnitId?: string; clientId?: string } = {}) => world.as(old, transferRoutes.release, { ...here(from), clientId: uuid(), membershipId, toUnitId: to.id, reason: '换了单位', ...more });
      return { from, to, old, next, member, membershipId, release };
    }
    const spans = (person: MadePerson) => world.rows<{ unit_id: string; from: string; to: string | null; reason: string | null; status: string; since: string }>('select unit_id, starts_on::text as "from", ends_on::text as "to", end_reason as reason, status, status_since::text as since from membership where person_id = $1 order by starts_on', [person.id]);

    it('旧支部转出，新支部接收：同一天断、同一天续，身份和起算日不变；本人都收到通知', async () => {
      const { from, to, next, member, release, old } = await two();
      await world.make.appoint(member, 'reporter', from);
      const released = (await release()).body;
      expect(released).toMatchObject({ state: 'released', mayWithdraw: true, mayDecide: false });
      // Until it is accepted nothing has moved.
      expect((await world.as(member, directoryRoutes.people, here(from))).status).toBe(200);
      expect((await world.as(member, directoryRoutes.people, here(to))).status).toBe(404);
      expect((await world.ok(next, transferRoutes.transfers, here(to))).items).toMatchObject([{ id: released.id, mayDecide: true, mayWithdraw: false, from: { id: from.id }, person: { id: member.id } }]);
      const done = await world.ok(next, transferRoutes.decide, { ...here(to), transferId: released.id, accept: 'yes', answer: '' });
      expect(done.state).toBe('accepted');
      const today = shanghaiDay(new Date());
      expect(await spans(member)).toEqual([
        { unit_id: from.id, from: '2025-03-01', to: today, reason: 'transferred', status: 'probationary', since: '2025-03-01' },
        { unit_id: to.id, from: today, to: null, reason: null, status: 'probationary', since: '2025-03-01' },
      ]);
      expect((await world.as(member, directoryRoutes.people, here(from))).status).toBe(404);
      expect((await world.as(member, directoryRoutes.people, here(to))).status).toBe(200);
      expect(await world.rows('select ends_on is not null as over from role_held where person_id = $1', [member.id])).toEqual([{ over: true }]);
      await world.heard();
      expect(await told(member)).toEqual(expect.arrayContaining([`您的组织关系正转往${to.name}`, `您的组织关系已转到${to.name}`]));
      expect(await told(old)).toContain(`${to.name}已接收要转走的同志`);
    });

    it('总支书记在两个下属支部间调整，一步办完', async () => {
      const { general, branch } = await world.make.chain();
      const other = await world.make.unit('branch', general);
      const secretary = await world.make.officer('secretary', general);
      const member = await world.make.person();
      const membershipId = await world.make.join(member, branch);
      const moved = await world.ok(secretary, transferRoutes.release, { ...here(general), clientId: uuid(), membershipId, toUnitId: other.id, reason: '编组调整' });
      expect(moved.state).toBe('accepted');
      expect((await spans(member)).map((one) => [one.unit_id, one.to === null])).toEqual([[branch.id, false], [other.id, true]]);
    });

    it('不接收要写理由；撤回、办结之后不能再办；两边同时按，只成一个', async () => {
      const { from, to, old, next, release } = await two();
      const { id } = (await release()).body;
      expect((await release()).code).toBe('transfer.open-already');
      expect((await world.as(next, transferRoutes.decide, { ...here(to), transferId: id, accept: 'no', answer: ' ' })).code).toBe('transfer.reason-needed');
      const race = await Promise.all([
        world.as(next, transferRoutes.decide, { ...here(to), transferId: id, accept: 'yes', answer: '' }),
        world.as(old, transferRoutes.withdraw, { ...here(from), transferId: id }),
        world.as(next, transferRoutes.decide, { ...here(to), transferId: id, accept: 'no', answer: '人数已满' }),
      ]);
      expect(race.map((one) => one.code ?? 'done').sort()).toEqual(['done', 'transfer.decided-already', 'transfer.decided-already']);
    });

    it('重发同一次转出只算一次；同时两次转出只成一个', async () => {
      const { release } = await two();
      const clientId = uuid();
      const answers = await Promise.all([release({ clientId }), release({ clientId })]);
      expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
      const again = await two();
      expect((await Promise.all([again.release(), again.release()])).map((one) => one.code ?? 'done').sort()).toEqual(['done', 'transfer.open-already']);
    });

    it('转到本支部、社区、没有的支部，转别支部的人，由别人接收，都不行', async () => {
      const { from, to, old, release } = await two();
      expect((await release({ toUnitId: from.id })).code).toBe('transfer.same-unit');
      expect((await release({ toUnitId: from.path[1] ?? '' })).code).toBe('transfer.not-a-branch');
      expect((await release({ toUnitId: '11111111111' })).code).toBe('not-found');
      const theirs = await world.make.join(await world.make.person(), to);
      expect((await release({ membershipId: theirs })).code).toBe('not-found');
      const { id } = (await release()).body;
      expect((await world.as(old, transferRoutes.decide, { ...here(from), transferId: id, accept: 'yes', answer: '' })).code).toBe('not-found');
    });

    it('等接收时组织关系已因别的原因结束，就不再接收', async () => {
      const { from, to, old, next, membershipId, member, release } = await two();
      const { id } = (await release()).body;
      await world.ok(old, memberRoutes.endMembership, { ...here(from), membershipId, reason: 'left', on: '2026-01-01' });
      expect((await world.as(next, transferRoutes.decide, { ...here(to), transferId: id, accept: 'yes', answer: '' })).code).toBe('membership.ended-already');
      expect(await spans(member)).toHaveLength(1);
    });
  });

  describe('制度（product.md 2.6）', () => {
    const firstOfNext = () => { const [year = 0, month = 0] = shanghaiDay(new Date()).split('-').map(Number); return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`; };

    it('书记登记党员大会通过的规定：下月起生效，成员看得到历次；本月不受影响', async () => {
      const { branch } = await world.make.chain();
      const [secretary, member] = [await world.make.officer('secretary', branch), await world.make.member(branch)];
      const adopted = await world.ok(secretary, ruleRoutes.adopt, { ...here(branch), kind: 'checkInQuota', perMonth: 10, effectiveFrom: firstOfNext(), resolution: '支部党员大会 11 月 20 日通过' });
      expect(adopted).toMatchObject({ state: 'coming', perMonth: 10, adoptedBy: { id: secretary.id } });
      expect(await quotaOf(member, branch)).toBeNull();
      expect((await world.ok(member, ruleRoutes.rules, here(branch))).items).toEqual([adopted]);
      await world.rows('update unit_rule set effective_from = \'2026-01-01\' where id = $1', [adopted.id]);
      expect(await quotaOf(member, branch)).toBe(10);
      expect((await world.ok(member, ruleRoutes.rules, here(branch))).items[0]?.state).toBe('inForce');
      // A later «no such rule» is a version, too.
      await world.ok(secretary, ruleRoutes.adopt, { ...here(branch), kind: 'checkInQuota', perMonth: null, effectiveFrom: firstOfNext(), resolution: '支部党员大会决定不再设指标' });
      expect((await world.ok(member, ruleRoutes.rules, here(branch))).items.map((one) => [one.state, one.perMonth])).toEqual([['coming', null], ['inForce', 10]]);
    });

    it('不能溯及既往，按月从 1 日起；同一天两条只成一条；生效后不能撤下；成员不能登记', async () => {
      const { branch } = await world.make.chain();
      const [secretary, member] = [await world.make.officer('secretary', branch), await world.make.member(branch)];
      const adopt = (effectiveFrom: string, who: MadePerson = secretary) => world.as(who, ruleRoutes.adopt, { ...here(branch), kind: 'checkInQuota', perMonth: 4, effectiveFrom, resolution: '决议' });
      expect((await adopt('2026-01-01')).code).toBe('rule.retroactive');
      expect((await adopt('2099-01-02')).code).toBe('rule.month-start');
      expect((await adopt('2099-01-01', member)).code).toBe('not-allowed');
      const race = await Promise.all([adopt('2099-01-01'), adopt('2099-01-01')]);
      expect(race.map((one) => one.code ?? 'done').sort()).toEqual(['done', 'rule.same-day']);
      const made = race.find((one) => one.status === 200)?.body.id ?? '';
      await world.ok(secretary, ruleRoutes.takeBack, { ...here(branch), ruleId: made });
      const inForce = (await adopt('2099-01-01')).body.id;
      await world.rows('update unit_rule set effective_from = \'2026-02-01\' where id = $1', [inForce]);
      expect((await world.as(secretary, ruleRoutes.takeBack, { ...here(branch), ruleId: inForce })).code).toBe('rule.in-force');
    });
  });
});
