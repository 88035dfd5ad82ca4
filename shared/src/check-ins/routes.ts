/** Routes of check-ins (网上报到): counted from what members do anyway, with the evidence. */
import { answer, clientId, count, day, flag, id, list, moment, month, note, nullable, object, oneOf, optional, string } from '../fields.js';
import { route } from '../route.js';

export const actKinds = ['study', 'comment', 'message', 'statement', 'post', 'checkInLine'] as const;
export const Act = answer({ kind: oneOf(actKinds), at: moment, day, text: string(), path: nullable(string()), counts: flag() });
export const MyMonth = answer({ month, days: list(day, 31), checkIns: count, acts: list(Act, 500), quota: nullable(count), today: flag(), /** What I wrote under 匿名 this month; in no tally, and shown to nobody else (MOD-7). */ anonymous: count });

export const checkInRoutes = {
  mine: route({ method: 'GET', path: '/units/:unitId/check-ins/mine', can: 'checkIn.mine', doc: 'My Shanghai month in this branch: days checked in, each act that made it with a link, and the quota if the branch adopted one.',
    input: object({ unitId: id, month: optional(month) }), output: MyMonth }),
  checkIn: route({ method: 'POST', path: '/units/:unitId/check-ins', can: 'checkIn.mine', doc: 'Say 今日报到, with a sentence if one likes; at most one check-in a day however many acts.',
    input: object({ unitId: id, clientId, text: note(200) }), output: MyMonth }),
};
