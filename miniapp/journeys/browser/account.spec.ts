import { paths } from '@branch/shared/paths';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { button, field, shown, taps } from './hands';
import { audit, password, Stage } from './stage';

/** The authenticator in a person's hand: the server's own library, read from where it is installed. */
const otp = createRequire(resolve(__dirname, '../../../server/package.json'))('otpauth') as { TOTP: new (of: object) => { generate(at: object): string }; Secret: { fromBase32(text: string): unknown } };
const codeOf = (secret: string, steps = 0): string => new otp.TOTP({ secret: otp.Secret.fromBase32(secret.replace(/\s/g, '')) }).generate({ timestamp: Date.now() + steps * 30_000 });

describe('账号与安全、通讯录、预约', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const goTo = async (page: Page, ...rows: string[]): Promise<void> => {
    await page.getByRole('link', { name: '我的' }).locator('visible=true').first().click();
    for (const row of rows) await page.getByRole('link', { name: row }).locator('visible=true').first().click();
  };

  it('书记绑定验证器：扫码、填码、记下备用码；退出再登录要码，敏感的事再验一次，最后停用', async () => {
    const page = await stage.as('shuji');
    await goTo(page, '账号与安全');
    await page.getByRole('link', { name: /^验证器/ }).locator('visible=true').click();
    await page.getByRole('button', { name: '开始绑定' }).click();
    await page.getByAltText('验证器二维码').waitFor();
    const secret = (await page.locator('.code').locator('visible=true').first().textContent()) ?? '';
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'second-step');
    await page.getByRole('textbox', { name: '动态验证码' }).locator('visible=true').fill(codeOf(secret));
    await page.getByRole('button', { name: '完成绑定' }).click();
    await page.getByText('只显示这一次').locator('visible=true').waitFor();
    const codes = await page.locator('.recovery .code').allTextContents();
    expect(codes).toHaveLength(8);
    await page.getByRole('button', { name: '都记好了' }).click();
    await page.getByText('还剩 8 个').waitFor();

    // Signing in again asks for a code; the phone being lost, a recovery code opens.
    const again = await stage.as(null);
    await again.getByRole('button', { name: '登录', exact: true }).first().click();
    await again.getByRole('textbox', { name: '账号' }).fill('shuji');
    await again.getByRole('textbox', { name: '密码' }).fill(password);
    await again.getByRole('button', { name: '登录', exact: true }).last().click();
    await again.getByRole('textbox', { name: '动态验证码' }).fill(codes[0] ?? '');
    await again.getByRole('button', { name: '登录', exact: true }).last().click();
    await again.getByRole('textbox', { name: '账号' }).waitFor({ state: 'hidden' });

    // A superior who believes it lost says so: the owner sees by whom and why, and keeps it.
    const above = await stage.as('shequ', { width: 1280 });
    const unit = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = $2', ['shuji', 'secretary']);
    const name = await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', ['shuji']);
    await above.goto(`${stage.system.url}${paths.organisation(unit)}`);
    await button(above, new RegExp(`${name} · 书记`)).click();
    await above.getByRole('dialog').getByText('发新邀请码（换手机、换微信、忘记密码）').waitFor();
    expect(await audit(above)).toEqual([]);
    await above.getByRole('dialog').getByText('发新邀请码（换手机、换微信、忘记密码）').click();
    await shown(above, `请把邀请码交给${name}`).waitFor();
    expect(await audit(above)).toEqual([]);
    await button(above, new RegExp(`${name} · 书记`)).click();
    await above.getByRole('dialog').getByText('验证器和备用码都丢了').click();
    const lost = above.getByRole('dialog', { name: `${name}的验证器丢了` });
    await button(lost, '申请停用').click();
    await lost.getByText(/不能为空|请填/).first().waitFor();
    await field(lost, '经过').fill('手机丢了，已当面核实');
    expect(await audit(above)).toEqual([]);
    await stage.picture(above, 'second-step-lost');
    await button(lost, '申请停用').click();
    await shown(above, `已告诉${name}，3 天后停用`).waitFor();
    await goTo(again, '账号与安全');
    await again.getByRole('link', { name: /^验证器/ }).locator('visible=true').click();
    await shown(again, /说您的验证器丢了，.*停用/).waitFor();
    await shown(again, /手机丢了，已当面核实/).waitFor();
    expect(await audit(again)).toEqual([]);
    await stage.picture(again, 'second-step-ending');
    await button(again, '还在用，不停用').click();
    await again.getByRole('button', { name: '还在用，不停用' }).waitFor({ state: 'hidden' });

    // Six minutes later taking it off asks for password and code once more.
    await stage.value('update session set proved_at = app_now() - interval \'6 minutes\' where person_id = (select person_id from account where login = $1) returning 1', ['shuji']);
    await again.getByRole('button', { name: '停用验证器' }).click();
    await again.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    const proof = again.getByRole('dialog', { name: '请再验证一次身份' });
    await proof.getByRole('textbox', { name: '密码' }).fill(password);
    await proof.getByRole('textbox', { name: '动态验证码' }).fill(codeOf(secret, 1));
    await proof.getByRole('button', { name: '验证' }).click();
    await again.getByRole('button', { name: '开始绑定' }).waitFor();
    expect(stage.troubles).toEqual([]);
  }, 180_000);

  it('党员查通讯录：输入名字就找得到人，公开了的点开看得到号码', async () => {
    const owner = await stage.as('fushuji');
    await goTo(owner, '同意事项');
    const consent = owner.getByRole('switch', { name: /通讯录里看到我的手机号/ });
    if ((await consent.getAttribute('aria-checked')) !== 'true') await consent.click();
    const name = await stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', ['fushuji']);

    const page = await stage.as('dangyuan1', { width: 1280 });
    await goTo(page, '通讯录');
    await page.getByRole('searchbox', { name: '查找' }).or(page.getByRole('textbox', { name: '查找' })).locator('visible=true').first().fill(name.slice(0, 2));
    expect(await audit(page)).toEqual([]);
    await stage.picture(page, 'directory');
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.getByRole('button', { name: '看完整号码' }).click();
    await page.getByText(/^1\d{10}$/).waitFor();
    expect(stage.troubles).toEqual([]);
  }, 120_000);

  it('成员预约一项服务，服务提供者接受、婉拒，各带一句话；成员马上看到，婉拒了还可以再约', async () => {
    const [asker, other] = [await stage.as('dangyuan1'), await stage.as('dangyuan2', { scheme: 'dark' })];
    const provider = await stage.as('huzhu');
    const ask = async (page: Page, wish: string) => {
      const count = await taps(page);
      await page.getByRole('link', { name: '互助' }).locator('visible=true').click();
      const card = page.locator('.service-card', { hasText: '简历把脉' }).locator('visible=true');
      await button(card, '预约').click();
      const sheet = page.getByRole('dialog', { name: '预约：简历把脉' });
      await field(sheet, '想约的时间和事情').fill(wish);
      expect(await audit(page)).toEqual([]);
      await button(sheet, '提交预约').click();
      await shown(page, /^等待.+答复$/).waitFor();
      // And one to put the finger into the field.
      expect(await count() + 1).toBeLessThanOrEqual(4);
      expect(await audit(page)).toEqual([]);
    };
    await ask(asker, '周四晚上，想请您看看简历。');
    await ask(other, '周六上午可以吗？');

    // The provider: from what waits on the first screen, and from the list.
    await provider.reload();
    await provider.getByRole('list', { name: '待办' }).getByText(/简历把脉/).first().waitFor();
    expect(await audit(provider)).toEqual([]);
    await stage.picture(provider, 'home-provider');
    await provider.getByRole('link', { name: '我的' }).locator('visible=true').click();
    await provider.getByRole('link', { name: /^我的预约/ }).locator('visible=true').click();
    const waiting = provider.getByRole('listitem').filter({ hasText: '等您答复' }).locator('visible=true');
    await waiting.nth(1).waitFor();
    expect(await audit(provider)).toEqual([]);
    const name = (login: string) => stage.value<string>('select p.name from person p join account a on a.person_id = p.id where a.login = $1', [login]);
    const answer = async (login: string, wish: string, words: string, act: '接受' | '婉拒') => {
      await waiting.filter({ hasText: await name(login) }).getByRole('link').click();
      await shown(provider, wish).waitFor();
      await field(provider, '给对方的话').fill(words);
      expect(await audit(provider)).toEqual([]);
      await button(provider, act).click();
      await shown(provider, new RegExp(`“${words}”`)).waitFor();
      expect(await provider.getByRole('button', { name: act }).locator('visible=true').count()).toBe(0);
    };
    await answer('dangyuan1', '周四晚上，想请您看看简历。', '周四 19:00 见', '接受');
    await button(provider, '返回').click();
    await answer('dangyuan2', '周六上午可以吗？', '周六要带孩子', '婉拒');

    // The askers did nothing: their pages tell.
    await shown(asker, /^.+已接受$/).waitFor();
    await shown(asker, /“周四 19:00 见”/).waitFor();
    await stage.picture(asker, 'booking-accepted');
    await shown(other, /这次不方便，已婉拒/).waitFor();
    for (const page of [asker, other]) await button(page, '返回').click();
    await shown(asker, '您的预约：已接受').waitFor();
    await button(other.locator('.service-card', { hasText: '简历把脉' }).locator('visible=true'), '预约').waitFor();
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
