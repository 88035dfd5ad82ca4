import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { columnsOf } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import { Settings } from '../kit/kit.module.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { Checking } from './checking.js';
import { CheckDown, ContentCheck, RealContentCheck } from './content-check.js';
import type { DoubleOfContentCheck } from './content-check.js';

describe('先留住，由人看', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let member: MadePerson;
  let columnId: string;
  let second: string;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    secretary = await world.make.officer('secretary', branch);
    member = await world.make.member(branch);
    [columnId = '', second = ''] = await columnsOf(world, branch);
  });
  afterAll(async () => { await world.close(); });

  const at = () => ({ unitId: branch.id });
  const write = (text: string, more: Partial<{ visibility: 'branch' | 'public'; by: MadePerson; columnId: string }> = {}) =>
    world.as(more.by ?? member, postRoutes.write, { ...at(), clientId: uuid(), columnId: more.columnId ?? columnId, title: '一篇', text, visibility: more.visibility ?? 'branch' });
  const waiting = async (targetId: string) => (await world.ok(secretary, moderationRoutes.queue, { ...at(), tab: 'review', limit: '100' as never })).items.find((one) => one.targetId === targetId);

  describe('词表', () => {
    it.each([['全角', '今天ＶＸ加我'], ['空格', '今天 v x 加我'], ['标点', '今天v.x.加我'], ['看不见的字符', '今天v\u200bx加我'], ['大小写', '今天VX加我'], ['一个字一个字拆开', '今天 v-X 加_我']])('换个写法也认得：%s', async (_, text) => {
      await world.as(secretary, moderationSettingRoutes.addWord, { ...at(), clientId: uuid(), word: 'VX加我', note: '拉人的话' });
      const post = (await write(text)).body;
      expect(post.state).toBe('pending');
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'words' });
      expect((await world.ok(secretary, moderationSettingRoutes.words, at())).hits[0]).toMatchObject({ word: 'VX加我' });
    });

    it('只留住，不删；记下的是那一句，不是谁；试一段文字不留痕迹', async () => {
      const district = await world.make.person();
      await world.make.appoint(district, 'districtStaff', chain.district);
      const listed = await world.ok(district, moderationSettingRoutes.addWord, { unitId: chain.district.id, clientId: uuid(), word: '稳赚不赔', note: '' });
      const text = '周三读书会照常。有人说这个项目稳 赚 不 赔！大家别信。';
      const post = (await write(text)).body;
      expect((await waiting(post.id))).toMatchObject({ text, hits: ['有人说这个项目稳 赚 不 赔！'] });
      const mine = await world.ok(secretary, moderationSettingRoutes.words, at());
      expect(mine.items.find((word) => word.id === listed.id)).toMatchObject({ own: false, unit: { id: chain.district.id } });
      expect(JSON.stringify(mine.hits)).not.toContain(member.id);
      expect((await world.rows<{ column_name: string }>('select column_name from information_schema.columns where table_name = \'word_hit\'')).map((row) => row.column_name).sort()).toEqual(['at', 'id', 'kind', 'sentence', 'target_id', 'unit_id', 'word']);
      const before = await world.rows('select 1 from word_hit');
      expect(await world.ok(secretary, moderationSettingRoutes.tryText, { ...at(), text: '稳、赚、不、赔' })).toEqual({ hits: [{ word: '稳赚不赔', sentence: '稳、赚、不、赔' }] });
      expect(await world.rows('select 1 from word_hit')).toHaveLength(before.length);
      expect(await world.as(secretary, moderationSettingRoutes.removeWord, { ...at(), wordId: listed.id })).toMatchObject({ status: 404 });
      expect(await world.as(secretary, moderationSettingRoutes.addWord, { ...at(), clientId: uuid(), word: '！？。', note: '' })).toMatchObject({ status: 422, code: 'word.nothing-left' });
      expect(await world.as(secretary, moderationSettingRoutes.addWord, { ...at(), clientId: uuid(), word: '党', note: '' })).toMatchObject({ status: 422, code: 'word.too-short' });
      expect(await world.as(district, moderationSettingRoutes.addWord, { unitId: chain.district.id, clientId: uuid(), word: '稳赚 不赔', note: '' })).toMatchObject({ status: 409, code: 'word.listed-already' });
      await world.ok(district, moderationSettingRoutes.removeWord, { unitId: chain.district.id, wordId: listed.id });
      expect((await write('稳赚不赔，真的。')).body.state).toBe('published');
    });

    it('改待审的帖子，还是待审；退回后改好再发，再看一次', async () => {
      await world.as(secretary, moderationSettingRoutes.addWord, { ...at(), clientId: uuid(), word: '转让会员卡', note: '' });
      const post = (await write('转让会员卡，价格面议。')).body;
      const edit = async (text: string, revision: number) => (await world.ok(member, postRoutes.edit, { ...at(), postId: post.id, revision, columnId, title: '一篇', text, visibility: 'branch' }));
      expect((await edit('不转让了，周三读书。', post.revision)).state).toBe('pending');
      const one = await waiting(post.id);
      await world.ok(secretary, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'stop', rule: 3, reason: '内容是广告，请改好以后再发。' });
      const now = await world.ok(member, postRoutes.post, { ...at(), postId: post.id });
      expect((await edit('周三晚上读第三章。', now.revision)).state).toBe('pending');
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'returned', text: '周三晚上读第三章。' });
    });
  });

  describe('没有自动检查（MOD-6）', () => {
    it('向社会公开的由人看过再公开，写明原因；仅本支部的照常先发', async () => {
      const post = (await write('社区的桂花开了。', { visibility: 'public' })).body;
      expect(post.state).toBe('pending');
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'unchecked', contentState: 'pending', whyNot: null });
      expect((await world.as(null, postRoutes.post, { ...at(), postId: post.id })).status).toBe(404);
      expect((await write('只给支部看的。')).body.state).toBe('published');
      await world.ok(secretary, moderationRoutes.decide, { ...at(), caseId: (await waiting(post.id))?.id ?? '', act: 'pass' });
      expect((await world.as(null, postRoutes.post, { ...at(), postId: post.id })).status).toBe(200);
      // 公开的帖子下面，点评也一样；该看的人自己写的不用等。
      const say = (by: MadePerson) => world.ok(by, commentRoutes.comment, { ...at(), postId: post.id, clientId: uuid(), text: '真香。' });
      expect([(await say(member)).state, (await say(secretary)).state]).toEqual(['pending', 'published']);
    });

    it('原来只给支部看，改成向社会公开，也要等', async () => {
      const post = (await write('先给支部看。')).body;
      const edited = await world.ok(member, postRoutes.edit, { ...at(), postId: post.id, revision: post.revision, columnId, title: '一篇', text: '先给支部看。', visibility: 'public' });
      expect(edited.state).toBe('pending');
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'unchecked' });
    });

    it('书记、副书记、网管员就是该看的人，自己写的直接公开；版主和代管栏目里的都要等', async () => {
      const [deputy, admin, keeper] = [await world.make.officer('deputySecretary', branch), await world.make.officer('networkAdmin', branch), await world.make.member(branch)];
      await world.ok(secretary, moderationSettingRoutes.appointModerator, { ...at(), columnId, personId: keeper.id, basis: '支委会决定' });
      for (const by of [secretary, deputy, admin]) expect((await write('支部的活动。', { visibility: 'public', by })).body.state).toBe('published');
      expect((await write('版主写的。', { visibility: 'public', by: keeper })).body.state).toBe('pending');
      await world.rows('update site_column set hosted = true where id = $1', [second]);
      expect((await write('代管栏目里的。', { visibility: 'public', by: secretary, columnId: second })).body.state).toBe('pending');
      await world.rows('update site_column set hosted = false where id = $1', [second]);
    });
  });

  describe('紧急只读', () => {
    it('整个网站只读：帖子、留言、回应都写不进，答复说清原因和到什么时候；内容照样能看；到时或提前恢复', async () => {
      const message = await world.ok(member, boardRoutes.leave, { ...at(), clientId: uuid(), text: '关之前留的' });
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const close = (more: object = {}) => world.as(secretary, moderationSettingRoutes.close, { ...at(), clientId: uuid(), reason: '系统升级，暂停写入一小时。', until, ...more });
      expect(await close({ reason: '升级' })).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect(await close({ until: new Date(Date.now() - 1000).toISOString() })).toMatchObject({ status: 422, code: 'closure.until-invalid' });
      expect(await close({ until: new Date(Date.now() + 40 * 86_400_000).toISOString() })).toMatchObject({ status: 422, code: 'closure.until-invalid' });
      const answers = await Promise.all([close(), close()]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      expect(await write('写不进')).toMatchObject({ status: 409, code: 'site.read-only', details: { reason: '系统升级，暂停写入一小时。', until } });
      expect(await world.as(member, boardRoutes.leave, { ...at(), clientId: uuid(), text: '写不进' })).toMatchObject({ code: 'site.read-only' });
      expect(await world.as(secretary, boardRoutes.answer, { ...at(), messageId: message.id, clientId: uuid(), text: '写不进' })).toMatchObject({ code: 'site.read-only' });
      expect((await world.ok(member, boardRoutes.messages, at())).items.map((one) => one.id)).toContain(message.id);
      const open = (await world.ok(member, moderationSettingRoutes.closures, at())).items.find((one) => one.active);
      expect(open).toMatchObject({ column: null, reason: '系统升级，暂停写入一小时。', by: { id: secretary.id } });
      await world.ok(secretary, moderationSettingRoutes.reopen, { ...at(), closureId: open?.id ?? '' });
      expect((await write('又能写了')).status).toBe(200);
      expect(await world.as(secretary, moderationSettingRoutes.reopen, { ...at(), closureId: open?.id ?? '' })).toMatchObject({ status: 409, code: 'closure.ended-already' });
    });

    it('只关一个栏目，别的栏目照常', async () => {
      const closed = await world.ok(secretary, moderationSettingRoutes.close, { ...at(), clientId: uuid(), columnId: second, reason: '这个栏目整理一天，稍后恢复。', until: new Date(Date.now() + 3_600_000).toISOString() });
      expect(await write('写不进', { columnId: second })).toMatchObject({ code: 'site.read-only' });
      expect((await write('照常')).status).toBe(200);
      await world.ok(secretary, moderationSettingRoutes.reopen, { ...at(), closureId: closed.id });
    });
  });

  describe('微信内容检查', () => {
    let double: DoubleOfContentCheck;
    let linked: MadePerson;
    beforeAll(async () => {
      double = world.get(ContentCheck as never) as unknown as DoubleOfContentCheck;
      double.enabled = true;
      linked = await world.make.member(branch);
      await world.rows('insert into wechat_identity (app_id, open_id, person_id, bound_at) values (\'demo\', \'demo-linked\', $1, now())', [linked.id]);
    });
    afterAll(() => { double.enabled = false; });
    const checked = async (text: string, visibility: 'branch' | 'public') => {
      const post = (await write(text, { visibility, by: linked })).body;
      await world.heard();
      return { first: post.state, ...(await world.rows<{ state: string }>('select state from post where id = $1', [post.id]))[0], one: await waiting(post.id), id: post.id };
    };

    it('向社会公开的，检查通过才公开，通过后只通知一次', async () => {
      const done = await checked('社区的银杏黄了。', 'public');
      expect([done.first, done.state]).toEqual(['pending', 'published']);
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === done.id)).toHaveLength(1);
    });

    it.each([['危险', 'wechat'], ['再看', 'wechat'], ['时政', 'wechatPolitical'], ['断', 'wechatDown']])('向社会公开的，检查说“%s”：由人看，不丢、不公开', async (mark, reason) => {
      const done = await checked(`学习体会（检查：${mark}）`, 'public');
      expect([done.first, done.state, done.one?.holdReason]).toEqual(['pending', 'pending', reason]);
    });

    it('只给本支部看的，先发后查：危险的留住等人看，时政不留，没有答复也不留', async () => {
      const bad = await checked('（检查：危险）', 'branch');
      expect([bad.first, bad.state, bad.one?.why]).toEqual(['published', 'pending', 'checked']);
      await world.ok(secretary, moderationRoutes.decide, { ...at(), caseId: bad.one?.id ?? '', act: 'pass' });
      expect((await world.rows<{ state: string }>('select state from post where id = $1', [bad.id]))[0]?.state).toBe('published');
      for (const mark of ['时政', '断']) {
        const fine = await checked(`组织生活会的体会（检查：${mark}）`, 'branch');
        expect([fine.first, fine.state, fine.one]).toEqual(['published', 'published', undefined]);
      }
    });

    it('图片的结论由微信推来：签名不对的一概没有，通过才公开', async () => {
      const settings = world.get(Settings as never) as unknown as Settings;
      settings.config.wechatPushToken = 'agreed-token';
      const signed = (nonce: string) => `signature=${createHash('sha1').update(['agreed-token', '1700000000', nonce].sort().join('')).digest('hex')}&timestamp=1700000000&nonce=${nonce}`;
      const push = (query: string, body: object) => fetch(`${world.url}/wechat/push?${query}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      expect(await (await fetch(`${world.url}/wechat/push?${signed('n1')}&echostr=hello123`)).text()).toBe('hello123');
      for (const query of ['', 'signature=x&timestamp=1&nonce=2', signed('n1').replace('n1', 'n2')]) expect((await fetch(`${world.url}/wechat/push?${query}&echostr=hello123`)).status).toBe(404);
      const post = (await write('等图片的结论', { visibility: 'public', by: linked })).body;
      await world.heard();
      const again = async (state: string) => {
        await world.rows('update post set state = \'pending\' where id = $1', [post.id]);
        await world.rows('update review_case set state = \'open\', hold_reason = \'checking\', settled_at = null where target_id = $1', [post.id]);
        await world.rows('insert into content_check (id, unit_id, kind, target_id, part, trace_id, state, asked_at) values ($1, $2, \'post\', $3, \'picture1\', \'trace-9\', $4, now()) on conflict (id) do update set state = excluded.state', ['checkAAAAAA', branch.id, post.id, state]);
      };
      await again('asked');
      expect((await push(signed('n3'), { Event: 'wxa_media_check', trace_id: 'trace-9', result: { suggest: 'nonsense' } })).status).toBe(200);
      expect((await world.rows<{ state: string }>('select state from post where id = $1', [post.id]))[0]?.state).toBe('pending');
      expect(await (await push(signed('n3'), { Event: 'wxa_media_check', trace_id: 'trace-9', result: { suggest: 'risky', label: 20002 } })).text()).toBe('success');
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'wechat', contentState: 'pending' });
      await again('asked');
      await push(signed('n3'), { Event: 'wxa_media_check', trace_id: 'trace-9', result: { suggest: 'pass', label: 100 } });
      expect((await world.rows<{ state: string }>('select state from post where id = $1', [post.id]))[0]?.state).toBe('published');
      settings.config.wechatPushToken = null;
    });

    it('作者没有绑定微信，公开的内容由人看', async () => {
      const post = (await write('没有绑定微信的人写的', { visibility: 'public' })).body;
      expect(await waiting(post.id)).toMatchObject({ holdReason: 'wechatNone' });
    });

    it('断了以后再来一遍，查到了就公开', async () => {
      const done = await checked('再来一遍（检查：断）', 'public');
      expect(done.one?.holdReason).toBe('wechatDown');
      await world.rows('update post set text = \'再来一遍\' where id = $1', [done.id]);
      await world.rows('update review_case set hold_reason = \'checking\' where target_id = $1', [done.id]);
      await world.get(Checking).again();
      expect((await world.rows<{ state: string }>('select state from post where id = $1', [done.id]))[0]?.state).toBe('published');
    });
  });

  describe('真的接口', () => {
    let requests: { path: string; body: Record<string, unknown> }[] = [];
    let answers: Record<string, (() => unknown)[]> = {};
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        const path = request.url?.split('?')[0] ?? '';
        requests.push({ path: request.url ?? '', body: JSON.parse(body) as Record<string, unknown> });
        const next = answers[path]?.length === 1 ? answers[path]?.[0] : answers[path]?.shift();
        response.end(next ? JSON.stringify(next()) : 'not json');
      });
    });
    let check: RealContentCheck;
    beforeAll(async () => { await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); }); });
    afterAll(async () => { await new Promise((resolve) => { server.close(resolve); }); });
    beforeEach(() => {
      requests = [];
      answers = { '/cgi-bin/stable_token': [() => ({ access_token: 'tok', expires_in: 7200 })], '/wxa/msg_sec_check': [() => ({ errcode: 0, result: { suggest: 'pass', label: 100 } })], '/wxa/media_check_async': [() => ({ errcode: 0, trace_id: 'trace-1' })] };
      check = new RealContentCheck({ appId: 'wx1', secret: 's' }, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 300);
    });

    it('按第二版的格式问，长文分段，取最重的一段', async () => {
      const said = ['pass', 'risky', 'review'];
      answers['/wxa/msg_sec_check'] = said.map((suggest) => () => ({ errcode: 0, result: { suggest, label: suggest === 'risky' ? 20006 : 100 } }));
      expect(await check.text('open1', '字'.repeat(5001))).toEqual({ suggest: 'risky', label: 20006 });
      const asked = requests.filter((request) => request.path.startsWith('/wxa/msg_sec_check'));
      expect(asked.map((request) => [...String(request.body.content)].length)).toEqual([2500, 2500, 1]);
      expect(asked[0]).toMatchObject({ path: '/wxa/msg_sec_check?access_token=tok', body: { version: 2, scene: 3, openid: 'open1' } });
      expect(requests.filter((request) => request.path === '/cgi-bin/stable_token')).toHaveLength(1);
    });

    it('凭证失效换一个再问；图片拿到追踪号', async () => {
      answers['/wxa/msg_sec_check'] = [() => ({ errcode: 42001 }), () => ({ errcode: 0, result: { suggest: 'pass', label: 100 } })];
      expect(await check.text('open1', '你好')).toEqual({ suggest: 'pass', label: 100 });
      expect(requests.filter((request) => request.path === '/cgi-bin/stable_token')).toHaveLength(2);
      expect(await check.picture('open1', 'https://example.org/a.webp')).toEqual({ traceId: 'trace-1', verdict: null });
    });

    it.each([['报错', () => ({ errcode: 45009 })], ['没有结论', () => ({ errcode: 0 })], ['不认识的结论', () => ({ errcode: 0, result: { suggest: 'maybe' } })]])('%s：算没有答复，不算通过', async (_, answer) => {
      answers['/wxa/msg_sec_check'] = [answer];
      await expect(check.text('open1', '你好')).rejects.toThrow(CheckDown);
    });

    it('连不上：算没有答复', async () => {
      await expect(new RealContentCheck({ appId: 'wx1', secret: 's' }, 'http://127.0.0.1:9', 300).text('open1', '你好')).rejects.toThrow(CheckDown);
    });
  });
});
