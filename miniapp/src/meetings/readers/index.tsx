import { catchUpRoutes } from '@branch/shared/meetings/minutes-routes';
import { reminderLimit, whyNotRemind } from '@branch/shared/meetings/rules';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Avatar } from '../../ui/Badge';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Progress } from '../../ui/Progress';
import { toast } from '../../ui/Toast';
import '../meetings.scss';

/** Who of the absent has read the minutes; members are told that this is kept. Address: `unit`, `id` of the meeting. */
export default function ReadersPage(): ReactNode {
  const { unit = '', id = '' } = useRouter().params;
  const at = { unitId: unit, meetingId: id };
  const readers = useRoute(catchUpRoutes.readers, unit && id ? at : null);
  const remind = async (): Promise<void> => {
    try {
      const { reminded, remindersLeft } = await call(catchUpRoutes.remind, at);
      toast(`已提醒 ${reminded} 人，还可以提醒 ${remindersLeft} 次`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await readers.reload();
  };
  return (
    <Page title="谁还没看" subtitle={readers.data ? `纪要第 ${readers.data.version} 版` : undefined} foot={readers.data && readers.data.unread.length > 0 ? (
      <Act kind="primary" wide icon="bell" whyNot={whyNotRemind(readers.data.reminders, readers.data.unread.length)} onTap={remind}>提醒未看的 {readers.data.unread.length} 人（已提醒 {readers.data.reminders} 次，最多 {reminderLimit} 次）</Act>
    ) : undefined}>
      <Async from={readers}>
        {({ read, unread }) => (
          <>
            <Card title="缺席同志的补学" aside={`${read.length} / ${read.length + unread.length} 已阅`}>
              <Progress value={read.length} max={Math.max(1, read.length + unread.length)} label={`已阅 ${read.length} 人，共 ${read.length + unread.length} 人`} />
              <Box className="faint">只统计缺席的同志是否看过纪要；成员知道这一点。</Box>
            </Card>
            {unread.length > 0 ? <Card title={`未看 ${unread.length} 人`}><List label="未看">{unread.map((person) => <Row key={person.id} start={<Avatar size="s" name={person.name} seed={person.id} />} title={person.name} />)}</List></Card> : <Card>缺席的同志都看过了。</Card>}
            {read.length > 0 ? <Card title={`已看 ${read.length} 人`}><List label="已看">{read.map((person) => <Row key={person.id} start={<Avatar size="s" name={person.name} seed={person.id} />} title={person.name} end={ago(person.at)} />)}</List></Card> : null}
          </>
        )}
      </Async>
    </Page>
  );
}
