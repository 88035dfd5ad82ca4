import type { Page } from 'playwright-core';
import { audit, Stage } from './stage';

const say = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('textbox', { name: '发言' }).fill(words);
  await page.getByRole('button', { name: '发送' }).click();
};

describe('会议室：两个人在聊，一个人断了网', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('发言、引用、撤回人人看见；断网写的话重连后一次不多一次不少', async () => {
    const lin = await stage.as('dangyuan1');
    const chen = await stage.as('dangyuan2', { scheme: 'dark' });
    await lin.getByRole('button', { name: '进入会议室' }).click();
    await chen.getByRole('button', { name: '进入会议室' }).click();
    await lin.getByText('轮流讲我愿意排第一个').waitFor();

    await say(lin, '把会开短，先把材料提前一天发出来。');
    await chen.getByText('把会开短，先把材料提前一天发出来。').waitFor();
    await stage.picture(lin, 'room-phone-light');
    await stage.picture(chen, 'room-phone-dark');

    await chen.context().setOffline(true);
    await chen.getByText('网络已断开').last().waitFor({ timeout: 40_000 });
    await say(chen, '我在地铁里，这句是断网时写的。');
    await say(chen, '第二句也是断网时写的。');
    await say(lin, '断网期间别人说的一句。');
    await chen.reload().catch(() => undefined);
    await chen.context().setOffline(false);
    await chen.reload();
    await lin.getByText('第二句也是断网时写的。').waitFor({ timeout: 20_000 });
    await chen.getByText('断网期间别人说的一句。').waitFor({ timeout: 20_000 });
    for (const page of [lin, chen]) {
      for (const words of ['我在地铁里，这句是断网时写的。', '第二句也是断网时写的。', '断网期间别人说的一句。']) expect(await page.getByText(words).count()).toBe(1);
    }
    expect(await audit(lin)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
