import { paths } from '@branch/shared/paths';
import type { Locator, Page } from 'playwright-core';
import { audit, Stage } from './stage';

const button = (page: Page | Locator, name: string | RegExp): Locator => {
  const options = { name, exact: typeof name === 'string' };
  return page.getByRole('button', options).or(page.getByRole('link', options)).locator('visible=true').last();
};
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name }).locator('visible=true').last();
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();
const sheet = (page: Page): Locator => page.getByRole('dialog').locator('visible=true').last();

/** SITE-1…4 with its people: community staff at a desk, the secretary on a phone, a visitor. */
describe('网站的一生（真实浏览器）', () => {
  let stage: Stage;
  let unitId: string;
  beforeAll(async () => {
    stage = await Stage.open();
    unitId = await stage.value<string>('select unit_id from site where state = $1', ['online']);
  }, 180_000);
  afterAll(async () => { await stage.close(); }, 60_000);

  it('T12 审核：核准一个、送一个去后台培育，每个决定不超过四次点击，键盘也走得到', async () => {
    const page = await stage.as('shequ', { width: 1280 });
    let clicks = 0;
    const click = async (what: Locator): Promise<void> => { await what.click(); clicks += 1; };
    await button(page, '网站审核').click();
    await shown(page, '待审核 2').waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'site-reviews-desk');

    await click(button(page, '第一联合支部'));
    await button(page, '核准上线').waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'site-review-desk');
    await click(button(page, '核准上线'));
    await shown(page, '已核准上线，支部会收到通知').waitFor();
    expect(clicks).toBeLessThanOrEqual(4);

    await button(page, '网站审核').click();
    await shown(page, '待审核 1').waitFor();
    clicks = 0;
    await click(button(page, '第二联合支部'));
    await click(page.getByRole('group', { name: '支部动态已有内容' }).locator('visible=true').last().getByRole('button', { name: '不符合' }));
    await shown(page, '不能上线').waitFor();
    expect(await button(page, '核准上线').getAttribute('aria-disabled')).toBe('true');
    await click(button(page, '后台培育'));
    expect(await audit(page)).toEqual([]);
    await click(sheet(page).getByRole('button', { name: '转入后台培育' }));
    await shown(page, '已转入后台培育，支部和导师会收到通知').waitFor();
    expect(clicks).toBeLessThanOrEqual(4);
    await shown(page, '后台培育').waitFor();
    expect(await stage.value<string>('select string_agg(state, \',\' order by state) from site s join unit u on u.id = s.unit_id where u.name like $1', ['%联合支部'])).toBe('incubating,online');
    await page.context().close();
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('整治与回来：干部在电脑上预警、转入整治；书记在手机上做完任务、四步再申请，刷新不丢；核准后访客看得到', async () => {
    const staff = await stage.as('shequ', { width: 1280 });
    const open = async (page: Page, path: string): Promise<void> => { await page.goto(`${stage.system.url}${path}`); };
    await open(staff, paths.reviewSite(unitId));
    await button(staff, '更新预警').click();
    await sheet(staff).getByRole('textbox', { name: '理由' }).fill('两个月没有支部自己的新内容。');
    await sheet(staff).getByRole('button', { name: '更新预警' }).click();
    await shown(staff, '在线 · 已预警').waitFor();
    await button(staff, '转入整治').click();
    await sheet(staff).getByRole('textbox', { name: '理由' }).fill('预警之后仍没有更新，留言也没有人看。');
    await sheet(staff).getByRole('button', { name: '转入整治' }).click();
    await shown(staff, '后台整治').waitFor();

    const phone = await stage.as('shuji', { scheme: 'dark' });
    await button(phone, /我的/).click();
    await button(phone, '网站').click();
    await shown(phone, '网站在后台整治').waitFor();
    expect(await audit(phone)).toEqual([]);
    await stage.picture(phone, 'site-standing-phone-dark');
    await button(phone, '做好了').click();
    await field(phone, '怎么做的').fill('发了三篇支部动态。');
    await button(phone, '记为完成').click();
    await shown(phone, '都完成了').waitFor();

    await button(phone, '修改并再次申请').click();
    const intro = '漕河泾开发区七十多家企业的党员在一起的联合党总支，常在午休和晚上碰头。';
    await field(phone, '简介').fill(intro);
    await button(phone, '靛蓝').or(phone.getByRole('radio', { name: '靛蓝' })).last().click();
    await shown(phone, '已保存').waitFor();
    expect(await audit(phone)).toEqual([]);
    await phone.reload();
    await phone.getByRole('textbox', { name: '简介' }).last().waitFor();
    expect(await field(phone, '简介').inputValue()).toBe(intro);
    await button(phone, '下一步').click();
    await button(phone, '加栏目').click();
    await sheet(phone).getByRole('button', { name: /^党务公开/ }).click();
    await button(phone, '“党务公开”上移').click();
    expect(await audit(phone)).toEqual([]);
    await button(phone, '下一步').click();
    await field(phone, '谁在什么时候看留言').fill('两位网管员午休和晚上各看一次。');
    expect(await audit(phone)).toEqual([]);
    await button(phone, '下一步').click();
    expect(await audit(phone)).toEqual([]);
    // Handed in too early it says which item is missing; nothing typed is lost.
    await button(phone, '提交申请').click();
    await shown(phone, '还有没填好的地方，请按提示补齐。').waitFor();
    for (const title of ['图片配有文字说明', '党务公开有安排']) await phone.getByRole('group', { name: title }).locator('visible=true').last().getByRole('button', { name: '做到了' }).click();
    await button(phone, '以访客身份看').click();
    await shown(phone, '预览').waitFor();
    await shown(phone, intro).waitFor();
    expect(await audit(phone)).toEqual([]);
    await button(phone, '返回').click();
    await button(phone, '提交申请').click();
    await shown(phone, '再次待核准').waitFor();
    await stage.picture(phone, 'site-timeline-phone-dark');

    const visitor = await stage.as(null);
    await open(visitor, paths.siteFace(unitId));
    await shown(visitor, '没有找到，或仅成员可见。').waitFor();

    await open(staff, paths.reviewSite(unitId));
    await button(staff, '核准上线').click();
    await shown(staff, '已核准上线，支部会收到通知').waitFor();
    await open(visitor, paths.sites());
    await button(visitor, /宜山路770号联合党总支/).click();
    await shown(visitor, intro).waitFor();
    await shown(visitor, '党务公开').waitFor();
    expect(await audit(visitor)).toEqual([]);
    await stage.picture(visitor, 'site-face-phone-light');
    for (const page of [staff, phone, visitor]) await page.context().close();
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('栏目：网管员改规则、先审后发，另一个标签页后保存的看到现在的样子；390 和 1280 都没有无障碍问题', async () => {
    const one = await stage.as('wangguan');
    const two = await one.context().newPage();
    two.setDefaultTimeout(40_000);
    for (const page of [one, two]) {
      await page.goto(`${stage.system.url}${paths.editSite(unitId)}`);
      await page.getByRole('tab', { name: '栏目' }).click();
      await button(page, '改“支部动态”').click();
      await sheet(page).getByRole('textbox', { name: '规则' }).fill(page === one ? '写清时间、地点和人。' : '另一个标签页写的规则。');
      await sheet(page).getByRole('switch', { name: /先审后发/ }).click();
      expect(await audit(page)).toEqual([]);
      await button(page, '好').click();
    }
    await button(one, '保存栏目').click();
    await shown(one, '栏目已保存').waitFor();
    await button(two, '保存栏目').click();
    await shown(two, /别人刚刚改过/).waitFor();
    await button(two, '看现在的').click();
    await button(two, '改“支部动态”').click();
    expect(await sheet(two).getByRole('textbox', { name: '规则' }).inputValue()).toBe('写清时间、地点和人。');
    await two.close();
    for (const look of [{ width: 390, scheme: 'light' }, { width: 1280, scheme: 'light' }] as const) {
      const page = await stage.as('wangguan', look);
      for (const path of [paths.siteStanding(unitId), paths.editSite(unitId), paths.sites(), paths.siteFace(unitId)]) {
        await page.goto(`${stage.system.url}${path}`);
        await page.getByRole('main').locator('.card, .h2').first().waitFor();
        expect([path, await audit(page)]).toEqual([path, []]);
      }
      await page.context().close();
    }
    expect(stage.troubles).toEqual([]);
  }, 180_000);
});
