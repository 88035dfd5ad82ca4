/** Turns the thoughts of a theme into what was said in one room, line by line: who tells, who answers whom, and what the chair puts between. */
import { arrivals, chairs, closings, farewells, nods, openers, openings, turns } from './chatter.js';
import { type Reply, type Slots, speak, type Thought } from './grammar.js';
import type { Prng } from './prng.js';
import { numeral, pickSpeaker, type Speakers } from './speakers.js';
import type { AgendaTheme } from './themes/theme.js';
import type { DemoPerson, Industry, PersonIndex } from './types.js';

export interface Line { person: PersonIndex; agendaItem: number; text: string; quotes: number | null }

export interface Room {
  people: readonly DemoPerson[];
  today: string;
  industry: Industry;
  chair: PersonIndex;
  /** Those who signed in, without the chair. */
  members: readonly PersonIndex[];
  slots: Slots;
  speakers: Speakers;
  /** Every line said in any meeting so far, so that none is said twice. */
  taken: Set<string>;
  chance: Prng;
}

/** Straight quotation marks of the source become the pair that Chinese text uses. */
export function typeset(text: string): string {
  let open = false;
  return text.replace(/"/g, () => (open = !open) ? '“' : '”');
}

/** What can still be said on an agenda item. */
interface Stock { tales: Thought[]; views: Thought[]; questions: Thought[]; shorts: Thought[] }
/** An answer that may come: to line `at` of `person`; `by` is set if only one can give it. */
interface Waiting { at: number; person: PersonIndex; by: PersonIndex | null; reply: Reply }

/** About `count` lines over the agenda items, in order. Fewer if the thoughts run out. */
export function discuss(agenda: readonly AgendaTheme[], count: number, room: Room): Line[] {
  const { chance, people, chair } = room;
  const lines: Line[] = [];
  const said = new Map<PersonIndex, number>();
  const year = Number(room.today.slice(0, 4));

  /** Words a person's own data give to a text. */
  const words = new Map<PersonIndex, Slots>();
  const wordsOf = (person: PersonIndex): Slots => {
    const known = words.get(person);
    if (known) return known;
    const one = people[person];
    const made = one ? { ...room.slots, age: numeral(year - one.birthYear), years: numeral(Math.max(1, year - Number(one.joinedPartyOn.slice(0, 4)))) } : room.slots;
    words.set(person, made);
    return made;
  };
  const say = (person: PersonIndex, agendaItem: number, text: string, quotes: number | null = null): boolean => {
    const set = typeset(text);
    if (room.taken.has(set)) return false;
    room.taken.add(set);
    lines.push({ person, agendaItem, text: set, quotes });
    said.set(person, (said.get(person) ?? 0) + 1);
    return true;
  };
  /** Says one of the templates, in words nobody used before; false if all are used up. */
  const sayOne = (person: PersonIndex, agendaItem: number, templates: readonly string[], extra: Slots = {}): boolean => {
    for (let tries = 0; tries < 12; tries += 1) if (say(person, agendaItem, speak(chance.pick(templates), { ...wordsOf(person), ...extra }, chance))) return true;
    return false;
  };
  const nameOf = (person: PersonIndex) => people[person]?.name ?? '';
  const last = () => lines.at(-1)?.person;
  const find = (claims: readonly string[], not: PersonIndex | undefined = undefined) =>
    pickSpeaker(room.members, said, (person) => person !== last() && person !== not && room.speakers.may(person, claims, room.industry), chance);

  sayOne(chair, 0, openings);
  for (const person of chance.shuffle(room.members).slice(0, chance.int(1, 3))) sayOne(person, 0, arrivals);
  const per = Math.max(4, Math.round((count - 6) / agenda.length));
  agenda.forEach((agendaItem, index) => {
    if (index > 0 || chance.chance(0.5)) sayOne(chair, index, turns, { item: agendaItem.title, n: '一二三四'[index] ?? '' });
    talkOver(agendaItem, index, per + chance.int(-2, 2));
  });
  for (const person of chance.shuffle(room.members).slice(0, chance.int(1, 2))) sayOne(person, agenda.length - 1, farewells);
  sayOne(chair, agenda.length - 1, closings);
  return lines;

  function talkOver(agendaItem: AgendaTheme, index: number, wanted: number): void {
    const by = (kind: Thought['kind']) => chance.shuffle(agendaItem.thoughts.filter((thought) => thought.kind === kind));
    const stock: Stock = { tales: by('tale'), views: by('view'), questions: by('question'), shorts: by('short') };
    let waiting: Waiting[] = [];
    let done = 0;
    for (let turn = 0; turn < wanted * 4 && done < wanted; turn += 1) {
      waiting = waiting.filter((entry) => lines.length - entry.at <= 6);
      const roll = chance.next();
      const spoke = roll < 0.27 && waiting.length > 0 ? answer() : roll < 0.74 ? tell() : roll < 0.83 ? opine() : roll < 0.89 ? ask() : roll < 0.94 ? brief() : roll < 0.965 ? aside() : chairSays();
      if (spoke) done += 1;
    }

    function keep(thought: Thought, person: PersonIndex): void {
      room.speakers.bind(person, thought.claims);
      for (const reply of chance.shuffle(thought.replies)) waiting.push({ at: lines.length - 1, person, by: reply.claims.includes('chair') ? chair : null, reply });
    }
    /** Takes the first thought somebody present can have. */
    function take(from: Thought[]): { thought: Thought; person: PersonIndex } | null {
      for (const [at, thought] of from.entries()) {
        const person = find(thought.claims);
        if (person === undefined) continue;
        from.splice(at, 1);
        return { thought, person };
      }
      return null;
    }
    function tell(): boolean {
      const found = take(stock.tales);
      if (!found) return opine();
      const { thought, person } = found;
      if (!say(person, index, (chance.chance(0.12) ? chance.pick(openers) : '') + tale(thought, person))) return false;
      keep(thought, person);
      return true;
    }
    /** The tale with what its teller adds: the sentence that belongs to it, or an opinion on the matter. */
    function tale(thought: Thought, person: PersonIndex): string {
      const more = thought.more[0];
      const told = speak(thought.text, wordsOf(person), chance);
      if (more !== undefined) return chance.chance(0.96) ? told + speak(more, wordsOf(person), chance) : told;
      return chance.chance(0.3) ? told + opinion(person) : told;
    }
    function opinion(person: PersonIndex): string {
      const view = stock.views.findIndex((thought) => room.speakers.may(person, thought.claims, room.industry));
      const [thought] = view < 0 ? [] : stock.views.splice(view, 1);
      return thought ? speak(thought.text, wordsOf(person), chance) : '';
    }
    function opine(): boolean {
      const found = take(stock.views);
      if (!found) return false;
      const { thought, person } = found;
      const text = speak(thought.text, wordsOf(person), chance) + (chance.chance(0.5) ? opinion(person) : '');
      if (!say(person, index, text)) return false;
      keep(thought, person);
      return true;
    }
    function ask(): boolean {
      const found = take(stock.questions);
      if (!found || !say(found.person, index, speak(found.thought.text, wordsOf(found.person), chance))) return false;
      keep(found.thought, found.person);
      return true;
    }
    function brief(): boolean {
      const found = take(stock.shorts);
      return found !== null && say(found.person, index, speak(found.thought.text, wordsOf(found.person), chance));
    }
    function aside(): boolean {
      const person = find([]);
      return person !== undefined && sayOne(person, index, nods);
    }
    function chairSays(): boolean {
      const someone = last();
      if (someone === undefined || someone === chair) return false;
      return sayOne(chair, index, chairs, { name: nameOf(someone) });
    }
    function answer(): boolean {
      const entry = waiting.splice(chance.int(0, waiting.length - 1), 1)[0];
      if (!entry) return false;
      const claims = entry.by === null ? entry.reply.claims : [];
      const person = entry.by === null ? find(claims, entry.person) : entry.by === last() ? undefined : entry.by;
      if (person === undefined || person === entry.person) return false;
      const quotes = lines.length - entry.at > 1 || chance.chance(0.35) ? entry.at : null;
      const mention = chance.chance(quotes === null ? 0.5 : 0.2) ? `@${nameOf(entry.person)} ` : '';
      // Who answers often goes on to a tale of their own.
      const at = entry.by === null && entry.reply.then === null && chance.chance(0.5) ? stock.tales.findIndex((thought) => room.speakers.may(person, [...claims, ...thought.claims], room.industry)) : -1;
      const own = at < 0 ? undefined : stock.tales.splice(at, 1)[0];
      const text = mention + speak(entry.reply.text, wordsOf(person), chance) + (own ? (chance.chance(0.4) ? chance.pick(openers) : '') + tale(own, person) : '');
      if (!say(person, index, text, quotes)) return false;
      room.speakers.bind(person, claims);
      if (own) keep(own, person);
      if (entry.reply.then !== null) waiting.push({ at: lines.length - 1, person, by: entry.person, reply: { text: entry.reply.then, claims: [], then: null } });
      return true;
    }
  }
}
