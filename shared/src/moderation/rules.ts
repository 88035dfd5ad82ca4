/** When content may be judged, reported and appealed (guarantees 6, G15). Both ends ask the same functions. */
import { hasUnprintable } from '../fields.js';
import { oneDay } from '../time.js';
import type { RefusalCode } from '../refusals.js';
import type { Role } from '../roles.js';

/** The house rules a decision names by number, each with reasons that are one tap away. Shown to everyone; a number never changes its meaning. */
export const houseRules = [
  { number: 1, name: '不骂人，不攻击人', reasons: ['有攻击他人的话，请改一改说法再发。', '争论可以，请对事不对人，改好再发。'] },
  { number: 2, name: '不泄露他人隐私', reasons: ['写了别人的电话、住址或单位内部信息，请删去再发。', '照片里有不便公开的个人信息，请遮去再发。'] },
  { number: 3, name: '不发广告和推销', reasons: ['内容是广告或推销，不适合发在支部网站上。'] },
  { number: 4, name: '不传未经核实的消息', reasons: ['消息没有可靠来源，请补上来源或改写后再发。'] },
  { number: 5, name: '放在合适的栏目，不重复刷屏', reasons: ['与本栏目的内容不符，请换一个合适的栏目再发。', '与您之前发的内容重复，这一篇先不发布。'] },
  { number: 6, name: '遵守法律法规和党的纪律', reasons: ['内容与法律法规或党的纪律不符，请对照后修改。'] },
  { number: 7, name: '不公开内部事项和涉密内容', reasons: ['涉及不宜公开的内部事项，请删去有关内容再发。', '范围请改为“仅本支部”，有关内容不宜对外公开。'] },
] as const;
export const ruleName = (number: number): string => houseRules.find((rule) => rule.number === number)?.name ?? '';

export const shortestReason = 10;
/** What a moderator may stop in one Shanghai day without saying «yes, really». */
export const dailyStops = 30;
/** Shown for 5 s; the server allows for a slow network. What a decision sets off waits until this has passed. */
export const undoSeconds = 5;
export const settleSeconds = 8;
export const binDays = 30;
export const appealWorkingDays = 3;
/** An author may appeal while the content is kept for it (guarantees 5.3). */
export const appealDays = 180;
/** Held content should not wait longer than this; a hold is provisional. */
export const holdHours = 24;
export const longestClosureDays = 30;

export const whyNotReason = (reason: string): RefusalCode | null =>
  hasUnprintable(reason) ? 'line.control-characters' : [...reason.trim()].length < shortestReason ? 'moderation.reason-needed' : null;

/** Stopping needs a rule by its number and a reason in words; letting pass needs neither (MOD-3). */
export const whyNotStop = (why: { rule?: number | undefined; reason?: string | undefined }): RefusalCode | null =>
  why.rule === undefined || ruleName(why.rule) === '' ? 'moderation.rule-needed' : whyNotReason(why.reason ?? '');

export interface Judging { mine: boolean; /** The moderator's own name stands in it. */ aboutMe: boolean; reportedByMe: boolean; /** The moderator manages the author's company (MOD-1). */ manages: boolean; /** It lies on another desk than the one it was asked at. */ otherDesk?: boolean }
/** Nobody decides about themselves, nor about what they reported (MOD-5), nor about what another desk judges. */
export const whyNotJudge = (case_: Judging): RefusalCode | null =>
  case_.mine ? 'moderation.own' : case_.aboutMe ? 'moderation.about-you' : case_.reportedByMe ? 'moderation.own-report' : case_.manages ? 'moderation.manages' : case_.otherDesk ? 'moderation.other-desk' : null;

/**
 * Where nothing is checked automatically, what strangers can read waits for a person (MOD-6) – unless its author is one of the persons it would wait for: they
 * would only let their own colleagues' words pass, and answer for the site anyway. Where another unit judges (a hosted column), nobody here is one of them.
 */
export const publishesUnchecked = (author: { roles: readonly Role[]; hosted: boolean }): boolean => !author.hosted && author.roles.some((role) => answersForSite.includes(role));
const answersForSite: readonly Role[] = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff'];

/** Names of one character, and common two-character words, would stand in too many texts by chance. */
export const speaksOf = (text: string, name: string): boolean => [...name].length >= 2 && text.includes(name);

export const whyNotManyStops = (stoppedToday: number, adding: number, confirmed: boolean): RefusalCode | null => (stoppedToday + adding > dailyStops && !confirmed ? 'moderation.confirm-limit' : null);

export const whyNotUndo = (decision: { mine: boolean; settled: boolean; undone: boolean }): RefusalCode | null =>
  !decision.mine ? 'moderation.undo-not-yours' : decision.undone || decision.settled ? 'moderation.undo-too-late' : null;

export const whyNotRestore = (bin: { stopped: boolean; decidedAt: Date | null; mine: boolean; manages: boolean }, now: Date): RefusalCode | null =>
  !bin.stopped ? 'moderation.not-in-bin' : bin.mine ? 'moderation.own' : bin.manages ? 'moderation.manages' : bin.decidedAt !== null && now.getTime() - bin.decidedAt.getTime() > binDays * oneDay ? 'moderation.bin-over' : null;

export const whyNotReport = (target: { mine: boolean; published: boolean; reportedByMe: boolean }): RefusalCode | null =>
  !target.published ? 'not-found' : target.mine ? 'report.own' : target.reportedByMe ? 'report.made-already' : null;

/** Someone named in public asks for takedown: whoever they are, one must be able to answer them and to find the place. */
export const whyNotTakedown = (asked: { name: string; contact: string; reason: string }): RefusalCode | null =>
  [asked.name, asked.contact, asked.reason].some(hasUnprintable) ? 'line.control-characters' : asked.name === '' || asked.name.length > 40 ? 'takedown.name-needed'
    : asked.contact.length < 5 || asked.contact.length > 80 ? 'takedown.contact-needed' : asked.reason.length < 5 || asked.reason.length > 150 ? 'takedown.reason-needed' : null;

export const whyNotAppeal = (decision: { mine: boolean; stopped: boolean; appealed: boolean; decidedAt: Date | null }, words: string, now: Date): RefusalCode | null => {
  if (!decision.mine) return 'not-found';
  if (decision.appealed) return 'appeal.made-already';
  if (!decision.stopped) return 'appeal.nothing-to-appeal';
  if (decision.decidedAt !== null && now.getTime() - decision.decidedAt.getTime() > appealDays * oneDay) return 'appeal.too-late';
  return hasUnprintable(words) ? 'line.control-characters' : [...words.trim()].length < 5 ? 'appeal.words-needed' : null;
};

/** Another person decides: neither the author, nor who decided, nor who reported (guarantees 6). */
export const whyNotDecideAppeal = (appeal: { open: boolean; mine: boolean; decidedByMe: boolean; reportedByMe: boolean; aboutMe: boolean; manages: boolean }): RefusalCode | null =>
  !appeal.open ? 'appeal.decided-already' : appeal.mine ? 'moderation.own' : appeal.decidedByMe ? 'appeal.own-decision' : appeal.reportedByMe ? 'moderation.own-report' : appeal.aboutMe ? 'moderation.about-you' : appeal.manages ? 'moderation.manages' : null;

export const whyNotClose = (until: Date, now: Date, reason: string): RefusalCode | null =>
  until.getTime() <= now.getTime() || until.getTime() - now.getTime() > longestClosureDays * oneDay ? 'closure.until-invalid' : whyNotReason(reason);
