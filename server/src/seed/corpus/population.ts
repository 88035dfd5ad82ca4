/** Puts the tree, the people, their offices and the sites together. */
import { makePeople } from './people.js';
import { organise } from './organisations.js';
import { appoint, makeStaff } from './officers.js';
import type { Prng } from './prng.js';
import { makeSites } from './sites.js';
import type { DemoPopulation } from './types.js';

/** Everybody and every unit of the demo district as of a Shanghai day. */
export function makePopulation(today: string, chance: Prng): DemoPopulation {
  const { units, companies, places } = organise(chance.stream('organisations'));
  const people = makePeople(places, today, chance.stream('people'));
  return {
    today, people, units, companies,
    staff: makeStaff(units, people.length, chance.stream('staff')),
    officers: appoint(units, people, today, chance.stream('officers')),
    sites: makeSites(units, companies, people, today, chance.stream('sites')),
  };
}
