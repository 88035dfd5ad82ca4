import { meetingRoutes } from '@branch/shared/meetings/routes';
import { leaveCategoryNames } from '@branch/shared/meetings/words';
import type { ReactNode } from 'react';
import type { Output } from '@branch/shared/route';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';

type One = Output<typeof meetingRoutes.attendance>['items'][number];
const hows = { signedIn: '签到', spoke: '发言', voted: '投票' } as const;

const tagOf = (one: One): ReactNode => one.excluded ? <Tag>不计入应到</Tag> : one.attended ? <Tag tone="success">到会</Tag> : one.reply === 'leave' ? <Tag tone="warn">请假</Tag> : <Tag tone="brand">未到</Tag>;
const why = (one: One): string => one.excluded ? `${one.excluded.reason}（${one.excluded.approvedBy}批准）` : one.attended ? one.how.map((how) => hows[how]).join('、') : one.reply === 'leave' && one.leaveCategory ? leaveCategoryNames[one.leaveCategory] : '';

/** Who is expected, came, is on leave or absent, and how each was counted: the secretary's list. */
export function AttendanceSheet({ unitId, meetingId, onClose }: { unitId: string; meetingId: string; onClose: () => void }): ReactNode {
  const attendance = useRoute(meetingRoutes.attendance, { unitId, meetingId });
  return (
    <Sheet open title="到会名单" onClose={onClose}>
      <Async from={attendance}>
        {(all) => (
          <>
            <Box className="para">应到 {all.expected} · 实到 {all.attended} · 请假 {all.onLeave} · 未到 {all.absent}{all.observers > 0 ? ` · 列席 ${all.observers}` : ''}</Box>
            <List label="到会名单">{all.items.map((one) => <Row key={one.person.id} start={<Avatar size="s" name={one.person.name} seed={one.person.id} />} title={`${one.person.name}${one.observer ? '（列席）' : ''}`} hint={[one.company, why(one)].filter(Boolean).join(' · ') || undefined} end={tagOf(one)} />)}</List>
          </>
        )}
      </Async>
    </Sheet>
  );
}
