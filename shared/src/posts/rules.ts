/** When something may be posted or answered. */
import { hasUnprintable } from '../fields.js';
import type { RefusalCode } from '../refusals.js';
import type { SiteState } from '../sites/routes.js';
import type { Visibility } from './routes.js';

export const whyNotWords = (words: string, empty: 'post.empty' | 'message.empty'): RefusalCode | null =>
  hasUnprintable(words) ? 'line.control-characters' : words.trim() === '' ? empty : null;

/** Public needs the site to be online (SITE-6). */
export const whyNotVisible = (visibility: Visibility, state: SiteState): RefusalCode | null => (visibility === 'public' && state !== 'online' ? 'site.not-online' : null);

export const whyNotAnswer = (message: { answered: boolean; mine: boolean }): RefusalCode | null => (message.answered ? 'message.answered-already' : message.mine ? 'message.own' : null);
