// Who calls the routes of the yearly appraisal, and with what, so that it succeeds.
import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import type { AppraisalStage } from '@branch/shared/appraisals/words';
import { Round, thisYear } from '../appraisals.js';
import { uuid } from '../world.js';
import type { Life } from './life.js';
import { as, inUnit } from './recipes.js';
import type { Recipe } from './recipes.js';

const noCounts = { excellent: 0, qualified: 3, barelyQualified: 0, unqualified: 0 };
/** A count of paper votes that can be true, in the words of a life. */
async function paperCount(life: Life, round: Round) {
  const { items } = await life.world.ok(life.people.secretary, routes.desk, round.at);
  return { papers: 5, countedBy: life.say('测评计票人'), supervisedBy: life.say('测评监票人'), place: life.say('测评地点'), heldOn: `${thisYear()}-01-02`, people: items.filter((one) => one.takesPart).map((one) => ({ personId: one.person.id, counts: noCounts })) };
}

/** A new round in a stage; into the opinions it comes by paper. */
async function roundIn(life: Life, stage: AppraisalStage, mode: 'online' | 'paper' = 'online'): Promise<Round> {
  const { world, people, say } = life;
  const round = await Round.open(world, life.unit, people.secretary, { anew: true });
  if (stage === 'selfReview') return round;
  await round.review(people.member, people.member, say('自评'));
  await round.to('peerReview');
  if (stage === 'peerReview') return round;
  await round.review(people.second, people.member, say('互评'));
  await world.ok(people.member, routes.saveDraft, { ...round.at, personId: people.second.id, text: say('评议草稿') });
  await round.to('rating', { mode: stage === 'rating' ? mode : 'paper' });
  if (stage === 'rating') return round;
  await world.ok(people.secretary, routes.countPapers, { ...round.at, ...await paperCount(life, round) });
  await round.to('opinion');
  return round;
}

const told = new Map<string, Promise<Round>>();
/** One round of a unit with everything written in it, for all that only read. */
const whole = (life: Life): Promise<Round> => {
  const known = told.get(life.unit.id) ?? (async () => {
    const round = await roundIn(life, 'opinion');
    await life.world.ok(life.people.secretary, routes.opine, { ...round.at, personId: life.people.member.id, grade: 'qualified', words: life.say('评定意见') });
    return round;
  })();
  told.set(life.unit.id, known);
  return known;
};

/** Words in every private field of an appraisal, in the branch whose words must come back nowhere else. */
export async function appraisedIn(life: Life): Promise<void> {
  await whole(life);
  const running = await roundIn(life, 'rating');
  await life.world.ok(life.people.secretary, routes.goOnPaper, { ...running.at, reason: life.say('改用纸质票的原因') });
}

const reading = (more: (life: Life) => Record<string, unknown> = () => ({})) => async (life: Life) => inUnit(life, { ...(await whole(life)).at, ...more(life) });
const running = (stage: AppraisalStage, more: (life: Life, round: Round) => Record<string, unknown> | Promise<Record<string, unknown>> = () => ({}), mode: 'online' | 'paper' = 'online') => async (life: Life) => {
  const round = await roundIn(life, stage, mode);
  return inUnit(life, { ...round.at, ...await more(life, round) });
};

/** A member of long ago, who was listed in a round and has since moved to another branch. */
async function movedAway(life: Life) {
  const { appraisalId } = (await whole(life)).at;
  const who = await life.world.make.member(await life.world.make.unit('branch', { id: life.unit.path.at(-2) ?? '', kind: 'community', name: '', path: life.unit.path.slice(0, -1) }));
  await life.world.rows('insert into appraised (appraisal_id, person_id, unit_id, status, included) values ($1, $2, $3, \'full\', true)', [appraisalId, who.id, life.unit.id]);
  return { who, appraisalId };
}

export const happyAppraisals: Record<string, Recipe> = {
  'appraisals.rounds': as('member', (life) => inUnit(life)),
  'appraisals.open': as('secretary', async (life) => {
    const { at } = await roundIn(life, 'selfReview');
    await life.world.rows('update appraisal set year = (select min(year) from appraisal where unit_id = $2) - 1 where id = $1', [at.appraisalId, life.unit.id]);
    return inUnit(life, { clientId: uuid(), year: thisYear(), keepDays: 90 });
  }),
  'appraisals.round': as('member', reading()),
  'appraisals.moveOn': as('secretary', running('selfReview', () => ({ to: 'peerReview' }))),
  'appraisals.goOnPaper': as('secretary', running('rating', (life) => ({ reason: life.say('改用纸质票的原因') }))),
  'appraisals.countPapers': as('secretary', running('rating', (life, round) => paperCount(life, round), 'paper')),
  'appraisals.saveDraft': as('member', running('peerReview', (life) => ({ personId: life.people.second.id, text: life.say('评议草稿') }))),
  'appraisals.review': as('member', running('peerReview', (life) => ({ personId: life.people.second.id, clientId: uuid(), revision: 0, text: life.say('互评') }))),
  'appraisals.peers': as('member', reading()),
  'appraisals.mine': as('member', reading()),
  'appraisals.paper': as('member', reading()),
  'appraisals.rate': as('member', running('rating', async (life, round) => ({ grades: (await life.world.ok(life.people.member, routes.paper, round.at)).people.map((one) => ({ personId: one.id, grade: 'qualified' })) }))),
  'appraisals.desk': as('secretary', reading()),
  'appraisals.person': as('secretary', reading((life) => ({ personId: life.people.member.id }))),
  'appraisals.leaveOut': as('secretary', running('selfReview', (life) => ({ personId: life.people.absent.id, reason: 'awayLong' }))),
  'appraisals.opine': as('secretary', running('opinion', (life) => ({ personId: life.people.second.id, grade: 'qualified', words: life.say('评定意见') }))),
  'appraisals.remind': as('secretary', running('selfReview')),
  'leftAppraisals.rounds': as('member', () => ({})),
  'leftAppraisals.round': async (life) => { const { who, appraisalId } = await movedAway(life); return { who, input: { appraisalId } }; },
};
