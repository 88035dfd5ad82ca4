import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { offlineRoutes as routes } from '@branch/shared/meetings/offline-routes';
import { presenceRoutes } from '@branch/shared/meetings/presence-routes';
import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { shanghaiDay } from '@branch/shared/time';
import { heldOffline } from '../../test/offline.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('线下开过的会，会后补录（MEET-12）', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function branchOfSix() {
    const { branch } = await world.make.chain();
    const zhao = await world.make.officer('secretary', branch, '赵书记');
    const he = await world.make.officer('deputySecretary', branch, '何敏');
    const lin = await world.make.member(branch, 'full', '林晓');
    const zhou = await world.make.member(branch, 'full', '周航');
    const chen = await world.make.member(branch, 'full', '陈一鸣');
    const yu = await world.make.member(branch, 'probationary', '预备的小于');
    const enter = (more: Parameters<typeof heldOffline>[2] = {}, by: MadePerson = zhao, clientId = uuid()) => world.as(by, routes.enter, { unitId: branch.id, clientId, ...heldOffline(zhao, [he, lin, yu], { leave: [{ personId: zhou.id, category: 'businessTrip' }], ...more }) });
    return { branch, zhao, he, lin, zhou, chen, yu, enter };
  }
  const at = (branch: MadeUnit, meetingId: string) => ({ unitId: branch.id, meetingId });

  it('书记补录：谁到、谁请假、举手结果；标明是谁何时补录；纪要照常整理发布，缺席的人能补学', async () => {
    const { branch, zhao, lin, zhou, chen, yu, enter } = await branchOfSix();
    const entered = await enter({ decisions: [{ title: '同意每季度走访一次', approve: 3, against: 0, abstain: 0 }, { title: '同意下月改在周五', approve: 2, against: 1, abstain: 0 }] });
    expect(entered.body).toMatchObject({ form: 'offline', state: 'closed', place: '宜山路770号二楼会议室', expected: 6, votingExpected: 5, signedIn: 4, onLeave: 1, entered: { by: { id: zhao.id }, reason: null },
      ballots: [], hands: [{ approve: 3, threshold: 3, notVoted: 2, passed: true }, { approve: 2, passed: false }] });
    expect(Math.abs(new Date(entered.body.entered?.at ?? 0).getTime() - Date.now())).toBeLessThan(60_000);
    const here = at(branch, entered.body.id);
    const list = await world.ok(zhao, meetingRoutes.attendance, here);
    expect(list).toMatchObject({ expected: 6, attended: 4, onLeave: 1, absent: 1, votingPresent: 3 });
    expect(list.items.find((one) => one.person.id === lin.id)).toMatchObject({ attended: true, how: ['entered'], firstAt: null });
    expect(await world.ok(lin, myAttendanceRoutes.mine, here)).toMatchObject({ attended: true, how: ['entered'], intervals: [] });
    expect(await world.ok(lin, presenceRoutes.quorum, here)).toMatchObject({ from: null, points: [] });

    const draft = await world.ok(zhao, minutesRoutes.draft, here);
    expect(draft.content).toMatchObject({ head: { place: '宜山路770号二楼会议室', chair: '赵书记', expected: 6, present: 4, absent: 1, leave: [{ category: 'businessTrip', count: 1 }] }, decisions: [{ title: '同意每季度走访一次', approve: 3, passed: true, mode: 'hands' }, { passed: false }], statements: [] });
    expect(draft.speakers?.sort()).toEqual(['何敏', '林晓', '赵书记', '预备的小于'].sort());
    const typed = { seq: 1, speaker: '林晓', at: '', agendaItemId: null, text: '老人们最想有人教手机。', original: '' };
    const saved = await world.ok(zhao, minutesRoutes.saveDraft, { ...here, revision: draft.revision, content: { ...draft.content, head: { ...draft.content.head, present: 6 }, statements: [typed, { ...typed, speaker: '没来的周航' }] } });
    expect((await world.as(zhao, minutesRoutes.publish, { ...here, revision: saved.revision, basedOn: 0 })).code).toBe('minutes.statement-untraceable');
    const again = await world.ok(zhao, minutesRoutes.saveDraft, { ...here, revision: saved.revision, content: { ...draft.content, head: { ...draft.content.head, present: 6 }, statements: [typed] } });
    const published = await world.ok(zhao, minutesRoutes.publish, { ...here, revision: again.revision, basedOn: 0 });
    expect(published.content).toMatchObject({ head: { present: 4 }, statements: [{ ...typed, typed: true }] });
    expect((await world.ok(chen, catchUpRoutes.catchUp, here))).toMatchObject({ meeting: { entered: true }, attended: false });
    expect((await world.ok(zhou, minutesRoutes.minutes, here)).meeting.entered).toBe(true);
    expect((await world.ok(zhao, catchUpRoutes.readers, here)).unread.map((one) => one.id).sort()).toEqual([zhou.id, chen.id].sort());
    expect((await world.rows('select 1 from audit where action = \'meeting.enter\' and object = $1', [`meeting:${entered.body.id}`]))).toHaveLength(1);
    expect(yu.id).not.toBe('');
  });

  it('还没开完的、太久以前没写理由的、名单不对的、举手多过到会的，都记不进去，并说得出为什么', async () => {
    const { branch, zhao, chen, zhou, enter } = await branchOfSix();
    const stranger = await world.make.member((await world.make.chain()).branch);
    const code = async (more: Parameters<typeof heldOffline>[2]) => (await enter(more)).code;
    expect(await code({ startsAt: new Date(Date.now() - 600_000).toISOString() })).toBe('offline.in-the-future');
    const old = { startsAt: new Date(Date.now() - 100 * 86_400_000).toISOString() };
    expect(await code(old)).toBe('offline.too-old');
    expect((await enter({ ...old, reason: '纸质记录上周才找到' })).body.entered?.reason).toBe('纸质记录上周才找到');
    expect(await code({ chairId: chen.id })).toBe('offline.chair-absent');
    expect(await code({ came: [zhao.id, stranger.id] })).toBe('offline.person-unknown');
    expect(await code({ came: [zhao.id, zhou.id] })).toBe('offline.person-twice');
    expect(await code({ observers: [stranger.id] })).toBe('meeting.observer-unknown');
    expect(await code({ observers: [chen.id] })).toBe('meeting.observer-expected');
    expect(await code({ decisions: [{ title: '同意', approve: 4, against: 0, abstain: 0 }] })).toBe('decision.more-than-present');
    expect(await code({ came: [zhao.id], decisions: [{ title: '同意', approve: 1, against: 0, abstain: 0 }] })).toBe('ballot.no-quorum');
    expect(await code({ decisions: [{ title: '选举支部书记', approve: 3, against: 0, abstain: 0 }] })).toBe('decision.election');
    expect(await code({ agenda: [] })).toBe('meeting.no-agenda');
    expect((await world.as(chen, routes.enter, { unitId: branch.id, clientId: uuid(), ...heldOffline(chen, []) })).status).toBe(403);
  });

  it('应到按开会那天的名单：后来转入的不算，那天还在的算，那时的预备党员没有表决权', async () => {
    const { branch, zhao, lin, yu } = await branchOfSix();
    const day = (ago: number) => shanghaiDay(new Date(Date.now() - ago * 86_400_000));
    const late = await world.make.person('后来的小李');
    await world.make.join(late, branch, 'full', { startsOn: day(1) });
    await world.rows('update membership set ends_on = $2, end_reason = \'transferred\' where person_id = $1', [lin.id, day(2)]);
    await world.rows('update membership set status = \'full\', status_since = $2 where person_id = $1', [yu.id, day(1)]);
    const on = await world.ok(zhao, routes.expectedOn, { unitId: branch.id, kind: 'memberAssembly', day: day(3) });
    expect(on).toMatchObject({ expected: 6, votingExpected: 5 });
    expect(on.items.find((one) => one.person.id === yu.id)).toMatchObject({ status: 'probationary', votes: false });
    expect(on.items.some((one) => one.person.id === late.id)).toBe(false);
    expect(on.items.some((one) => one.person.id === lin.id)).toBe(true);
    expect(await world.ok(zhao, routes.expectedOn, { unitId: branch.id, kind: 'memberAssembly', day: day(0) })).toMatchObject({ expected: 6, votingExpected: 6 });
    // The committee meets among its officers.
    expect((await world.ok(zhao, routes.expectedOn, { unitId: branch.id, kind: 'committee', day: day(3) })).items.map((one) => one.person.name).sort()).toEqual(['何敏', '赵书记'].sort());
  });

  it('录错了能改能撤，纪要发布后只能更正；草稿里写的小结还在', async () => {
    const { branch, zhao, chen, he, lin, enter } = await branchOfSix();
    const { body } = await enter({ decisions: [{ title: '同意走访', approve: 3, against: 0, abstain: 0 }] });
    const here = at(branch, body.id);
    const draft = await world.ok(zhao, minutesRoutes.draft, here);
    await world.ok(zhao, minutesRoutes.saveDraft, { ...here, revision: draft.revision, content: { ...draft.content, agenda: draft.content.agenda.map((item) => ({ ...item, summary: `小结：${item.title}` })) } });
    const what = await world.ok(he, routes.entered, here);
    expect(what).toMatchObject({ mendable: true, title: '走访社区养老院', leave: [{ category: 'businessTrip' }], decisions: [{ title: '同意走访', approve: 3 }] });
    const { mendable: _mendable, observers, ...rest } = what;
    const mended = await world.ok(he, routes.mend, { ...here, ...rest, observers: observers.map((one) => one.id), came: [...what.came, chen.id], agenda: [{ title: '集中学习', note: '' }, { title: '走访二十户', note: '' }, { title: '小结', note: '' }] });
    expect(mended).toMatchObject({ signedIn: 5, agenda: [{ id: body.agenda[0]?.id }, { id: body.agenda[1]?.id, title: '走访二十户' }, { title: '小结' }], hands: [{ id: body.hands[0]?.id }], entered: { by: { id: zhao.id } } });
    const now = await world.ok(zhao, minutesRoutes.draft, here);
    expect(now.content).toMatchObject({ head: { present: 5 }, agenda: [{ summary: '小结：集中学习' }, { title: '走访二十户', summary: '小结：分组走访' }, { summary: '' }] });
    await world.ok(zhao, minutesRoutes.publish, { ...here, revision: now.revision, basedOn: 0 });
    expect((await world.as(he, routes.mend, { ...here, ...rest, observers: [] })).code).toBe('offline.published');
    expect((await world.as(he, routes.withdraw, { ...here, reason: '重复录了' })).code).toBe('offline.published');

    const second = await enter({ kind: 'lesson' });
    await world.ok(he, routes.withdraw, { ...at(branch, second.body.id), reason: '这次其实没有开' });
    expect(await world.ok(lin, meetingRoutes.meeting, at(branch, second.body.id))).toMatchObject({ state: 'cancelled', reason: '这次其实没有开' });
    expect((await world.as(he, routes.withdraw, { ...at(branch, second.body.id), reason: '再撤一次' })).code).toBe('offline.withdrawn');
  });

  it('两位负责同志同时补录同一场：一场算数，另一位被告知已有；同一次提交重发只有一场', async () => {
    const { branch, zhao, he, enter } = await branchOfSix();
    const startsAt = new Date(Date.now() - 5 * 86_400_000).toISOString();
    const answers = await Promise.all([enter({ startsAt }, zhao), enter({ startsAt }, he)]);
    expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual(['offline.entered-already', 'ok']);
    const clientId = uuid();
    const plan = { kind: 'lesson' as const };
    const same = heldOffline(zhao, [], plan);
    const twice = await Promise.all([1, 2, 3].map(() => world.as(zhao, routes.enter, { unitId: branch.id, clientId, ...same })));
    expect(new Set(twice.map((one) => one.body.id)).size).toBe(1);
    expect(await world.rows('select 1 from meeting where unit_id = $1', [branch.id])).toHaveLength(2);
  });

  it('纪要里写着谁说的，谁就能提异议；没到会的、没写着的、别人的话，都提不了；采纳了发第二版，编号跟着那句话', async () => {
    const { branch, zhao, he, lin, zhou, chen, yu, enter } = await branchOfSix();
    const here = at(branch, (await enter()).body.id);
    const typed = (seq: number, speaker: string, text: string) => ({ seq, speaker, at: '', agendaItemId: null, text, original: '' });
    const publish = async (statements: ReturnType<typeof typed>[] | null, more: { basedOn: number; reason?: string }) => {
      const draft = await world.ok(zhao, minutesRoutes.draft, here);
      const saved = statements === null ? draft : await world.ok(zhao, minutesRoutes.saveDraft, { ...here, revision: draft.revision, content: { ...draft.content, statements } });
      return world.ok(zhao, minutesRoutes.publish, { ...here, revision: saved.revision, ...more });
    };
    await publish([typed(1, '何敏', '先把名单对一遍。'), typed(2, '林晓', '老人们最想有人教手机。'), typed(3, '预备的小于', '我周末有空。')], { basedOn: 0 });
    const page = await world.ok(lin, minutesRoutes.minutes, here);
    expect(page.me.quoted).toEqual([{ seq: 2, since: page.latest.publishedAt, until: new Date(new Date(page.latest.publishedAt).getTime() + 3 * 86_400_000).toISOString() }]);
    expect((await world.ok(zhou, minutesRoutes.minutes, here)).me.quoted).toEqual([]);
    const object = (who: MadePerson, seq: number, version = 1) => world.as(who, objectionRoutes.object, { ...here, version, seq, words: '少了后半句，意思变了', wording: '老人们最想有人教手机，也想有人陪着说话。' });
    // Another of the same name who was not there has said nothing.
    const same = await world.make.member(branch, 'full', '林晓');
    for (const [who, seq] of [[zhou, 2], [chen, 2], [he, 2], [lin, 1], [same, 2], [lin, 9]] as const) expect((await object(who, seq)).code).toBe('objection.not-quoted');
    const made = await object(lin, 2);
    expect(made.body).toMatchObject({ state: 'open', mine: true, seq: 2, by: { id: lin.id } });
    expect((await object(lin, 2)).code).toBe('objection.made-already');
    await world.ok(he, objectionRoutes.answer, { ...here, objectionId: made.body.id, accept: true, reason: '笔记本上确实还有半句' });
    const second = await publish(null, { basedOn: 1, reason: '按林晓同志的意见更正' });
    expect(second.content.statements.map((one) => [one.seq, one.speaker, one.text])).toEqual([[1, '何敏', '先把名单对一遍。'], [2, '林晓', '老人们最想有人教手机，也想有人陪着说话。'], [3, '预备的小于', '我周末有空。']]);
    // One goes, and the others keep their numbers: nobody else's words come to stand under 2.
    await publish([typed(1, '何敏', '先把名单对一遍。'), typed(3, '预备的小于', '我周末有空。')], { basedOn: 2, reason: '删去一条发言' });
    expect((await world.ok(lin, minutesRoutes.minutes, here)).me.quoted).toEqual([]);
    expect((await object(lin, 3, 3)).code).toBe('objection.not-quoted');
    expect((await object(yu, 3, 3)).status).toBe(200);
  });

  it('没记上到会的人，照样能说，补录的名单能补记', async () => {
    const { branch, zhao, he, chen, enter } = await branchOfSix();
    const { body } = await enter();
    const here = at(branch, body.id);
    await world.ok(chen, myAttendanceRoutes.dispute, { ...here, words: '我去了三号楼，签到表在林晓那里' });
    await world.ok(he, myAttendanceRoutes.answerDispute, { ...here, personId: chen.id, accept: true, reason: '签到表上有他' });
    expect((await world.ok(zhao, meetingRoutes.attendance, here)).items.find((one) => one.person.id === chen.id)).toMatchObject({ attended: true, how: ['corrected'] });
  });
});
