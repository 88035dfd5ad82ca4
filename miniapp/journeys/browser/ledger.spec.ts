import type { Page } from 'playwright-core';
import { paths } from '@branch/shared/paths';
import { audit, Stage } from './stage';

describe('台账和补录的线下会议', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('书记补录一次线下会：勾名单、记举手、打要点、发布；党员在台账里点得开，看得到是补录的', async () => {
    const unit = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = $2', ['shuji', 'secretary']);
    const shuji = await stage.as('shuji');
    const on = (page: Page) => page.locator('.taro_page:not(.taro_page_hidden)').last();
    await shuji.goto(`${stage.system.url}${paths.ledger(unit)}`);
    await shuji.getByRole('button', { name: '补录线下会议' }).last().click();
    await shuji.getByLabel('题目').last().fill('主题党日：走访社区养老院');
    await shuji.getByLabel('地点').last().fill('社区养老院');
    await shuji.getByRole('button', { name: '全部到会' }).click();
    const roll = shuji.getByRole('group', { name: '林晓' });
    await roll.getByRole('button', { name: '请假' }).click();
    await shuji.getByRole('button', { name: '加一项' }).click();
    await shuji.getByLabel('事项 1', { exact: true }).fill('同意每季度走访一次');
    await shuji.getByLabel('赞成', { exact: true }).fill('99');
    await shuji.getByText('举手的人数多过到会的有表决权党员，请核对。').first().waitFor();
    await shuji.getByLabel('赞成', { exact: true }).fill('9');
    await shuji.getByText('通过', { exact: true }).waitFor();
    expect(await audit(shuji)).toEqual([]);
    await stage.picture(shuji, 'enter-phone');
    await shuji.getByRole('button', { name: '补录', exact: true }).click();
    await shuji.getByText('会后补录').waitFor();
    await shuji.getByText('举手表决').last().waitFor();
    await shuji.getByRole('button', { name: '整理纪要' }).last().click();
    await shuji.getByRole('button', { name: '加一条' }).click();
    await shuji.getByLabel('第 1 条写成').fill('老人们最想有人教手机。');
    await shuji.getByRole('button', { name: '发布第 1 版' }).last().click();
    await shuji.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
    await shuji.getByText('会后记下，没有原话可查').waitFor();
    expect(await audit(shuji)).toEqual([]);

    const member = await stage.as('dangyuan1', { width: 1280 });
    await member.goto(`${stage.system.url}${paths.ledger(unit)}`);
    await member.getByRole('button', { name: /主题党日，线下 1 次/ }).click();
    await member.getByRole('dialog').getByRole('link', { name: /走访社区养老院/ }).waitFor();
    expect(await audit(member)).toEqual([]);
    await stage.picture(member, 'ledger-desk');
    await member.getByRole('dialog').getByRole('link', { name: /走访社区养老院/ }).click();
    await on(member).getByText('会后补录').waitFor();
    expect(stage.troubles).toEqual([]);
  }, 240_000);
});
