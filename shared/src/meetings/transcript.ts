/** The record in words: what a room says of a move, and the whole transcript line by line. */
import { ballotModeNames } from '../ballots/words.js';
import { clock, fullDate, shanghaiDay } from '../time.js';
import type { RoomEntry } from './room-state.js';

/** An entry that is not a statement, as a quiet sentence. Null: it has no row of its own (or it is a card). */
export function sentenceOf({ body, by }: Pick<RoomEntry, 'body' | 'by'>): string | null {
  const who = by?.name ?? '系统';
  switch (body.kind) {
    case 'agenda': return `${who}切换到议题 ${body.position}：${body.title}`;
    case 'floor': return body.person ? `请${body.person.name}发言` : null;
    case 'pinned': return body.target === null ? `${who}取消了置顶` : `${who}置顶了第 ${body.target} 条发言`;
    case 'muted': return `主持人暂停了${body.person.name}的发言：${body.reason}`;
    case 'unmuted': return `主持人恢复了${body.person.name}的发言`;
    case 'chair': return body.how === 'handedOver' ? `${who}把主持交给${body.person.name}${body.reason ? `：${body.reason}` : ''}` : `${body.person.name}接管主持${body.reason ? `：${body.reason}` : ''}`;
    case 'opened': return `${who}宣布会议开始`;
    case 'closed': return body.how === 'adjourned' ? `会议流会${body.reason ? `：${body.reason}` : ''}` : body.how === 'byItself' ? '会议已自动结束' : `${who}宣布会议结束`;
    case 'ballotOpened': return `开始${ballotModeNames[body.mode ?? 'named']}表决：${body.title}`;
    default: return null;
  }
}

/** One entry of the transcript: `said` of a statement, `moved` of anything else. */
export interface TranscriptLine { seq: number; head: string; text: string; kind: 'said' | 'moved' | 'day' }

/** Every statement and every move that has words, with its number and clock; a recalled or hidden line is a mark, never its words. A new day is said once. */
export function transcriptOf(entries: readonly Pick<RoomEntry, 'seq' | 'body' | 'by' | 'at'>[]): TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  let day = '';
  for (const entry of entries) {
    const at = new Date(entry.at);
    const text = wordsIn(entry);
    if (text === null) continue;
    if (shanghaiDay(at) !== day) {
      day = shanghaiDay(at);
      lines.push({ seq: 0, head: '', text: fullDate(at), kind: 'day' });
    }
    const said = entry.body.kind === 'line';
    lines.push({ seq: entry.seq, head: `${entry.seq}　${clock(at)}${said ? `　${entry.by?.name ?? ''}` : ''}`, text, kind: said ? 'said' : 'moved' });
  }
  return lines;
}

function wordsIn(entry: Pick<RoomEntry, 'body' | 'by'>): string | null {
  const { body } = entry;
  if (body.kind === 'ballotClosed') return body.options && body.of !== 'motion' ? `表决“${body.title}”结束：${body.options.map((option) => `${option.text} ${option.votes} 票`).join('，')}` : `表决“${body.title}”结束：${body.passed ? '通过' : '未通过'}，赞成 ${body.approve}，不赞成 ${body.against}，弃权 ${body.abstain}`;
  if (body.kind !== 'line') return sentenceOf(entry);
  if (body.gone) return body.gone === 'recalled' ? '（本人撤回）' : '（已隐藏）';
  const quoted = body.quote ? `（答${body.quote.by.name}第 ${body.quote.seq} 条）` : '';
  const pictures = body.pictures.map((picture) => `［图片${picture.alt ? `：${picture.alt}` : ''}］`).join('');
  return `${quoted}${body.text ?? ''}${pictures}${body.files.map((file) => `［文件：${file.name}］`).join('')}`;
}
