import { houseRules } from '@branch/shared/moderation/rules';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import { paths } from '@branch/shared/paths';
import { postRoutes } from '@branch/shared/posts/routes';
import type { Locator, Page } from 'playwright-core';
import { audit, Stage } from './stage';

/** What T7 and T8 may cost (experience 6), from the first screen to the last look: counted in the page, going to the desk included. */
const bar = { taps: 12, keys: 30, seconds: 30 };
const review = /^待审/;
const [firstReason, advertising] = [houseRules[0].reasons[0], houseRules[2].reasons[0]];

describe('审核与回应', () => {
  let stage: Stage;
  let unitId: string;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.holdDecisions();
    unitId = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = \'networkAdmin\'', ['wangguan']);
  }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const waiting = () => stage.value<number>('select count(*)::int from review_case where state = \'open\' and why = \'held\'', []);
  const becomes = async (left: number): Promise<void> => { for (let n = 0; n < 200 && await waiting() !== left; n += 1) await new Promise((done) => { setTimeout(done, 50); }); expect(await waiting()).toBe(left); };
  /** Everything waits again, as if the day began anew. */
  const anew = () => stage.value<number>('with j as (delete from graphile_worker._private_jobs where run_at > now()), a as (update review_case set state = \'open\', decided_by = null, decided_at = null, settled_at = null, rule = null, reason = null, suggestion = null where why = \'held\' returning target_id), b as (update post set state = \'pending\' where id in (select target_id from a) returning id) select count(*)::int from b', []);
  /** Those that wait, in the order of the desk: the longest first. */
  const titles = async (): Promise<string[]> => await stage.value<string[]>('select array_agg(p.title order by c.opened_at, c.id) from review_case c join post p on p.id = c.target_id where c.state = \'open\' and c.why = \'held\'', []);
  const caseOf = (title: string) => stage.value<{ state: string; rule: number | null; reason: string | null; suggestion: string | null; author: string; login: string | null; post: string }>('select jsonb_build_object(\'state\', p.state, \'rule\', c.rule, \'reason\', c.reason, \'suggestion\', c.suggestion, \'author\', p.author_id, \'login\', a.login, \'post\', p.id) from review_case c join post p on p.id = c.target_id left join account a on a.person_id = p.author_id where p.title = $1', [title]);
  const mineOf = async (title: string) => (await stage.ok(await stage.tokenOf((await caseOf(title)).author), moderationRoutes.mine, {})).items.find((one) => one.title === title);
  const toDesk = async (page: Page): Promise<void> => { await page.getByRole('navigation', { name: '支部工作' }).getByRole('link', { name: review }).click(); await page.getByRole('button', { name: review }).waitFor(); };
  const count = (page: Page) => page.evaluate(() => {
    const counted = { keys: 0, pointers: 0 };
    (window as unknown as { counted: typeof counted }).counted = counted;
    document.addEventListener('pointerdown', () => { counted.pointers += 1; }, true);
    document.addEventListener('keydown', () => { counted.keys += 1; }, true);
  });
  const counted = (page: Page) => page.evaluate(() => (window as unknown as { counted: { keys: number; pointers: number } }).counted);

  it('T8 电脑只用键盘，从首页到回收站：二十条里一条附上改法退回、一条退回、其余通过，30 键、30 秒之内，一次也不碰鼠标，光圈一直看得见', async () => {
    const page = await stage.as('wangguan', { width: 1280 });
    await toDesk(page);
    await page.getByRole('list', { name: '等处理的' }).waitFor();
    expect(await waiting()).toBe(20);
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-desk');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '按键' }).waitFor();
    expect(await audit(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: /退回/ }).waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-desk-reasons');
    await page.keyboard.press('Escape');

    await page.goto(`${stage.system.url}/`);
    await page.getByRole('navigation', { name: '支部工作' }).waitFor();
    await count(page);
    const [suggested = '', stopped = '', ...passed] = await titles();
    const lost: string[] = [];
    const begin = Date.now();
    const press = async (key: string): Promise<void> => {
      await page.keyboard.press(key);
      const seen = await ring(page);
      if (seen) lost.push(`${key}：${seen}`);
    };
    const on = () => page.evaluate(() => (document.activeElement === document.body ? '' : document.activeElement?.textContent ?? ''));
    while (!(await on()).includes('审核与回应')) { await press('Tab'); expect((await counted(page)).keys).toBeLessThan(bar.keys); }
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: '等处理的' }).waitFor();
    await press('e');
    await page.keyboard.insertText('（建议补一句：中午十二点半到一点。）');
    await press('Tab');
    expect(await on()).toContain(firstReason);
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press('r');
    expect(await on()).toContain(firstReason);
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    for (const title of passed) { expect(await on()).toContain(title); await press('a'); }
    await page.getByText('都看过了，没有待审的。').waitFor();
    await press('5');
    for (const title of [suggested, stopped]) await page.getByRole('list', { name: '等处理的' }).getByText(title).waitFor();
    const [took, cost] = [Date.now() - begin, await counted(page)];
    expect(lost).toEqual([]);
    expect(cost.pointers).toBe(0);
    expect(cost.keys).toBeLessThanOrEqual(bar.keys);
    expect(took).toBeLessThanOrEqual(bar.seconds * 1000);
    await becomes(0);
    expect(await caseOf(stopped)).toMatchObject({ state: 'rejected', rule: 1, reason: firstReason, suggestion: null });
    expect(await caseOf(suggested)).toMatchObject({ state: 'rejected', rule: 1, suggestion: expect.stringContaining('中午十二点半到一点') as string });
    expect((await mineOf(suggested))?.suggestion).toContain('中午十二点半到一点');
    for (const title of passed) expect((await caseOf(title)).state).toBe('published');
    // 撤销最后一个决定。
    await page.keyboard.press('1');
    await page.getByText('都看过了，没有待审的。').waitFor();
    await page.keyboard.press('z');
    await page.getByText('已撤销').locator('visible=true').first().waitFor();
    await page.getByRole('list', { name: '等处理的' }).getByText(passed.at(-1) ?? '').waitFor();
    await becomes(1);
    await page.context().close();
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('T7 手机，版主从首页起：推回去两条、各选理由，撤销一条，其余十八条一次通过，12 下、30 秒之内；撤销的回到队列，每一位作者都看得到结果', async () => {
    await anew();
    const page = await stage.as('banzhu', { touch: true });
    await toDesk(page);
    await page.getByText('新成员头几篇先审').locator('visible=true').first().waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-phone');
    const button = (name: string | RegExp): Locator => page.getByRole('button', { name }).locator('visible=true').last();
    await button('多选').click();
    await button('全选').click();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'moderation-phone-several');
    await button('取消').click();

    await page.goto(`${stage.system.url}/`);
    await page.getByRole('navigation', { name: '支部工作' }).waitFor();
    await count(page);
    const all = await titles();
    const stopped = all.find((title) => title === '新来的同志怎么认路') ?? '';
    const undone = all[2] ?? '';
    expect([all.length, all.indexOf(stopped)]).toEqual([20, 1]);
    const begin = Date.now();
    await page.getByRole('navigation', { name: '支部工作' }).getByRole('link', { name: review }).tap();
    await push(page, stopped, -200);
    const answered = () => page.waitForResponse((response) => /\/decide$/.test(response.url()));
    await Promise.all([answered(), page.getByRole('dialog').getByRole('button', { name: advertising }).tap()]);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await push(page, undone, -200);
    await Promise.all([answered(), page.getByRole('dialog').getByRole('button', { name: advertising }).tap()]);
    await button('撤销').tap();
    await page.locator('.swipe-row', { hasText: undone }).waitFor();
    await button('多选').tap();
    await button('全选').tap();
    await page.locator('.choice', { hasText: undone }).tap();
    await button('通过 18').tap();
    await page.getByText('已通过 18 条').locator('visible=true').waitFor();
    const [took, cost] = [Date.now() - begin, await counted(page)];
    expect(cost.pointers).toBeLessThanOrEqual(bar.taps);
    expect(cost.pointers).toBeGreaterThanOrEqual(10);
    expect(took).toBeLessThanOrEqual(bar.seconds * 1000);
    await becomes(1);
    expect(await titles()).toEqual([undone]);
    await page.reload();
    await page.locator('.swipe-row', { hasText: undone }).waitFor();
    expect(await page.locator('.swipe-row').locator('visible=true').count()).toBe(1);
    // 推一下：通过；撤销，又回来。
    await push(page, undone, 200);
    await page.getByText('已通过').locator('visible=true').first().waitFor();
    await becomes(0);
    await button('撤销').tap();
    await becomes(1);

    await stage.letDecisions();
    const results: string[] = [];
    for (const title of all) {
      const { author, post } = await caseOf(title);
      const token = await stage.tokenOf(author);
      const [shown, mine, told] = [await stage.ok(token, postRoutes.post, { unitId, postId: post }), (await stage.ok(token, moderationRoutes.mine, {})).items.find((one) => one.title === title), (await stage.ok(token, noticeRoutes.inbox, { limit: 100 })).items];
      if (title === undone) { expect([shown.state, mine?.state]).toEqual(['pending', 'open']); continue; }
      results.push(shown.state);
      const [done] = told.filter((one) => one.title === (title === stopped ? '您的帖子没有公开，退给您修改' : '您的帖子已公开'));
      expect([title, Boolean(done)]).toEqual([title, true]);
      if (title === stopped) expect(mine).toMatchObject({ state: 'stopped', rule: 3, reason: advertising, whyNotAppeal: null });
    }
    expect(results.sort()).toEqual([...Array<string>(18).fill('published'), 'rejected']);
    await page.context().close();
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('被退回的作者本人：从通知点进去，看得到自己的原文、依据的规则和理由，点申诉、写一句、送出，知道几时答复；书记在申诉里看到', async () => {
    const title = '新来的同志怎么认路';
    const { login, rule } = await caseOf(title);
    expect([login, rule]).toEqual(['dangyuan2', 3]);
    const page = await stage.as(login, { scheme: 'dark' });
    await page.getByRole('link', { name: /消息/ }).or(page.getByRole('button', { name: /消息/ })).locator('visible=true').first().click();
    await page.getByRole('tab', { name: /通知/ }).locator('visible=true').first().click();
    await page.getByText('您的帖子没有公开，退给您修改').locator('visible=true').first().click();
    await page.waitForURL(/moderation\/mine/);
    const card = page.locator('.card', { hasText: title });
    await card.getByText(`第 3 条 ${houseRules[2].name}`).waitFor();
    await card.getByText(advertising).waitFor();
    await card.getByText('园区七栋楼长得太像。画一张手绘地图，标上食堂、母婴室和快递柜，新人第一天就不慌。').waitFor();
    expect(await audit(page)).toEqual([]);
    await card.getByRole('button', { name: '申诉' }).click();
    const words = '画地图不是推销，是大家一起认路。';
    await card.getByRole('textbox', { name: '为什么请再看一看' }).fill(words);
    expect(await audit(page)).toEqual([]);
    await card.getByRole('button', { name: '送出申诉' }).click();
    await card.getByText(/^申诉已收到，.+前答复$/).waitFor();
    await card.getByText(words).waitFor();
    expect(await card.getByRole('button', { name: '申诉' }).count()).toBe(0);
    await stage.picture(page, 'moderation-mine');
    // Their own words are not gone: they go on from them.
    await card.getByRole('button', { name: '改好再发' }).click();
    await page.getByText('园区七栋楼长得太像。', { exact: false }).locator('visible=true').last().waitFor();
    await page.context().close();
    const secretary = await stage.tokenOf(await stage.value<string>('select person_id from account where login = $1', ['shuji']));
    expect((await stage.ok(secretary, moderationRoutes.queue, { unitId, tab: 'appeals' })).items.find((one) => one.title === title)).toMatchObject({ appeal: { words, state: 'open' }, whyNot: null });
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('举报、申诉、回收站、设置：每一页手机和桌面都看得清（深色、1280）', async () => {
    const phone = await stage.as('wangguan', { scheme: 'dark' });
    await toDesk(phone);
    for (const [name, shows] of [[/^举报/, '2 人举报'], [/^申诉/, '作者的申诉'], [/^回收站/, '新来的同志怎么认路'], [/^待回应/, '异地党员的组织生活怎么算次数？']] as const) {
      await phone.getByRole('button', { name }).first().click();
      await phone.getByText(shows).locator('visible=true').first().waitFor();
      expect([shows, await audit(phone)]).toEqual([shows, []]);
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
    await desk.goto(`${stage.system.url}${paths.queue(unitId, 'appeals')}`);
    await desk.getByRole('button', { name: /周末搬家，谁有推车借我/ }).click();
    await desk.getByRole('button', { name: '申诉成立，恢复' }).waitFor();
    expect(await audit(desk)).toEqual([]);
    await stage.picture(desk, 'moderation-desk-appeal');
    const answer = '互相借东西也算新想法，内容没有问题。';
    await desk.getByRole('textbox', { name: '答复' }).fill(answer);
    await desk.getByRole('button', { name: '申诉成立，恢复' }).click();
    await desk.getByText('申诉成立，已恢复到原来的位置').locator('visible=true').first().waitFor();
    expect(await stage.value<string>('select state from post where title = $1', ['周末搬家，谁有推车借我'])).toBe('published');
    // The author is told what became of it, and why.
    expect(await mineOf('周末搬家，谁有推车借我')).toMatchObject({ state: 'restored', contentState: 'published', appeal: { state: 'overturned', reason: answer } });
    expect(stage.troubles).toEqual([]);
  }, 180_000);
});

/** Null when whoever works by keys sees where they are; else what is wrong. The page may need a moment to draw it. */
async function ring(page: Page): Promise<string | null> {
  const wrong = () => page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return '不知道在哪里';
    const box = active.getBoundingClientRect();
    if (box.width === 0 || box.bottom <= 0 || box.top >= window.innerHeight) return `看不见：${active.outerHTML.slice(0, 80)}`;
    const drawn = [active, active.nextElementSibling].some((one) => one && getComputedStyle(one).outlineStyle !== 'none' && Number.parseFloat(getComputedStyle(one).outlineWidth) >= 2);
    return drawn ? null : `没有光圈：${active.outerHTML.slice(0, 80)}`;
  });
  let seen = await wrong();
  for (let n = 0; seen && n < 40; n += 1) { await page.waitForTimeout(25); seen = await wrong(); }
  return seen;
}

/** Pushes the card of that title with a finger, by `by` points. */
async function push(page: Page, title: string, by: number): Promise<void> {
  const card = page.locator('.swipe-row', { hasText: title }).locator('visible=true');
  await card.waitFor();
  await card.scrollIntoViewIfNeeded();
  await card.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  const box = await card.boundingBox();
  if (!box) throw new Error('nothing to push');
  const cdp = await page.context().newCDPSession(page);
  const y = Math.round(box.y + box.height / 2);
  const x = (step: number) => Math.round(box.x + box.width / 2 - by / 2 + (by * step) / 8);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x(0), y }] });
  for (let step = 1; step <= 8; step += 1) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x(step), y }] });
  // The finger rests before it is lifted: after a fling a browser takes the next tap for stopping it.
  await page.waitForTimeout(150);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await cdp.detach();
}
