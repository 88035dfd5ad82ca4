import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { openMeeting } from '../../test/meetings.js';
import { takesEffect, why } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import { ContentCheck } from '../moderation/content-check.js';
import type { DoubleOfContentCheck } from '../moderation/content-check.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('群里和会上的发言，也在同一个审核队列里', () => {
  let world: World;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  let member: MadePerson;
  let reader: MadePerson;
  let chat: string;

  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    [secretary, admin] = [await world.make.officer('secretary', branch), await world.make.officer('networkAdmin', branch)];
    [member, reader] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    chat = (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [branch.id]))[0]?.id ?? '';
  });
  afterAll(async () => { await world.close(); });

  const at = () => ({ unitId: branch.id });
  const say = async (roomId: string, text: string) => (await world.ok(member, roomRoutes.speak, { ...at(), roomId, clientId: uuid(), text })).entry.seq;
  const report = (targetId: string) => world.as(reader, moderationRoutes.report, { ...at(), clientId: uuid(), kind: 'line', targetId, reason: 'abuse', note: '' });
  const queued = async (targetId: string) => (await world.ok(admin, moderationRoutes.queue, { ...at(), tab: 'reports' })).items.find((one) => one.targetId === targetId);
  const line = async (roomId: string, seq: number) => (await world.ok(reader, roomRoutes.entries, { ...at(), roomId, after: '0' as never })).items.find((entry) => entry.seq === seq)?.body;

  it('举报一条发言，网管员收起，作者知道理由；从回收站恢复，原话回到原来的位置；编号一个不缺', async () => {
    const seq = await say(chat, '这句话有人觉得不合适');
    const target = `${chat}-${seq}`;
    expect((await report(target)).status).toBe(200);
    const one = await queued(target);
    expect(one).toMatchObject({ kind: 'line', text: '这句话有人觉得不合适', author: { id: member.id }, contentState: 'published' });
    await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'stop', ...why });
    expect(await line(chat, seq)).toMatchObject({ kind: 'line', text: null, gone: 'hidden' });
    await takesEffect(world);
    expect((await world.ok(member, moderationRoutes.mine, {})).items).toMatchObject([{ id: one?.id, kind: 'line', text: '这句话有人觉得不合适', reason: why.reason, whyNotAppeal: null }]);
    expect(await world.rows('select 1 from member_act where source_id = $1', [target])).toEqual([]);
    await world.ok(admin, moderationRoutes.restore, { ...at(), caseId: one?.id ?? '', reason: '重看以后，这句话没有问题。' });
    expect(await line(chat, seq)).toMatchObject({ kind: 'line', text: '这句话有人觉得不合适', gone: null });
    const { items, lastSeq } = await world.ok(reader, roomRoutes.entries, { ...at(), roomId: chat, after: '0' as never });
    expect(items.map((entry) => entry.seq)).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1));
    expect(items.slice(-2).map((entry) => entry.body.kind)).toEqual(['hidden', 'restored']);
  });

  it('在房间里直接隐藏的，作者一样看得到理由，能申诉；申诉成立，原话回来', async () => {
    const seq = await say(chat, '说得急了一点');
    await world.ok(admin, roomRoutes.hide, { ...at(), roomId: chat, seq: String(seq) as never, reason: '语气不合适，请换个说法' });
    await world.heard();
    const mine = (await world.ok(member, moderationRoutes.mine, {})).items.find((row) => row.text === '说得急了一点');
    expect(mine).toMatchObject({ reason: '语气不合适，请换个说法', contentState: 'hidden', whyNotAppeal: null });
    const appeal = await world.ok(member, moderationRoutes.appeal, { caseId: mine?.id ?? '', clientId: uuid(), words: '只是说得急，没有恶意。' });
    await world.ok(secretary, moderationRoutes.decideAppeal, { ...at(), appealId: appeal.id, overturn: true, reason: '确实没有恶意，恢复原话。' });
    expect(await line(chat, seq)).toMatchObject({ text: '说得急了一点', gone: null });
  });

  it('会议结束后的发言不能再动：举报可以，收起会被拒绝，说明原因', async () => {
    const meeting = await openMeeting(world, branch, secretary);
    await world.ok(member, meetingRoutes.enter, { ...at(), meetingId: meeting.id });
    const seq = await say(meeting.roomId, '会上说的这句话');
    await world.ok(secretary, meetingRoutes.close, { ...at(), meetingId: meeting.id });
    const target = `${meeting.roomId}-${seq}`;
    await report(target);
    const one = await queued(target);
    expect(await world.as(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'stop', ...why })).toMatchObject({ status: 409, code: 'line.frozen' });
    expect(await line(meeting.roomId, seq)).toMatchObject({ text: '会上说的这句话', gone: null });
    expect((await world.as(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'pass' })).status).toBe(200);
  });

  it('没有的、撤回了的、别的支部的发言，举报一样找不到', async () => {
    const seq = await say(chat, '马上撤回');
    await world.ok(member, roomRoutes.recall, { ...at(), roomId: chat, seq: String(seq) as never });
    for (const target of [`${chat}-${seq}`, `${chat}-99999`, 'zzzzzzzzzzz-1', chat]) expect(await report(target)).toMatchObject({ status: 404 });
  });

  it('十个人同时举报同一条发言，合成一件；同时有人在说话，谁也不卡住谁', async () => {
    const seq = await say(chat, '同时来');
    const people = await world.make.members(branch, 10);
    const answers = await Promise.all([...people.map((person) => world.as(person, moderationRoutes.report, { ...at(), clientId: uuid(), kind: 'line', targetId: `${chat}-${seq}`, reason: 'unfit', note: '' })), ...people.map((person, i) => world.as(person, roomRoutes.speak, { ...at(), roomId: chat, clientId: uuid(), text: `第${i}句` }))]);
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await queued(`${chat}-${seq}`))?.reports).toHaveLength(10);
  });

  it('微信内容检查开着时，发言先说后查：危险的请人看一看，话还在原处；时政不打扰任何人', async () => {
    const double = world.get(ContentCheck as never) as unknown as DoubleOfContentCheck;
    double.enabled = true;
    await world.rows('insert into wechat_identity (app_id, open_id, person_id, bound_at) values (\'demo\', \'demo-line\', $1, now())', [member.id]);
    const [risky, fine] = [await say(chat, '一句话（检查：危险）'), await say(chat, '一句话（检查：时政）')];
    await world.heard();
    double.enabled = false;
    const { items } = await world.ok(admin, moderationRoutes.queue, { ...at(), tab: 'review' });
    expect(items.find((one) => one.targetId === `${chat}-${risky}`)).toMatchObject({ kind: 'line', why: 'checked', contentState: 'published' });
    expect(items.map((one) => one.targetId)).not.toContain(`${chat}-${fine}`);
    expect(await line(chat, risky)).toMatchObject({ text: '一句话（检查：危险）', gone: null });
  });
});
