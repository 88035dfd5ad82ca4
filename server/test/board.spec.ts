import { homeRoutes } from '@branch/shared/home/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { dutyRoutes } from '@branch/shared/posts/duty-routes';
import { communityHearsAt, promisedAt } from '@branch/shared/posts/first-response';
import { boardRoutes } from '@branch/shared/posts/routes';
import { uuid, World } from './world.js';
import { Db } from '../src/kit/db.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { BoardClock } from '../src/posts/board-clock.js';

describe('留言板与第一时间回应（SITE-9）', () => {
  let world: World;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  let member: MadePerson;
  let other: MadePerson;
  let staff: MadePerson;

  /** Monday morning, so that the clock runs. */
  const monday = new Date('2026-11-23T10:30:00+08:00');
  // Jobs are done first: moving the clock ends idle connections.
  const setClock = async (to: Date) => { await world.heard(); await world.shiftClock(`${to.getTime() - Date.now()} milliseconds`); await world.rows('update access_token set expires_at = app_now() + interval \'1 day\''); };
  beforeAll(async () => {
    world = await World.open();
    const chain = await world.make.chain();
    branch = chain.branch;
    [secretary, admin, staff] = [await world.make.officer('secretary', branch), await world.make.officer('networkAdmin', branch), await world.make.officer('communityStaff', chain.community)];
    [member, other] = [await world.make.member(branch), await world.make.member(branch)];
    await setClock(monday);
  });
  afterAll(async () => { await world.close(); });
  beforeEach(async () => { await setClock(monday); });

  const leave = async (text = '打印机一直卡纸，能换一台吗？', by = member) => world.ok(by, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text });
  const seen = async (id: string, by = member) => (await world.ok(by, boardRoutes.messages, { unitId: branch.id })).items.find((one) => one.id === id);
  const notices = async (who: MadePerson) => { await world.heard(); return (await world.ok(who, noticeRoutes.inbox, {})).items.map((one) => one.title); };
  const receive = (by: MadePerson, messageId: string) => world.as(by, boardRoutes.receive, { unitId: branch.id, messageId });
  const answer = (by: MadePerson, messageId: string, text = '周三来换。') => world.as(by, boardRoutes.answer, { unitId: branch.id, messageId, clientId: uuid(), text });
  const tick = async () => { await world.get(BoardClock).run(); await world.heard(); };

  it('留言时就看到约定：周二 20:30 前回应；到点没有回应，留言人看到超过了约定', async () => {
    const left = await leave();
    expect(left).toMatchObject({ clock: 'waiting', received: null });
    expect(Math.abs(Date.parse(left.promisedAt ?? '') - promisedAt(monday).getTime())).toBeLessThan(60_000);
    await setClock(new Date(promisedAt(monday).getTime() + 120_000));
    expect(await seen(left.id)).toMatchObject({ clock: 'overdue' });
  });

  it('“收到，正在办”停钟并通知留言人；真正的回应随后再发，也通知', async () => {
    const left = await leave('想借会议室。');
    expect((await receive(admin, left.id)).body).toMatchObject({ clock: 'received', received: { by: { name: admin.name } }, answer: null });
    expect(await notices(member)).toContain(`${admin.name}回应了您的留言：收到，正在办`);
    await setClock(new Date(communityHearsAt(monday).getTime() + 120_000));
    expect(await seen(left.id)).toMatchObject({ clock: 'received' });
    expect((await answer(secretary, left.id)).body).toMatchObject({ clock: 'answered', answer: { text: '周三来换。' }, received: { by: { name: admin.name } } });
    expect(await notices(member)).toContain(`${secretary.name}回应了您的留言`);
  });

  it('几百条早就告诉过书记、还没到社区那一天的，挡不住后面该说的一条', async () => {
    const due = await leave('排在最后的一条');
    await setClock(new Date(promisedAt(monday).getTime() + 60 * 60_000));
    await world.rows(`insert into message (id, unit_id, author_id, text, left_at, promised_at, community_at, secretary_told_at)
      select 'Bd' || lpad(translate(n::text, '0', 'z'), 9, 'x'), $1, $2, '早些时候的', app_now() - interval '2 days', app_now() - interval '1 day', app_now() + interval '5 days', app_now() - interval '1 day' from generate_series(1, 600) n`, [branch.id, other.id]);
    await tick();
    expect(await world.rows('select 1 from message where id = $1 and secretary_told_at is not null', [due.id])).toHaveLength(1);
    await world.rows('delete from message where text = \'早些时候的\'');
  });

  it('两个人同时说“收到”，一个成，另一个知道是谁、什么时候；自己的留言自己不能收，成员不能收', async () => {
    const left = await leave('灯坏了。');
    const both = await Promise.all([receive(admin, left.id), receive(secretary, left.id)]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    const late = both.find((one) => one.status === 409);
    expect(late).toMatchObject({ code: 'message.answered-already', details: { by: expect.any(String) as string, at: expect.any(String) as string } });
    expect((await receive(admin, (await leave('我自己记一笔。', admin)).id)).code).toBe('message.own');
    expect((await receive(other, left.id)).status).toBe(403);
  });

  it('过了约定告诉书记一次，再过一倍时间告诉社区一次，此后不再催；夜里不催；重启也不重来', async () => {
    const left = await leave('水管漏水，写的人叫小梅。');
    const mine = (titles: string[]) => titles.filter((title) => title.includes('超过约定') || title.includes('一直没有回应'));
    const before = mine(await notices(secretary)).length;
    const beforeStaff = mine(await notices(staff)).length;
    const told = async () => [mine(await notices(secretary)).length - before, mine(await notices(staff)).length - beforeStaff];
    await tick();
    expect(await told()).toEqual([0, 0]);
    await setClock(new Date('2026-11-24T23:00:00+08:00'));
    await tick();
    expect(await told()).toEqual([0, 0]);
    await setClock(new Date('2026-11-25T08:05:00+08:00'));
    await Promise.all([tick(), tick(), tick()]);
    const first = await told();
    await tick();
    expect(await told()).toEqual(first);
    expect((await world.eventsOf('message.overdue', branch.id)).filter((one) => one.messageId === left.id)).toEqual([{ messageId: left.id, unitId: branch.id, whom: 'secretary' }]);
    await setClock(new Date(communityHearsAt(monday).getTime() + 120_000));
    await tick();
    await setClock(new Date('2026-12-15T10:00:00+08:00'));
    await Promise.all([tick(), tick()]);
    expect((await world.eventsOf('message.overdue', branch.id)).filter((one) => one.messageId === left.id).map((one) => one.whom)).toEqual(['secretary', 'community']);
    // The community hears that somebody waits, and not a word of what.
    const words = JSON.stringify((await world.ok(staff, noticeRoutes.inbox, {})).items);
    expect(words).toContain('一直没有回应');
    expect(words).not.toMatch(/水管|小梅/);
  });

  it('夜里的回应安静到达：通知在，设备不响；白天的回应会响', async () => {
    const [byNight, byDay] = [await leave('夜里的'), await leave('白天的')];
    const rung: string[] = [];
    const db = world.get(Db);
    const real = db.tell;
    db.tell = (news) => { if (news.name === 'unread') rung.push(...[news.room].flat()); real(news); };
    await setClock(new Date('2026-11-23T23:30:00+08:00'));
    await answer(admin, byNight.id);
    await notices(member);
    expect(rung).not.toContain(`person:${member.id}`);
    expect(await notices(member)).toContain(`${admin.name}回应了您的留言`);
    await setClock(new Date('2026-11-24T09:30:00+08:00'));
    await answer(admin, byDay.id);
    await notices(member);
    expect(rung).toContain(`person:${member.id}`);
    db.tell = real;
  });

  it('值班表由书记排：当天值班的人先收到；不在班子里的人排不进去；离任的人不再算；成员看得到今天谁值班', async () => {
    const days = [{ weekday: 1, personId: admin.id }, { weekday: 2, personId: null }];
    expect((await world.as(admin, dutyRoutes.setDuty, { unitId: branch.id, days })).status).toBe(403);
    expect((await world.as(secretary, dutyRoutes.setDuty, { unitId: branch.id, days: [{ weekday: 1, personId: other.id }] })).code).toBe('duty.not-of-team');
    await world.ok(secretary, dutyRoutes.setDuty, { unitId: branch.id, days });
    expect((await world.ok(member, dutyRoutes.duty, { unitId: branch.id })).today).toEqual({ id: admin.id, name: admin.name });
    const [was, wasAdmin] = [(await notices(secretary)).length, (await notices(admin)).length];
    await leave('周一的留言');
    expect([(await notices(secretary)).length - was, (await notices(admin)).length - wasAdmin]).toEqual([0, 1]);
    await setClock(new Date('2026-11-24T10:00:00+08:00'));
    await leave('周二的留言，没人值班，大家都收到');
    expect([(await notices(secretary)).length - was, (await notices(admin)).length - wasAdmin]).toEqual([1, 2]);
    await setClock(monday);
    await world.rows('update role_held set ends_on = \'2026-11-23\' where person_id = $1 and unit_id = $2', [admin.id, branch.id]);
    expect((await world.ok(member, dutyRoutes.duty, { unitId: branch.id })).today).toBeNull();
    await leave('值班的人离任了');
    expect((await notices(secretary)).length - was).toBe(2);
  });

  it('收到以后，首页的待办里就没有它了', async () => {
    const left = await leave('首页看看');
    const todos = async () => (await world.ok(secretary, homeRoutes.home, { unitId: branch.id })).todos.filter((one) => one.title.includes('首页看看')).length;
    await setClock(new Date('2026-11-23T11:00:00+08:00'));
    expect(await todos()).toBe(1);
    await receive(secretary, left.id);
    expect(await todos()).toBe(0);
  });
});
