/** The 76 online meetings of the last twelve months: who called them, who came, and every line that was said. */
import { daysBefore, later, momentOf, weekday } from './calendar.js';
import { leaveReasons } from './chatter.js';
import { discuss, typeset } from './discuss.js';
import { speak } from './grammar.js';
import { localities } from './localities.js';
import { membersByUnit } from './officers.js';
import { parkKey } from './organisations.js';
import type { Prng } from './prng.js';
import { speakers } from './speakers.js';
import { rotation } from './themes/all.js';
import type { Theme } from './themes/theme.js';
import type { DemoMeeting, DemoPopulation, DemoStatement, DemoUnit, PersonIndex, UnitKey } from './types.js';

export const meetingCount = 76;
/** How many of them the park's joint general branch held itself; its branches held a few more. */
export const parkMeetings = 6;

/** Slots for texts spoken in a unit: a street, a station, the neighbourhood and the building. */
export function placeWords(unit: DemoUnit, chance: Prng): Record<string, string> {
  const local = localities.find((one) => unit.key === one.key || unit.key.startsWith(`${one.key}-`)) ?? localities[0];
  return { road: chance.pick(local?.roads ?? ['']), metro: chance.pick(local?.metros ?? ['']), area: local?.area ?? '', place: unit.place };
}

/** Units that hold the meetings: the park several, other general branches and branches of some size one or two. */
function hosts(population: DemoPopulation, members: Map<UnitKey, PersonIndex[]>, chance: Prng): DemoUnit[] {
  const units = new Map(population.units.map((unit) => [unit.key, unit]));
  const sized = (unit: DemoUnit | undefined): unit is DemoUnit => unit !== undefined && (members.get(unit.key)?.length ?? 0) >= 22;
  const online = population.sites.filter((site) => site.state === 'online' && site.unit !== parkKey && !site.unit.startsWith(`${parkKey}-`)).map((site) => units.get(site.unit)).filter(sized);
  const park = units.get(parkKey);
  const others = chance.shuffle(online);
  const list = [...others.slice(0, 52), ...others.slice(0, meetingCount - parkMeetings - 2 - 52)];
  const branches = [units.get(`${parkKey}-1`), units.get(`${parkKey}-2`)];
  return [...Array.from({ length: parkMeetings }, () => park), ...branches, ...list].filter((unit): unit is DemoUnit => unit !== undefined);
}

