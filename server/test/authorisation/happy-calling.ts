// Who calls the routes around a called meeting, and with what, so that it succeeds.
import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { uuid } from '../world.js';
import { meetingIn, plan } from './life.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

/** An open meeting with a place. */
async function atThePlace(life: Life): Promise<string> {
  const at = { unitId: life.unit.id, meetingId: (await life.world.ok(life.people.secretary, meetingRoutes.call, { unitId: life.unit.id, clientId: uuid(), ...plan(life.say), form: 'hybrid' })).id };
  await life.world.ok(life.people.secretary, meetingRoutes.open, at);
  return at.meetingId;
}
const called = async (life: Life): Promise<string> => (await meetingIn(life, 'called')).meetingId;

export const happyCalling: Record<string, Recipe> = {
  'calling.again': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'calling.replies': as('secretary', (life) => inUnit(life, { meetingId: life.ids.calledMeetingId })),
  'calling.remindReplies': as('secretary', async (life) => inUnit(life, { meetingId: await called(life) })),
  'calling.include': as('secretary', async (life) => {
    const at = { unitId: life.unit.id, meetingId: await called(life), personId: life.people.absent.id };
    await life.world.ok(life.people.secretary, meetingRoutes.exclude, { ...at, reason: '长期在国外', approvedBy: '支委会' });
    return at;
  }),
  'calling.qr': as('member', (life) => inUnit(life, { meetingId: life.ids.calledMeetingId })),
  'calling.signInCode': as('secretary', async (life) => inUnit(life, { meetingId: await atThePlace(life) })),
  'calling.tick': as('secretary', async (life) => inUnit(life, { meetingId: await atThePlace(life), personId: life.people.absent.id, on: true })),
  'calling.scan': as('member', async (life) => {
    const meetingId = await atThePlace(life);
    const { link } = await life.world.ok(life.people.secretary, callingRoutes.signInCode, { unitId: life.unit.id, meetingId });
    return { meetingId, code: link.split('.').at(-1) };
  }),
  'calling.calendar': as('member', (life) => inUnit(life, { meetingId: life.ids.calledMeetingId })),
  'calling.feed': as('member', (life) => inUnit(life)),
  'calling.renewFeed': as('member', (life) => inUnit(life)),
  'calling.endFeed': as('member', (life) => inUnit(life)),
};
