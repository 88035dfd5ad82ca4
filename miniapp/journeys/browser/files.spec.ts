import { button, field, shown } from './hands';
import { audit, Stage } from './stage';

const pdf = { name: '三季度学习安排.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };

describe('会上的文件', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('发一个文件，别人点开下载，一个字节不差；不收的当场说明，还能移除', async () => {
    const lin = await stage.as('dangyuan1');
    const chen = await stage.as('dangyuan2', { width: 1280 });
    for (const page of [lin, chen]) await page.getByRole('button', { name: '进入会议室' }).click();
    await lin.getByRole('button', { name: '发图片或文件' }).click();
    await lin.getByRole('button', { name: /^文件（/ }).waitFor();
    expect(await audit(lin)).toEqual([]);
    const [chooser] = await Promise.all([lin.waitForEvent('filechooser'), lin.getByRole('button', { name: /^文件（/ }).click()]);
    await chooser.setFiles([pdf, { ...pdf, name: '改了名的网页.pdf', buffer: Buffer.from('<script>alert(1)</script>') }]);
    await lin.getByText('已传好').waitFor();
    await lin.getByText('只收 PDF').waitFor();
    await stage.picture(lin, 'files-phone-composer');
    await lin.getByRole('button', { name: '移除 改了名的网页.pdf' }).click();
    await lin.getByRole('button', { name: '发送', exact: true }).click();
    const row = chen.getByRole('button', { name: /打开文件 三季度学习安排.pdf/ });
    await row.waitFor();
    const [download] = await Promise.all([chen.waitForEvent('download'), row.click()]);
    expect(download.suggestedFilename()).toBe('三季度学习安排.pdf');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(pdf.buffer)).toBe(true);
    await lin.getByRole('button', { name: /打开文件 三季度学习安排.pdf/ }).waitFor();
    await stage.picture(lin, 'files-phone-room');
    await stage.picture(chen, 'files-desk-room');
    expect(await audit(lin)).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('书记召集：主题、材料、文件，发出通知；成员从通知点进去读到，文件一个字节不差；一人参加、一人请假，书记看得到谁答复了什么', async () => {
    const secretary = await stage.as('shuji');
    await button(secretary, '开会').click();
    await field(secretary, '题目').fill('请带着材料来');
    await field(secretary, '议题 1').fill('三季度怎么学');
    await button(secretary, '主题、材料和其他').click();
    await field(secretary, '主题').fill('先读后谈，每人两分钟');
    await button(secretary, '加材料').click();
    await field(secretary, '材料 1 的题目').fill('第三章摘要');
    await field(secretary, '材料 1 的内容').fill('把一件小事做到底，先从自己楼里做起。');
    const [chooser] = await Promise.all([secretary.waitForEvent('filechooser'), button(secretary, '附文件').click()]);
    await chooser.setFiles(pdf);
    await shown(secretary, '已传好').waitFor();
    await shown(secretary, '能看、能发言，不计入应到').waitFor();
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'files-phone-calling');
    await button(secretary, '发出通知').click();
    await button(secretary, '复制通知').waitFor();

    const [lin, chen] = [await stage.as('dangyuan1'), await stage.as('dangyuan2')];
    for (const page of [lin, chen]) {
      await button(page, /消息/).click();
      await page.getByRole('tab', { name: /通知/ }).click();
      await shown(page, /召开“请带着材料来”/).click();
      await shown(page, '先读后谈，每人两分钟').waitFor();
    }
    await shown(lin, '第三章摘要').waitFor();
    await shown(lin, '把一件小事做到底，先从自己楼里做起。').waitFor();
    const [download] = await Promise.all([lin.waitForEvent('download'), button(lin, /打开文件 三季度学习安排.pdf/).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(pdf.buffer)).toBe(true);
    await button(lin, '参加').click();
    await shown(lin, /您已答复：参加/).waitFor();
    expect(await audit(lin)).toEqual([]);

    await button(chen, '请假').click();
    const leave = chen.getByRole('dialog', { name: '请假' });
    await leave.getByRole('radio', { name: '出差' }).click();
    await leave.getByRole('textbox', { name: '说明（可不填）' }).fill('周四在成都见客户');
    expect(await audit(chen)).toEqual([]);
    await leave.getByRole('button', { name: '提交请假' }).click();
    await shown(chen, /您已请假/).waitFor();

    await secretary.reload();
    await shown(secretary, /参加 1 人 · 请假 1 人/).waitFor();
    await button(secretary, '谁答复了').click();
    const list = secretary.getByRole('dialog', { name: '谁答复了' });
    const row = async (group: string, login: string) => list.getByRole('list', { name: group }).getByRole('listitem').filter({ hasText: await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', [login]) });
    await (await row('参加', 'dangyuan1')).waitFor();
    // The words are for the secretary alone.
    await (await row('请假', 'dangyuan2')).getByText(/出差：周四在成都见客户/).waitFor();
    await list.getByRole('heading', { name: '没答复 10' }).waitFor();
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'meeting-replies');
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
