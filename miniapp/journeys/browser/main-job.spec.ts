import { gatherCrowd } from '../../../server/tools/crowd.mjs';
import { button, field, say, shown, taps } from './hands';
import { audit, Stage } from './stage';

/** The product's main job, on the demo district's joint general branch: the secretary at a desk, two members on phones, the others of the 115 a crowd. */
describe('一次网上组织生活，从通知到补学（真实浏览器）', () => {
  let stage: Stage;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>> | undefined;
  beforeAll(async () => { stage = await Stage.open('whole'); }, 240_000);
  afterAll(async () => { crowd?.stop(); await stage.close(); }, 60_000);

  it('召集、讨论、断网、举手、表决、散会、纪要、补学、更正', async () => {
    const secretary = await stage.as('shuji', { keeps: true, width: 1280 });
    const lin = await stage.as('dangyuan1', { keeps: true });
    const chen = await stage.as('dangyuan2', { keeps: true });

    await stage.picture(lin, 'home-phone-light');

    // Calling: the numbers are computed, a ready text can be pasted into the group people already use.
    await button(secretary, '开会').click();
    await shown(secretary, /将通知 115 人/).waitFor();
    await field(secretary, '题目').fill('读书会：轮流讲一刻钟');
    await field(secretary, '议题 1').fill('这个月做成的一件小事');
    await field(secretary, '议题 2').fill('下季度轮流讲的安排');
    await field(secretary, '议题 3').fill('自由发言');
    await stage.soon(secretary);
    await button(secretary, '发出通知').click();
    await button(secretary, '复制通知').click();
    expect(await secretary.evaluate(() => navigator.clipboard.readText())).toContain('读书会：轮流讲一刻钟');
    const ids = new URL(secretary.url()).searchParams;
    const [unitId, meetingId] = [ids.get('unit') ?? '', ids.get('id') ?? ''];

    // Everyone sees the notice.
    await button(lin, /消息/).click();
    await lin.getByRole('tab', { name: /通知/ }).click();
    await shown(lin, /读书会：轮流讲一刻钟/).waitFor();

    // T10: what the host does from here to the end of the meeting is counted.
    const hosting = await taps(secretary);
    await button(secretary, '开会').click();
    await shown(secretary, /到会 \d+ \/ 应到 115/).waitFor();
    crowd = await gatherCrowd(stage.system, { unitId, count: 66 });
    await crowd.enter(unitId, meetingId);
    // One comes in from the notice, the other from the list of rooms.
    await shown(lin, /读书会：轮流讲一刻钟/).click();
    await button(lin, '进入会议室').click();
    await button(chen, /消息/).click();
    await chen.getByRole('listitem').filter({ hasText: '读书会：轮流讲一刻钟' }).locator('visible=true').getByText('正在开会').click();

    await say(lin, '把会开短，先把材料提前一天发出来。');
    await shown(chen, '把会开短，先把材料提前一天发出来。').waitFor();
    await say(chen, '这个实用，我们组可以一起来。');
    await shown(secretary, '这个实用，我们组可以一起来。').waitFor();

    // A member without network for 20 seconds keeps writing.
    await chen.context().setOffline(true);
    await say(chen, '我在地铁里，这一句是断网时写的。');
    await say(lin, '断网期间别人说的一句。');
    await chen.waitForTimeout(20_000);
    await chen.context().setOffline(false);
    await shown(lin, '我在地铁里，这一句是断网时写的。').waitFor({ timeout: 30_000 });
    await shown(chen, '断网期间别人说的一句。').waitFor({ timeout: 30_000 });
    expect(await lin.getByText('我在地铁里，这一句是断网时写的。').count()).toBe(1);

    // Hand, floor, agenda.
    await button(lin, '举手').click();
    await button(secretary, /请.+发言/).click();
    await shown(lin, /发言/).waitFor();
    await say(lin, '我报第一讲：怎么读懂一份财报。');
    await button(secretary, '下一个议题').click();
    await shown(lin, '下季度轮流讲的安排').waitFor();
    await stage.picture(secretary, 'room-desk-light');

    // A named vote with its arithmetic.
    await button(secretary, '发起表决').click();
    await field(secretary, '表决事项').fill('同意下月起每两周轮流讲一次');
    await button(secretary, '开始表决').click();
    await shown(lin, /表决进行中/).waitFor();
    await stage.picture(lin, 'vote-phone-light');
    // T6: to vote takes three taps at most.
    const voting = await taps(lin);
    for (const page of [secretary, lin, chen]) {
      await button(page, '赞成').click();
      await button(page, '投赞成').click();
      await shown(page, /您已投：赞成/).waitFor();
    }
    expect(await voting()).toBeLessThanOrEqual(3);
    const ballotId = await stage.value<string>('select id from ballot where subject_id = $1', [meetingId]);
    await crowd.vote(unitId, ballotId, (index: number) => (index % 11 === 0 ? 'against' : index % 13 === 0 ? 'abstain' : 'approve'));
    await button(secretary, '结束表决').click();
    await shown(lin, /^通过$/).waitFor();

    await button(secretary, '结束会议').click();
    await button(secretary.getByRole('dialog'), '结束会议').click();
    await shown(lin, '会议已结束').waitFor();
    expect(await hosting()).toBeGreaterThanOrEqual(5);
    expect(await hosting()).toBeLessThanOrEqual(12);

    // Minutes from the record, published as version 1: five clicks at most.
    const publishing = await taps(secretary);
    await button(secretary, '整理纪要').click();
    await shown(secretary, '我报第一讲：怎么读懂一份财报。').waitFor();
    await field(secretary, '1. 这个月做成的一件小事').fill('大家同意材料提前一天发。');
    await button(secretary, '发布第 1 版').click();
    await button(secretary.getByRole('dialog'), '发布').click();
    await shown(secretary, /第 1 版 · 已发布/).waitFor();
    expect(await publishing()).toBeLessThanOrEqual(5);
    await button(lin, '返回').click();
    await button(lin, '看纪要').click();
    await shown(lin, '大家同意材料提前一天发。').waitFor();
    await stage.picture(lin, 'minutes-phone-light');

    // An absentee catches up in two minutes and adds a late word; the secretary sees who has not read.
    const absent = await stage.as('banzhu', { keeps: true, scheme: 'dark' });
    await button(absent, /补学|读书会/).click();
    await shown(absent, '决定了什么').waitFor();
    await stage.picture(absent, 'catch-up-phone-dark');
    await button(absent, '已阅').click();
    await button(absent, '补充一句').click();
    await field(absent, '我的补充').fill('我在高铁上没赶上，支持轮讲，愿意讲第三次。');
    await button(absent, '提交补充').click();
    await shown(absent, '我在高铁上没赶上，支持轮讲，愿意讲第三次。').waitFor();
    await button(secretary, '会议').click();
    await secretary.getByRole('link', { name: '读书会：轮流讲一刻钟' }).locator('visible=true').first().click();
    await button(secretary, '谁还没看').click();
    await shown(secretary, /未看 \d+ 人/).waitFor();

    // A correction is version 2, with its reason and the difference.
    await button(secretary, '返回').click();
    await button(secretary, '更正纪要').click();
    await field(secretary, '1. 这个月做成的一件小事').fill('大家同意材料提前两天发。');
    await button(secretary, '发布第 2 版').click();
    await secretary.getByRole('textbox', { name: /更正理由/ }).locator('visible=true').last().fill('时间记错，应为两天');
    await button(secretary.getByRole('dialog'), '发布').click();
    await shown(secretary, /第 2 版 · 已发布/).waitFor();
    await button(secretary, /看差异/).click();
    await shown(secretary, '大家同意材料提前两天发。').waitFor();

    await button(secretary, '成员').click();
    await shown(secretary, /1900000|190\*\*\*\*/).waitFor();
    await stage.picture(secretary, 'roster-desk-light');

    expect(await audit(lin)).toEqual([]);
    expect(await audit(secretary)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 420_000);
});
