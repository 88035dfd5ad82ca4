import type { Result } from '@branch/shared/route';
import type { applicationRoutes } from '@branch/shared/sites/application-routes';
import type { Tx } from '../kit/db.js';
import { figuresOf } from './figures.js';
import { readSite, termsOf } from './moving.js';

type Standing = Result<typeof applicationRoutes.standing>;
export type TaskRow = Standing['tasks'][number];

const person = (column: string) => `(select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = ${column})`;
// The office somebody acts in: that of the unit above the site which lies nearest.
const office = 'select ou.name from role_held r join unit ou on ou.id = r.unit_id where r.person_id = m.actor_id and r.role in (\'communityStaff\', \'districtStaff\') and ou.id = any (u.path) order by cardinality(ou.path) desc limit 1';
const task = `t.id, t.text, t.due_on::text as "dueOn", t.done_at is null and t.due_on < shanghai_day(app_now()) as overdue, ${person('t.set_by')} as "setBy", t.done_at as "doneAt", ${person('t.done_by')} as "doneBy", t.done_note as "doneNote"`;

export const tasksOf = (tx: Tx, unitId: string): Promise<TaskRow[]> => tx.sql<TaskRow>(`select ${task} from site_task t where t.unit_id = $1 and t.dropped_at is null order by t.done_at is not null, t.due_on, t.id limit 200`, [unitId], 'site_tasks');
export const taskOf = (tx: Tx, id: string): Promise<TaskRow> => tx.found<TaskRow>(`select ${task} from site_task t where t.id = $1`, [id], 'site_task');
export const openTasks = async (tx: Tx, unitId: string): Promise<number> => (await tx.found<{ n: number }>('select count(*)::int as n from site_task where unit_id = $1 and done_at is null and dropped_at is null', [unitId], 'site_open_tasks')).n;

/** Where a site stands, with everything the branch may hold its reviewers to: their words, the days, the terms. In a system transaction, for the figures. */
export async function standingOf(tx: Tx, unitId: string): Promise<Standing> {
  const site = await readSite(tx, unitId);
  const moves = await tx.sql<Standing['moves'][number]>(`select m.id, m.act, m.from_state as "fromState", m.to_state as "toState", m.at, ${person('m.actor_id')} as actor, (${office}) as "actorUnit", m.reason, m.next_step as "nextStep", ${person('m.mentor_id')} as mentor,
      coalesce(m.details->'failed', '[]') as failed, coalesce((m.details->>'vetoed')::boolean, false) as vetoed
    from site_move m join unit u on u.id = m.unit_id where m.unit_id = $1 order by m.at desc, m.id desc limit 200`, [unitId], 'site_moves');
  const waiting = await tx.one<{ submittedAt: Date; dueAt: Date; overdue: boolean }>('select submitted_at as "submittedAt", due_at as "dueAt", due_at < app_now() as overdue from site_application where unit_id = $1 and state = \'waiting\'', [unitId], 'site_waiting');
  const mentor = site.mentorId ? await tx.one<{ id: string; name: string }>('select id, name from person where id = $1', [site.mentorId]) : null;
  return {
    unitId, unitName: site.unitName, siteName: site.name, state: site.state, warnedAt: site.warnedAt, proposedAt: site.proposedAt, exemplary: site.exemplary, mentor, waiting, moves,
    tasks: await tasksOf(tx, unitId), figures: await figuresOf(tx, unitId, site.lastUpdateAt), rules: await termsOf(tx, site.path),
  };
}
