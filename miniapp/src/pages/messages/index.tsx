import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { noticeRoutes } from '@branch/shared/notices/routes';
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { type ReactNode, useEffect, useState } from 'react';
import { listenPersonally } from '../../kit/live';
import { signInFirst } from '../../kit/paths';
import { readText, writeText } from '../../kit/platform';
import { session } from '../../kit/session';
import { useStore } from '../../kit/store';
import { setUnread } from '../../kit/unread';
import { usePages } from '../../kit/usePages';
import { useRoute } from '../../kit/useRoute';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { Notices } from './Notices';
import { Rooms } from './Rooms';
import './index.scss';

/** 消息: the rooms of all my units, and the inbox of what concerns me. Both numbers are true on every device. */
export default function MessagesPage(): ReactNode {
  const state = useStore(session);
  const signedIn = state === 'in';
  const [tab, setTab] = useState<'rooms' | 'notices'>('rooms');
  const rooms = useRoute(roomRoutes.mine, signedIn ? {} : null);
  const notices = usePages(noticeRoutes.inbox, signedIn ? {} : null);
  const unread = useRoute(noticeRoutes.unread, signedIn ? {} : null);
  useDidShow(() => {
    // The bell on the home page leads to the notices: a tab page cannot be given a query.
    if (readText('messages.tab') === 'notices') setTab('notices');
    writeText('messages.tab', null);
  });
  const { reload: reloadRooms } = rooms;
  const { reload: reloadNotices } = notices;
  const { reload: reloadUnread } = unread;
  const all = (): Promise<unknown> => Promise.all([reloadRooms(), reloadNotices(), reloadUnread()]);
  usePullDownRefresh(() => void all().finally(() => Taro.stopPullDownRefresh()));
  useEffect(() => {
    if (!signedIn) return;
    return listenPersonally(() => void Promise.all([reloadRooms(), reloadNotices(), reloadUnread()]));
  }, [signedIn, reloadRooms, reloadNotices, reloadUnread]);
  const roomCount = rooms.data?.items.reduce((sum, room) => sum + room.unread, 0);
  const noticeCount = unread.data?.unread;
  useEffect(() => setUnread({ ...(roomCount === undefined ? {} : { rooms: roomCount }), ...(noticeCount === undefined ? {} : { notices: noticeCount }) }), [roomCount, noticeCount]);

  if (state === 'out') {
    return <Page title="消息" tab="messages"><Empty icon="message-circle" text="登录后可以看到会议室和与您有关的通知。"><Button kind="primary" onTap={() => signInFirst()}>登录</Button></Empty></Page>;
  }
  return (
    <Page title="消息" tab="messages">
      <Tabs label="消息" value={tab} onChange={setTab} tabs={[{ value: 'rooms', text: '会议室', count: roomCount }, { value: 'notices', text: '通知', count: noticeCount }]}>
        {tab === 'rooms' ? <Rooms from={rooms} /> : <Notices pages={notices} unread={noticeCount ?? 0} onRead={(left) => unread.set({ unread: left })} />}
      </Tabs>
    </Page>
  );
}
