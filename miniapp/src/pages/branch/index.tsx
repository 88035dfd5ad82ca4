import { homeRoutes } from '@branch/shared/home/routes';
import { siteStateNames } from '@branch/shared/sites/routes';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { type ReactNode, useEffect, useState } from 'react';
import { listenPersonally } from '../../kit/live';
import { may, type Mine, type MyUnit, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { writeText } from '../../kit/platform';
import { session } from '../../kit/session';
import { useStore } from '../../kit/store';
import { setUnread } from '../../kit/unread';
import { useRoute } from '../../kit/useRoute';
import { paths, tabPaths } from '@branch/shared/paths';
import { Async } from '../../ui/Async';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Skeleton } from '../../ui/Progress';
import { BoardCard } from './BoardCard';
import { CheckInCard } from './CheckInCard';
import { MeetingStrip } from './MeetingStrip';
import { Posts } from './Posts';
import { SecondStepBanner } from './SecondStep';
import { OfficeHome, StaffRow } from './Staff';
import { TodoCard } from './TodoCard';
import { UnitSwitch } from './UnitSwitch';
import { Visitor } from './Visitor';
import './index.scss';

/** 支部: the first screen. A visitor may sign in or ask to join; a member sees what is on now, what is due and what is new; officers also what waits for them. */
export default function BranchPage(): ReactNode {
  const state = useStore(session);
  const me = useMe();
  if (state === 'out') return <Page title="在线支部" subtitle="党支部的网上家园" tab="branch"><Visitor /></Page>;
  if (!me) return <Page title="支部" tab="branch"><Skeleton rows={3} /></Page>;
  const unit = unitNow(me);
  if (unit && may(me, 'home.read', unit.unit.id)) return <MemberHome key={unit.unit.id} me={me} unit={unit} />;
  return (
    <Page title={unit?.unit.name ?? '在线支部'} subtitle={unit ? unit.path.slice(0, -1).map((one) => one.name).join(' · ') || '工作台' : me.permissions.includes('district.create') ? '运维员' : '还没有加入支部'} tab="branch" wide actions={<UnitSwitch me={me} />}>
      {me.secondStep === 'required' ? <SecondStepBanner /> : null}
      <OfficeHome me={me} unit={unit} />
    </Page>
  );
}

function MemberHome({ me, unit }: { me: Mine; unit: MyUnit }): ReactNode {
  const unitId = unit.unit.id;
  const home = useRoute(homeRoutes.home, { unitId });
  const { data, reload } = home;
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  useEffect(() => listenPersonally((name) => { if (name === 'unread') void reload(); }), [reload]);
  const unread = data?.unreadNotices;
  useEffect(() => {
    if (unread !== undefined) setUnread({ notices: unread });
  }, [unread]);
  // A meeting may open or close at any moment and not everybody gets a notice of it.
  const soon = data?.meeting ? 30_000 : null;
  useEffect(() => {
    if (soon === null) return;
    const timer = setInterval(() => void reload(), soon);
    return () => clearInterval(timer);
  }, [soon, reload]);
  const [toNotices] = useState(() => () => {
    writeText('messages.tab', 'notices');
    return open(tabPaths.messages);
  });

  const community = data?.communityName ?? unit.path[unit.path.length - 2]?.name ?? null;
  const subtitle = [community?.replace(/综合党委$/, ''), data ? siteStateNames[data.site.state] : null, data && data.newToday > 0 ? `今天有 ${data.newToday} 处新内容` : null].filter(Boolean).join(' · ');
  const bell = (
    <Box className="bell">
      <IconButton icon="bell" label={unread ? `通知，${unread} 条未读` : '通知'} onTap={toNotices} />
      <Badge count={unread ?? 0} />
    </Box>
  );
  return (
    <Page title={data?.site.name ?? unit.unit.name} subtitle={subtitle || ' '} tab="branch" wide actions={<><UnitSwitch me={me} /><IconButton icon="search" label="搜索" onTap={() => open(paths.search())} />{bell}</>}>
      <Async from={home}>
        {(answer) => (
          <Box className="home">
            <Box className="home-now">
              {me.secondStep === 'required' ? <SecondStepBanner /> : null}
              {answer.meeting ? <MeetingStrip meeting={answer.meeting} onChanged={reload} mayCall={may(me, 'meeting.manage', unitId)} /> : null}
              <StaffRow me={me} unitId={unitId} todos={answer.todos} reviews={answer.reviews} />
              {may(me, 'checkIn.mine', unitId) ? <CheckInCard unitId={unitId} state={answer.checkIn} onChecked={(month) => home.set((before) => ({ ...before, checkIn: { month: month.month, checkIns: month.checkIns, quota: month.quota, today: month.today } }))} /> : null}
              <TodoCard todos={answer.todos} />
            </Box>
            <Box className="home-news"><Posts me={me} unitId={unitId} site={answer.site} latest={answer.posts} /></Box>
            <Box className="home-board"><BoardCard unitId={unitId} messages={answer.messages} mayLeave={may(me, 'message.write', unitId)} mayAnswer={may(me, 'message.answer', unitId)} /></Box>
          </Box>
        )}
      </Async>
    </Page>
  );
}
