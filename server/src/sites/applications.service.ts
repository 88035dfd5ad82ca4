import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import type { ApplicationContent, ApplicationState, applicationRoutes } from '@branch/shared/sites/application-routes';
import { checklistOf, checklistOn } from '@branch/shared/sites/checklist';
import { missing, whyNotAct, whyNotHandIn, whyNotSave } from '@branch/shared/sites/rules';
import { columnTemplates } from '@branch/shared/sites/templates';
import type { SiteState } from '@branch/shared/sites/routes';
import { shanghaiDay } from '@branch/shared/time';
import { endOfWorkingDays } from '@branch/shared/working-days';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { figuresOf } from './figures.js';
import { lockSite, move, readSite, termsOf } from './moving.js';
import { Site, SiteApplication, SiteTask } from './site.entity.js';
import { SitesService } from './sites.service.js';
import { openTasks, standingOf, taskOf } from './standing.js';

type Answer = Result<typeof applicationRoutes.application>;
interface Row { id: string; state: ApplicationState; beforeState: SiteState | null; content: ApplicationContent; revision: number; checklist: number; savedBy: string; savedByName: string; savedAt: Date; submittedBy: string | null; submittedAt: Date | null; dueAt: Date | null }

const fields = 'a.id, a.state, a.before_state as "beforeState", a.content, a.revision, a.checklist, a.saved_by as "savedBy", (select p.name from person p where p.id = a.saved_by) as "savedByName", a.saved_at as "savedAt", a.submitted_by as "submittedBy", a.submitted_at as "submittedAt", a.due_at as "dueAt"';
/** The application being written or waiting; null between two. */
export const openOne = (tx: Tx, unitId: string): Promise<Row | null> => tx.one<Row>(`select ${fields} from site_application a where a.unit_id = $1 and a.state in ('writing', 'waiting')`, [unitId], 'site_application_open');
const lastOne = (tx: Tx, unitId: string): Promise<Row | null> => tx.one<Row>(`select ${fields} from site_application a where a.unit_id = $1 order by a.saved_at desc, a.id limit 1`, [unitId], 'site_application_last');

/** The branch's side of going online (SITE-1, SITE-2): write, hand in, take back, do what was asked. */
@Injectable()
export class ApplicationsService {
  constructor(private readonly db: Db, private readonly sites: SitesService) {}

  application(input: Input<typeof applicationRoutes.application>) {
    return this.db.asSystem('facts of the checklist are counts over closed rows', async (tx) => this.answer(tx, input.unitId, await openOne(tx, input.unitId)));
  }

  save(input: Input<typeof applicationRoutes.save>, me: Me) {
    return this.db.asSystem('facts of the checklist are counts over closed rows', async (tx) => {
      const site = await lockSite(tx, input.unitId);
      const kept = await openOne(tx, input.unitId);
      refuseIf(whyNotAct('submit', site));
      refuseIf(whyNotSave(kept, input.revision), kept ? { by: kept.savedByName, at: kept.savedAt, revision: kept.revision, content: kept.content } : undefined);
      const now = await tx.now();
      const content = { ...input.content, checks: input.content.checks.filter((check, i, all) => all.findIndex((one) => one.key === check.key) === i) };
      if (kept) await tx.update(SiteApplication, { id: kept.id }, { content, revision: kept.revision + 1, savedBy: me.personId, savedAt: now });
      else await tx.insert(SiteApplication, { id: newId(), unitId: input.unitId, state: 'writing', beforeState: null, content, revision: 1, checklist: checklistOn(shanghaiDay(now)).version, savedBy: me.personId, savedAt: now });
      return this.answer(tx, input.unitId, await openOne(tx, input.unitId));
    });
  }

  /** Refuses with `site.submitted-already`, `site.tasks-open`, `site.no-admin`, and `site.incomplete` naming every field. */
  async submit(input: Input<typeof applicationRoutes.submit>, me: Me) {
    const { answer } = await this.db.asSystem('facts of the checklist are counts over closed rows', (tx) => tx.once(input.clientId, input, async () => {
      const site = await lockSite(tx, input.unitId);
      const kept = await openOne(tx, input.unitId);
      refuseIf(whyNotHandIn(site, { admins: (await this.admins(tx, input.unitId)).length, openTasks: await openTasks(tx, input.unitId) }));
      if (!kept) throw new Refusal('site.incomplete', { fields: missing(await this.blank(tx, input.unitId), checklistOn(shanghaiDay(await tx.now()))) });
      refuseIf(whyNotSave(kept, input.revision), { by: kept.savedByName, at: kept.savedAt, revision: kept.revision, content: kept.content });
      const fields = missing(kept.content, checklistOf(kept.checklist));
      if (fields.length > 0) throw new Refusal('site.incomplete', { fields });
      await this.adopt(tx, input.unitId, kept.content);
      const now = await tx.now();
      const beforeState = site.state;
      const moveId = await move(tx, site, 'submit', { actorId: me.personId, reason: kept.content.duty });
      await tx.update(SiteApplication, { id: kept.id }, { state: 'waiting', beforeState, submittedBy: me.personId, submittedAt: now, dueAt: endOfWorkingDays(now, (await termsOf(tx, site.path)).decisionDays), overdueToldAt: null });
      await tx.announce('site.submitted', { moveId, unitId: input.unitId });
      return this.answer(tx, input.unitId, await openOne(tx, input.unitId));
    }));
    return answer;
  }

