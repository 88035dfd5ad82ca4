/** The whole demo district from a seed number: the one function the database seeding calls. */
import { makeMeetings } from './meetings.js';
import { makePopulation } from './population.js';
import { makeMessages, makePosts } from './posts.js';
import { prng } from './prng.js';
import { makeScenario } from './scenario.js';
import { makeServices } from './services.js';
import type { DemoDistrict } from './types.js';

export const defaultSeed = 2008;

/**
 * Makes everything, without any input or output, in about a second. `today` is a Shanghai day (`2026-11-22`) that all dates are counted back from;
 * the same day and seed give the same district. The figures are those of the practice (docs/practice.md): 8,000+ members, 201 sites, 76 meetings, about 200,000 characters.
 */
export function demoDistrict(today: string, seed: number = defaultSeed): DemoDistrict {
  const chance = prng(seed);
  const population = makePopulation(today, chance);
  const meetings = makeMeetings(population, chance.stream('meetings'));
  return {
    ...population, meetings, posts: makePosts(population, meetings, chance.stream('posts')), messages: makeMessages(population, chance.stream('messages')),
    services: makeServices(population, chance.stream('services')), scenario: makeScenario(population, chance.stream('scenario')),
  };
}
