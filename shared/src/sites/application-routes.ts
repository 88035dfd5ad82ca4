/** Routes of an application to go online, for the branch's side: write, hand in, withdraw, do what was asked; and where the site stands, for everyone of the branch (SITE-1…3). */
import { answer, clientId, count, day, flag, id, integer, list, moment, nameNote, note, nullable, number, object, oneOf, PersonRef, string, text, type Infer } from '../fields.js';
import { route } from '../route.js';
import { columnKinds, maxColumns, siteStates, themes } from './routes.js';

export const applicationStates = ['writing', 'waiting', 'approved', 'held', 'returned'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What the secretary writes in four steps. Lenient while it is being written: nothing typed is refused before it is handed in. */
const contentInput = object({
  name: nameNote(40), banner: note(80), introduction: note(500), theme: oneOf(themes),
  columns: list(object({ id: nullable(id), kind: oneOf(columnKinds), name: nameNote(20) }), maxColumns),
  duty: note(200),
  checks: list(object({ key: note(20), answer: oneOf(['yes', 'no', '']), note: note(200) }), 30),
});
export const ApplicationContent = answer({
  name: string(), banner: string(), introduction: string(), theme: oneOf(themes), columns: list(answer({ id: nullable(id), kind: oneOf(columnKinds), name: string() })),
  duty: string(), checks: list(answer({ key: string(), answer: oneOf(['yes', 'no', '']), note: string() })),
});
export type ApplicationContent = Infer<typeof ApplicationContent>;

export const Finding = answer({ key: string(), ok: flag(), note: string() });
export type Finding = Infer<typeof Finding>;
export const CheckItem = answer({ key: string(), title: string(), hint: string(), required: flag(), /** What the records say, where they say something. */ fact: nullable(string()) });
export const SiteTask = answer({ id, text: string(), dueOn: day, overdue: flag(), setBy: PersonRef, doneAt: nullable(moment), doneBy: nullable(PersonRef), doneNote: nullable(string()) });
export const SiteMove = answer({ id, act: string(), fromState: nullable(string()), toState: oneOf(siteStates), at: moment, actor: nullable(PersonRef), actorUnit: nullable(string()), reason: string(), nextStep: nullable(string()), mentor: nullable(PersonRef), failed: list(string()), vetoed: flag() });
/** What the records say of a site (SITE-3, SITE-10): counts without persons. */
export const SiteFigures = answer({ posts: count, comments: count, characters: count, visits: count, unanswered: count, lastMeetingAt: nullable(moment), lastUpdateAt: nullable(moment), daysWithoutUpdate: nullable(count), monthsWithoutMeeting: nullable(count) });

export const Application = answer({
  id: nullable(id), state: oneOf(applicationStates), revision: count, content: ApplicationContent, checklist: answer({ version: count, items: list(CheckItem) }),
  savedAt: nullable(moment), savedBy: nullable(PersonRef), admins: list(PersonRef), submittedAt: nullable(moment), dueAt: nullable(moment),
  /** Where the site stands, and what stands in the way of handing in that no form can mend. */
  siteState: oneOf(siteStates), openTasks: count,
});
export const Standing = answer({
  unitId: id, unitName: string(), siteName: string(), state: oneOf(siteStates), warnedAt: nullable(moment), proposedAt: nullable(moment), exemplary: flag(), mentor: nullable(PersonRef),
  waiting: nullable(answer({ submittedAt: moment, dueAt: moment, overdue: flag() })), moves: list(SiteMove), tasks: list(SiteTask), figures: SiteFigures,
  rules: answer({ warnDays: count, rectifyDays: count, tailPercent: number(), decisionDays: count }),
});

export const applicationRoutes = {
  application: route({ method: 'GET', path: '/units/:unitId/site/application', can: 'site.apply', doc: 'The application as it stands; before the first word, as the site is.', input: object({ unitId: id }), output: Application }),
  save: route({ method: 'PUT', path: '/units/:unitId/site/application', can: 'site.apply', doc: 'Keep what is typed (autosave). A revision that another person has overtaken is refused with who and when.',
    input: object({ unitId: id, revision: integer(0, 1_000_000), content: contentInput }), output: Application }),
  submit: route({ method: 'POST', path: '/units/:unitId/site/application/submit', can: 'site.apply', doc: 'Hand in: now everything must be there; a decision is due in ten working days. Applying twice is refused.',
    input: object({ unitId: id, clientId, revision: integer(0, 1_000_000) }), output: Application }),
  withdraw: route({ method: 'POST', path: '/units/:unitId/site/application/withdraw', can: 'site.apply', doc: 'Take the application back before it is decided; the site stands where it stood.', input: object({ unitId: id, reason: note(200) }), output: Application }),
  doTask: route({ method: 'POST', path: '/units/:unitId/site/tasks/:taskId/done', can: 'site.edit', doc: 'Say that a task is done, and how.', input: object({ unitId: id, taskId: id, note: text(200) }), output: SiteTask }),
  standing: route({ method: 'GET', path: '/units/:unitId/site/standing', can: 'site.history', doc: 'Where the site stands: its moves with the reviewers\' words, tasks with days, what the records say. The branch always sees it.', input: object({ unitId: id }), output: Standing }),
};
