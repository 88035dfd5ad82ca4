import { meetingLink } from '@branch/shared/short-links';
import { paths } from '@branch/shared/paths';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { audit, Stage } from './stage';

const button = (page: Page | Locator, name: string | RegExp): Locator => {
  const options = { name, exact: typeof name === 'string' };
  return page.getByRole('button', options).or(page.getByRole('link', options)).locator('visible=true').last();
};
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true }).locator('visible=true').last();
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();
/** Real pointers pressed on the page since it was asked to count; typing is no tap, going into a field is. */
const countTaps = (page: Page): Promise<void> => page.evaluate(() => {
  const counted = window as unknown as { taps: number };
  counted.taps = 0;
  document.addEventListener('pointerdown', () => { counted.taps += 1; }, true);
});
const taps = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { taps: number }).taps);
/** Taps into a field and types. */
const write = async (at: Locator, words: string): Promise<void> => { await at.click(); await at.fill(words); };

describe('召集与签到（真实浏览器）', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open('whole'); }, 240_000);
  afterAll(async () => { await stage.close(); }, 60_000);

  it('T9 书记用手机按模板召集组织生活会：不超过 8 下加打字，看得到将通知 115 人；转发的链接在别人那里打开的是同一次会', async () => {
    const secretary = await stage.as('shuji');
    await countTaps(secretary);
    await button(secretary, '开会').click();
    // The template is there: title, three agenda rows, 19:30. The kind is the one at the top, too.
    await shown(secretary, /将通知 115 人/).waitFor();
    expect(await field(secretary, '题目').inputValue()).toMatch(/^\d+月网上组织生活会$/);
    expect(await secretary.getByLabel('开始：时间').locator('visible=true').last().inputValue()).toBe('19:30');
    const friday = new Date(Date.now() + 8 * 3_600_000);
    friday.setUTCDate(friday.getUTCDate() + ((5 - friday.getUTCDay() + 7) % 7 || 7));
    await write(secretary.getByLabel('开始：日期').locator('visible=true').last(), friday.toISOString().slice(0, 10));
    await write(field(secretary, '议题 1'), '上次说好的三件事办得怎样');
    await write(field(secretary, '议题 2'), '谈谈这个月帮上忙的一件小事');
    await write(field(secretary, '议题 3'), '下个月轮到谁来讲');
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'call-phone-light');
    await button(secretary, '发出通知').click();
    await shown(secretary, '转发到群里').waitFor();
    expect(await taps(secretary)).toBeLessThanOrEqual(8);

    const ids = new URL(secretary.url()).searchParams;
    const [unitId, meetingId] = [ids.get('unit') ?? '', ids.get('id') ?? ''];
    const when = await stage.value<string>('select to_char(starts_at at time zone \'Asia/Shanghai\', \'YYYY-MM-DD HH24:MI\') from meeting where id = $1', [meetingId]);
    expect(when).toBe(`${friday.toISOString().slice(0, 10)} 19:30`);

    // What is passed on opens the same meeting in another's hands: the pasted link, and the printed code's short link.
    await button(secretary, '复制通知').click();
    const pasted = await secretary.evaluate(() => navigator.clipboard.readText());
    expect(pasted).toContain(paths.meeting(unitId, meetingId));
    const lin = await stage.as('dangyuan1');
    for (const path of [paths.meeting(unitId, meetingId), meetingLink(unitId, meetingId)]) {
      await lin.goto(`${stage.system.url}${path}`);
      await shown(lin, '谈谈这个月帮上忙的一件小事').waitFor();
    }
    // A visitor learns nothing of it.
    const visitor = await stage.as(null);
    await visitor.goto(`${stage.system.url}${paths.meeting(unitId, meetingId)}`);
    await button(visitor, '登录').waitFor();
    expect(await visitor.getByText('组织生活会').count()).toBe(0);

    // The member takes it into a calendar, and answers; the secretary sees who has not, and reminds once.
    const [file] = await Promise.all([lin.waitForEvent('download'), button(lin, '加入日历').click()]);
    const ics = await readFile(await file.path(), 'utf8');
    expect(ics).toContain(`DTSTART:${friday.toISOString().slice(0, 10).replace(/-/g, '')}T113000Z`);
    await button(lin, '参加').click();
    await shown(lin, /您已答复：参加/).waitFor();
    await secretary.reload();
    await button(secretary, '谁答复了').click();
    const replies = secretary.getByRole('dialog', { name: '谁答复了' });
    await replies.getByText(/参加 1 · 请假 0 · 没答复 114/).waitFor();
    await button(replies, '提醒未回复的').click();
    await replies.getByText('一小时之内刚提醒过，请过一会儿再提醒。').waitFor();
    expect(await audit(secretary)).toEqual([]);

    // Left out of 应到: the person reads why.
    const chen = await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', ['dangyuan2']);
    await replies.getByRole('button', { name: '关闭' }).click();
    await button(secretary, '不计入应到').click();
    await button(secretary.getByRole('dialog'), '选人').click();
    await secretary.getByRole('dialog').getByPlaceholder('输入姓名').locator('visible=true').fill(chen);
    await secretary.getByRole('dialog').getByRole('button', { name: new RegExp(chen) }).first().click();
    await secretary.getByRole('dialog').getByRole('textbox', { name: /^原因/ }).fill('驻外半年，无法参加');
    await secretary.getByRole('dialog').getByRole('textbox', { name: /^批准人/ }).fill('支委会本月决定');
    await button(secretary.getByRole('dialog'), '确定').click();
    await shown(secretary, /114 人（有表决权/).waitFor();
    const excluded = await stage.as('dangyuan2');
    await excluded.goto(`${stage.system.url}${paths.meeting(unitId, meetingId)}`);
    await shown(excluded, '您这次不计入应到').waitFor();
    await shown(excluded, /驻外半年，无法参加（支委会本月决定批准）/).waitFor();
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('会场里的签到码：一个人扫，一个人没带手机由书记登记，名字跟着出现；旧码请再扫一次；登录了才签得上', async () => {
    const secretary = await stage.as('shuji', { width: 1280 });
    await button(secretary, '开会').click();
    await secretary.getByRole('combobox', { name: '会议' }).locator('visible=true').last().selectOption({ label: '党课' });
    expect(await field(secretary, '题目').inputValue()).toMatch(/^\d+月党课$/);
    await stage.soon(secretary);
    await button(secretary, '发出通知').click();
    await shown(secretary, '线上线下结合').waitFor();
    const ids = new URL(secretary.url()).searchParams;
    const [unitId, meetingId] = [ids.get('unit') ?? '', ids.get('id') ?? ''];
    await button(secretary, '大图').click();
    await secretary.getByAltText(/的二维码/).locator('visible=true').waitFor();
    expect(await audit(secretary)).toEqual([]);
    await secretary.goto(`${stage.system.url}${paths.meeting(unitId, meetingId)}`);
    await button(secretary, '开会').click();
    await shown(secretary, /到会 \d+ \/ 应到 115/).waitFor();
    await secretary.goto(`${stage.system.url}${paths.meeting(unitId, meetingId)}`);
    // What a camera would read off the screen: the code of the page's last answer.
    let link = '';
    secretary.on('response', (answer) => { if (answer.url().endsWith('/sign-in-code') && answer.ok()) void answer.json().then((body: { link: string }) => { link = body.link; }); });
    const onScreen = (): string => new URL(link).pathname;
    await button(secretary, '签到码').click();
    await shown(secretary, '已签到 1 / 应到 115').waitFor();
    expect(await audit(secretary)).toEqual([]);

    const lin = await stage.as('dangyuan1');
    const first = onScreen();
    const name = await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', ['dangyuan1']);
    await lin.goto(`${stage.system.url}${first}`);
    await shown(lin, '签到好了').waitFor();
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'scanned-phone-light');
    // The name ticks in on the screen by itself.
    await shown(secretary, '已签到 2 / 应到 115').waitFor({ timeout: 10_000 });
    await shown(secretary, new RegExp(`刚刚签到：.*${name}`)).waitFor();

    const chen = await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', ['dangyuan2']);
    await secretary.getByPlaceholder('输入姓名').locator('visible=true').fill(chen);
    await button(secretary, `登记${chen}到会`).click();
    await shown(secretary, '已签到 3 / 应到 115').waitFor();
    await shown(secretary, /现场登记 · .+登记/).waitFor();
    await stage.picture(secretary, 'sign-in-desk-light');

    // Not signed in: told to sign in. An old or made-up code: told so.
    const visitor = await stage.as(null);
    await visitor.goto(`${stage.system.url}${onScreen()}`);
    await shown(visitor, '先登录，再签到').waitFor();
    const late = await stage.as('yubei');
    await late.goto(`${stage.system.url}${first.replace(/[0-9a-f]{16}$/, '0123456789abcdef')}`);
    await shown(late, '这不是这次会议的签到码，请扫会场屏幕上的码。').waitFor();
    expect(await stage.value<number>('select count(*)::int from attendee where meeting_id = $1 and signed_in_at is not null', [meetingId])).toBe(3);
    expect(stage.troubles).toEqual([]);
  }, 240_000);
});
