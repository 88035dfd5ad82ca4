import type { MadeUnit } from '../src/seed/factories.js';
import type { World } from './world.js';

/** A rule and a reason that suffice. */
export const why = { rule: 5, reason: '与本栏目的内容不符，请换一个栏目。' };

/** The columns of a unit's site, in order. */
export const columnsOf = async (world: World, unit: MadeUnit): Promise<string[]> => (await world.rows<{ id: string }>('select id from site_column where unit_id = $1 order by position', [unit.id])).map((row) => row.id);

/** Lets decisions take effect that could still be undone: their jobs are due now. */
export async function takesEffect(world: World): Promise<void> {
  await world.rows('update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null');
  await world.rows('select pg_notify(\'jobs:insert\', \'{"r":"story","count":1}\')');
  await world.heard();
  // What they announced is heard by jobs of its own.
  await world.heard();
}
