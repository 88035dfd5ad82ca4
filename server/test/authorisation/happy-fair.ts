import { memberRoutes } from '@branch/shared/members/routes';
import { uuid } from '../world.js';
import { send } from './calling.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

/** A company of the unit with somebody named who manages it. */
async function managed(life: Life): Promise<Record<string, unknown>> {
  const company = await life.world.make.company(life.unit);
  const managing = inUnit(life, { companyId: company.id, personId: life.people.member.id }) as { unitId: string; companyId: string; personId: string };
  await life.world.ok(life.people.secretary, memberRoutes.nameManager, managing);
  return managing;
}

/** Something under the pseudonym that was taken from view. */
async function stopped(life: Life): Promise<Record<string, unknown>> {
  await life.world.rows('update site_column set pseudonyms = true where id = $1', [life.parts.columnId]);
  await life.world.rows('delete from anon_today');
  const done = await send(life.world, 'anonymous.post', { who: life.people.member, input: inUnit(life, { clientId: uuid(), columnId: life.parts.columnId, title: '匿名说一句', text: '想换个工位。', visibility: 'branch' }) });
  const targetId = (done.body as { id: string }).id;
  await send(life.world, 'moderation.hide', { who: life.people.secretary, input: inUnit(life, { kind: 'post', targetId, rule: 5, reason: '与本栏目的内容不符，请换一个栏目。' }) });
  return inUnit(life, { kind: 'post', targetId, words: '请另一位同志再看一看。' });
}

/** Who manages a company, and the appeal of an author who is nobody (MOD-1, MOD-4). */
export const happyFair: Record<string, Recipe> = {
  'members.nameManager': as('secretary', async (life) => inUnit(life, { companyId: (await life.world.make.company(life.unit)).id, personId: life.people.member.id })),
  'members.unnameManager': as('secretary', managed),
  'anonymous.appeal': as('member', stopped),
};
