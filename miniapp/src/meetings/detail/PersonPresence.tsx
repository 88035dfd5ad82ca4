import { presenceRoutes } from '@branch/shared/meetings/presence-routes';
import type { meetingRoutes } from '@branch/shared/meetings/routes';
import type { Output } from '@branch/shared/route';
import type { ReactNode } from 'react';
import { useRoute } from '../../kit/useRoute';
import { windowOf } from '../../kit/time';
import { Async } from '../../ui/Async';
import { List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { howNames, shownAt } from '../meeting-words';

type One = Output<typeof meetingRoutes.attendance>['items'][number];

/** When one person was there, for the officers who answer for the list: intervals, no sum. */
export function PersonPresence({ unitId, meetingId, one, hint, onClose }: { unitId: string; meetingId: string; one: One; hint: string; onClose: () => void }): ReactNode {
  const found = useRoute(presenceRoutes.person, { unitId, meetingId, personId: one.person.id });
  return (
    <Sheet open title={one.person.name} onClose={onClose}>
      <Async from={found} rows={1}>
        {({ how, intervals }) => (
          <>
            <Box className="para">{how.length > 0 ? `计为到会：${how.map((each) => howNames[each] ?? '').join('、')}` : hint || '没有记上到会。'}</Box>
            {intervals.length > 0 ? <List label="在场时段">{intervals.map((part) => <Row key={part.from} icon="clock" title={part.to ? windowOf(part.from, part.to) : `${shownAt(part.from)} 起`} end={part.to ? undefined : '在场'} />)}</List> : <Box className="soft">没有在场的时段。</Box>}
            <Box className="faint">时段只用来看法定人数，到会看的是签到、发言或投票。</Box>
          </>
        )}
      </Async>
    </Sheet>
  );
}
