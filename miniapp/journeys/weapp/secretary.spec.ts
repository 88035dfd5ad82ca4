import { gatherCrowd, lookUp } from '../../../server/tools/crowd.mjs';
import type { Device } from './device';
import { Stage } from './member-stage';

jest.setTimeout(120_000);

/** The secretary's side on the built mini-program, against a real server and database. The steps follow on each other. */
describe('书记在小程序里：召集、主持、出纪要（真实服务端）', () => {
  let stage: Stage;
  let shu: Device;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>> | undefined;
  let taps = 0;
  const tap = async (words: string, which?: { last: boolean }): Promise<void> => { taps += 1; await shu.tap(words, which); };

  beforeAll(async () => {
    stage = await Stage.open();
    shu = stage.phone('shuji');
  }, 180_000);
  afterAll(async () => {
    crowd?.stop();
    await stage.close();
  }, 60_000);

  it('T9 召集：模板已经填好，写三个议题，看得到通知几个人，八下以内', async () => {
    await shu.launch();
    await shu.until('正在开会');
    taps = 0;
    await tap('开会');
    await shu.until('将通知 12 人');
    for (const [n, words] of ['上次说好的三件事办得怎样', '谈谈这个月帮上忙的一件小事', '下个月轮到谁来讲'].entries()) await shu.type(`议题 ${n + 1}`, words);
    await tap('发出通知');
    await shu.until('转发到群里');
    expect(taps).toBeLessThanOrEqual(8);
    expect(await lookUp<string[]>(stage.system, 'select array_agg(a.title order by a.position) from agenda_item a join meeting m on m.id = a.meeting_id where m.kind = $1 and m.state = $2', ['orgLife', 'called'])).toEqual(['上次说好的三件事办得怎样', '谈谈这个月帮上忙的一件小事', '下个月轮到谁来讲']);
  });

  it('T10 主持：请人发言、表决、散会，十二下以内', async () => {
    crowd = await gatherCrowd(stage.system, { unitId: stage.unitId, count: 6 });
    await crowd.enter(stage.unitId, stage.meetingId);
    const lin = stage.phone('dangyuan2');
    await lin.launch(`/rooms/room/index?unit=${stage.unitId}&id=${stage.roomId}`);
    await lin.until('我把工位旁边的绿萝养活了三个月');
    await lin.tap('举手');
    await shu.open(`/rooms/room/index?unit=${stage.unitId}&id=${stage.roomId}`);
    await shu.until('主持');
    taps = 0;
    await tap('主持');
    await shu.until('发起表决');
    await tap(`请${stage.name('dangyuan2')}发言`);
    await lin.until(`${stage.name('dangyuan2')}发言`);
    await tap('发起表决');
    await shu.until('记名还是无记名');
    await shu.type('表决事项', '同意下月起每两周轮流讲一次');
    await tap('开始表决');
    await lin.until('表决进行中');
    await lin.tap('赞成');
    await lin.tap('投赞成');
    await lin.until('您已投：赞成');
    const ballotId = await lookUp<string>(stage.system, 'select id from ballot where subject_id = $1 and state = $2', [stage.meetingId, 'open']);
    await crowd.vote(stage.unitId, ballotId, () => 'approve');
    await shu.until('结束表决');
    await tap('结束表决');
    await lin.until('过半数要 6 票');
    await tap('结束会议');
    await shu.until('结束后不能再发言');
    await tap('结束会议', { last: true });
    await lin.until('会议已结束');
    expect(taps).toBeLessThanOrEqual(12);
    lin.kill();
  });

  it('T10 纪要：草稿里有到会、议题和表决，五下以内发布；没到会的人桌上有补学', async () => {
    await shu.open(`/meetings/minutes-edit/index?unit=${stage.unitId}&id=${stage.meetingId}`);
    await shu.until('同意下月起每两周轮流讲一次');
    taps = 0;
    await tap('发布第 1 版');
    await shu.until('发布后不能改');
    await tap('发布');
    await shu.until('第 1 版');
    expect(taps).toBeLessThanOrEqual(5);
    expect(await lookUp<number>(stage.system, 'select max(version) from minutes_version where meeting_id = $1', [stage.meetingId])).toBe(1);
    expect(shu.errors).toEqual([]);
    const absent = stage.phone(await lookUp<string>(stage.system, 'select a.login from attendee t join account a on a.person_id = t.person_id join meeting m on m.id = t.meeting_id where m.id = $1 and t.signed_in_at is null and not exists (select 1 from entry e where e.room_id = m.room_id and e.author_id = t.person_id) order by a.login limit 1', [stage.meetingId]));
    await absent.launch();
    await absent.until(`补学：${stage.title}`);
    absent.kill();
  });
});
