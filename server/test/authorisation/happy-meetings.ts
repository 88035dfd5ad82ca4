// Who calls the routes of meetings, rooms, votes and minutes, and with what, so that it succeeds.
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { uuid } from '../world.js';
import { ballotIn, meetingIn, plan, spoken } from './life.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

const openRoom = async (life: Life) => { const { roomId, agendaItemId } = await meetingIn(life, 'open'); return { unitId: life.unit.id, roomId, agendaItemId }; };
const room = async (life: Life, more: Record<string, unknown> = {}) => { const { unitId, roomId } = await openRoom(life); return { unitId, roomId, ...more }; };

export const happyMeetings: Record<string, Recipe> = {
  'ballots.ballot': as('member', (life) => inUnit(life, { ballotId: life.ids.ballotId })),
  'ballots.vote': as('member', async (life) => inUnit(life, { ballotId: (await ballotIn(life)).ballotId, clientId: uuid(), choice: 'approve' })),

  'meetings.meetings': as('member', (life) => inUnit(life)),
  'meetings.call': as('secretary', (life) => inUnit(life, { clientId: uuid(), ...plan(life.say) })),
  'meetings.expectedNow': as('secretary', (life) => inUnit(life)),
  'meetings.meeting': as('member', (life) => inUnit(life, { meetingId: life.ids.meetingId })),
  'meetings.revise': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, ...plan(life.say, 30) })),
  'meetings.postpone': as('secretary', async (life) => { const { startsAt, endsAt } = plan(life.say, 900); return inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, startsAt, endsAt, reason: '场地在检修' }); }),
  'meetings.cancel': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, reason: '与防汛值班冲突' })),
  'meetings.reply': as('member', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, reply: 'leave', category: 'work', reason: '' })),
  'meetings.exclude': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, personId: life.people.absent.id, reason: '长期在国外', approvedBy: '支委会' })),
  'meetings.open': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId })),
  'meetings.enter': as('member', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId })),
  'meetings.close': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId })),
  'meetings.openBallot': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId, clientId: uuid(), title: '同意轮流讲' })),
  'meetings.closeBallot': as('secretary', async (life) => inUnit(life, { ...await ballotIn(life) })),
  'meetings.attendance': as('secretary', (life) => inUnit(life, { meetingId: life.ids.meetingId })),
  'myAttendance.mine': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'myAttendance.dispute': as('absent', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId, words: '我在会上，掉线了没有记上。' })),
  'myAttendance.disputes': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'myAttendance.answerDispute': as('secretary', async (life) => {
    const { meetingId } = await meetingIn(life, 'closed');
    await life.world.ok(life.people.absent, myAttendanceRoutes.dispute, { unitId: life.unit.id, meetingId, words: '我在会上，掉线了没有记上。' });
    return inUnit(life, { meetingId, personId: life.people.absent.id, accept: true, reason: '主持人作证在场' });
  }),

  'rooms.state': as('member', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'rooms.entries': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, after: 0 })),
  'rooms.speak': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, clientId: uuid(), text: '我补充一句。' })),
  'rooms.recall': as('member', async (life) => inUnit(life, { roomId: life.ids.roomId, seq: await spoken(life, life.people.member, life.ids.roomId ?? '', '说错了，撤回。') })),
  'rooms.hide': as('networkAdmin', async (life) => inUnit(life, { roomId: life.ids.roomId, seq: await spoken(life, life.people.member, life.ids.roomId ?? '', '与会议无关的广告'), reason: '与会议无关的广告内容' })),
  'rooms.read': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, seq: 1 })),
  'rooms.presence': as('member', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'rooms.hand': as('member', async (life) => room(life, { up: true })),
  'rooms.floor': as('secretary', async (life) => room(life, { personId: null })),
  'rooms.moveAgenda': as('secretary', async (life) => { const { agendaItemId, ...at } = await openRoom(life); return { ...at, itemId: agendaItemId }; }),
  'rooms.pin': as('secretary', (life) => inUnit(life, { roomId: life.ids.roomId, seq: null })),
  'rooms.mute': as('secretary', async (life) => room(life, { personId: life.people.second.id, muted: true, reason: '连续跑题' })),
  'rooms.handOver': as('secretary', async (life) => room(life, { personId: life.people.deputy.id, reason: '我先离开' })),
  'rooms.mine': as('member', () => ({})),

  'minutes.draft': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'minutes.saveDraft': as('secretary', async (life) => {
    const at = inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId }) as { unitId: string; meetingId: string };
    return { ...at, content: (await life.world.ok(life.people.secretary, minutesRoutes.draft, at)).content, revision: 0 };
  }),
  'minutes.publish': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId, revision: 0, basedOn: 0 })),
  'minutes.minutes': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'minutes.version': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: '1' })),
  'catchUp.catchUp': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'catchUp.acknowledge': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: 1 })),
  'catchUp.lateStatement': as('absent', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'published')).meetingId, text: '我补一句。' })),
  'catchUp.readers': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'catchUp.remind': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'published')).meetingId })),
};
