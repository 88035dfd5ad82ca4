/** Whose desk a case lies on (MOD-1, MOD-4, MOD-5), and what of it a person there may see. */
import { speaksOf } from '@branch/shared/moderation/rules';
import type { Me } from '@branch/shared/permissions';
import type { Role } from '@branch/shared/roles';
import { context } from '../kit/context.js';
import type { Db, Reading, Tx } from '../kit/db.js';

/** Roles whose holders decide at their unit; a moderator (版主) only about the column. */
const deciding: readonly Role[] = ['secretary', 'deputySecretary', 'networkAdmin', 'moderator', 'communityStaff', 'districtStaff'];
interface Level { id: string; kind: string; hosted: boolean; people: { id: string; name: string }[] }

export interface About { unitId: string; columnId: string | null; authorId: string; text: string }

const levels = `select u.id, u.kind, coalesce((select hosted from site_column where id = $3), false) as hosted, coalesce(jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) filter (where p.id is not null), '[]') as people
  from unit at join unit u on u.id = any (at.path)
  left join role_held r on r.unit_id = u.id and r.role = any ($2) and (r.role <> 'moderator' or r.column_id = $3) and r.starts_on <= shanghai_day(app_now()) and (r.ends_on is null or r.ends_on > shanghai_day(app_now()))
    and not app_manages(r.person_id, $4, $1)
  left join person p on p.id = r.person_id where at.id = $1 group by u.id, u.kind, u.path order by cardinality(u.path) desc`;

/**
 * The lowest unit that has somebody to decide: neither the author, nor one whose name stands in the text, nor one who manages the author's company, nor anybody named in `not`. With `past`, it is
 * above every unit where the author decides (a report about a moderator goes one level up past them). A hosted column's
 * content is never judged by the unit's own people (MOD-1). If nobody is found, the highest unit of the path.
 */
export async function deskFor(tx: Reading, about: About, options: { not?: readonly string[]; past?: boolean; from?: string } = {}): Promise<string> {
  const path = await tx.sql<Level>(levels, [about.unitId, deciding, about.columnId, about.authorId]);
  const own = options.past ? path.reduce((highest, level, at) => (level.people.some((person) => person.id === about.authorId) ? at : highest), -1) : -1;
  const first = Math.max(own + 1, path[0]?.hosted ? 1 : 0, options.from ? path.findIndex((level) => level.id === options.from) : 0);
  const may = (person: { id: string; name: string }) => person.id !== about.authorId && !options.not?.includes(person.id) && !speaksOf(about.text, person.name);
  return (path.slice(first).find((level) => level.people.some(may)) ?? path[path.length - 1])?.id ?? about.unitId;
}

/** The columns a person's desk work is limited to: null for all of the unit. */
export function columnsOf(me: Me, unitId: string): string[] | null {
  if (me.roles.some((held) => held.unitId === unitId && held.role !== 'moderator' && deciding.includes(held.role))) return null;
  return me.roles.flatMap((held) => (held.unitId === unitId && held.role === 'moderator' && held.columnId !== null ? [held.columnId] : []));
}

/**
 * A desk above a branch judges what lies on it although that branch's private life is closed to it (guarantees 5.2: «unless a listed duty says so»):
 * it works as the system, and every statement names the desk. A branch's own desk stays inside its scope.
 */
const above = (): boolean => { const kind = (context.getStore()?.at as { kind?: string } | null)?.kind; return kind !== 'branch' && kind !== 'partyGroup'; };
export const deskReads = <T>(db: Db, work: (db: Reading) => Promise<T>): Promise<T> => (above() ? db.asSystem('a desk above reads what was put on it', work) : db.read(work));
export const deskWrites = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => (above() ? db.asSystem('a desk above decides what was put on it', work) : db.write(work));
