import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import { paths } from '@branch/shared/paths';
import type { Page } from 'playwright-core';
import { audit, Stage } from './stage';

describe('民主评议党员', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it('书记开始，党员自评、互评、投票，支委会写意见，结束后各看各的结果', async () => {
    const unit = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = $2', ['shuji', 'secretary']);
    const me = await stage.value<string>('select person_id from account where login = $1', ['dangyuan1']);
    const secretary = await stage.value<string>('select person_id from account where login = $1', ['shuji']);
    const everyone = await stage.value<string[]>('select array_agg(m.person_id order by m.person_id) from membership m join unit u on u.id = m.unit_id where u.path @> array[$1] and m.status = $2 and m.ends_on is null', [unit, 'full']);
    const on = (page: Page) => page.locator('.taro_page:not(.taro_page_hidden)').last();
    const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).locator('visible=true').last().click();
    const looked = async (page: Page, name: string): Promise<void> => { expect(await audit(page)).toEqual([]); await stage.picture(page, name); };

    const shuji = await stage.as('shuji', { width: 1280 });
    await shuji.goto(`${stage.system.url}${paths.meetings(unit)}`);
    await press(shuji, '评议');
    await press(shuji, '开始新的');
    await press(shuji, '开始，通知大家写自评');
    await on(shuji).getByText('每位同志对照党员标准').waitFor();
    await looked(shuji, 'appraisal-open-desk');
    const id = await stage.value<string>('select id from appraisal where unit_id = $1 and stage = $2', [unit, 'selfReview']);
    const at = { unitId: unit, appraisalId: id };

    const member = await stage.as('dangyuan1');
    await member.getByText('民主评议：个人自评').locator('visible=true').first().click();
    await on(member).getByText('谁看得到，留到什么时候').waitFor();
    await looked(member, 'appraisal-round-phone');
    await press(member, '写个人自评');
    await member.getByLabel('自评').fill('这一年讲过两次课，');
    await member.getByText('草稿已保存，只有您看得到。').waitFor();
    // Closed in the middle: what was typed is there again, on the server too.
    await member.reload();
    expect(await member.getByLabel('自评').inputValue()).toBe('这一年讲过两次课，');
    await member.getByLabel('自评').fill('这一年讲过两次课，补学拖过一次。');
    await looked(member, 'appraisal-self-phone');
    await press(member, '提交');
    await member.getByText('已提交。这一步结束之前还可以改。').waitFor();

    await shuji.goto(`${stage.system.url}${paths.appraisalDesk(unit, id)}`);
    await press(shuji, '进入党员互评');
    await shuji.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await shuji.getByRole('button', { name: '进入民主测评' }).waitFor();

    await member.goto(`${stage.system.url}${paths.peerReviews(unit, id)}`);
    await member.getByRole('button', { name: /没写/ }).first().click();
    await member.getByLabel('互评').fill('讲话实在，到会早一点就更好。');
    expect(await audit(member)).toEqual([]);
    await press(member, '提交');
    await member.getByText('已写', { exact: true }).waitFor();
    await looked(member, 'appraisal-peers-phone');

    await press(shuji, '进入民主测评');
    await shuji.getByRole('dialog').getByLabel('每张票最多几位“优秀”').waitFor();
    await looked(shuji, 'appraisal-rating-sheet-desk');
    await shuji.getByRole('dialog').getByRole('button', { name: '开始测评' }).click();
    await shuji.getByText(/^已投 0/).waitFor();

    await member.goto(`${stage.system.url}${paths.appraisalPaper(unit, id)}`);
    await member.getByRole('group', { name: /的等次$/ }).first().getByRole('button', { name: '优秀' }).click();
    await looked(member, 'appraisal-paper-phone');
    await press(member, /^其余 \d+ 位都填/);
    await press(member, '投票');
    await member.getByRole('dialog').getByRole('button', { name: '投票' }).click();
    await member.getByText('您的票已经计入').waitFor();
    expect(await audit(member)).toEqual([]);
    // The others cast theirs by the routes, as their phones would.
    for (const person of everyone.filter((one) => one !== me)) {
      const token = await stage.tokenOf(person);
      const { people } = await stage.ok(token, routes.paper, at);
      await stage.ok(token, routes.rate, { ...at, grades: people.map((one) => ({ personId: one.id, grade: 'qualified' as const })) });
    }

    await shuji.reload();
    await press(shuji, '进入评定意见');
    await shuji.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await shuji.getByText(/^写好 0/).waitFor();
    const name = await stage.value<string>('select name from person where id = $1', [me]);
    await shuji.getByRole('button', { name: new RegExp(`^.?\\s*${name}`) }).locator('visible=true').first().click();
    const sheet = shuji.getByRole('dialog');
    await sheet.getByText('这一年讲过两次课，补学拖过一次。').waitFor();
    await sheet.getByRole('button', { name: '合格', exact: true }).click();
    await sheet.getByLabel('评定意见').fill('讲课用心。补学再及时一点。');
    await looked(shuji, 'appraisal-opinion-desk');
    await sheet.getByRole('button', { name: '保存评定意见' }).click();
    await shuji.getByText(/^写好 1/).waitFor();
    await looked(shuji, 'appraisal-desk-desk');
    const head = await stage.tokenOf(secretary);
    const deputy = await stage.tokenOf(await stage.value<string>('select person_id from account where login = $1', ['fushuji']));
    for (const { person, opinion, takesPart } of (await stage.ok(head, routes.desk, at)).items) if (takesPart && !opinion) await stage.ok(person.id === secretary ? deputy : head, routes.opine, { ...at, personId: person.id, grade: 'qualified', words: '能履行党员义务。' });
    await shuji.reload();
    await press(shuji, '结束民主评议');
    await shuji.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await shuji.getByText('民主评议结束了').waitFor();

    await member.goto(`${stage.system.url}${paths.appraisal(unit, id)}`);
    await member.getByText('讲课用心。补学再及时一点。').waitFor();
    await member.getByText(/^优秀 0 · 合格 \d+/).waitFor();
    await looked(member, 'appraisal-result-phone');
    expect(await member.getByText('能履行党员义务。').count()).toBe(0);
    expect(stage.troubles).toEqual([]);
  }, 300_000);

  it('用纸质票：书记在手机上登记每位同志的票数，对不上的时候说清哪里不对', async () => {
    const id = await stage.value<string>('select id from appraisal where mode = $1', ['paper']);
    const unit = await stage.value<string>('select unit_id from appraisal where id = $1', [id]);
    // Last year's round is put back to where papers are counted, for two members.
    await stage.value('with r as (update appraisal set stage = $2, paper = null, voted = 0, closed_at = null where id = $1 returning id), x as (delete from appraisal_result where appraisal_id = $1) update appraised set included = false where appraisal_id = $1 and person_id not in (select person_id from appraised where appraisal_id = $1 order by person_id limit 2)', [id, 'rating']);
    const shuji = await stage.as('shuji');
    await shuji.goto(`${stage.system.url}${paths.appraisalDesk(unit, id)}`);
    await shuji.getByText('请先登记纸质票的票数。').waitFor();
    await shuji.getByLabel('收回几张').fill('8');
    await shuji.getByLabel('计票人').fill('周航');
    await shuji.getByLabel('监票人').fill('周航');
    await shuji.getByText('请写明计票人和监票人，不能是同一位。').waitFor();
    await shuji.getByLabel('监票人').fill('何敏');
    await shuji.getByLabel('在哪里投的').fill('二楼会议室');
    for (const field of await shuji.getByLabel(/：合格$/).all()) await field.fill('9');
    await shuji.getByText(/^票数对不上/).waitFor();
    for (const field of await shuji.getByLabel(/：合格$/).all()) await field.fill('7');
    expect(await audit(shuji)).toEqual([]);
    await stage.picture(shuji, 'appraisal-paper-counts-phone');
    await shuji.getByRole('button', { name: '登记票数' }).click();
    await shuji.getByText('周航计票，何敏监票').waitFor();
    await shuji.getByRole('button', { name: '重新登记' }).waitFor();
    expect(stage.troubles).toEqual([]);
  }, 120_000);
});
