/** Routes of voting. One mechanism for meeting votes and, later, the year-end vote (MEET-6). */
import { answer, clientId, count, flag, id, judged, list, moment, nullable, object, oneOf, optional, PersonRef, string } from '../fields.js';
import { route } from '../route.js';
import { ballotKinds, ballotModes } from './words.js';

const key = string();
export const OptionResult = answer({ key, text: string(), votes: count, passed: flag() });
/** `approve`, `against`, `abstain` are the three answers to a motion; a choice has none of them and is read from `options`. */
export const Result = answer({ approve: count, against: count, abstain: count, options: list(OptionResult, 20), notVoted: count, eligible: count, threshold: count, passed: flag(), article: string() });
/** A ballot as anyone in the unit sees it: turnout while it runs, the result only after closing. Of a secret one nobody, not even the voter, is told what was chosen. */
export const Ballot = answer({ id, title: string(), mode: oneOf(ballotModes), kind: oneOf(ballotKinds), options: list(answer({ key, text: string() }), 20), most: count, state: oneOf(['open', 'closed']), eligible: count, voted: count, threshold: count, article: string(), openedAt: moment, closedAt: nullable(moment),
  hasVoted: flag(), mine: nullable(list(key, 20)), mayVote: flag(), result: nullable(Result), named: nullable(list(answer({ person: PersonRef, choices: list(key, 20) }))) });

export const ballotRoutes = {
  ballot: route({ method: 'GET', path: '/units/:unitId/ballots/:ballotId', can: 'ballot.read', doc: 'One ballot: turnout while open; figures after closing, and of a named one who voted how.',
    input: object({ unitId: id, ballotId: id }), output: Ballot }),
  vote: route({ method: 'POST', path: '/units/:unitId/ballots/:ballotId/votes', can: 'ballot.vote', doc: 'Cast my vote (`choice`, or `choices` where several may be taken). Counts once however often sent; no proxy; refused after closing. A secret vote is acknowledged without what was chosen.',
    input: object({ unitId: id, ballotId: id, clientId, choice: optional(judged(20)), choices: optional(list(judged(20), 100)) }), output: answer({ choices: nullable(list(key, 20)), voted: count, eligible: count, replayed: flag() }) }),
};
