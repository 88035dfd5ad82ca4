import { ballotRoutes } from '@branch/shared/ballots/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { isNewsTo } from '@branch/shared/meetings/room-state';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { unitRoutes } from '@branch/shared/members/routes';
import { meetingPlan, openMeeting } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson } from '../../test/world.js';
import { RunningService } from './running.service.js';

describe('会议室里的规矩', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function meeting(members = 3) {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const people = await world.make.members(branch, members);
    const opened = await openMeeting(world, general, secretary);
    const at = { unitId: general.id, meetingId: opened.id };
    const room = { unitId: general.id, roomId: opened.roomId };
    for (const person of people) await world.ok(person, meetingRoutes.enter, at);
    return { general, branch, secretary, people: people as [MadePerson, MadePerson, MadePerson], at, room };
  }

  it('未读只进不退，几台设备一个数', async () => {
    const { secretary, people: [lin], room } = await meeting();
    for (const text of ['第一句话', '第二句话', '第三句话']) await world.ok(secretary, roomRoutes.speak, { ...room, clientId: uuid(), text });
    const unread = async () => (await world.ok(lin, roomRoutes.mine, {})).items.find((one) => one.roomId === room.roomId);
    const state = await world.ok(lin, roomRoutes.state, room);
    expect((await unread())?.unread).toBe(3);
    expect(state.unread).toBe(3);
    expect(await world.ok(lin, roomRoutes.read, { ...room, seq: state.lastSeq - 1 })).toEqual({ readSeq: state.lastSeq - 1 });
    expect(await world.ok(lin, roomRoutes.read, { ...room, seq: 1 })).toEqual({ readSeq: state.lastSeq - 1 });
    expect(await world.ok(lin, roomRoutes.read, { ...room, seq: 99_999 })).toEqual({ readSeq: state.lastSeq });
    expect(await unread()).toMatchObject({ unread: 0, lastLine: expect.stringContaining('第三句话') });
  });

  it('未读只数别人的话和冲着我来的事：换议题、举手、置顶、自己说的、撤回的都不算；数法与共用规则一条一条对得上', async () => {
    const { secretary, people: [lin, zhou], at, room } = await meeting();
    const say = async (person: MadePerson, text: string) => (await world.ok(person, roomRoutes.speak, { ...room, clientId: uuid(), text })).entry.seq;
    const counted = async (person: MadePerson) => {
      const [state, mine, { items }] = await Promise.all([world.ok(person, roomRoutes.state, room), world.ok(person, roomRoutes.mine, {}), world.ok(person, roomRoutes.entries, { ...room, after: 0 as never, limit: 500 as never })]);
      const byRule = items.filter((entry) => entry.seq > state.readSeq && isNewsTo(person.id, entry)).length;
      expect([state.unread, mine.items.find((one) => one.roomId === room.roomId)?.unread]).toEqual([byRule, byRule]);
      return byRule;
    };
    const before = { lin: await counted(lin), zhou: await counted(zhou) };
    const agenda = (await world.ok(lin, meetingRoutes.meeting, at)).agenda;
    await world.ok(secretary, roomRoutes.moveAgenda, { ...room, itemId: agenda[1]?.id ?? '' });
    await world.ok(lin, roomRoutes.hand, { ...room, up: true });
    const kept = await say(zhou, '这一句留着。');
    const gone = await say(zhou, '这一句要撤回。');
    await world.ok(secretary, roomRoutes.pin, { ...room, seq: kept });
    await world.ok(zhou, roomRoutes.recall, { ...room, seq: String(gone) as never });
    await say(lin, '我自己说的一句。');
    expect({ lin: await counted(lin), zhou: await counted(zhou) }).toEqual({ lin: before.lin + 1, zhou: before.zhou + 1 });
    await world.ok(secretary, roomRoutes.floor, { ...room, personId: lin.id });
    await world.ok(secretary, roomRoutes.mute, { ...room, personId: zhou.id, muted: true, reason: '连续跑题，提醒过两次' });
    expect({ lin: await counted(lin), zhou: await counted(zhou) }).toEqual({ lin: before.lin + 2, zhou: before.zhou + 2 });
    await world.ok(lin, roomRoutes.read, { ...room, seq: 99_999 });
    expect(await counted(lin)).toBe(0);
  });

  it('主持人不见了，副书记接管并记录在案；主持人在场时接管不了', async () => {
    const { general, room } = await meeting();
    const deputy = await world.make.officer('deputySecretary', general);
    const takeOver = () => world.as(deputy, roomRoutes.handOver, { ...room, personId: deputy.id, reason: '主持人掉线' });
    expect((await takeOver()).code).toBe('meeting.chair-present');
    await world.rows('update presence set came_at = came_at - interval \'10 minutes\', lease_until = lease_until - interval \'10 minutes\' where room_id = $1', [room.roomId]);
    expect((await takeOver()).body.entry.body).toMatchObject({ kind: 'chair', how: 'tookOver', person: { id: deputy.id }, reason: '主持人掉线' });
    expect((await world.ok(deputy, roomRoutes.state, room)).me.isChair).toBe(true);
  });

  it('暂停发言要写理由，暂停期间说不了，恢复后能说', async () => {
    const { secretary, people: [lin], room } = await meeting();
    const say = () => world.as(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '我再说一句' });
    expect((await world.as(secretary, roomRoutes.mute, { ...room, personId: lin.id, muted: true, reason: ' ' })).code).toBe('mute.reason-needed');
    await world.ok(secretary, roomRoutes.mute, { ...room, personId: lin.id, muted: true, reason: '连续跑题，提醒过两次' });
    expect((await say()).code).toBe('line.muted');
    await world.ok(secretary, roomRoutes.mute, { ...room, personId: lin.id, muted: false, reason: '' });
    expect((await say()).status).toBe(200);
  });

  it('网管员隐藏一条要有理由；被隐藏的话在引用里也看不到', async () => {
    const { general, people: [lin, zhou], room } = await meeting();
    const admin = await world.make.officer('networkAdmin', general);
    const said = await world.ok(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '客户电话是 13800000000，大家记一下' });
    const quoting = await world.ok(zhou, roomRoutes.speak, { ...room, clientId: uuid(), text: '收到', quoteSeq: said.entry.seq });
    expect((await world.as(admin, roomRoutes.hide, { ...room, seq: String(said.entry.seq) as never, reason: '不合适' })).code).toBe('line.reason-needed');
    expect((await world.as(zhou, roomRoutes.hide, { ...room, seq: String(said.entry.seq) as never, reason: '这里有别人的电话号码' })).status).toBe(403);
    await world.ok(admin, roomRoutes.hide, { ...room, seq: String(said.entry.seq) as never, reason: '这里有别人的电话号码' });
    const seen = JSON.stringify((await world.ok(zhou, roomRoutes.entries, { ...room, after: 0 as never })).items);
    expect(seen).not.toContain('13800000000');
    expect(seen).toContain('原发言已撤回或隐藏');
    expect((await world.as(lin, roomRoutes.speak, { ...room, clientId: uuid(), text: '引用它', quoteSeq: said.entry.seq })).code).toBe('line.quote-gone');
    expect(quoting.entry.seq).toBe(said.entry.seq + 1);
  });

  it('不计入应到要有理由和批准人，别的支部进不来', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const [abroad, other] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const guest = await world.make.member(await world.make.unit('branch', general));
    const outsider = await world.make.member(await world.make.unit('branch'));
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: general.id, meetingId: called.id };
    expect((await world.as(secretary, meetingRoutes.exclude, { ...at, personId: abroad.id, reason: '', approvedBy: '' })).code).toBe('meeting.exclusion-needs-reason');
    await world.ok(secretary, meetingRoutes.exclude, { ...at, personId: abroad.id, reason: '驻外一年', approvedBy: '支委会' });
    expect((await world.ok(secretary, meetingRoutes.open, at))).toMatchObject({ expected: 3, votingExpected: 3 });
    expect((await world.as(outsider, meetingRoutes.enter, at)).status).toBe(404);
    const attendance = await world.ok(secretary, meetingRoutes.attendance, at);
    expect(attendance.items.find((one) => one.person.id === abroad.id)).toMatchObject({ votes: false, excluded: { reason: '驻外一年', approvedBy: '支委会' } });
    expect(attendance.items.map((one) => one.person.id)).toEqual(expect.arrayContaining([other.id, guest.id]));
  });

  it('支委会只有支委应到；列席的能说，不能投', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    await world.make.officer('committeeMember', general);
    const [guest, outside] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...meetingPlan(), kind: 'committee', observers: [guest.id] });
    const at = { unitId: general.id, meetingId: called.id };
    const room = { unitId: general.id, roomId: called.roomId };
    expect(await world.ok(secretary, meetingRoutes.open, at)).toMatchObject({ expected: 2, votingExpected: 2, observers: [{ id: guest.id }] });
    await world.ok(guest, meetingRoutes.enter, at);
    expect((await world.as(guest, roomRoutes.speak, { ...room, clientId: uuid(), text: '我列席，说一点情况' })).status).toBe(200);
    expect((await world.as(outside, roomRoutes.speak, { ...room, clientId: uuid(), text: '我不在名单里' })).code).toBe('meeting.not-expected');
    const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意推荐一名宣传委员' });
    expect((await world.as(guest, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' })).code).toBe('ballot.no-right');
  });

  it('开几天的会：开票时没签到的不能投，法定人数只算签到的', async () => {
    const { general, branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const [lin, late] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const plan = { ...meetingPlan(), endsAt: new Date(Date.now() + 3 * 86_400_000).toISOString() };
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...plan });
    const at = { unitId: general.id, meetingId: called.id };
    await world.ok(secretary, meetingRoutes.open, at);
    await world.ok(lin, meetingRoutes.enter, at);
    const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '同意下月去社区助老' });
    await world.ok(late, meetingRoutes.enter, at);
    const vote = (person: MadePerson) => world.as(person, ballotRoutes.vote, { unitId: general.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' });
    expect((await vote(late)).code).toBe('ballot.not-signed-in');
    expect((await vote(lin)).status).toBe(200);
  });

  it('没人散的会到点自己散，并说明原因；重复召集只有一次', async () => {
    const { secretary, at, room } = await meeting();
    await world.rows('update meeting set starts_at = starts_at - interval \'1 day\', ends_at = ends_at - interval \'1 day\' where id = $1', [at.meetingId]);
    await world.get(RunningService).closeForgotten();
    await world.get(RunningService).closeForgotten();
    const entries = (await world.ok(secretary, roomRoutes.entries, { ...room, after: 0 as never })).items;
    expect(entries.filter((entry) => entry.body.kind === 'closed')).toMatchObject([{ by: null, body: { how: 'byItself', reason: expect.stringContaining('6 小时') } }]);

    const clientId = uuid();
    const plan = meetingPlan();
    const twice = await Promise.all([1, 2, 3].map(() => world.ok(secretary, meetingRoutes.call, { unitId: at.unitId, clientId, ...plan })));
    expect(new Set(twice.map((one) => one.id)).size).toBe(1);
  });

  it('延期、取消都留有原因，取消了的会开不了', async () => {
    const { general } = await world.make.chain();
    const secretary = await world.make.officer('secretary', general);
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: general.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: general.id, meetingId: called.id };
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    expect(await world.ok(secretary, meetingRoutes.postpone, { ...at, startsAt, endsAt: new Date(Date.now() + 90_000_000).toISOString(), reason: '会议室停电' })).toMatchObject({ reason: '会议室停电', startsAt });
    expect((await world.as(secretary, meetingRoutes.open, at)).code).toBe('meeting.too-early');
    expect(await world.ok(secretary, meetingRoutes.cancel, { ...at, reason: '与区里培训冲突' })).toMatchObject({ state: 'cancelled', reason: '与区里培训冲突' });
    expect((await world.as(secretary, meetingRoutes.open, at)).code).toBe('meeting.not-called');
    await world.heard();
    expect(await world.eventsOf('meeting.cancelled', general.id)).toMatchObject([{ reason: '与区里培训冲突' }]);
  });
});

describe('支部群聊', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  it('新建的支部自己就有一个群，在里面说话和会议室一样', async () => {
    const { community } = await world.make.chain();
    const staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', community);
    const branch = await world.ok(staff, unitRoutes.createUnit, { unitId: community.id, name: '新成立的联合支部', kind: 'branch', form: 'joint' });
    await world.heard();
    const member = await world.make.member({ ...branch, path: [...community.path, branch.id] });
    const room = (await world.ok(member, roomRoutes.mine, {})).items.find((one) => one.unitId === branch.id);
    expect(room).toMatchObject({ meetingId: null, title: '新成立的联合支部群聊', open: true });
    const said = await world.ok(member, roomRoutes.speak, { unitId: branch.id, roomId: room?.roomId ?? '', clientId: uuid(), text: '群里报个到' });
    expect(said.entry.seq).toBe(1);
    expect((await world.as(staff, roomRoutes.speak, { unitId: branch.id, roomId: room?.roomId ?? '', clientId: uuid(), text: '上级不进支部的群' })).status).toBe(403);
  });
});
