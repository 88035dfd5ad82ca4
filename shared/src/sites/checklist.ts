/**
 * What an application is judged by, versioned (SITE-2): an application keeps the version it was written under, so that a new list is never applied backwards.
 * One required item failed keeps the site off line (一票否决).
 */
export interface CheckItem {
  key: string;
  title: string;
  /** How one tells. */
  hint: string;
  required: boolean;
}
export interface Checklist { version: number; from: string; items: CheckItem[] }

const first: CheckItem[] = [
  { key: 'identity', title: '名称和简介真实', hint: '写明哪个支部、在哪里、有多少人，没有夸大', required: true },
  { key: 'charge', title: '有专人打理', hint: '至少一位网管员，书记知道怎么找到他', required: true },
  { key: 'reply', title: '留言有人第一时间回应', hint: '写明谁在什么时候看留言', required: true },
  { key: 'news', title: '支部动态已有内容', hint: '至少一篇本支部自己写的', required: true },
  { key: 'realName', title: '成员实名在册', hint: '进网站的都在花名册里，后台实名', required: true },
  { key: 'privacy', title: '不泄露个人信息', hint: '不公开手机号、住址；照片里的人都同意', required: true },
  { key: 'sources', title: '转载注明出处', hint: '不整篇搬运，图片有来历', required: true },
  { key: 'study', title: '有学习栏目', hint: '学习资料或专题教育', required: false },
  { key: 'discussion', title: '有讨论栏目和规则', hint: '说得出什么可以说、怎么处理', required: false },
  { key: 'openness', title: '党务公开有安排', hint: '公开什么、多久一次', required: false },
  { key: 'character', title: '有自己的特色', hint: '栏目贴近本支部党员的生活', required: false },
];

/** In order of their day; the last that has begun is in force. */
export const checklists: readonly Checklist[] = [
  { version: 1, from: '2024-01-01', items: first },
  { version: 2, from: '2026-07-01', items: [...first, { key: 'pictures', title: '图片配有文字说明', hint: '看不见图片的同志也知道图里是什么', required: false }] },
];

/** The list in force on a Shanghai day. */
export function checklistOn(day: string): Checklist {
  const begun = checklists.filter((one) => one.from <= day);
  return (begun[begun.length - 1] ?? checklists[0]) as Checklist;
}

export const checklistOf = (version: number): Checklist => (checklists.find((one) => one.version === version) ?? checklists[0]) as Checklist;
