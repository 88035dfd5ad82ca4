/** How a room says what happened. */
import { ballotModeNames } from '@branch/shared/ballots/words';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { clock, minute, shanghaiDay } from '@branch/shared/time';
import { dayName } from '../../kit/time';

/** An entry that is not a statement, as a quiet sentence. Null: it has no row of its own (or it is a card). */
export function sentenceOf({ body, by }: RoomEntry): string | null {
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

/** Time between two rows is said after a pause of five minutes, and at the top. */
export function timeBetween(before: RoomEntry | undefined, now: RoomEntry, today: Date = new Date()): string | null {
  const at = new Date(now.at);
  if (before && at.getTime() - new Date(before.at).getTime() < 5 * minute) return null;
  return shanghaiDay(at) === shanghaiDay(today) ? clock(at) : `${dayName(at, today)} ${clock(at)}`;
}

/** A line in one short sentence: for quotes, menus and screen readers. */
export function shortly(text: string, length = 40): string {
  const all = [...text.replace(/\s+/g, ' ').trim()];
  return all.length > length ? `${all.slice(0, length).join('')}…` : all.join('');
}
