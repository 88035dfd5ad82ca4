import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../seed/factories.js';

describe('互助服务', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let provider: MadePerson;
  let member: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    provider = await world.make.member(chain.branch);
    member = await world.make.member(chain.branch);
  });
  afterAll(async () => { await world.close(); });

  const ask = (by: MadePerson, itemId: string, more: Partial<{ wish: string; clientId: string; unitId: string }> = {}) => world.as(by, serviceRoutes.ask, { unitId: chain.branch.id, itemId, clientId: uuid(), wish: '想请您看看我的简历', ...more });
  const decide = (by: MadePerson, bookingId: string, accept: boolean, reply = '') => world.as(by, serviceRoutes.decide, { bookingId, accept, reply });
  const menu = async (by: MadePerson, unitId = chain.branch.id, more: object = {}) => (await world.ok(by, serviceRoutes.menu, { unitId, ...more })).items;

  it('菜单往下通用：社区的、总支的、本支部的都在，隔壁支部的不在；固定项目在前', async () => {
    const sibling = await world.make.unit('branch', chain.general);
    const fromCommunity = await world.make.service(chain.community, [provider], { item: '法律咨询', category: 'learning', timesUsed: 9 });
    const fixed = await world.make.service(chain.general, [provider], { item: '周末羽毛球', category: 'leisure', fixedYear: 2025 });
    const own = await world.make.service(chain.branch, [provider], { item: '理财入门', category: 'finance', timesUsed: 2 });
    const theirs = await world.make.service(sibling, [provider], { item: '隔壁的摄影课' });
    for (const state of ['paused', 'withdrawn', 'selfNominated', 'recommended'] as const) await world.make.service(chain.branch, [provider], { item: `不在菜单上 ${state}`, state });
    const onNotice = await world.make.service(chain.branch, [provider], { item: '公示中的手冲咖啡', state: 'onNotice', noticeUntil: new Date(Date.now() + 86_400_000) });
    expect((await menu(member)).map((item) => item.id)).toEqual([fixed.id, fromCommunity.id, own.id, onNotice.id]);
    const neighbour = await world.make.member(sibling);
    expect((await menu(neighbour, sibling.id)).map((item) => item.id)).toEqual([fixed.id, fromCommunity.id, theirs.id]);
    expect(await world.ok(member, serviceRoutes.item, { unitId: chain.branch.id, itemId: fromCommunity.id })).toMatchObject({
      item: '法律咨询', providers: [{ id: provider.id, name: provider.name }], form: '网上一对一', time: '每周三晚 19:00–21:00', notes: '请提前一天预约', owner: { id: chain.community.id, name: chain.community.name }, mine: false, myBooking: null });
    expect(await world.as(member, serviceRoutes.item, { unitId: chain.branch.id, itemId: theirs.id })).toMatchObject({ status: 404 });
    expect(await world.as(neighbour, serviceRoutes.menu, { unitId: chain.branch.id })).toMatchObject({ status: 404 });
  });

  it('按类别看，按名称、形式或人名里的几个字找；百分号只是百分号', async () => {
    const expert = await world.make.member(chain.branch, 'full', '欧阳小满');
    const item = await world.make.service(chain.branch, [expert], { item: 'Excel 速成', form: '腾讯会议', category: 'learning' });
    const ids = async (more: object) => (await menu(member, chain.branch.id, more)).map((one) => one.id);
    for (const q of ['excel', '速成', '讯会', '阳小']) expect(await ids({ q })).toEqual([item.id]);
    expect(await ids({ q: '%' })).toEqual([]);
    expect(await ids({ q: '_' })).toEqual([]);
    expect(await ids({ q: '速成', category: 'finance' })).toEqual([]);
    expect((await menu(member, chain.branch.id, { category: 'finance' })).every((one) => one.category === 'finance')).toBe(true);
  });

  it('预约、接受：两人都看得到，服务次数加一；提供的人收到一次，约的人收到一次', async () => {
    const item = await world.make.service(chain.branch, [provider]);
    const asked = await ask(member, item.id);
    expect(asked.body).toMatchObject({ state: 'asked', mine: true, mayDecide: false, wish: '想请您看看我的简历', item, providers: [{ id: provider.id }] });
    expect((await world.ok(member, serviceRoutes.item, { unitId: chain.branch.id, itemId: item.id })).myBooking).toEqual({ id: asked.body.id, state: 'asked' });
    expect(await world.ok(provider, serviceRoutes.booking, { bookingId: asked.body.id })).toMatchObject({ mayDecide: true, mine: false, askedBy: { id: member.id } });
    expect((await decide(provider, asked.body.id, true, '周三晚上见')).body).toMatchObject({ state: 'accepted', reply: '周三晚上见', mayDecide: false });
    expect((await world.ok(member, serviceRoutes.bookings, {})).items.find((one) => one.id === asked.body.id)).toMatchObject({ state: 'accepted', reply: '周三晚上见' });
    expect((await world.ok(provider, serviceRoutes.bookings, {})).items.map((one) => one.id)).toContain(asked.body.id);
    expect((await world.ok(member, serviceRoutes.item, { unitId: chain.branch.id, itemId: item.id }))).toMatchObject({ timesUsed: 1, myBooking: { state: 'accepted' } });
    expect(await decide(provider, asked.body.id, false)).toMatchObject({ status: 409, code: 'booking.decided-already' });
    expect(await world.eventsOf('booking.asked', chain.branch.id)).toContainEqual(expect.objectContaining({ bookingId: asked.body.id, providerIds: [provider.id] }));
    expect(await world.eventsOf('booking.decided', chain.branch.id)).toContainEqual(expect.objectContaining({ bookingId: asked.body.id, accepted: true }));
  });

  it('五十个预约同时点：成一个，四十九个被清楚地挡住', async () => {
    const item = await world.make.service(chain.branch, [provider]);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(member, item.id)));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(new Set(answers.filter((one) => one.status !== 200).map((one) => `${one.status} ${one.code ?? ''}`))).toEqual(new Set(['409 booking.open-already']));
    expect(await world.rows('select 1 from booking where item_id = $1', [item.id])).toHaveLength(1);
    expect((await world.eventsOf('booking.asked', chain.branch.id)).filter((event) => event.itemId === item.id)).toHaveLength(1);
  });

  it('同一个预约请求发二十遍，都得到同一个答复', async () => {
    const item = await world.make.service(chain.branch, [provider]);
    const clientId = uuid();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(member, item.id, { clientId })));
    expect(new Set(answers.map((one) => `${one.status} ${one.body.id}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });

  it('接受与取消同时点：只成一个，次数不会错', async () => {
    for (let round = 0; round < 5; round += 1) {
      const item = await world.make.service(chain.branch, [provider]);
      const booking = (await ask(member, item.id)).body;
      const [accepted, cancelled] = await Promise.all([decide(provider, booking.id, true), world.as(member, serviceRoutes.cancel, { bookingId: booking.id })]);
      const row = (await world.rows<{ state: string; times_used: number }>('select b.state, i.times_used from booking b join service_item i on i.id = b.item_id where b.id = $1', [booking.id]))[0];
      // Cancelling may follow accepting; accepting may not follow cancelling.
      expect(cancelled.status).toBe(200);
      expect([200, 409]).toContain(accepted.status);
      expect(row).toEqual({ state: 'cancelled', times_used: 0 });
    }
  });

  it('婉拒以后可以再约；取消以后可以再约；自己的服务、没在菜单上的服务不能约', async () => {
    const item = await world.make.service(chain.branch, [provider]);
    const first = (await ask(member, item.id)).body;
    expect((await decide(provider, first.id, false, '这周出差')).body).toMatchObject({ state: 'declined', reply: '这周出差' });
    expect(await world.as(member, serviceRoutes.cancel, { bookingId: first.id })).toMatchObject({ status: 409, code: 'booking.decided-already' });
    const second = (await ask(member, item.id)).body;
    expect((await world.ok(member, serviceRoutes.cancel, { bookingId: second.id })).state).toBe('cancelled');
    expect((await ask(member, item.id)).status).toBe(200);
    expect((await world.ok(member, serviceRoutes.item, { unitId: chain.branch.id, itemId: item.id })).timesUsed).toBe(0);
    expect(await ask(provider, item.id)).toMatchObject({ status: 422, code: 'booking.own-item' });
    const paused = await world.make.service(chain.branch, [provider], { state: 'paused' });
    expect(await ask(member, paused.id)).toMatchObject({ status: 409, code: 'item.not-on-menu' });
    expect(await ask(member, 'zzzzzzzzzzz')).toMatchObject({ status: 404 });
    expect(await ask(member, item.id, { wish: '长'.repeat(301) })).toMatchObject({ status: 400 });
  });

  it('谈心的预约只有两个人看得到：书记、别的成员、上级都查不到；有一位接下来，另一位提供者也不再看得到', async () => {
    const other = await world.make.member(chain.branch);
    const secretary = await world.make.officer('secretary', chain.branch);
    const bystander = await world.make.member(chain.branch);
    const superior = await world.make.person();
    await world.make.appoint(superior, 'communityStaff', chain.community);
    const talk = await world.make.service(chain.branch, [provider, other], { category: 'talk', item: '聊聊天' });
    const booking = (await ask(member, talk.id, { wish: '最近心里有点闷' })).body;
    const sees = async (person: MadePerson) => {
      const one = await world.as(person, serviceRoutes.booking, { bookingId: booking.id });
      const listed = (await world.ok(person, serviceRoutes.bookings, { limit: '100' as never })).items.some((row) => row.id === booking.id);
      expect(one.status === 200).toBe(listed);
      return listed;
    };
    expect([await sees(member), await sees(provider), await sees(other), await sees(secretary), await sees(bystander), await sees(superior)]).toEqual([true, true, true, false, false, false]);
    expect(await decide(secretary, booking.id, true)).toMatchObject({ status: 404 });
    expect(await decide(member, booking.id, true)).toMatchObject({ status: 403, code: 'booking.not-provider' });
    expect(await world.as(provider, serviceRoutes.cancel, { bookingId: booking.id })).toMatchObject({ status: 403 });
    expect((await decide(other, booking.id, true)).status).toBe(200);
    expect([await sees(member), await sees(other), await sees(provider)]).toEqual([true, true, false]);
  });

  it('预约多了翻页不漏不重', async () => {
    const asker = await world.make.member(chain.branch);
    const made: string[] = [];
    for (let i = 0; i < 9; i += 1) made.push((await ask(asker, (await world.make.service(chain.branch, [provider])).id)).body.id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ok(asker, serviceRoutes.bookings, { limit: '4' as never, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((row) => row.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(made.reverse());
  });
});