/** All past meetings, oldest first. No two lines in all of them are the same. */
export function makeMeetings(population: DemoPopulation, chance: Prng): DemoMeeting[] {
  const members = membersByUnit(population.units, population.people);
  const talkers = speakers(population.people, population.today);
  const taken = new Set<string>();
  const usedBy = new Map<UnitKey, Set<string>>();
  const times = new Map<string, number>();
  const heldOn = new Map<UnitKey, Set<string>>();
  const queue = hosts(population, members, chance.stream('hosts'));
  let next = 0;

  /** The next theme in turn that the unit has not yet talked about. */
  const themeFor = (unit: DemoUnit) => {
    const used = usedBy.get(unit.key) ?? new Set<string>();
    usedBy.set(unit.key, used);
    for (let tries = 0; tries < rotation.length; tries += 1) {
      const theme = rotation[next++ % rotation.length];
      if (theme && !used.has(theme.key)) {
        used.add(theme.key);
        const time = times.get(theme.key) ?? 0;
        times.set(theme.key, time + 1);
        return { theme, time };
      }
    }
    throw new Error('a unit has talked about everything');
  };

  return queue.map((unit, index) => hold(unit, chance.stream(`meeting ${index}`))).sort((a, b) => a.startsAt.localeCompare(b.startsAt));

  function hold(unit: DemoUnit, dice: Prng): DemoMeeting {
    const { theme, time } = themeFor(unit);
    const own = (members.get(unit.key) ?? []).filter((person) => population.people[person]?.status !== 'onProbation');
    const officer = (role: string) => population.officers.find((one) => one.unit === unit.key && one.role === role)?.person;
    const chair = (dice.chance(0.8) ? officer('secretary') : officer('deputySecretary')) ?? officer('secretary') ?? own[0] ?? 0;
    const large = unit.key === parkKey;
    const size = large ? dice.int(46, 68) : Math.min(own.length - 2, dice.int(16, 26));
    const present = dice.shuffle(own.filter((person) => person !== chair)).slice(0, size - 1);
    const agenda = theme.agenda.length > 2 && !large && dice.chance(0.12) ? theme.agenda.slice(0, 2) : theme.agenda;

    const { starts, minutes, days } = window(unit.key, theme, dice);
    const lines = discuss(agenda, large ? dice.int(60, 70) : dice.int(37, 46), {
      people: population.people, today: population.today, industry: unit.industry, chair, members: present, slots: placeWords(unit, dice), speakers: talkers, taken, chance: dice,
    });
    const statements = timed(lines, starts, minutes, days, dice);
    const ends = days > 1 ? later(starts, (days - 1) * 86_400 + 3 * 3600) : later(statements.at(-1)?.at ?? starts, dice.int(60, 400));
    const firstLine = (person: PersonIndex) => statements.find((one) => one.person === person)?.at;
    const arrivals = [chair, ...present].map((person) => {
      const first = firstLine(person);
      const early = later(starts, person === chair ? -dice.int(60, 400) : dice.chance(0.75) ? dice.int(-240, 120) : dice.int(120, 1200));
      const joinedAt = first !== undefined && first < early ? later(first, -dice.int(20, 90)) : early;
      return { person, joinedAt, leftAt: dice.chance(0.85) ? ends : later(ends, -dice.int(30, 240)) };
    }).map((one) => {
      const lastLine = statements.filter((line) => line.person === one.person).at(-1)?.at ?? one.joinedAt;
      return one.leftAt <= lastLine ? { ...one, leftAt: ends } : one;
    });
    const absent = dice.shuffle(own.filter((person) => person !== chair && !present.includes(person)));
    return {
      unit: unit.key, kind: dice.pick(theme.kinds), theme: theme.theme, title: typeset(theme.titles[time % theme.titles.length] ?? theme.theme),
      agenda: agenda.map((one) => typeset(one.title)), materials: theme.materials.map(typeset), calledAt: later(starts, -dice.int(3, 8) * 86_400 - dice.int(-7200, 7200)),
      startsAt: starts, endsAt: ends, chair, attendances: arrivals.sort((a, b) => a.joinedAt.localeCompare(b.joinedAt)),
      leaves: absent.slice(0, Math.min(absent.length, dice.int(1, large ? 12 : 5))).map((person) => ({ person, reason: speak(dice.pick(leaveReasons), {}, dice) })),
      statements, outcomes: agenda.map((one) => typeset(one.outcome)),
    };
  }

  /** A time people have: weekday evenings mostly, some lunch hours and week-end mornings; now and then a window of three days. */
  function window(unit: UnitKey, theme: Theme, dice: Prng): { starts: string; minutes: number; days: number } {
    const used = heldOn.get(unit) ?? new Set<string>();
    heldOn.set(unit, used);
    for (;;) {
      const day = daysBefore(population.today, dice.int(5, 362));
      const week = weekday(day);
      const roll = dice.next();
      const weekend = week === 0 || week === 6;
      if (used.has(day) || (weekend && roll > 0.3) || theme.months?.includes(Number(day.slice(5, 7))) === false) continue;
      used.add(day);
      const minute = weekend ? dice.pick([9 * 60 + 30, 15 * 60, 20 * 60]) : roll < 0.25 ? dice.pick([12 * 60, 12 * 60 + 10]) : dice.pick([19 * 60, 19 * 60 + 30, 19 * 60 + 30, 20 * 60, 20 * 60 + 30]);
      const lunch = minute < 13 * 60 && !weekend;
      return { starts: momentOf(day, minute * 60), minutes: lunch ? 48 : dice.int(55, 85), days: dice.chance(0.1) ? 3 : 1 };
    }
  }

  /** Gives each line its moment: longer texts take longer, and over several days people write in the evenings. */
  function timed(lines: ReturnType<typeof discuss>, starts: string, minutes: number, days: number, dice: Prng): DemoStatement[] {
    const weights = lines.map((line) => 8 + line.text.length * 0.5 + dice.next() ** 2 * 60);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let passed = 0;
    return lines.map((line, index) => {
      passed += weights[index] ?? 0;
      const share = passed / total;
      const day = days === 1 ? 0 : Math.min(days - 1, Math.floor(share * days));
      const within = days === 1 ? share : share * days - day;
      return { ...line, at: later(starts, day * 86_400 + within * minutes * 60 - (days === 1 ? 30 : 0) + index * 0.001) };
    });
  }
}
