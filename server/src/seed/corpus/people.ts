/**
 * The members: age and education hold the shares Xuhui reported for its 8,000 members in two-new organisations (65 % at most 35 years old,
 * 63 % bachelor or above, 82 % college or above). The shares are met by counting, not by luck.
 */
import type { Education, MembershipStatus } from '@branch/shared/roles';
import { daysBefore } from './calendar.js';
import { nameGiver } from './names.js';
import type { Prng } from './prng.js';
import type { DemoPerson, UnitKey } from './types.js';

export const memberCount = 8126;
/** Shares of all members, numerators over one hundred. */
export const shares = { atMost35: 65, bachelorOrAbove: 63, collegeOrAbove: 82 } as const;

/** Where a person belongs; the roster is filled place by place. */
export interface Place { unit: UnitKey; group: UnitKey | null; company: string }

/** The eleven digits of person number `index` (members first, staff after them): each once, all in a row of numbers nobody is given. */
export function phoneOf(index: number): string {
  return `1900000${String((index * 7919 + 1234) % 10000).padStart(4, '0')}`;
}

/** Ages in years reached in the current year. Most are young, and the tail reaches past sixty. */
function ages(count: number, chance: Prng): number[] {
  const young = Math.round((count * shares.atMost35) / 100);
  const list = Array.from({ length: count }, (_, i) => (i < young ? 22 + Math.floor(Math.sqrt(chance.next()) * 14) : 36 + Math.floor(chance.next() ** 1.4 * 27)));
  return chance.shuffle(list);
}

function educations(age: number[], chance: Prng): Education[] {
  const count = age.length;
  // The young hold more degrees: a draw with a bonus, and the quotas cut the order.
  const order = age.map((years, index) => ({ index, score: chance.next() + (years <= 35 ? 0.35 : 0) })).sort((a, b) => b.score - a.score).map((entry) => entry.index);
  const degree = Math.round((count * shares.bachelorOrAbove) / 100);
  const college = Math.round((count * shares.collegeOrAbove) / 100);
  const result = new Array<Education>(count).fill('highSchool');
  order.forEach((index, rank) => {
    const years = age[index] ?? 0;
    if (rank < degree) result[index] = years >= 28 && chance.chance(0.035) ? 'doctor' : years >= 25 && chance.chance(0.21) ? 'master' : 'bachelor';
    else if (rank < college) result[index] = 'college';
  });
  return result;
}

/** In every thirty-one people one is probationary and two are mobile, so that each sizeable branch has some; eight in the district are on disciplinary probation. */
function statuses(count: number, chance: Prng): MembershipStatus[] {
  const result = new Array<MembershipStatus>(count).fill('full');
  for (let start = 0; start < count; start += 31) {
    const [a = 0, b = 0, c = 0] = chance.shuffle(Array.from({ length: Math.min(31, count - start) }, (_, i) => start + i));
    result[b] = 'mobile';
    result[c] = 'mobile';
    result[a] = 'probationary';
  }
  const settled = chance.shuffle(result.map((status, index) => (status === 'full' ? index : -1)).filter((index) => index >= 200));
  for (const index of settled.slice(0, 8)) result[index] = 'onProbation';
  return result;
}

/** Day of joining: within the last year for the probationary, otherwise at 19 to 30 or so, more than thirteen months ago. */
function joinedOn(today: string, birthYear: number, status: MembershipStatus, chance: Prng): string {
  if (status === 'probationary') return daysBefore(today, chance.int(20, 350));
  const latest = daysBefore(today, 400);
  const year = birthYear + 19 + Math.floor(chance.next() ** 1.6 * 14);
  const day = `${year}-${String(chance.chance(0.4) ? chance.pick([6, 6, 7, 11, 12]) : chance.int(1, 12)).padStart(2, '0')}-${String(chance.int(1, 28)).padStart(2, '0')}`;
  return day < latest ? day : daysBefore(today, chance.int(400, 900));
}

/** Fills the places with people. `places.length` is the number of members; the result keeps the order of the places. */
export function makePeople(places: readonly Place[], today: string, chance: Prng): DemoPerson[] {
  const year = Number(today.slice(0, 4));
  const age = ages(places.length, chance.stream('ages'));
  const education = educations(age, chance.stream('education'));
  const status = statuses(places.length, chance.stream('status'));
  const names = nameGiver(chance.stream('names'));
  const dates = chance.stream('dates');
  return places.map((place, index) => {
    const birthYear = year - (age[index] ?? 30);
    const current = status[index] ?? 'full';
    return {
      name: names.take(birthYear, place.unit), birthYear, education: education[index] ?? 'bachelor', phone: phoneOf(index),
      joinedPartyOn: joinedOn(today, birthYear, current, dates), status: current, ...place,
    };
  });
}
