/** Routes of what is left to do: action items of published minutes, carried over to the next meeting until done (MEET-8, MEET-11). */
import { answer, day, flag, id, judged, list, moment, nullable, object, optional, PersonRef, string } from '../fields.js';
import { route } from '../route.js';

/** `owner`: the name in the minutes; `ownerId`: the member meant, where it is clear who that is. */
export const ActionItem = answer({ id, text: string(), owner: string(), ownerId: nullable(id), due: nullable(day), meeting: answer({ id, title: string(), closedAt: nullable(moment) }),
  done: nullable(answer({ at: moment, by: PersonRef, words: string() })), mayFinish: flag(),
  /** Said to be done once, and opened again since: by whom, when, why. */
  reopened: nullable(answer({ at: moment, by: PersonRef, words: string() })), mayReopen: flag() });

export const actionItemRoutes = {
  items: route({ method: 'GET', path: '/units/:unitId/action-items', can: 'minutes.read', doc: 'What published minutes of this unit left to do: the open items by due day; `from` a meeting, its own with those done; `carriedInto` a meeting, what it takes over from earlier ones (上次待办).',
    input: object({ unitId: id, from: optional(id), carriedInto: optional(id) }), output: answer({ items: list(ActionItem, 200) }) }),
  finish: route({ method: 'POST', path: '/units/:unitId/action-items/:itemId/done', can: 'minutes.read', doc: 'The owner, or an officer, says that it is done, with a word how; once.',
    input: object({ unitId: id, itemId: id, words: judged(200) }), output: ActionItem }),
  reopen: route({ method: 'POST', path: '/units/:unitId/action-items/:itemId/reopening', can: 'minutes.read', doc: 'Whoever said that it is done, or an officer, opens it again, with a word why; audited, and told to its owner and to who had done it. Published minutes keep what they said.',
    input: object({ unitId: id, itemId: id, words: judged(200) }), output: ActionItem }),
};
