/** What may be said under the pseudonym 匿名, and when its author may be disclosed (MOD-7, guarantees 6). Both ends ask the same functions. */
import { hasUnprintable } from '../fields.js';
import type { RefusalCode } from '../refusals.js';
import { hour, minute } from '../time.js';
import { charactersOf } from './blocks.js';

/** In a group this small one is soon guessed: it is said before one writes. */
export const smallGroup = 5;
/** How often one may write under the pseudonym on one day. */
export const dailyPseudonyms = 5;

export const disclosureGrounds = ['safety', 'authority', 'author'] as const;
export type DisclosureGround = (typeof disclosureGrounds)[number];
export const disclosureGroundNames: Record<DisclosureGround, string> = { safety: '人身安全紧急', authority: '法定机关书面要求', author: '作者本人申请' };
export const approvalHours = 72;
export const viewMinutes = 15;

export function whyNotAnonymous(wish: { member: boolean; pseudonyms: boolean; closed: boolean; writtenToday: number; text: string; limit: number }): RefusalCode | null {
  if (!wish.member) return 'comment.members-only';
  if (!wish.pseudonyms) return 'pseudonym.not-here';
  if (wish.closed) return 'column.closed';
  if (hasUnprintable(wish.text)) return 'line.control-characters';
  if (wish.text.trim() === '') return 'post.empty';
  if (charactersOf(wish.text) > wish.limit) return 'comment.too-long';
  return wish.writtenToday >= dailyPseudonyms ? 'pseudonym.too-many' : null;
}

export interface Disclosing { askedAt: Date; lowerBy: string | null; upperBy: string | null; lowerUnitId: string | null; upperUnitId: string | null; openedAt: Date | null }
/** `side`: whether the caller's office is of the unit itself (lower) or of one above it; null: neither. */
export function whyNotApprove(given: Disclosing, by: { personId: string; unitId: string; side: 'lower' | 'upper' | null; aboutMe: boolean }, now: Date): RefusalCode | null {
  if (by.side === null) return 'not-allowed';
  if (by.aboutMe) return 'moderation.about-you';
  if (given.openedAt !== null || now.getTime() - given.askedAt.getTime() > approvalHours * hour) return 'disclosure.over';
  if ((by.side === 'lower' ? given.lowerBy : given.upperBy) !== null) return 'disclosure.agreed-already';
  if ((by.side === 'lower' ? given.upperBy : given.lowerBy) === by.personId) return 'disclosure.same-person';
  return (by.side === 'lower' ? given.upperUnitId : given.lowerUnitId) === by.unitId ? 'disclosure.same-unit' : null;
}

/** One of the two who agreed opens one view; it stays open to the same person for a quarter of an hour. */
export function whyNotOpen(given: Disclosing & { openedBy: string | null }, personId: string, now: Date): RefusalCode | null {
  if (given.lowerBy === null || given.upperBy === null) return 'disclosure.one-missing';
  if (personId !== given.lowerBy && personId !== given.upperBy) return 'not-allowed';
  if (given.openedAt !== null) return given.openedBy === personId && now.getTime() - given.openedAt.getTime() < viewMinutes * minute ? null : 'disclosure.over';
  return now.getTime() - given.askedAt.getTime() > approvalHours * hour ? 'disclosure.over' : null;
}

export const whyNotGround = (words: string): RefusalCode | null => (hasUnprintable(words) ? 'line.control-characters' : [...words.trim()].length < 10 ? 'moderation.reason-needed' : null);
