import type { MadeUnit } from '../src/seed/factories.js';
import type { World } from './world.js';

/** A rule and a reason that suffice. */
export const why = { rule: 5, reason: '与本栏目的内容不符，请换一个栏目。' };

/** The columns of a unit's site, in order. */
export const columnsOf = async (world: World, unit: MadeUnit): Promise<string[]> => (await world.rows<{ id: string }>('select id from site_column where unit_id = $1 order by position', [unit.id])).map((row) => row.id);

/** Decisions wait an hour before they take effect, not seconds: whether one can still be undone is the story's to say, not the machine's. */
export async function holdsDecisions(world: World): Promise<void> {
  await world.rows(`create function held_decisions() returns trigger language plpgsql as 'begin new.run_at := new.run_at + interval ''1 hour''; return new; end'`);
  await world.rows('create trigger held_decisions before insert on graphile_worker._private_jobs for each row when (new.run_at > now() + interval \'5 seconds\') execute function held_decisions()');
}

/** Lets decisions take effect that could still be undone: their jobs are due now. */
export async function takesEffect(world: World): Promise<void> {
  await world.rows('update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null');
  await world.rows('select pg_notify(\'jobs:insert\', \'{"r":"story","count":1}\')');
  await world.heard();
  // What they announced is heard by jobs of its own.
  await world.heard();
}
