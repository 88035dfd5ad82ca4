import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import type { Output } from '@branch/shared/route';
import { uuid, World } from '../../test/world.js';
import { Db } from '../kit/db.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { screensContent, shelfOf } from './screening.js';

/** Words that the story's own screen holds. */
const waits = '【请先看一看】';
screensContent(async (_, content) => Promise.resolve(content.text.includes(waits) ? 'words' : null));

describe('点评（SITE-8）', () => {
  let world: World;
  let branch: MadeUnit;
  let author: MadePerson;
  let reader: MadePerson;
  let admin: MadePerson;
  let post: Output<typeof postRoutes.write>;

  beforeAll(async () => {
    world = await World.open();
    branch = (await world.make.chain()).branch;
    [author, reader] = [await world.make.member(branch), await world.make.member(branch)];
    admin = await world.make.officer('networkAdmin', branch);
  });
  afterAll(async () => { await world.close(); });
  const write = async (more: object = {}) => {
    const columnId = (await world.ok(author, siteRoutes.site, { unitId: branch.id })).columns[0]?.id ?? '';
    return world.ok(author, postRoutes.write, { unitId: branch.id, clientId: uuid(), columnId, title: '读后', text: '读了三遍。', visibility: 'branch', ...more });
  };
  beforeEach(async () => { post = await write(); });

  const at = () => ({ unitId: branch.id, postId: post.id });
  const comment = (by: MadePerson, text: string, more: object = {}) => world.as(by, commentRoutes.comment, { ...at(), clientId: uuid(), text, ...more });
  const said = async (by: MadePerson, text: string, more: object = {}) => { const done = await comment(by, text, more); if (done.status !== 200) throw new Error(done.code ?? ''); return done.body; };
  const list = async (by: MadePerson | null = reader, more: object = {}) => world.ok(by, commentRoutes.comments, { ...at(), ...more });

  it('一楼一楼往下排，回复在楼里，引用带着原话；说给谁听的，记在事件里', async () => {
    const first = await said(reader, '第二章我也停了很久。');
    const second = await said(admin, '同感。', { quoteId: first.id });
    await said(author, '谢谢，下周一起聊。', { parentId: first.id });
    const { items } = await list();
    expect(items.map((one) => [one.floor, one.text, one.replies.map((reply) => reply.text)])).toEqual([[1, '第二章我也停了很久。', ['谢谢，下周一起聊。']], [2, '同感。', []]]);
    expect(second.quote).toEqual({ id: first.id, name: reader.name, floor: 1, text: '第二章我也停了很久。' });
    expect(items[1]?.author).toMatchObject({ id: admin.id, office: '网管员' });
    expect(items[0]?.author.office).toBeNull();
    expect((await world.ok(reader, postRoutes.post, at())).comments).toBe(3);
    const told = await world.eventsOf('comment.published', branch.id);
    expect(told.filter((event) => event.postId === post.id).map((event) => [event.authorId, [...event.toldIds].sort()])).toEqual([[reader.id, [author.id]], [admin.id, [author.id, reader.id].sort()], [author.id, [reader.id]]]);
  });

  it.each<[string, string, object, number, string]>([
    ['空话', ' \n ', {}, 422, 'comment.empty'],
    ['太长', '字'.repeat(2001), {}, 422, 'comment.too-long'],
    ['倒着写', '书记\u202e', {}, 422, 'line.control-characters'],
    ['楼不在', '回', { parentId: 'zzzzzzzzzzz' }, 422, 'comment.parent-gone'],
    ['引用不在', '引', { quoteId: 'zzzzzzzzzzz' }, 422, 'comment.quote-gone'],
    ['夹带作者', '好', { authorId: 'zzzzzzzzzzz' }, 400, 'input.invalid'],
  ])('不收：%s', async (_, text, more, status, code) => { expect(await comment(reader, text, more)).toMatchObject({ status, code }); });

  it('回复下面不能再盖一层；两千个表情可以', async () => {
    const floor = await said(reader, '🙂'.repeat(2000));
    const reply = await said(author, '哈哈', { parentId: floor.id });
    expect(await comment(reader, '再回', { parentId: reply.id })).toMatchObject({ status: 422, code: 'comment.parent-gone' });
    expect(await comment(reader, '引用一句', { quoteId: reply.id, parentId: floor.id })).toMatchObject({ status: 200 });
  });

  it('三十个人同时点评：楼层一到三十，不缺不重；同一条发二十遍只有一条', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => world.make.member(branch)));
    await Promise.all(Array.from({ length: 30 }, (_, i) => said(people[i % 6] as MadePerson, `第${i}句`)));
    const floors: (number | null)[] = [];
    for (let cursor: string | undefined, i = 0; i < 10; i += 1) {
      const page = await list(reader, { limit: '7', ...(cursor ? { cursor } : {}) });
      floors.push(...page.items.map((one) => one.floor));
      cursor = page.next ?? undefined;
      if (!cursor) break;
    }
    expect(floors).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const clientId = uuid();
    const answers = await Promise.all(Array.from({ length: 20 }, () => comment(reader, '只说一次', { clientId })));
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect((await world.ok(reader, postRoutes.post, at())).comments).toBe(31);
  });

  it('撤回自己的：楼还在，话没了，引用里也没了；别人的撤不了，撤两次说清楚', async () => {
    const first = await said(reader, '说错了的话');
    await said(author, '引一下', { quoteId: first.id });
    expect(await world.as(author, commentRoutes.retractComment, { ...at(), commentId: first.id })).toMatchObject({ status: 403, code: 'comment.not-yours' });
    await world.ok(reader, commentRoutes.retractComment, { ...at(), commentId: first.id });
    expect(await world.as(reader, commentRoutes.retractComment, { ...at(), commentId: first.id })).toMatchObject({ status: 409, code: 'comment.gone-already' });
    const { items } = await list(admin);
    expect(items.map((one) => [one.floor, one.text, one.state])).toEqual([[1, null, 'retracted'], [2, '引一下', 'published']]);
    expect(items[1]?.quote).toMatchObject({ floor: 1, text: null });
    expect((await world.ok(reader, postRoutes.post, at())).comments).toBe(1);
    expect(await comment(reader, '再引', { quoteId: first.id })).toMatchObject({ status: 422, code: 'comment.quote-gone' });
  });

  it('待审的点评没有任何动静：别人看不到，不占楼，不计数，没有事件；通过以后才有楼层和通知', async () => {
    const held = await said(reader, `${waits}这一句`);
    expect(held).toMatchObject({ state: 'pending', floor: null });
    const next = await said(admin, '先到先得');
    expect(next.floor).toBe(1);
    expect((await list(author)).items.map((one) => one.text)).toEqual(['先到先得']);
    expect((await list(reader)).items.map((one) => [one.text, one.state])).toEqual([['先到先得', 'published'], [`${waits}这一句`, 'pending']]);
    expect((await world.ok(author, postRoutes.post, at())).comments).toBe(1);
    expect((await world.eventsOf('comment.published', branch.id)).some((event) => event.commentId === held.id)).toBe(false);
    expect(await world.rows('select 1 from member_act where source_id = $1', [held.id])).toEqual([]);
    await world.get(Db).asSystem('a moderator approves', async (tx) => { await shelfOf('comment')?.move(tx, held.id, 'published', false); await shelfOf('comment')?.announce(tx, held.id); });
    expect((await list(author)).items.map((one) => [one.floor, one.text])).toEqual([[1, '先到先得'], [2, `${waits}这一句`]]);
    expect((await world.ok(author, postRoutes.post, at())).comments).toBe(2);
    expect((await world.eventsOf('comment.published', branch.id)).filter((event) => event.commentId === held.id)).toEqual([expect.objectContaining({ toldIds: [author.id] })]);
  });

  it('待审的帖子改了还是待审；已发布的帖子改出要看的话，收起来等人看', async () => {
    const blocks = (text: string) => [{ type: 'paragraph' as const, text }];
    const edit = (one: { id: string; revision: number }, text: string) => world.ok(author, postRoutes.edit, { unitId: branch.id, postId: one.id, revision: one.revision, columnId: post.column.id, title: '读后', blocks: blocks(text), visibility: 'branch' });
    const held = await write({ text: `${waits}草稿` });
    expect(held.state).toBe('pending');
    expect((await edit(held, '去掉了')).state).toBe('pending');
    expect((await edit(post, `${waits}加上了`)).state).toBe('pending');
    expect(await world.as(reader, postRoutes.post, at())).toMatchObject({ status: 404 });
    const events = [...await world.eventsOf('post.published', branch.id), ...await world.eventsOf('post.edited', branch.id)];
    expect(events.filter((event) => event.postId === held.id)).toEqual([]);
    expect((await world.eventsOf('content.held', branch.id)).map((event) => event.targetId)).toEqual(expect.arrayContaining([held.id, post.id]));
  });

  it('外支部的党员在给他看的帖子下点评、说谢谢；没有支部的人、没登录的人不能；只给支部的帖子，和没有一样', async () => {
    const outsider = await world.make.member((await world.make.chain()).branch);
    const nobody = await world.make.person();
    expect(await comment(outsider, '路过')).toMatchObject({ status: 404, code: 'not-found' });
    post = await write({ visibility: 'members' });
    const done = await said(outsider, '隔壁区的同志，学到了。');
    expect(done.floor).toBe(1);
    // What strangers read waits for a look, which has stories of its own (MOD-6).
    await world.rows('update post set visibility = \'public\' where id = $1', [post.id]);
    expect((await list(nobody)).items.map((one) => [one.text, one.mine])).toEqual([['隔壁区的同志，学到了。', false]]);
    expect(await comment(nobody, '我也说一句')).toMatchObject({ status: 403, code: 'comment.members-only' });
    expect(await world.as(null, commentRoutes.comment, { ...at(), clientId: uuid(), text: '访客' })).toMatchObject({ status: 401 });
    expect(await world.ok(outsider, postRoutes.react, { ...at(), kind: 'thanks', on: true })).toMatchObject({ thanks: 1, thanked: true });
    await world.ok(outsider, commentRoutes.retractComment, { ...at(), commentId: done.id });
    expect((await world.ok(author, postRoutes.post, at())).comments).toBe(0);
  });

  it('支部里说的，帖子后来公开了，陌生人也读不到；公开以后说的、看过的才读得到；引用里也不漏；支部的人照旧', async () => {
    const inner = await said(reader, '这句只说给支部听。');
    await said(author, '回复也是。', { parentId: inner.id });
    const { columns } = await world.ok(author, siteRoutes.site, { unitId: branch.id });
    const widened = await world.ok(author, postRoutes.edit, { ...at(), revision: 1, columnId: columns[0]?.id ?? '', title: '读后', text: '读了三遍，愿意给大家看。', visibility: 'public' });
    // Its words are looked at before strangers read them; then so are new comments. The old ones were said to others.
    expect(widened.state).toBe('pending');
    await world.get(Db).asSystem('a moderator lets it pass', async (tx) => shelfOf('post')?.move(tx, post.id, 'published', false));
    expect((await list(null)).items).toEqual([]);
    const after = await said(reader, '公开以后说的。', { quoteId: inner.id });
    expect(after.state).toBe('pending');
    expect((await list(null)).items).toEqual([]);
    await world.get(Db).asSystem('a moderator lets it pass', async (tx) => shelfOf('comment')?.move(tx, after.id, 'published', false));
    const strangers = (await list(null)).items;
    expect(strangers.map((one) => [one.text, one.quote, one.replies])).toEqual([['公开以后说的。', null, []]]);
    expect(JSON.stringify(strangers)).not.toContain('支部听');
    expect((await list()).items.map((one) => [one.text, one.replies.length])).toEqual([['这句只说给支部听。', 1], ['公开以后说的。', 0]]);
    // Looked at by a person while the post is public, an old one may be read, too; narrowed and widened again, it stays so, and what was said meanwhile is not.
    await world.get(Db).asSystem('a moderator lets it pass', async (tx) => shelfOf('comment')?.move(tx, inner.id, 'published', false));
    await world.rows('update post set visibility = \'branch\' where id = $1', [post.id]);
    expect(await world.as(null, commentRoutes.comments, at())).toMatchObject({ status: 404 });
    await said(reader, '又关起门来说的。');
    await world.rows('update post set visibility = \'public\' where id = $1', [post.id]);
    expect((await list(null)).items.map((one) => one.text)).toEqual(['这句只说给支部听。', '公开以后说的。']);
  });

  it('谢谢和看过：一人一次，点两下还是一次，收得回来；只有总数，没有名单，不算报到', async () => {
    const react = (who: MadePerson, kind: 'thanks' | 'seen', on: boolean) => world.ok(who, postRoutes.react, { ...at(), kind, on });
    await Promise.all([react(reader, 'thanks', true), react(reader, 'thanks', true), react(admin, 'thanks', true), react(admin, 'seen', true)]);
    const seen = await world.as(author, postRoutes.post, at());
    expect(seen.body).toMatchObject({ thanks: 2, seen: 1, thanked: false, saw: false });
    expect(JSON.stringify(seen.body)).not.toContain(reader.id);
    expect(await react(reader, 'thanks', false)).toMatchObject({ thanks: 1, thanked: false });
    expect(await world.rows('select 1 from member_act where source_id = $1', [post.id])).toHaveLength(1);
  });

  it('栏目三种次序：最新、热门（按点评数）、未回应；一页一页不漏不重', async () => {
    const unit = await world.make.unit('branch', null);
    const writer = await world.make.member(unit);
    const columnId = (await world.ok(writer, siteRoutes.site, { unitId: unit.id })).columns[0]?.id ?? '';
    const posts: string[] = [];
    for (let i = 0; i < 7; i += 1) posts.push((await world.ok(writer, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId, title: `第${i}篇`, text: '正文', visibility: 'branch' })).id);
    const other = await world.make.member(unit);
    for (const [i, n] of [[1, 3], [4, 3], [5, 1], [6, 2]] as const) for (let k = 0; k < n; k += 1) await world.ok(other, commentRoutes.comment, { unitId: unit.id, postId: posts[i] ?? '', clientId: uuid(), text: `第${k}句` });
    const titles = async (order: 'latest' | 'discussed' | 'unanswered') => {
      const found: string[] = [];
      for (let cursor: string | undefined, n = 0; n < 9; n += 1) {
        const page = await world.ok(writer, postRoutes.posts, { unitId: unit.id, columnId, order, limit: '2' as never, ...(cursor ? { cursor } : {}) });
        found.push(...page.items.map((one) => one.title));
        cursor = page.next ?? undefined;
        if (!cursor) break;
      }
      return found;
    };
    expect(await titles('latest')).toEqual(['第6篇', '第5篇', '第4篇', '第3篇', '第2篇', '第1篇', '第0篇']);
    expect(await titles('discussed')).toEqual(['第4篇', '第1篇', '第6篇', '第5篇']);
    expect(await titles('unanswered')).toEqual(['第3篇', '第2篇', '第0篇']);
    expect(await world.as(writer, postRoutes.posts, { unitId: unit.id, order: 'discussed', cursor: Buffer.from('["x",1,"y"]').toString('base64url') })).toMatchObject({ status: 400, code: 'cursor.invalid' });
  });
});
