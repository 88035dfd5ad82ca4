/** Routes of the pseudonym 匿名 (MOD-7): to write under it, to find one's own again, and to learn by two offices who it was. */
import { answer, clientId, count, flag, id, judged, list, moment, nullable, object, oneOf, optional, PersonRef, string, text } from '../fields.js';
import { Column } from '../sites/routes.js';
import { route } from '../route.js';
import { disclosureGrounds } from './anonymous-rules.js';
import { contentStates } from './routes.js';

const kinds = ['post', 'comment'] as const;
const target = { kind: oneOf(kinds), targetId: id };
/** An appeal as its author sees it. */
export const AnonymousAppeal = answer({ words: string(), at: moment, dueAt: moment, overdue: flag(), escalated: flag(), state: oneOf(['open', 'upheld', 'overturned']), reason: nullable(string()) });
/**
 * What one wrote under the pseudonym; only one's own request can tell. What others cannot read comes whole, so that nobody loses their words. `rule`, `reason`, `suggestion`: why it was
 * stopped; `whyNotAppeal`: the code of why one cannot appeal, null where one can or nothing was decided. `opened`: by which ground two offices learned who it was.
 */
export const MyAnonymous = answer({ ...target, postId: id, title: nullable(string()), text: string(), at: moment, state: oneOf(contentStates), rule: nullable(count), ruleName: nullable(string()), reason: nullable(string()), suggestion: nullable(string()),
  stopped: flag(), appeal: nullable(AnonymousAppeal), whyNotAppeal: nullable(string()), opened: nullable(oneOf(disclosureGrounds)) });
/** `side`: which side the caller could still agree for. `whyNotOpen`: the code of why the caller cannot open it now. */
export const Disclosure = answer({ id, ...target, ground: oneOf(disclosureGrounds), words: string(), text: nullable(string()), askedAt: moment, untilAt: moment, lower: nullable(PersonRef), upper: nullable(PersonRef), openedAt: nullable(moment), whyNotApprove: nullable(string()), whyNotOpen: nullable(string()) });

export const anonymousRoutes = {
  here: route({ method: 'GET', path: '/units/:unitId/anonymous', can: 'post.read', doc: 'Which columns allow 匿名, whether the group is so small that one is soon guessed, and how often one may still write today.',
    input: object({ unitId: id }), output: answer({ columns: list(Column), smallGroup: flag(), leftToday: count }) }),
  post: route({ method: 'POST', path: '/units/:unitId/anonymous/posts', can: 'post.write', doc: 'Publish under 匿名: words only (pictures know who brought them), never to the public; nothing stored names the author.',
    input: object({ unitId: id, clientId, columnId: id, title: text(60), text: judged(20_000), visibility: oneOf(['branch', 'community', 'members']) }), output: answer({ id }) }),
  comment: route({ method: 'POST', path: '/units/:unitId/anonymous/comments', can: 'post.write', doc: 'Comment under 匿名 on a post of a column that allows it; with `parentId` beneath a floor.',
    input: object({ unitId: id, clientId, postId: id, text: judged(8000), parentId: optional(id) }), output: answer({ id }) }),
  mine: route({ method: 'GET', path: '/units/:unitId/anonymous/mine', can: 'post.read', doc: 'What I wrote under 匿名 here, found by a keyed hash that only my own request asks for.', input: object({ unitId: id }), output: answer({ items: list(MyAnonymous, 200) }) }),
  appeal: route({ method: 'POST', path: '/units/:unitId/anonymous/appeal', can: 'post.write', doc: 'Appeal once against a decision about what I wrote under 匿名, without saying who I am: another person answers within three working days. The same words again are answered, not done again.',
    input: object({ unitId: id, ...target, words: judged(1000) }), output: AnonymousAppeal }),
  retract: route({ method: 'POST', path: '/units/:unitId/anonymous/retract', can: 'post.write', doc: 'Take back what I wrote under 匿名.', input: object({ unitId: id, ...target }), output: answer({ id }) }),
};
export const disclosureRoutes = {
  disclosures: route({ method: 'GET', path: '/units/:unitId/disclosures', can: 'pseudonym.disclose', doc: 'Requests to learn who wrote under 匿名, with who agreed; never who it was.', input: object({ unitId: id }), output: answer({ items: list(Disclosure, 100) }) }),
  ask: route({ method: 'POST', path: '/units/:unitId/disclosures', can: 'pseudonym.disclose', stepUp: true, doc: 'Ask for a listed ground to learn who wrote something; the asker\'s side agrees by asking, the other side has 72 hours.',
    input: object({ unitId: id, clientId, ...target, ground: oneOf(disclosureGrounds), words: judged(500) }), output: Disclosure }),
  approve: route({ method: 'POST', path: '/units/:unitId/disclosures/:disclosureId/approve', can: 'pseudonym.disclose', stepUp: true, doc: 'Agree for the other side: another person of another unit.', input: object({ unitId: id, disclosureId: id }), output: Disclosure }),
  open: route({ method: 'POST', path: '/units/:unitId/disclosures/:disclosureId/open', can: 'pseudonym.disclose', stepUp: true, doc: 'Open the one view, for 15 minutes, to one of the two who agreed. It is written down, and the author is told.',
    input: object({ unitId: id, disclosureId: id }), output: answer({ author: PersonRef, untilAt: moment }) }),
};
