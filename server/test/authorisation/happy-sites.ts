// Who calls the routes of sites, posts, comments, the board and files, and with what, so that it succeeds.
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { uuid } from '../world.js';
import { allFine, complete, drafting, inDays, siteIn } from '../sites.js';
import { send } from './calling.js';
import type { Happy } from './calling.js';
import { pdf, photo } from './life.js';
import type { Life } from './life.js';
import { as, inUnit, next } from './recipes.js';
import type { Recipe } from './recipes.js';

const posted = (life: Life) => life.world.ok(life.people.member, postRoutes.write, { unitId: life.unit.id, clientId: uuid(), columnId: life.parts.columnId ?? '', title: '再读一遍', text: '读完了第三章。', visibility: 'branch' });
/** One draft for all, for one keeps at most fifty. */
const keptDraft = '0b5f2a54-6a0f-4d0f-9d0e-3f1c5d7a9b21';
async function drafted(life: Life): Promise<string> {
  await life.world.ok(life.people.member, draftRoutes.saveDraft, { unitId: life.unit.id, draftId: keptDraft, title: '写了一半', visibility: 'branch', blocks: [] });
  return keptDraft;
}
/** The community above this branch, where sites that a story moves about may begin. */
const community = (life: Life) => ({ id: life.unit.path[1] ?? '', kind: 'community' as const, name: '', path: life.unit.path.slice(0, 2) });
async function withTask(life: Life) {
  const team = await siteIn(life.world, community(life), life.people.district, 'incubating');
  return { ...team, taskId: (await life.world.ok(team.secretary, applicationRoutes.standing, team.at)).tasks[0]?.id ?? '' };
}

