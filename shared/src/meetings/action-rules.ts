/** Action items: how a new version of the minutes changes what is left to do, who says that it is done, and who that it is not. */
import type { RefusalCode } from '../refusals.js';
import type { MinutesContent } from './minutes-routes.js';
import { characters } from './rules.js';

type Action = MinutesContent['actions'][number];
export interface KeptAction { id: string; text: string; done: boolean }

/**
 * What publishing a version does to the items of its meeting: an item is known again by its words, so that a corrected owner or day leaves it the same item;
 * words that are gone are no longer asked for, unless that was done already. The same words twice are two items.
 */
export function reconciled(kept: readonly KeptAction[], actions: readonly Action[]): { same: { id: string; action: Action }[]; fresh: Action[]; dropped: string[] } {
  const left = [...kept];
  const same: { id: string; action: Action }[] = [];
  const fresh: Action[] = [];
  for (const action of actions) {
    if (action.text.trim() === '') continue;
    const at = left.findIndex((one) => one.text === action.text);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found) same.push({ id: found.id, action });
    else fresh.push(action);
  }
  return { same, fresh, dropped: left.filter((one) => !one.done).map((one) => one.id) };
}

/** Said too soon, or it did not hold: whoever said that it is done, or an officer, opens it again, and says why. */
export const whyNotReopen = (item: { saidByMe: boolean; officer: boolean; done: boolean }, words: string): RefusalCode | null =>
  !item.done ? 'action.not-done' : !item.saidByMe && !item.officer ? 'action.not-yours-to-reopen' : characters(words.trim()) < 2 ? 'action.reopen-words-needed' : characters(words.trim()) > 200 ? 'action.words-too-long' : null;

export const whyNotFinish = (item: { mine: boolean; officer: boolean; done: boolean }, words: string): RefusalCode | null =>
  item.done ? 'action.done-already' : !item.mine && !item.officer ? 'action.not-yours' : characters(words.trim()) < 2 ? 'action.words-needed' : characters(words.trim()) > 200 ? 'action.words-too-long' : null;
