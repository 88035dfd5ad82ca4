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

  it('书记召集时附文件，看得到传到哪里；列席写明能做什么', async () => {
    const secretary = await stage.as('shuji');
    const unit = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = \'secretary\' limit 1', ['shuji']);
    await secretary.goto(`${stage.system.url}/meetings/edit/index?unit=${unit}`);
    await secretary.getByRole('button', { name: '主题、材料和其他' }).click();
    const [chooser] = await Promise.all([secretary.waitForEvent('filechooser'), secretary.getByRole('button', { name: '附文件' }).click()]);
    await chooser.setFiles(pdf);
    await secretary.getByText('已传好').waitFor();
    await secretary.getByText('能看、能发言，不计入应到').waitFor();
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'files-phone-calling');
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
