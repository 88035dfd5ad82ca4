/** Texts compared by what a reader takes them for, whatever they are written with. */

/** NFKC (full width, ligatures, circled digits), lower case, and nothing but letters and digits of any script. */
export function plainForm(text: string): string {
  return [...text.normalize('NFKC').toLowerCase()].filter((character) => /[\p{L}\p{N}]/u.test(character)).join('');
}
