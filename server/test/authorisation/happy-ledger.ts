// Who calls the routes of the ledger, of meetings entered afterwards, of presence over time and of records, and with what, so that it succeeds.
import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { heldOffline } from '../offline.js';
import { uuid } from '../world.js';
import { meetingIn } from './life.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

let hours = 0;
/** Each an hour earlier than the one before, for the same meeting is entered once. */
const what = (life: Life) => {
  hours += 1;
  return heldOffline(life.people.secretary, [life.people.deputy, life.people.committee, life.people.networkAdmin, life.people.member, life.people.second], {
    startsAt: new Date(Date.now() - 3 * 86_400_000 - hours * 3_600_000).toISOString(), title: life.say('补录的会议名称'), place: life.say('线下的地点'), agenda: [{ title: life.say('线下的议题'), note: life.say('线下的议题说明') }], reason: '',
    decisions: [{ title: life.say('举手通过的事项'), approve: 5, against: 0, abstain: 1 }],
  });
};
const enteredIn = async (life: Life) => ({ meetingId: (await life.world.ok(life.people.secretary, offlineRoutes.enter, { unitId: life.unit.id, clientId: uuid(), ...what(life) })).id });
const thisYear = () => String(new Date().getFullYear());

/** A member of long ago, who was at one meeting and has since moved to another branch. */
async function movedAway(life: Life) {
  const { meetingId } = await meetingIn(life, 'closed');
  const elsewhere = await life.world.make.member(await life.world.make.unit('branch', { id: life.unit.path.at(-2) ?? '', kind: 'community', name: '', path: life.unit.path.slice(0, -1) }));
  await life.world.rows('insert into attendee (meeting_id, person_id, unit_id, status, observer, votes) values ($1, $2, $3, \'full\', false, true)', [meetingId, elsewhere.id, life.unit.id]);
  return { who: elsewhere, meetingId };
}

export const happyLedger: Record<string, Recipe> = {
  'ledger.ledger': as('member', (life) => inUnit(life)),
  'ledger.behind': as('member', (life) => inUnit(life, { kind: 'orgLife', period: thisYear() })),
  'ledger.beneath': as('secretary', (life) => inUnit(life)),
  'offline.expectedOn': as('secretary', (life) => inUnit(life, { kind: 'themeDay', day: '2026-01-15' })),
  'offline.enter': as('secretary', (life) => inUnit(life, { clientId: uuid(), ...what(life) })),
  'offline.entered': as('secretary', async (life) => inUnit(life, await enteredIn(life))),
  'offline.mend': as('secretary', async (life) => inUnit(life, { ...await enteredIn(life), ...what(life) })),
  'offline.withdraw': as('secretary', async (life) => inUnit(life, { ...await enteredIn(life), reason: life.say('撤回补录的理由') })),
  'presence.quorum': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'presence.person': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, personId: life.people.member.id })),
  'speaking.speaking': as('secretary', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'records.records': as('member', () => ({})),
  'records.record': async (life) => { const { who, meetingId } = await movedAway(life); return { who, input: { meetingId } }; },
};
