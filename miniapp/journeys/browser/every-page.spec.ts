import { moderationRoutes } from '@branch/shared/moderation/routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { paths, tabPaths } from '@branch/shared/paths';
import { anonymousRoutes, disclosureRoutes } from '@branch/shared/posts/anonymous-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { audit, Stage } from './stage';

interface World { unit: string; community: string; waiting: string; post: string; draft: string; booking: string; stopped: string; round: string }
/** A page, what must be read on it (never its title, which stands above an error too), and for a form in steps what each next step shows. */
type Row = readonly [path: string, shows: string | RegExp, ...next: string[]];

/** Every page that needs no more than what is planted below, by who uses it. What happens on them is told by their own journeys. */
const pages = ({ unit, community, waiting, post, draft, booking, stopped, round }: World): Record<string, Row[]> => ({
  shuji: [
    [tabPaths.branch, '进入会议室'], [tabPaths.messages, '聊聊园区午间半小时'], [tabPaths.mutual, '简历把脉'], [tabPaths.me, '待审、被退回的，理由和申诉'],
    [paths.meetings(unit), '看纪要'], [paths.callMeeting(unit), '议题 3'], [paths.calendarFeed(unit), '会议自己出现在您的日历里'], [paths.ledger(unit), /^网上的会是线下的补充/], [paths.enterMeeting(unit), '加议题'], [paths.appraisal(unit), '谁看得到，留到什么时候'], [paths.appraisalDesk(unit, round), '按姓名排列，不排名'], [paths.selfReview(unit, round), '谁看得到，留到什么时候'], [paths.peerReviews(unit, round), '不要求人人都写。优点说准，缺点直说，对事不对人。'], [paths.appraisalPaper(unit, round), /^现在不用投票/], [paths.leftAppraisals(), /^没有原支部还在保存期内的民主评议/], [paths.records(), /^您没有转出过支部/], [paths.board(unit), '异地党员的组织生活怎么算次数？'], [paths.column(unit), /^转让健身卡/], [paths.writePost(unit), '仅本支部'], [paths.drafts(), '写了一半的题目'], [paths.draft(unit, draft), '接着上次没写完的'],
    [paths.post(unit, post), '还没有人点评。说第一句'], [paths.editPost(unit, stopped), '可以写得再具体一点'], [paths.revisions(unit, post), '第 1 版（现在的）'], [paths.report(unit, 'post', post), '您负责审核'],
    [paths.forum(), /^各支部午间活动/], [paths.anonymous(unit), /^今天还能匿名/], [paths.search('午休'), '聊聊园区午间半小时'], [paths.myCheckIns(unit), '一天记一次'], [paths.bookings(), '简历把脉'], [paths.booking(booking), '简历把脉'],
    [paths.directory(unit), '曹雨桐'], [paths.unit(unit), '负责同志'], [paths.rules(unit), /^支部还没有通过自己的规定/], [paths.roster(unit), '发邀请码'], [paths.importRoster(unit), '第一步：选文件'], [paths.transfers(unit), /^没有转接。/], [paths.joinRequests(unit), '还没有人申请加入。'],
    [paths.organisation(unit), '现任职务'], [paths.editSite(unit), '一句话'], [paths.siteStanding(unit), '网站体检'], [paths.applySite(unit), '简介', '栏目和顺序', '谁在什么时候看留言', '自查清单'], [paths.sites(), /12 名党员/], [paths.siteFace(unit), '向社会公开的文章'], [paths.siteFace(unit, 'yes'), /漕河泾开发区/],
    [paths.queue(unit), '午休能不能借一间会议室读书'], [paths.moderationSettings(unit), '试一段文字'], [paths.myModeration(), '改好再发'], [paths.figures(unit), '近六个月'], [paths.disclosures(unit), '人身安全紧急'],
    [paths.settings(), '看看效果'], [paths.account(), '修改'], [paths.secondStep(), '什么是验证器'], [paths.looks(), '谁能看到什么，由我决定'], [paths.bindWeChat(), '这一页在微信小程序里打开。'], [paths.devices(), '本机'], [paths.consents(), '保存名字'], [paths.about(), '您的信息'],
  ],
  shequ: [[paths.siteReviews(community), '宜山路第一联合支部'], [paths.reviewSite(waiting), '逐项核对'], [paths.ledgersBeneath(community), /^“没有开”“快到期”/]],
  shenji: [[paths.audit(unit), '何敏']],
  dangyuan1: [[paths.report(unit, 'post', post), '辱骂或攻击他人'], [paths.moderationSettings(unit), '现在可以正常写。']],
});

