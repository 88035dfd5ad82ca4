import type { Locator, Page } from 'playwright-core';
import { gatherCrowd } from '../../../server/tools/crowd.mjs';
import { audit, Stage } from './stage';

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').last();
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true }).locator('visible=true').last();
const figure = (page: Page, name: string): Locator => page.getByRole('spinbutton', { name, exact: true }).locator('visible=true').last();
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();

/** A vote as the people in it see it: the chair at a desk, a member on a phone, the others a crowd. */
describe('无记名表决、多选、线下表决登记（真实浏览器）', () => {
  let stage: Stage;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>> | undefined;
  let unitId = '';
  let meetingId = '';
  let room = '';
  let secretary: Page;
  let lin: Page;

  beforeAll(async () => {
    stage = await Stage.open();
    secretary = await stage.as('shuji', { width: 1280 });
    lin = await stage.as('dangyuan1');
    [unitId, meetingId, room] = (await stage.value<string>('select unit_id || \' \' || id || \' \' || room_id from meeting where state = \'open\'', [])).split(' ') as [string, string, string];
    crowd = await gatherCrowd(stage.system, { unitId, count: 6 });
    await crowd.enter(unitId, meetingId);
    for (const page of [secretary, lin]) await page.goto(`${stage.system.url}/rooms/room/index?unit=${unitId}&id=${room}`);
    await shown(secretary, /已过半数，可以表决/).waitFor();
  }, 240_000);
  afterAll(async () => { crowd?.stop(); await stage.close(); }, 60_000);

  /** What the crowd takes in the newest vote. */
  const others = async (choiceOf: (index: number) => string): Promise<void> => crowd?.vote(unitId, await stage.value<string>('select id from ballot where subject_id = $1 order by opened_at desc limit 1', [meetingId]), choiceOf);

  it('主持人开无记名的单选：成员两下投完，只看到投了几票；结束后是条形图和表格，没有名字', async () => {
    await button(secretary, '发起表决').click();
    await field(secretary, '表决事项').fill('下个月的主题党日做什么');
    await secretary.getByRole('radio', { name: /^无记名/ }).check();
    await shown(secretary, /如果大家选得都一样/).waitFor();
    await secretary.getByRole('radio', { name: '从几项里选一项' }).check();
    await field(secretary, '选项 1').fill('去社区教老人用手机');
    await field(secretary, '选项 2').fill('去社区教老人用手机');
    await shown(secretary, '有两个选项写得一样。').waitFor();
    await button(secretary, '加选项').click();
    await field(secretary, '选项 2').fill('绿道徒步');
    await field(secretary, '选项 3').fill('参观一大会址');
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'ballot-open-desk');
    await button(secretary, '开始表决').click();

    await shown(lin, /谁也看不到您投了什么/).waitFor();
    await stage.picture(lin, 'ballot-secret-phone');
    expect(await audit(lin)).toEqual([]);
    await button(lin, '绿道徒步').click();
    await button(lin, '投出').click();
    await shown(lin, /您的一票已计入。投了什么没有记录/).waitFor();
    await others((index) => String(index === 0 ? 3 : 1));
    await shown(secretary, new RegExp(`已投 ${(crowd?.people.length ?? 0) + 1} / 应投`)).waitFor();
    expect(await lin.getByText(/\d+ 票 · 过半数/).count()).toBe(0);
    await button(secretary, '结束表决').click();
    await shown(lin, /没有过半数的/).waitFor();
    await button(lin, '看表格').click();
    await shown(lin, /谁投了什么没有记录，也查不出来/).waitFor();
    await stage.picture(lin, 'ballot-result-phone');
    expect(await audit(lin)).toEqual([]);
    await button(lin, '关闭').click();
  }, 180_000);

  it('记名的多选：最多两项，选够了别的就点不了；结束后看得到谁投了什么', async () => {
    await button(secretary, '发起表决').click();
    await field(secretary, '表决事项').fill('读书会读哪几本');
    await secretary.getByRole('radio', { name: '从几项里选几项' }).check();
    await field(secretary, '选项 1').fill('平凡的世界');
    await field(secretary, '选项 2').fill('乡土中国');
    await button(secretary, '加选项').click();
    await field(secretary, '选项 3').fill('红岩');
    await button(secretary, '开始表决').click();
    await shown(lin, '读书会读哪几本').waitFor();
    await lin.getByRole('checkbox', { name: '平凡的世界' }).check();
    await lin.getByRole('checkbox', { name: '红岩' }).check();
    expect(await lin.getByRole('checkbox', { name: '乡土中国' }).isDisabled()).toBe(true);
    await button(lin, /投出（选了 2 项，最多 2 项）/).click();
    await button(lin.getByRole('dialog'), '投出').click();
    await shown(lin, '您已投：平凡的世界、红岩。结果在表决结束后公布。').waitFor();
    await secretary.getByRole('checkbox', { name: '平凡的世界' }).check();
    await button(secretary, /投出（选了 1 项，最多 2 项）/).click();
    await button(secretary.getByRole('dialog'), '投出').click();
    await others(() => '1');
    await button(secretary, '结束表决').click();
    await shown(lin, /“平凡的世界”超过应到会有表决权党员的半数/).waitFor();
    await button(lin, '看表格和记名结果').click();
    await shown(lin, /红岩 1 人/).waitFor();
  }, 120_000);

  it('选举用纸质票：书记在会议页登记票数，更正留下原来的；成员看得到', async () => {
    await secretary.goto(`${stage.system.url}/meetings/detail/index?unit=${unitId}&id=${meetingId}`);
    await button(secretary, '登记线下表决').click();
    await field(secretary, '表决事项').fill('选举出席园区党代表会议的代表');
    await field(secretary, '第 1 项').fill('林晓');
    await figure(secretary, '第 1 项得票').fill('7');
    await field(secretary, '第 2 项').fill('周航');
    await figure(secretary, '第 2 项得票').fill('3');
    await figure(secretary, '收回的票').fill('9');
    await field(secretary, '结论（可不写）').fill('林晓当选');
    await field(secretary, '计票人').fill('何敏');
    await field(secretary, '监票人').fill('王工');
    await field(secretary, '地点').fill('园区党群服务中心');
    await shown(secretary, /票数对不上/).waitFor();
    await figure(secretary, '第 2 项得票').fill('2');
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'paper-vote-desk');
    await button(secretary.getByRole('dialog'), '登记').click();
    await shown(secretary, /计票 何敏 · 监票 王工/).waitFor();
    await button(secretary, '更正').click();
    await figure(secretary, '第 2 项得票').fill('1');
    await secretary.getByRole('textbox', { name: /为什么更正/ }).locator('visible=true').last().fill('周航的票数抄错了');
    await button(secretary, '记下更正').click();
    await button(secretary, '看表格和 1 次更正').click();
    await shown(secretary, '更正理由：周航的票数抄错了').waitFor();
    await lin.goto(`${stage.system.url}/meetings/detail/index?unit=${unitId}&id=${meetingId}`);
    await shown(lin, '林晓当选').waitFor();
    await stage.picture(lin, 'paper-vote-phone');
    expect(await audit(lin)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
