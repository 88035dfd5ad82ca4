import { paths } from '@branch/shared/paths';
import { rosterColumns } from '@branch/shared/members/roster-rules';
import type { Page } from 'playwright-core';
import { button, field, shown } from './hands';
import { audit, type Look, Stage } from './stage';

const row = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).or(page.getByRole('link', { name })).locator('visible=true').first();
/** The code that was just made, as it stands in the banner. */
const codeFor = async (page: Page, name: string): Promise<string> => {
  const banner = page.getByRole('status').filter({ hasText: `请把邀请码交给${name}` }).locator('visible=true');
  return (await banner.locator('.num').textContent()) ?? '';
};
const csv = (...lines: string[][]) => ({ name: '愚园路名册.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${[rosterColumns.map((column) => column.title), ...lines].map((line) => line.join(',')).join('\r\n')}`) });

const secret = '愚园路的梧桐每年都会落叶';

interface Invited { name: string; phone: string; login: string }
const officer: Invited = { name: '周静安', phone: '19000031001', login: 'zhoujingan' };
const staff: Invited = { name: '顾愚园', phone: '19000031002', login: 'guyuyuan' };
const secretary: Invited = { name: '许江苏', phone: '19000031003', login: 'xujiangsu' };
const member: Invited = { name: '金小北', phone: '19000031004', login: 'jinxiaobei' };
const newcomer: Invited = { name: '叶晚来', phone: '19000031005', login: 'yewanlai' };

/** From nothing to a branch with its members, in the app alone: each appoints the next, and the operator is not needed again. */
describe('从运维员到党员：一级任命一级，导入名册，激活，申请加入，转正（真实浏览器）', () => {
  let stage: Stage;
  const at: Record<string, Page> = {};
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  /** Somebody new opens the page, and activates by the code they were given. */
  async function activated(who: Invited, code: string, look: Look): Promise<Page> {
    const page = await stage.as(null, look);
    await row(page, /用邀请码激活/).click();
    await field(page, '邀请码').fill(code);
    await field(page, '姓名').fill(who.name);
    await field(page, '手机号').fill(who.phone);
    await field(page, '账号').fill(who.login);
    await field(page, '密码').fill(secret);
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, `activate-${look.width ?? 390}-${look.scheme ?? 'light'}`);
    await button(page, '激活并登录').click();
    await page.getByRole('textbox', { name: /^邀请码/ }).waitFor({ state: 'hidden' });
    return page;
  }
  const create = async (page: Page, name: string, kind?: string): Promise<void> => {
    await button(page, '新建下级组织').click();
    if (kind) await page.getByLabel('种类').locator('visible=true').selectOption({ label: kind });
    await field(page, '名称').fill(name);
    await button(page, '建立').click();
    await row(page, new RegExp(name)).click();
    await page.getByRole('heading', { name }).or(page.getByText(name, { exact: true })).locator('visible=true').first().waitFor();
  };
  const appoint = async (page: Page, role: string, who: Invited): Promise<string> => {
    await button(page, '任命').click();
    await page.getByLabel('职务').locator('visible=true').selectOption({ label: role });
    await page.getByRole('radio', { name: /还没有账号的同志/ }).locator('visible=true').click();
    await field(page, '姓名').fill(who.name);
    await field(page, '手机号').fill(who.phone);
    await field(page, '依据').fill('上级 11 月 3 日批复');
    expect(await audit(page)).toEqual([]);
    await button(page, '任命').click();
    return codeFor(page, who.name);
  };

  it('运维员建区、区建社区、社区建支部，各自任命下一位；每一位凭邀请码激活', async () => {
    const operator = await stage.as('yunwei', { width: 1280 });
    await row(operator, '组织与任命').click();
    await field(operator, '名称').fill('静安区');
    await field(operator, '第一位区级工作人员').fill(officer.name);
    await field(operator, '手机号').fill(officer.phone);
    await button(operator, '建立并生成邀请码').click();
    const first = await codeFor(operator, officer.name);
    expect(await audit(operator)).toEqual([]);
    await operator.context().close();

    const district = await activated(officer, first, { width: 1280 });
    await row(district, '组织与任命').click();
    await create(district, '静安寺社区综合党委');
    const second = await appoint(district, '社区综合党委工作人员', staff);
    await stage.picture(district, 'organisation-desk');
    await district.context().close();

    // The community's own works on a phone, too.
    const community = await activated(staff, second, { width: 390, scheme: 'dark' });
    await row(community, '组织与任命').click();
    await create(community, '愚园路联合党支部', '党支部');
    const third = await appoint(community, '书记', secretary);
    await stage.picture(community, 'organisation-phone');
    at.community = community;
    at.secretary = await activated(secretary, third, { width: 1280 });
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('书记导入名册：两行有错说得出哪一行哪一格，一行也没写；改好再来，看得到进度；打印邀请码', async () => {
    const page = at.secretary as Page;
    await row(page, '成员').click();
    await button(page, '导入名册').click();
    const people = Array.from({ length: 24 }, (_, n) => [`同志${n + 1}`, `190000320${String(n).padStart(2, '0')}`, '正式党员', '云阶软件', '2012-07-01', '', '1990', '本科']);
    const rest = [[secretary.name, secretary.phone, '正式党员', '知行设计'], [member.name, member.phone, '正式党员', '百草生物'], ...people];
    const choose = page.getByLabel('选择名册文件').last();
    await choose.setInputFiles(csv(...rest, ['丁一', '1900003', '正式党员'], ['戊二', '19000033001', '积极分子']));
    await shown(page, '2 处').waitFor();
    for (const words of ['第 28 行', '第 29 行', '手机号应是 11 位数字。', '积极分子']) await shown(page, words).waitFor();
    expect(await page.getByRole('button', { name: /确认导入/ }).count()).toBe(0);
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'import-errors');
    const [errors] = await Promise.all([page.waitForEvent('download'), button(page, '下载需要改的行').click()]);
    expect(errors.suggestedFilename()).toMatch(/\.csv$/);
    expect(await stage.value<number>('select count(*)::int from membership m join unit u on u.id = m.unit_id where u.name = $1', ['愚园路联合党支部'])).toBe(0);

    await choose.setInputFiles(csv(...rest, ['丁一', '19000033000', '正式党员'], ['戊二', '19000033001', '正式党员']));
    // The first look at the job waits until the bar has been seen.
    let seen = (): void => undefined;
    const looked = new Promise<void>((done) => { seen = done; });
    await page.route('**/roster/jobs/**', async (route) => { await looked; await route.continue(); });
    await button(page, '确认导入 28 行').click();
    await shown(page, /\d+ \/ 28 行/).waitFor();
    await page.getByRole('progressbar').locator('visible=true').last().waitFor();
    expect(await audit(page)).toEqual([]);
    seen();
    await shown(page, '导入完成').waitFor();
    await button(page, '看名册').click();
    await shown(page, member.name).waitFor();

    await button(page, '发邀请码').click();
    await button(page, '生成邀请码').click();
    await shown(page, '只显示这一次').waitFor();
    expect(await audit(page)).toEqual([]);
    await page.evaluate(() => { const opened = window as unknown as { printed: number }; opened.printed = 0; window.print = () => { opened.printed += 1; }; });
    await button(page, '打印').click();
    expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
    // On paper: the codes and nothing around them.
    await page.emulateMedia({ media: 'print' });
    const mine = page.getByRole('row').filter({ hasText: member.name }).locator('visible=true');
    const code = (await mine.locator('.code').textContent()) ?? '';
    expect(await page.getByRole('navigation', { name: '主导航' }).locator('visible=true').count()).toBe(0);
    await stage.picture(page, 'codes-print');
    await page.emulateMedia({ media: null });
    await button(page, '都交出去了').click();

    const phone = await activated(member, code, { width: 390 });
    await shown(phone, /愚园路联合党支部/).waitFor();
    expect(await audit(phone)).toEqual([]);
    await phone.context().close();
    // Used is used.
    const again = await stage.as(null);
    await row(again, /用邀请码激活/).click();
    for (const [label, value] of [['邀请码', code], ['姓名', member.name], ['手机号', member.phone], ['账号', 'another'], ['密码', secret]] as const) await field(again, label).fill(value);
    await button(again, '激活并登录').click();
    await again.getByRole('status').filter({ hasText: /邀请码|已经激活/ }).locator('visible=true').first().waitFor();
    await again.context().close();
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('有人申请加入，书记同意并给邀请码，激活后进得来；预备党员转正，留党察看记得下也恢复得了', async () => {
    const asking = await stage.as(null, { width: 390 });
    await row(asking, /申请加入支部/).click();
    await asking.getByRole('searchbox', { name: '支部名称' }).or(field(asking, '支部名称')).first().fill('愚园');
    await button(asking, '查找').click();
    await row(asking, /愚园路联合党支部/).click();
    await field(asking, '姓名').fill(newcomer.name);
    await field(asking, '手机号').fill(newcomer.phone);
    await field(asking, '说明').fill('在愚园路开设计工作室，组织关系还在学校。');
    expect(await audit(asking)).toEqual([]);
    await stage.picture(asking, 'join-phone');
    await button(asking, '提交申请').click();
    await shown(asking, /申请已交给愚园路联合党支部的书记/).waitFor();
    expect(await audit(asking)).toEqual([]);
    await asking.context().close();

    const page = at.secretary as Page;
    await row(page, '加入申请').click();
    await shown(page, '在愚园路开设计工作室，组织关系还在学校。').waitFor();
    await button(page, '同意').click();
    const deciding = page.getByRole('dialog', { name: `同意${newcomer.name}加入` });
    await deciding.getByLabel('党员身份').selectOption({ label: '预备党员' });
    await field(deciding, '单位').fill('晚来设计');
    expect(await audit(page)).toEqual([]);
    await button(deciding, '同意并生成邀请码').click();
    const code = await codeFor(page, newcomer.name);
    const joined = await activated(newcomer, code, { width: 390, scheme: 'dark' });
    await shown(joined, /愚园路联合党支部/).waitFor();

    await row(page, '成员').click();
    const line = page.getByRole('row').filter({ hasText: newcomer.name }).locator('visible=true');
    await line.getByText('预备党员').waitFor();

    // A file that calls her a full member changes nothing of that: it says whom it would, and where the step is.
    await button(page, '导入').click();
    await page.getByLabel('选择名册文件').last().setInputFiles(csv([newcomer.name, newcomer.phone, '正式党员', '晚来设计']));
    await shown(page, '1 名同志的党员身份不改').waitFor();
    await shown(page, /转正请在花名册里/).waitFor();
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'import-status-kept');
    await button(page, '确认导入 1 行').click();
    await shown(page, '导入完成').waitFor();
    await button(page, '看名册').click();
    await line.getByText('预备党员').waitFor();
    await line.getByRole('button', { name: newcomer.name }).click();
    await button(page, '转正').click();
    await field(page.getByRole('dialog', { name: `${newcomer.name}转正` }), '依据').fill('11 月支部党员大会决议');
    expect(await audit(page)).toEqual([]);
    await button(page, '记录转正').click();
    await line.getByText('正式党员').waitFor();
    await stage.picture(page, 'roster-after-joining');
    const status = () => stage.value<string>('select m.status from membership m join person p on p.id = m.person_id where p.name = $1 and m.ends_on is null', [newcomer.name]);
    expect(await status()).toBe('full');

    // Who has just proved who they are is not asked again; that one is asked is told in the account's journey.
    await stage.value('update session set proved_at = app_now() returning 1', []);
    for (const [step, title, basis, becomes] of [['记录留党察看', `记录${newcomer.name}留党察看`, '上级纪委批准', '留党察看'], ['恢复党员权利', `恢复${newcomer.name}的党员权利`, '期满，党员大会通过', '正式党员']] as const) {
      await line.getByRole('button', { name: newcomer.name }).click();
      await button(page, step).click();
      const dialog = page.getByRole('dialog', { name: title });
      await field(dialog, '依据').fill(basis);
      expect(await audit(page)).toEqual([]);
      await button(dialog, step).click();
      await line.getByText(becomes).waitFor();
    }
    expect(await status()).toBe('full');
    await joined.context().close();
    expect(stage.troubles).toEqual([]);
  }, 240_000);

  it('第一位运维员的页面：用过的链接说明怎么办；没有无障碍问题', async () => {
    for (const look of [{ width: 390, scheme: 'dark' }, { width: 1280 }] as const) {
      const page = await stage.as(null, look);
      await page.goto(`${stage.system.url}${paths.bootstrap()}?token=used`);
      await field(page, '姓名').fill('程向远');
      await field(page, '账号').fill('chengxy');
      await field(page, '密码').fill('机房在三楼靠窗的第二个柜子');
      expect(await audit(page)).toEqual([]);
      await button(page, '建立账号').click();
      await shown(page, '这个链接已用过或已过期。重新启动服务会打印新的链接。').waitFor();
      expect(await audit(page)).toEqual([]);
      await page.context().close();
    }
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
