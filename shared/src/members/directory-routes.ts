/** Routes of the directory (ORG-7), of moves between branches (ORG-5 转接) and of the rules a unit adopted (product.md 2.6). */
import { answer, clientId, day, flag, id, integer, list, moment, nameNote, note, nothing, nullable, object, oneOf, optional, PersonRef, string, text } from '../fields.js';
import { membershipStatuses, roles } from '../roles.js';
import { route } from '../route.js';
import { UnitRef } from './routes.js';
import { ruleKinds } from './rules.js';

export const directoryRoutes = {
  people: route({ method: 'GET', path: '/units/:unitId/directory', can: 'unit.inside', doc: 'The directory: everybody of the unit (at most 1,000) in the order of pinyin with initials to search by; company and masked phone as each chose.',
    input: object({ unitId: id }), output: answer({ items: list(answer({ ...PersonRef.shape, letter: string(), initials: string(), company: nullable(string()), status: oneOf(membershipStatuses), roles: list(oneOf(roles), 20), phoneMasked: nullable(string()) }), 1000) }) }),
  revealPhone: route({ method: 'POST', path: '/units/:unitId/directory/:personId/phone', can: 'unit.inside', doc: 'The number of a fellow member who lets it be seen; logged, and they see who looked. At most 30 an hour, so that nobody copies the book.',
    input: object({ unitId: id, personId: id }), output: answer({ phone: string() }) }),
  mine: route({ method: 'GET', path: '/me/directory', can: 'me.read', doc: 'What the directory shows of me: the phone by my consent (me.consents), the company by my choice; and under which name strangers read what I wrote in public (null: by my family name only).',
    input: object({}), output: answer({ showsCompany: flag(), showsPhone: flag(), publicName: nullable(string()), publicNow: string() }) }),
  choose: route({ method: 'PUT', path: '/me/directory', can: 'me.write', doc: 'Show or hide my company in the directory; choose the name strangers read (empty: the family name only).', input: object({ showsCompany: flag(), publicName: optional(nameNote(12)) }), output: nothing }),
};

const transferStates = ['released', 'accepted', 'declined', 'withdrawn'] as const;
const Transfer = answer({ id, person: PersonRef, from: UnitRef, to: UnitRef, reason: string(), state: oneOf(transferStates), releasedBy: PersonRef, releasedAt: moment, decidedBy: nullable(PersonRef), decidedAt: nullable(moment), answer: nullable(string()),
  mayDecide: flag(), mayWithdraw: flag() });

export const transferRoutes = {
  transfers: route({ method: 'GET', path: '/units/:unitId/transfers', can: 'roster.read', doc: 'Members on their way out of this unit or into it, waiting ones first; the last 200.', input: object({ unitId: id }), output: answer({ items: list(Transfer, 200) }) }),
  release: route({ method: 'POST', path: '/units/:unitId/transfers', can: 'roster.write', doc: 'Release a member to another branch. Until it accepts, the member stays; within one general branch, whose secretary answers for both rosters, the move is done at once.',
    input: object({ unitId: id, clientId, membershipId: id, toUnitId: id, reason: text(200) }), output: Transfer }),
  decide: route({ method: 'POST', path: '/units/:unitId/transfers/:transferId/decision', can: 'roster.write', doc: 'Accept: one membership ends and the next begins on the same day, status and Party age go along, history stays with the old branch. Or decline with a reason.',
    input: object({ unitId: id, transferId: id, accept: oneOf(['yes', 'no']), answer: note(200) }), output: Transfer }),
  withdraw: route({ method: 'POST', path: '/units/:unitId/transfers/:transferId/withdraw', can: 'roster.write', doc: 'Take a release back while it waits.', input: object({ unitId: id, transferId: id }), output: Transfer }),
};

const RuleVersion = answer({ id, kind: oneOf(ruleKinds), /** The number, in the field of its kind (rules.ts, ruleTerms); null: no such rule any more. */ perMonth: nullable(integer(0, 31)), days: optional(nullable(integer(0, 31))), effectiveFrom: day, resolution: string(), adoptedBy: nullable(PersonRef), state: oneOf(['coming', 'inForce', 'past']) });

export const ruleRoutes = {
  rules: route({ method: 'GET', path: '/units/:unitId/rules', can: 'rule.read', doc: 'Rules the unit adopted, with every version: what, from when, by which resolution.', input: object({ unitId: id }), output: answer({ items: list(RuleVersion, 500) }) }),
  adopt: route({ method: 'POST', path: '/units/:unitId/rules', can: 'rule.adopt', doc: 'Put on record what the branch resolved: a number (null: no such rule any more), a monthly quota from the first of a month on, a number of days from any day after today; never for days gone by.',
    input: object({ unitId: id, kind: oneOf(ruleKinds), perMonth: optional(nullable(integer(1, 31))), days: optional(nullable(integer(1, 30))), effectiveFrom: day, resolution: text(200) }), output: RuleVersion }),
  takeBack: route({ method: 'DELETE', path: '/units/:unitId/rules/:ruleId', can: 'rule.adopt', doc: 'Take back a version that has not come into force (a slip of the pen); the trace stays.', input: object({ unitId: id, ruleId: id }), output: nothing }),
};
