import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { paths } from '@branch/shared/paths';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Meta } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { Banner, Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { ActionItems } from '../ActionItems';
import { Differences } from '../Differences';
import { LateStatementSheet } from '../LateStatementSheet';
import { clockOf, MinutesBody } from '../MinutesBody';
import { shownAt } from '../meeting-words';
import { type Minutes, ObjectionsCard, ObjectSheet, StatementNote } from './Objections';
import { SignatureCard, TakeAway } from './TakeAway';
import '../meetings.scss';

/** The published minutes with every earlier version. Address: `unit`, `id` of the meeting. */
export default function MinutesPage(): ReactNode {
  const { unit = '', id = '' } = useRouter().params;
  const at = { unitId: unit, meetingId: id };
  const minutes = useRoute(minutesRoutes.minutes, unit && id ? at : null);
  const [adding, setAdding] = useState(false);
  const [objecting, setObjecting] = useState<number | null>(null);
  const shown = minutes.data;
  useShareAppMessage(() => ({ title: shown ? `会议纪要：${shown.meeting.title}` : '会议纪要', path: paths.minutes(unit, id) }));
  const acknowledge = async (): Promise<void> => {
    if (!shown) return;
    try {
      const { acknowledgedVersion } = await call(catchUpRoutes.acknowledge, { ...at, version: shown.latest.version });
      minutes.set((before) => ({ ...before, me: { ...before.me, acknowledgedVersion } }));
      toast('已阅');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Page title="会议纪要" subtitle={shown?.meeting.title} actions={shown ? <Tag tone="success">第 {shown.latest.version} 版 · 已发布</Tag> : undefined} foot={shown ? <Foot minutes={shown} onRead={acknowledge} onAdd={() => setAdding(true)} /> : undefined}>
      {minutes.error?.code === 'minutes.not-published' && !shown ? <Empty text="纪要还没有发布。" icon="notes"><Button onTap={() => open(paths.meeting(unit, id))}>会议详情</Button></Empty> : (
        <Async from={minutes}>
          {(all) => {
            const { head } = all.latest.content;
            return (
              <>
                <Box className="minutes-head">
                  <Box as="h2" className="h1">{all.meeting.title}</Box>
                  <Meta parts={[`${head.startedAt}–${clockOf(head.endedAt)}`, head.place || '网上', `主持 ${head.chair}`, head.recorder ? `记录 ${head.recorder}` : null]} />
                </Box>
                {all.latest.reason ? <Banner tone="info" title={`第 ${all.latest.version} 版更正了什么`}>{all.latest.reason}</Banner> : null}
                <MinutesBody content={all.latest.content} unitId={unit} roomId={all.meeting.roomId} noteOf={(seq) => <StatementNote minutes={all} seq={seq} onObject={setObjecting} />} actions={<ActionItems unitId={unit} title="要做的事" from={id} />} />
                <ObjectionsCard minutes={all} at={at} onChange={minutes.reload} />
                <SignatureCard minutes={all} at={at} onChange={minutes.reload} />
                {all.lateStatements.length > 0 ? (
                  <Card title="会后补充" aside="不计到会">
                    {all.lateStatements.map((one) => <Box key={one.by.id} className="who"><Avatar size="s" name={one.by.name} seed={one.by.id} /><Box><Box className="faint">{one.by.name} · {ago(one.at)}</Box><Box className="words">{one.text}</Box></Box></Box>)}
                  </Card>
                ) : null}
                <Versions minutes={all} unitId={unit} meetingId={id} />
                <Box className="btn-row">{all.meeting.entered ? null : <Button kind="quiet" onTap={() => open(paths.room(unit, all.meeting.roomId))}>全部发言</Button>}<TakeAway minutes={all} at={at} />{all.me.mayEdit ? <><Button kind="quiet" onTap={() => open(paths.editMinutes(unit, id))}>更正</Button><Button kind="quiet" onTap={() => open(paths.readers(unit, id))}>谁还没看</Button></> : null}</Box>
              </>
            );
          }}
        </Async>
      )}
      {shown && objecting !== null ? <ObjectSheet minutes={shown} at={at} seq={objecting} onClose={() => setObjecting(null)} onDone={minutes.reload} /> : null}
      {shown ? <LateStatementSheet open={adding} unitId={unit} meetingId={id} before={null} onClose={() => setAdding(false)} onDone={minutes.reload} /> : null}
    </Page>
  );
}

function Foot({ minutes, onRead, onAdd }: { minutes: Minutes; onRead: () => Promise<void>; onAdd: () => void }): ReactNode {
  const { me, latest } = minutes;
  const read = me.acknowledgedVersion >= latest.version;
  if (!me.expected && !me.mayEdit) return null;
  return (
    <Box className="foot-acts">
      {read ? <Button wide disabled icon="check">已阅第 {me.acknowledgedVersion} 版</Button> : <Button kind="primary" wide onTap={onRead}>已阅</Button>}
      {me.expected && !me.attended ? <Button onTap={onAdd}>补充一句</Button> : null}
    </Box>
  );
}

/** Every version with who published it, why, and what changed. */
function Versions({ minutes, unitId, meetingId }: { minutes: Minutes; unitId: string; meetingId: string }): ReactNode {
  const [looking, setLooking] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const version = useRoute(minutesRoutes.version, looking === null ? null : { unitId, meetingId, version: looking });
  const corrections = minutes.versions.length - 1;
  return (
    <Card title="版本" aside={corrections > 0 ? `更正过 ${corrections} 次` : '未更正'}>
      {minutes.versions.map((one, i) => (
        <Box key={one.version} className="para">
          <Box className="row-line"><Box>第 {one.version} 版 · {one.publishedBy.name}<Box className="faint">{shownAt(one.publishedAt)}{one.signature ? ` · ${one.signature.by.name}已签字` : ''}{one.reason ? ` · ${one.reason}` : ''}</Box></Box>{i === 0 ? null : <Button small onTap={() => setLooking(String(one.version))}>看这一版</Button>}</Box>
          {one.differences.length > 0 ? (open ? <Differences items={one.differences} names={[`第 ${one.version - 1} 版`, `第 ${one.version} 版`]} /> : <Button small kind="quiet" onTap={() => setOpen(true)}>看差异（{one.differences.length} 处）</Button>) : null}
        </Box>
      ))}
      <Box className="faint">已发布的版本不再改动，更正会成为新的一版。校验码 {minutes.latest.sha256.slice(0, 12)}</Box>
      <Sheet open={looking !== null} title={`第 ${looking ?? ''} 版`} onClose={() => setLooking(null)}>
        <Async from={version}>{(one) => <MinutesBody content={one.content} unitId={unitId} roomId={minutes.meeting.roomId} published={false} />}</Async>
      </Sheet>
    </Card>
  );
}
