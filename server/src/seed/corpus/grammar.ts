/**
 * The small grammar the texts are written in. A text may hold alternatives `{甲|乙}` and slots `<road>`, filled from what the unit knows.
 * `{&甲|乙}` may also say both, one after the other; `{=甲|乙}` goes with the other `{=…}` of the same text (重庆 with hot pot). All this makes
 * the same thought come out in different words at different branches.
 */
import type { Prng } from './prng.js';

export type Slots = Record<string, string>;

/** A template cut into what is said as it stands, what is chosen, and what is filled in. */
type Part = string | { sign: string; choices: string[] };
const cut = new Map<string, Part[]>();

function partsOf(template: string): Part[] {
  const known = cut.get(template);
  if (known) return known;
  const parts = template.split(/(\{[^{}]*\})/).filter((part) => part !== '').map((part): Part => {
    const group = /^\{([&=]?)(.*)\}$/s.exec(part);
    return group ? { sign: group[1] ?? '', choices: (group[2] ?? '').split('|') } : part;
  });
  cut.set(template, parts);
  return parts;
}

/** Chooses the alternatives and fills the slots. A slot nobody filled is a fault in the texts and throws. */
export function speak(template: string, slots: Slots, chance: Prng): string {
  let linked: number | null = null;
  const chosen = partsOf(template).map((part) => {
    if (typeof part === 'string') return part;
    if (part.sign === '&' && chance.chance(0.7)) return part.choices.join('，');
    if (part.sign !== '=') return chance.pick(part.choices);
    linked ??= chance.int(0, part.choices.length - 1);
    return part.choices[linked] ?? '';
  }).join('');
  return chosen.includes('<') ? chosen.replace(/<([a-z]+)>/g, (_all, slot: string) => {
    const value = slots[slot];
    if (value === undefined) throw new Error(`no word for <${slot}> in: ${template}`);
    return value;
  }) : chosen;
}

/** What another answers. `then` is what the first speaker says to that (`>#self` in the notation). */
export interface Reply { text: string; claims: string[]; then: string | null }

/**
 * One thought as it was written down. `claims` say who can have it (`dev`: someone who writes software, `kid`: a parent, `young`: under 36);
 * `more` are sentences the same speaker may add, `replies` what another may answer.
 */
export interface Thought {
  kind: 'tale' | 'view' | 'question' | 'short';
  text: string;
  claims: string[];
  more: string[];
  replies: Reply[];
}

const kinds: Record<string, Thought['kind']> = { E: 'tale', O: 'view', Q: 'question', S: 'short' };

/**
 * Reads thoughts, one a line: `E` a tale from one's own work or home, `O` an opinion or proposal, `Q` a question to the others, `S` a short word;
 * `+` goes on after the line above it, `>` answers it. `#dev` after the letter is a claim; `>#chair` is an answer only the chair can give,
 * `>#self` is what the first speaker says to the answer above.
 */
export function thoughts(lines: string): Thought[] {
  const found: Thought[] = [];
  for (const raw of lines.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const match = /^([EOQS+>])((?:#[a-z]+)*) (.+)$/.exec(line);
    if (!match) throw new Error(`not a line of the grammar: ${line}`);
    const [, letter = '', tags = '', text = ''] = match;
    const claims = tags.split('#').filter(Boolean);
    const last = found.at(-1);
    const kind = kinds[letter];
    if (kind) found.push({ kind, text, claims, more: [], replies: [] });
    else if (!last) throw new Error(`nothing to go on from: ${line}`);
    else if (letter === '+') last.more.push(text);
    else if (!claims.includes('self')) last.replies.push({ text, claims, then: null });
    else {
      const asked = last.replies.at(-1);
      if (!asked) throw new Error(`nobody asked: ${line}`);
      asked.then = text;
    }
  }
  return found;
}
