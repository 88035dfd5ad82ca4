import { readFileSync } from 'node:fs';
import { paths } from '@branch/shared/paths';
import type { Locator, Page } from 'playwright-core';
import { wordsOf } from '../../../server/test/zipped';
import { gatherCrowd } from '../../../server/tools/crowd.mjs';
import { pdfWords } from './pdf-words';
import { audit, Stage } from './stage';

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').last();
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name }).locator('visible=true').last();
/** Words without the gaps of a line break: where a line of Chinese is broken is the printer's business. */
const bare = (text: string): string => text.replace(/\s/g, '');
const shown = (page: Page, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();

/** From marking while it runs to paper in hand: the secretary at a desk, one who is quoted on a phone. */
describe('纪要：会上记要点，散会五下发布，异议成新版，签字、导出、打印', () => {
  let stage: Stage;
  let crowd: Awaited<ReturnType<typeof gatherCrowd>>;
  beforeAll(async () => {
    stage = await Stage.open();
    const [unitId, meetingId] = (await stage.value<string>('select unit_id || \' \' || id from meeting where state = \'open\'', [])).split(' ') as [string, string];
    crowd = await gatherCrowd(stage.system, { unitId, count: 6 });
    await crowd.enter(unitId, meetingId);
  }, 240_000);
  afterAll(async () => { crowd?.stop(); await stage.close(); }, 60_000);

  it('记入要点的短句在草稿里；本人提异议、书记采纳发第二版；签字；.docx 读回来；打印成 PDF，一张不少，每张有页眉，末张有签字', async () => {
    const secretary = await stage.as('shuji', { width: 1280 });
    const lin = await stage.as('dangyuan1');
    await lin.getByRole('button', { name: '进入会议室' }).click();
    await field(lin, '发言').fill('同意。');
    await button(lin, '发送').click();

    await secretary.getByRole('button', { name: '进入会议室' }).click();
    await shown(secretary, '同意。').waitFor();
    await secretary.getByText('同意。', { exact: true }).locator('visible=true').last().click({ button: 'right' });
    await button(secretary.getByRole('dialog'), '记入要点').click();
    await shown(secretary, '已记入要点').waitFor();
    // To the others nothing has happened.
    expect(await lin.getByText('已记入要点').count()).toBe(0);
    await stage.picture(secretary, 'minutes-mark-desk');

    // A decision, so that there is one to print.
    await button(secretary, '发起表决').click();
    await field(secretary, '表决事项').fill('同意下月起每两周轮流讲一次');
    await button(secretary, '开始表决').click();
    await shown(secretary, /表决进行中/).waitFor();
    const ballotId = await stage.value<string>('select b.id from ballot b join meeting m on m.id = b.subject_id where m.state = \'open\' and b.closed_at is null', []);
    await crowd.vote(await stage.value<string>('select unit_id from ballot where id = $1', [ballotId]), ballotId, () => 'approve');
    await button(secretary, '结束表决').click();
    await shown(secretary, /^通过$/).waitFor();
    await button(secretary, '结束会议').click();
    await button(secretary.getByRole('dialog'), '结束会议').click();

    // The meeting is over: how many presses until its minutes are published (U10: five at most).
    let presses = 0;
    const press = async (what: Locator): Promise<void> => { presses += 1; await what.click(); };
    await press(button(secretary, '整理纪要'));
    await shown(secretary, '同意。').waitFor();
    expect(await audit(secretary)).toEqual([]);
    await press(button(secretary, '发布第 1 版'));
    await press(button(secretary.getByRole('dialog'), '发布'));
    await shown(secretary, /第 1 版 · 已发布/).waitFor();
    expect(presses).toBeLessThanOrEqual(5);
    const ids = new URL(secretary.url()).searchParams;
    const [unitId, meetingId] = [ids.get('unit') ?? '', ids.get('id') ?? ''];

    // The one who is quoted: on a phone.
    await lin.goto(`${stage.system.url}${paths.minutes(unitId, meetingId)}`);
    await button(lin, /的写法提异议/).click();
    await field(lin, '应当写成').fill('同意，并愿意带头。');
    await field(lin, '哪里不对').fill('只写了一半，我还说愿意带头');
    await button(lin, '提交').click();
    await shown(lin, '本人有异议，等答复').waitFor();
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'minutes-objection-phone');

    await secretary.reload();
    await button(secretary, /答复.+的异议/).click();
    await field(secretary, '答复').fill('核对过，当时说了，照改');
    await button(secretary.getByRole('dialog'), '采纳').click();
    await button(secretary, /去发布第 2 版/).click();
    await shown(secretary, '已按本人的意见改好').waitFor();
    await button(secretary, '加一件').click();
    await field(secretary, '第 1 件').fill('排出轮讲表，贴在群里');
    await field(secretary, '谁来做').fill('林小雨');
    await button(secretary, '发布第 2 版').click();
    await button(secretary.getByRole('dialog'), '发布').click();
    await shown(secretary, /第 2 版 · 已发布/).waitFor();
    await shown(secretary, '同意，并愿意带头。').waitFor();
    await button(secretary, /看第 \d+ 条的原话/).click();
    await shown(secretary, '原话：同意。').waitFor();

    await shown(secretary, /第 2 版还没有签字/).waitFor();
    await button(secretary, '签字').click();
    await button(secretary.getByRole('dialog'), '签字').click();
    await shown(secretary, /签于/).waitFor();
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'minutes-desk');

    const [saved] = await Promise.all([secretary.waitForEvent('download'), (async () => { await button(secretary, '导出').click(); await button(secretary, /纪要第 2 版/).click(); })()]);
    expect(saved.suggestedFilename()).toMatch(/纪要-第2版\.docx$/);
    const words = await wordsOf(readFileSync(await saved.path()));
    const sha = await stage.value<string>('select sha256 from minutes_version where meeting_id = $1 and version = 2', [meetingId]);
    expect(words.join('\n')).toContain('同意，并愿意带头。');
    expect(words.join('\n')).toContain(sha);
    expect(words.find((line) => line.startsWith('主持人签字：'))).toMatch(/在线签字/);

    await button(secretary, '打印').click();
    await shown(secretary, sha).waitFor();
    expect(await audit(secretary)).toEqual([]);
    await stage.picture(secretary, 'minutes-print-desk');
    const sheets = pdfWords(await secretary.pdf({ preferCSSPageSize: true })).map(bare);
    const all = sheets.join('');
    // Every line of the .docx is on the paper, to the last: what a clipped sheet would lose is the signature and what stands beneath it.
    for (const line of words.map(bare)) expect(all).toContain(line);
    for (const section of ['议题', '决议', '同意下月起每两周轮流讲一次', '发言要点', '待办', '排出轮讲表，贴在群里', '更正说明', '主持人签字：']) expect(all).toContain(section);
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.at(-1)).toContain(bare(words.find((line) => line.startsWith('主持人签字：')) ?? '？'));
    for (const sheet of sheets) {
      expect(sheet).toContain(bare(`${words[0] ?? ''}组织生活会纪要`));
      expect(sheet).toContain(`校验码${sha.slice(0, 12)}`);
    }
    // Nothing of the app's frame is on the paper.
    expect(all).not.toMatch(/返回|我的|消息/);

    await lin.goto(`${stage.system.url}${paths.printMinutes(unitId, meetingId, 2)}`);
    await shown(lin, sha).waitFor();
    expect(await audit(lin)).toEqual([]);
    await stage.picture(lin, 'minutes-print-phone');
    expect(stage.troubles).toEqual([]);
  }, 240_000);
});