export const happySites: Record<string, Recipe> = {
  'sites.site': as('member', (life) => inUnit(life)),
  'sites.edit': as('networkAdmin', (life) => inUnit(life, { name: '我们的小站', banner: '把一件小事做到底', introduction: '' })),
  'sites.columns': as('networkAdmin', (life) => inUnit(life)),
  'sites.saveColumns': as('networkAdmin', async (life) => inUnit(life, await life.world.ok(life.people.networkAdmin, siteRoutes.columns, { unitId: life.unit.id }))),
  'sites.online': () => ({ who: null, input: {} }),
  'sites.face': (life) => ({ who: null, input: { siteId: life.unit.id } }),
  'siteApplication.application': as('secretary', (life) => inUnit(life)),
  'siteApplication.save': async (life) => { const team = await drafting(life.world, community(life)); const { content } = await life.world.ok(team.secretary, applicationRoutes.application, team.at); return { who: team.secretary, input: { ...team.at, revision: 0, content } }; },
  'siteApplication.submit': async (life) => {
    const team = await drafting(life.world, community(life));
    const { content, checklist } = await life.world.ok(team.secretary, applicationRoutes.application, team.at);
    const { revision } = await life.world.ok(team.secretary, applicationRoutes.save, { ...team.at, revision: 0, content: complete(content, checklist.items) });
    return { who: team.secretary, input: { ...team.at, clientId: uuid(), revision } };
  },
  'siteApplication.withdraw': async (life) => { const team = await siteIn(life.world, community(life), life.people.district, 'submitted'); return { who: team.secretary, input: { ...team.at, reason: '再改一改' } }; },
  'siteApplication.doTask': async (life) => { const { admin, at, taskId } = await withTask(life); return { who: admin, input: { ...at, taskId, note: '发好了' } }; },
  'siteApplication.standing': as('member', (life) => inUnit(life)),
  'siteReview.queue': as('district', (life) => inUnit(life, { kind: 'waiting' })),
  'siteReview.review': as('district', (life) => inUnit(life)),
  'siteReview.decide': async (life) => {
    const { at, applicationId } = await siteIn(life.world, community(life), life.people.district, 'submitted');
    const { application } = await life.world.ok(life.people.district, reviewRoutes.review, at);
    return { who: life.people.district, input: { ...at, clientId: uuid(), applicationId, outcome: 'approve', findings: allFine(application?.checklist.items ?? []), veto: false, reason: '', nextStep: '', mentorId: null, tasks: [] } };
  },
  'siteReview.act': async (life) => { const { at } = await siteIn(life.world, community(life), life.people.district, 'online'); return { who: life.people.district, input: { ...at, clientId: uuid(), act: 'warn', reason: '两个月没有一篇自己的文章。', nextStep: '', mentorId: null, tasks: [] } }; },
  'siteReview.setTask': async (life) => { const { at } = await siteIn(life.world, community(life), life.people.district, 'incubating'); return { who: life.people.district, input: { ...at, clientId: uuid(), text: '排出值班表', dueOn: inDays(10) } }; },
  'siteReview.dropTask': async (life) => { const { at, taskId } = await withTask(life); return { who: life.people.district, input: { ...at, taskId } }; },
  'siteReview.rules': as('district', (life) => inUnit(life)),
  'siteReview.adoptRules': (life) => ({ who: life.people.district, input: { unitId: life.unit.id, warnDays: 60, rectifyDays: 90, tailPercent: 5, decisionDays: 10, from: inDays(3 + next()), resolution: '社区综合党委会议' } }),
  'posts.posts': as('member', (life) => inUnit(life)),
  'posts.write': as('member', (life) => inUnit(life, { clientId: uuid(), columnId: life.parts.columnId, title: '一次夜读', text: '读完了第三章。', visibility: 'branch' })),
  'posts.post': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'posts.wider': as('member', () => ({})),
  'posts.edit': as('member', async (life) => { const post = await posted(life); return inUnit(life, { postId: post.id, revision: post.revision, columnId: life.parts.columnId, title: '改过的夜读', blocks: [{ type: 'paragraph', text: '读完了第四章。' }], visibility: 'branch' }); }),
  'posts.retract': as('member', async (life) => inUnit(life, { postId: (await posted(life)).id })),
  'posts.revisions': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'posts.attachment': as('member', async (life) => {
    const post = await life.world.ok(life.people.member, postRoutes.write, { unitId: life.unit.id, clientId: uuid(), columnId: life.parts.columnId ?? '', title: '附件', visibility: 'branch', blocks: [{ type: 'attachment', fileId: life.ids.documentId ?? '' }] });
    return inUnit(life, { postId: post.id, fileId: life.ids.documentId });
  }),
  'posts.react': as('second', (life) => inUnit(life, { postId: life.ids.postId, kind: 'thanks', on: true })),
  'comments.comments': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'comments.comment': as('second', (life) => inUnit(life, { postId: life.ids.postId, clientId: uuid(), text: `说得实在。${next()}` })),
  'comments.retractComment': as('second', async (life) => {
    const comment = await life.world.ok(life.people.second, commentRoutes.comment, { unitId: life.unit.id, postId: life.ids.postId ?? '', clientId: uuid(), text: `写错了。${next()}` });
    return inUnit(life, { postId: life.ids.postId, commentId: comment.id });
  }),
  'drafts.drafts': as('member', () => ({})),
  'drafts.draft': as('member', async (life) => inUnit(life, { draftId: await drafted(life) })),
  'drafts.saveDraft': as('member', (life) => inUnit(life, { draftId: keptDraft, columnId: life.parts.columnId, title: '写了一半', visibility: 'branch', blocks: [{ type: 'paragraph', text: '先记一句。' }] })),
  'drafts.dropDraft': as('member', async (life) => inUnit(life, { draftId: await drafted(life) })),
  'board.messages': as('member', (life) => inUnit(life)),
  'board.leave': as('member', (life) => inUnit(life, { clientId: uuid(), text: `请问下次读书会在哪里？${next()}` })),
  'board.receive': as('networkAdmin', async (life) => {
    const left = await happySites['board.leave']?.(life);
    const message = await send(life.world, 'board.leave', left as Happy);
    return inUnit(life, { messageId: (message.body as { id: string }).id });
  }),
  'duty.duty': as('member', (life) => inUnit(life)),
  'duty.setDuty': as('secretary', (life) => inUnit(life, { days: [{ weekday: 1, personId: life.people.secretary.id }] })),
  'board.answer': as('networkAdmin', async (life) => {
    const left = await happySites['board.leave']?.(life);
    const message = await send(life.world, 'board.leave', left as Happy);
    return inUnit(life, { messageId: (message.body as { id: string }).id, clientId: uuid(), text: '在三楼会议室。' });
  }),
  'files.uploadDocument': (life) => ({ who: life.people.member, input: inUnit(life, { name: '学习材料.pdf' }), file: pdf() }),
  'files.document': as('member', (life) => inUnit(life, { documentId: life.ids.documentId })),
  'files.upload': async (life) => ({ who: life.people.member, input: inUnit(life), file: await photo() }),
};
