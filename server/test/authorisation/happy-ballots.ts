// Who calls the routes of paper votes, and with what, so that it succeeds.
import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { uuid } from '../world.js';
import { meetingIn } from './life.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

/** A count that can be true, in the words of a life. */
const paperVote = (say: Life['say']) => ({ title: say('线下表决事项'), options: [{ text: say('线下选项'), votes: 6 }, { text: '不同意', votes: 1 }], most: 1, eligible: 9, voted: 7, passed: true, conclusion: say('线下表决结论'), countedBy: say('计票人'), supervisedBy: say('监票人'), place: say('表决地点'), heldOn: '2026-11-01' });

/** A meeting with a paper vote on record, corrected once. */
async function paperIn(life: Pick<Life, 'world' | 'unit' | 'people' | 'say'>): Promise<{ meetingId: string; paperVoteId: string; basedOn: number }> {
  const { meetingId } = await meetingIn(life, 'closed');
  const at = { unitId: life.unit.id, meetingId };
  const { id } = await life.world.ok(life.people.secretary, paperRoutes.record, { ...at, clientId: uuid(), ...paperVote(life.say) });
  const { number } = await life.world.ok(life.people.secretary, paperRoutes.correct, { ...at, paperVoteId: id, basedOn: 1, reason: life.say('更正理由'), ...paperVote(life.say), voted: 8 });
  return { meetingId, paperVoteId: id, basedOn: number };
}

/** Words in every private field of votes, in the branch whose words must come back nowhere else: a paper vote, and a secret choice that is running. */
export async function votedIn(life: Life): Promise<void> {
  await paperIn(life);
  const { meetingId } = await meetingIn(life, 'open');
  await life.world.ok(life.people.secretary, meetingRoutes.openBallot, { unitId: life.unit.id, meetingId, clientId: uuid(), title: life.say('无记名表决事项'), mode: 'secret', kind: 'single', options: [life.say('表决选项一'), life.say('表决选项二')] });
}

export const happyBallots: Record<string, Recipe> = {
  'paperVotes.paperVotes': as('member', async (life) => inUnit(life, { meetingId: (await paperIn(life)).meetingId })),
  'paperVotes.record': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId, clientId: uuid(), ...paperVote(life.say) })),
  'paperVotes.correct': as('secretary', async (life) => inUnit(life, { ...await paperIn(life), reason: '票数抄错了一处', ...paperVote(life.say), voted: 9 })),
};
