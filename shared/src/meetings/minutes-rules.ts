/** Minutes made from the record: pure, so that the draft, the published facts and the differences can be tested without a meeting. */
import { dateAndClock } from '../time.js';
import type { MinutesContent } from './minutes-routes.js';
import { characters } from './rules.js';
import type { LeaveCategory, MeetingKind } from './words.js';
import { meetingKindNames } from './words.js';

/** What the record of a closed meeting says. */
export interface MeetingRecord {
  head: Omit<MinutesContent['head'], 'leave' | 'absent' | 'recorder'> & { leave: { category: LeaveCategory; count: number }[]; absent: number };
  agenda: { id: string; title: string }[];
  lines: RecordLine[];
  decisions: MinutesContent['decisions'];
  /** What earlier minutes left to do, as it stood when the meeting closed. */
  carried: NonNullable<MinutesContent['carried']>;
  /** Of a meeting entered afterwards: who was there and may be quoted without an original. Null where there is a room whose log says it. */
  speakers: readonly string[] | null;
}
/** `marked`: an officer noted it for the minutes while the meeting ran. */
export interface RecordLine { seq: number; speaker: string; at: string; text: string; agendaItemId: string | null; hadFloor: boolean; pinned: boolean; quoted: number; marked: boolean }

/** How much a line asks to be in the minutes: what the chair pinned, what had the floor, what others took up. Never who said it. */
const weight = (line: RecordLine): number => (line.pinned ? 6 : 0) + (line.hadFloor ? 3 : 0) + Math.min(3, line.quoted) * 2 + (characters(line.text) >= 20 ? 1 : 0);

/** Lines an officer marked always come in; beside them per agenda item the heaviest, up to `each` of both together, in the order they were said. */
export function chooseLines(lines: readonly RecordLine[], each = 6): RecordLine[] {
  const byItem = new Map<string, RecordLine[]>();
  for (const line of lines) if (line.marked || weight(line) > 0) byItem.set(line.agendaItemId ?? '', [...(byItem.get(line.agendaItemId ?? '') ?? []), line]);
  const best = (group: RecordLine[]): RecordLine[] => {
    const marked = group.filter((line) => line.marked);
    return [...marked, ...group.filter((line) => !line.marked).sort((a, b) => weight(b) - weight(a) || a.seq - b.seq).slice(0, Math.max(0, each - marked.length))];
  };
  return [...byItem.values()].flatMap(best).sort((a, b) => a.seq - b.seq);
}

/** The draft at close: head, agenda, chosen statements with their originals, decisions with figures. */
export function draftFrom(record: MeetingRecord): MinutesContent {
  return {
    head: { ...record.head, recorder: '' },
    agenda: record.agenda.map((item) => ({ ...item, summary: '' })),
    statements: chooseLines(record.lines).map((line) => ({ seq: line.seq, speaker: line.speaker, at: line.at, agendaItemId: line.agendaItemId, text: line.text, original: line.text })),
    decisions: record.decisions,
    actions: [],
    carried: record.carried,
    remarks: '',
  };
}

/**
 * The content as it may be published: the figures, decisions and originals come from the record, whatever was typed; only place, recorder, summaries,
 * condensed texts, actions and remarks are the secretary's. Answers the seq of a statement the record does not hold, if there is one.
 */
export function withFacts(content: MinutesContent, record: MeetingRecord): { content: MinutesContent; untraceable: number | null } {
  const lines = new Map(record.lines.map((line) => [line.seq, line]));
  const statements: MinutesContent['statements'] = [];
  for (const { typed: _typed, ...statement } of content.statements) {
    // Without a room there is no original to trace: the words are typed and say so, and only of somebody who was there.
    if (record.speakers !== null) {
      if (!record.speakers.includes(statement.speaker)) return { content, untraceable: statement.seq };
      // Its number stays with it from version to version, as a line's does: objections name it.
      const seq = statements.some((other) => other.seq === statement.seq) ? Math.max(...content.statements.map((other) => other.seq), ...statements.map((other) => other.seq)) + 1 : statement.seq;
      statements.push({ ...statement, seq, at: '', original: '', typed: true });
      continue;
    }
    const line = lines.get(statement.seq);
    if (!line) return { content, untraceable: statement.seq };
    statements.push({ ...statement, speaker: line.speaker, at: line.at, original: line.text });
  }
  const summaries = new Map(content.agenda.map((item) => [item.id, item.summary]));
  return {
    content: { ...content, head: { ...record.head, place: content.head.place, recorder: content.head.recorder }, agenda: record.agenda.map((item) => ({ ...item, summary: summaries.get(item.id) ?? '' })), statements,
      decisions: [...record.decisions, ...content.decisions.filter((decision) => decision.ballotId === null)], carried: record.carried },
    untraceable: null,
  };
}

