/** How meetings are said in lists and heads. */
import { type MeetingState, meetingFormNames, meetingKindNames } from '@branch/shared/meetings/words';
import type { Meeting as MeetingAnswer, MeetingCard } from '@branch/shared/meetings/routes';
import type { Infer } from '@branch/shared/fields';
import { dateAndClock, hour, oneDay, shanghaiDay, shanghaiMoment } from '@branch/shared/time';
import type { Tone } from '../ui/Badge';

export type Card = Infer<typeof MeetingCard>;
export type Meeting = Infer<typeof MeetingAnswer>;

export const stateWords: Record<MeetingState, { text: string; tone: Tone }> = {
  called: { text: '待开始', tone: 'info' }, open: { text: '正在开会', tone: 'brand' }, closed: { text: '已结束', tone: 'plain' }, cancelled: { text: '已取消', tone: 'plain' },
};

/** An unknown kind of a newer server is simply a meeting. */
export const kindName = (kind: string): string => (meetingKindNames as Record<string, string>)[kind] ?? '会议';
export const formName = (form: string): string => (meetingFormNames as Record<string, string>)[form] ?? '';

/** The next time a clock in Shanghai shows `at`, at least half an hour away, so that people can still be told; 19:30, when they are home. */
export function nextEvening(now: Date, at = '19:30'): Date {
  const today = shanghaiMoment(shanghaiDay(now), at);
  return today.getTime() - now.getTime() >= hour / 2 ? today : new Date(today.getTime() + oneDay);
}

/** How someone was counted present. */
export const howNames: Record<string, string> = { signedIn: '签到', scanned: '扫码签到', ticked: '现场登记', spoke: '发言', voted: '投票', corrected: '会后补记', entered: '补录名单' };

export const shownAt = (at: string | null): string => (at === null ? '' : dateAndClock(new Date(at)));
