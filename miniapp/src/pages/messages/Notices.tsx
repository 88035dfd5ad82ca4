import { noticeRoutes } from '@branch/shared/notices/routes';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import type { IconName } from '../../../config/icon-names';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import type { Pages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { More } from '../../ui/More';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';

type Notice = Output<typeof noticeRoutes.inbox>['items'][number];

const iconOf = (kind: string): IconName => {
  const area = kind.split('.')[0] ?? '';
  const icons: Record<string, IconName> = { meeting: 'calendar', minutes: 'file-text', line: 'at', booking: 'heart-handshake', message: 'message-circle', role: 'shield-check', join: 'user-plus', session: 'lock', ballot: 'gavel', membership: 'user', post: 'writing', action: 'list-check' };
  return icons[area] ?? 'bell';
};

/** The inbox: newest first; a tap reads it and opens what it is about. */
export function Notices({ pages, unread, onRead }: { pages: Pages<Notice>; unread: number; onRead: (left: number) => void }): ReactNode {
  const read = async (ids: string[] | null): Promise<void> => {
    try {
      const answer = await call(noticeRoutes.markRead, ids === null ? {} : { ids });
      onRead(answer.unread);
      pages.set((rows) => rows.map((row) => (ids === null || ids.includes(row.id) ? { ...row, read: true } : row)));
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  const look = (notice: Notice): void => {
    if (!notice.read) void read([notice.id]);
    if (notice.path) void open(notice.path);
  };
  return (
    <Async from={pages.first} rows={3}>
      {() => {
        const rows = pages.rows ?? [];
        if (rows.length === 0) return <Empty icon="inbox" text="还没有通知。开会、纪要、预约和回应，都会在这里告诉您。" />;
        return (
          <>
            <Box className="card-end notices-head">
              <Span className="faint">{unread > 0 ? `${unread} 条未读` : '都看过了'}</Span>
              {unread > 0 ? <Button small icon="checks" onTap={() => read(null)}>全部已读</Button> : null}
            </Box>
            <Card>
              <List label="通知">
                {rows.map((notice) => (
                  <Row
                    key={notice.id} onTap={() => look(notice)} start={<Box className="notice-icon"><Icon name={iconOf(notice.kind)} />{notice.read ? null : <Box className="dot" role="img" label="未读" />}</Box>}
                    title={<Span className={notice.read ? '' : 'is-unread'}>{notice.title}</Span>} hint={notice.text} end={ago(notice.at)}
                  />
                ))}
              </List>
            </Card>
            <More pages={pages} />
          </>
        );
      }}
    </Async>
  );
}
