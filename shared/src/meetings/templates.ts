/**
 * What a meeting of each kind usually is: filled into the form when the kind is chosen, every word to be changed. Data, so that a branch's habit is one edit away.
 * In a title `{year}`, `{month}` and `{quarter}` stand for the Shanghai date on which the meeting begins.
 */
import { minute, shanghaiParts } from '../time.js';
import type { MeetingForm, MeetingKind } from './words.js';

export interface MeetingTemplate {
  title: string;
  /** Shown in the empty field, never sent. */
  themeHint: string;
  agenda: readonly { title: string; note: string }[];
  form: MeetingForm;
  /** Minutes. */
  length: number;
}

const rows = (...titles: string[]) => titles.map((title) => ({ title, note: '' }));

export const meetingTemplates: Record<MeetingKind, MeetingTemplate> = {
  memberAssembly: { title: '{year}年第{quarter}季度支部党员大会', themeHint: '例如：通报半年工作，讨论下半年的三件事', form: 'hybrid', length: 90,
    agenda: [{ title: '通报上次决定的落实情况', note: '' }, { title: '讨论本次议题', note: '材料请提前看过' }, { title: '表决', note: '' }] },
  committee: { title: '{month}月支委会', themeHint: '例如：定下个月的活动和分工', form: 'online', length: 60, agenda: rows('上月事项办得怎样', '本月工作安排', '讨论和决定') },
  group: { title: '{month}月党小组会', themeHint: '例如：各人说一件这个月帮上忙的小事', form: 'online', length: 60, agenda: rows('一起读一段', '谈体会') },
  lesson: { title: '{month}月党课', themeHint: '例如：请谁来讲、讲什么、听完讨论什么', form: 'hybrid', length: 90, agenda: [{ title: '讲课', note: '' }, { title: '提问和讨论', note: '每人三分钟' }] },
  themeDay: { title: '{month}月主题党日', themeHint: '例如：去社区帮老人装手机，回来说说', form: 'offline', length: 120, agenda: rows('学习', '主题活动', '自由发言') },
  orgLife: { title: '{month}月网上组织生活会', themeHint: '一两句话，说说为什么开这次会', form: 'online', length: 90, agenda: rows('学习', '谈体会', '自由发言') },
  appraisal: { title: '{year}年度民主评议党员', themeHint: '例如：先各自对照，再互相提醒', form: 'hybrid', length: 120, agenda: rows('学习有关要求', '自我评价和互相评价', '综合评议') },
  discussion: { title: '{month}月网上讨论', themeHint: '例如：手头的活怎样少跑一趟', form: 'online', length: 90, agenda: rows('自由讨论') },
};

/** The title a meeting of this kind usually has when it begins then. */
export function usualTitle(kind: MeetingKind, startsAt: Date): string {
  const { year, month } = shanghaiParts(startsAt);
  const words: Record<string, number> = { year, month, quarter: Math.ceil(month / 3) };
  return meetingTemplates[kind].title.replace(/\{(\w+)\}/g, (all, name: string) => String(words[name] ?? all));
}

/** What of a form a template may fill. */
export interface Filled { kind: MeetingKind; title: string; form: MeetingForm; startsAt: string; endsAt: string; agenda: readonly { title: string; note: string }[] }

const sameAgenda = (a: Filled['agenda'], b: Filled['agenda']): boolean => a.length === b.length && a.every((item, i) => item.title === b[i]?.title && item.note === b[i]?.note);
const isEmpty = (agenda: Filled['agenda']): boolean => agenda.every((item) => item.title.trim() === '' && item.note.trim() === '');
const lengthOf = (f: { startsAt: string; endsAt: string }): number => (new Date(f.endsAt).getTime() - new Date(f.startsAt).getTime()) / minute;

/**
 * Another kind, or another time: what still stands as the kind's own template had put it (or is empty) follows; whatever was typed or chosen otherwise stays.
 */
export function refilled(before: Filled, change: Partial<Pick<Filled, 'kind' | 'startsAt' | 'endsAt'>>): Pick<Filled, 'title' | 'form' | 'startsAt' | 'endsAt'> & { agenda: { title: string; note: string }[] } {
  const after = { ...before, ...change };
  const [was, now] = [meetingTemplates[before.kind], meetingTemplates[after.kind]];
  const untitled = before.title.trim() === '' || before.title === usualTitle(before.kind, new Date(before.startsAt));
  const otherKind = after.kind !== before.kind;
  const usualLength = change.endsAt === undefined && otherKind && lengthOf(before) === was.length;
  return {
    title: untitled && (otherKind || before.title.trim() !== '') ? usualTitle(after.kind, new Date(after.startsAt)) : before.title,
    form: otherKind && before.form === was.form ? now.form : before.form,
    startsAt: after.startsAt,
    endsAt: usualLength ? new Date(new Date(after.startsAt).getTime() + now.length * minute).toISOString() : after.endsAt,
    agenda: (otherKind && (isEmpty(before.agenda) || sameAgenda(before.agenda, was.agenda)) ? now.agenda : before.agenda).map(({ title, note }) => ({ title, note })),
  };
}
