/** What keys and words in the composer mean. Pure. */
import type { PersonRef } from '@branch/shared/fields';

export interface Key {
  key: string;
  shiftKey: boolean;
  /** An input method is choosing characters: its Enter is not ours. Safari tells only by keyCode 229. */
  isComposing: boolean;
  keyCode?: number;
}

/** Enter sends, Shift+Enter makes a new line, ↑ in an empty composer takes up the last line again; a composing input method keeps all its keys. */
export function meaningOf(key: Key, text: string): 'send' | 'editLast' | null {
  if (key.isComposing || key.keyCode === 229) return null;
  if (key.key === 'Enter' && !key.shiftKey) return 'send';
  if (key.key === 'ArrowUp' && text === '') return 'editLast';
  return null;
}

/** The people whose `@name` still stands in the text, each once. */
export function mentionsIn(text: string, candidates: readonly PersonRef[]): PersonRef[] {
  const found = new Map<string, PersonRef>();
  for (const person of candidates) if (text.includes(`@${person.name}`)) found.set(person.id, person);
  return [...found.values()];
}

/** The text with `@name ` put at its end; an `@` just typed is taken up. */
export const withMention = (text: string, name: string): string => `${text.endsWith('@') ? text.slice(0, -1) : text}${/\S$/.test(text) && !text.endsWith('@') ? ' ' : ''}@${name} `;

/** An `@` was just typed at the end, after nothing or a blank: not inside an address. */
export const asksForMention = (before: string, now: string): boolean => now.length === before.length + 1 && now.endsWith('@') && !/[A-Za-z0-9._-]@$/.test(now);

/** A text cut into plain parts and mentions, in order. */
export function parts(text: string, mentions: readonly PersonRef[]): { text: string; mention: boolean }[] {
  const names = mentions.map((person) => `@${person.name}`).sort((a, b) => b.length - a.length);
  const found: { text: string; mention: boolean }[] = [];
  let plain = '';
  for (let i = 0; i < text.length; ) {
    const name = names.find((each) => text.startsWith(each, i));
    if (name === undefined) {
      plain += text[i] ?? '';
      i += 1;
      continue;
    }
    if (plain !== '') found.push({ text: plain, mention: false });
    plain = '';
    found.push({ text: name, mention: true });
    i += name.length;
  }
  if (plain !== '') found.push({ text: plain, mention: false });
  return found;
}
