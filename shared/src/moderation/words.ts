/**
 * Words that make content wait for a person (MOD-6): compared in a plain form, so that width, case, spaces, punctuation and invisible characters
 * do not matter. They may hold, never delete; what is remembered of a hit is the sentence, not the person.
 */
import { plainForm } from '../plain-form.js';

export interface Hit<W> { word: W; sentence: string }

/** At most this many characters around a word are remembered. */
const longestSentence = 60;

/** Every listed word the text holds, each with the sentence of its first occurrence. */
export function wordsIn<W extends { plain: string }>(text: string, words: readonly W[]): Hit<W>[] {
  const characters = [...text];
  // The plain form with, for each of its units, the index of the original character it came from.
  let plain = '';
  const from: number[] = [];
  characters.forEach((character, index) => {
    const form = plainForm(character);
    plain += form;
    for (let unit = 0; unit < form.length; unit += 1) from.push(index);
  });
  return words.flatMap((word) => {
    const at = word.plain === '' ? -1 : plain.indexOf(word.plain);
    return at < 0 ? [] : [{ word, sentence: sentenceAround(characters, from[at] ?? 0, from[at + word.plain.length - 1] ?? 0) }];
  });
}

const ends = /[。！？!?；;\n]/;
function sentenceAround(characters: readonly string[], first: number, last: number): string {
  let start = first;
  while (start > 0 && last - start < longestSentence && !ends.test(characters[start - 1] ?? '')) start -= 1;
  let end = last;
  while (end < characters.length - 1 && end - start < longestSentence && !ends.test(characters[end] ?? '')) end += 1;
  return characters.slice(start, end + 1).join('').trim();
}
