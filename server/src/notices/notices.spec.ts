import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { accountRoutes } from '@branch/shared/members/account-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { paths } from '@branch/shared/paths';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { meetingPlan } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { Db } from '../kit/db.js';

describe('通知', () => {
  let world: World;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    secretary = await world.make.officer('secretary', branch, '赵书记');
    admin = await world.make.officer('networkAdmin', branch, '钱网管');
  });
  afterAll(async () => { await world.close(); });

  const inbox = async (person: MadePerson) => (await world.ok(person, noticeRoutes.inbox, { limit: '100' as never })).items;
  const unread = async (person: MadePerson) => (await world.ok(person, noticeRoutes.unread, {})).unread;
  const kinds = async (person: MadePerson) => (await inbox(person)).map((notice) => notice.kind);
  const leave = (by: MadePerson, text: string) => world.ok(by, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text });

  it('转正记下了，只有本人收到一句祝贺，写着从哪天起；记两次只说一次；记下又改回的不说', async () => {
    const [member, other] = [await world.make.member(branch, 'probationary', '预备的人'), await world.make.member(branch)];
    const [held] = await world.rows<{ id: string }>('select id from membership where person_id = $1', [member.id]);
    const confirm = () => world.as(secretary, memberRoutes.confirmFull, { unitId: branch.id, membershipId: held?.id ?? '', on: '2026-06-30', basis: '支部大会通过，上级批准' });
    expect((await Promise.all([confirm(), confirm()])).map((answer) => answer.status).sort()).toEqual([200, 422]);
    await world.heard();
    const told = (await inbox(member)).filter((notice) => notice.kind === 'membership.confirmedFull');
    expect(told).toMatchObject([{ title: '祝贺您转为中共正式党员', text: expect.stringContaining('自 2026年6月30日 起'), path: paths.unit(branch.id), read: false }]);
    // A private matter: the basis and the secretary's words stay in the audit log, fellow members hear of it from the person.
    expect(told[0]?.text).not.toContain('上级批准');
    for (const one of [other, secretary, admin]) expect(await kinds(one)).not.toContain('membership.confirmedFull');

    const late = await world.make.member(branch, 'probationary');
    const { id = '' } = (await world.rows<{ id: string }>('select id from membership where person_id = $1', [late.id]))[0] ?? {};
    await world.get(Db).asSystem('a story announces what no longer holds', (tx) => tx.announce('membership.confirmedFull', { membershipId: id, personId: late.id, unitId: branch.id, on: '2026-06-30' }));
    await world.heard();
    expect(await kinds(late)).toEqual([]);
  });

  it('一次会从头到尾：该知道的人各知道一次，到会与缺席的人去的页面不同', async () => {
    const [present, absent, outside] = [await world.make.member(branch, 'full', '到会的人'), await world.make.member(branch, 'full', '缺席的人'), await world.make.member((await world.make.chain()).branch)];
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: branch.id, meetingId: called.id };
    await world.heard();
    for (const person of [present, absent, secretary]) {
      expect((await inbox(person))[0]).toMatchObject({ kind: 'meeting.called', title: `${branch.name}召开“${called.title}”`, path: paths.meeting(branch.id, called.id), read: false });
    }
    await world.ok(secretary, meetingRoutes.open, at);
    await world.ok(present, meetingRoutes.enter, at);
    const line = await world.ok(present, roomRoutes.speak, { unitId: branch.id, roomId: called.roomId, clientId: uuid(), text: '这件事请缺席的同志也看看。', mentions: [absent.id, present.id] });
    await world.ok(secretary, meetingRoutes.close, at);
    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    const saved = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, content: { ...draft.content, remarks: '按时散会。' }, revision: draft.revision });
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
    await world.ok(secretary, catchUpRoutes.remind, at);
    await world.heard();
    const byKind = async (person: MadePerson) => Object.fromEntries((await inbox(person)).map((notice) => [notice.kind, notice.path]));
    expect(await byKind(absent)).toEqual({
      'meeting.called': paths.meeting(branch.id, called.id), 'meeting.opened': paths.room(branch.id, called.roomId), 'line.mentioned': paths.room(branch.id, called.roomId, line.entry.seq),
      'minutes.published': paths.catchUp(branch.id, called.id), 'minutes.reminded': paths.catchUp(branch.id, called.id) });
    expect(await byKind(present)).toEqual({ 'meeting.called': paths.meeting(branch.id, called.id), 'meeting.opened': paths.room(branch.id, called.roomId), 'minutes.published': paths.minutes(branch.id, called.id) });
    expect((await inbox(absent)).find((notice) => notice.kind === 'line.mentioned')).toMatchObject({ title: `到会的人在“${called.title}”里提到了您`, text: '这件事请缺席的同志也看看。' });
    expect(await inbox(outside)).toEqual([]);
  });

  it('改期、取消都告诉大家，带着原因', async () => {
    const member = await world.make.member(branch);
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: branch.id, meetingId: called.id };
    await world.ok(secretary, meetingRoutes.postpone, { ...at, startsAt: new Date(Date.now() + 2 * 86_400_000).toISOString(), endsAt: new Date(Date.now() + 2 * 86_400_000 + 3_600_000).toISOString(), reason: '会议室装修' });
    await world.ok(secretary, meetingRoutes.cancel, { ...at, reason: '并入下月一起开' });
    await world.heard();
    const got = await inbox(member);
    expect(got.find((notice) => notice.kind === 'meeting.postponed')?.text).toContain('会议室装修');
    expect(got.find((notice) => notice.kind === 'meeting.cancelled')?.text).toContain('并入下月一起开');
  });

  it('留言告诉书记和网管员，回应告诉留言的人；自己的事不通知自己', async () => {
    const member = await world.make.member(branch);
    const before = { secretary: await unread(secretary), admin: await unread(admin) };
    const message = await leave(member, '能不能把周五的会改到线上？');
    await world.heard();
    expect([await unread(secretary), await unread(admin), await unread(member)]).toEqual([before.secretary + 1, before.admin + 1, 0]);
    expect((await inbox(admin))[0]).toMatchObject({ kind: 'message.left', title: `${member.name}留言，等支部回应`, text: '能不能把周五的会改到线上？', path: paths.board(branch.id) });
    await world.ok(admin, boardRoutes.answer, { unitId: branch.id, messageId: message.id, clientId: uuid(), text: '可以，本周就改。' });
    await world.heard();
    expect(await inbox(member)).toMatchObject([{ kind: 'message.answered', title: '钱网管回应了您的留言', text: '可以，本周就改。' }]);
    const own = await leave(admin, '网管员自己也留言');
    await world.heard();
    expect((await inbox(admin)).filter((notice) => notice.text === '网管员自己也留言')).toEqual([]);
    expect(own.id).toEqual(expect.any(String));
  });

  it('点评告诉写帖的人和被回复、被引用的人，点开就是那一条', async () => {
    const [author, reader] = [await world.make.member(branch, 'full', '写帖的人'), await world.make.member(branch, 'full', '点评的人')];
    const column = (await world.ok(author, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    const post = await world.ok(author, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: column, title: '读后', text: '读了三遍。', visibility: 'branch' });
    const comment = (by: MadePerson, text: string, more: { parentId?: string; quoteId?: string } = {}) => world.ok(by, commentRoutes.comment, { unitId: branch.id, postId: post.id, clientId: uuid(), text, ...more });
    const first = await comment(reader, '第二章我也停了很久。');
    const reply = await comment(author, '谢谢，下周一起聊。', { parentId: first.id });
    await world.heard();
    expect(await inbox(author)).toEqual([expect.objectContaining({ kind: 'comment.published', title: '点评的人在“读后”里点评', text: '第二章我也停了很久。', path: paths.post(branch.id, post.id, first.id) })]);
    expect(await inbox(reader)).toEqual([expect.objectContaining({ title: '写帖的人在“读后”里点评', path: paths.post(branch.id, post.id, reply.id) })]);
  });

  it('预约：提供的人、约的人各自知道；取消也告诉提供的人', async () => {
    const [provider, member] = [await world.make.member(branch, 'full', '孙老师'), await world.make.member(branch, 'full', '小李')];
    const item = await world.make.service(branch, [provider], { item: '摄影入门' });
    const booking = await world.ok(member, serviceRoutes.ask, { unitId: branch.id, itemId: item.id, clientId: uuid(), wish: '' });
    await world.heard();
    expect(await inbox(provider)).toMatchObject([{ kind: 'booking.asked', title: '小李想约您的“摄影入门”', path: paths.bookings() }]);
    await world.ok(provider, serviceRoutes.decide, { bookingId: booking.id, accept: true, reply: '周六十点' });
    await world.heard();
    expect(await inbox(member)).toMatchObject([{ kind: 'booking.decided', title: '孙老师接受了您约的“摄影入门”', text: '周六十点' }]);
    await world.ok(member, serviceRoutes.cancel, { bookingId: booking.id });
    await world.heard();
    expect(await kinds(provider)).toEqual(['booking.cancelled', 'booking.asked']);
  });

  it('申请加入告诉书记；任职和卸任告诉本人', async () => {
    const member = await world.make.member(branch);
    const before = await unread(secretary);
    await world.get(Db).asSystem('a story announces', async (tx) => {
      await tx.announce('join.asked', { requestId: 'zzzzzzzzzzz', unitId: branch.id, name: '新来的小王' });
      await tx.announce('role.appointed', { personId: member.id, unitId: branch.id, role: 'networkAdmin' });
      await tx.announce('role.ended', { personId: member.id, unitId: branch.id, role: 'networkAdmin' });
    });
    await world.heard();
    expect(await unread(secretary)).toBe(before + 1);
    expect((await inbox(secretary))[0]).toMatchObject({ kind: 'join.asked', title: '新来的小王申请加入支部', path: paths.joinRequests(branch.id) });
    expect((await inbox(member)).map((notice) => notice.title).sort()).toEqual([`您不再担任${branch.name}网管员`, `您担任${branch.name}网管员`].sort());
  });

  it('有人说我的验证器丢了：只告诉我，说清楚怎么不停用，点开就是那一页', async () => {
    const [owner, other] = [await world.make.officer('moderator', branch), await world.make.member(branch)];
    await world.make.account(owner, 'diushouji', '秋天的银杏落满武康路');
    await world.rows('update account set totp_sealed = \'k1.x\' where person_id = $1', [owner.id]);
    await world.ok(secretary, accountRoutes.releaseSecondStep, { unitId: branch.id, personId: owner.id, reason: '手机丢了，已当面核实' });
    await world.heard();
    expect((await inbox(owner)).filter((one) => one.title.includes('验证器'))).toMatchObject([{ title: '有人说您的验证器丢了，三天后停用', text: expect.stringContaining('不停用'), path: paths.secondStep() }]);
    expect((await inbox(other)).filter((one) => one.title.includes('验证器'))).toEqual([]);
  });

  it('同一件事听两遍，通知只有一条；去世的同志不再收到任何提醒', async () => {
    const [member, dead] = [await world.make.member(branch), await world.make.member(branch)];
    await world.rows('update membership set ends_on = \'2026-01-01\', end_reason = \'died\' where person_id = $1', [dead.id]);
    await world.get(Db).asSystem('a story announces', async (tx) => {
      for (const person of [member, dead]) await tx.announce('role.appointed', { personId: person.id, unitId: branch.id, role: 'reporter' });
    });
    await world.heard();
    const events = await world.rows<{ id: string }>('select id from event where name = \'role.appointed\' and body->>\'personId\' = any ($1)', [[member.id, dead.id]]);
    for (const event of [...events, ...events]) await world.rows('select graphile_worker.add_job(\'hear\', json_build_object(\'eventId\', $1::text, \'hearer\', \'notices\'))', [event.id]);
    await world.heard();
    expect(await world.rows<{ person_id: string }>('select person_id from notice where person_id = any ($1)', [[member.id, dead.id]])).toEqual([{ person_id: member.id }]);
  });

  it('未读数是真的：读一条少一条，全部读完是零，别的设备立刻知道', async () => {
    const member = await world.make.member(branch);
    await world.get(Db).asSystem('a story announces', async (tx) => { for (const role of ['reporter', 'moderator', 'networkAdmin']) await tx.announce('role.appointed', { personId: member.id, unitId: branch.id, role }); });
    await world.heard();
    const news: { unread?: number }[] = [];
    const socket: Socket = io(world.url, { path: '/ws', transports: ['websocket'], auth: { token: await world.tokenOf(member) }, forceNew: true });
    try {
      await new Promise<void>((resolve, reject) => { socket.on('connect', () => resolve()); socket.on('connect_error', reject); });
      socket.on('unread', (body: { unread?: number }) => news.push(body));
      const told = async (count: number) => { for (let i = 0; i < 100 && news.length < count; i += 1) await new Promise((resolve) => setTimeout(resolve, 20)); return news.length; };
      const ids = (await inbox(member)).map((notice) => notice.id);
      expect(await unread(member)).toBe(3);
      expect(await world.ok(member, noticeRoutes.markRead, { ids: ids.slice(0, 1) })).toEqual({ unread: 2 });
      expect(await told(1)).toBe(1);
      expect(news[0]).toMatchObject({ unread: 2 });
      expect(await world.ok(member, noticeRoutes.markRead, { ids: ids.slice(0, 1) })).toEqual({ unread: 2 });
      expect(await world.ok(member, noticeRoutes.markRead, {})).toEqual({ unread: 0 });
      expect(await told(2)).toBe(2);
      await leave(secretary, '给大家提个醒');
      await world.get(Db).asSystem('a story announces', (tx) => tx.announce('role.ended', { personId: member.id, unitId: branch.id, role: 'reporter' }));
      await world.heard();
      expect(await told(3)).toBe(3);
      expect(await unread(member)).toBe(1);
      expect((await inbox(member)).map((notice) => notice.read)).toEqual([false, true, true, true]);
    } finally { socket.disconnect(); }
  });

  it('别人的通知标不了已读，也翻不到', async () => {
    const [owner, other] = [await world.make.member(branch), await world.make.member(branch)];
    await world.get(Db).asSystem('a story announces', (tx) => tx.announce('role.appointed', { personId: owner.id, unitId: branch.id, role: 'reporter' }));
    await world.heard();
    const theirs = (await inbox(owner)).map((notice) => notice.id);
    expect(await world.ok(other, noticeRoutes.markRead, { ids: theirs })).toEqual({ unread: 0 });
    expect(await unread(owner)).toBe(1);
    expect(await inbox(other)).toEqual([]);
    expect((await world.as(null, noticeRoutes.inbox, {})).status).toBe(401);
  });

  it('同一刻的二十三条，五条一页地翻，不漏不重', async () => {
    const member = await world.make.member(branch);
    await world.rows('insert into notice (id, person_id, source, kind, title, text, path, at) select \'N\' || lpad(translate(i::text, \'0\', \'a\'), 10, \'b\'), $1, \'s\' || i, \'role.appointed\', \'第\' || i || \'条\', \'\', null, timestamptz \'2026-03-01T10:00:00.000001Z\' + (i / 7) * interval \'1 microsecond\' from generate_series(1, 23) i', [member.id]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ok(member, noticeRoutes.inbox, { limit: '5' as never, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((notice) => notice.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });
});
