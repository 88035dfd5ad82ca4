import { audit, Stage } from './stage';

/** Everyone whom the seed prints, with what their first screen must offer. */
const people = [
  ['dangyuan1', '党员', '进入会议室'], ['yubei', '预备党员', '进入会议室'], ['shuji', '书记', '开会'], ['fushuji', '副书记', '开会'], ['wangguan', '网管员', '待回应'], ['banzhu', '版主', '进入会议室'], ['huzhu', '服务提供者', '进入会议室'],
  ['shequ', '社区综合党委', '组织'], ['quji', '区级工作人员', '组织'], ['shenji', '审计员', '审计'], ['yunwei', '运维员', '建'],
] as const;

describe('每种身份都进得来，第一屏就有他要的', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('访客看到的是介绍和登录，没有计数，没有内部内容', async () => {
    const page = await stage.as(null);
    await page.getByRole('button', { name: '登录', exact: true }).first().waitFor();
    expect(await page.getByText('本月报到').count()).toBe(0);
    expect(await audit(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it.each(people)('%s（%s）：手机和电脑上都看得到“%s”，没有无障碍问题', async (login, _title, offered) => {
    for (const look of [{ width: 390, scheme: 'light' }, { width: 1280, scheme: 'dark' }] as const) {
      const page = await stage.as(login, look);
      await page.getByText(offered).locator('visible=true').first().waitFor();
      expect(await audit(page)).toEqual([]);
      await page.context().close();
    }
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
