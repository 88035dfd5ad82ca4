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

/** The next 19:30 in Shanghai that is at least half an hour away: when people are home, and can still be told. */
export function nextEvening(now: Date): Date {
  const tonight = shanghaiMoment(shanghaiDay(now), '19:30');
  return tonight.getTime() - now.getTime() >= hour / 2 ? tonight : new Date(tonight.getTime() + oneDay);
}

/** Agenda a kind usually has; every word can be changed. */
export const usualAgenda: Record<string, readonly string[]> = {
  memberAssembly: ['通报上次决定的落实情况', '讨论本次议题', '表决'],
  committee: ['本月工作安排', '讨论和决定'],
  group: ['学习', '谈体会'],
  lesson: ['讲课', '提问和讨论'],
  themeDay: ['学习', '主题活动', '自由发言'],
  orgLife: ['学习', '谈体会', '自由发言'],
  appraisal: ['学习有关要求', '自我评价和互相评价', '综合评议'],
  discussion: ['自由讨论'],
};

/** How someone was counted present. */
export const howNames: Record<string, string> = { signedIn: '签到', spoke: '发言', voted: '投票', corrected: '会后补记', entered: '补录名单' };

export const shownAt = (at: string | null): string => (at === null ? '' : dateAndClock(new Date(at)));
