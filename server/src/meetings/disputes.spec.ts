import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { meetingRoutes, myAttendanceRoutes as routes } from '@branch/shared/meetings/routes';
import { openMeeting } from '../../test/meetings.js';
import { World } from '../../test/world.js';
import type { MadePerson } from '../seed/factories.js';

describe('到会记错了可以说', () => {
  let world: World;
  beforeAll(async () => { world = await World.open(); });
  afterAll(async () => { await world.close(); });

  async function held() {
    const { branch } = await world.make.chain();
    const secretary = await world.make.officer('secretary', branch);
    const deputy = await world.make.officer('deputySecretary', branch);
    const [lin, zhou] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const { id } = await openMeeting(world, branch, secretary);
    const at = { unitId: branch.id, meetingId: id };
    return { at, secretary, deputy, lin, zhou, close: () => world.ok(secretary, meetingRoutes.close, at) };
  }
  const words = '我全程在听，手机没电了没签上';
  const titles = async (person: MadePerson) => { await world.heard(); return (await world.rows<{ title: string }>('select title from notice where person_id = $1', [person.id])).map((one) => one.title); };

  it('成员说没记上，书记核实后补记：草稿跟着变，名单里写明是补记，两边都收到通知', async () => {
    const { at, secretary, deputy, lin, close } = await held();
    expect((await world.as(lin, routes.dispute, { ...at, words })).code).toBe('meeting.not-closed');
    await close();
    expect((await world.ok(secretary, minutesRoutes.draft, at)).content.head).toMatchObject({ expected: 4, present: 1, absent: 3 });
    expect((await world.as(lin, routes.dispute, { ...at, words: '我在' })).code).toBe('dispute.words-needed');
    expect(await world.ok(lin, routes.dispute, { ...at, words })).toMatchObject({ attended: false, expected: true, dispute: { words, accepted: null } });
    expect((await world.ok(lin, routes.dispute, { ...at, words: `${words}。周磊坐在我旁边` })).dispute?.words).toContain('周磊');
    expect((await titles(secretary)).filter((title) => title.includes('没有记上'))).toHaveLength(1);
    expect((await world.ok(deputy, routes.disputes, at)).items).toMatchObject([{ person: { id: lin.id }, accepted: null }]);
    const answered = await world.ok(secretary, routes.answerDispute, { ...at, personId: lin.id, accept: true, reason: '周磊作证，会上点过名' });
    expect(answered).toMatchObject({ minutesNeedCorrection: false, dispute: { accepted: true, answeredBy: { id: secretary.id }, answer: '周磊作证，会上点过名' } });
    expect((await world.ok(secretary, minutesRoutes.draft, at)).content.head).toMatchObject({ present: 2, absent: 2 });
    expect((await world.ok(secretary, meetingRoutes.attendance, at)).items.find((one) => one.person.id === lin.id)).toMatchObject({ attended: true, how: ['corrected'], firstAt: null });
    expect(await world.ok(lin, routes.mine, at)).toMatchObject({ attended: true, how: ['corrected'], dispute: { accepted: true } });
    expect((await titles(lin)).some((title) => title.includes('补记'))).toBe(true);
    expect(await world.rows('select 1 from audit where action = \'attendance.answer\' and object = $1', [`meeting:${at.meetingId}`])).toHaveLength(1);
  });

  it('书记改过的草稿也跟着变；纪要已发布的，第一版不动，说明要更正，更正成第二版', async () => {
    const { at, secretary, lin, zhou, close } = await held();
    await close();
    const draft = await world.ok(secretary, minutesRoutes.draft, at);
    const saved = await world.ok(secretary, minutesRoutes.saveDraft, { ...at, content: { ...draft.content, remarks: '会后补记' }, revision: draft.revision });
    await world.ok(lin, routes.dispute, { ...at, words });
    await world.ok(secretary, routes.answerDispute, { ...at, personId: lin.id, accept: true, reason: '主持人记得他发过言' });
    expect((await world.ok(secretary, minutesRoutes.draft, at)).content).toMatchObject({ remarks: '会后补记', head: { present: 2 } });
    const first = await world.ok(secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
    expect(first.content.head.present).toBe(2);
    await world.ok(zhou, routes.dispute, { ...at, words });
    expect(await world.ok(secretary, routes.answerDispute, { ...at, personId: zhou.id, accept: true, reason: '查了会议室的记录' })).toMatchObject({ minutesNeedCorrection: true });
    expect((await world.ok(lin, minutesRoutes.minutes, at)).latest.content.head.present).toBe(2);
    const again = await world.ok(secretary, minutesRoutes.draft, at);
    const second = await world.ok(secretary, minutesRoutes.publish, { ...at, revision: again.revision, basedOn: 1, reason: '补记一位同志的到会' });
    expect(second).toMatchObject({ version: 2, content: { head: { present: 3 } } });
    expect((await world.ok(lin, minutesRoutes.minutes, at)).versions[0]?.differences).toMatchObject([{ section: '会议概况' }]);
  });

  it('不同意要写理由，成员看得到；答复过的不再改，自己的不能自己答，到了会的不用说', async () => {
    const { at, secretary, deputy, lin, zhou, close } = await held();
    await world.ok(zhou, meetingRoutes.enter, at);
    await close();
    expect((await world.as(zhou, routes.dispute, { ...at, words })).code).toBe('dispute.attended');
    await world.ok(lin, routes.dispute, { ...at, words });
    const answer = (by: MadePerson, personId: string, reason: string, accept = false) => world.as(by, routes.answerDispute, { ...at, personId, accept, reason });
    expect((await answer(secretary, lin.id, '不行')).code).toBe('dispute.reason-needed');
    expect((await answer(lin, lin.id, '我说是就是的')).status).toBe(403);
    expect((await answer(secretary, zhou.id, '没有人说过这件事')).code).toBe('not-found');
    const race = await Promise.all([answer(secretary, lin.id, '没有找到进场的记录'), answer(deputy, lin.id, '同意补记这一次', true)]);
    expect(race.map((one) => one.status).sort()).toEqual([200, 409]);
    const mine = await world.ok(lin, routes.mine, at);
    expect(mine.dispute?.answer).toBe(race.find((one) => one.status === 200)?.body.dispute.answer);
    expect(mine.attended).toBe(mine.dispute?.accepted);
    expect((await world.as(lin, routes.dispute, { ...at, words })).code).toBe('dispute.answered-already');
    await world.ok(deputy, routes.dispute, { ...at, words });
    expect((await answer(deputy, deputy.id, '自己同意自己的', true)).code).toBe('dispute.own');
    expect((await world.as(lin, routes.disputes, at)).status).toBe(403);
  });
});
