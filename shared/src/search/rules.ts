/** What may be searched for. */
import { hasUnprintable } from '../fields.js';
import type { RefusalCode } from '../refusals.js';
import { termsOf } from './highlight.js';

/** One character stands in nearly every text; two are a word. */
export const shortestTerm = 2;
export const whyNotSearch = (q: string): RefusalCode | null =>
  hasUnprintable(q) ? 'line.control-characters' : termsOf(q).some((term) => [...term].length >= shortestTerm) ? null : 'search.too-short';