/** A page is loaded once and then worn as each reader would: what changes is only what such a reader's setting changes. */
async function worn(page: Page): Promise<string[]> {
  const found: string[] = [];
  // What stands fixed at the foot covers whatever one scrolls beneath it at this moment; it is judged in its place in the page.
  await page.evaluate(() => { for (const foot of document.querySelectorAll<HTMLElement>('.foot')) foot.style.position = 'static'; });
  const look = async (name: string, scheme: 'light' | 'dark', width: number, font: string, known = false): Promise<void> => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    if (page.viewportSize()?.width !== width) { await page.setViewportSize({ width, height: width > 800 ? 800 : 844 }); await page.waitForTimeout(150); }
    await page.evaluate((level) => { document.documentElement.className = `theme fs-${level}`; }, font);
    found.push(...(await audit(page, { known })).map((one) => `${name}：${one}`));
  };
  await look('特大、深色，390', 'dark', 390, '3');
  await look('深色，390', 'dark', 390, '1', true);
  await look('浅色，390', 'light', 390, '1', true);
  await look('电脑，1280', 'light', 1280, '1');
  await page.setViewportSize({ width: 390, height: 844 });
  return found;
}

describe('每一页都没有无障碍问题，而且显示的是该显示的', () => {
  let stage: Stage;
  let world: World;
  beforeAll(async () => {
    stage = await Stage.open();
    const unit = await stage.value<string>('select id from unit where kind = $1', ['generalBranch']);
    const personOf = (login: string) => stage.value<string>('select person_id from account where login = $1', [login]);
    const [secretary, admin, staff] = [await stage.tokenOf(await personOf('shuji')), await stage.tokenOf(await personOf('wangguan')), await stage.tokenOf(await personOf('shequ'))];
    // Nothing is looked at empty that is full in life.
    const columnId = await stage.value<string>('select id from site_column where unit_id = $1 order by position limit 1', [unit]);
    const draft = randomUUID();
    await stage.ok(secretary, draftRoutes.saveDraft, { unitId: unit, draftId: draft, columnId, title: '写了一半的题目', visibility: 'branch', blocks: [{ type: 'paragraph', text: '写了一半。' }] });
    const own = await stage.ok(secretary, postRoutes.write, { unitId: unit, clientId: randomUUID(), columnId, title: '书记写的一篇', visibility: 'branch', text: '可以写得再具体一点' });
    await stage.ok(admin, moderationRoutes.hide, { unitId: unit, kind: 'post', targetId: own.id, rule: 5, reason: '与本栏目的内容不符，请换一个合适的栏目再发。', suggestion: '换到“谈谈新想法”。' });
    const post = await stage.value<string>('select id from post where title like $1', ['午休四十分钟%']);
    const discussion = await stage.value<string>('select id from site_column where unit_id = $1 and name = $2', [unit, '谈谈新想法']);
    const sealed = await stage.ok(admin, anonymousRoutes.post, { unitId: unit, clientId: randomUUID(), columnId: discussion, title: '想说的话', text: '靠窗太晒。', visibility: 'branch' });
    await stage.ok(staff, disclosureRoutes.ask, { unitId: unit, clientId: randomUUID(), kind: 'post', targetId: sealed.id, ground: 'safety', words: '文中说要伤害自己，需要马上找到人。' });
    const item = await stage.value<string>('select id from service_item where item = $1', ['简历把脉']);
    const booking = await stage.ok(secretary, serviceRoutes.ask, { unitId: unit, itemId: item, clientId: randomUUID(), wish: '想请您看看简历。' });
    world = { unit, round: await stage.value<string>('select id from appraisal where unit_id = $1', [unit]), post, draft, booking: booking.id, stopped: own.id, community: await stage.value<string>('select id from unit where name = $1', ['虹梅社区综合党委']), waiting: await stage.value<string>('select id from unit where name = $1', ['第一联合支部']) };
  }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it.each(['shuji', 'shequ', 'shenji', 'dangyuan1'])('%s：390 的浅色、深色、特大，和电脑上', async (login) => {
    const page = await stage.as(login, { scheme: 'dark' });
    page.setDefaultTimeout(15_000);
    const wrong: [string, string[]][] = [];
    for (const [path, shows, ...next] of pages(world)[login] ?? []) {
      await page.goto(`${stage.system.url}${path}`);
      await page.getByRole('main').last().waitFor();
      await page.waitForLoadState('networkidle');
      for (const text of [shows, ...next]) {
        if (text !== shows) await page.getByRole('button', { name: '下一步' }).locator('visible=true').last().click();
        const missing = await page.getByRole('main').getByText(text).locator('visible=true').first().waitFor().then(() => [], () => [`没有显示：${String(text)}`]);
        const failed = await page.locator('.empty[role=alert], .skeleton').locator('visible=true').allInnerTexts();
        const found = [...missing, ...failed.map((words) => `没有打开：${words}`), ...await worn(page)];
        if (found.length > 0) wrong.push([`${path.replace(world.unit, '…')} ${String(text)}`, found]);
      }
    }
    await page.context().close();
    expect(wrong).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 400_000);
});