export const isEmptyMinutes = (content: MinutesContent): boolean => content.statements.length === 0 && content.decisions.length === 0 && content.remarks.trim() === '' && content.agenda.every((item) => item.summary.trim() === '');

const leaveWords = (content: MinutesContent) => content.head.leave.map((group) => `${group.category}:${group.count}`).join('、');
const headWords = (content: MinutesContent) => `${content.head.place}｜主持 ${content.head.chair}｜记录 ${content.head.recorder}｜应到 ${content.head.expected}｜实到 ${content.head.present}｜请假 ${leaveWords(content)}｜缺席 ${content.head.absent}`;
const actionWords = (action: MinutesContent['actions'][number]) => `${action.owner}：${action.text}${action.due ? `（${action.due} 前）` : ''}`;

type Decision = MinutesContent['decisions'][number];
/** A decision's figures in one line: the three answers to a motion, or each option's votes. */
export const figureWords = (decision: Pick<Decision, 'approve' | 'against' | 'abstain' | 'options'>): string =>
  decision.options ? decision.options.map((option) => `${option.text} ${option.votes}`).join(' ') : `赞成 ${decision.approve} 不赞成 ${decision.against} 弃权 ${decision.abstain}`;
/** What a paper vote adds: where, when, who counted. Empty for a vote taken here. */
export const paperWords = ({ paper, eligible, voted }: Decision): string =>
  paper ? `（线下表决，应到 ${eligible}，收回 ${voted ?? 0} 票，${paper.heldOn}，${paper.place}；计票 ${paper.countedBy}，监票 ${paper.supervisedBy}${paper.conclusion ? `；${paper.conclusion}` : ''}）` : '';
const decisionWords = (decision: Decision): string => `${figureWords(decision)}${paperWords(decision)}`;
/** How a carried item stood, in words. */
export const carriedWords = (item: NonNullable<MinutesContent['carried']>[number]): string => `${item.owner ? `${item.owner}：` : ''}${item.text}——${item.done === null ? '还没有办完' : `已办：${item.done}`}`;

/** What changed between two versions, section by section, in words. */
export function differences(before: MinutesContent, after: MinutesContent): { section: string; before: string; after: string }[] {
  const found: { section: string; before: string; after: string }[] = [];
  const compare = (section: string, a: string, b: string) => { if (a !== b) found.push({ section, before: a, after: b }); };
  compare('会议概况', headWords(before), headWords(after));
  pairwise(before.agenda, after.agenda, (item) => item.id, (a, b) => compare(`议题：${(b ?? a)?.title ?? ''}`, a?.summary ?? '', b?.summary ?? ''));
  pairwise(before.statements, after.statements, (statement) => String(statement.seq), (a, b) => compare(`发言（第 ${(b ?? a)?.seq ?? 0} 条 ${(b ?? a)?.speaker ?? ''}）`, a?.text ?? '', b?.text ?? ''));
  pairwise(before.decisions, after.decisions, (decision) => decision.ballotId ?? decision.title, (a, b) => compare(`决定：${(b ?? a)?.title ?? ''}`, a ? decisionWords(a) : '', b ? decisionWords(b) : ''));
  compare('待办事项', before.actions.map(actionWords).join('\n'), after.actions.map(actionWords).join('\n'));
  pairwise(before.carried ?? [], after.carried ?? [], (item) => item.id, (a, b) => compare(`上次待办：${(b ?? a)?.text ?? ''}`, a ? carriedWords(a) : '', b ? carriedWords(b) : ''));
  compare('其他说明', before.remarks, after.remarks);
  return found;
}

function pairwise<T>(before: readonly T[], after: readonly T[], key: (item: T) => string, visit: (a: T | undefined, b: T | undefined) => void): void {
  const old = new Map(before.map((item) => [key(item), item]));
  for (const item of after) { visit(old.get(key(item)), item); old.delete(key(item)); }
  for (const item of old.values()) visit(item, undefined);
}

/** Seconds to read a text at a calm 400 characters a minute, at least 10. */
export const readingSeconds = (words: number): number => Math.max(10, Math.round((words / 400) * 60));

/** A ready text to paste into the group people already use (MEET-2). */
export const shareText = (meeting: { unitName: string; kind: MeetingKind; title: string; startsAt: Date; agenda: readonly string[]; link: string }): string =>
  [`【${meetingKindNames[meeting.kind]}】${meeting.title}`, `${meeting.unitName} · ${dateAndClock(meeting.startsAt)}`, ...meeting.agenda.map((title, index) => `${index + 1}. ${title}`), `参加或请假：${meeting.link}`].join('\n');
