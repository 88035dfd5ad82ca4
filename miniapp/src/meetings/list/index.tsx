import { meetingRoutes } from '@branch/shared/meetings/routes';
import { paths } from '@branch/shared/paths';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { MeetingCard } from '../MeetingCard';
import type { Card } from '../meeting-words';
import '../meetings.scss';

const groups: readonly { title: string; of: (card: Card) => boolean }[] = [
  { title: '进行中', of: (card) => card.state === 'open' },
  { title: '即将', of: (card) => card.state === 'called' },
  { title: '已结束', of: (card) => card.state === 'closed' || card.state === 'cancelled' },
];

/** Meetings of a unit: running, coming, past. Address: `unit` (else the unit shown first). */
export default function MeetingListPage(): ReactNode {
  const { unit } = useRouter().params;
  const me = useMe();
  const unitId = unit ?? unitNow(me)?.unit.id ?? null;
  const first = useRoute(meetingRoutes.meetings, unitId ? { unitId, limit: 30 } : null);
  const [more, setMore] = useState<{ items: readonly Card[]; next: string | null } | null>(null);
  const mayCall = may(me, 'meeting.call', unitId ?? undefined);
  const load = async (cursor: string): Promise<void> => {
    if (!unitId) return;
    try {
      const page = await call(meetingRoutes.meetings, { unitId, limit: 30, cursor });
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Page title="会议" desk="meetings" subtitle={me?.units.find((mine) => mine.unit.id === unitId)?.unit.name} actions={unitId ? <><Button small icon="list-check" onTap={() => open(paths.ledger(unitId))}>台账</Button>{may(me, 'appraisal.read', unitId) ? <Button small icon="checklist" onTap={() => open(paths.appraisal(unitId))}>评议</Button> : null}{mayCall ? <Button small kind="primary" icon="plus" onTap={() => open(paths.callMeeting(unitId))}>开会</Button> : null}</> : undefined}>
      <Async from={first}>
        {(page) => {
          const known = new Set(page.items.map((card) => card.id));
          const all = [...page.items, ...(more?.items ?? []).filter((card) => !known.has(card.id))];
          const next = more ? more.next : page.next;
          if (all.length === 0) return <Empty text="本支部还没有开过会。" icon="calendar">{mayCall && unitId ? <Button onTap={() => open(paths.callMeeting(unitId))}>开会</Button> : null}</Empty>;
          return (
            <>
              {groups.map(({ title, of }) => {
                const cards = all.filter(of);
                return cards.length === 0 ? null : <Box as="section" key={title} label={title}><Box as="h2" className="h2 tight">{title}</Box>{cards.map((card) => <MeetingCard key={card.id} meeting={card} />)}</Box>;
              })}
              {unitId && may(me, 'calendar.own', unitId) ? <Box className="btn-row"><Button kind="quiet" icon="calendar-plus" onTap={() => open(paths.calendarFeed(unitId))}>订阅到我的日历</Button></Box> : null}
              {next ? <Button wide onTap={() => load(next)}>更早的会议</Button> : null}
            </>
          );
        }}
      </Async>
    </Page>
  );
}
