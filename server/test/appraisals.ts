import { appraisalRoutes as routes } from '@branch/shared/appraisals/routes';
import { appraisalStages } from '@branch/shared/appraisals/words';
import type { AppraisalStage, Grade } from '@branch/shared/appraisals/words';
import { shanghaiParts } from '@branch/shared/time';
import type { MadePerson, MadeUnit } from '../src/seed/factories.js';
import { uuid } from './world.js';
import type { World } from './world.js';

/** A round of a unit and who runs it, for stories, the matrix and journeys. */
export class Round {
  private constructor(readonly world: World, readonly at: { unitId: string; appraisalId: string }, readonly by: MadePerson) {}

  /** A round of this year. `anew`: earlier ones of the unit are put back by years first, for there is one of a year. */
  static async open(world: World, unit: MadeUnit, by: MadePerson, how: { keepDays?: number; anew?: boolean } = {}): Promise<Round> {
    if (how.anew) await world.rows('update appraisal a set year = l.first - l.place from (select id, (select min(year) from appraisal where unit_id = $1) as first, row_number() over (order by year desc) as place from appraisal where unit_id = $1 and year >= $2) l where l.id = a.id', [unit.id, thisYear() - 1]);
    const { id } = await world.ok(by, routes.open, { unitId: unit.id, clientId: uuid(), year: thisYear(), keepDays: how.keepDays ?? 90 });
    return new Round(world, { unitId: unit.id, appraisalId: id }, by);
  }

  review(who: MadePerson, about: MadePerson, text: string, more: { clientId?: string; revision?: number } = {}) {
    return this.world.as(who, routes.review, { ...this.at, personId: about.id, clientId: uuid(), revision: 0, text, ...more });
  }

  async to(stage: AppraisalStage, how: { mode?: 'online' | 'paper'; cap?: number | null } = {}): Promise<void> {
    const { stage: now } = await this.world.ok(this.by, routes.round, this.at);
    for (const next of appraisalStages.slice(appraisalStages.indexOf(now) + 1, appraisalStages.indexOf(stage) + 1)) await this.world.ok(this.by, routes.moveOn, { ...this.at, to: next, ...(next === 'rating' ? { mode: 'online' as const, cap: null, ...how } : {}) });
  }

  /** Casts a paper with what `gradeOf` says of each. */
  async rate(who: MadePerson, gradeOf: (personId: string) => Grade = () => 'qualified') {
    const { people } = await this.world.ok(who, routes.paper, this.at);
    return this.world.as(who, routes.rate, { ...this.at, grades: people.map((one) => ({ personId: one.id, grade: gradeOf(one.id) })) });
  }

  /** An opinion on everyone, each recorded by one whom it is not about. */
  async opineAll(words: string, other: MadePerson): Promise<void> {
    const { items } = await this.world.ok(this.by, routes.desk, this.at);
    for (const { person } of items.filter((one) => one.takesPart)) await this.world.ok(person.id === this.by.id ? other : this.by, routes.opine, { ...this.at, personId: person.id, grade: 'qualified', words });
  }
}

export const thisYear = (): number => shanghaiParts(new Date()).year;
