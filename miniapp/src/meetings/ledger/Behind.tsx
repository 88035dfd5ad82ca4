import { ledgerRoutes } from '@branch/shared/meetings/ledger-routes';
import { type MeetingForm, meetingFormNames, type MeetingKind } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Sheet } from '../../ui/Sheet';
import { shownAt } from '../meeting-words';

export interface Opened { kind: MeetingKind; period: string; form: MeetingForm | null; title: string }

/** The meetings behind one figure of the ledger. */
export function Behind({ unitId, opened, onClose }: { unitId: string; opened: Opened; onClose: () => void }): ReactNode {
  const pages = usePages(ledgerRoutes.behind, { unitId, kind: opened.kind, period: opened.period, ...(opened.form ? { form: opened.form } : {}) });
  const first = pages.first.data as { total: number; closed: number } | null;
  return (
    <Sheet open title={opened.title} onClose={onClose}>
      <Async from={pages.first} rows={2}>
        {() => (
          <>
            {pages.rows?.length ? (
              <List label="会议">
                {pages.rows.map((row) => <Row key={row.id} icon="calendar" title={row.title} hint={<Meta parts={[shownAt(row.at), meetingFormNames[row.form], row.entered ? '会后补录' : null, row.planned ? null : row.minutesVersion > 0 ? '有纪要' : '纪要还没发布']} />} end={row.planned ? <Tag tone="info">已召集</Tag> : undefined} to={paths.meeting(unitId, row.id)} />)}
              </List>
            ) : null}
            {first && first.closed > 0 ? <Box className="soft para">{pages.rows?.length ? '另有' : '共'} {first.closed} 次是党小组开的，内容只有党小组看得到，这里只计数。</Box> : null}
            {first && first.total === 0 ? <Box className="soft para">这个时段没有。</Box> : null}
          </>
        )}
      </Async>
      <More pages={pages} />
    </Sheet>
  );
}
