/** Routes of voting. One mechanism for meeting votes and, later, the year-end vote (MEET-6). */
import { answer, clientId, count, flag, id, list, moment, nullable, object, oneOf, PersonRef, string } from '../fields.js';
import { route } from '../route.js';

export const choices = ['approve', 'against', 'abstain'] as const;
export type Choice = (typeof choices)[number];
export const choiceNames: Record<Choice, string> = { approve: '赞成', against: '不赞成', abstain: '弃权' };

export const Result = answer({ approve: count, against: count, abstain: count, notVoted: count, eligible: count, threshold: count, passed: flag(), article: string() });
/** A ballot as anyone in the unit sees it: turnout while it runs, the result only after closing. */
export const Ballot = answer({ id, title: string(), mode: oneOf(['named']), state: oneOf(['open', 'closed']), eligible: count, voted: count, threshold: count, article: string(), openedAt: moment, closedAt: nullable(moment),
  mine: nullable(oneOf(choices)), mayVote: flag(), result: nullable(Result), named: nullable(list(answer({ person: PersonRef, choice: oneOf(choices) }))) });

export const ballotRoutes = {
  ballot: route({ method: 'GET', path: '/units/:unitId/ballots/:ballotId', can: 'ballot.read', doc: 'One ballot: turnout while open; figures and, as it is named, who voted how after closing.',
    input: object({ unitId: id, ballotId: id }), output: Ballot }),
  vote: route({ method: 'POST', path: '/units/:unitId/ballots/:ballotId/votes', can: 'ballot.vote', doc: 'Cast my vote. Counts once however often sent; no proxy; refused after closing.',
    input: object({ unitId: id, ballotId: id, clientId, choice: oneOf(choices) }), output: answer({ choice: oneOf(choices), voted: count, eligible: count, replayed: flag() }) }),
};
