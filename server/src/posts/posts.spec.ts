import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import type { Visibility } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { uuid, World } from '../../test/world.js';
import { context, emptyContext } from '../kit/context.js';
import { Guard } from '../members/guard.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { Db } from '../kit/db.js';
import { PostsService } from './posts.service.js';

describe('帖子与留言板', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  let member: MadePerson;
  let columnId: string;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    secretary = await world.make.officer('secretary', branch);
    admin = await world.make.officer('networkAdmin', branch);
    member = await world.make.member(branch);
    columnId = (await world.ok(member, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
  });
  afterAll(async () => { await world.close(); });

  const write = (by: MadePerson, more: Partial<{ title: string; text: string; visibility: Visibility; clientId: string; unitId: string; columnId: string }> = {}) =>
    world.as(by, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '学习体会', text: '读了三遍，还想再读。', visibility: 'branch', ...more });

  describe('帖子', () => {
    it('发一篇帖子：列表里看得到，作者带着单位，消息只报一次', async () => {
      const company = await world.make.company(branch);
      const author = await world.make.person();
      await world.make.join(author, branch, 'full', { companyId: company.id });
      const clientId = uuid();
      const [first, again] = [await write(author, { clientId }), await write(author, { clientId })];
      expect(first.body).toMatchObject({ title: '学习体会', text: '读了三遍，还想再读。', mine: true, author: { id: author.id, name: author.name, company: company.name }, column: { id: columnId }, visibility: 'branch' });
      expect(again.body).toEqual(first.body);
      expect(await write(author, { clientId, text: '换了一篇。' })).toMatchObject({ status: 409, code: 'client-id.reused' });
      const list = await world.ok(member, postRoutes.posts, { unitId: branch.id });
      expect(list.items.filter((post) => post.id === first.body.id)).toHaveLength(1);
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === first.body.id)).toHaveLength(1);
      expect(await world.ok(member, postRoutes.post, { unitId: branch.id, postId: first.body.id })).toMatchObject({ mine: false, text: '读了三遍，还想再读。' });
    });

    it.each<[string, object, number, string]>([
      ['空白', { text: ' \n ' }, 422, 'post.empty'],
      ['控制字符', { text: '你好\u0007' }, 422, 'line.control-characters'],
      ['半个字符', { text: '你好\ud83d' }, 422, 'line.control-characters'],
      ['没有标题', { title: '   ' }, 400, 'input.invalid'],
      ['两万零一个字', { text: '字'.repeat(20_001) }, 400, 'input.invalid'],
      ['没有这个栏目', { columnId: 'zzzzzzzzzzz' }, 404, 'not-found'],
      ['夹带作者', { authorId: 'zzzzzzzzzzz' }, 400, 'input.invalid'],
    ])('不收：%s', async (_, change, status, code) => { expect(await write(member, change)).toMatchObject({ status, code }); });

    it('别的支部的栏目不能往里发', async () => {
      const other = await world.make.unit('branch', chain.general);
      const theirs = await world.rows<{ id: string }>('select id from site_column where unit_id = $1', [other.id]);
      expect(await write(member, { columnId: theirs[0]?.id ?? '' })).toMatchObject({ status: 404 });
    });

    it('网站没上线就不能向社会公开，只给本支部看则可以；关了的栏目不收新帖', async () => {
      const draft = await world.make.unit('branch', chain.general);
      await world.rows('update site set state = \'incubating\' where unit_id = $1', [draft.id]);
      const insider = await world.make.member(draft);
      const columns = (await world.ok(insider, siteRoutes.site, { unitId: draft.id })).columns;
      const there = { unitId: draft.id, columnId: columns[0]?.id ?? '' };
      expect(await write(insider, { ...there, visibility: 'public' })).toMatchObject({ status: 422, code: 'site.not-online' });
      expect((await write(insider, there)).status).toBe(200);
      await world.rows('update site_column set closed = true where id = $1', [there.columnId]);
      expect(await write(insider, there)).toMatchObject({ status: 409, code: 'column.closed' });
    });

    it('同一毫秒里的二十五篇，一页七篇地翻，一篇不漏、一篇不重；乱改的页码被拒绝', async () => {
      const unit = await world.make.unit('branch', chain.general);
      const reader = await world.make.member(unit);
      const column = (await world.ok(reader, siteRoutes.site, { unitId: unit.id })).columns[0]?.id;
      await world.rows(`insert into post (id, unit_id, column_id, author_id, title, text, visibility, published_at)
        select lpad(translate(i::text, '0', 'a'), 11, '1'), $1, $2, $3, '第' || i || '篇', '正文', 'branch', timestamptz '2026-03-01T10:00:00.123456Z' + (i / 5) * interval '1 microsecond' from generate_series(11, 35) i`, [unit.id, column, reader.id]);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.ok(reader, postRoutes.posts, { unitId: unit.id, columnId: column, limit: '7' as never, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map((post) => post.id));
        cursor = page.next ?? undefined;
      } while (cursor);
      const all = await world.rows<{ id: string }>('select id from post where unit_id = $1 order by published_at desc, id desc', [unit.id]);
      expect(seen).toEqual(all.map((row) => row.id));
      for (const bad of ['abc', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('[1e300,"y"]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
        expect(await world.as(reader, postRoutes.posts, { unitId: unit.id, cursor: bad })).toMatchObject({ status: 400, code: 'cursor.invalid' });
      }
    });

    it('发帖以后，网站的最近更新时间跟着变；同一事件听两遍也只前进不后退', async () => {
      const site = await world.ok(member, siteRoutes.site, { unitId: branch.id });
      const post = await world.ok(member, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId: site.columns[0]?.id ?? '', title: '植树', text: '周六在滨江种了三十棵树。', visibility: 'branch' });
      await world.heard();
      const after = await world.ok(member, siteRoutes.site, { unitId: branch.id });
      expect(Math.abs(new Date(after.lastUpdateAt ?? 0).getTime() - new Date(post.publishedAt).getTime())).toBeLessThan(5000);
      const event = (await world.rows<{ id: string }>('select id from event where name = \'post.published\' and unit_id = $1 order by at', [branch.id]))[0];
      await world.rows('update site set last_update_at = app_now() + interval \'1 hour\' where unit_id = $1', [branch.id]);
      const ahead = await world.ok(member, siteRoutes.site, { unitId: branch.id });
      await world.rows('select graphile_worker.add_job(\'hear\', json_build_object(\'eventId\', $1::text, \'hearer\', \'sites\'))', [event?.id]);
      await world.heard();
      expect((await world.ok(member, siteRoutes.site, { unitId: branch.id })).lastUpdateAt).toBe(ahead.lastUpdateAt);
    });

    it('外人走网址进来：别的支部的成员和没登录的人，存在的帖子和不存在的帖子答复一样', async () => {
      const post = (await write(member)).body;
      const stranger = await world.make.member((await world.make.chain()).branch);
      const [real, none] = [await world.as(stranger, postRoutes.post, { unitId: branch.id, postId: post.id }), await world.as(stranger, postRoutes.post, { unitId: branch.id, postId: 'zzzzzzzzzzz' })];
      expect([real.status, real.code, real.message]).toEqual([none.status, none.code, none.message]);
      expect(real.status).toBe(404);
      const visitor = [await world.as(null, postRoutes.post, { unitId: branch.id, postId: post.id }), await world.as(null, postRoutes.post, { unitId: branch.id, postId: 'zzzzzzzzzzz' })];
      expect(visitor.map((one) => [one.status, one.code, one.message])).toEqual([[404, 'not-found', none.message], [404, 'not-found', none.message]]);
    });

    it('数据库那道防线：同社区的人多看到“本社区”，外社区的人只看到“全体党员”和“公开”，没登录的人只看到“公开”，网站下线后公开的也收起', async () => {
      const unit = await world.make.unit('branch', chain.general);
      const insider = await world.make.member(unit);
      const column = (await world.ok(insider, siteRoutes.site, { unitId: unit.id })).columns[0]?.id ?? '';
      const ids = new Map<string, string>();
      for (const visibility of ['branch', 'community', 'members', 'public'] as const) ids.set((await write(insider, { unitId: unit.id, columnId: column, visibility, title: visibility })).body.id, visibility);
      // What strangers read waits for a look, which has stories of its own (MOD-6).
      await world.rows('update post set state = \'published\' where unit_id = $1', [unit.id]);
      const neighbour = await world.make.member(branch);
      const outsider = await world.make.member((await world.make.chain()).branch);
      const posts = world.get(PostsService);
      const sees = async (person: MadePerson | null): Promise<{ listed: string[]; one: string[] }> => {
        const who = await world.get(Guard).whois(person ? await world.tokenOf(person) : null, unit.id);
        return context.run({ ...emptyContext('story'), me: who.me, at: who.at, units: who.units, beneath: who.beneath }, async () => {
          const reader = who.me ?? ({ personId: '', memberships: [], roles: [] } as never);
          const listed = (await world.get(Db).rows<{ title: string }>('select title from post where unit_id = $1', [unit.id])).map((post) => post.title);
          const one: string[] = [];
          for (const [postId, title] of ids) {
            const found = await posts.post({ unitId: unit.id, postId }, reader).then(() => true, (error: { code: string }) => { expect(error.code).toBe('not-found'); return false; });
            if (found) one.push(title);
          }
          return { listed: listed.sort(), one: one.sort() };
        });
      };
      const exactly = (...titles: string[]) => ({ listed: titles, one: titles });
      expect(await sees(insider)).toEqual(exactly('branch', 'community', 'members', 'public'));
      expect(await sees(neighbour)).toEqual(exactly('community', 'members', 'public'));
      expect(await sees(outsider)).toEqual(exactly('members', 'public'));
      expect(await sees(null)).toEqual(exactly('public'));
      await world.rows('update site set state = \'rectifying\' where unit_id = $1', [unit.id]);
      expect(await sees(null)).toEqual(exactly());
      expect(await sees(outsider)).toEqual(exactly('members'));
      expect(await sees(insider)).toEqual(exactly('branch', 'community', 'members', 'public'));
    });
  });

  describe('留言板', () => {
    const leave = (by: MadePerson, text = '楼下的停车位什么时候能增加？') => world.ok(by, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text });
    const answer = (by: MadePerson, messageId: string, more: Partial<{ clientId: string; text: string }> = {}) => world.as(by, boardRoutes.answer, { unitId: branch.id, messageId, clientId: uuid(), text: '收到，正在办。', ...more });

    it('留言以后，班子看得到等了几小时，留言的人看得到有没有回应', async () => {
      const message = await leave(member);
      expect(message).toMatchObject({ mine: true, answer: null, waitingHours: null, author: { id: member.id } });
      await world.rows('update message set left_at = left_at - interval \'3 hours 10 minutes\' where id = $1', [message.id]);
      const find = async (by: MadePerson) => (await world.ok(by, boardRoutes.messages, { unitId: branch.id, limit: 100 as never })).items.find((one) => one.id === message.id);
      expect(await find(secretary)).toMatchObject({ waitingHours: 3, mine: false });
      expect(await find(member)).toMatchObject({ waitingHours: null, mine: true });
      expect((await answer(admin, message.id)).body).toMatchObject({ answer: { by: { id: admin.id, name: admin.name }, text: '收到，正在办。' }, waitingHours: null });
      expect(await find(member)).toMatchObject({ answer: { by: { name: admin.name } } });
      expect((await world.ok(secretary, boardRoutes.messages, { unitId: branch.id, unanswered: 'yes' })).items.map((one) => one.id)).not.toContain(message.id);
    });

    it('两位同志同时回应：只留一个，另一位被告知是谁、什么时候先答的', async () => {
      for (let round = 0; round < 5; round += 1) {
        const message = await leave(member);
        const answers = await Promise.all([answer(secretary, message.id, { text: '书记来答' }), answer(admin, message.id, { text: '网管员来答' })]);
        expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
        const won = answers.find((one) => one.status === 200);
        const lost = answers.find((one) => one.status === 409);
        expect(lost).toMatchObject({ code: 'message.answered-already', details: { by: won?.body.answer?.by.name } });
        expect(new Date(String(lost?.details?.at))).toEqual(new Date(won?.body.answer?.at ?? 0));
        expect((await world.eventsOf('message.answered', branch.id)).filter((event) => event.messageId === message.id)).toHaveLength(1);
      }
    });

    it('同一次回应重发，答复一样，不算第二次', async () => {
      const message = await leave(member);
      const clientId = uuid();
      const [first, again] = [await answer(admin, message.id, { clientId }), await answer(admin, message.id, { clientId })];
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(again.body).toEqual(first.body);
    });

    it('二十个同样的请求同时到，只留一条言', async () => {
      const clientId = uuid();
      const answers = await Promise.all(Array.from({ length: 20 }, () => world.as(member, boardRoutes.leave, { unitId: branch.id, clientId, text: '只想说一次' })));
      expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
      expect(await world.rows('select 1 from message where text = \'只想说一次\'')).toHaveLength(1);
    });

    it('谁能答：普通成员不能，自己的留言不能自己答，空话不能答，别的支部的留言找不到', async () => {
      const message = await leave(secretary, '书记也来留个言');
      expect(await answer(member, message.id)).toMatchObject({ status: 403, code: 'not-allowed' });
      expect(await answer(secretary, message.id)).toMatchObject({ status: 403, code: 'message.own' });
      expect(await answer(admin, message.id, { text: '  ' })).toMatchObject({ status: 422, code: 'message.empty' });
      expect(await answer(admin, 'zzzzzzzzzzz')).toMatchObject({ status: 404 });
      const other = await world.make.unit('branch', chain.general);
      const boss = await world.make.officer('secretary', other);
      expect(await world.as(boss, boardRoutes.answer, { unitId: other.id, messageId: message.id, clientId: uuid(), text: '隔壁来答' })).toMatchObject({ status: 404 });
      expect(await world.as(boss, boardRoutes.messages, { unitId: branch.id })).toMatchObject({ status: 404 });
      expect(await world.as(member, boardRoutes.leave, { unitId: branch.id, clientId: uuid(), text: '' })).toMatchObject({ status: 422, code: 'message.empty' });
    });
  });
});
