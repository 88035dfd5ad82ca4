import type { Page } from 'playwright-core';
import { audit, Stage } from './stage';

/** The deciding of T7 and T8 (experience 6): what it may cost. */
const bar = { taps: 4, keys: 21, seconds: 60 };
const review = /^待审/;

describe('审核与回应', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const waiting = () => stage.value<number>('select count(*)::int from review_case where state = \'open\' and why = \'held\'', []);
  /** Everything waits again, as if the day began anew. */
  const anew = () => stage.value<number>('with a as (update review_case set state = \'open\', decided_by = null, decided_at = null, settled_at = null where why = \'held\' returning target_id), b as (update post set state = \'pending\' where id in (select target_id from a) returning id) select count(*)::int from b', []);
  const toDesk = async (page: Page): Promise<void> => { await page.getByRole('navigation', { name: '支部工作' }).getByRole('link', { name: review }).click(); await page.getByRole('button', { name: review }).waitFor(); };

  it('T8 桌面只用键盘：二十条待审逐条通过，按键不超过 21 次、60 秒；退回、撤销、帮助都有键', async () => {
    const page = await stage.as('wangguan', { width: 1280 });
    await toDesk(page);
    await page.getByRole('list', { name: '等处理的' }).waitFor();
    expect(await waiting()).toBe(20);
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-desk');
    let keys = 0;
    const press = async (key: string): Promise<void> => { keys += 1; await page.keyboard.press(key); };
    const begin = Date.now();
    for (let n = 0; n < 20; n += 1) await press('a');
    await page.getByText('都看过了，没有待审的。').waitFor();
    expect(keys).toBeLessThanOrEqual(bar.keys);
    expect(Date.now() - begin).toBeLessThan(bar.seconds * 1000);
    for (let n = 0; n < 40 && await waiting() > 0; n += 1) await page.waitForTimeout(100);
    expect(await waiting()).toBe(0);
    // 撤销最后一个决定。
    await page.keyboard.press('z');
    await page.getByText('已撤销').locator('visible=true').first().waitFor();
    await page.getByRole('list', { name: '等处理的' }).getByRole('button').first().waitFor();
    expect(await waiting()).toBe(1);
    // 退回：理由一键，作者收到。
    await page.keyboard.press('r');
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-desk-reasons');
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText('都看过了，没有待审的。').waitFor();
    for (let n = 0; n < 40 && await waiting() > 0; n += 1) await page.waitForTimeout(100);
    expect(await stage.value<number>('select count(*)::int from post where state = \'rejected\'', [])).toBe(1);
    await page.keyboard.press('Escape');
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('T7 手机：二十条都没有问题，四下点完；推一下就通过，推回去选理由；作者看得到理由，能申诉', async () => {
    await anew();
    const page = await stage.as('wangguan');
    await toDesk(page);
    await page.getByText('新成员头几篇先审').locator('visible=true').first().waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-phone');
    const before = await waiting();
    // 推一下：通过。
    await push(page, 0, 200);
    await page.getByText('已通过').locator('visible=true').first().waitFor();
    for (let n = 0; n < 40 && await waiting() === before; n += 1) await page.waitForTimeout(100);
    expect(await waiting()).toBe(before - 1);
    // 往回推：选一条理由。
    await push(page, 0, -200);
    await page.getByRole('dialog').waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-phone-reasons');
    await page.getByRole('dialog').getByRole('button', { name: /不发广告和推销/ }).click();
    for (let n = 0; n < 40 && await waiting() === before - 1; n += 1) await page.waitForTimeout(100);
    // 其余的：多选、全选、通过。
    let taps = 0;
    const tap = async (name: string | RegExp): Promise<void> => { taps += 1; await page.getByRole('button', { name }).last().click(); };
    const begin = Date.now();
    await tap('多选');
    await tap('全选');
    await stage.picture(page, 'moderation-phone-several');
    expect(await audit(page)).toEqual([]);
    await tap(/^通过/);
    await page.getByText('都看过了，没有待审的。').waitFor();
    expect(taps).toBeLessThanOrEqual(bar.taps);
    expect(Date.now() - begin).toBeLessThan(bar.seconds * 1000);
    for (let n = 0; n < 40 && await waiting() > 0; n += 1) await page.waitForTimeout(100);
    expect(await waiting()).toBe(0);
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('举报、申诉、回收站、设置：每一页手机和桌面都看得清（深色、1280）', async () => {
    const phone = await stage.as('wangguan', { scheme: 'dark' });
    await toDesk(phone);
    for (const name of [/^举报/, /^申诉/, /^回收站/, /^待回应/]) {
      await phone.getByRole('button', { name }).first().click();
      await phone.waitForTimeout(400);
      expect(await audit(phone)).toEqual([]);
    }
    await stage.picture(phone, 'moderation-phone-dark');
    await phone.getByRole('button', { name: '设置' }).click();
    await phone.getByRole('heading', { name: '紧急只读' }).locator('visible=true').waitFor();
    await phone.getByRole('heading', { name: /^词表/ }).locator('visible=true').waitFor();
    expect(await audit(phone)).toEqual([]);
    await phone.getByRole('textbox', { name: '文字' }).fill('低价转让，价格 面·议。');
    await phone.getByRole('button', { name: '试一试' }).click();
    await phone.getByText('会留住：“面议”').waitFor();
    await stage.picture(phone, 'moderation-phone-settings');
    const desk = await stage.as('shuji', { width: 1280 });
    await toDesk(desk);
    await desk.getByRole('button', { name: /^申诉/ }).click();
    await desk.getByRole('button', { name: '申诉成立，恢复' }).waitFor();
    expect(await audit(desk)).toEqual([]);
    await stage.picture(desk, 'moderation-desk-appeal');
    await desk.getByRole('textbox', { name: '答复' }).fill('互相借东西也算新想法，内容没有问题。');
    await desk.getByRole('button', { name: '申诉成立，恢复' }).click();
    await desk.getByText('没有等答复的申诉。').waitFor();
    expect(await stage.value<string>('select state from post where title = $1', ['周末搬家，谁有推车借我'])).toBe('published');
    // 作者看得到发生了什么。
    const author = await stage.value<string>('select a.login from post p join account a on a.person_id = p.author_id where p.state = \'rejected\' limit 1', []).catch(() => '');
    const mine = await stage.as(author || 'dangyuan1');
    await mine.goto(`${stage.system.url}/moderation/mine/index`);
    await mine.getByText('大家约好的规则').waitFor();
    expect(await audit(mine)).toEqual([]);
    await stage.picture(mine, 'moderation-mine');
    expect(stage.troubles).toEqual([]);
  }, 180_000);
});

/** Pushes the nth card with a finger, by `by` points. */
async function push(page: Page, nth: number, by: number): Promise<void> {
  await page.evaluate(async ({ index, distance }) => {
    const row = [...document.querySelectorAll<HTMLElement>('.swipe-row')].filter((one) => one.getBoundingClientRect().width > 0)[index];
    if (!row) throw new Error('nothing to push');
    const box = row.getBoundingClientRect();
    const touch = (x: number) => new Touch({ identifier: 1, target: row, clientX: box.left + box.width / 2 + x, clientY: box.top + 40 });
    const fire = (type: string, x: number) => row.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable: true, touches: type === 'touchend' ? [] : [touch(x)], changedTouches: [touch(x)] }));
    fire('touchstart', 0);
    for (let step = 1; step <= 5; step += 1) { fire('touchmove', (distance * step) / 5); await new Promise((resolve) => { requestAnimationFrame(resolve); }); }
    fire('touchend', distance);
  }, { index: nth, distance: by });
}
