/** Routes of the review desk: community staff (the district may too) decide on applications and look after sites in trouble (SITE-2, SITE-3). Nobody reviews their own unit. */
import { answer, clientId, count, day, flag, id, integer, list, moment, note, nullable, object, oneOf, optional, page, paging, PersonRef, string, text } from '../fields.js';
import { route } from '../route.js';
import { Application, Finding, SiteTask, Standing } from './application-routes.js';
import { siteStates } from './routes.js';

export const queueKinds = ['waiting', 'background', 'stale', 'online', 'draft', 'archived'] as const;
export type QueueKind = (typeof queueKinds)[number];
/** Criteria of the exemplary label (精品): at least three, each shown in the evidence. */
export const labelCriteria = ['alive', 'answers', 'meetings', 'character', 'shared'] as const;
export type LabelCriterion = (typeof labelCriteria)[number];
export const labelCriterionNames: Record<LabelCriterion, string> = { alive: '近三个月月月有更新', answers: '留言当天有回应', meetings: '网上组织生活有纪要', character: '栏目有自己的特色', shared: '做法有别的支部在用' };
export const reviewActs = ['warn', 'clear', 'rectify', 'honour', 'unhonour', 'archive', 'reopen'] as const;

const taskInput = object({ text: text(100), dueOn: day });
const words = { reason: note(500), nextStep: note(500), mentorId: nullable(id), tasks: list(taskInput, 12) };

export const QueueRow = answer({
  unitId: id, unitName: string(), communityName: nullable(string()), siteName: string(), state: oneOf(siteStates), exemplary: flag(), submittedAt: nullable(moment), dueAt: nullable(moment), waitedDays: nullable(count), overdue: flag(),
  warnedAt: nullable(moment), proposedAt: nullable(moment), lastUpdateAt: nullable(moment), daysWithoutUpdate: nullable(count), tasksOpen: count, tasksOverdue: count, mentor: nullable(PersonRef), again: flag(),
});
export const Review = answer({
  standing: Standing, application: nullable(Application), findings: list(Finding), applicant: nullable(PersonRef), /** Why the caller may not decide about this one, as a refusal's code. */ whyNot: nullable(string()),
  mentors: list(answer({ ...PersonRef.shape, from: string() })),
});
export const SiteRules = answer({ warnDays: count, rectifyDays: count, tailPercent: count, decisionDays: count, from: nullable(day), resolution: nullable(string()), setAt: nullable(answer({ id, name: string() })) });

export const reviewRoutes = {
  queue: route({ method: 'GET', path: '/units/:unitId/site-reviews', can: 'site.review', doc: 'Sites beneath a community or district by what they wait for; those waiting longest first. Every number opens into its rows.',
    input: object({ unitId: id, kind: oneOf(queueKinds), ...paging }), output: answer({ ...page(QueueRow).shape, counts: answer(Object.fromEntries(queueKinds.map((kind) => [kind, count])) as Record<QueueKind, typeof count>), overdue: count }) }),
  review: route({ method: 'GET', path: '/units/:unitId/site/review', can: 'site.review', doc: 'One site for its reviewer: application, checklist with the branch\'s own answers and what the records say, history, possible mentors.', input: object({ unitId: id }), output: Review }),
  decide: route({ method: 'POST', path: '/units/:unitId/site/review', can: 'site.review', doc: 'Decide on an application: online, back for completion, or kept in the background. One required item failed or a veto keeps it off line (一票否决), with reason, next step and mentor.',
    input: object({ unitId: id, clientId, applicationId: id, outcome: oneOf(['approve', 'return', 'hold']), findings: list(object({ key: note(20), ok: flag(), note: note(200) }), 30), veto: flag(), ...words }), output: Standing }),
  act: route({ method: 'POST', path: '/units/:unitId/site/moves', can: 'site.review', doc: 'Warn, clear, rectify, grant or remove the exemplary label, archive, reopen: each with its reason; rectifying names mentor and tasks.',
    input: object({ unitId: id, clientId, act: oneOf(reviewActs), criteria: optional(list(oneOf(labelCriteria), 5)), ...words }), output: Standing }),
  setTask: route({ method: 'POST', path: '/units/:unitId/site/tasks', can: 'site.guide', doc: 'Add a task with a day for a site in the background (its mentor or a reviewer).', input: object({ unitId: id, clientId, text: text(100), dueOn: day }), output: SiteTask }),
  dropTask: route({ method: 'DELETE', path: '/units/:unitId/site/tasks/:taskId', can: 'site.guide', doc: 'Take back a task that is no longer needed.', input: object({ unitId: id, taskId: id }), output: answer({}) }),
  rules: route({ method: 'GET', path: '/units/:unitId/site-rules', can: 'site.review', doc: 'The terms in force for sites beneath: days to warning and rectification, tail share, days to decide; and who adopted them.', input: object({ unitId: id }), output: SiteRules }),
  adoptRules: route({ method: 'PUT', path: '/units/:unitId/site-rules', can: 'site.review', doc: 'Adopt terms from a day on, never backwards, naming the resolution.',
    input: object({ unitId: id, warnDays: integer(14, 365), rectifyDays: integer(21, 730), tailPercent: integer(1, 100), decisionDays: integer(1, 60), from: day, resolution: text(200) }), output: SiteRules }),
};
