// Who calls the routes of signing, taking away, objecting, marking and what is left to do, and with what, so that it succeeds.
import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { meetingIn, spoken } from './life.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

const published = async (life: Life) => { const { meetingId } = await meetingIn(life, 'published'); return { unitId: life.unit.id, meetingId }; };
/** The member's statement in freshly published minutes. */
async function quoted(life: Life) {
  const at = await published(life);
  const minutes = await life.world.ok(life.people.member, minutesRoutes.minutes, at);
  return { ...at, version: 1, seq: minutes.me.quoted[0]?.seq ?? 0, words: '和我说的意思不一样', wording: '换一种写法。' };
}
/** Something that freshly published minutes left to do. */
async function left(life: Life, words: string) {
  const at = await published(life);
  const { items } = await life.world.ok(life.people.secretary, actionItemRoutes.items, { unitId: at.unitId, from: at.meetingId });
  return { unitId: at.unitId, itemId: items[0]?.id ?? '', words };
}

export const happyMinutes: Record<string, Recipe> = {
  'minutes.sign': as('secretary', async (life) => ({ ...await published(life), version: '1' })),
  'minutes.paper': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: '1' })),
  'minutes.export': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: '1' })),
  'minutes.transcript': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, format: 'txt' })),
  'objections.object': as('member', (life) => quoted(life)),
  'objections.answer': as('secretary', async (life) => {
    const { unitId, meetingId, ...objection } = await quoted(life);
    const made = await life.world.ok(life.people.member, objectionRoutes.object, { unitId, meetingId, ...objection });
    return { unitId, meetingId, objectionId: made.id, accept: false, reason: '原话就是这样的' };
  }),
  'actionItems.items': as('member', (life) => inUnit(life)),
  'actionItems.finish': as('secretary', (life) => left(life, '办好了')),
  'actionItems.reopen': as('secretary', async (life) => {
    const item = await left(life, '投影仪又坏了');
    await life.world.ok(life.people.secretary, actionItemRoutes.finish, { ...item, words: '办好了' });
    return item;
  }),
  'rooms.marks': as('secretary', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'rooms.mark': as('secretary', async (life) => inUnit(life, { roomId: life.ids.roomId, seq: await spoken(life, life.people.member, life.ids.roomId ?? '', '这一句值得记下来'), marked: true })),
};
