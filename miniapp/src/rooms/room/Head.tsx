import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { Tag } from '../../ui/Badge';
import { Button, IconButton, Pressable } from '../../ui/Button';
import { Box, Span } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import type { RoomLog } from './room-log';
import type { Meeting } from './room-store';

/** `到会 68 / 应到 112（已过半）`: whether a vote may be opened, short enough for a phone. */
export function subtitleOf({ state }: RoomLog, meeting: Meeting | null): string {
  if (!state.meetingId) return '支部群聊';
  if (state.closedAt !== null || meeting?.state === 'closed') return `已结束 · 到会 ${meeting?.signedIn ?? 0} / 应到 ${state.expected}`;
  if (meeting?.state === 'cancelled') return '已取消';
  if (!state.open) return `还没有开始 · 应到 ${meeting?.expected ?? state.expected}`;
  const lacking = state.quorumNeeded - state.votingPresent;
  return `到会 ${state.present} / 应到 ${state.expected}（${lacking > 0 ? `差 ${lacking} 人过半` : '已过半'}）`;
}

/** What the room is at, always in sight: the agenda item, who queues to speak, and what the chair pinned. */
export function AgendaStrip({ log, meeting, onTap, onPinned }: { log: RoomLog; meeting: Meeting; onTap: () => void; onPinned: (seq: number) => void }): ReactNode {
  const { state } = log;
  const at = meeting.agenda.findIndex((item) => item.id === state.agendaItemId);
  const item = meeting.agenda[at];
  return (
    <>
      {item ? (
        <Pressable className="agenda" onTap={onTap} dom={{ title: '看全部议题和发言队列' }}>
          <Tag tone="brand">议题 {at + 1}/{meeting.agenda.length}</Tag>
          <Span className="agenda-title">{item.title}</Span>
          <Span className="agenda-queue">{state.floor ? `${state.floor.name}发言` : ''}{state.floor && state.hands.length > 0 ? ' · ' : ''}{state.hands.length > 0 ? `发言 ${state.hands.length} 人排队` : ''}</Span>
        </Pressable>
      ) : null}
      {state.pinned ? (
        <Pressable className="pinned" dom={{ title: '看置顶的发言' }} onTap={() => onPinned(state.pinned?.seq ?? 0)}>
          <Icon name="pin" size="s" />
          <Span className="pinned-text">{state.pinned.text}</Span>
        </Pressable>
      ) : null}
    </>
  );
}

/** Beside the title: the chair's desk on a phone, the meeting's page. */
export function RoomActions({ unitId, meeting, chairs, onSide }: { unitId: string; meeting: Meeting; chairs: boolean; onSide: () => void }): ReactNode {
  return (
    <>
      {chairs ? <Box className="narrow-only"><Button small kind="primary" onTap={onSide}>主持</Button></Box> : null}
      <IconButton icon="dots" label="会议详情" onTap={() => open(paths.meeting(unitId, meeting.id))} />
    </>
  );
}
