/**
 * Who can say what. A tale binds its teller: whoever once spoke as a bookkeeper is one in every later meeting, and nobody under fifty looks back
 * on thirty years. Nothing of this goes into the database; it only keeps the texts from contradicting each other.
 */
import type { Prng } from './prng.js';
import type { DemoPerson, Industry, PersonIndex } from './types.js';

const trades = new Set(['dev', 'fin', 'des', 'sale', 'hr', 'adm', 'law', 'lab', 'edu', 'prop', 'mkt', 'log', 'boss', 'food', 'med']);
const office = ['fin', 'hr', 'adm', 'sale'];
/** Jobs that occur in units of a trade; a unit of many trades has all. */
const jobs: Partial<Record<Industry, string[]>> = {
  software: [...office, 'dev', 'des', 'mkt'], biomedicine: [...office, 'lab', 'law'], design: [...office, 'des', 'mkt'], finance: [...office, 'law'], law: [...office, 'law'],
  education: [...office, 'edu', 'mkt'], trade: [...office, 'log'], property: [...office, 'prop', 'log'], media: [...office, 'mkt', 'des'], health: [...office, 'med'],
  society: ['fin', 'hr', 'adm', 'edu', 'med'], factory: [...office, 'dev', 'lab', 'log'], catering: ['fin', 'hr', 'adm', 'food', 'mkt', 'log'],
};

export interface Speakers {
  /** True if the person can make all these claims without contradicting a fact or an earlier claim. */
  may(person: PersonIndex, claims: readonly string[], industry: Industry): boolean;
  /** Remembers the claims. */
  bind(person: PersonIndex, claims: readonly string[]): void;
}

/** Keeps the claims of all meetings. `today` gives the ages. */
export function speakers(people: readonly DemoPerson[], today: string): Speakers {
  const year = Number(today.slice(0, 4));
  const bound = new Map<PersonIndex, Map<string, string>>();
  const groupOf = (claim: string) => (trades.has(claim) ? 'trade' : claim === 'kid' || claim === 'single' ? 'family' : claim === 'away' || claim === 'local' ? 'origin' : claim);
  const fact = (person: DemoPerson, claim: string): boolean => {
    const age = year - person.birthYear;
    if (claim === 'young') return age <= 30;
    if (claim === 'mid') return age >= 48;
    if (claim === 'kid') return age >= 29 && age <= 46;
    if (claim === 'single') return age <= 36;
    if (claim === 'boss') return age >= 28 && person.status !== 'probationary';
    if (claim === 'newbie') return person.status === 'probationary';
    return true;
  };
  return {
    may(index, claims, industry) {
      const person = people[index];
      if (!person) return false;
      const known = bound.get(index);
      return claims.every((claim) => {
        const group = groupOf(claim);
        const earlier = known?.get(group);
        if (earlier !== undefined) return earlier === claim;
        if (group === 'trade' && jobs[industry]?.includes(claim) === false) return false;
        return fact(person, claim);
      });
    },
    bind(index, claims) {
      const known = bound.get(index) ?? new Map<string, string>();
      for (const claim of claims) known.set(groupOf(claim), claim);
      bound.set(index, known);
    },
  };
}

/** Chinese numerals up to ninety-nine, as people write ages. */
export function numeral(value: number): string {
  const digits = '零一二三四五六七八九';
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? digits[ones] : ''}`;
}

/** Picks somebody from the list who may say it, preferring those who have said less; undefined if nobody may. */
export function pickSpeaker(candidates: readonly PersonIndex[], said: ReadonlyMap<PersonIndex, number>, fits: (person: PersonIndex) => boolean, chance: Prng): PersonIndex | undefined {
  const able = candidates.filter(fits);
  if (able.length === 0) return undefined;
  const one = chance.pick(able);
  const other = chance.pick(able);
  return (said.get(other) ?? 0) < (said.get(one) ?? 0) ? other : one;
}
