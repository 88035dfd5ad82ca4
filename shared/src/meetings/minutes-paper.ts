/**
 * Minutes as a paper in the customary form (MEET-9): one pure description that the .docx and the printed page are both drawn from, so that nothing is typed
 * twice and the two never differ. Everything but the signature comes from the stored content of one version.
 */
import { fullDate, shanghaiMoment, shanghaiParts } from '../time.js';
import type { MinutesContent, Paper } from './minutes-routes.js';
import { ballotModeNames } from '../ballots/words.js';
import { carriedWords, paperWords } from './minutes-rules.js';
import type { MeetingKind } from './words.js';
import { leaveCategoryNames, meetingKindNames } from './words.js';

interface Printed { unitName: string; kind: MeetingKind; meetingTitle: string; openedAt: Date; version: number; content: MinutesContent; publishedAt: Date; publishedBy: string; reason: string | null; sha256: string; signature: { by: string; at: Date } | null }

const clockIn = (at: string): string => /\d{1,2}:\d\d$/.exec(at)?.[0] ?? at;
const dayIn = (at: string): string => at.slice(0, at.length - clockIn(at).length).trim();
/** `2026年11月22日 周日 19:30–20:25`; over several days both ends in full. The year is not in the record's words. */
const span = (head: MinutesContent['head'], openedAt: Date): string =>
  `${shanghaiParts(openedAt).year}年${head.startedAt}${dayIn(head.startedAt) === dayIn(head.endedAt) ? `–${clockIn(head.endedAt)}` : ` 至 ${head.endedAt}`}`;
const people = (n: number): string => `${n} 人`;

/** Leave is told by coarse category only; an illness has no place in it (MEET-8). */
export const leaveSummary = (head: MinutesContent['head']): string => {
  const groups = head.leave.filter((group) => group.count > 0);
  return `${people(groups.reduce((sum, group) => sum + group.count, 0))}${groups.length > 0 ? `（${groups.map((group) => `${leaveCategoryNames[group.category]} ${group.count}`).join('，')}）` : ''}`;
};

/** Minutes published before secret votes existed say nothing of the mode: they were all taken by name. */
const modeWords = (d: MinutesContent['decisions'][number]): string => (d.mode === 'offline' ? '线下表决' : d.mode === 'hands' ? '举手表决' : `${ballotModeNames[d.mode ?? 'named']}表决`);
const decisionWords = (d: MinutesContent['decisions'][number]): { text: string; note: string | null } => ({
  text: d.options ? `${d.title}（${modeWords(d)}）：${d.options.map((option) => `${option.text} ${option.votes} 票${option.passed ? '（过半）' : ''}`).join('，')}；应到会有表决权 ${d.eligible}，过半须 ${d.threshold}。${paperWords(d)}`
    : `${d.title}（${modeWords(d)}）：${d.passed ? '通过' : '未通过'}。赞成 ${d.approve}，不赞成 ${d.against}，弃权 ${d.abstain}，未投 ${d.notVoted}；应到会有表决权 ${d.eligible}，通过须 ${d.threshold}。${paperWords(d)}`,
  note: d.article === '' ? null : `依据：${d.article}` });
const dueWords = (due: string | null): string => { if (due === null) return ''; const { month, day } = shanghaiParts(shanghaiMoment(due)); return `（${month}月${day}日前）`; };

export function paperOf({ unitName, kind, meetingTitle, openedAt, version, content, publishedAt, publishedBy, reason, sha256, signature }: Printed): Paper {
  const { head } = content;
  const items = (title: string, of: { text: string; note?: string | null }[]) => ({ title, items: of.map((one) => ({ text: one.text, note: one.note ?? null })) });
  const agenda = new Map(content.agenda.map((item, i) => [item.id, `${i + 1}. ${item.title}`]));
  return {
    unitName, title: `${meetingKindNames[kind]}纪要`,
    facts: [
      { label: '会议名称', value: meetingTitle },
      { label: '时间', value: span(head, openedAt) },
      { label: '地点', value: head.place || '网上' },
      { label: '主持', value: head.chair },
      { label: '记录', value: head.recorder || '（未填）' },
      { label: '应到', value: `${people(head.expected)}（有表决权 ${head.votingExpected}）` },
      { label: '实到', value: `${people(head.present)}（有表决权 ${head.votingPresent}）` },
      { label: '列席', value: head.observers.length > 0 ? `${people(head.observers.length)}（${head.observers.join('、')}）` : people(0) },
      { label: '请假', value: leaveSummary(head) },
      { label: '缺席', value: people(head.absent) },
    ],
    sections: [
      items('议题', content.agenda.map((item) => ({ text: agenda.get(item.id) ?? item.title, note: item.summary.trim() || null }))),
      items('上次待办', (content.carried ?? []).map((item) => ({ text: carriedWords(item), note: `出自“${item.from}”` }))),
      items('发言要点', content.statements.map((one) => ({ text: `${one.speaker}：${one.text}`, note: `${one.at}，第 ${one.seq} 条${one.text.trim() === one.original.trim() ? '' : '，有删节，原话见全部发言记录'}` }))),
      items('决议', content.decisions.map(decisionWords)),
      items('待办', content.actions.filter((one) => one.text.trim() !== '').map((one, i) => ({ text: `${i + 1}. ${one.owner ? `${one.owner}：` : ''}${one.text}${dueWords(one.due)}` }))),
      items('其他说明', content.remarks.trim() === '' ? [] : [{ text: content.remarks }]),
      items('更正说明', reason ? [{ text: reason }] : []),
    ].filter((section) => section.items.length > 0),
    signature: signature ? `主持人签字：${signature.by}（${fullDate(signature.at)}，在线签字）` : '主持人签字：（尚未签字）',
    version, published: `第 ${version} 版，${publishedBy}发布于 ${fullDate(publishedAt)}`, sha256,
  };
}
