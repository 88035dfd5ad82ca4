/** Where a text holds what was searched for, for both ends. Width, case and breaks do not matter, as in the database (search_form). */
export interface Part { text: string; hit: boolean }

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
/** What is searched for: words parted by spaces, all of which must be there. */
export const termsOf = (q: string): string[] => [...new Set(plain(q).split(/\s+/).filter((term) => term !== ''))];

/** Characters shown before the first hit, so that it stands in the first line. */
const lead = 12;

/** The part of a text around its first hit, at most `most` characters, with every hit marked; without a hit its beginning. */
export function partsAround(text: string, terms: readonly string[], most: number): Part[] {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const marks = marked(characters, terms);
  const first = marks.indexOf(true);
  const from = characters.length <= most || first < lead ? 0 : Math.min(first - lead, characters.length - most);
  const to = Math.min(characters.length, from + most);
  const parts: Part[] = [];
  for (let at = from; at < to; at += 1) {
    const last = parts[parts.length - 1];
    if (last && last.hit === marks[at]) last.text += characters[at] ?? '';
    else parts.push({ text: characters[at] ?? '', hit: marks[at] ?? false });
  }
  if (from > 0) parts.unshift({ text: '…', hit: false });
  if (to < characters.length) parts.push({ text: '…', hit: false });
  return parts;
}

/** For every character whether it belongs to a hit. */
function marked(characters: readonly string[], terms: readonly string[]): boolean[] {
  // The plain form with, for each of its units, the character it came from.
  let form = '';
  const from: number[] = [];
  characters.forEach((character, index) => {
    const one = plain(character);
    form += one;
    for (let unit = 0; unit < one.length; unit += 1) from.push(index);
  });
  const marks = characters.map(() => false);
  for (const term of terms) {
    for (let at = form.indexOf(term); at >= 0; at = form.indexOf(term, at + term.length)) for (let unit = at; unit < at + term.length; unit += 1) marks[from[unit] ?? 0] = true;
  }
  return marks;
}
