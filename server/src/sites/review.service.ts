import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import type { Finding } from '@branch/shared/sites/application-routes';
import { checklistOf } from '@branch/shared/sites/checklist';
import type { reviewRoutes } from '@branch/shared/sites/review-routes';
import { failed, isOwn, whyNotApprove, whyNotSaid, whyNotTask } from '@branch/shared/sites/rules';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { RolesService } from '../members/roles.service.js';
import { ApplicationsService, openOne } from './applications.service.js';
import { lockSite, move, readSite } from './moving.js';
import type { LockedSite } from './moving.js';
import { SiteApplication, SiteTask } from './site.entity.js';
import { standingOf, taskOf } from './standing.js';

type Mentor = Result<typeof reviewRoutes.review>['mentors'][number];
interface Decided { by: string | null; at: Date }
const withoutVote = 'the review reads figures and rosters beneath it, as counts and names of officers';

/** The reviewers' side (SITE-2, SITE-3): one decision with its reason, never about one's own unit, and the site's way back. */
@Injectable()
export class ReviewService {
  constructor(private readonly db: Db, private readonly applications: ApplicationsService, private readonly roles: RolesService) {}

  review(input: Input<typeof reviewRoutes.review>, me: Me) {
    return this.db.asSystem(withoutVote, async (tx) => {
      const site = await readSite(tx, input.unitId);
      const open = await openOne(tx, input.unitId);
      // What is still being written is the branch's own affair.
      const kept = open?.state === 'waiting' ? open : null;
      const last = await tx.one<{ findings: Finding[] | null }>('select findings from site_application where unit_id = $1 and decided_at is not null order by decided_at desc limit 1', [input.unitId]);
      return {
        standing: await standingOf(tx, input.unitId), application: kept ? await this.applications.answer(tx, input.unitId, kept) : null, findings: last?.findings ?? [],
        applicant: kept?.submittedBy ? await tx.one<{ id: string; name: string }>('select id, name from person where id = $1', [kept.submittedBy]) : null,
        whyNot: whyNotMine(me, site, kept?.submittedBy ?? null), mentors: await this.mentors(tx, site),
      };
    });
  }

  /** Two reviewers at once make one decision: the second is told who and when (`site.not-waiting`). */
  async decide(input: Input<typeof reviewRoutes.decide>, me: Me) {
    const { answer } = await this.db.asSystem(withoutVote, (tx) => tx.once(input.clientId, input, async () => {
      const site = await lockSite(tx, input.unitId);
      const kept = await openOne(tx, input.unitId);
      if (kept?.state !== 'waiting' || kept.id !== input.applicationId) throw new Refusal('site.not-waiting', await this.decided(tx, input.unitId, input.applicationId));
      refuseIf(whyNotMine(me, site, kept.submittedBy));
      const checklist = checklistOf(kept.checklist);
      const findings = checklist.items.flatMap((item) => input.findings.find((one) => one.key === item.key) ?? []);
      refuseIf(input.outcome === 'approve' ? whyNotApprove(findings, checklist, input.veto) : whyNotSaid(input.outcome, input, shanghaiDay(await tx.now())));
      const fell = failed(findings, checklist);
      const vetoed = input.veto || fell.some((item) => item.required);
      await this.entrust(tx, me, site, input);
      const moveId = await move(tx, site, input.outcome, { actorId: me.personId, reason: input.reason, nextStep: input.nextStep, mentorId: input.mentorId, details: { failed: fell.map((item) => item.title), vetoed: input.outcome === 'hold' && vetoed, checklist: checklist.version } }, kept.beforeState);
      await tx.update(SiteApplication, { id: kept.id }, { state: ({ approve: 'approved', return: 'returned', hold: 'held' } as const)[input.outcome], findings, vetoed, decidedBy: me.personId, decidedAt: await tx.now() });
      await tx.announce('site.decided', { moveId, unitId: input.unitId, act: input.outcome });
      return standingOf(tx, input.unitId);
    }));
    return answer;
  }

  /** Everything else a reviewer may do with a site. */
  async act(input: Input<typeof reviewRoutes.act>, me: Me) {
    const { answer } = await this.db.asSystem(withoutVote, (tx) => tx.once(input.clientId, input, async () => {
      const site = await lockSite(tx, input.unitId);
      refuseIf(whyNotMine(me, site, null));
      const moving = { actorId: me.personId, reason: input.reason, nextStep: input.nextStep, mentorId: input.act === 'rectify' ? input.mentorId : null, details: input.criteria?.length ? { criteria: input.criteria } : null };
      const moveId = await move(tx, site, input.act, moving);
      // Said after moved: «it is archived» is the better answer than «write a reason». Nothing is kept of a move that is refused.
      refuseIf(whyNotSaid(input.act, input, shanghaiDay(await tx.now())));
      if (input.act === 'rectify') await this.entrust(tx, me, site, input);
      await tx.announce('site.decided', { moveId, unitId: input.unitId, act: input.act });
      return standingOf(tx, input.unitId);
    }));
    return answer;
  }

