// What the recipes of every area share.
import type { Happy } from './calling.js';
import type { Life } from './life.js';

export type Recipe = (life: Life) => Happy | Promise<Happy>;

let serial = 0;
/** Another number each time, so that names and phones of a run never meet. */
export const next = (): number => ++serial;
/** Limits on guessing stay on; the counters of this world's only address are set back. */
export const calm = (life: Life) => life.world.rows('delete from sign_in_failure');
/** Someone new whose coming leaves the quorum of votes as it is. */
export const newcomer = (life: Life) => life.world.make.member(life.unit, 'mobile', `新来的同志${next()}`);
export const inUnit = (life: Life, more: Record<string, unknown> = {}) => ({ unitId: life.unit.id, ...more });
export const as = (key: keyof Life['people'], input: (life: Life) => Record<string, unknown> | Promise<Record<string, unknown>>): Recipe => async (life) => ({ who: life.people[key], input: await input(life) });
