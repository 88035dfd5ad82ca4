import { recordRoutes } from '@branch/shared/meetings/presence-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { clock } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { MinutesBody } from '../MinutesBody';
import { formName, kindName, shownAt } from '../meeting-words';
import '../meetings.scss';

type Entries = Output<typeof recordRoutes.record>['items'];

/** Meetings of units one has left: who moved away keeps reading their record (MEET-5). Address: `id` of one of them. */
export default function RecordsPage(): ReactNode {
  const { id } = useQuery();
  return id === undefined ? <All /> : <One meetingId={id} />;
}

function All(): ReactNode {
  const records = useRoute(recordRoutes.records, {});
  return (
    <Page title="原支部的会议记录">
      <Async from={records}>
        {({ items }) => items.length === 0 ? <Empty icon="notes" text="您没有转出过支部。转出后，参加过的会的记录都在这里。" /> : (
          <Card><List label="会议">{items.map((one) => <Row key={one.id} icon="notes" title={one.title} hint={<Meta parts={[one.unitName, shownAt(one.startsAt), kindName(one.kind)]} />} to={paths.records(one.id)} />)}</List></Card>
        )}
      </Async>
    </Page>
  );
}

function One({ meetingId }: { meetingId: string }): ReactNode {
  const record = useRoute(recordRoutes.record, { meetingId });
  const [more, setMore] = useState<{ items: Entries; next: number | null } | null>(null);
  const load = async (after: number): Promise<void> => {
    try {
      const page = await call(recordRoutes.record, { meetingId, after: String(after) as never });
      setMore((before) => ({ items: [...(before?.items ?? []), ...page.items], next: page.next }));
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Page title="会议记录" subtitle={record.data?.meeting.unitName}>
      <Async from={record}>
        {({ meeting, minutes, items, next }) => {
          const lines = [...items, ...(more?.items ?? [])].flatMap(({ seq, at, by, body }) => (body.kind === 'line' && by ? [{ seq, at, by, text: body.gone === null ? body.text || '（图片或文件）' : '（已撤回或隐藏）' }] : []));
          const after = more ? more.next : next;
          return (
            <>
              <Box className="minutes-head"><Box as="h2" className="h1">{meeting.title}</Box><Meta parts={[shownAt(meeting.startsAt), kindName(meeting.kind), formName(meeting.form)]} /></Box>
              {minutes ? <MinutesBody content={minutes.content} unitId="" roomId="" linked={false} /> : <Card><Box className="soft">纪要还没有发布。</Box></Card>}
              {lines.length > 0 ? (
                <Card title="全部发言">
                  {lines.map((line) => <Box key={line.seq} className="said"><Box className="words">{line.text}</Box><Box className="faint">{line.by.name} · {clock(new Date(line.at))} · 第 {line.seq} 条</Box></Box>)}
                  {after !== null ? <Button wide onTap={() => load(after)}>接着看</Button> : null}
                </Card>
              ) : null}
            </>
          );
        }}
      </Async>
    </Page>
  );
}
