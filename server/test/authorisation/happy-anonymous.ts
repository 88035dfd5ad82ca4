import { uuid } from '../world.js';
import { send } from './calling.js';
import type { Happy } from './calling.js';
import type { Life } from './life.js';

type Recipe = (life: Life) => Promise<Happy>;
const inUnit = (life: Life, more: Record<string, unknown> = {}) => ({ unitId: life.unit.id, ...more });

/** A column that allows 匿名, and a day on which nothing was written yet. */
async function allowed(life: Life): Promise<void> {
  await life.world.rows('update site_column set pseudonyms = true where id = $1', [life.parts.columnId]);
  await life.world.rows('delete from anon_today');
}
async function written(life: Life): Promise<string> {
  const done = await send(life.world, 'anonymous.post', await post(life));
  return (done.body as { id: string }).id;
}
const post: Recipe = async (life) => { await allowed(life); return { who: life.people.member, input: inUnit(life, { clientId: uuid(), columnId: life.parts.columnId, title: '匿名说一句', text: '想换个工位。', visibility: 'branch' }) }; };
const ask: Recipe = async (life) => ({ who: life.people.secretary, input: inUnit(life, { clientId: uuid(), kind: 'post', targetId: await written(life), ground: 'safety', words: '需要马上找到这位同志，确认平安。' }) });
async function asked(life: Life): Promise<string> { return ((await send(life.world, 'disclosures.ask', await ask(life))).body as { id: string }).id; }
const approve: Recipe = async (life) => ({ who: life.people.district, input: inUnit(life, { disclosureId: await asked(life) }) });

/** The pseudonym: to write, to find again, and to learn by two offices who it was (MOD-7). */
export const happyAnonymous: Record<string, Recipe> = {
  'anonymous.here': (life) => Promise.resolve({ who: life.people.member, input: inUnit(life) }),
  'anonymous.post': post,
  'anonymous.comment': async (life) => ({ who: life.people.member, input: inUnit(life, { clientId: uuid(), postId: await written(life), text: '我也想。' }) }),
  'anonymous.mine': (life) => Promise.resolve({ who: life.people.member, input: inUnit(life) }),
  'anonymous.retract': async (life) => ({ who: life.people.member, input: inUnit(life, { kind: 'post', targetId: await written(life) }) }),
  'disclosures.disclosures': (life) => Promise.resolve({ who: life.people.secretary, input: inUnit(life) }),
  'disclosures.ask': ask,
  'disclosures.approve': approve,
  'disclosures.open': async (life) => {
    const agreed = await approve(life);
    await send(life.world, 'disclosures.approve', agreed);
    return { who: life.people.secretary, input: agreed.input };
  },
};
