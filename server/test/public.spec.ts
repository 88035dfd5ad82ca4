// The public face of sites (SITE-5), fetched as a browser without JavaScript would: what strangers read, and that they learn nothing of the rest.
import { directoryRoutes } from '@branch/shared/members/directory-routes';
import { fileRoutes } from '@branch/shared/files';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import type { Block } from '@branch/shared/posts/blocks';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { publicRoutes } from '@branch/shared/posts/public-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import type { Visibility } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { newId } from '../src/kit/ids.js';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { VisitsService } from '../src/posts/visits.service.js';
import { photo } from './authorisation/life.js';
import { uuid, World } from './world.js';

describe('支部网站的公开页面', () => {
  let world: World;
  let branch: MadeUnit;
  let incubating: MadeUnit;
  let secretary: MadePerson;
  let author: MadePerson;
  let columnId: string;
  let pictures: string[];
  let base: string;

  beforeAll(async () => {
    world = await World.open();
    const chain = await world.make.chain();
    [branch, incubating] = [chain.branch, await world.make.unit('branch', chain.general)];
    await world.rows('update site set state = \'incubating\' where unit_id = $1', [incubating.id]);
    [secretary, author] = [await world.make.officer('secretary', branch, '书记姓甚名'), await world.make.member(branch, 'full', '欧阳修远')];
    columnId = (await world.ok(author, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    pictures = [];
    for (let n = 0; n < 2; n += 1) pictures.push((await world.upload(author, fileRoutes.upload, { unitId: branch.id }, await photo())).body.id);
    base = 'http://localhost:0';
  });
  afterAll(async () => { await world.close(); });

  const read = async (path: string, init: RequestInit = {}) => { const answer = await fetch(`${world.url}${path}`, { redirect: 'manual', ...init }); return { status: answer.status, headers: answer.headers, text: await answer.text() }; };
  /** Published at once: what strangers may read is held until somebody has looked (MOD-6), which has stories of its own. */
  const write = async (title: string, blocks: Block[], visibility: Visibility = 'public', unit = branch) => {
    const made = await world.ok(author, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId, title, blocks, visibility });
    await world.rows('update post set state = \'published\' where id = $1', [made.id]);
    await world.rows('update review_case set state = \'passed\' where target_id = $1', [made.id]);
    return made.id;
  };
  const p = (text: string): Block => ({ type: 'paragraph', text });
  const picture = (n: number, caption = ''): Block => ({ type: 'picture', fileId: pictures[n] ?? '', alt: '', caption });

  it('不登录、不开脚本，一打开就读得到全文：标题、摘要、首图、出处都在页面源码里', async () => {
    const id = await write('站桶这件小事', [p('七点半，南门。\n收工各自打卡。'), { type: 'heading', text: '为什么做' }, { type: 'list', items: ['近', '小'] }, { type: 'quote', text: '把一件小事做到底' }, picture(0, '南门合影'), picture(1), { type: 'link', url: 'https://www.12371.cn/a?b=1&c=2', text: '学习材料' }]);
    const page = await read(`/s/${branch.id}/${id}`);
    expect([page.status, page.headers.get('content-type'), page.headers.get('set-cookie')]).toEqual([200, 'text/html; charset=utf-8', null]);
    for (const part of ['<html lang="zh-CN"', '<h1>站桶这件小事</h1>', '七点半，南门。\n收工各自打卡。', '<h2>为什么做</h2>', '<li>近</li><li>小</li>', '<blockquote>把一件小事做到底</blockquote>', '<figcaption>南门合影</figcaption>', 'href="https://www.12371.cn/a?b=1&amp;c=2"',
      `<title>站桶这件小事 · ${branch.name}网站</title>`, '<meta name="description" content="七点半，南门。', `<link rel="canonical" href="${base}/s/${branch.id}/${id}">`, '<meta property="og:title" content="站桶这件小事', `<meta property="og:image" content="${base}/s/files/${pictures[0] ?? ''}/full">`, `href="/posts/post/index?unit=${branch.id}&amp;id=${id}"`]) expect(page.text).toContain(part);
    expect(page.text).not.toMatch(/<script|style=|javascript:|onerror|登录后才能/i);
    expect(page.headers.get('content-security-policy')).toBe('default-src \'none\'; style-src \'self\'; img-src \'self\'; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'');
    const style = /href="(\/s\/style-[0-9a-f]{12}\.css)"/.exec(page.text)?.[1] ?? '';
    expect((await read(style)).headers.get('cache-control')).toContain('immutable');
    const strip = await read(`/s/${branch.id}/${id}/pictures`);
    expect([strip.status, [...strip.text.matchAll(/id="p\d"/g)].length]).toEqual([200, 2]);
  });

  it('网站首页只列公开的文章，按页往前翻；本支部、本社区、全体党员的都不在', async () => {
    for (const visibility of ['branch', 'community', 'members'] as const) await write(`不公开的${visibility}`, [p('内部')], visibility);
    for (let n = 0; n < 21; n += 1) await write(`公开第${n}篇`, [p('正文')]);
    const first = await read(`/s/${branch.id}`);
    expect(first.text).not.toContain('不公开的');
    expect([...first.text.matchAll(/<li class="card item">/g)]).toHaveLength(20);
    const older = /href="(\/s\/[^"]+before=[^"]+)"/.exec(first.text)?.[1] ?? '';
    expect((await read(older)).text).toContain('公开第0篇');
    expect((await world.ok(null, publicRoutes.posts, { siteId: branch.id, limit: 5 })).items.map((one) => one.title)).toEqual([20, 19, 18, 17, 16].map((n) => `公开第${n}篇`));
    expect(await world.as(null, publicRoutes.posts, { siteId: incubating.id })).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('培育中、整治中、没有这个网站、帖子不公开、待审、撤回、乱写的地址：同一页“这里没有可以看的内容”，一字不差', async () => {
    const inside = await write('内部', [p('内部')], 'branch');
    const held = await write('待审', [p('待审')]);
    await world.rows('update post set state = \'pending\' where id = $1', [held]);
    const seen = await write('看得到', [p('看得到')]);
    const before = await read(`/s/${branch.id}/${seen}`);
    expect(before.status).toBe(200);
    const pages = [`/s/${incubating.id}`, `/s/${newId()}`, '/s/zz', `/s/${branch.id}/${inside}`, `/s/${branch.id}/${held}`, `/s/${branch.id}/${newId()}`, `/s/${incubating.id}/${seen}`, `/s/${branch.id}/${inside}/pictures`, `/s/${branch.id}/${inside}/takedown`, `/s/${incubating.id}/feed.xml`, `/s/${branch.id}?before=%00`, '/s/a/b/c/d', `/s/files/${newId()}/full`];
    const answers = await Promise.all(pages.map((path) => read(path)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([404]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    const headers = (answer: (typeof answers)[number]) => JSON.stringify([...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'));
    expect(new Set(answers.map(headers)).size).toBe(1);
    for (const state of ['draft', 'submitted', 'returned', 'resubmitted', 'rectifying', 'archived']) {
      await world.rows('update site set state = $2 where unit_id = $1', [branch.id, state]);
      for (const path of [`/s/${branch.id}`, `/s/${branch.id}/${seen}`]) expect([state, (await read(path)).text]).toEqual([state, answers[0]?.text]);
    }
    await world.rows('update site set state = \'online\' where unit_id = $1', [branch.id]);
    expect((await read(`/s/${branch.id}/${seen}`)).text).toBe(before.text);
  });

  it('公开处只见本人所选的名字，默认只有姓；页面、接口、点评、订阅都一样，职务也不露', async () => {
    const id = await write('署名', [p('署名')]);
    await world.ok(secretary, commentRoutes.comment, { unitId: branch.id, postId: id, clientId: uuid(), text: '写得好' });
    await world.rows('update comment set state = \'published\', floor = 1 where post_id = $1', [id]);
    const everything = async () => [(await read(`/s/${branch.id}/${id}`)).text, (await read(`/s/${branch.id}`)).text, (await read(`/s/${branch.id}/feed.xml`)).text, JSON.stringify(await world.ok(null, postRoutes.post, { unitId: branch.id, postId: id })),
      JSON.stringify(await world.ok(null, publicRoutes.posts, { siteId: branch.id })), JSON.stringify(await world.ok(null, commentRoutes.comments, { unitId: branch.id, postId: id }))];
    for (const text of await everything()) expect(text).not.toMatch(/欧阳修远|书记姓甚名|"office":"/);
    expect((await read(`/s/${branch.id}/${id}`)).text).toContain('欧阳同志');
    await world.ok(author, directoryRoutes.choose, { showsCompany: true, publicName: '南门的老欧' });
    expect((await read(`/s/${branch.id}/${id}`)).text).toContain('南门的老欧');
    expect(await world.ok(author, directoryRoutes.mine, {})).toMatchObject({ publicName: '南门的老欧' });
    expect((await world.ok(secretary, postRoutes.post, { unitId: branch.id, postId: id })).author.name).toBe('欧阳修远');
    await world.ok(author, directoryRoutes.choose, { showsCompany: true, publicName: '' });
    expect((await read(`/s/${branch.id}/${id}`)).text).toContain('欧阳同志');
  });

  it('图片在公开文章里才有公开的地址；文章不再公开，地址马上失效', async () => {
    const inside = (await world.upload(author, fileRoutes.upload, { unitId: branch.id }, await photo())).body.id;
    await write('内部的照片', [{ type: 'picture', fileId: inside, alt: '', caption: '' }], 'branch');
    expect((await read(`/s/files/${inside}/full`)).status).toBe(404);
    const shown = (await world.upload(author, fileRoutes.upload, { unitId: branch.id }, await photo())).body.id;
    const id = await write('公开的照片', [{ type: 'picture', fileId: shown, alt: '', caption: '' }]);
    const answer = await read(`/s/files/${shown}/thumb`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/webp', 'public, max-age=300']);
    expect((await read(`/s/files/${shown}/document`)).status).toBe(404);
    await world.rows('update post set state = \'hidden\' where id = $1', [id]);
    expect((await read(`/s/files/${shown}/thumb`)).status).toBe(404);
  });

  it('站点地图只有网站和文章，没有人；每个网站有订阅；爬虫守则指到地图', async () => {
    const id = await write('给订阅的 <一篇> & "引号"', [p('正文 ]]> <b>')]);
    const map = (await read('/sitemap.xml')).text;
    expect(map).toContain(`<loc>${base}/s/${branch.id}/${id}</loc>`);
    for (const word of [author.id, author.name, secretary.id, incubating.id, '欧阳']) expect(map).not.toContain(word);
    const feed = await read(`/s/${branch.id}/feed.xml`);
    expect([feed.headers.get('content-type'), feed.text.includes('<title>给订阅的 &lt;一篇&gt; &amp; &quot;引号&quot;</title>'), feed.text.includes('<b>')]).toEqual(['application/atom+xml; charset=utf-8', true, false]);
    expect((await read('/robots.txt')).text).toContain(`Sitemap: ${base}/sitemap.xml`);
  });

  it('六十种脚本写进标题、正文、说明、链接文字，都只是字', async () => {
    const payloads = ['script', 'img', 'svg', 'iframe', 'video', 'details', 'input', 'math', 'object', 'a'].flatMap((tag) => [`<${tag} src=x onerror=alert(1)>`, `"><${tag} onload=alert(1)>`, `'><${tag}/onclick=alert(1)//`, `</title></textarea><${tag} autofocus onfocus=alert(1)>`, `<${tag} style="background:url(javascript:alert(1))">`, `]]>--><${tag} href="javascript:alert(1)">&lt;${tag}&gt;`]);
    expect(payloads).toHaveLength(60);
    await world.rows('update site set name = $2, banner = $3, introduction = $4 where unit_id = $1', [branch.id, '<b>"站\'', '</p><script>alert(2)</script>', '"><img src=x onerror=alert(3)>']);
    for (let at = 0; at < payloads.length; at += 10) {
      const some = payloads.slice(at, at + 10);
      const id = await write((some[0] ?? '').slice(0, 60), some.flatMap((one): Block[] => [p(one), { type: 'heading', text: one }, { type: 'list', items: [one] }, { type: 'link', url: 'https://a.cn', text: one }, picture(0, one)]).slice(0, 40).filter((block, n, all) => block.type !== 'picture' || all.slice(0, n).filter((other) => other.type === 'picture').length < 9));
      for (const path of [`/s/${branch.id}/${id}`, `/s/${branch.id}`, `/s/${branch.id}/feed.xml`, `/s/${branch.id}/${id}/pictures`, `/s/${branch.id}/${id}/takedown`, '/s']) {
        const tags = [...(await read(path)).text.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
        // Only our own elements and attributes stand in the page.
        expect(tags.map((tag) => tag[1]?.toLowerCase()).filter((name) => !/^(html|head|meta|title|link|body|header|main|footer|a|p|div|h1|h2|ul|li|img|time|span|article|blockquote|figure|figcaption|nav|form|label|input|textarea|button|feed|id|subtitle|updated|entry|published|author|name|summary)$/.test(name ?? ''))).toEqual([]);
        expect(tags.map((tag) => (tag[2] ?? '').replace(/"[^"]*"/g, '')).filter((attributes) => /\son\w+|javascript:|\sstyle/i.test(attributes))).toEqual([]);
      }
    }
    await world.rows('update site set name = $2, banner = \'\', introduction = \'\' where unit_id = $1', [branch.id, `${branch.name}网站`]);
  });

  describe('申请撤下', () => {
    const ask = (path: string, given: Record<string, string>) => read(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(given) });
    const given = { name: '路人乙', contact: 'yi@example.cn', reason: '合影里第二排有我，没有同意过公开。' };

    it('不登录就能申请，马上到网管员的队列里，带着理由和联系方式；处理后公开页就没有了', async () => {
      await world.rows('delete from sign_in_failure');
      const admin = await world.make.officer('networkAdmin', branch);
      const id = await write('有合影的一篇', [picture(0)]);
      const form = await read(`/s/${branch.id}/${id}/takedown`);
      expect([form.status, form.text.includes('<form method="post"'), form.text.includes('noindex')]).toEqual([200, true, true]);
      const done = await ask(`/s/${branch.id}/${id}/takedown`, given);
      expect([done.status, done.text.includes('已收到您的申请')]).toEqual([200, true]);
      await ask(`/s/${branch.id}/${id}/takedown`, { ...given, name: '路人丙' });
      const queue = await world.ok(admin, moderationRoutes.queue, { unitId: branch.id, tab: 'reports' });
      const [one, ...rest] = queue.items.filter((item) => item.targetId === id);
      expect([one?.reports.map((report) => report.reason), one?.reports[0]?.note, rest.length]).toEqual([['privacy', 'privacy'], '【申请撤下】合影里第二排有我，没有同意过公开。（路人乙，yi@example.cn）', 0]);
      await world.ok(admin, moderationRoutes.decide, { unitId: branch.id, caseId: one?.id ?? '', act: 'stop', rule: 2, reason: '照片里有人没有同意公开，先撤下再说。' });
      expect((await read(`/s/${branch.id}/${id}`)).status).toBe(404);
    });

    it.each<[string, Record<string, string>, string]>([['没有称呼', { ...given, name: ' ' }, '请写明怎么称呼您'], ['没有联系方式', { ...given, contact: '' }, '请留一个能联系到您的电话或邮箱'], ['没有理由', { ...given, reason: '嗯' }, '请写明是哪一处'], ['倒着写', { ...given, reason: '撤下它们吧\u202e' }, '控制字符'], ['脚本', { ...given, contact: '', name: '"><script>alert(1)</script>' }, '&quot;&gt;&lt;script&gt;']])('填得不对：%s，写的还在', async (_, wrong, words) => {
      await world.rows('delete from sign_in_failure');
      const id = await write('表单', [p('表单')]);
      const answer = await ask(`/s/${branch.id}/${id}/takedown`, wrong);
      expect([answer.status, answer.text.includes(words), answer.text.includes('<script')]).toEqual([422, true, false]);
      expect(await world.rows('select 1 from report r join review_case c on c.id = r.case_id where c.target_id = $1', [id])).toEqual([]);
    });

    it('一个地址一小时五次，再多请稍后；看不到的文章不能申请', async () => {
      await world.rows('delete from sign_in_failure');
      const id = await write('常被申请的一篇', [p('正文')]);
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`/s/${branch.id}/${id}/takedown`, given)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
      expect(await world.rows('select 1 from review_case where target_id = $1 and state = \'open\'', [id])).toHaveLength(1);
      expect((await ask(`/s/${branch.id}/${await write('内部', [p('内部')], 'branch')}/takedown`, given)).status).toBe(404);
      await world.rows('delete from sign_in_failure');
    });
  });

  it('打开一次记一次，不记是谁；爬虫不算', async () => {
    const id = await write('计数', [p('计数')]);
    for (let n = 0; n < 3; n += 1) await read(`/s/${branch.id}/${id}`);
    await read(`/s/${branch.id}/${id}`, { headers: { 'user-agent': 'Baiduspider/2.0' } });
    await world.get(VisitsService).flush();
    expect(await world.rows('select visits from page_visit where post_id = $1', [id])).toEqual([{ visits: 3 }]);
  });

  it('表单只在这里收：接口不收', async () => {
    const answer = await fetch(`${world.url}/api/v1/session/sign-in`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'login=a&password=b' });
    expect(answer.status).toBe(415);
  });
});
