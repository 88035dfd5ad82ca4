import type { roomRoutes } from '@branch/shared/meetings/room-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import { readDraft } from '../../kit/drafts';
import { useMe } from '../../kit/me';
import { ago } from '../../kit/time';
import type { Loaded } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Badge, Tag } from '../../ui/Badge';
import { Card, List, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Empty } from '../../ui/States';

type Mine = Output<typeof roomRoutes.mine>;

/** Rooms by what was said last; a running meeting stands first. */
export function Rooms({ from }: { from: Loaded<Mine> }): ReactNode {
  const me = useMe();
  return (
    <Async from={from} rows={3}>
      {({ items }) => {
        if (items.length === 0) return <Empty icon="message-circle" text="还没有会议室。支部发起网上组织生活以后，会出现在这里。" />;
        // A branch's standing room is always open; only a meeting is "on".
        const live = (room: Mine['items'][number]): boolean => room.open && room.meetingId !== null;
        const last = (room: Mine['items'][number]): number => (room.lastAt ? Date.parse(room.lastAt) : 0);
        const sorted = [...items].sort((a, b) => Number(live(b)) - Number(live(a)) || last(b) - last(a));
        return (
          <Card>
            <List label="会议室">
              {sorted.map((room) => {
                const draft = readDraft(`room:${me?.person.id ?? ''}:${room.roomId}`);
                return (
                  <Row
                    key={room.roomId} to={paths.room(room.unitId, room.roomId)} start={<Avatar name={room.title} seed={room.unitId} />}
                    title={<Box className="room-title">{room.open && room.meetingId !== null ? <Tag tone="brand">正在开会</Tag> : null}<Span className={room.unread > 0 ? 'is-unread' : ''}>{room.title}</Span></Box>}
                    hint={<Box className="room-line">{room.mentioned ? <Span className="room-mark">[有人@您] </Span> : null}{draft ? <Span className="room-mark">[草稿] {draft}</Span> : (room.lastLine ?? room.unitName)}</Box>}
                    end={<Box className="room-end"><Box>{room.lastAt ? ago(room.lastAt) : ''}</Box><Badge count={room.unread} label={`${room.unread} 条未读`} /></Box>}
                  />
                );
              })}
            </List>
          </Card>
        );
      }}
    </Async>
  );
}
