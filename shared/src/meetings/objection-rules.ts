/** When a quoted speaker may object, an officer answer, and the chair sign. Pure; who may do it at all is in permissions.ts. */
import { ruleTerms } from '../members/rules.js';
import type { RefusalCode } from '../refusals.js';
import { oneDay } from '../time.js';
import type { MinutesContent } from './minutes-routes.js';
import { characters, lineLimit } from './rules.js';

/** Days in which a speaker may object to how they are quoted (MEET-8), where the branch has resolved nothing else. */
export const usualObjectionDays: number = ruleTerms.objectionDays.usual;

/** Since when a statement stands as it does, and for how many days from then its speaker may object. */
export interface Standing { at: Date; days: number }

/**
 * Since when a statement stands as it does in the latest version: a correction elsewhere does not give its speaker new days, one of this statement does.
 * The days are those of the version that brought it: what was in force when that was published. Null: not quoted now. `versions` in order.
 */
export function quotedSince(versions: readonly { content: Pick<MinutesContent, 'statements'>; publishedAt: Date; objectionDays: number }[], seq: number): Standing | null {
  const textIn = (at: number) => versions[at]?.content.statements.find((statement) => statement.seq === seq)?.text;
  let at = versions.length - 1;
  const now = textIn(at);
  if (now === undefined) return null;
  while (at > 0 && textIn(at - 1) === now) at -= 1;
  const version = versions[at];
  return version ? { at: version.publishedAt, days: version.objectionDays } : null;
}

export const mayObjectUntil = (since: Standing): Date => new Date(since.at.getTime() + since.days * oneDay);

export function whyNotObject(o: { latest: number; version: number; mine: boolean; since: Standing | null; made: boolean; words: string; wording: string; quoted: string }, now: Date): RefusalCode | null {
  if (o.version !== o.latest) return 'minutes.published-meanwhile';
  if (o.since === null || !o.mine) return 'objection.not-quoted';
  if (o.made) return 'objection.made-already';
  if (now > mayObjectUntil(o.since)) return 'objection.too-late';
  if (characters(o.words.trim()) < 5) return 'objection.words-needed';
  if (characters(o.wording.trim()) > lineLimit) return 'line.too-long';
  return o.wording.trim() === o.quoted.trim() ? 'objection.same-wording' : null;
}

/** Nobody answers their own, and whoever answers says why. */
export const whyNotAnswerObjection = (o: { mine: boolean; answered: boolean }, reason: string): RefusalCode | null =>
  o.answered ? 'objection.answered-already' : o.mine ? 'objection.own' : characters(reason.trim()) < 5 ? 'objection.reason-needed' : null;

export const whyNotSign = (v: { isChair: boolean; signed: boolean }): RefusalCode | null => (!v.isChair ? 'meeting.not-chair' : v.signed ? 'minutes.signed-already' : null);

/** Of the statements typed after a meeting held offline, those that name this person as their speaker: there is no log that would say it otherwise. */
export const typedOf = (statements: MinutesContent['statements'], name: string): number[] => statements.flatMap((one) => (one.typed && one.speaker === name ? [one.seq] : []));

/**
 * The draft as the speaker asked for it: their wording in place of the text, or the statement left out. What was typed is theirs only while it names them
 * (the draft may by now have another's words under that number).
 */
export function withWording(content: MinutesContent, quoted: { seq: number; speaker: string }, wording: string): MinutesContent {
  const meant = (one: MinutesContent['statements'][number]): boolean => one.seq === quoted.seq && (!one.typed || one.speaker === quoted.speaker);
  return { ...content, statements: wording.trim() === '' ? content.statements.filter((one) => !meant(one)) : content.statements.map((one) => (meant(one) ? { ...one, text: wording.trim() } : one)) };
}

/** Why the next version is published, where objections were found right; the secretary may say it otherwise. */
export const correctionReason = (accepted: readonly { seq: number; by: { name: string } }[]): string => accepted.map((one) => `按${one.by.name}同志的意见更正第 ${one.seq} 条发言`).join('；').slice(0, 300);
