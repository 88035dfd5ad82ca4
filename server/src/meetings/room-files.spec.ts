import { fileRoutes } from '@branch/shared/files';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { photo, pdf } from '../../test/authorisation/life.js';
import { meetingPlan, openMeeting } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('会上的文件', () => {
  let world: World;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let deputy: MadePerson;
  let lin: MadePerson;
  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    secretary = await world.make.officer('secretary', branch);
    deputy = await world.make.officer('deputySecretary', branch);
    lin = await world.make.member(branch);
  });
  afterAll(async () => { await world.close(); });

  const stored = async (by: MadePerson, name: string) => (await world.upload(by, fileRoutes.uploadDocument, { unitId: branch.id, name }, pdf())).body;

  it('只发文件也是一条发言：别人看得到名字和大小，群列表、引用里说得出是什么，撤回后不再露出', async () => {
    const { roomId } = await openMeeting(world, branch, secretary);
    const room = { unitId: branch.id, roomId };
    const file = await stored(lin, '学习安排.pdf');
    const input = { ...room, clientId: uuid(), text: '', files: [file.id] };
    const said = await world.ok(lin, roomRoutes.speak, input);
    expect(said.entry.body).toMatchObject({ kind: 'line', text: '', files: [{ id: file.id, name: '学习安排.pdf', kind: 'pdf', bytes: pdf().bytes.length }] });
    expect(await world.ok(lin, roomRoutes.speak, input)).toMatchObject({ replayed: true, entry: { seq: said.entry.seq } });
    expect((await world.as(lin, roomRoutes.speak, { ...input, files: [(await stored(lin, '另一份.pdf')).id] })).code).toBe('client-id.reused');
    expect((await world.ok(secretary, roomRoutes.mine, {})).items.find((one) => one.roomId === roomId)?.lastLine).toBe(`${lin.name}：[文件] 学习安排.pdf`);
    const quoting = await world.ok(secretary, roomRoutes.speak, { ...room, clientId: uuid(), text: '收到，请大家先看', quoteSeq: said.entry.seq });
    expect(quoting.entry.body).toMatchObject({ quote: { text: '[文件] 学习安排.pdf' } });
    await world.ok(lin, roomRoutes.recall, { ...room, seq: String(said.entry.seq) as never });
    expect(JSON.stringify((await world.ok(secretary, roomRoutes.entries, { ...room, after: 0 as never })).items)).not.toContain('学习安排');
  });

  it('别人的文件、图片当文件、六个文件都发不出去', async () => {
    const { roomId } = await openMeeting(world, branch, secretary);
    const say = (files: string[]) => world.as(lin, roomRoutes.speak, { unitId: branch.id, roomId, clientId: uuid(), text: '请看', files });
    expect((await say([(await stored(secretary, '书记的.pdf')).id])).code).toBe('not-found');
    const picture = await world.upload(lin, fileRoutes.upload, { unitId: branch.id }, await photo());
    expect((await say([picture.body.id])).code).toBe('not-found');
    const own = await stored(lin, '自己的.pdf');
    expect((await world.as(lin, roomRoutes.speak, { unitId: branch.id, roomId, clientId: uuid(), text: '请看', pictures: [{ fileId: own.id, alt: '' }] })).code).toBe('not-found');
    expect((await say(Array.from({ length: 6 }, () => own.id))).status).toBe(400);
  });

  it('书记把材料附在会上，副书记修改会议时别人附的留着，自己的加得上', async () => {
    const one = await stored(secretary, '议程.pdf');
    const called = await world.ok(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), files: [one.id] });
    expect(called.files).toMatchObject([{ id: one.id, name: '议程.pdf' }]);
    const two = await stored(deputy, '名单.pdf');
    const at = { unitId: branch.id, meetingId: called.id };
    expect((await world.ok(deputy, meetingRoutes.revise, { ...at, ...meetingPlan(), files: [one.id, two.id] })).files.map((file) => file.name)).toEqual(['议程.pdf', '名单.pdf']);
    // A client that knows nothing of files takes none away.
    expect((await world.ok(deputy, meetingRoutes.revise, { ...at, ...meetingPlan() })).files).toHaveLength(2);
    expect((await world.ok(lin, meetingRoutes.meeting, at)).files).toHaveLength(2);
    expect((await world.as(deputy, meetingRoutes.revise, { ...at, ...meetingPlan(), files: [(await stored(lin, '成员的.pdf')).id] })).code).toBe('not-found');
    expect((await world.ok(deputy, meetingRoutes.revise, { ...at, ...meetingPlan(), files: [two.id] })).files.map((file) => file.name)).toEqual(['名单.pdf']);
  });

  it('列席：应到的不能列席，外支部的选不了；修改会议时换得了人，纪要开头写着到了的列席同志', async () => {
    const [guest, other] = await world.make.members(branch, 2) as [MadePerson, MadePerson];
    const outsider = await world.make.member(await world.make.unit('branch'));
    const call = (kind: 'orgLife' | 'committee', observers: string[]) => world.as(secretary, meetingRoutes.call, { unitId: branch.id, clientId: uuid(), ...meetingPlan(), kind, observers });
    expect(await call('orgLife', [guest.id])).toMatchObject({ status: 422, code: 'meeting.observer-expected' });
    expect(await call('committee', [outsider.id])).toMatchObject({ status: 422, code: 'meeting.observer-unknown' });
    const called = (await call('committee', [guest.id])).body;
    const at = { unitId: branch.id, meetingId: called.id };
    expect(called.observers).toEqual([{ id: guest.id, name: guest.name }]);
    const revised = await world.ok(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), kind: 'committee', observers: [other.id] });
    expect(revised.observers.map((one) => one.id)).toEqual([other.id]);
    // Now everyone is expected: who sat in would have to be taken off the list first.
    expect((await world.as(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), kind: 'orgLife', observers: [other.id] })).code).toBe('meeting.observer-expected');
    expect((await world.ok(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), kind: 'orgLife', observers: [] }))).toMatchObject({ observers: [], expected: (await world.ok(secretary, meetingRoutes.expectedNow, { unitId: branch.id })).expected });
  });
});
