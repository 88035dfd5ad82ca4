/** Routes of fair moderation: one queue, decisions with rule and reason, reports, appeals (MOD-1…5). */
import { answer, clientId, count, flag, id, integer, judged, list, matches, moment, note, nullable, object, oneOf, optional, page, paging, PersonRef, string } from '../fields.js';
import type { Infer } from '../fields.js';
import { disclosureGrounds } from '../posts/anonymous-rules.js';
import { contentKinds, contentStates, holdReasons, visibilities } from '../posts/routes.js';
import { route } from '../route.js';

export const queueTabs = ['review', 'answer', 'reports', 'appeals', 'bin'] as const;
export type QueueTab = (typeof queueTabs)[number];
export const queueTabNames: Record<QueueTab, string> = { review: '待审', answer: '待回应', reports: '举报', appeals: '申诉', bin: '回收站' };

/** Why a case was opened: content waits, a machine doubts something published, members reported it, or a moderator took it from view at once. */
export const caseReasons = ['held', 'checked', 'reported', 'direct', 'unanswered'] as const;
export type CaseReason = (typeof caseReasons)[number];
export const caseStates = ['open', 'passed', 'stopped', 'restored', 'gone'] as const;
export type CaseState = (typeof caseStates)[number];

/** The three reasons of a report (MOD-5). */
export const reportReasons = ['abuse', 'privacy', 'unfit'] as const;
export type ReportReason = (typeof reportReasons)[number];
export const reportReasonNames: Record<ReportReason, string> = { abuse: '辱骂或攻击他人', privacy: '泄露他人隐私', unfit: '不实或不合适的内容' };

export const stepActs = ['opened', 'reported', 'assigned', 'released', 'noted', 'passed', 'stopped', 'undone', 'restored', 'appealed', 'upheld', 'overturned', 'escalated', 'gone'] as const;
export type StepAct = (typeof stepActs)[number];
export const stepActNames: Record<StepAct, string> = { opened: '进入队列', reported: '有人举报', assigned: '认领', released: '放回', noted: '备注', passed: '通过', stopped: '不予公开', undone: '撤销刚才的决定',
  restored: '恢复', appealed: '作者申诉', upheld: '申诉不成立，维持', overturned: '申诉成立，恢复', escalated: '超期，转上级', gone: '作者已撤回' };

/** What content is meant: the id of a post, comment or message, or a line as room and number. */
const targetId = string().check(matches(/^[1-9A-HJ-NP-Za-km-z]{11}(-\d{1,9})?$/, '没有这样的内容'));
const target = { kind: oneOf(contentKinds), targetId };
const why = { rule: optional(integer(1, 99)), reason: optional(judged(500)), suggestion: optional(judged(20_000)), confirmed: optional(flag()) };

export const Decision = answer({ act: oneOf(['passed', 'stopped', 'restored']), by: nullable(PersonRef), at: moment, rule: nullable(count), reason: nullable(string()) });
export const AppealCard = answer({ id, words: string(), at: moment, dueAt: moment, overdue: flag(), escalated: flag(), state: oneOf(['open', 'upheld', 'overturned']), reason: nullable(string()) });
/** A case as the queue shows it. `whyNot`: the code of why this reader may not decide it. */
export const Case = answer({ id, kind: oneOf(contentKinds), targetId: string(), unit: answer({ id, name: string() }), why: oneOf(caseReasons), holdReason: nullable(oneOf(holdReasons)), state: oneOf(caseStates),
  author: PersonRef, column: nullable(answer({ id, name: string() })), title: nullable(string()), text: string(), cut: flag(), visibility: oneOf(visibilities), contentState: oneOf(contentStates), path: string(),
  at: moment, openedAt: moment, overdue: flag(), hits: list(string(), 10), reports: list(answer({ reason: oneOf(reportReasons), note: string(), at: moment }), 50),
  assignee: nullable(PersonRef), decision: nullable(Decision), appeal: nullable(AppealCard), whyNot: nullable(string()) });
export const Step = answer({ act: oneOf(stepActs), by: nullable(PersonRef), at: moment, rule: nullable(count), words: nullable(string()), undone: flag() });
/** What became of one of several. */
export const Outcome = answer({ id, done: flag(), code: nullable(string()), by: nullable(string()), at: nullable(moment) });
const counts = answer({ review: count, answer: count, reports: count, appeals: count, bin: count, overdue: count });
/** What an author sees of a decision about their own words (G15). */
export const MyCase = answer({ id, kind: oneOf(contentKinds), unit: answer({ id, name: string() }), columnId: nullable(id), title: nullable(string()), text: string(), state: oneOf(caseStates), contentState: oneOf(contentStates), at: moment, decidedAt: nullable(moment), rule: nullable(count), reason: nullable(string()), suggestion: nullable(string()),
  appeal: nullable(AppealCard), whyNotAppeal: nullable(string()), path: string() });

