import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { monthBounds, oneDay, shanghaiDay, shanghaiMonth } from '@branch/shared/time';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('网上报到', () => {
  let world: World;
  let branch: MadeUnit;
  let roomId: string;
  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    roomId = (await world.rows<{ id: string }>('select id from room where unit_id = $1', [branch.id]))[0]?.id ?? '';
  });
  afterAll(async () => { await world.close(); });

  const mine = (person: MadePerson, month?: string) => world.ok(person, checkInRoutes.mine, { unitId: branch.id, ...(month ? { month } : {}) });
  const checkIn = (person: MadePerson, text = '', clientId = uuid()) => world.as(person, checkInRoutes.checkIn, { unitId: branch.id, clientId, text });
  const leave = (person: MadePerson, text: string) => world.ok(person, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text });
  /** A message as if left at another time. */
  const leftAt = async (person: MadePerson, text: string, at: Date) => { const message = await leave(person, text); await world.rows('update message set left_at = $2 where id = $1', [message.id, at]); return message.id; };
  const dayOf = (month: string, n: number, clock = 10) => new Date(monthBounds(month).from.getTime() + (n - 1) * oneDay + clock * 3600_000);

  it('还没有动静：次数是零，没有指标，今天没报到', async () => {
    expect(await mine(await world.make.member(branch))).toMatchObject({ days: [], checkIns: 0, acts: [], quota: null, today: false });
  });

  it('说一句“今日报到”算一次；再说一句提示今天已报到；同一请求重发答复一样', async () => {
    const member = await world.make.member(branch);
    const clientId = uuid();
    const first = await checkIn(member, '从地铁上来报到', clientId);
    expect(first.body).toMatchObject({ checkIns: 1, today: true, acts: [{ kind: 'checkInLine', text: '从地铁上来报到', counts: true, path: null }] });
    expect((await checkIn(member, '从地铁上来报到', clientId)).body).toEqual(first.body);
    expect(await checkIn(member, '再来一次')).toMatchObject({ status: 409, code: 'checkIn.today-already' });
    expect((await mine(member)).checkIns).toBe(1);
  });

  it('三十次报到同时点，只记一次', async () => {
    const member = await world.make.member(branch);
    const answers = await Promise.all(Array.from({ length: 30 }, () => checkIn(member)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 29 }, () => 409)]);
    expect((await mine(member)).checkIns).toBe(1);
  });

  it('点评别人的算一次报到，点评自己的不算；撤回就不算了（CHECK-3）', async () => {
    const [author, reader] = [await world.make.member(branch), await world.make.member(branch)];
    const column = (await world.ok(author, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    const post = await world.ok(author, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: column, title: '读后', text: '读了三遍。', visibility: 'branch' });
    const at = { unitId: branch.id, postId: post.id };
    const comment = (by: MadePerson, text: string) => world.ok(by, commentRoutes.comment, { ...at, clientId: uuid(), text });
    const comments = async (by: MadePerson) => (await mine(by)).acts.filter((act) => act.kind === 'comment');
    const one = await comment(reader, '这一段我要抄下来。');
    expect(await comments(reader)).toEqual([expect.objectContaining({ counts: true, text: '这一段我要抄下来。', path: `/posts/post/index?unit=${branch.id}&id=${post.id}&at=${one.id}` })]);
    expect(await mine(reader)).toMatchObject({ checkIns: 1, today: true });
    await comment(author, '自己顶一下');
    expect(await comments(author)).toEqual([]);
    await world.ok(reader, commentRoutes.retractComment, { ...at, commentId: one.id });
    expect(await mine(reader)).toMatchObject({ checkIns: 0, today: false, acts: [] });
  });

  it('当天留过言、发过帖就已报到；一天里做几件事还是一次，每件事都能点开', async () => {
    const member = await world.make.member(branch);
    await leave(member, '电梯间的灯修好了，谢谢！');
    expect(await mine(member)).toMatchObject({ checkIns: 1, today: true });
    const column = (await world.ok(member, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    const post = await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: column, title: '读后', text: '写得真好。', visibility: 'branch' });
    await world.rows('insert into entry (room_id, seq, unit_id, author_id, kind, body, at) values ($1, 900, $2, $3, \'line\', \'{"text": "我赞成先做楼道。"}\', app_now())', [roomId, branch.id, member.id]);
    const withLine = await checkIn(member, '');
    expect(withLine.status).toBe(200);
    expect(withLine.body).toMatchObject({ checkIns: 1, days: [shanghaiDay(new Date())] });
    expect(withLine.body.acts.map((act) => [act.kind, act.path, act.counts]).sort()).toEqual([
      ['checkInLine', null, true],
      ['message', `/posts/board/index?unit=${branch.id}`, true],
      ['post', `/posts/post/index?unit=${branch.id}&id=${post.id}`, true],
      ['statement', `/rooms/room/index?unit=${branch.id}&id=${roomId}&at=900`, true],
    ]);
  });

  it('三十天内一字不差的话只算一次，满三十天又算；只是标题相同的两篇帖子各算各的', async () => {
    const member = await world.make.member(branch);
    await leftAt(member, '打卡', dayOf('2026-03', 1));
    await leftAt(member, '打卡', dayOf('2026-03', 2));
    await leftAt(member, ' 打卡 ', dayOf('2026-03', 20));
    await leftAt(member, '不一样的话', dayOf('2026-03', 20));
    await leftAt(member, '打卡', new Date(dayOf('2026-03', 20).getTime() + 30 * oneDay + 1000));
    const march = await mine(member, '2026-03');
    expect(march.acts.map((act) => [act.day, act.text, act.counts])).toEqual(expect.arrayContaining([['2026-03-01', '打卡', true], ['2026-03-02', '打卡', false], ['2026-03-20', '打卡', false], ['2026-03-20', '不一样的话', true]]));
    expect(march).toMatchObject({ days: ['2026-03-01', '2026-03-20'], checkIns: 2 });
    expect((await mine(member, '2026-04')).acts).toMatchObject([{ text: '打卡', counts: true }]);
    const column = (await world.ok(member, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    for (const text of ['第一周的体会', '第二周的体会']) await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: column, title: '每周学习', text, visibility: 'branch' });
    expect((await mine(member)).acts.filter((act) => act.kind === 'post').map((act) => act.counts)).toEqual([true, true]);
  });

  it('撤回或被隐藏的发言不再算', async () => {
    const member = await world.make.member(branch);
    await world.rows('insert into entry (room_id, seq, unit_id, author_id, kind, body, gone, at) values ($1, 910, $2, $3, \'line\', \'{"text": "说错了"}\', \'recalled\', app_now()), ($1, 911, $2, $3, \'hand\', \'{"up": true}\', null, app_now())', [roomId, branch.id, member.id]);
    expect(await mine(member)).toMatchObject({ checkIns: 0, acts: [], today: false });
  });

  it('指标只有支部通过了才有，从生效那个月算起', async () => {
    const member = await world.make.member(branch);
    await world.rows('insert into unit_rule (id, unit_id, key, value, effective_from, resolution) values (\'RuleRuleRu1\', $1, \'checkInQuota\', \'{"perMonth": 10}\', \'2026-05-01\', \'支部党员大会通过\'), (\'RuleRuleRu2\', $1, \'checkInQuota\', \'4\', \'2026-06-15\', \'支部党员大会修订\'), (\'RuleRuleRu3\', $1, \'checkInQuota\', \'99\', \'2099-01-01\', \'还没生效\')', [branch.id]);
    expect([(await mine(member, '2026-04')).quota, (await mine(member, '2026-05')).quota, (await mine(member, '2026-06')).quota, (await mine(member)).quota]).toEqual([null, 10, 4, 4]);
    await world.rows('delete from unit_rule where unit_id = $1', [branch.id]);
  });

  it('只看得到自己的；别的支部的人找不到；乱写的月份、太长的话不收', async () => {
    const [one, two] = [await world.make.member(branch), await world.make.member(branch)];
    await checkIn(one, '我的话');
    expect((await mine(two)).acts).toEqual([]);
    const stranger = await world.make.member((await world.make.chain()).branch);
    expect(await world.as(stranger, checkInRoutes.mine, { unitId: branch.id })).toMatchObject({ status: 404 });
    for (const month of ['2026-13', '1999-01', 'x', '2026-1']) expect(await world.as(one, checkInRoutes.mine, { unitId: branch.id, month })).toMatchObject({ status: 400 });
    expect(await checkIn(two, '长'.repeat(201))).toMatchObject({ status: 400 });
    expect(await checkIn(two, '看不见\u0000')).toMatchObject({ status: 400 });
  });

  it.each([['America/Los_Angeles', '2027-02'], ['Pacific/Kiritimati', '2027-12']])('月末最后一分钟和零点过后（上海）各说一句，分在两个月里，数据库会话的时区是 %s 也一样', async (zone, month) => {
    const name = new URL(world.databaseUrl).pathname.slice(1);
    await world.rows(`alter database "${name}" set timezone to '${zone}'`);
    const member = await world.make.member(branch);
    await world.tokenOf(member);
    await world.rows('update access_token set expires_at = \'2099-01-01\'');
    /** Waits until the server's own clock shows the moment. */
    const until = async (moment: Date) => {
      for (;;) {
        const left = Number((await world.rows<{ ms: string }>('select extract(epoch from $1::timestamptz - app_now()) * 1000 as ms', [moment]))[0]?.ms);
        if (left <= 0) return;
        await new Promise((resolve) => setTimeout(resolve, Math.min(left, 200)));
      }
    };
    const end = monthBounds(month).to;
    /** The server's clock stands so many ms before the month's end, and goes on. */
    const before = (ms: number) => world.shiftClock(`${(end.getTime() - ms - Date.now()) / 1000} seconds`);
    // Two requests find their place in a minute on the busiest machine; then the clock is moved up to the boundary and crosses it by itself.
    await before(55_000);
    await leave(member, `${zone} ${month} 月底的话`);
    await checkIn(member, '月底');
    await before(300);
    await until(end);
    await leave(member, `${zone} ${month} 过了零点的话`);
    const next = shanghaiMonth(end);
    expect((await mine(member, month)).acts.map((act) => [act.day, act.kind]).sort()).toEqual([[shanghaiDay(new Date(end.getTime() - 1)), 'checkInLine'], [shanghaiDay(new Date(end.getTime() - 1)), 'message']]);
    expect(await mine(member)).toMatchObject({ month: next, today: true, acts: [{ day: `${next}-01`, text: `${zone} ${month} 过了零点的话` }] });
    expect((await checkIn(member, '新的一月')).body).toMatchObject({ month: next, checkIns: 1 });
    await world.shiftClock('0');
    await world.rows(`alter database "${name}" reset timezone`);
  }, 60_000);
});
