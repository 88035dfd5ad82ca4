import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import type { Sent } from '@branch/shared/route';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { meetingPlan, openMeeting } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';

type Entry = Omit<Sent<typeof paperRoutes.record>, 'unitId' | 'meetingId' | 'clientId'>;
const election: Entry = { title: '选举新一届支部委员会委员', options: [{ text: '林晓', votes: 9 }, { text: '周航', votes: 8 }, { text: '陈一鸣', votes: 6 }], most: 2, eligible: 12, voted: 12, passed: true, conclusion: '林晓、周航当选', countedBy: '何敏', supervisedBy: '王工', place: '园区党群服务中心三楼', heldOn: '2026-11-01' };

describe('线下表决登记（MEET-6、MEET-7）', () => {
  let world: World;
  let unit: MadeUnit;
  let secretary: MadePerson;
  let member: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    unit = (await world.make.chain()).general;
    secretary = await world.make.officer('secretary', unit, '赵书记');
    member = await world.make.member(unit);
  });
  afterAll(async () => { await world.close(); });

  const held = async () => { const meeting = await openMeeting(world, unit, secretary); return { unitId: unit.id, meetingId: meeting.id }; };
  const record = (at: { unitId: string; meetingId: string }, more: Partial<Entry> = {}, by = secretary, clientId = uuid()) => world.as(by, paperRoutes.record, { ...at, clientId, ...election, ...more });

  it('书记登记选举的票数和计票人、监票人，进纪要成为一条决定；抄错了另记一条更正，原来的还在；发布过的纪要出第二版写明差异', async () => {
    const at = await held();
    const clientId = uuid();
    const entered = await Promise.all(Array.from({ length: 5 }, () => record(at, {}, secretary, clientId)));
    expect(new Set(entered.map((one) => one.body.id)).size).toBe(1);
    const id = entered[0]?.body.id ?? '';
    expect((await record(at, { voted: 11 }, secretary, clientId)).code).toBe('client-id.reused');
    expect(await world.ok(member, paperRoutes.paperVotes, at)).toMatchObject({ items: [{ id, number: 1, ...election, reason: null, enteredBy: { name: '赵书记' }, earlier: [] }] });

    await world.ok(secretary, meetingRoutes.close, at);
    const { content } = await world.ok(secretary, minutesRoutes.draft, at);
    expect(content.decisions).toMatchObject([{ ballotId: id, mode: 'offline', title: election.title, eligible: 12, voted: 12, passed: true, options: [{ text: '林晓', votes: 9 }, { text: '周航', votes: 8 }, { text: '陈一鸣', votes: 6 }], paper: { countedBy: '何敏', supervisedBy: '王工', heldOn: '2026-11-01', corrected: false } }]);
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: 0, basedOn: 0 });
    expect((await world.ok(member, catchUpRoutes.catchUp, at)).items[0]).toMatchObject({ kind: 'decision', mode: 'offline', conclusion: '林晓、周航当选', options: [{ votes: 9 }, {}, {}] });

    const correct = (more: Partial<Entry> & { reason?: string; basedOn?: number } = {}) => world.as(secretary, paperRoutes.correct, { ...at, paperVoteId: id, basedOn: 1, reason: '周航的票数抄错了', ...election, ...more });
    const figures = { options: [{ text: '林晓', votes: 9 }, { text: '周航', votes: 9 }, { text: '陈一鸣', votes: 6 }] };
    expect((await correct()).code).toBe('paper.unchanged');
    expect((await correct({ ...figures, reason: '错了' })).code).toBe('paper.reason-needed');
    expect((await correct({ options: [{ text: '林晓', votes: 13 }] , most: 1 })).code).toBe('paper.sum');
    const two = await Promise.all([correct(figures), correct({ ...figures, conclusion: '三人当选' })]);
    expect(two.map((one) => one.code ?? 'done').sort()).toEqual(['done', 'paper.corrected-meanwhile']);
    const [now] = (await world.ok(member, paperRoutes.paperVotes, at)).items;
    expect(now).toMatchObject({ number: 2, reason: '周航的票数抄错了', options: figures.options, earlier: [{ number: 1, options: election.options, reason: null }] });

    expect((await world.ok(secretary, minutesRoutes.draft, at)).content.decisions).toMatchObject([{ ballotId: id, paper: { corrected: true } }]);
    await world.ok(secretary, minutesRoutes.publish, { ...at, revision: 0, basedOn: 1, reason: '选举票数抄错了一处' });
    const minutes = await world.ok(member, minutesRoutes.minutes, at);
    expect(minutes.versions[0]?.differences).toMatchObject([{ section: `决定：${election.title}`, before: expect.stringContaining('周航 8'), after: expect.stringContaining('周航 9') }]);
    expect(minutes.versions[0]?.differences[0]?.after).toContain('监票 王工');
    expect((await world.rows<{ action: string }>('select action from audit where object = $1 and action like \'paperVote.%\' order by at', [`meeting:${at.meetingId}`])).map((row) => row.action)).toEqual(['paperVote.record', 'paperVote.correct']);
  });

  it.each<[string, Partial<Entry>, string]>([
    ['得票多过收回的票', { options: [{ text: '同意', votes: 12 }, { text: '不同意', votes: 1 }], most: 1 }, 'paper.sum'],
    ['收回的票多过应到', { voted: 13 }, 'paper.sum'],
    ['没写监票人', { supervisedBy: ' ' }, 'paper.people'],
    ['计票的人监票', { supervisedBy: '何敏' }, 'paper.people'],
    ['没写事项', { title: ' ' }, 'paper.title'],
    ['没有选项', { options: [] }, 'paper.options'],
    ['还没到的日子', { heldOn: '2099-01-01' }, 'paper.day'],
    ['没写地点', { place: ' ' }, 'input.invalid'],
    ['负的票数', { options: [{ text: '同意', votes: -1 }] }, 'input.invalid'],
  ])('不收：%s', async (_, more, code) => { expect((await record(await held(), more)).code).toBe(code); });

  it('成员看得到，登记不了；会没有开、取消了的不能登记；直接改库也改不动', async () => {
    const at = await held();
    expect((await record(at, {}, member)).status).toBe(403);
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...meetingPlan() });
    expect((await record({ unitId: unit.id, meetingId: called.id })).code).toBe('paper.not-held');
    await world.ok(secretary, meetingRoutes.cancel, { unitId: unit.id, meetingId: called.id, reason: '与防汛值班冲突' });
    expect((await record({ unitId: unit.id, meetingId: called.id })).code).toBe('paper.not-held');
    const { id } = (await record(at)).body;
    for (const attempt of ['update paper_vote set voted = 1', 'delete from paper_vote']) {
      await expect(world.asRuntime(attempt)).rejects.toMatchObject({ code: '42501' });
      await expect(world.owner.query(attempt)).rejects.toMatchObject({ code: '42501' });
    }
    expect((await world.as(secretary, paperRoutes.correct, { ...at, paperVoteId: 'zzzzzzzzzzz', basedOn: 1, reason: '周航的票数抄错了', ...election })).code).toBe('not-found');
    expect((await world.ok(member, paperRoutes.paperVotes, at)).items.map((one) => one.id)).toEqual([id]);
  });
});
