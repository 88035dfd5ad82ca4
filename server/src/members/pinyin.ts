/** The order and initials of Chinese names, by the collation every Node carries (CLDR pinyin); no table of our own but for surnames read otherwise. */
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
/** The first character of each letter in that order; there is none for I, U, V. */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀';
const letters = 'ABCDEFGHJKLMNOPQRSTWXYZ';
const surnames: Record<string, string> = { 曾: 'Z', 单: 'S', 仇: 'Q', 解: 'X', 区: 'O', 查: 'Z', 朴: 'P', 翟: 'Z', 缪: 'M', 尉: 'Y', 乐: 'Y', 盖: 'G', 冼: 'X', 覃: 'Q', 种: 'C', 员: 'Y' };

function initialOf(character: string): string {
  if (/[A-Za-z]/.test(character)) return character.toUpperCase();
  if (!/\p{Script=Han}/u.test(character)) return '';
  let found = '';
  for (let i = 0; i < letters.length && order.compare(firsts[i] ?? '', character) <= 0; i += 1) found = letters[i] ?? '';
  return found;
}

/** `ZXM` for 张晓明. */
export const initialsOf = (name: string): string => [...name].map((character, i) => (i === 0 ? surnames[character] : undefined) ?? initialOf(character)).join('');

/** Names in the order a reader looks for them: by the surname's letter, then by pinyin. */
export const byPinyin = (a: { name: string; initials: string }, b: { name: string; initials: string }): number => (a.initials[0] ?? '~').localeCompare(b.initials[0] ?? '~') || order.compare(a.name, b.name);
