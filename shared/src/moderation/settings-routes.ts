/** Routes of what moderation goes by: word lists, first posts, moderators of columns, and the emergency switch (MOD-2, MOD-6, MOD-8). */
import { answer, anyText, clientId, count, day, flag, id, integer, judged, list, moment, nothing, note, nullable, object, optional, oneOf, PersonRef, string, text, when } from '../fields.js';
import { contentKinds } from '../posts/routes.js';
import { route } from '../route.js';

/** A listed word. `own` is false for those of a unit above, which this unit reads but does not change. */
export const Word = answer({ id, word: string(), note: string(), unit: answer({ id, name: string() }), own: flag(), addedAt: moment });
/** A hit: where and in which sentence, never whose. */
export const WordHit = answer({ word: string(), sentence: string(), kind: oneOf(contentKinds), at: moment });
export const Closure = answer({ id, column: nullable(answer({ id, name: string() })), reason: string(), by: PersonRef, from: moment, until: moment, endedAt: nullable(moment), active: flag() });
export const Moderator = answer({ roleId: id, person: PersonRef, column: answer({ id, name: string() }), from: day });

export const moderationSettingRoutes = {
  words: route({ method: 'GET', path: '/units/:unitId/words', can: 'words.read', doc: 'The words that make content wait here: this unit\'s own and those of units above; with the latest hits, sentences only.', input: object({ unitId: id }), output: answer({ items: list(Word, 2000), hits: list(WordHit, 50) }) }),
  addWord: route({ method: 'POST', path: '/units/:unitId/words', can: 'words.edit', doc: 'List a word; it may hold content, never delete it.', input: object({ unitId: id, clientId, word: text(40), note: note(100) }), output: Word }),
  removeWord: route({ method: 'POST', path: '/units/:unitId/words/:wordId/remove', can: 'words.edit', doc: 'Take a word of this unit off the list.', input: object({ unitId: id, wordId: id }), output: nothing }),
  tryText: route({ method: 'POST', path: '/units/:unitId/words/try', can: 'words.read', doc: 'Try a text against the list; nothing is stored.', input: object({ unitId: id, text: anyText(20_000) }), output: answer({ hits: list(answer({ word: string(), sentence: string() }), 100) }) }),
  settings: route({ method: 'GET', path: '/units/:unitId/moderation/settings', can: 'words.read', doc: 'How many first posts of a new member are looked at before others see them.', input: object({ unitId: id }), output: answer({ firstPosts: count }) }),
  setSettings: route({ method: 'PUT', path: '/units/:unitId/moderation/settings', can: 'words.edit', doc: 'Set how many first posts are looked at.', input: object({ unitId: id, firstPosts: integer(0, 10) }), output: answer({ firstPosts: count }) }),
  closures: route({ method: 'GET', path: '/units/:unitId/closures', can: 'site.read', doc: 'Where writing is closed for a time, with reason and end; the latest past ones.', input: object({ unitId: id }), output: answer({ items: list(Closure, 50) }) }),
  close: route({ method: 'POST', path: '/units/:unitId/closures', can: 'closure.set', doc: 'Emergency: make the site or a column read-only until a time, with a reason everyone sees.', input: object({ unitId: id, clientId, columnId: optional(id), reason: judged(300), until: when }), output: Closure }),
  reopen: route({ method: 'POST', path: '/units/:unitId/closures/:closureId/end', can: 'closure.set', doc: 'Open writing again before its time.', input: object({ unitId: id, closureId: id }), output: Closure }),
  moderators: route({ method: 'GET', path: '/units/:unitId/moderators', can: 'site.read', doc: 'The moderators (版主) of the columns.', input: object({ unitId: id }), output: answer({ items: list(Moderator, 200) }) }),
  appointModerator: route({ method: 'POST', path: '/units/:unitId/moderators', can: 'moderator.appoint', doc: 'Make a member the moderator of one column.', input: object({ unitId: id, columnId: id, personId: id, basis: text(100) }), output: Moderator }),
  endModerator: route({ method: 'POST', path: '/units/:unitId/moderators/:roleId/end', can: 'moderator.appoint', doc: 'End it from today.', input: object({ unitId: id, roleId: id, reason: text(100) }), output: nothing }),
};
