import type { Page } from 'playwright-core';
import { gatherCrowd } from '../../../server/tools/crowd.mjs';
import { bubble, button, menu, say, shown, taps } from './hands';
import { audit, Stage } from './stage';

/** Whether a row stands within what is seen of the record. */
const inSight = (page: Page, selector: string): Promise<boolean> => page.locator(selector).locator('visible=true').last().evaluate((row) => {
  const box = row.closest('.room-scroll')?.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  return box !== undefined && top >= box.top - 1 && bottom <= box.bottom + 1;
});
const until = async (holds: () => Promise<boolean>): Promise<void> => { while (!(await holds())) await new Promise((done) => { setTimeout(done, 50); }); };

describe('会议室：两个人在聊，一个人断了网', () => {
  let stage: Stage;
  let lin: Page;
  let chen: Page;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>>;
  let room = { unit: '', id: '' };
  beforeAll(async () => {
    stage = await Stage.open();
    lin = await stage.as('dangyuan1');
    chen = await stage.as('dangyuan2', { scheme: 'dark' });
    room = await stage.value('select json_build_object(\'unit\', unit_id, \'id\', id) from room where open and meeting_id is not null', []);
    crowd = await gatherCrowd(stage.system, { unitId: room.unit, count: 3 });
  }, 120_000);
  afterAll(async () => { crowd.stop(); await stage.close(); }, 30_000);

  const nameOf = (login: string) => stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', [login]);
  const readBy = (login: string) => stage.value<number>('select coalesce(max(r.seq), 0)::int from room_read r join account a on a.person_id = r.person_id where a.login = $1 and r.room_id = $2', [login, room.id]);
  const lastSeq = () => stage.value<number>('select last_seq::int from room where id = $1', [room.id]);
  const toRooms = async (page: Page) => {
    await button(page, /消息/).click();
    await page.getByRole('tab', { name: /会议室/ }).locator('visible=true').click();
  };

  it('一下就算到会；引用、@、发出一共不过七下，没等服务端回应就看得见；对方得知有人@，看得到引用，点通知落在那一句（T3）', async () => {
    const [his, hers] = [await nameOf('dangyuan1'), await nameOf('dangyuan2')];
    const present = () => stage.value<boolean>('select a.signed_in_at is not null from attendee a join room r on r.meeting_id = a.meeting_id join account c on c.person_id = a.person_id where r.id = $1 and c.login = $2', [room.id, 'dangyuan2']);
    expect(await present()).toBe(false);
    const count = await taps(chen);
    await button(chen, '进入会议室').click();
    await bubble(chen, '轮流讲我愿意排第一个').waitFor();
    expect([await count(), await present()]).toEqual([1, true]);

    await menu(chen, '轮流讲我愿意排第一个');
    await chen.getByRole('button', { name: '引用' }).click();
    await chen.keyboard.type('@');
    await chen.getByRole('dialog', { name: '提到谁' }).getByText(his, { exact: true }).click();
    await chen.keyboard.type('我来记要点。');
    // The answer is held back: what one said is seen without it.
    let answer = (): void => undefined;
    const held = new Promise<void>((done) => { answer = done; });
    await chen.route('**/lines', async (route) => { await held; await route.continue(); });
    await button(chen, '发送').click();
    await chen.locator('.bubble.is-waiting', { hasText: `@${his} 我来记要点。` }).waitFor();
    expect(await count()).toBeLessThanOrEqual(7);
    answer();
    await chen.getByText(/^已送达/).locator('visible=true').last().waitFor();
    await chen.unroute('**/lines');

    await toRooms(lin);
    await shown(lin, '[有人@您]').waitFor();
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'messages-mentioned');
    await lin.getByRole('tab', { name: /通知/ }).locator('visible=true').click();
    await lin.getByText(`${hers}在“读书会：把一件小事做到底”里提到了您`).locator('visible=true').click();
    const line = bubble(lin, '我来记要点。');
    await line.locator('.quote', { hasText: '轮流讲我愿意排第一个' }).waitFor();
    expect(await line.locator('.words .link').textContent()).toBe(`@${his}`);
    expect(await inSight(lin, '.bubble:has-text("我来记要点。")')).toBe(true);
    // Read is read: the mark is gone from the list.
    await until(async () => (await readBy('dangyuan1')) === (await lastSeq()));
    await button(lin, '返回').click();
    await toRooms(lin);
    await lin.getByText('[有人@您]').first().waitFor({ state: 'detached' });
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('两分钟内撤回只要两下，两边都留痕；引用了它的地方也看不到原话；可以重新编辑（T4）', async () => {
    await lin.getByText('读书会：把一件小事做到底').locator('visible=true').first().click();
    await say(lin, '明天中午我在三楼等大家。');
    await bubble(chen, '明天中午我在三楼等大家。').waitFor();
    await menu(chen, '明天中午我在三楼等大家。');
    await chen.getByRole('button', { name: '引用' }).click();
    await say(chen, '我也去。');
    await bubble(lin, '我也去。').locator('.quote', { hasText: '三楼等大家' }).waitFor();
    // Not mine: it cannot be recalled, it can be reported.
    await menu(chen, '明天中午我在三楼等大家。');
    await chen.getByRole('button', { name: '举报' }).waitFor();
    expect(await chen.getByRole('button', { name: '撤回' }).count()).toBe(0);
    await chen.keyboard.press('Escape');

    const count = await taps(lin);
    await menu(lin, '明天中午我在三楼等大家。');
    await lin.getByRole('button', { name: '撤回' }).click();
    await lin.getByText('您撤回了一条发言').waitFor();
    expect(await count()).toBeLessThanOrEqual(2);
    await chen.getByText(`${await nameOf('dangyuan1')}撤回了一条发言`).waitFor();
    for (const page of [lin, chen]) {
      await bubble(page, '我也去。').locator('.quote', { hasText: '原发言已撤回或隐藏' }).waitFor();
      expect(await page.getByText('三楼等大家').count()).toBe(0);
    }
    await button(lin, '重新编辑').click();
    expect(await lin.getByRole('textbox', { name: '发言' }).inputValue()).toBe('明天中午我在三楼等大家。');
    await lin.getByRole('textbox', { name: '发言' }).fill('');
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('三十条未读落在分隔线上；往前翻六十条，眼前的一行不动；别人说话不被拉走，一下回到最新（T4）', async () => {
    await crowd.say(room.unit, room.id, Array.from({ length: 80 }, (_, n) => `先前的第 ${n + 1} 句。`));
    await shown(chen, '先前的第 80 句。').waitFor();
    await until(async () => (await readBy('dangyuan2')) === (await lastSeq()));
    await button(chen, '返回').click();
    await crowd.say(room.unit, room.id, Array.from({ length: 30 }, (_, n) => `没看到的第 ${n + 1} 句。`));
    await toRooms(chen);
    await chen.getByLabel('30 条未读').locator('visible=true').first().waitFor();
    await chen.getByText('读书会：把一件小事做到底').locator('visible=true').first().click();
    await shown(chen, '以下为未读 30 条').waitFor();
    await until(() => inSight(chen, '#divider'));
    expect(await inSight(chen, '.bubble:has-text("没看到的第 1 句。")')).toBe(true);
    expect(await audit(chen)).toEqual([]);
    await stage.picture(chen, 'room-divider');

    // Twice thirty older rows; the row on top stays under the eyes.
    const scroll = chen.locator('.room-scroll').locator('visible=true').last();
    for (const turn of [1, 2]) {
      const before = await scroll.evaluate((box) => {
        // Within reach of the top: older rows are asked for, as a finger on its way up does it.
        box.scrollTop = 60;
        const edge = box.getBoundingClientRect().top;
        const row = [...box.querySelectorAll('.entry-row[id]')].find((one) => one.getBoundingClientRect().top >= edge);
        // Its foot, for a line of time above it may go when the row before is known.
        return { id: row?.id ?? '', foot: row?.getBoundingClientRect().bottom ?? 0, rows: box.querySelectorAll('.entry-row[id]').length };
      });
      await until(() => scroll.evaluate((box, rows) => box.querySelectorAll('.entry-row[id]').length >= rows + 30, before.rows));
      const after = await scroll.evaluate((box, id) => new Promise<number>((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(box.querySelector(`[id="${id}"]`)?.getBoundingClientRect().bottom ?? -1))); }), before.id);
      expect({ turn, moved: Math.abs(after - before.foot) <= 4 ? 0 : after - before.foot }).toEqual({ turn, moved: 0 });
    }

    const here = await scroll.evaluate((box) => box.scrollTop);
    await say(lin, '您往回看的时候，我说了一句。');
    await shown(chen, /^最新 \+\d+$/).waitFor();
    expect(Math.abs(await scroll.evaluate((box) => box.scrollTop) - here)).toBeLessThanOrEqual(4);
    const count = await taps(chen);
    await button(chen, /^最新/).click();
    await until(() => inSight(chen, '.bubble:has-text("您往回看的时候，我说了一句。")'));
    expect(await count()).toBe(1);
    await chen.getByRole('button', { name: /^最新/ }).waitFor({ state: 'detached' });
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('一百多条没看的人落在末尾，点“条未读”到分隔线；不要提示就收起，不再出现', async () => {
    const page = await stage.as('banzhu');
    await button(page, '进入会议室').click();
    await until(() => inSight(page, '.bubble:has-text("您往回看的时候，我说了一句。")'));
    const pill = page.getByRole('button', { name: /^\d+ 条未读$/ });
    expect(Number.parseInt(await pill.textContent() ?? '', 10)).toBeGreaterThan(100);
    await pill.click();
    await until(() => inSight(page, '#divider'));
    await pill.waitFor({ state: 'detached' });
    await page.context().close();

    const other = await stage.as('fushuji');
    await button(other, '进入会议室').click();
    await other.getByRole('button', { name: '不看未读提示' }).click();
    await other.getByRole('button', { name: /^\d+ 条未读$/ }).waitFor({ state: 'detached' });
    await say(lin, '再说一句。');
    await shown(other, '再说一句。').waitFor();
    expect(await other.getByRole('button', { name: /^\d+ 条未读$/ }).count()).toBe(0);
    await other.context().close();
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('网络不放行长连接：只靠 HTTPS，听得到也说得出，说明写在上面', async () => {
    const page = await stage.as('dangyuan3', { sockets: false });
    await button(page, '进入会议室').click();
    await shown(page, '再说一句。').waitFor();
    await page.getByText('实时连接已断开，正在隔几秒更新一次').locator('visible=true').waitFor();
    await say(lin, '长连接不通也听得到的一句。');
    await shown(page, '长连接不通也听得到的一句。').waitFor({ timeout: 20_000 });
    await say(page, '我这里只有 HTTPS。');
    await shown(lin, '我这里只有 HTTPS。').waitFor();
    await page.getByText(/^已送达/).locator('visible=true').last().waitFor();
    expect(await audit(page)).toEqual([]);
    await page.context().close();
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('断网写的话重连后一次不多一次不少', async () => {
    await say(lin, '把会开短，先把材料提前一天发出来。');
    await bubble(chen, '把会开短，先把材料提前一天发出来。').waitFor();
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
    await bubble(lin, '第二句也是断网时写的。').waitFor({ timeout: 20_000 });
    await bubble(chen, '断网期间别人说的一句。').waitFor({ timeout: 20_000 });
    for (const page of [lin, chen]) {
      for (const words of ['我在地铁里，这句是断网时写的。', '第二句也是断网时写的。', '断网期间别人说的一句。']) expect(await page.locator('.words', { hasText: words }).count()).toBe(1);
    }
    expect(await audit(lin)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