  withdraw(input: Input<typeof applicationRoutes.withdraw>, me: Me) {
    return this.db.asSystem('facts of the checklist are counts over closed rows', async (tx) => {
      const site = await lockSite(tx, input.unitId);
      const kept = await openOne(tx, input.unitId);
      await move(tx, site, 'withdraw', { actorId: me.personId, reason: input.reason }, kept?.beforeState ?? null);
      // What was written stays, to be handed in again.
      if (kept) await tx.update(SiteApplication, { id: kept.id }, { state: 'writing', beforeState: null, submittedBy: null, submittedAt: null, dueAt: null, revision: kept.revision + 1 });
      return this.answer(tx, input.unitId, await openOne(tx, input.unitId));
    });
  }

  doTask(input: Input<typeof applicationRoutes.doTask>, me: Me) {
    return this.db.write(async (tx) => {
      const task = await tx.found<{ open: boolean }>('select done_at is null and dropped_at is null as open from site_task where id = $1 and unit_id = $2 for update', [input.taskId, input.unitId]);
      if (!task.open) throw new Refusal('site.task-done-already');
      await tx.update(SiteTask, { id: input.taskId }, { doneBy: me.personId, doneAt: await tx.now(), doneNote: input.note });
      await tx.audit('site.taskDone', `site:${input.unitId}`, { taskId: input.taskId });
      return taskOf(tx, input.taskId);
    });
  }

  standing(input: Input<typeof applicationRoutes.standing>) {
    return this.db.asSystem('the standing holds counts over closed rows', (tx) => standingOf(tx, input.unitId));
  }

  /** The application as its answer, also for the reviewer's desk. */
  async answer(tx: Tx, unitId: string, kept: Row | null): Promise<Answer> {
    const now = await tx.now();
    const site = await readSite(tx, unitId);
    const content = kept?.content ?? await this.blank(tx, unitId);
    const checklist = kept ? checklistOf(kept.checklist) : checklistOn(shanghaiDay(now));
    const admins = await this.admins(tx, unitId);
    const facts = await this.facts(tx, unitId, content, admins.length);
    return {
      id: kept?.id ?? null, state: kept?.state ?? 'writing', revision: kept?.revision ?? 0, content, checklist: { version: checklist.version, items: checklist.items.map((item) => ({ ...item, fact: facts[item.key] ?? null })) },
      savedAt: kept?.savedAt ?? null, savedBy: kept ? { id: kept.savedBy, name: kept.savedByName } : null, admins, submittedAt: kept?.submittedAt ?? null, dueAt: kept?.dueAt ?? null, siteState: site.state, openTasks: await openTasks(tx, unitId),
    };
  }

  /** Before the first word: what was handed in last time, else the site as it is. Columns always as they are now. */
  private async blank(tx: Tx, unitId: string): Promise<ApplicationContent> {
    const site = await this.sites.read(tx, unitId);
    const last = await lastOne(tx, unitId);
    return {
      name: site.name, banner: site.banner, introduction: site.introduction, theme: site.theme, columns: site.columns.map(({ id, kind, name }) => ({ id, kind, name })),
      duty: last?.content.duty ?? '', checks: last?.content.checks ?? [],
    };
  }

  /** What was applied for becomes the site's own: its face and its columns. */
  private async adopt(tx: Tx, unitId: string, content: ApplicationContent): Promise<void> {
    await tx.update(Site, { unitId }, { name: content.name.trim(), banner: content.banner.trim(), introduction: content.introduction.trim(), theme: content.theme });
    await this.sites.arrange(tx, unitId, content.columns.map((column) => {
      const template = column.id === null ? columnTemplates.find((one) => one.kind === column.kind && one.name === column.name.trim()) : undefined;
      return { ...column, ...(template ? { rules: template.rules, visibility: template.visibility, hosted: template.hosted ?? false } : {}) };
    }));
  }

  private admins(tx: Tx, unitId: string): Promise<{ id: string; name: string }[]> {
    return tx.sql<{ id: string; name: string }>('select distinct p.id, p.name from role_held r join person p on p.id = r.person_id where r.unit_id = $1 and r.role = \'networkAdmin\' and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now())) order by p.name, p.id limit 50', [unitId], 'site_admins');
  }

  /** What the records say beside an item of the checklist, so that nobody types what is known. */
  private async facts(tx: Tx, unitId: string, content: ApplicationContent, admins: number): Promise<Record<string, string>> {
    const { posts, unanswered } = await figuresOf(tx, unitId, null);
    const { members } = await tx.found<{ members: number }>('select count(distinct m.person_id)::int as members from membership m join unit u on u.id = m.unit_id where u.path @> array[$1] and m.ends_on is null', [unitId], 'site_members');
    const has = (kind: string) => { const names = content.columns.filter((column) => column.kind === kind).map((column) => column.name); return names.length > 0 ? `有“${names.join('”“')}”` : '还没有这类栏目'; };
    return { charge: `现有网管员 ${admins} 名`, reply: `现有 ${unanswered} 条留言待回应`, news: `已有 ${posts} 篇帖子`, realName: `花名册上有 ${members} 名党员`, study: has('study'), discussion: has('discussion'), openness: has('openness') };
  }
}
