// Around a called meeting: calling again, replies, reminders, exclusions.
import { callingRoutes as routes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { fileRoutes } from '@branch/shared/files';
import { pdf } from '../../test/authorisation/life.js';
import { meetingPlan } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { RemindersService } from '../meetings/reminders.service.js';

const oneHour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * oneHour).toISOString();

describe('召集之后：答复、提醒、不计入应到、再开一次', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  afterEach(async () => { await world.shiftClock('0'); });

  interface Branch { unit: MadeUnit; secretary: MadePerson; lin: MadePerson; chen: MadePerson; zhou: MadePerson }
  async function branch(): Promise<Branch> {
    const unit = (await world.make.chain()).branch;
    return { unit, secretary: await world.make.officer('secretary', unit), lin: await world.make.member(unit, 'full', '林晓'), chen: await world.make.member(unit, 'full', '陈立'), zhou: await world.make.member(unit, 'full', '周磊') };
  }
  const call = async ({ unit, secretary }: Branch, hours: number, more: object = {}) => {
    const meeting = await world.ok(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...meetingPlan(), startsAt: inHours(hours), endsAt: inHours(hours + 2), ...more });
    return { unitId: unit.id, meetingId: meeting.id };
  };
  const remindersOf = async (who: MadePerson) => (await world.ok(who, noticeRoutes.inbox, {})).items.filter((one) => one.kind === 'meeting.reminded').map((one) => one.title);
  /** Some time later (everyone is still signed in) the job comes round. */
  const later = async (hours: number) => { await world.rows('update access_token set expires_at = now() + interval \'30 days\''); await world.shiftClock(`${Math.round(hours * 60)} minutes`); await world.get(RemindersService).run(); await world.heard(); };

  it('提前一天、提前一小时各提醒一次；重启、再跑都不重来；请了假的、不计入应到的不提醒', async () => {
    const b = await branch();
    const at = await call(b, 30);
    await world.ok(b.chen, meetingRoutes.reply, { ...at, reply: 'leave', category: 'work' });
    await world.ok(b.secretary, meetingRoutes.exclude, { ...at, personId: b.zhou.id, reason: '长期在国外', approvedBy: '支委会' });
    await later(5);
    expect(await remindersOf(b.lin)).toEqual([]);
    await later(6.1);
    expect(await remindersOf(b.lin)).toEqual(['提醒：“读书会：把一件小事做到底”']);
    // A crash repeats the job, and two servers run it at once.
    await Promise.all([world.get(RemindersService).run(), world.get(RemindersService).run()]);
    await later(29.1);
    await later(29.5);
    await later(30.2);
    expect(await remindersOf(b.lin)).toHaveLength(2);
    expect(await remindersOf(b.secretary)).toHaveLength(2);
    expect(await remindersOf(b.chen)).toEqual([]);
    expect(await remindersOf(b.zhou)).toEqual([]);
  });

  it('刚召集的会，过去了的时间不再提醒；一个时间也不选就一次也不提醒；最多选两个', async () => {
    const b = await branch();
    const three = await world.as(b.secretary, meetingRoutes.call, { unitId: b.unit.id, clientId: uuid(), ...meetingPlan(), reminders: ['day', 'hour', 'start'] });
    expect([three.status, three.code]).toEqual([422, 'reminder.too-many']);
    await call(b, 2);
    await call(b, 40, { reminders: [] });
    await later(17);
    expect(await remindersOf(b.lin)).toEqual([]);
  });

  it('改期之后，原来的时间不提醒，新的时间提醒；取消之后一次也不提醒', async () => {
    const b = await branch();
    const moved = await call(b, 26);
    const cancelled = await call(b, 26);
    await world.ok(b.secretary, meetingRoutes.postpone, { ...moved, startsAt: inHours(26 + 72), endsAt: inHours(28 + 72), reason: '场地检修' });
    await world.ok(b.secretary, meetingRoutes.cancel, { ...cancelled, reason: '与防汛值班冲突' });
    await later(3);
    await later(25.5);
    expect(await remindersOf(b.lin)).toEqual([]);
    await later(75);
    expect(await remindersOf(b.lin)).toHaveLength(1);
  });

  it('提醒已排上、还没送到就改期或取消了：旧的不会送到', async () => {
    const b = await branch();
    const at = await call(b, 26);
    // The event is stored; its hearer runs only after the postponement.
    await world.rows('update meeting set sequence = sequence + 1 where id = $1', [at.meetingId]);
    await world.rows('insert into event (id, name, unit_id, body, at) values ($1, \'meeting.reminded\', $2, $3, now())', ['EventOfOldd1', b.unit.id, JSON.stringify({ ...at, what: 'day', sequence: 0, personIds: [b.lin.id] })]);
    await world.rows('select graphile_worker.add_job(\'hear\', json_build_object(\'eventId\', $1::text, \'hearer\', \'notices\'))', ['EventOfOldd1']);
    await world.heard();
    expect(await remindersOf(b.lin)).toEqual([]);
  });

  it('转走的、去世的不提醒；服务停了一阵，回来只提醒还有用的那一个', async () => {
    const b = await branch();
    await call(b, 30);
    await world.rows('update membership set ends_on = current_date, end_reason = \'transferred\' where person_id = $1', [b.chen.id]);
    await world.rows('update membership set ends_on = current_date, end_reason = \'died\' where person_id = $1', [b.zhou.id]);
    // Down from before the first to after the second.
    await later(29.3);
    expect(await remindersOf(b.lin)).toHaveLength(1);
    expect(await world.rows('select 1 from meeting_nudge where person_id = any ($1)', [[b.chen.id, b.zhou.id]])).toEqual([]);
  });

  it('夜里十点到早上八点，提醒不出声：收件箱里有，设备上不响', async () => {
    const b = await branch();
    // 24 hours ahead of a meeting that begins at 23:00 in Shanghai.
    const night = new Date(`${new Date(Date.now() + 96 * oneHour).toISOString().slice(0, 10)}T15:00:00Z`);
    await call(b, 0, { startsAt: night.toISOString(), endsAt: new Date(night.getTime() + oneHour).toISOString() });
    await world.heard();
    const told: string[] = [];
    const db = world.get(Db);
    const before = db.tell;
    db.tell = (news) => { if (news.name === 'unread') told.push(...[news.room].flat()); before(news); };
    await later((night.getTime() - 24 * oneHour - Date.now()) / oneHour + 0.1);
    expect(await remindersOf(b.lin)).toHaveLength(1);
    expect(told).toEqual([]);
    // An hour ahead of one that begins at noon it does sound.
    const noon = new Date(`${new Date(Date.now() + 168 * oneHour).toISOString().slice(0, 10)}T04:00:00Z`);
    await world.shiftClock('0');
    await call(b, 0, { startsAt: noon.toISOString(), endsAt: new Date(noon.getTime() + oneHour).toISOString(), reminders: ['hour'] });
    await later((noon.getTime() - oneHour - Date.now()) / oneHour + 0.1);
    expect(told).toContain(`person:${b.lin.id}`);
    db.tell = before;
  });

  it('书记看得到谁来、谁请假为什么、谁没答复；提醒没答复的，算在两次之内；两位同时点只算一次', async () => {
    const b = await branch();
    const at = await call(b, 30);
    await world.ok(b.lin, meetingRoutes.reply, { ...at, reply: 'join' });
    await world.ok(b.chen, meetingRoutes.reply, { ...at, reply: 'leave', category: 'businessTrip', reason: '去南京' });
    const replies = await world.ok(b.secretary, routes.replies, at);
    expect(replies.joining.map((one) => one.name)).toEqual(['林晓']);
    expect(replies.leaving).toEqual([{ person: { id: b.chen.id, name: '陈立' }, category: 'businessTrip', reason: '去南京' }]);
    expect(replies.silent.map((one) => [one.person.id, one.left]).sort()).toEqual([[b.secretary.id, 2], [b.zhou.id, 2]].sort());
    expect((await world.as(b.lin, routes.replies, at)).status).toBe(403);

    const deputy = await world.make.officer('deputySecretary', b.unit);
    const both = await Promise.all([world.as(b.secretary, routes.remindReplies, at), world.as(deputy, routes.remindReplies, at)]);
    expect(both.map((one) => one.code ?? 'ok').sort()).toEqual(['ok', 'reminder.just-sent']);
    await world.heard();
    expect(await remindersOf(b.zhou)).toEqual(['请答复：“读书会：把一件小事做到底”您能来吗']);
    expect(await remindersOf(b.lin)).toEqual([]);

    await later(6.1);
    expect(await remindersOf(b.zhou)).toHaveLength(2);
    // Two of two: neither by hand nor by the clock a third.
    const third = await world.as(b.secretary, routes.remindReplies, at);
    expect([third.status, third.code]).toEqual([409, 'reminder.twice']);
    await later(29.1);
    expect(await remindersOf(b.zhou)).toHaveLength(2);
    expect(await remindersOf(b.lin)).toHaveLength(2);
    // Not even by SQL of the server's own role.
    await expect(world.asRuntime('insert into meeting_nudge (meeting_id, person_id, nth, unit_id, what, at) values ($1, $2, 3, $3, \'day\', now())', [at.meetingId, b.zhou.id, b.unit.id])).rejects.toThrow(/ck_meeting_nudge_nth/);
    expect((await world.ok(b.secretary, routes.replies, at)).reminded.map((one) => one.what)).toEqual(['reply', 'day', 'hour']);
  });

  it('不计入应到：写明原因和批准人，本人收到通知、在会议页上看得到；收回后重新计入；开会后改不了', async () => {
    const b = await branch();
    const at = await call(b, 30);
    const unsaid = await world.as(b.secretary, meetingRoutes.exclude, { ...at, personId: b.zhou.id, reason: ' ', approvedBy: '支委会' });
    expect([unsaid.status, unsaid.code]).toEqual([422, 'meeting.exclusion-needs-reason']);
    await world.ok(b.secretary, meetingRoutes.exclude, { ...at, personId: b.zhou.id, reason: '长期在国外，无法参加', approvedBy: '支委会 10 月 12 日决定' });
    await world.heard();
    const seen = await world.ok(b.zhou, meetingRoutes.meeting, at);
    expect([seen.expected, seen.me]).toMatchObject([3, { expected: false, votes: false, excluded: { reason: '长期在国外，无法参加', approvedBy: '支委会 10 月 12 日决定' } }]);
    expect((await world.ok(b.lin, meetingRoutes.meeting, at)).me.excluded).toBeNull();
    expect((await world.ok(b.zhou, noticeRoutes.inbox, {})).items[0]).toMatchObject({ title: '“读书会：把一件小事做到底”这次不把您计入应到', text: expect.stringContaining('长期在国外，无法参加') as string });
    expect((await world.ok(b.secretary, routes.replies, at)).excluded).toMatchObject([{ person: { name: '周磊' }, approvedBy: '支委会 10 月 12 日决定' }]);
    expect((await world.ok(b.secretary, meetingRoutes.attendance, at)).items.find((one) => one.person.id === b.zhou.id)?.excluded).toMatchObject({ reason: '长期在国外，无法参加' });

    await world.ok(b.secretary, routes.include, { ...at, personId: b.zhou.id });
    expect((await world.as(b.secretary, routes.include, { ...at, personId: b.zhou.id })).status).toBe(404);
    expect((await world.ok(b.zhou, meetingRoutes.meeting, at)).me).toMatchObject({ expected: true, votes: true, excluded: null });
    await later(30);
    await world.ok(b.secretary, meetingRoutes.open, at);
    expect((await world.as(b.secretary, meetingRoutes.exclude, { ...at, personId: b.zhou.id, reason: '长期在国外', approvedBy: '支委会' })).code).toBe('meeting.not-called');
  });

  it('照上次再开一次：议题、材料、别人传的文件、列席都带来；不在了的列席不带；别的支部的会带不来', async () => {
    const b = await branch();
    const deputy = await world.make.officer('deputySecretary', b.unit);
    const document = await world.upload(deputy, fileRoutes.uploadDocument, { unitId: b.unit.id, name: '学习材料.pdf' }, pdf());
    const committee = await world.ok(deputy, meetingRoutes.call, { unitId: b.unit.id, clientId: uuid(), ...meetingPlan(), kind: 'committee', title: '11月支委会', files: [document.body.id], observers: [b.lin.id, b.chen.id], reminders: ['hour'] });
    const at = { unitId: b.unit.id, meetingId: committee.id };
    await world.rows('update membership set ends_on = current_date, end_reason = \'transferred\' where person_id = $1', [b.chen.id]);
    const plan = await world.ok(b.secretary, routes.again, at);
    expect(plan).toMatchObject({ kind: 'committee', title: '11月支委会', agenda: meetingPlan().agenda, materials: meetingPlan().materials, files: [{ id: document.body.id, name: '学习材料.pdf' }], observers: [{ id: b.lin.id, name: '林晓' }], reminders: ['hour'] });

    const body = { unitId: b.unit.id, ...meetingPlan(), kind: plan.kind, files: plan.files.map((one) => one.id), observers: plan.observers.map((one) => one.id) };
    // Another officer's document goes along only with the meeting it was handed out at.
    expect((await world.as(b.secretary, meetingRoutes.call, { ...body, clientId: uuid() })).status).toBe(404);
    const next = await world.ok(b.secretary, meetingRoutes.call, { ...body, clientId: uuid(), after: committee.id });
    expect(next.files.map((one) => one.name)).toEqual(['学习材料.pdf']);
    const stranger = await branch();
    expect((await world.as(stranger.secretary, routes.again, { unitId: stranger.unit.id, meetingId: committee.id })).status).toBe(404);
    expect((await world.as(stranger.secretary, meetingRoutes.call, { ...body, unitId: stranger.unit.id, files: [], observers: [], clientId: uuid(), after: committee.id })).status).toBe(404);
  });

  it('发通知前就看到会通知几个人：支委会只算支委', async () => {
    const b = await branch();
    expect((await world.ok(b.secretary, meetingRoutes.expectedNow, { unitId: b.unit.id })).expected).toBe(4);
    expect((await world.ok(b.secretary, meetingRoutes.expectedNow, { unitId: b.unit.id, kind: 'committee' })).expected).toBe(1);
    const at = await call(b, 30, { kind: 'committee' });
    expect((await world.ok(b.secretary, meetingRoutes.meeting, at)).expected).toBe(1);
  });
});
