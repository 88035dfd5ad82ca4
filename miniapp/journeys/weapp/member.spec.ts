import { randomUUID } from 'node:crypto';
import { gatherCrowd, lookUp } from '../../../server/tools/crowd.mjs';
import type { Device } from './device';
import { Stage } from './member-stage';

jest.setTimeout(180_000);

const kilobyte = 1024;

/** The member's side of the product's main job on the built mini-program, against a real server and database. The steps follow on each other. */
describe('党员在小程序里：报到、开会、表决、补学（真实服务端）', () => {
  let stage: Stage;
  let shen: Device;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>> | undefined;
  const said = (text: string): Promise<number> => lookUp<number>(stage.system, "select count(*)::int from entry where room_id = $1 and body->>'text' = $2", [stage.roomId, text]);

  beforeAll(async () => {
    stage = await Stage.open();
    shen = stage.phone('dangyuan2');
  }, 180_000);
  afterAll(async () => {
    crowd?.stop();
    await stage.close();
  }, 60_000);

  it('打开就是自己：微信里不点登录，首页有正在开的会', async () => {
    await shen.launch();
    await shen.until('正在开会');
    expect(shen.text()).toContain(stage.title);
    expect(shen.traffic.requests.filter((one) => one.url.endsWith('/sessions/wechat')).map((one) => one.status)).toEqual([200]);
  });

  it('写一句，今天报到一次', async () => {
    await shen.type('今日报到', '读了材料第三章，记下两个问题。');
    await shen.tap('报到');
    await shen.until('今天已报到');
    expect(await lookUp<number>(stage.system, 'select count(*)::int from check_in_line where text = $1', ['读了材料第三章，记下两个问题。'])).toBe(1);
  });

  it('进会议室读发言、说话，听到别人说：一条消息的界面数据不超过 1 KB', async () => {
    await shen.tap('进入会议室');
    await shen.until('我把工位旁边的绿萝养活了三个月');
    await shen.until(() => shen.traffic.sockets.size === 1);

    await shen.type('发言', '我坚持的是每天走一站路再上车。');
    await shen.tap('发送');
    await shen.until(() => shen.text().includes('我坚持的是每天走一站路再上车。') && !shen.text().includes('待发'));
    expect(await said('我坚持的是每天走一站路再上车。')).toBe(1);

    // Settled: nothing more comes by itself before the line we measure.
    await shen.settle(4000);
    const before = shen.setDataBytes.length;
    await stage.secretary.say(stage.unitId, stage.roomId, '走一站路好，我也从明天开始。');
    await shen.until('走一站路好，我也从明天开始。');
    await shen.settle(1500);
    const cost = shen.setDataBytes.slice(before);
    expect(cost.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(kilobyte);
  });

  it('断网时写的话，连上以后说到，一次不多一次不少；答复丢了也一样', async () => {
    shen.network(false);
    await shen.type('发言', '地铁里没有信号，这一句晚一点到。');
    await shen.tap('发送');
    await stage.secretary.say(stage.unitId, stage.roomId, '断网这会儿书记说的一句。');
    await shen.settle(1500);
    expect(shen.text()).toContain('地铁里没有信号，这一句晚一点到。');
    expect(await said('地铁里没有信号，这一句晚一点到。')).toBe(0);
    shen.network(true);
    await shen.until('断网这会儿书记说的一句。', 20_000);
    await shen.until(() => !shen.text().includes('待发'), 20_000);
    expect(await said('地铁里没有信号，这一句晚一点到。')).toBe(1);

    shen.traffic.loseAnswers = 1;
    await shen.type('发言', '这一句服务端收到了，答复没回来。');
    await shen.tap('发送');
    await shen.until(() => shen.traffic.loseAnswers === 0);
    await shen.settle(4000);
    expect(await said('这一句服务端收到了，答复没回来。')).toBe(1);
    expect(shen.text().split('这一句服务端收到了，答复没回来。')).toHaveLength(2);
  });

  it('举手、轮到、放下', async () => {
    await shen.tap('举手');
    await shen.until('放下手（排在第 1 位）');
    const { hands } = await stage.secretary.ask<{ hands: { id: string; name: string }[] }>('GET', `/units/${stage.unitId}/rooms/${stage.roomId}`);
    expect(hands.map((person) => person.name)).toEqual([stage.name('dangyuan2')]);
    await stage.secretary.ask('POST', `/units/${stage.unitId}/rooms/${stage.roomId}/floor`, { personId: hands[0]?.id });
    await shen.until(`${stage.name('dangyuan2')}发言`);
  });

  it('参加记名表决，看到结果', async () => {
    crowd = await gatherCrowd(stage.system, { unitId: stage.unitId, count: 4 });
    await crowd.enter(stage.unitId, stage.meetingId);
    await stage.secretary.ask('POST', stage.at('/sign-in'));
    const ballot = await stage.secretary.ask<{ id: string }>('POST', stage.at('/ballots'), { clientId: randomUUID(), title: '同意下月起每两周轮流讲一次' });
    await shen.until('表决进行中');
    await shen.tap('赞成');
    await shen.tap('投赞成');
    await shen.until('您已投：赞成');
    await crowd.vote(stage.unitId, ballot.id, () => 'approve');
    await stage.secretary.ask('POST', `/units/${stage.unitId}/ballots/${ballot.id}/votes`, { clientId: randomUUID(), choice: 'approve' });
    await stage.secretary.ask('POST', stage.at(`/ballots/${ballot.id}/closing`));
    await shen.until('过半数要 6 票');
    expect(await lookUp<number>(stage.system, 'select count(*)::int from vote where ballot_id = $1', [ballot.id])).toBe(6);
  });

  it('没有长连接也能开会：只靠 HTTPS', async () => {
    const cao = stage.phone('dangyuan3');
    cao.traffic.noSockets = true;
    await cao.launch(`/rooms/room/index?unit=${stage.unitId}&id=${stage.roomId}`);
    await cao.until('走一站路好，我也从明天开始。', 15_000);
    await stage.secretary.say(stage.unitId, stage.roomId, '没有长连接的同志也请说一句。');
    await cao.until('没有长连接的同志也请说一句。', 15_000);
    await cao.type('发言', '我这里只有网页请求能通，照样能说。');
    await cao.tap('发送');
    await shen.until('我这里只有网页请求能通，照样能说。');
    expect(cao.traffic.mostSockets).toBe(0);
    expect(cao.errors).toEqual([]);
    cao.kill();
  });

  it('散会以后看纪要；没到会的人两分钟补学、已阅、补充一句', async () => {
    await stage.secretary.ask('POST', stage.at('/closing'));
    await shen.until('会议已结束');
    const draft = await stage.secretary.ask<{ content: { agenda: { summary: string }[] }; revision: number }>('GET', stage.at('/minutes/draft'));
    for (const item of draft.content.agenda) item.summary ||= '大家各说一件坚持下来的小事。';
    const saved = await stage.secretary.ask<{ revision: number }>('PUT', stage.at('/minutes/draft'), { content: draft.content, revision: draft.revision });
    await stage.secretary.ask('POST', stage.at('/minutes/versions'), { revision: saved.revision, basedOn: 0 });

    await shen.open(`/meetings/minutes/index?unit=${stage.unitId}&id=${stage.meetingId}`);
    await shen.until('大家各说一件坚持下来的小事。');
    expect(shen.text()).toContain('同意下月起每两周轮流讲一次');

    const jin = stage.phone('yubei');
    await jin.launch();
    await jin.until('补学');
    await jin.open(`/meetings/catch-up/index?unit=${stage.unitId}&id=${stage.meetingId}`);
    await jin.until('决定了什么');
    await jin.tap('已阅');
    await jin.until('您已阅。');
    await jin.tap('补充一句');
    await jin.type('我的补充', '出差没赶上，支持轮讲，愿意讲第三次。');
    await jin.tap('提交补充');
    await jin.until('我的会后补充');
    const readers = await stage.secretary.ask<{ read: { name: string }[] }>('GET', stage.at('/readers'));
    expect(readers.read.map((person) => person.name)).toContain(stage.name('yubei'));
    expect(jin.errors).toEqual([]);
    jin.kill();
  });

  it('约一项互助服务；对方的收件箱多一条未读，看过就少一条', async () => {
    await shen.open('/pages/mutual/index');
    await shen.until('简历把脉');
    await shen.tap('预约');
    await shen.until('提交预约');
    await shen.type('想约的时间和事情', '周四晚上，想请您看看简历。');
    await shen.tap('提交预约');
    await shen.until(() => shen.page.route === 'mutual-aid/booking/index');
    await shen.until('周四晚上，想请您看看简历。');

    const wang = stage.phone(await lookUp<string>(stage.system, 'select a.login from service_item s join account a on a.person_id = any (s.provider_ids) where s.item = $1', ['简历把脉']));
    await wang.launch('/pages/messages/index');
    await wang.until('通知');
    await wang.tap('通知');
    await wang.until('简历把脉');
    await wang.until(() => Number(/(\d+) 条未读/.exec(wang.text())?.[1]) > 0);
    await wang.tap('全部已读');
    await wang.until('都看过了');
    expect(wang.errors).toEqual([]);
    wang.kill();
  });

  it('民主评议：在自己的手机上写自评，交上去', async () => {
    const { id } = await stage.secretary.ask<{ id: string }>('POST', `/units/${stage.unitId}/appraisals`, { clientId: randomUUID(), year: new Date(Date.now() + 8 * 3_600_000).getUTCFullYear(), keepDays: 90 });
    await shen.open(`/appraisals/round/index?unit=${stage.unitId}&id=${id}`);
    await shen.until('谁看得到，留到什么时候');
    await shen.tap('写个人自评');
    await shen.until(() => shen.page.route === 'appraisals/self/index');
    await shen.until('对照党员标准，说说');
    await shen.type('自评', '这一年坚持走一站路，补学拖过两次。');
    await shen.tap('提交');
    await shen.until('已提交。这一步结束之前还可以改。');
    expect(await lookUp<string>(stage.system, 'select text from appraisal_review where appraisal_id = $1', [id])).toBe('这一年坚持走一站路，补学拖过两次。');
  });

  it('一路上只用一个长连接，同时不超过十个请求，一次界面数据不超过 100 KB，没有错误', () => {
    expect(shen.errors).toEqual([]);
    expect(shen.traffic.mostSockets).toBe(1);
    expect(shen.traffic.mostRequestsAtOnce).toBeLessThanOrEqual(10);
    expect(Math.max(...shen.setDataBytes)).toBeLessThanOrEqual(100 * kilobyte);
    expect(shen.traffic.requests.filter((one) => one.status >= 500)).toEqual([]);
  });
});
