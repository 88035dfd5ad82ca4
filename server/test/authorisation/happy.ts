// For every route: who calls it and with what, so that it succeeds. A route without a row here fails the fuzz and the matrix.
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import type { MadePerson } from '../../src/seed/factories.js';
import { uuid } from '../world.js';
import { happyAnonymous } from './happy-anonymous.js';
import { happyAppraisals } from './happy-appraisals.js';
import { happyBallots } from './happy-ballots.js';
import { happyLedger } from './happy-ledger.js';
import { happyCalling } from './happy-calling.js';
import { happyFair } from './happy-fair.js';
import { happyMeetings } from './happy-meetings.js';
import { happyMembers } from './happy-members.js';
import { happyMinutes } from './happy-minutes.js';
import { happyModeration } from './happy-moderation.js';
import { happySites } from './happy-sites.js';
import type { Life } from './life.js';
import { as, inUnit, newcomer } from './recipes.js';
import type { Recipe } from './recipes.js';

async function booked(life: Life, who: MadePerson): Promise<string> {
  const service = await life.world.make.service(life.unit, [life.people.provider]);
  return (await life.world.ok(who, serviceRoutes.ask, { unitId: life.unit.id, itemId: service.id, clientId: uuid(), wish: '' })).id;
}

export const happy: Record<string, Recipe> = {
  ...happyMembers,
  ...happySites,
  ...happyMeetings,
  ...happyBallots,
  ...happyMinutes,
  ...happyLedger,
  ...happyCalling,
  ...happyAppraisals,
  'checkIns.mine': as('member', (life) => inUnit(life)),
  'checkIns.checkIn': async (life) => ({ who: await newcomer(life), input: inUnit(life, { clientId: uuid(), text: '今日报到' }) }),
  'mutualAid.menu': as('member', (life) => inUnit(life)),
  'mutualAid.item': as('member', (life) => inUnit(life, { itemId: life.ids.itemId })),
  'mutualAid.ask': as('member', async (life) => inUnit(life, { itemId: (await life.world.make.service(life.unit, [life.people.provider])).id, clientId: uuid(), wish: '想学一学' })),
  'mutualAid.bookings': as('member', () => ({})),
  'mutualAid.booking': as('member', (life) => ({ bookingId: life.ids.bookingId })),
  'mutualAid.decide': as('provider', async (life) => ({ bookingId: await booked(life, life.people.member), accept: true, reply: '好的' })),
  'mutualAid.cancel': as('member', async (life) => ({ bookingId: await booked(life, life.people.member) })),
  'notices.inbox': as('member', () => ({})),
  'notices.unread': as('member', () => ({})),
  'notices.markRead': as('member', () => ({})),
  'publicPosts.posts': as('member', (life) => ({ siteId: life.unit.id })),
  'figures.sites': as('secretary', (life) => inUnit(life)),
  'figures.behind': as('secretary', (life) => inUnit(life, { siteId: life.unit.id, kind: 'posts' })),
  'figures.export': as('secretary', (life) => inUnit(life, { format: 'csv' })),
  'home.home': as('member', (life) => inUnit(life)),
  // The word that every planted canary begins with.
  'search.search': as('member', () => ({ q: '金丝雀' })),
  ...happyAnonymous,
  ...happyFair,
  ...happyModeration,
  'demo.people': async (life) => {
    await life.world.rows('insert into instance (key, value) values (\'demo-people\', $1) on conflict (key) do nothing', [JSON.stringify([{ role: '书记', name: '示例', login: 'demo', password: 'demo', unit: '示例支部' }])]);
    return { who: null, input: {} };
  },
};
