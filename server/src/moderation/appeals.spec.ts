import { moderationRoutes } from '@branch/shared/moderation/routes';
import type { QueueTab } from '@branch/shared/moderation/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { endOfWorkingDays } from '@branch/shared/working-days';
import { columnsOf, takesEffect, why } from '../../test/moderation.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';
import { Appeals } from './appeals.service.js';

describe('举报与申诉', () => {
  let world: World;
  let chain: Awaited<ReturnType<World['make']['chain']>>;
  let branch: MadeUnit;
  let secretary: MadePerson;
  let admin: MadePerson;
  let author: MadePerson;
  let reader: MadePerson;
  let staff: MadePerson;
  let columnId: string;

  beforeAll(async () => {
    world = await World.open();
    chain = await world.make.chain();
    branch = chain.branch;
    secretary = await world.make.officer('secretary', branch);
    admin = await world.make.officer('networkAdmin', branch);
    author = await world.make.member(branch);
    reader = await world.make.member(branch);
    staff = await world.make.person();
    await world.make.appoint(staff, 'communityStaff', chain.community);
    columnId = (await columnsOf(world, branch))[0] ?? '';
  });
  afterAll(async () => { await world.close(); });

  const at = (unit = branch) => ({ unitId: unit.id });
  const write = (by: MadePerson, text = '下周三晚上七点读书会，欢迎都来。') => world.ok(by, postRoutes.write, { ...at(), clientId: uuid(), columnId, title: '一篇', text, visibility: 'branch' });
  const report = (by: MadePerson, targetId: string, more: object = {}) => world.as(by, moderationRoutes.report, { ...at(), clientId: uuid(), kind: 'post', targetId, reason: 'unfit', note: '这不是真的。', ...more });
  const queue = (by: MadePerson, tab: QueueTab, unit = branch) => world.ok(by, moderationRoutes.queue, { ...at(unit), tab, limit: '100' as never });
  const found = async (by: MadePerson, targetId: string, tab: QueueTab, unit = branch) => (await queue(by, tab, unit)).items.find((one) => one.targetId === targetId);
  const hidden = async (by = admin): Promise<{ postId: string; caseId: string; publishedAt: string }> => {
    const post = await write(author);
    const one = await world.ok(by, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why });
    return { postId: post.id, caseId: one.id, publishedAt: post.publishedAt };
  };
  const appeal = (by: MadePerson, caseId: string, words = '这一篇没有问题，请再看一看。') => world.as(by, moderationRoutes.appeal, { caseId, clientId: uuid(), words });
  const judge = (by: MadePerson, appealId: string, overturn: boolean, more: object = {}, unit = branch) => world.as(by, moderationRoutes.decideAppeal, { ...at(unit), appealId, overturn, reason: '重看以后，内容没有问题。', ...more });

  describe('举报', () => {
    it('几个人举报同一篇，合成一件：每人一次，看不到是谁，三条理由都在', async () => {
      const post = await write(author);
      const others = [reader, await world.make.member(branch), await world.make.member(branch)];
      const answers = await Promise.all(others.map((person, i) => report(person, post.id, { reason: (['abuse', 'privacy', 'unfit'] as const)[i] })));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
      expect(answers.map((answer) => answer.body.joined).sort()).toEqual([false, true, true]);
      expect(await report(reader, post.id)).toMatchObject({ status: 409, code: 'report.made-already' });
      const one = await found(admin, post.id, 'reports');
      expect(one).toMatchObject({ why: 'reported', contentState: 'published' });
      expect(one?.reports.map((row) => row.reason).sort()).toEqual(['abuse', 'privacy', 'unfit']);
      const text = JSON.stringify(await world.ok(admin, moderationRoutes.one, { ...at(), caseId: one?.id ?? '' }));
      for (const person of others) expect(text).not.toContain(person.id);
      expect((await world.eventsOf('content.reported', branch.id)).filter((event) => event.caseId === one?.id)).toHaveLength(1);
      // 没有问题：照常公开，件结了。
      await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'pass' });
      expect((await world.ok(reader, postRoutes.post, { ...at(), postId: post.id })).state).toBe('published');
      expect(await found(admin, post.id, 'reports')).toBeUndefined();
    });

    it('自己的不用举报，没有的、看不到的一样找不到', async () => {
      const post = await write(author);
      expect(await report(author, post.id)).toMatchObject({ status: 422, code: 'report.own' });
      expect(await report(reader, 'zzzzzzzzzzz')).toMatchObject({ status: 404 });
      await world.ok(admin, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why });
      expect(await report(reader, post.id)).toMatchObject({ status: 404 });
    });

    it('举报网管员的帖子，越过支部送到上一级，支部里谁都看不到', async () => {
      const post = await write(admin, '我管网站，我说了算。');
      expect((await report(reader, post.id, { reason: 'abuse' })).status).toBe(200);
      for (const person of [admin, secretary]) expect(await found(person, post.id, 'reports')).toBeUndefined();
      const up = await found(staff, post.id, 'reports', chain.community);
      expect(up).toMatchObject({ unit: { id: branch.id }, author: { id: admin.id }, text: '我管网站，我说了算。', whyNot: null });
      expect(await world.as(admin, moderationRoutes.decide, { ...at(), caseId: up?.id ?? '', act: 'pass' })).toMatchObject({ status: 404 });
      expect((await world.ok(staff, moderationRoutes.decide, { ...at(chain.community), caseId: up?.id ?? '', act: 'stop', ...why })).contentState).toBe('hidden');
      expect((await world.as(reader, postRoutes.post, { ...at(), postId: post.id })).status).toBe(404);
    });

    it('点评也一样：举报、收起、恢复，楼层不变，回到原处带着标记', async () => {
      const post = await write(author);
      const say = (by: MadePerson, text: string) => world.ok(by, commentRoutes.comment, { ...at(), postId: post.id, clientId: uuid(), text });
      const [first, second] = [await say(reader, '说得在理'), await say(author, '谢谢')];
      expect((await report(author, first.id, { kind: 'comment', reason: 'abuse' })).status).toBe(200);
      const one = await found(admin, first.id, 'reports');
      await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'stop', ...why });
      const floors = async () => (await world.ok(author, commentRoutes.comments, { ...at(), postId: post.id })).items.map((row) => [row.floor, row.text]);
      expect(await floors()).toEqual([[1, null], [2, '谢谢']]);
      await world.ok(admin, moderationRoutes.restore, { ...at(), caseId: one?.id ?? '', reason: '看错了，这条点评没有问题。' });
      expect(await floors()).toEqual([[1, '说得在理'], [2, '谢谢']]);
      expect(second.floor).toBe(2);
    });

    it('举报的人自己是网管员，就不能由他来决定', async () => {
      const post = await write(author);
      await report(admin, post.id);
      const one = await found(secretary, post.id, 'reports');
      expect(await found(admin, post.id, 'reports')).toMatchObject({ whyNot: 'moderation.own-report' });
      expect(await world.as(admin, moderationRoutes.decide, { ...at(), caseId: one?.id ?? '', act: 'stop', ...why })).toMatchObject({ status: 403, code: 'moderation.own-report' });
    });
  });

  describe('申诉', () => {
    it('由另一位来答复：作决定的人不能答，作者不能答；成立就回到原来的位置和时间，带着标记', async () => {
      const { postId, caseId, publishedAt } = await hidden();
      const made = (await appeal(author, caseId)).body;
      expect(new Date(made.dueAt)).toEqual(endOfWorkingDays(new Date(made.at), 3));
      expect(made).toMatchObject({ state: 'open', overdue: false, escalated: false });
      expect(await appeal(author, caseId)).toMatchObject({ status: 409, code: 'appeal.made-already' });
      expect(await judge(admin, made.id, false)).toMatchObject({ status: 403, code: 'appeal.own-decision' });
      expect(await found(admin, postId, 'appeals')).toMatchObject({ whyNot: 'appeal.own-decision', appeal: { words: '这一篇没有问题，请再看一看。' } });
      expect(await judge(secretary, made.id, true, { reason: '没问题' })).toMatchObject({ status: 422, code: 'moderation.reason-needed' });
      expect((await judge(secretary, made.id, true)).body).toMatchObject({ state: 'restored', contentState: 'published', appeal: { state: 'overturned' } });
      const back = await world.ok(reader, postRoutes.post, { ...at(), postId });
      expect(back.publishedAt).toBe(publishedAt);
      expect(back.restoredAt).toBeTruthy();
      expect((await world.ok(author, moderationRoutes.mine, {})).items.find((row) => row.id === caseId)).toMatchObject({ state: 'restored', appeal: { state: 'overturned', reason: '重看以后，内容没有问题。' } });
      expect(await judge(secretary, made.id, false)).toMatchObject({ status: 409, code: 'appeal.decided-already', details: { by: secretary.name } });
    });

    it('书记和社区同时答复同一份申诉，只有一个算数', async () => {
      const { caseId } = await hidden();
      const made = (await appeal(author, caseId)).body;
      const deputy = await world.make.officer('deputySecretary', branch);
      const answers = await Promise.all([judge(secretary, made.id, true), judge(deputy, made.id, false)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    });

    it('支部只有一位能审，申诉送上一级', async () => {
      const unit = await world.make.unit('branch', chain.community);
      const [only, writer] = [await world.make.officer('secretary', unit), await world.make.member(unit)];
      const [column = ''] = await columnsOf(world, unit);
      const post = await world.ok(writer, postRoutes.write, { ...at(unit), clientId: uuid(), columnId: column, title: '一篇', text: '正文', visibility: 'branch' });
      const one = await world.ok(only, moderationRoutes.hide, { ...at(unit), kind: 'post', targetId: post.id, ...why });
      const made = (await appeal(writer, one.id)).body;
      expect(await judge(only, made.id, false, {}, unit)).toMatchObject({ status: 404 });
      expect((await judge(staff, made.id, true, {}, chain.community)).body).toMatchObject({ contentState: 'published' });
    });

    it('三个工作日没有答复，转到社区并显示超期；作者知道；网管员再也答不了', async () => {
      const { postId, caseId } = await hidden();
      const made = (await appeal(author, caseId)).body;
      await world.rows('update appeal set due_at = app_now() - interval \'1 minute\' where id = $1', [made.id]);
      await Promise.all([world.get(Appeals).escalate(), world.get(Appeals).escalate()]);
      expect(await found(secretary, postId, 'appeals')).toBeUndefined();
      expect(await found(staff, postId, 'appeals', chain.community)).toMatchObject({ overdue: true, appeal: { escalated: true, overdue: true } });
      expect((await world.ok(author, moderationRoutes.mine, {})).items.find((row) => row.id === caseId)?.appeal).toMatchObject({ escalated: true, overdue: true });
      expect((await world.ok(author, moderationRoutes.figures, at())).overdueAppeals).toBeGreaterThan(0);
      expect((await world.eventsOf('appeal.escalated', branch.id)).filter((event) => event.caseId === caseId)).toHaveLength(1);
      expect((await judge(secretary, made.id, true)).status).toBe(404);
      expect((await judge(staff, made.id, false, {}, chain.community)).status).toBe(200);
    });

    it('只能为自己的、被处理过的内容申诉，要说几句话；离开支部以后也能', async () => {
      const { caseId } = await hidden();
      expect(await appeal(reader, caseId)).toMatchObject({ status: 404 });
      expect(await appeal(author, caseId, '不服')).toMatchObject({ status: 422, code: 'appeal.words-needed' });
      const leaving = await world.make.member(branch);
      const post = await write(leaving);
      const one = await world.ok(admin, moderationRoutes.hide, { ...at(), kind: 'post', targetId: post.id, ...why });
      await world.rows('update membership set ends_on = current_date, end_reason = \'transferred\' where person_id = $1', [leaving.id]);
      expect((await world.ok(leaving, moderationRoutes.mine, {})).items).toMatchObject([{ id: one.id, reason: why.reason }]);
      expect((await appeal(leaving, one.id)).status).toBe(200);
      const passed = await write(author);
      await report(reader, passed.id);
      const kept = await found(admin, passed.id, 'reports');
      await world.ok(admin, moderationRoutes.decide, { ...at(), caseId: kept?.id ?? '', act: 'pass' });
      expect(await appeal(author, kept?.id ?? '')).toMatchObject({ status: 409, code: 'appeal.nothing-to-appeal' });
    });

    it('每一步都有痕迹：谁、为什么、之前之后', async () => {
      const { postId, caseId } = await hidden();
      await takesEffect(world);
      const made = (await appeal(author, caseId)).body;
      await judge(secretary, made.id, true);
      const rows = await world.rows<{ action: string; actor_id: string; details: Record<string, unknown> }>('select action, actor_id, details from audit where object = $1 order by at', [`post:${postId}`]);
      expect(rows.map((row) => [row.action, row.actor_id])).toEqual([['moderation.stopped', admin.id], ['moderation.overturned', secretary.id]]);
      expect(rows[0]?.details).toMatchObject({ before: 'published', after: 'hidden', rule: why.rule });
      expect(rows[1]?.details).toMatchObject({ before: 'hidden', after: 'published', reason: '重看以后，内容没有问题。' });
    });
  });
});
