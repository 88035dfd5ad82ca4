import { houseRules } from '@branch/shared/moderation/rules';
import { moderationRoutes } from '@branch/shared/moderation/routes';
import type { QueueTab } from '@branch/shared/moderation/routes';
import { moderationSettingRoutes } from '@branch/shared/moderation/settings-routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { columnsOf, holdsDecisions, takesEffect, why } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

describe('审核', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  let member: MadePerson;
  let columns: string[];

  beforeAll(async () => {
    world = await World.open();
    await world.noon();
    await holdsDecisions(world);
    chain = await world.make.chain();
    branch = chain.branch;
    secretary = await world.make.officer('secretary', branch);
    admin = await world.make.officer('networkAdmin', branch);
    member = await world.make.member(branch);
    columns = await columnsOf(world, branch);
    await world.rows('update site_column set premoderated = true where id = $1', [columns[1]]);
  });
  afterAll(async () => { await world.close(); });

  const at = () => ({ unitId: branch.id });
  const write = async (by: MadePerson, more: Partial<{ title: string; text: string; columnId: string; visibility: 'branch' | 'public' }> = {}) =>
    world.ok(by, postRoutes.write, { ...at(), clientId: uuid(), columnId: columns[1] ?? '', title: '一点想法', text: '把每周的读书会改在周三，好不好？', visibility: 'branch', ...more });
  const queue = (by: MadePerson, tab: QueueTab = 'review') => world.ok(by, moderationRoutes.queue, { ...at(), tab, limit: '100' as never });
  const caseOf = async (by: MadePerson, targetId: string, tab: QueueTab = 'review') => {
    const found = (await queue(by, tab)).items.find((one) => one.targetId === targetId);
    if (!found) throw new Error(`not in the queue: ${tab}`);
    return found;
  };
  const pass = (by: MadePerson, caseId: string) => world.as(by, moderationRoutes.decide, { ...at(), caseId, act: 'pass' });
  const stop = (by: MadePerson, caseId: string, more: object = {}) => world.as(by, moderationRoutes.decide, { ...at(), caseId, act: 'stop', ...why, ...more });
  const listed = async (by: MadePerson) => (await world.ok(by, postRoutes.posts, { ...at(), limit: '100' as never })).items.map((post) => post.id);

  describe('先审后发', () => {
    it('待审的帖子只有作者自己看得到，没有任何动静：不通知、不计数、不算报到；通过以后才公开并通知一次', async () => {
      const post = await write(member);
      expect(post).toMatchObject({ state: 'pending', mine: true });
      await world.heard();
      expect([await listed(member), await listed(secretary)].map((ids) => ids.includes(post.id))).toEqual([true, false]);
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === post.id)).toEqual([]);
      expect(await world.rows('select 1 from member_act where source_id = $1', [post.id])).toEqual([]);
      const one = await caseOf(admin, post.id);
      expect(one).toMatchObject({ why: 'held', holdReason: 'column', author: { id: member.id }, text: '把每周的读书会改在周三，好不好？', contentState: 'pending', whyNot: null });
      expect((await pass(admin, one.id)).body).toMatchObject({ state: 'passed', contentState: 'published', decision: { act: 'passed', by: { id: admin.id } } });
      expect(await listed(secretary)).toContain(post.id);
      await takesEffect(world);
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === post.id)).toHaveLength(1);
      expect(await world.rows('select 1 from member_act where source_id = $1', [post.id])).toHaveLength(1);
      expect((await world.ok(secretary, postRoutes.post, { ...at(), postId: post.id })).publishedAt).toBe(post.publishedAt);
    });

    it('先审后发的栏目里，点评也等人看过：没有楼层，不通知；通过以后才排上', async () => {
      const post = await write(member);
      await pass(admin, (await caseOf(admin, post.id)).id);
      await takesEffect(world);
      const said = await world.ok(secretary, commentRoutes.comment, { ...at(), postId: post.id, clientId: uuid(), text: '周三我有课。' });
      expect(said).toMatchObject({ state: 'pending', floor: null });
      expect((await world.ok(member, commentRoutes.comments, { ...at(), postId: post.id })).items).toEqual([]);
      expect((await world.eventsOf('comment.published', branch.id)).filter((event) => event.commentId === said.id)).toEqual([]);
      const one = await caseOf(admin, said.id);
      expect(one).toMatchObject({ kind: 'comment', holdReason: 'column' });
      await pass(admin, one.id);
      await takesEffect(world);
      expect((await world.ok(member, commentRoutes.comments, { ...at(), postId: post.id })).items).toMatchObject([{ floor: 1, text: '周三我有课。' }]);
      expect((await world.eventsOf('comment.published', branch.id)).filter((event) => event.commentId === said.id)).toHaveLength(1);
    });

    it('发过的帖子改了又被留住，通过以后不算新帖：不再通知一次，网站的更新日期不动', async () => {
      const post = await write(member, { columnId: columns[0] ?? '' });
      await world.heard();
      await world.rows('update site set last_update_at = last_update_at - interval \'40 days\' where unit_id = $1', [branch.id]);
      await world.ok(secretary, moderationSettingRoutes.addWord, { ...at(), clientId: uuid(), word: '团购链接', note: '' });
      const now = await world.ok(member, postRoutes.post, { ...at(), postId: post.id });
      expect((await world.ok(member, postRoutes.edit, { ...at(), postId: post.id, revision: now.revision, columnId: columns[0] ?? '', title: '一点想法', text: '附上团购链接。', visibility: 'branch' })).state).toBe('pending');
      await pass(admin, (await caseOf(admin, post.id)).id);
      await takesEffect(world);
      const events = async (name: 'post.published' | 'post.edited') => (await world.eventsOf(name, branch.id)).filter((event) => event.postId === post.id);
      expect(await events('post.published')).toHaveLength(1);
      expect(await events('post.edited')).toEqual([{ postId: post.id, unitId: branch.id, authorId: member.id, revision: now.revision + 1 }]);
      expect((await world.rows<{ old: boolean }>('select last_update_at < app_now() - interval \'39 days\' as old from site where unit_id = $1', [branch.id]))[0]?.old).toBe(true);
    });

    it('新成员头几篇先审：设为 2，第三篇起直接发', async () => {
      const unit = await world.make.unit('branch', chain.general);
      const boss = await world.make.officer('secretary', unit);
      const fresh = await world.make.member(unit);
      const [columnId = ''] = await columnsOf(world, unit);
      expect(await world.ok(boss, moderationSettingRoutes.setSettings, { unitId: unit.id, firstPosts: 2 })).toEqual({ firstPosts: 2 });
      const states: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        const post = await world.ok(fresh, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId, title: `第${i + 1}篇`, text: '来报个到。', visibility: 'branch' });
        states.push(post.state);
        const waiting = (await world.ok(boss, moderationRoutes.queue, { unitId: unit.id, tab: 'review' })).items;
        for (const one of waiting) { expect(one.holdReason).toBe('firstPosts'); await world.ok(boss, moderationRoutes.decide, { unitId: unit.id, caseId: one.id, act: 'pass' }); }
      }
      expect(states).toEqual(['pending', 'pending', 'published']);
    });
  });

  describe('决定', () => {
    it('不予公开要有规则编号和至少十个字的理由；作者看到原文、规则、理由，别人看不到', async () => {
      const post = await write(member, { text: '这一篇会被退回。' });
      const one = await caseOf(admin, post.id);
      expect(await stop(admin, one.id, { rule: undefined })).toMatchObject({ status: 422, code: 'moderation.rule-needed' });
      expect(await stop(admin, one.id, { rule: 98 })).toMatchObject({ status: 422, code: 'moderation.rule-needed' });
      expect(await stop(admin, one.id, { reason: '不行，不行' })).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect(await stop(admin, one.id, { reason: '   不行，不行     ' })).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect(await stop(admin, one.id, { reason: '倒着写的理由\u202e一共十几个字' })).toMatchObject({ status: 422, code: 'line.control-characters' });
      expect((await stop(admin, one.id, { suggestion: '可以改成：周三读书。' })).body).toMatchObject({ state: 'stopped', contentState: 'rejected' });
      await takesEffect(world);
      const mine = (await world.ok(member, moderationRoutes.mine, {})).items.find((row) => row.id === one.id);
      expect(mine).toMatchObject({ text: '这一篇会被退回。', rule: why.rule, reason: why.reason, suggestion: '可以改成：周三读书。', contentState: 'rejected', whyNotAppeal: null, appeal: null });
      expect((await world.ok(secretary, moderationRoutes.mine, {})).items).toEqual([]);
      expect(await listed(secretary)).not.toContain(post.id);
      expect((await world.eventsOf('content.decided', branch.id)).filter((event) => event.caseId === one.id)).toEqual([{ caseId: one.id, unitId: branch.id, authorId: member.id, outcome: 'stopped' }]);
      expect((await world.rows<{ details: Record<string, unknown> }>('select details from audit where action = \'moderation.stopped\' and object = $1', [`post:${post.id}`]))[0]?.details).toMatchObject({ before: 'pending', after: 'rejected', rule: why.rule, reason: why.reason });
    });

    it('每条一键理由本身都够十个字', () => {
      for (const rule of houseRules) for (const reason of rule.reasons) expect([...reason].length).toBeGreaterThanOrEqual(10);
    });

    it('两位同时决定同一条：只有一个算数，另一位得到 409，知道是谁、什么时候', async () => {
      for (let round = 0; round < 5; round += 1) {
        const post = await write(member, { title: `抢着审${round}` });
        const one = await caseOf(admin, post.id);
        const answers = await Promise.all([pass(admin, one.id), stop(secretary, one.id)]);
        expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
        const won = answers.find((answer) => answer.status === 200);
        const lost = answers.find((answer) => answer.status === 409);
        expect(lost).toMatchObject({ code: 'moderation.decided-already', details: { by: won?.body.decision?.by?.name } });
        expect(new Date(String(lost?.details?.at))).toEqual(new Date(won?.body.decision?.at ?? 0));
        expect(await world.rows('select 1 from review_step where case_id = $1 and act in (\'passed\', \'stopped\')', [one.id])).toHaveLength(1);
      }
    });

    it('同一个人重发同一个决定，答复一样，只记一次', async () => {
      const post = await write(member);
      const one = await caseOf(admin, post.id);
      expect([await pass(admin, one.id), await pass(admin, one.id)].map((answer) => answer.status)).toEqual([200, 200]);
      expect(await world.rows('select 1 from review_step where case_id = $1 and act = \'passed\'', [one.id])).toHaveLength(1);
    });

    it('五秒内撤销：帖子回到待审，什么通知都没有发出；生效以后就撤不了', async () => {
      const post = await write(member);
      const one = await caseOf(admin, post.id);
      await pass(admin, one.id);
      const undo = (by: MadePerson) => world.ok(by, moderationRoutes.undo, { ...at(), caseIds: [one.id] });
      expect((await undo(secretary)).items[0]).toMatchObject({ done: false, code: 'moderation.undo-not-yours' });
      expect((await undo(admin)).items[0]).toMatchObject({ done: true });
      await takesEffect(world);
      expect(await caseOf(admin, post.id)).toMatchObject({ state: 'open', contentState: 'pending' });
      expect((await world.eventsOf('content.decided', branch.id)).filter((event) => event.caseId === one.id)).toEqual([]);
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === post.id)).toEqual([]);
      await stop(admin, one.id);
      await takesEffect(world);
      expect((await undo(admin)).items[0]).toMatchObject({ done: false, code: 'moderation.undo-too-late' });
    });

    it('一次通过好几条：自己的、提到自己的、别人抢先处理的，各自说明为什么没有成', async () => {
      const posts = [await write(member), await write(member), await write(admin), await write(member, { text: `请${admin.name}看一看。` })];
      const cases = await Promise.all(posts.map((post) => caseOf(secretary, post.id)));
      await world.ok(secretary, moderationRoutes.decide, { ...at(), caseId: cases[1]?.id ?? '', act: 'pass' });
      const { items } = await world.ok(admin, moderationRoutes.decideMany, { ...at(), caseIds: [...cases.map((one) => one.id), 'zzzzzzzzzzz'], act: 'pass' });
      expect(items.map((item) => item.code)).toEqual([null, 'moderation.decided-already', 'moderation.own', 'moderation.about-you', 'not-found']);
      expect(items[1]?.by).toBe(secretary.name);
    });

    it('一天不予公开超过 30 条要再确认一次，确认也记录在案', async () => {
      const busy = await world.make.officer('networkAdmin', branch);
      const ids: string[] = [];
      for (let i = 0; i < 31; i += 1) ids.push((await caseOf(busy, (await write(member, { title: `第${i}条` })).id)).id);
      const many = (caseIds: string[], more: object = {}) => world.as(busy, moderationRoutes.decideMany, { ...at(), caseIds, act: 'stop', ...why, ...more });
      expect((await many(ids.slice(0, 30))).body.items.every((item) => item.done)).toBe(true);
      expect(await many(ids.slice(30))).toMatchObject({ status: 409, code: 'moderation.confirm-limit', details: { today: 30 } });
      expect((await many(ids.slice(30), { confirmed: true })).body.items[0]?.done).toBe(true);
      expect(await world.rows('select 1 from audit where action = \'moderation.stopped\' and actor_id = $1 and details->>\'confirmed\' = \'true\'', [busy.id])).toHaveLength(1);
    });
  });

  describe('范围', () => {
    it('版主只看得到、只管得了自己的栏目；普通成员和别的支部的人进不来', async () => {
      const keeper = await world.make.member(branch);
      await world.ok(secretary, moderationSettingRoutes.appointModerator, { ...at(), columnId: columns[1] ?? '', personId: keeper.id, basis: '支委会决定' });
      expect((await world.ok(member, moderationSettingRoutes.moderators, at())).items).toMatchObject([{ person: { id: keeper.id }, column: { id: columns[1] } }]);
      await world.rows('update site_column set premoderated = true where id = $1', [columns[2]]);
      const [inside, outside] = [await write(member), await write(member, { columnId: columns[2] ?? '' })];
      const mine = await queue(keeper);
      expect(mine.items.some((one) => one.targetId === inside.id)).toBe(true);
      expect(mine.items.every((one) => one.column?.id === columns[1])).toBe(true);
      expect(mine.counts.review).toBe(mine.items.length);
      expect(mine.counts.answer).toBe(0);
      const foreign = await caseOf(admin, outside.id);
      expect(await pass(keeper, foreign.id)).toMatchObject({ status: 404 });
      expect(await world.as(keeper, moderationRoutes.one, { ...at(), caseId: foreign.id })).toMatchObject({ status: 404 });
      expect((await pass(keeper, (await caseOf(keeper, inside.id)).id)).status).toBe(200);
      expect(await world.as(member, moderationRoutes.queue, { ...at(), tab: 'review' })).toMatchObject({ status: 403, code: 'not-allowed' });
      const elsewhere = await world.make.officer('secretary', await world.make.unit('branch', chain.general));
      expect(await world.as(elsewhere, moderationRoutes.queue, { ...at(), tab: 'review' })).toMatchObject({ status: 404 });
      expect(await world.as(elsewhere, moderationRoutes.decide, { ...at(), caseId: foreign.id, act: 'pass' })).toMatchObject({ status: 404 });
      const [role] = await world.rows<{ id: string }>('select id from role_held where person_id = $1 and role = \'moderator\'', [keeper.id]);
      await world.ok(secretary, moderationSettingRoutes.endModerator, { ...at(), roleId: role?.id ?? '', reason: '轮换' });
      expect(await world.as(keeper, moderationRoutes.queue, { ...at(), tab: 'review' })).toMatchObject({ status: 403 });
      await world.rows('update site_column set premoderated = false where id = $1', [columns[2]]);
    });

    it('由上级代管的栏目，本支部的书记和网管员看不到待审，社区的同志来审', async () => {
      const unit = await world.make.unit('branch', chain.community);
      const boss = await world.make.officer('secretary', unit);
      const author = await world.make.member(unit);
      const staff = await world.make.person();
      await world.make.appoint(staff, 'communityStaff', chain.community);
      const [columnId = ''] = await columnsOf(world, unit);
      await world.rows('update site_column set premoderated = true, hosted = true where id = $1', [columnId]);
      const post = await world.ok(author, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId, title: '心里话', text: '最近有点难。', visibility: 'branch' });
      expect((await world.ok(boss, moderationRoutes.queue, { unitId: unit.id, tab: 'review' })).items).toEqual([]);
      const waiting = (await world.ok(staff, moderationRoutes.queue, { unitId: chain.community.id, tab: 'review' })).items.find((one) => one.targetId === post.id);
      expect(waiting).toMatchObject({ unit: { id: unit.id, name: unit.name }, text: '最近有点难。' });
      expect((await world.ok(staff, moderationRoutes.decide, { unitId: chain.community.id, caseId: waiting?.id ?? '', act: 'pass' })).contentState).toBe('published');
      expect(await world.as(boss, moderationRoutes.restore, { unitId: unit.id, caseId: waiting?.id ?? '', reason: '支部也想插手管一管' })).toMatchObject({ status: 404 });
    });
  });

  describe('队列', () => {
    it('待回应的留言在同一个队列里，等得最久的在最前，答了就少一条', async () => {
      const unit = await world.make.unit('branch', chain.general);
      const boss = await world.make.officer('secretary', unit);
      const asker = await world.make.member(unit);
      const ids: string[] = [];
      for (const text of ['先问的', '后问的']) ids.push((await world.ok(asker, boardRoutes.leave, { unitId: unit.id, clientId: uuid(), text })).id);
      await world.rows('update message set left_at = left_at - interval \'30 days\', promised_at = promised_at - interval \'30 days\' where id = $1', [ids[0]]);
      const before = await world.ok(boss, moderationRoutes.queue, { unitId: unit.id, tab: 'answer' });
      expect(before.items.map((one) => [one.targetId, one.why, one.overdue])).toEqual([[ids[0], 'unanswered', true], [ids[1], 'unanswered', false]]);
      expect(before.counts.answer).toBe(2);
      await world.ok(boss, boardRoutes.answer, { unitId: unit.id, messageId: ids[0] ?? '', clientId: uuid(), text: '收到，正在办。' });
      expect((await world.ok(boss, moderationRoutes.queue, { unitId: unit.id, tab: 'answer' })).counts.answer).toBe(1);
    });

    it('一页一页地翻，一条不漏、一条不重；乱改的页码被拒绝', async () => {
      const all = (await queue(admin)).items.map((one) => one.id);
      for (let i = 0; i < 5; i += 1) all.push((await caseOf(admin, (await write(member)).id)).id);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.ok(admin, moderationRoutes.queue, { ...at(), tab: 'review', limit: '2' as never, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map((one) => one.id));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(seen).toEqual(all);
      for (const bad of ['abc', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('[1e300,"y"]').toString('base64url')]) expect(await world.as(admin, moderationRoutes.queue, { ...at(), tab: 'review', cursor: bad })).toMatchObject({ status: 400, code: 'cursor.invalid' });
    });

    it('认领、放回、备注都留在经过里；处理完就不能再认领', async () => {
      const one = await caseOf(admin, (await write(member)).id);
      expect(await world.ok(admin, moderationRoutes.assign, { ...at(), caseId: one.id, mine: true })).toMatchObject({ assignee: { id: admin.id } });
      const clientId = uuid();
      for (let i = 0; i < 2; i += 1) await world.ok(secretary, moderationRoutes.addNote, { ...at(), caseId: one.id, clientId, words: '我打电话问过作者了。' });
      expect(await world.as(secretary, moderationRoutes.addNote, { ...at(), caseId: one.id, clientId: uuid(), words: '  ' })).toMatchObject({ status: 422, code: 'moderation.note-empty' });
      await world.ok(admin, moderationRoutes.assign, { ...at(), caseId: one.id, mine: false });
      await pass(admin, one.id);
      const { steps } = await world.ok(secretary, moderationRoutes.one, { ...at(), caseId: one.id });
      expect(steps.map((step) => [step.act, step.by?.id ?? null])).toEqual([['opened', null], ['assigned', admin.id], ['noted', secretary.id], ['released', admin.id], ['passed', admin.id]]);
      expect(await world.as(admin, moderationRoutes.assign, { ...at(), caseId: one.id, mine: true })).toMatchObject({ status: 409 });
    });
  });

  describe('隐藏与回收站', () => {
    it('已公开的帖子可以隐藏：有规则有理由，一个字也没有删；30 天内可以恢复到原来的位置和时间，带着标记', async () => {
      const post = await write(member, { columnId: columns[0] ?? '' });
      expect(post.state).toBe('published');
      const hide = (by: MadePerson, more: object = {}) => world.as(by, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why, ...more });
      expect(await hide(member)).toMatchObject({ status: 403 });
      expect(await hide(admin, { reason: '' })).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect(await hide(admin, { targetId: 'zzzzzzzzzzz' })).toMatchObject({ status: 404 });
      const hidden = (await hide(admin)).body;
      expect(hidden).toMatchObject({ why: 'direct', state: 'stopped', contentState: 'hidden' });
      expect(await listed(secretary)).not.toContain(post.id);
      expect(await world.rows('select text from post where id = $1', [post.id])).toEqual([{ text: '把每周的读书会改在周三，好不好？' }]);
      expect(await world.rows('select 1 from member_act where source_id = $1', [post.id])).toEqual([]);
      expect((await queue(secretary, 'bin')).items.map((one) => one.id)).toContain(hidden.id);
      const restore = (by: MadePerson, reason = '看错了，内容没有问题。') => world.as(by, moderationRoutes.restore, { ...at(), caseId: hidden.id, reason });
      expect(await restore(secretary, '看错了')).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect((await restore(secretary)).body).toMatchObject({ state: 'restored', contentState: 'published' });
      const back = await world.ok(member, postRoutes.post, { ...at(), postId: post.id });
      expect(back).toMatchObject({ publishedAt: post.publishedAt, state: 'published' });
      expect(back.restoredAt).toBeTruthy();
      expect((await world.eventsOf('post.published', branch.id)).filter((event) => event.postId === post.id)).toHaveLength(1);
      expect(await restore(secretary)).toMatchObject({ status: 409, code: 'moderation.not-in-bin' });
    });

    it('文中写到的人不能收起这一篇，标题里写到也不行；没写到的同事照样能收', async () => {
      for (const more of [{ text: `${admin.name}开会总是迟到。` }, { title: `说说${admin.name}` }]) {
        const post = await write(member, { columnId: columns[0] ?? '', ...more });
        const hide = (by: MadePerson) => world.as(by, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why });
        expect(await hide(admin)).toMatchObject({ status: 403, code: 'moderation.about-you' });
        expect((await hide(secretary)).status).toBe(200);
      }
    });

    it('代管栏目里的：本支部谁也收不起来，代管的社区收得起来，桌子不换；社区收不起别的栏目的', async () => {
      const unit = await world.make.unit('branch', chain.community);
      const [boss, web, author, staff] = [await world.make.officer('secretary', unit), await world.make.officer('networkAdmin', unit), await world.make.member(unit), await world.make.officer('communityStaff', chain.community)];
      const [hosted = '', own = ''] = await columnsOf(world, unit);
      await world.rows('update site_column set hosted = true where id = $1', [hosted]);
      const post = (columnId: string) => world.ok(author, postRoutes.write, { unitId: unit.id, clientId: uuid(), columnId, title: '心里话', text: '最近加班太多。', visibility: 'branch' });
      const [inner, plain] = [await post(hosted), await post(own)];
      const comment = await world.ok(author, commentRoutes.comment, { unitId: unit.id, postId: inner.id, clientId: uuid(), text: '再补一句。' });
      const hide = (by: MadePerson, unitId: string, targetId: string, kind: 'post' | 'comment' = 'post') => world.as(by, moderationRoutes.hide, { unitId, kind, targetId, ...why });
      for (const officer of [boss, web]) for (const [kind, id] of [['post', inner.id], ['comment', comment.id]] as const) expect(await hide(officer, unit.id, id, kind)).toMatchObject({ status: 403, code: 'moderation.other-desk' });
      expect((await world.ok(author, postRoutes.post, { unitId: unit.id, postId: inner.id })).state).toBe('published');
      expect(await world.rows('select 1 from review_case where unit_id = $1', [unit.id])).toEqual([]);
      expect(await hide(staff, chain.community.id, plain.id)).toMatchObject({ status: 404 });
      expect((await hide(staff, chain.community.id, comment.id, 'comment')).status).toBe(200);
      const hidden = (await hide(staff, chain.community.id, inner.id)).body;
      expect(hidden).toMatchObject({ unit: { id: unit.id }, state: 'stopped', contentState: 'hidden' });
      expect(await world.rows('select distinct desk_id from review_case where unit_id = $1', [unit.id])).toEqual([{ desk_id: chain.community.id }]);
      expect((await world.ok(boss, moderationRoutes.queue, { unitId: unit.id, tab: 'bin' })).items).toEqual([]);
      expect((await world.ok(staff, moderationRoutes.queue, { unitId: chain.community.id, tab: 'bin' })).items.map((one) => one.id)).toContain(hidden.id);
      // 别的社区的人和没有的一样。
      const elsewhere = await world.make.officer('communityStaff', await world.make.unit('community', chain.district));
      expect(await hide(elsewhere, elsewhere.id, plain.id)).toMatchObject({ status: 404 });
    });

    it('自己的帖子不能自己隐藏；书记的帖子网管员也能处理', async () => {
      const post = await write(secretary, { columnId: columns[0] ?? '' });
      expect(await world.as(secretary, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why })).toMatchObject({ status: 403, code: 'moderation.own' });
      expect((await world.as(admin, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why })).status).toBe(200);
    });

    it('留言也能隐藏，隐藏以后不能再回应', async () => {
      const message = await world.ok(member, boardRoutes.leave, { ...at(), clientId: uuid(), text: '广告：低价转让会员卡' });
      await world.ok(admin, moderationRoutes.hide, { ...at(), kind: 'message', targetId: message.id, ...why });
      expect((await world.ok(secretary, boardRoutes.messages, { ...at(), limit: '100' as never })).items.map((one) => one.id)).not.toContain(message.id);
      expect((await world.ok(member, boardRoutes.messages, { ...at(), limit: '100' as never })).items.find((one) => one.id === message.id)).toMatchObject({ state: 'hidden', mine: true });
      expect(await world.as(secretary, boardRoutes.answer, { ...at(), messageId: message.id, clientId: uuid(), text: '收到' })).toMatchObject({ status: 404 });
    });

    it('公布的只有数目：每条规则几次、申诉几次，没有人的名字', async () => {
      const figures = await world.ok(member, moderationRoutes.figures, at());
      expect(figures.stopped).toBeGreaterThan(0);
      expect(figures.byRule).toEqual([{ rule: why.rule, count: figures.stopped }]);
      expect(JSON.stringify(figures)).not.toMatch(/[一-龥]/);
    });
  });
});
