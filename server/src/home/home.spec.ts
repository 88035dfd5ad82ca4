import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { ballotRoutes } from '@branch/shared/ballots/routes';
import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { homeRoutes } from '@branch/shared/home/routes';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { paths } from '@branch/shared/paths';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { shanghaiMonth } from '@branch/shared/time';
import { Round } from '../../test/appraisals.js';
import { meetingPlan } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { Reading } from '../kit/db.js';

describe('支部首页', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let member: MadePerson;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });
  beforeEach(async () => {
    chain = await world.make.chain();
    branch = chain.branch;
    secretary = await world.make.officer('secretary', branch, '赵书记');
    member = await world.make.member(branch);
  });

  const home = (person: MadePerson, unit = branch) => world.ok(person, homeRoutes.home, { unitId: unit.id });
  const todos = async (person: MadePerson) => (await home(person)).todos.map((todo) => [todo.kind, todo.path]);

  it('民主评议：自评、互评、测评各等着本人做，做了就不再等；不在名单里的没有', async () => {
    const away = await world.make.member(branch);
    await world.make.members(branch, 5);
    const round = await Round.open(world, branch, secretary);
    const path = paths.appraisal(branch.id, round.at.appraisalId);
    const waits = async (who: MadePerson) => (await home(who)).todos.filter((todo) => todo.kind === 'appraisal').map((todo) => [todo.title, todo.path]);
    await world.ok(secretary, appraisalRoutes.leaveOut, { ...round.at, personId: away.id, reason: 'awayLong' });
    expect([await waits(member), await waits(away)]).toEqual([[['民主评议：个人自评', path]], []]);
    await round.review(member, member, '我的自评');
    expect(await waits(member)).toEqual([]);
    await round.to('peerReview');
    expect(await waits(member)).toEqual([['民主评议：党员互评', path]]);
    await round.to('rating');
    // Left out of the appraisal is not left out of the vote.
    expect([await waits(member), await waits(away)]).toEqual([[['民主评议：民主测评', path]], [['民主评议：民主测评', path]]]);
    await round.rate(member);
    expect(await waits(member)).toEqual([]);
  });

  it('刚开张的支部：什么都空，但站名、社区、本月都在', async () => {
    const before = shanghaiMonth(new Date());
    const seen = await home(member);
    expect([before, shanghaiMonth(new Date())]).toContain(seen.checkIn.month);
    expect(seen).toMatchObject({ site: { unitId: branch.id, name: `${branch.name}网站`, state: 'online', columns: [{ name: '支部动态' }, {}, {}] }, unitName: branch.name, communityName: chain.community.name, newToday: 0, meeting: null,
      checkIn: { checkIns: 0, quota: null, today: false }, todos: [], posts: [], messages: [], unreadNotices: 0 });
  });

  it('一天下来：帖子、留言、报到、未读通知都看得到，而且和各自的页面说的一样', async () => {
    await world.noon();
    const column = (await home(member)).site.columns[0]?.id ?? '';
    for (let i = 1; i <= 12; i += 1) await world.ok(secretary, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: column, title: `第${i}篇`, text: '正文'.repeat(100), visibility: 'branch' });
    for (let i = 1; i <= 4; i += 1) await world.ok(member, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text: `第${i}句` });
    const first = (await world.ok(member, boardRoutes.messages, { unitId: branch.id })).items[0];
    await world.ok(secretary, boardRoutes.answer, { unitId: branch.id, messageId: first?.id ?? '', clientId: uuid(), text: '好的' });
    await world.heard();
    const seen = await home(member);
    expect(seen).toMatchObject({ newToday: 12, unreadNotices: 1, checkIn: { checkIns: 1, today: true } });
    expect(seen.posts.map((post) => post.title)).toEqual(['第12篇', '第11篇', '第10篇', '第9篇', '第8篇', '第7篇', '第6篇', '第5篇', '第4篇', '第3篇']);
    expect(seen.posts[0]?.excerpt).toHaveLength(90);
    const listed = await world.ok(member, postRoutes.posts, { unitId: branch.id, limit: '10' as never });
    const comparable = (post: (typeof seen.posts)[number]) => ({ ...post, publishedAt: new Date(post.publishedAt).getTime() });
    expect(seen.posts.map(comparable)).toEqual(listed.items.map(comparable));
    expect(seen.messages.map((message) => [message.text, message.answer?.text ?? null])).toEqual([['第4句', '好的'], ['第3句', null], ['第2句', null]]);
    const mine = await world.ok(member, checkInRoutes.mine, { unitId: branch.id });
    expect(seen.checkIn).toEqual({ month: mine.month, checkIns: mine.checkIns, quota: mine.quota, today: mine.today });
    await world.rows('insert into unit_rule (id, unit_id, key, value, effective_from, resolution) values ($1, $2, \'checkInQuota\', \'4\', \'2026-01-01\', \'决议\')', [`R${branch.id.slice(1)}`, branch.id]);
    expect((await home(member)).checkIn.quota).toBe(4);
    await world.shiftClock('0');
  });

  it('会前、会中、会后：会议卡片和待办跟着走', async () => {
    const absent = await world.make.member(branch);
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan() });
    const at = { unitId: branch.id, meetingId: called.id };
    expect(await home(member)).toMatchObject({ meeting: { id: called.id, state: 'called', expected: 3, present: 0, myReply: null, unit: { id: branch.id } }, todos: [{ kind: 'reply', path: paths.meeting(branch.id, called.id) }] });
    await world.ok(member, meetingRoutes.reply, { ...at, reply: 'join' });
    expect((await home(member)).todos).toEqual([]);
    await world.ok(secretary, meetingRoutes.open, at);
    await world.ok(member, meetingRoutes.enter, at);
    const ballot = await world.ok(secretary, meetingRoutes.openBallot, { ...at, clientId: uuid(), title: '每两周一次' });
    const live = await home(member);
    expect(live).toMatchObject({ meeting: { id: called.id, state: 'open', present: 2, myReply: 'join' }, todos: [{ kind: 'ballot', title: '请表决：每两周一次', path: paths.room(branch.id, called.roomId) }] });
    await world.ok(member, ballotRoutes.vote, { unitId: branch.id, ballotId: ballot.id, clientId: uuid(), choice: 'approve' });
    expect((await home(member)).todos).toEqual([]);
    await world.ok(secretary, meetingRoutes.closeBallot, { ...at, ballotId: ballot.id });
    await world.ok(secretary, meetingRoutes.close, at);
    expect((await home(member)).meeting).toBeNull();
    expect(await todos(secretary)).toEqual([['draftMinutes', paths.editMinutes(branch.id, called.id)]]);
    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    const saved = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, content: { ...draft.content, remarks: '散会。' }, revision: draft.revision });
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
    expect([await todos(secretary), await todos(member), await todos(absent)]).toEqual([[], [], [['minutes', paths.catchUp(branch.id, called.id)]]]);
    await world.ok(absent, catchUpRoutes.acknowledge, { ...at, version: 1 });
    expect(await todos(absent)).toEqual([]);
  });

  it('等我答的：预约、留言、加入申请，各给该答的人', async () => {
    const admin = await world.make.officer('networkAdmin', branch);
    const asker = await world.make.member(branch, 'full', '小李');
    const item = await world.make.service(branch, [member], { item: '简历修改' });
    await world.ok(asker, serviceRoutes.ask, { unitId: branch.id, itemId: item.id, clientId: uuid(), wish: '' });
    await world.ok(asker, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text: '请问会费怎么交？' });
    await world.rows('insert into join_request (id, unit_id, name, phone_sealed, phone_blind, phone_masked, note, state, asked_at) values ($1, $2, \'新人\', \'x\', \'x\', \'x\', \'\', \'waiting\', app_now())', [`J${branch.id.slice(1)}`, branch.id]);
    expect(await todos(member)).toEqual([['booking', paths.bookings()]]);
    expect((await home(member)).todos[0]).toMatchObject({ title: '小李想约“简历修改”', hint: '等您答复' });
    expect(await todos(admin)).toEqual([['unanswered', paths.board(branch.id)]]);
    expect((await home(admin)).todos[0]).toMatchObject({ title: '小李：请问会费怎么交？' });
    expect(await todos(secretary)).toEqual([['unanswered', paths.board(branch.id)], ['joinRequest', paths.joinRequests(branch.id)]]);
    expect(await todos(asker)).toEqual([]);
    expect((await home(member)).messages[0]?.waitingHours).toBeNull();
    expect((await home(admin)).messages[0]?.waitingHours).toBe(0);
  });

  it('再热闹也只用三条语句', async () => {
    const [together, asked] = [jest.spyOn(Reading.prototype, 'all'), jest.spyOn(Reading.prototype, 'sql')];
    await home(member);
    // All three at once; one by one only where the connection has not prepared them yet.
    expect(together.mock.calls.map(([statements]) => statements.length)).toEqual([3]);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(3);
    for (const spy of [together, asked]) spy.mockRestore();
  });

  it('外支部的人和没登录的人进不来；总支首页的“社区”也对，社区自己的首页没有上一级社区', async () => {
    const stranger = await world.make.member((await world.make.chain()).branch);
    expect(await world.as(stranger, homeRoutes.home, { unitId: branch.id })).toMatchObject({ status: 404, code: 'not-found' });
    expect((await world.as(null, homeRoutes.home, { unitId: branch.id })).status).toBe(401);
    expect((await home(member, chain.general)).communityName).toBe(chain.community.name);
    expect((await home(member, chain.community)).communityName).toBeNull();
    const group = await world.make.unit('partyGroup', branch);
    const inGroup = await world.make.member(group);
    expect(await world.as(inGroup, homeRoutes.home, { unitId: group.id })).toMatchObject({ status: 404 });
  });
});
