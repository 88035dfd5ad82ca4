// Signing in at the place: the code on the screen that changes every 30 s, and ticks by an officer.
import { callingRoutes as routes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import type { MeetingForm } from '@branch/shared/meetings/words';
import { io } from 'socket.io-client';
import { meetingPlan } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('现场签到', () => {
  let world: World;
  let unit: MadeUnit;
  let secretary: MadePerson;
  let lin: MadePerson;
  let chen: MadePerson;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    unit = (await world.make.chain()).branch;
    secretary = await world.make.officer('secretary', unit);
    lin = await world.make.member(unit, 'full', '林晓');
    chen = await world.make.member(unit, 'full', '陈立');
  });
  afterAll(async () => { await world.close(); });
  afterEach(async () => { await world.shiftClock('0'); });

  const called = async (form: MeetingForm = 'hybrid') => ({ unitId: unit.id, meetingId: (await world.ok(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...meetingPlan(), form })).id });
  const opened = async (form: MeetingForm = 'hybrid') => { const at = await called(form); await world.ok(secretary, meetingRoutes.open, at); return at; };
  const shown = async (at: { unitId: string; meetingId: string }) => { const code = await world.ok(secretary, routes.signInCode, at); return { ...code, code: code.link.split('.').at(-1) ?? '' }; };
  const scan = (who: MadePerson, meetingId: string, code: string) => world.as(who, routes.scan, { meetingId, code });

  it('扫屏幕上的码就签到了，名单里写明是扫码；再扫一次还是那一次；别人立刻看到', async () => {
    const at = await opened();
    const screen = await shown(at);
    expect(screen.link).toMatch(new RegExp(`/-/i/${at.meetingId}\\.[0-9a-f]{16}$`));
    expect(Buffer.from(screen.qr.split(',')[1] ?? '', 'base64').toString()).toContain('<svg');
    expect(screen).toMatchObject({ expected: 3, attended: 1 });
    expect(screen.next).toBeGreaterThan(0);
    expect(screen.next).toBeLessThanOrEqual(30_000);

    const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(secretary) } });
    await new Promise<void>((done) => socket.on('connect', () => socket.emit('listen', { room: `room:${screen.roomId}` }, () => done())));
    const news = new Promise<void>((done) => socket.on('present', () => done()));
    const first = await scan(lin, at.meetingId, screen.code);
    expect([first.status, first.body]).toMatchObject([200, { unitId: unit.id, roomId: screen.roomId, before: false }]);
    await news;
    socket.disconnect();

    const again = await scan(lin, at.meetingId, screen.code);
    expect(again.body).toMatchObject({ before: true, at: first.body.at });
    expect(await world.ok(lin, myAttendanceRoutes.mine, at)).toMatchObject({ attended: true, how: ['scanned'] });
    expect((await shown(at)).people.find((one) => one.person.id === lin.id)).toMatchObject({ attended: true, how: ['scanned'], tickedBy: null });
  });

  it('二十个人同时扫，每人一次，一个不少', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => world.make.member(unit, 'mobile')));
    const at = await opened('offline');
    const { code } = await shown(at);
    const answers = await Promise.all(many.flatMap((who) => [scan(who, at.meetingId, code), scan(who, at.meetingId, code)]));
    expect(answers.filter((one) => one.status !== 200)).toEqual([]);
    expect(answers.filter((one) => !one.body.before)).toHaveLength(20);
    expect((await shown(at)).attended).toBe(21);
  });

  it('码每三十秒换一个，上一个还能用；再早的说“过期了，请再扫一次”', async () => {
    const at = await opened();
    // One second into a step, so that the story has the rest of it to be told in.
    const begin = 31_000 - Date.now() % 30_000;
    const into = (seconds: number) => world.shiftClock(`${begin + seconds * 1000} milliseconds`);
    await into(0);
    const first = await shown(at);
    await into(30);
    const second = await shown(at);
    expect(second.code).not.toBe(first.code);
    expect((await scan(lin, at.meetingId, first.code)).status).toBe(200);
    await into(60);
    const late = await scan(chen, at.meetingId, first.code);
    expect([late.status, late.code]).toEqual([409, 'sign-in-code.expired']);
    expect((await world.ok(chen, myAttendanceRoutes.mine, at)).attended).toBe(false);
    // A code of the future (someone's clock is wrong) is no code yet.
    await into(600);
    const future = await shown(at);
    await world.shiftClock('0');
    expect((await scan(chen, at.meetingId, future.code)).code).toBe('sign-in-code.wrong');
  });

  it('编造的码、别的会的码、没请的人，各有各的说法；别的支部的人扫到真的码，也和没有这个会一样', async () => {
    const [at, other] = [await opened(), await opened()];
    const { code } = await shown(at);
    for (const wrong of ['0123456789abcdef', (await shown(other)).code]) {
      const answer = await scan(lin, at.meetingId, wrong);
      expect([answer.status, answer.code]).toEqual([422, 'sign-in-code.wrong']);
    }
    expect((await scan(lin, at.meetingId, 'not-a-code')).status).toBe(400);
    const admin = await world.make.person();
    await world.make.appoint(admin, 'networkAdmin', unit);
    expect((await scan(admin, at.meetingId, code)).code).toBe('meeting.not-expected');
    const stranger = await world.make.member((await world.make.chain()).branch);
    const [foreign, nowhere] = [await scan(stranger, at.meetingId, code), await scan(stranger, '11111111111', code)];
    expect([foreign.status, foreign.code, foreign.message]).toEqual([404, 'not-found', nowhere.message]);
    expect((await world.as(null, routes.scan, { meetingId: at.meetingId, code })).status).toBe(401);
  });

  it('只在开会时有效：没开、已结束都签不上；网上会议没有签到码', async () => {
    const before = await called();
    expect((await world.as(secretary, routes.signInCode, before)).code).toBe('sign-in-code.not-open');
    const at = await opened();
    const { code } = await shown(at);
    await world.ok(secretary, meetingRoutes.close, at);
    const late = await scan(lin, at.meetingId, code);
    expect([late.status, late.code]).toEqual([409, 'sign-in-code.closed']);
    expect((await world.as(secretary, routes.signInCode, at)).code).toBe('sign-in-code.closed');
    expect((await world.as(secretary, routes.signInCode, await opened('online'))).code).toBe('sign-in-code.online');
    expect((await world.as(lin, routes.signInCode, at)).status).toBe(403);
  });

  it('没带手机的，书记登记，写明是谁登记的；登记错了能撤，自己签的撤不了；不能替自己登记；散会后登记不了', async () => {
    const at = await opened('offline');
    const tick = (personId: string, on: boolean, who = secretary) => world.as(who, routes.tick, { ...at, personId, on });
    expect((await tick(lin.id, true)).status).toBe(200);
    expect((await tick(lin.id, true)).code).toBe('tick.here-already');
    const one = (await world.ok(secretary, meetingRoutes.attendance, at)).items.find((item) => item.person.id === lin.id);
    expect(one).toMatchObject({ attended: true, how: ['ticked'], tickedBy: { id: secretary.id }, present: false });
    expect(await world.rows('select details->>\'on\' as on, actor_id from audit where action = \'attendance.tick\' and object = $1', [`meeting:${at.meetingId}`])).toEqual([{ on: 'true', actor_id: secretary.id }]);
    expect((await tick(lin.id, false)).status).toBe(200);
    expect((await shown(at)).people.find((item) => item.person.id === lin.id)).toMatchObject({ attended: false, how: [], tickedBy: null });
    await scan(chen, at.meetingId, (await shown(at)).code);
    expect((await tick(chen.id, false)).code).toBe('tick.by-themselves');
    expect((await tick(secretary.id, true)).code).toBe('tick.own');
    expect((await tick('11111111111', true)).status).toBe(404);
    expect((await tick(chen.id, true, lin)).status).toBe(403);
    await world.ok(secretary, meetingRoutes.close, at);
    expect((await tick(lin.id, true)).code).toBe('sign-in-code.closed');
  });

  it('在现场签到的人算在到会里，够数就能表决，不用一直开着会议室', async () => {
    const small = (await world.make.chain()).branch;
    const head = await world.make.officer('secretary', small);
    const people = [await world.make.member(small), await world.make.member(small), await world.make.member(small)];
    const at = { unitId: small.id, meetingId: (await world.ok(head, meetingRoutes.call, { unitId: small.id, clientId: uuid(), ...meetingPlan(), form: 'offline' })).id };
    await world.ok(head, meetingRoutes.open, at);
    const vote = () => world.as(head, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意下月去社区' });
    expect((await vote()).status).toBe(409);
    for (const person of people.slice(0, 2)) await world.ok(head, routes.tick, { ...at, personId: person.id, on: true });
    // The hall empties no phone: two minutes later they still sit there.
    expect((await vote()).status).toBe(200);
  });
});
