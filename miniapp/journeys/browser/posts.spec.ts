import { sessionRoutes } from '@branch/shared/members/routes';
import { paths } from '@branch/shared/paths';
import { randomBytes } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { audit, password, Stage } from './stage';

/** A PNG that hardly gets smaller by packing: as large as a photograph. */
const noisy = (width: number, height: number): Buffer => packed(width, height, Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(width)]))));
/** A plain PNG of one colour. */
const png = (shade: number): Buffer => packed(320, 240, Buffer.alloc(321 * 240, Buffer.concat([Buffer.from([0]), Buffer.alloc(320, shade)])));

function packed(width: number, height: number, rows: Buffer): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
const photo = (n: number, broken = false) => ({ name: `${n}.jpg`, mimeType: broken ? 'image/jpeg' : 'image/png', buffer: broken ? Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(4000, 7)]) : png(n * 20) });

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').last();
const field = (page: Page, name: string | RegExp): Locator => page.getByRole('textbox', { name, exact: typeof name === 'string' }).locator('visible=true').last();
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();

describe('帖子：写、配图、改、点评、给外人看（真实浏览器）', () => {
  let stage: Stage;
  let unitId: string;
  beforeAll(async () => {
    stage = await Stage.open();
    unitId = await stage.value<string>('select id from unit where kind = $1 limit 1', ['generalBranch']);
  }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const go = (page: Page, path: string) => page.goto(`${stage.system.url}${path}`);
  const idOf = (page: Page): string => new URL(page.url()).searchParams.get('id') ?? '';
  async function compose(page: Page, title: string, text: string): Promise<void> {
    await go(page, paths.writePost(unitId));
    await field(page, /^标题/).fill(title);
    await field(page, /第 1 块：正文/).fill(text);
  }
  const published = async (page: Page): Promise<string> => { await page.waitForURL(/posts\/post\/index/); await page.getByRole('heading', { name: /点评/ }).locator('visible=true').first().waitFor(); return idOf(page); };

  it('选十张图，第七张坏了：别的九张和文字都在；写了一半刷新，接着写', async () => {
    const lin = await stage.as('dangyuan1');
    await compose(lin, '周六站桶', '七点半集合，来了十四个人。');
    await shown(lin, '已存在这台设备').waitFor();
    await lin.reload();
    await shown(lin, '接着上次没写完的').waitFor();
    expect(await field(lin, /第 1 块：正文/).inputValue()).toBe('七点半集合，来了十四个人。');
    expect(await field(lin, /^标题/).inputValue()).toBe('周六站桶');

    await lin.getByLabel('选择图片').setInputFiles(Array.from({ length: 10 }, (_, i) => photo(i + 1, i === 6)));
    await shown(lin, /没有传上去：/).waitFor();
    await shown(lin, '有 1 张图片没有传上去').waitFor();
    await field(lin, /第 2 块：图片的说明/).fill('擦干净的一排桶');
    await field(lin, /第 2 块：图片的替代文字/).fill('四只分类桶');
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'compose-phone-light');
    // The second picture is put before the first.
    await button(lin, '第 3 块：图片，更多').click();
    await button(lin, '上移').click();
    await button(lin, '预览').click();
    await shown(lin, '擦干净的一排桶').waitFor();
    await button(lin, '关闭').click();
    await button(lin, '发布（不含没传好的 1 张）').click();
    const postId = await published(lin);
    await shown(lin, '七点半集合，来了十四个人。').waitFor();
    expect(await lin.getByRole('button', { name: /^看大图/ }).count()).toBe(9);
    expect(await lin.getByRole('button', { name: '看大图：四只分类桶' }).count()).toBe(1);
    expect(await stage.value<number>('select cardinality(file_ids) from post where id = $1', [postId])).toBe(9);
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'post-phone-light');
    // Opened again, the post is where one stopped reading.
    const page = lin.locator('.taro_page').last();
    await page.evaluate((box) => box.scrollTo(0, 1200));
    await go(lin, paths.column(unitId));
    await shown(lin, '周六站桶').waitFor();
    await go(lin, paths.post(unitId, postId));
    await shown(lin, '七点半集合，来了十四个人。').waitFor({ state: 'attached' });
    await lin.waitForFunction(() => [...document.querySelectorAll('.taro_page')].some((box) => box.scrollTop > 1000));
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('大图传之前先变小，百分比一路走；断在半路，说明没有传上去，重传就成', async () => {
    const lin = await stage.as('dangyuan2');
    await compose(lin, '一张大图', '看看清楚。');
    const large = noisy(1500, 1100);
    await lin.route('**/files', (route) => route.abort('connectionreset'), { times: 1 });
    await lin.getByLabel('选择图片').setInputFiles({ name: '大图.png', mimeType: 'image/png', buffer: large });
    await shown(lin, /没有传上去：/).waitFor();
    await lin.evaluate(() => {
      const seen: number[] = [];
      const kept = window as unknown as { percents: number[]; bytes: number };
      kept.percents = seen;
      const send = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function sized(body) { const file = body instanceof FormData ? body.get('file') : null; if (file instanceof File) kept.bytes = file.size; send.call(this, body); };
      new MutationObserver(() => { const now = /已传 (\d+)%/.exec(document.body.textContent ?? ''); if (now && seen[seen.length - 1] !== Number(now[1])) seen.push(Number(now[1])); }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    // A line slow enough for the percentage to be seen.
    const cdp = await lin.context().newCDPSession(lin);
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 });
    const [request] = await Promise.all([lin.waitForRequest((one) => one.method() === 'POST' && /\/files$/.test(one.url())), button(lin, '重传').click()]);
    await shown(lin, /没有传上去：/).waitFor({ state: 'hidden' });
    await (await request.response())?.finished();
    await lin.getByText(/已传|等着上传/).locator('visible=true').first().waitFor({ state: 'hidden' });
    const { percents, bytes: sent } = await lin.evaluate(() => { const { percents: seen, bytes } = window as unknown as { percents: number[]; bytes: number }; return { percents: seen, bytes }; });
    expect(percents.length).toBeGreaterThanOrEqual(2);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(sent).toBeGreaterThan(1000);
    expect(sent).toBeLessThan(large.length * 0.8);
    await button(lin, '发布').click();
    const postId = await published(lin);
    expect(await stage.value<number>('select cardinality(file_ids) from post where id = $1', [postId])).toBe(1);
    await lin.context().close();
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('写着写着，登录在别处被收回：写的都在；登录以后回到原处接着发', async () => {
    const person = await stage.value<string>('select person_id from account where login = $1', ['dangyuan3']);
    const page = await stage.as('dangyuan3');
    await compose(page, '夜跑路线', '沿着漕宝路往东。');
    await stage.ok(await stage.tokenOf(person), sessionRoutes.revokeOthers, {});
    await page.getByRole('textbox', { name: /第 1 块：正文/ }).locator('visible=true').last().fill('沿着漕宝路往东，四公里，路灯都亮。');
    await button(page, '发布').click();
    await shown(page, '登录已过期，请重新登录。您写的内容还在。').waitFor();
    await button(page, '登录').waitFor();
    expect(await audit(page)).toEqual([]);
    await button(page, '登录').click();
    await page.getByRole('textbox', { name: '账号' }).fill('dangyuan3');
    await page.getByRole('textbox', { name: '密码' }).fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).last().click();
    await page.waitForURL(/posts\/compose/);
    await field(page, /第 1 块：正文/).waitFor();
    expect([await field(page, /^标题/).inputValue(), await field(page, /第 1 块：正文/).inputValue()]).toEqual(['夜跑路线', '沿着漕宝路往东，四公里，路灯都亮。']);
    await button(page, '发布').click();
    await published(page);
    await page.context().close();
    expect(await stage.value<string[]>('select array_agg(text) from post where author_id = $1 and title = $2', [person, '夜跑路线'])).toEqual(['沿着漕宝路往东，四公里，路灯都亮。']);
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('两个窗口改同一篇：后存的看到差异，自己决定覆盖；每一版都留着', async () => {
    const chen = await stage.as('dangyuan2', { width: 1280 });
    await compose(chen, '读书会第四期', '原来的一段。');
    await button(chen, '发布').click();
    const postId = await published(chen);
    const other = await chen.context().newPage();
    other.setDefaultTimeout(40_000);
    for (const page of [chen, other]) await go(page, paths.editPost(unitId, postId));
    await field(chen, /第 1 块：正文/).fill('左边窗口改的。');
    await field(other, /第 1 块：正文/).fill('右边窗口改的。');
    await button(chen, '存为新的一版').click();
    await published(chen);
    await button(other, '存为新的一版').click();
    await shown(other, /在别处改过这篇帖子/).waitFor();
    expect(await field(other, /第 1 块：正文/).inputValue()).toBe('右边窗口改的。');
    await button(other, '看差异').click();
    const dialog = other.getByRole('dialog');
    await dialog.getByText('左边窗口改的。').waitFor();
    await dialog.getByText('右边窗口改的。').waitFor();
    expect(await audit(other)).toEqual([]);
    await button(dialog, '用我的覆盖').click();
    await published(other);
    await shown(other, '右边窗口改的。').waitFor();
    await button(other, '这篇帖子，更多').click();
    await button(other, '历史版本（3 版）').click();
    await shown(other, '第 3 版（现在的）').waitFor();
    await shown(other, '原来的一段。').waitFor();
    expect(await audit(other)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('点评、回复、引用、撤回；从 Word 贴过来成为干净的块；四种样子都过得去', async () => {
    const lin = await stage.as('dangyuan1', { scheme: 'dark' });
    const chen = await stage.as('dangyuan2');
    await go(chen, paths.writePost(unitId));
    await field(chen, /^标题/).fill('三件事');
    await field(chen, /第 1 块：正文/).focus();
    await chen.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/html', '<h2 style="color:red">定下来的</h2><p class=MsoNormal onclick="window.ran=1">站桶隔周一次<img src=x onerror="window.ran=1"></p><ul><li>带手套</li><li>记条数</li></ul><script>window.ran=1</script>');
      data.setData('text/plain', '定下来的');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await field(chen, /小标题/).waitFor();
    expect(await field(chen, /列表/).inputValue()).toBe('带手套\n记条数');
    await button(chen, '发布').click();
    const postId = await published(chen);
    await chen.getByRole('heading', { name: '定下来的' }).waitFor();

    await go(lin, paths.post(unitId, postId));
    await field(lin, '点评').fill('手套我来带。');
    await button(lin, '发送').click();
    await shown(lin, '1 楼').waitFor();
    await chen.reload();
    await button(chen, /的点评，更多$/).click();
    await button(chen, '回复').click();
    await field(chen, /^回复/).fill('谢谢，二十双够了。');
    await button(chen, '发送').click();
    await shown(chen, '谢谢，二十双够了。').waitFor();
    await chen.locator('.floor .said').first().getByRole('button', { name: /的点评，更多$/ }).click();
    await button(chen, '引用').click();
    await field(chen, /^引用/).fill('那就先买二十双。');
    await button(chen, '发送').click();
    const quoting = chen.locator('.floor', { hasText: '那就先买二十双。' });
    await quoting.locator('blockquote', { hasText: /1 楼.*手套我来带。/ }).waitFor();
    await lin.reload();
    await lin.locator('.floor', { hasText: '那就先买二十双。' }).locator('blockquote', { hasText: '手套我来带。' }).waitFor();
    await quoting.getByRole('button', { name: /的点评，更多$/ }).click();
    await button(chen, '撤回').click();
    await shown(chen, '作者撤回了这一条').waitFor();
    await button(lin, '谢谢').click();
    await button(lin, '谢谢 1').waitFor();
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'post-phone-dark');
    await button(lin.locator('.floor').first(), /的点评，更多$/).first().click();
    expect(await lin.evaluate(() => (window as unknown as { ran?: number }).ran ?? 0)).toBe(0);
    await lin.keyboard.press('Escape');

    const large = await stage.as('dangyuan1');
    await large.evaluate(() => window.localStorage.setItem('branch.font', '3'));
    for (const path of [paths.post(unitId, postId), paths.writePost(unitId), paths.column(unitId), paths.drafts()]) {
      await go(large, path);
      await large.getByRole('main').last().waitFor();
      await large.waitForTimeout(800);
      expect([path, await audit(large)]).toEqual([path, []]);
    }
    await go(large, paths.column(unitId));
    await button(large, '热门').click();
    await shown(large, '三件事').waitFor();
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('没登录的人打开转来的链接：文字不用点就在，点一下看图，划一下看第二张（T1）', async () => {
    // Who answers for the site publishes at once; a member's public words wait for a look (MOD-6).
    const lin = await stage.as('shuji');
    await compose(lin, '滨江种树', '周六种了三十棵树。');
    await lin.getByLabel('选择图片').setInputFiles([photo(3), photo(9)]);
    await lin.getByText('任何人都能打开').click();
    await button(lin, '发布').click();
    const postId = await published(lin);
    const visitor = await stage.as(null);
    await go(visitor, paths.post(unitId, postId));
    await shown(visitor, '周六种了三十棵树。').waitFor();
    expect(await visitor.getByRole('button', { name: '登录' }).locator('visible=true').count()).toBe(0);
    await visitor.getByRole('button', { name: /^看大图/ }).first().click();
    await shown(visitor, '图片 1/2').waitFor();
    await visitor.locator('.gallery').evaluate((track) => track.scrollBy({ left: track.clientWidth }));
    await shown(visitor, '图片 2/2').waitFor();
    expect(await visitor.locator('.gallery img').last().evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
    expect(await audit(visitor)).toEqual([]);
    const own = await stage.value<string>('select id from post where title = $1', ['三件事']);
    await go(visitor, paths.post(unitId, own));
    await shown(visitor, '没有找到，或仅成员可见。').waitFor();
    expect(stage.troubles).toEqual([]);
  }, 180_000);
});
