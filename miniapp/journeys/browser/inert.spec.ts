import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { plainForm } from '@branch/shared/plain-form';
import { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { paths, tabPaths } from '@branch/shared/paths';
import { anonymousRoutes } from '@branch/shared/posts/anonymous-routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { payloads } from './payloads';
import { Stage } from './stage';

const plain = payloads.map((words) => words.replace(/\t/g, ' '));
/** Where it stands, and then as many of the sixty as fit. */
const asMany = (field: string, max: number, from = 0): string => {
  let words = `【${field}】`;
  for (const one of [...plain.slice(from), ...plain.slice(0, from)]) if (words.length + one.length < max) words += ` ${one}`;
  return words;
};
const all = (field: string): string => `【${field}】\n${plain.join('\n')}`;

/**
 * Every field that holds words: the table, the column, and which row. First the right people write through the server what the field's length allows; then
 * all sixty stand in the field, longer than anybody could send them: no page may rest on a limit.
 */
const fields: readonly [field: string, sql: string][] = [
  ['网站名称', 'update site set name = $1 where state = \'online\''], ['一句话', 'update site set banner = $1 where state = \'online\''], ['简介', 'update site set introduction = $1 where state = \'online\''],
  ['栏目名', 'update site_column set name = $1 where unit_id = (select unit_id from site where state = \'online\') and position = 1'], ['栏目规则', 'update site_column set rules = $1 where unit_id = (select unit_id from site where state = \'online\') and position = 1'],
  ['申请', 'update site_application set content = jsonb_set(jsonb_set(jsonb_set(jsonb_set(content, \'{name}\', to_jsonb($1::text)), \'{banner}\', to_jsonb($1::text)), \'{introduction}\', to_jsonb($1::text)), \'{duty}\', to_jsonb($1::text))'],
  ['审核理由', 'update site_move set reason = $1'], ['下一步', 'update site_move set next_step = $1'], ['任务', 'update site_task set text = $1'], ['怎么做的', 'update site_task set done_note = $1 where done_at is not null'],
  ['退回理由', 'update review_case set reason = $1 where state = \'stopped\''], ['建议', 'update review_case set suggestion = $1 where state = \'stopped\''], ['经过', 'update review_step set words = $1 where words is not null'],
  ['举报说明', 'update report set note = $1'], ['申诉', 'update appeal set words = $1'], ['申诉答复', 'update appeal set reason = $1 where state <> \'open\''], ['留住的词', 'update watch_word set word = $1'], ['为什么留', 'update watch_word set note = $1'], ['留住的句子', 'update word_hit set sentence = $1'],
  ['只读原因', 'update closure set reason = $1'], ['公开的名字', 'update person set public_name = $1 where id = (select person_id from account where login = \'dangyuan1\')'], ['姓名', 'update person set name = $1 where id = (select person_id from account where login = \'dangyuan1\')'],
  ['通知', 'update notice set title = $1'], ['通知正文', 'update notice set text = $1'], ['匿名', 'update post set title = $1, text = $1, blocks = jsonb_build_array(jsonb_build_object(\'type\', \'paragraph\', \'text\', $1::text)) where author_id = \'Niming11111\''],
  ['待审', 'update post set text = $1, blocks = jsonb_build_array(jsonb_build_object(\'type\', \'paragraph\', \'text\', $1::text)) where state = \'pending\''],
  ['文件名', 'update post set blocks = (select jsonb_agg(case when b->>\'type\' = \'attachment\' then b || jsonb_build_object(\'name\', $1::text) else b end) from jsonb_array_elements(blocks) b) where visibility = \'public\' and blocks @> \'[{"type": "attachment"}]\''], ['存着的文件名', 'update stored_file set name = $1 where kind <> \'picture\''], ['图片的说明', 'update post set blocks = (select jsonb_agg(case when b->>\'type\' = \'picture\' then b || jsonb_build_object(\'caption\', $1::text, \'alt\', $1::text) else b end) from jsonb_array_elements(blocks) b) where visibility = \'public\' and blocks @> \'[{"type": "picture"}]\''],
  ['留言的回应', 'update message set answer = $1, answered_at = app_now(), answered_by = (select person_id from account where login = \'wangguan\') where id = (select id from message order by left_at desc, id desc limit 1)'],
];

describe('夹带脚本的写法，写进每一个能写字的地方，都只是字（X3）', () => {
  let stage: Stage;
  let unitId: string;
  let community: string;
  let waiting: string;
  let applying: string;
  let discussion: string;
  let postId: string;
  let dialogs = 0;
  const wrong: [where: string, what: string[]][] = [];
  const person = async (login: string): Promise<string> => await stage.tokenOf(await stage.value<string>('select person_id from account where login = $1', [login]));

  beforeAll(async () => {
    stage = await Stage.open();
    unitId = await stage.value<string>('select unit_id from site where state = $1', ['online']);
    community = await stage.value<string>('select id from unit where name = $1', ['虹梅社区综合党委']);
    applying = await stage.value<string>('select id from unit where name = $1', ['第一联合支部']);
    waiting = await stage.value<string>('select id from unit where name = $1', ['第二联合支部']);
    const [lin, chen, admin, secretary, staff] = [await person('dangyuan1'), await person('dangyuan2'), await person('wangguan'), await person('shuji'), await person('shequ')];
    const at = { unitId };
    const clientId = () => randomUUID();
    const columns = await stage.ok(secretary, siteRoutes.columns, at);
    const columnId = columns.items[1]?.id ?? '';
    discussion = columnId;
    const uploaded = async (path: string, name: string, type: string, bytes: Buffer): Promise<string> => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
      const answer = await fetch(`${stage.system.url}/api/v1/units/${unitId}/${path}`, { method: 'POST', headers: { authorization: `Bearer ${lin}` }, body: form });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    };
    const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    const pictures: string[] = [];
    for (let n = 0; n < 9; n += 1) pictures.push(await uploaded('files', plain[n] ?? '', 'image/png', dot));
    const files: string[] = [];
    for (const words of plain.slice(14, 19)) files.push(await uploaded(`documents?name=${encodeURIComponent(`${words}.pdf`)}`, `${words}.pdf`, 'application/pdf', pdf));

    // What each of them may write, as long as it may be.
    await stage.ok(admin, siteRoutes.edit, { ...at, name: asMany('网站名称', 40), banner: asMany('一句话', 80), introduction: asMany('简介', 500) });
    await stage.ok(secretary, siteRoutes.saveColumns, { ...at, revision: columns.revision, items: columns.items.map((one, n) => ({ ...one, ...(n === 1 ? { name: '【栏目名】<b onclick>', rules: asMany('栏目规则', 500) } : {}) })) });
    await stage.ok(lin, directoryRoutes.choose, { showsCompany: true, publicName: '<svg onload>' });
    const post = await stage.ok(lin, postRoutes.write, { ...at, clientId: clientId(), columnId, title: plain[0]?.slice(0, 60) ?? '', visibility: 'public',
      blocks: [...plain.map((text) => ({ type: 'paragraph' as const, text })), ...plain.slice(0, 40).map((text) => ({ type: 'heading' as const, text })), ...plain.map((text) => ({ type: 'quote' as const, text })), { type: 'list', items: plain }, ...plain.slice(0, 5).map((text) => ({ type: 'link' as const, url: 'https://example.cn/', text })),
        ...pictures.map((fileId, n) => ({ type: 'picture' as const, fileId, alt: asMany('图片的说明', 200, n * 7), caption: asMany('图片的说明', 400, n * 7) })), ...files.map((fileId) => ({ type: 'attachment' as const, fileId }))] });
    postId = post.id;
    await stage.value('update post set state = \'published\' where id = $1 returning id', [postId]);
    for (const url of payloads.filter((one) => one.includes('javascript:') || one.includes('data:'))) expect((await stage.call(lin, postRoutes.write, { ...at, clientId: clientId(), columnId, title: '链接', visibility: 'branch', blocks: [{ type: 'link', url, text: '点' }] })).status).toBe(422);
    for (const text of plain) {
      await Promise.all([stage.ok(lin, commentRoutes.comment, { ...at, postId, clientId: clientId(), text }), stage.ok(lin, boardRoutes.leave, { ...at, clientId: clientId(), text }),
        stage.ok(lin, postRoutes.write, { ...at, clientId: clientId(), columnId, title: text.slice(0, 60).trim(), visibility: 'branch', text })]);
    }
    await Promise.all(plain.slice(0, 40).map((text) => stage.ok(lin, draftRoutes.saveDraft, { ...at, draftId: randomUUID(), columnId, title: text, visibility: 'branch', blocks: [{ type: 'paragraph', text }] })));
    await stage.ok(chen, anonymousRoutes.post, { ...at, clientId: clientId(), columnId, title: asMany('匿名', 60), text: asMany('匿名', 4000), visibility: 'branch' });
    const target = async (by: string, text: string) => (await stage.ok(by, postRoutes.write, { ...at, clientId: clientId(), columnId, title: text.slice(0, 60), visibility: 'branch', text })).id;
    const [own, reported] = [await target(lin, asMany('原文', 4000)), await target(lin, asMany('原文', 4000))];
    const stopped = await stage.ok(admin, moderationRoutes.hide, { ...at, kind: 'post', targetId: own, rule: 5, reason: asMany('退回理由', 500), suggestion: asMany('建议', 5000) });
    await stage.ok(lin, moderationRoutes.appeal, { caseId: stopped.id, clientId: clientId(), words: asMany('申诉', 1000) });
    await stage.ok(chen, moderationRoutes.report, { ...at, clientId: clientId(), kind: 'post', targetId: reported, reason: 'unfit', note: asMany('举报说明', 300) });
    const [held = ''] = await stage.value<string[]>('select array_agg(id order by opened_at, id) from review_case where state = \'open\' and why = \'held\'', []);
    await stage.ok(admin, moderationRoutes.addNote, { ...at, caseId: held, clientId: clientId(), words: asMany('经过', 500) });
    const words = new Map(plain.filter((one) => one.length <= 40).map((one) => [plainForm(one), one]));
    for (const word of words.values()) await stage.ok(admin, moderationSettingRoutes.addWord, { ...at, clientId: clientId(), word, note: asMany('为什么留', 100) });
    await stage.ok(secretary, moderationSettingRoutes.close, { ...at, clientId: clientId(), columnId: columns.items[3]?.id ?? '', reason: asMany('只读原因', 300), until: new Date(Date.now() + 86_400_000).toISOString() });
    const review = await stage.ok(staff, reviewRoutes.review, { unitId: waiting });
    const application = review.application;
    if (!application?.id) throw new Error('no application waits');
    await stage.ok(staff, reviewRoutes.decide, { unitId: waiting, clientId: clientId(), applicationId: application.id, outcome: 'hold', findings: application.checklist.items.map((item) => ({ key: item.key, ok: !item.required, note: asMany('核对', 200) })), veto: true,
      reason: asMany('审核理由', 500), nextStep: asMany('下一步', 500), mentorId: review.mentors[0]?.id ?? null, tasks: [{ text: asMany('任务', 100), dueOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10) }] });
    const tasks = (await stage.ok(staff, reviewRoutes.review, { unitId: waiting })).standing.tasks;
    expect(tasks[0]?.text).toBe(asMany('任务', 100));
    // A site applies again while it is in the background.
    await stage.value('update site set state = \'rectifying\' where unit_id = $1 returning 1', [unitId]);
    const apply = await stage.ok(secretary, applicationRoutes.application, at);
    await stage.ok(secretary, applicationRoutes.save, { ...at, revision: apply.revision, content: { ...apply.content, name: asMany('申请', 40), banner: asMany('申请', 80), introduction: asMany('申请', 500), duty: asMany('申请', 200), checks: apply.checklist.items.map((item) => ({ key: item.key, answer: 'yes' as const, note: asMany('申请', 200) })) } });
    await stage.value('update site set state = \'online\' where unit_id = $1 returning 1', [unitId]);
    await stage.letDecisions();
    // And all sixty, whatever the field's length.
    await stage.value('alter table site_move disable trigger never_changes', []);
    for (const [field, sql] of fields) await stage.value(sql, [all(field)]);
  }, 180_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  const opened = async (login: string | null, look = {}): Promise<Page> => {
    const page = await stage.as(login, look);
    page.on('dialog', (dialog) => { dialogs += 1; void dialog.dismiss(); });
    return page;
  };
  /** The page stands; what was planted is read on it as words, and none of it became anything else. */
  async function inert(page: Page, where: string, ...shows: string[]): Promise<void> {
    await page.waitForLoadState('networkidle');
    const words = () => page.evaluate(() => [document.body.textContent ?? '', ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value), ...[...document.querySelectorAll('[alt], [title], [aria-label], option')].map((one) => `${one.getAttribute('alt') ?? ''} ${one.getAttribute('title') ?? ''} ${one.getAttribute('aria-label') ?? ''}`)].join('\n'));
    const missing = async () => { const read = await words(); return shows.filter((one) => !read.includes(one.startsWith('=') ? one.slice(1) : `【${one}】`)); };
    for (let n = 0; n < 50 && (await missing()).length > 0; n += 1) await page.waitForTimeout(100);
    const seen = await page.evaluate(() => ({
      ran: (window as unknown as { ran?: number }).ran ?? 0,
      made: [...document.querySelectorAll('iframe, object, embed, base, math, marquee, video, audio, isindex, details[open], meta[http-equiv=refresh], image, svg script, body script:not([src]), body style, img[src^="x"], img[srcset="x"]')].concat(
        [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((attribute) => /^on/i.test(attribute.name) || (/^(href|src|action|formaction|xlink:href|data|srcdoc)$/i.test(attribute.name) && /^\s*(javascript:|data:(?!image\/|,))/i.test(attribute.value)))),
      ).map((one) => one.outerHTML.slice(0, 120)),
    }));
    const found = [...(await missing()).map((one) => `没有显示：${one}`), ...seen.made, ...(seen.ran > 0 ? ['运行了'] : []), ...(dialogs > 0 ? ['弹出了窗口'] : [])];
    if (found.length > 0) wrong.push([where, found]);
  }
  const troubles = () => stage.troubles.filter((one) => !/Refused to|Content Security Policy/.test(one));
  const go = (page: Page, path: string) => page.goto(`${stage.system.url}${path}`);

  it('六十种写法，三十处：网管员、书记看得到的页面', async () => {
    expect(new Set(payloads).size).toBe(60);
    const admin = await opened('wangguan', { width: 1280 });
    for (const [tab, ...shows] of [['review', '待审', '经过'], ['reports', '举报说明', '原文'], ['appeals', '申诉', '退回理由'], ['bin', '退回理由', '原文', '姓名']] as const) {
      await go(admin, paths.queue(unitId, tab));
      await admin.getByRole('list', { name: '等处理的' }).waitFor();
      if (tab === 'review') await admin.keyboard.press('e');
      await inert(admin, tab, ...shows);
    }
    await go(admin, paths.moderationSettings(unitId));
    await admin.getByRole('textbox', { name: '文字' }).fill(plain.join('。\n'));
    await admin.getByRole('button', { name: '试一试' }).click();
    await admin.getByText(/会(不会)?留住/).first().waitFor();
    await inert(admin, '审核设置', '留住的词', '为什么留', '留住的句子', '只读原因', '栏目名');
    await go(admin, paths.editSite(unitId));
    await inert(admin, '改网站', '网站名称', '一句话', '简介');
    await admin.getByRole('tab', { name: '栏目' }).click();
    await inert(admin, '改栏目', '栏目名');
    const secretary = await opened('shuji');
    await go(secretary, paths.siteStanding(unitId));
    await inert(secretary, '网站的进展', '审核理由', '下一步');
    await go(secretary, paths.applySite(unitId));
    await inert(secretary, '申请', '申请');
    for (const step of [2, 3, 4]) { await secretary.getByRole('button', { name: '下一步' }).locator('visible=true').last().click(); await inert(secretary, `申请第 ${step} 步`, ...(step === 3 ? ['申请'] : [])); }
    for (const [path, ...shows] of [[paths.figures(unitId)], [paths.directory(unitId), '姓名'], [paths.roster(unitId), '姓名'], [tabPaths.branch, '网站名称'], [paths.siteFace(unitId, 'yes'), '申请']] as const) {
      await go(secretary, path);
      await inert(secretary, path, ...shows);
    }
    expect(wrong.splice(0)).toEqual([]);
    expect(troubles()).toEqual([]);
  }, 300_000);

  it('成员、社区看得到的页面：帖子、留言、草稿、搜索、匿名、我的内容与申诉、通知、网站审核', async () => {
    const lin = await opened('dangyuan1');
    await go(lin, paths.post(unitId, postId));
    await lin.getByText('看后面的点评').first().waitFor();
    await inert(lin, '帖子', '图片的说明', '文件名', '姓名', `=${plain.at(-1) ?? ''}`);
    await lin.getByRole('button', { name: /^看大图/ }).first().click();
    await inert(lin, '看大图', '图片的说明');
    for (const [path, ...shows] of [[paths.column(unitId), '栏目名', `=${plain.at(-1) ?? ''}`], [paths.board(unitId), '留言的回应', `=${plain.at(-1) ?? ''}`], [paths.drafts(), `=${plain[39] ?? ''}`], [paths.writePost(unitId, discussion), '栏目规则'], [paths.search('window'), '=onerror'], [paths.search('网站名称'), '=网站名称'], [paths.revisions(unitId, postId), `=${plain[20] ?? ''}`],
      [paths.myModeration(), '退回理由', '建议', '申诉', '原文'], [paths.consents(), '公开的名字'], [tabPaths.me, '姓名'], [tabPaths.branch, '栏目名'], [paths.forum()], [paths.editPost(unitId, postId), '图片的说明', '文件名']] as const) {
      await go(lin, path);
      await inert(lin, path, ...shows);
    }
    await go(lin, tabPaths.messages);
    await lin.getByRole('button', { name: '通知' }).or(lin.getByRole('tab', { name: '通知' })).locator('visible=true').first().click();
    await inert(lin, '通知', '通知', '通知正文');
    const chen = await opened('dangyuan2');
    await go(chen, paths.anonymous(unitId));
    await inert(chen, '我匿名写的', '匿名');
    const staff = await opened('shequ', { width: 1280 });
    await go(staff, paths.siteReviews(community, 'background'));
    await staff.getByText('第二联合支部').locator('visible=true').first().waitFor();
    await inert(staff, '网站审核');
    await go(staff, paths.reviewSite(waiting));
    await inert(staff, '培育中的网站', '审核理由', '下一步', '任务');
    await go(staff, paths.reviewSite(applying));
    await inert(staff, '等核准的网站', '申请', '审核理由');
    expect(wrong.splice(0)).toEqual([]);
    expect(troubles()).toEqual([]);
  }, 300_000);

  it('没登录的人看得到的：应用里的网站和帖子，服务端印出来的每一页', async () => {
    const visitor = await opened(null);
    for (const [path, ...shows] of [[paths.sites(), '网站名称'], [paths.siteFace(unitId), '简介', '公开的名字'], [paths.post(unitId, postId), '图片的说明', '公开的名字', '文件名'],
      ['/s', '网站名称', '一句话'], [`/s/${unitId}`, '网站名称', '简介', '公开的名字'], [`/s/${unitId}/${postId}`, '图片的说明', '公开的名字', `=${plain.at(-1) ?? ''}`], [`/s/${unitId}/${postId}/pictures`, '图片的说明'], [`/s/${unitId}/${postId}/takedown`]] as const) {
      await go(visitor, path);
      await inert(visitor, path, ...shows);
    }
    // What is wrong in the form comes back with what was typed.
    await visitor.getByLabel('怎么称呼您').fill(plain[14] ?? '');
    await visitor.getByLabel(/怎么联系您/).fill('x');
    await visitor.getByLabel(/哪一处/).fill(plain[0] ?? '');
    await visitor.getByRole('button', { name: '提交申请' }).click();
    await inert(visitor, '撤下的申请');
    expect(wrong.splice(0)).toEqual([]);
    expect(troubles()).toEqual([]);
  }, 200_000);
});
