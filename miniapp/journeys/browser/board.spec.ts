import { audit, Stage } from './stage';

describe('留言板、匿名、论坛和数字', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const words = '二楼的饮水机没有热水';
  const unit = () => stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = \'networkAdmin\'', ['wangguan']);

  it('成员留言看到约定；网管员一下“收到，正在办”，再发真正的回应；成员都看得到', async () => {
    const unitId = await unit();
    const member = await stage.as('dangyuan1');
    await member.goto(`${stage.system.url}/posts/board/index?unit=${unitId}`);
    await member.getByRole('textbox', { name: '留言' }).fill(words);
    await member.getByRole('button', { name: '留言', exact: true }).click();
    await member.getByText(/^预计.*前回应$/).locator('visible=true').first().waitFor();
    expect(await audit(member)).toEqual([]);
    await stage.picture(member, 'board-phone');
    const admin = await stage.as('wangguan', { width: 1280 });
    await admin.goto(`${stage.system.url}/posts/board/index?unit=${unitId}`);
    const card = admin.locator('.card', { hasText: words });
    await card.getByRole('button', { name: '收到，正在办' }).click();
    await card.getByText(/收到，正在办 · /).first().waitFor();
    expect(await audit(admin)).toEqual([]);
    await stage.picture(admin, 'board-desk');
    await member.reload();
    await member.locator('.card', { hasText: words }).getByText(/收到，正在办 · /).first().waitFor();
    await card.getByRole('button', { name: '回应', exact: true }).click();
    await card.getByRole('textbox', { name: '回应' }).fill('下午就来修。');
    await card.getByRole('button', { name: '发出回应' }).click();
    await card.locator('.answer').getByText('下午就来修。').waitFor();
    await member.reload();
    await member.getByText('下午就来修。').locator('visible=true').first().waitFor();
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('过了约定没有回应：钟走过以后，留言人看到超过了约定', async () => {
    const unitId = await unit();
    const late = '走廊的灯坏了两天';
    const member = await stage.as('dangyuan1');
    await member.goto(`${stage.system.url}/posts/board/index?unit=${unitId}`);
    await member.getByRole('textbox', { name: '留言' }).fill(late);
    await member.getByRole('button', { name: '留言', exact: true }).click();
    await member.getByText(late).locator('visible=true').first().waitFor();
    // The clock of this one message is moved instead of the machine's.
    await stage.value('update message set promised_at = app_now() - interval \'1 minute\' where text = $1 returning id', [late]);
    await member.reload();
    await member.locator('.card', { hasText: late }).getByText('超过了约定时间，已提醒书记').waitFor();
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it.each([[390, 'light'], [390, 'dark'], [1280, 'light']] as const)('匿名、论坛、数字、查看申请的页面，%i 像素 %s：没有无障碍问题', async (width, scheme) => {
    const unitId = await unit();
    const page = await stage.as('shuji', { width, scheme });
    for (const [path, ready, name] of [['posts/anonymous/index', /今天还能匿名/, 'anonymous'], ['posts/forum/index', /各支部午间活动/, 'forum'], ['figures/sites/index', /近六个月/, 'figures'], ['posts/disclosures/index', /两级组织|两位同志/, 'disclosures']] as const) {
      await page.goto(`${stage.system.url}/${path}?unit=${unitId}`);
      await page.getByText(ready).locator('visible=true').first().waitFor();
      expect([name, await audit(page)]).toEqual([name, []]);
      await stage.picture(page, `${name}-${width}-${scheme}`);
    }
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('匿名发一篇：别人看到的署名是“匿名”，自己在“我匿名写的”里看得到', async () => {
    const unitId = await unit();
    const page = await stage.as('dangyuan1');
    await page.goto(`${stage.system.url}/posts/anonymous/index?unit=${unitId}`);
    await page.getByRole('textbox', { name: '标题' }).fill('想换个工位');
    await page.getByRole('textbox', { name: '内容' }).fill('靠窗太晒。');
    await page.getByRole('button', { name: '匿名发出' }).click();
    await page.getByText(/我匿名写的/).locator('visible=true').first().waitFor();
    await page.getByRole('button', { name: '看一看' }).first().click();
    await page.getByText('匿名', { exact: true }).locator('visible=true').first().waitFor();
    expect(await stage.value<number>('select count(*)::int from post where title = $1 and author_id = \'Niming11111\'', ['想换个工位'])).toBe(1);
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