export type QueueCase = Infer<typeof Case>;
export type MyCaseShown = Infer<typeof MyCase>;

export const moderationRoutes = {
  queue: route({ method: 'GET', path: '/units/:unitId/queue', can: 'moderation.work', doc: 'The one queue: what waits for a decision or an answer at this unit\'s desk, reports, appeals, and the bin of 30 days; a column\'s moderator sees that column only.',
    input: object({ unitId: id, tab: oneOf(queueTabs), ...paging }), output: answer({ counts, ...page(Case).shape }) }),
  one: route({ method: 'GET', path: '/units/:unitId/queue/:caseId', can: 'moderation.work', doc: 'One case with the whole text and its history.', input: object({ unitId: id, caseId: id }), output: answer({ case: Case, steps: list(Step, 500) }) }),
  decide: route({ method: 'POST', path: '/units/:unitId/queue/:caseId/decide', can: 'moderation.work', doc: 'Let pass, or stop with a rule and a reason. Two at once make one decision: the second gets 409 with who and when.',
    input: object({ unitId: id, caseId: id, act: oneOf(['pass', 'stop']), ...why }), output: Case }),
  decideMany: route({ method: 'POST', path: '/units/:unitId/queue/decide', can: 'moderation.work', doc: 'The same decision for several cases; each says what became of it.',
    input: object({ unitId: id, caseIds: list(id, 100), act: oneOf(['pass', 'stop']), ...why }), output: answer({ items: list(Outcome, 100) }) }),
  hide: route({ method: 'POST', path: '/units/:unitId/hide', can: 'moderation.work', doc: 'Take published content from view with a rule and a reason; nothing is deleted.', input: object({ unitId: id, ...target, ...why }), output: Case }),
  undo: route({ method: 'POST', path: '/units/:unitId/queue/undo', can: 'moderation.work', doc: 'Take back one\'s own decisions of the last seconds, before they have any effect on others.', input: object({ unitId: id, caseIds: list(id, 100) }), output: answer({ items: list(Outcome, 100) }) }),
  restore: route({ method: 'POST', path: '/units/:unitId/queue/:caseId/restore', can: 'moderation.work', doc: 'Give back from the bin, at the old place and time, marked.', input: object({ unitId: id, caseId: id, reason: judged(500) }), output: Case }),
  assign: route({ method: 'POST', path: '/units/:unitId/queue/:caseId/assign', can: 'moderation.work', doc: 'Take a case on, or put it back.', input: object({ unitId: id, caseId: id, mine: flag() }), output: Case }),
  addNote: route({ method: 'POST', path: '/units/:unitId/queue/:caseId/notes', can: 'moderation.work', doc: 'A note for colleagues at the desk.', input: object({ unitId: id, caseId: id, clientId, words: judged(500) }), output: answer({ steps: list(Step, 500) }) }),
  decideAppeal: route({ method: 'POST', path: '/units/:unitId/appeals/:appealId/decide', can: 'moderation.work', doc: 'Decide an appeal, by another person than who decided before (MOD-4).', input: object({ unitId: id, appealId: id, overturn: flag(), reason: judged(500) }), output: Case }),
  report: route({ method: 'POST', path: '/units/:unitId/reports', can: 'content.report', doc: 'Report content for one of three reasons; several reports join one case.', input: object({ unitId: id, clientId, ...target, reason: oneOf(reportReasons), note: note(300) }), output: answer({ joined: flag() }) }),
  mine: route({ method: 'GET', path: '/moderation/mine', can: 'moderation.own', doc: 'What was decided about my own words: text, rule, reason, appeal.', input: object({}), output: answer({ items: list(MyCase, 100) }) }),
  appeal: route({ method: 'POST', path: '/moderation/mine/:caseId/appeal', can: 'moderation.own', doc: 'Appeal once against a decision about my own words; another person answers within three working days.', input: object({ caseId: id, clientId, words: judged(1000) }), output: AppealCard }),
  figures: route({ method: 'GET', path: '/units/:unitId/moderation/figures', can: 'moderation.figures', doc: 'Published: decisions per rule, appeals, reversals, and how often who wrote under 匿名 was opened by which ground, of this year; never per member.', input: object({ unitId: id }),
    output: answer({ year: count, passed: count, stopped: count, byRule: list(answer({ rule: count, count }), 99), reports: count, appeals: count, overturned: count, overdueAppeals: count, disclosures: list(answer({ ground: oneOf(disclosureGrounds), count }), 9) }) }),
};
