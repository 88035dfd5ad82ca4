import { availableParallelism, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { audit, Stage } from './stage';

const say = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('textbox', { name: '发言' }).fill(words);
  await page.getByRole('button', { name: '发送' }).click();
};
const words = ['地铁上的第一句。', '地铁上的第二句。', '地铁上的第三句。', '地铁上的第四句。', '地铁上的第五句。'] as const;

/** The record as another reader sees it: the lines of `words` and `图` for a picture alone, in their order. */
const seenBy = (page: Page): Promise<string[]> => page.locator('.line').evaluateAll((lines, known) => lines.flatMap((line) => {
  const text = line.querySelector('.words')?.textContent ?? '';
  return known.includes(text) ? [text] : text === '' && line.querySelector('img.image-in') ? ['图'] : [];
}), [...words] as string[]);

describe('断着网说五句、发一张图，重新打开页面，再连上（可用性任务 T5）', () => {
  let stage: Stage;
  let lin: Page;
  let chen: Page;
  beforeAll(async () => {
    stage = await Stage.open();
    lin = await stage.as('dangyuan1', { keeps: true });
    chen = await stage.as('dangyuan2', { keeps: true });
    for (const page of [lin, chen]) await page.getByRole('button', { name: '进入会议室' }).click();
    for (const page of [lin, chen]) await page.getByText('轮流讲我愿意排第一个').waitFor();
    // The browser keeps the program by now; a page that was only just opened may still be at it.
    await chen.evaluate(async () => { await navigator.serviceWorker.ready; while ((await caches.keys()).length === 0) await new Promise((done) => setTimeout(done, 50)); });
  }, 180_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('五句和一张图都是「待发」，断着网重新打开还在；连上五秒之内按次序到齐，一样不多一样不少', async () => {
    const stored = () => stage.value<number>('select count(*)::int from stored_file', []);
    const before = await stored();
    const picture = await chen.screenshot();
    await chen.context().setOffline(true);
    for (const text of words.slice(0, 3)) await say(chen, text);
    await chen.getByLabel('选择图片').setInputFiles({ name: '车厢.png', mimeType: 'image/png', buffer: picture });
    await chen.getByText('联网后发送').waitFor();
    await chen.getByRole('button', { name: '发送' }).click();
    for (const text of words.slice(3)) await say(chen, text);
    expect(await chen.getByText('待发').count()).toBe(6);

    await chen.reload();
    await chen.getByText('待发').nth(5).waitFor();
    expect(await chen.getByText('待发').count()).toBe(6);
    for (const text of words) expect(await chen.getByText(text).count()).toBe(1);
    expect(await chen.getByText('1 张图片').count()).toBe(1);
    expect(await audit(chen)).toEqual([]);
    await stage.picture(chen, 'room-offline');
    expect(await seenBy(lin)).toEqual([]);

    await chen.context().setOffline(false);
    const from = Date.now();
    await lin.getByText(words[4]).waitFor();
    // A second and a half on a quiet machine; where several browsers share two cores everything takes longer by so much.
    expect(Date.now() - from).toBeLessThanOrEqual(5000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
    const inOrder = [...words.slice(0, 3), '图', ...words.slice(3)];
    expect(await seenBy(lin)).toEqual(inOrder);
    await chen.getByText(words[4]).waitFor();
    await chen.getByText('待发').first().waitFor({ state: 'detached' });
    expect(await seenBy(chen)).toEqual(inOrder);
    // Shown, not only named: the other's browser got its bytes.
    await lin.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.line img.image-in')].some((image) => image.complete && image.naturalWidth > 0));
    expect(await stored()).toBe(before + 1);
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('连上以后服务端不收的那一句，写明缘故，可以修改，可以删除', async () => {
    await say(lin, '我这句马上撤回。');
    const quoted = chen.locator('.bubble', { hasText: '我这句马上撤回。' });
    await quoted.click({ button: 'right' });
    await chen.getByRole('button', { name: '引用' }).click();
    await chen.context().setOffline(true);
    await say(chen, '同意您这一句。');
    await lin.locator('.bubble', { hasText: '我这句马上撤回。' }).click({ button: 'right' });
    await lin.getByRole('button', { name: '撤回' }).click();
    await lin.getByText('您撤回了一条发言').waitFor();
    await chen.context().setOffline(false);
    await chen.getByText('未发送：').waitFor();
    await chen.getByRole('button', { name: '修改' }).click();
    expect(await chen.getByRole('textbox', { name: '发言' }).inputValue()).toBe('同意您这一句。');
    await chen.getByRole('button', { name: '发送' }).click();
    await chen.getByText('未发送：').waitFor();
    await chen.getByRole('button', { name: '删除' }).click();
    await chen.getByText('未发送：').waitFor({ state: 'detached' });
    expect(await lin.getByText('同意您这一句。').count()).toBe(0);
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
