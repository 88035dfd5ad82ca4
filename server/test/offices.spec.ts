import { io } from 'socket.io-client';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { memberRoutes, meRoutes, unitRoutes } from '@branch/shared/members/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { shanghaiDay } from '@branch/shared/time';
import { meetingPlan, openMeeting } from './meetings.js';
import { uuid, World } from './world.js';
import type { MadePerson } from './world.js';

/** Who holds which office changes while meetings are called and held. */
describe('职务变了，会照样开得下去', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function branchWithMeeting() {
    const { community, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const opened = await openMeeting(world, branch, secretary);
    return { branch, secretary, staff, at: { unitId: branch.id, meetingId: opened.id }, room: { unitId: branch.id, roomId: opened.roomId } };
  }
  const term = (person: MadePerson, from: string, to: string | null) => world.rows(`update role_held set starts_on = shanghai_day(app_now()) + $2::int, ends_on = shanghai_day(app_now()) + $3::int where person_id = $1`, [person.id, from, to]);

  it('开着会，主持的书记被免职：马上不能再主持，在场也拦不住接手的副书记', async () => {
    const { branch, secretary, staff, at, room } = await branchWithMeeting();
    const deputy = await world.make.officer('deputySecretary', branch);
    const held = (await world.rows<{ id: string }>('select id from role_held where person_id = $1', [secretary.id]))[0]?.id ?? '';
    expect((await world.as(deputy, roomRoutes.handOver, { ...room, personId: deputy.id, reason: '来接手' })).code).toBe('meeting.chair-present');
    await world.ok(staff, unitRoutes.endRole, { unitId: branch.id, roleId: held, reason: '另有任用' });
    expect((await world.ok(secretary, roomRoutes.state, room)).me).toMatchObject({ isChair: false });
    for (const refused of [world.as(secretary, roomRoutes.mute, { ...room, personId: deputy.id, muted: true, reason: '连续跑题' }), world.as(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意轮流讲' }), world.as(secretary, meetingRoutes.close, at)]) expect((await refused).code).toBe('meeting.not-chair');
    expect((await world.ok(deputy, roomRoutes.state, room)).me.mayTakeOver).toBe(true);
    expect((await world.as(deputy, roomRoutes.handOver, { ...room, personId: deputy.id, reason: '来接手' })).body.entry.body).toMatchObject({ kind: 'chair', how: 'tookOver' });
    expect((await world.ok(deputy, meetingRoutes.close, at)).state).toBe('closed');
  });

  it('任期写了到哪一天的副书记，任期里能接过主持；任期还没开始的不能', async () => {
    const { branch, secretary, room } = await branchWithMeeting();
    const [inTerm, notYet] = [await world.make.officer('deputySecretary', branch), await world.make.officer('deputySecretary', branch)];
    await term(inTerm, '-30', '300');
    await term(notYet, '10', null);
    expect((await world.as(secretary, roomRoutes.handOver, { ...room, personId: notYet.id, reason: '我先离开' })).code).toBe('chair.not-eligible');
    expect((await world.as(secretary, roomRoutes.handOver, { ...room, personId: inTerm.id, reason: '我先离开' })).status).toBe(200);
  });

  it('留党察看：从那天起没有表决权，党内职务同时结束，本人收到通知；恢复以后又有；那段日子的身份留得下来', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const member = await world.make.officer('committeeMember', branch);
    const membershipId = (await world.rows<{ id: string }>('select id from membership where person_id = $1', [member.id]))[0]?.id ?? '';
    const here = { unitId: branch.id, membershipId };
    const day = (ago: number) => shanghaiDay(new Date(Date.now() - ago * 86_400_000));
    const record = (on: string) => world.as(secretary, memberRoutes.putOnProbation, { ...here, on, basis: '上级纪委批准' });
    expect((await world.as(member, memberRoutes.putOnProbation, { ...here, on: day(400), basis: '自己来' })).status).toBe(403);
    expect((await record('2099-01-01')).code).toBe('membership.in-the-future');
    expect((await world.as(secretary, memberRoutes.restoreRights, { ...here, on: day(1), basis: '还没有处分' })).code).toBe('membership.not-on-probation');
    const both = await Promise.all([1, 2].map(() => record(day(400))));
    expect(both.map((answer) => answer.code ?? 'ok').sort()).toEqual(['membership.not-full', 'ok']);
    // Told at once and once; what is heard after it was put right tells nobody.
    await world.heard();
    const titles = async () => (await world.ok(member, noticeRoutes.inbox, {})).items.map((one) => one.title);
    expect((await titles()).filter((title) => title.includes('留党察看'))).toEqual(['支部记下了您受留党察看处分']);
    expect(await world.eventsOf('role.ended', branch.id)).toEqual([{ personId: member.id, unitId: branch.id, role: 'committeeMember' }]);
    // A secretary with an authenticator who has not shown it lately puts nobody on probation and restores nobody.
    await world.make.account(secretary, 'totp-secretary', '清晨的苏州河边有人在跑步呢');
    await world.rows('update account set totp_sealed = \'k1.x\' where person_id = $1', [secretary.id]);
    await world.rows('update session set proved_at = app_now() - interval \'6 minutes\' where person_id = $1', [secretary.id]);
    for (const route of [memberRoutes.putOnProbation, memberRoutes.restoreRights]) expect((await world.as(secretary, route, { ...here, on: day(1), basis: '上级批准' })).code).toBe('step-up.required');
    await world.rows('update session set proved_at = app_now() where person_id = $1', [secretary.id]);
    const [mine] = (await world.ok(member, meRoutes.me, {})).units;
    expect(mine).toMatchObject({ status: 'onProbation', roles: [] });
    expect((await world.as(secretary, memberRoutes.restoreRights, { ...here, on: day(500), basis: '写错了' })).code).toBe('membership.before-status');
    await world.ok(secretary, memberRoutes.restoreRights, { ...here, on: day(10), basis: '期满，党员大会通过，上级批准' });
    expect((await world.ok(member, meRoutes.me, {})).units[0]).toMatchObject({ status: 'full', roles: [] });
    await world.heard();
    expect((await titles()).filter((title) => title.includes('党员权利'))).toEqual(['您的党员权利已经恢复']);
    expect((await world.ok(secretary, noticeRoutes.inbox, {})).items.filter((one) => one.kind.startsWith('membership.'))).toEqual([]);
    // The days in between stay what they were; a meeting of then, entered today, counts them so.
    const then = async (ago: number) => (await world.ok(secretary, offlineRoutes.expectedOn, { unitId: branch.id, kind: 'memberAssembly', day: day(ago) })).items.find((one) => one.person.id === member.id);
    expect(await then(30)).toMatchObject({ status: 'onProbation', votes: false });
    expect(await then(5)).toMatchObject({ status: 'full', votes: true });
    expect(await world.rows('select status, starts_on::text as "from", ends_on::text as "to" from membership_past_status where membership_id = $1 order by starts_on', [membershipId])).toEqual([{ status: 'full', from: expect.any(String), to: day(400) }, { status: 'onProbation', from: day(400), to: day(10) }]);
    await expect(world.rows('update membership_past_status set status = \'full\' where membership_id = $1', [membershipId])).rejects.toThrow();
  });

  it('支委会的应到：任期里的支委都算，任期没到的和已满的不算', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const [now, later, over] = [await world.make.officer('committeeMember', branch), await world.make.officer('committeeMember', branch), await world.make.officer('committeeMember', branch)];
    await term(now, '-30', '300');
    await term(later, '5', null);
    await term(over, '-30', '0');
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), kind: 'committee' });
    const { items } = await world.ok(secretary, meetingRoutes.attendance, { unitId: branch.id, meetingId: called.id });
    expect(items.map((one) => one.person.id).sort()).toEqual([secretary.id, now.id].sort());
  });

  it('改会议时挪了时间，大家都收到改期的通知；只改议题，不打扰', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const member = await world.make.member(branch);
    const plan = meetingPlan();
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...plan });
    const moved = async () => (await world.ok(member, noticeRoutes.inbox, {})).items.filter((one) => one.title.includes('改期')).length;
    await world.ok(secretary, meetingRoutes.revise, { unitId: branch.id, meetingId: called.id, ...plan, theme: '换个说法' });
    await world.heard();
    expect(await moved()).toBe(0);
    await world.ok(secretary, meetingRoutes.revise, { unitId: branch.id, meetingId: called.id, ...plan, startsAt: new Date(Date.now() + 1_200_000).toISOString() });
    await world.heard();
    expect(await moved()).toBe(1);
  });

  it('不计入应到的同志还是来了：能进来、能发言，不算在到会里', async () => {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const away = await world.make.member(branch);
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: branch.id, meetingId: called.id };
    await world.ok(secretary, meetingRoutes.exclude, { ...at, personId: away.id, reason: '长期在国外', approvedBy: '支委会' });
    await world.ok(secretary, meetingRoutes.open, at);
    await world.ok(away, meetingRoutes.enter, at);
    expect((await world.as(away, roomRoutes.speak, { unitId: branch.id, roomId: called.roomId, clientId: uuid(), text: '这次正好回来，说两句。' })).status).toBe(200);
    const meeting = await world.ok(secretary, meetingRoutes.meeting, at);
    expect(meeting).toMatchObject({ expected: 1, signedIn: 1 });
    expect((await world.ok(secretary, meetingRoutes.meetings, { unitId: branch.id })).items[0]).toMatchObject({ expected: 1, present: 1 });
  });

  it('引用的话后来撤回了，断线时发出的那条再发一次：还是第一次的回答', async () => {
    const { branch, room } = await branchWithMeeting();
    const [lin, zhou] = [await world.make.member(branch), await world.make.member(branch)];
    const at = { unitId: room.unitId, roomId: (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [branch.id]))[0]?.id ?? '' };
    const quoted = (await world.ok(zhou, roomRoutes.speak, { ...at, clientId: uuid(), text: '周四晚上有空的来。' })).entry.seq;
    const line = { ...at, clientId: uuid(), text: '我来。', quoteSeq: quoted };
    const first = await world.ok(lin, roomRoutes.speak, line);
    await world.ok(zhou, roomRoutes.recall, { ...at, seq: String(quoted) as never });
    const again = await world.ok(lin, roomRoutes.speak, line);
    expect([again.replayed, again.entry.seq]).toEqual([true, first.entry.seq]);
    expect((await world.as(lin, roomRoutes.speak, { ...line, clientId: uuid() })).code).toBe('line.quote-gone');
  });

  it('组织关系到今天为止，过了零点：开着的连接几秒内不再听得到群里的话', async () => {
    const { branch } = await branchWithMeeting();
    const leaver = await world.make.member(branch);
    const chat = (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [branch.id]))[0]?.id ?? '';
    await world.rows('update membership set ends_on = shanghai_day(app_now()) + 1, end_reason = \'transferred\' where person_id = $1', [leaver.id]);
    const socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(leaver) }, reconnection: false });
    await new Promise<void>((done, fail) => { socket.once('connect', done); socket.once('connect_error', fail); });
    expect(await socket.emitWithAck('listen', { room: `room:${chat}` })).toEqual({ ok: true });
    const removed = new Promise<unknown>((done) => { socket.once('removed', done); });
    // The gateway has looked at the day at least once before it turns.
    await new Promise((done) => { setTimeout(done, 5500); });
    await world.shiftClock('1 day');
    try { expect(await removed).toEqual({ room: `room:${chat}` }); } finally { await world.shiftClock('0'); socket.disconnect(); }
  });
});
