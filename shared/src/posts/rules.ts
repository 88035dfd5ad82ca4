/** When something may be posted or answered. */
import { hasUnprintable } from '../fields.js';
import { charactersOf } from './blocks.js';
import type { RefusalCode } from '../refusals.js';
import type { SiteState } from '../sites/routes.js';
import type { ContentState, Visibility } from './routes.js';

export const whyNotWords = (words: string, empty: 'post.empty' | 'message.empty'): RefusalCode | null =>
  hasUnprintable(words) ? 'line.control-characters' : words.trim() === '' ? empty : null;

/** Public needs the site to be online (SITE-6). */
export const whyNotVisible = (visibility: Visibility, state: SiteState): RefusalCode | null => (visibility === 'public' && state !== 'online' ? 'site.not-online' : null);

export const whyNotAnswer = (message: { answered: boolean; mine: boolean }): RefusalCode | null => (message.answered ? 'message.answered-already' : message.mine ? 'message.own' : null);

/** 「收到，正在办」 is said once, before any answer. */
export const whyNotReceive = (message: { answered: boolean; received: boolean; mine: boolean }): RefusalCode | null => (message.received || message.answered ? 'message.answered-already' : message.mine ? 'message.own' : null);

/** Editing and taking back: the words are the author's, nobody else changes them, and what was taken from view is not changed under the eyes of who judges it. */
export const whyNotChange = (post: { mine: boolean; state: ContentState }): RefusalCode | null => (!post.mine ? 'post.not-yours' : post.state === 'hidden' || post.state === 'retracted' ? 'post.gone' : null);

/** Characters of one comment. */
export const commentLimit = 2000;

/** `member`: of any branch. `parent`, `quote`: the comments it stands beneath and quotes; undefined: none; null: not there, or no longer to be read. */
export function whyNotComment(words: string, on: { member: boolean; parent?: { top: boolean } | null; quote?: object | null }): RefusalCode | null {
  if (!on.member) return 'comment.members-only';
  if (hasUnprintable(words)) return 'line.control-characters';
  if (words.trim() === '') return 'comment.empty';
  if (charactersOf(words) > commentLimit) return 'comment.too-long';
  if (on.parent === null || on.parent?.top === false) return 'comment.parent-gone';
  return on.quote === null ? 'comment.quote-gone' : null;
}

export const whyNotRetractComment = (comment: { mine: boolean; state: ContentState }): RefusalCode | null => (!comment.mine ? 'comment.not-yours' : comment.state === 'published' || comment.state === 'pending' ? null : 'comment.gone-already');

/** How many drafts one keeps on the server. */
export const mostDrafts = 50;
export const whyNotKeepDraft = (kept: number): RefusalCode | null => (kept >= mostDrafts ? 'draft.too-many' : null);
