/** A theme a branch can talk about: titles to choose from, what is handed out, and the thoughts for each agenda item. */
import { type Thought, thoughts } from '../grammar.js';
import type { MeetingKind } from '../types.js';

export interface AgendaTheme { title: string; outcome: string; thoughts: Thought[] }

export interface Theme {
  key: string;
  kinds: MeetingKind[];
  theme: string;
  titles: string[];
  materials: string[];
  /** Months (1 to 12) in which it is talked about, if not in all. */
  months?: number[];
  agenda: AgendaTheme[];
}

/** An agenda item with its thoughts in the notation of grammar.ts. `outcome` is the sentence for the minutes. */
export function item(title: string, outcome: string, lines: string): AgendaTheme {
  return { title, outcome, thoughts: thoughts(lines) };
}