  async setTask(input: Input<typeof reviewRoutes.setTask>, me: Me) {
    const { answer } = await this.db.write((tx) => tx.once(input.clientId, input, async () => {
      const site = await lockSite(tx, input.unitId);
      const now = await tx.now();
      refuseIf(whyNotTask(site.state, input.dueOn, shanghaiDay(now)));
      const id = newId();
      await tx.insert(SiteTask, { id, unitId: input.unitId, text: input.text, dueOn: input.dueOn, setBy: me.personId, setAt: now });
      await tx.audit('site.taskSet', `site:${input.unitId}`, { taskId: id });
      await tx.announce('site.taskSet', { taskId: id, unitId: input.unitId });
      return taskOf(tx, id);
    }));
    return answer;
  }

  dropTask(input: Input<typeof reviewRoutes.dropTask>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const task = await tx.found<{ open: boolean }>('select done_at is null and dropped_at is null as open from site_task where id = $1 and unit_id = $2 for update', [input.taskId, input.unitId]);
      if (!task.open) throw new Refusal('site.task-done-already');
      await tx.update(SiteTask, { id: input.taskId }, { droppedAt: await tx.now() });
      await tx.audit('site.taskDropped', `site:${input.unitId}`, { taskId: input.taskId });
      return {};
    });
  }

  /** Tasks with their days, and the mentor: from the list only; whoever has no other right to see the site gets the role with it. */
  private async entrust(tx: Tx, me: Me, site: LockedSite, said: { mentorId: string | null; tasks: readonly { text: string; dueOn: string }[] }): Promise<void> {
    const now = await tx.now();
    await tx.insert(SiteTask, said.tasks.map((task) => ({ id: newId(), unitId: site.unitId, text: task.text, dueOn: task.dueOn, setBy: me.personId, setAt: now })));
    if (said.mentorId === null) return;
    const mentor = (await this.mentors(tx, site)).find((one) => one.id === said.mentorId);
    if (!mentor) throw new Refusal('site.mentor-not-fit');
    const needsRole = (site.kind === 'branch' || site.kind === 'generalBranch') && mentor.id !== me.personId
      && !(await tx.one('select 1 from role_held r where r.person_id = $1 and (r.ends_on is null or r.ends_on > shanghai_day(app_now())) and (r.role = \'mentor\' and r.unit_id = $2 or r.role in (\'communityStaff\', \'districtStaff\') and r.unit_id = any ($3))', [mentor.id, site.unitId, site.path]));
    if (needsRole) await this.roles.give(tx, me, { unitId: site.unitId, path: site.path, kind: site.kind as 'branch', name: site.unitName }, { personId: mentor.id, role: 'mentor', basis: '网站导师' });
  }

  /** Who may help: staff above and supporters of the community, and the web teams of its exemplary sites; never the site's own people. */
  private mentors(tx: Tx, site: LockedSite): Promise<Mentor[]> {
    return tx.sql<Mentor>(`select p.id, p.name, (array_agg(x.source order by x.rank))[1] as "from" from (
        select r.person_id, ru.name as source, case r.role when 'communitySupporter' then 1 when 'communityStaff' then 2 else 4 end as rank from role_held r join unit ru on ru.id = r.unit_id where r.unit_id = any ($1) and r.unit_id <> $2 and r.role in ('communityStaff', 'communitySupporter', 'districtStaff') and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))
        union all select r.person_id, ru.name || '（精品网站）', 3 from role_held r join unit ru on ru.id = r.unit_id join site s on s.unit_id = r.unit_id and s.exemplary and s.state = 'online'
          where ru.path && $3 and r.unit_id <> $2 and r.role in ('secretary', 'networkAdmin') and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))) x join person p on p.id = x.person_id
      where not exists (select 1 from role_held own where own.person_id = x.person_id and own.unit_id = $2 and own.role <> 'mentor' and (own.ends_on is null or own.ends_on > shanghai_day(app_now()))) group by p.id, p.name order by min(x.rank), p.name, p.id limit 60`,
    [site.path, site.unitId, site.path.slice(1, 2)], 'site_mentors');
  }

  private async decided(tx: Tx, unitId: string, applicationId: string): Promise<Record<string, unknown>> {
    const row = await tx.one<Decided>('select p.name as by, a.decided_at as at from site_application a left join person p on p.id = a.decided_by where a.id = $1 and a.unit_id = $2 and a.decided_at is not null', [applicationId, unitId]);
    return row ? { by: row.by, at: row.at } : {};
  }
}

const whyNotMine = (me: Me, site: LockedSite, applicantId: string | null): RefusalCode | null => (isOwn(me, { unitId: site.unitId, path: site.path }, applicantId) ? 'site.own' : null);
