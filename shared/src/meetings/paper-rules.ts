/** When a paper vote may be entered, and whether its figures can be true (MEET-6: elections and the acceptance of members are held on paper). */
import { mostOptions, optionLength } from '../ballots/rules.js';
import { hasUnprintable } from '../fields.js';
import type { RefusalCode } from '../refusals.js';
import { characters } from './rules.js';
import type { MeetingState } from './words.js';

export interface PaperFigures { title: string; options: readonly { text: string; votes: number }[]; most: number; eligible: number; voted: number; countedBy: string; supervisedBy: string; heldOn: string }

/** A paper may name up to `most` (an election fills several seats at once): no option has more votes than papers came back, and all together no more than they can hold. */
export const whyNotFigures = (p: Pick<PaperFigures, 'options' | 'most' | 'eligible' | 'voted'>): RefusalCode | null =>
  p.voted > p.eligible || p.eligible === 0 || p.options.some((option) => option.votes > p.voted) || p.options.reduce((sum, option) => sum + option.votes, 0) > p.voted * p.most ? 'paper.sum' : null;

/** `today` is the Shanghai day. */
export function whyNotPaper(p: PaperFigures, today: string): RefusalCode | null {
  if (p.title.trim() === '') return 'paper.title';
  const words = p.options.map((option) => option.text.trim());
  if (words.length === 0 || words.length > mostOptions || words.some((text) => text === '' || characters(text) > optionLength) || new Set(words).size < words.length || p.most > words.length) return 'paper.options';
  if ([p.title, ...words].some(hasUnprintable)) return 'line.control-characters';
  if (p.countedBy.trim() === '' || p.supervisedBy.trim() === '' || p.countedBy.trim() === p.supervisedBy.trim()) return 'paper.people';
  if (p.heldOn > today) return 'paper.day';
  return whyNotFigures(p);
}

export const whyNotPaperAt = (m: { state: MeetingState }): RefusalCode | null => (m.state === 'open' || m.state === 'closed' ? null : 'paper.not-held');

/** An entry is never changed; a correction stands beside it with its reason. */
export const whyNotCorrectPaper = (c: { latest: number; basedOn: number; changed: boolean; reason: string }): RefusalCode | null =>
  c.latest !== c.basedOn ? 'paper.corrected-meanwhile' : !c.changed ? 'paper.unchanged' : characters(c.reason.trim()) < 5 ? 'paper.reason-needed' : null;
