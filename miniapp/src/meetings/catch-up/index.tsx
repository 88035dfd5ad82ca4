import { catchUpRoutes } from '@branch/shared/meetings/minutes-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Link, List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { LateStatementSheet } from '../LateStatementSheet';
import { FigureBars } from '../DecisionFigures';
import { dueWords, outcomeWord } from '../MinutesBody';
import { shownAt } from '../meeting-words';
import '../meetings.scss';

type Item = Output<typeof catchUpRoutes.catchUp>['items'][number];
type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;
const only = <K extends Item['kind']>(items: readonly Item[], kind: K): Of<K>[] => items.filter((item): item is Of<K> => item.kind === kind);

/** What an absentee needs in two minutes: what was decided, what mentions me, what I must do. Address: `unit`, `id` of the meeting. */
export default function CatchUpPage(): ReactNode {
  const { unit = '', id = '' } = useRouter().params;
  const at = { unitId: unit, meetingId: id };
  const page = useRoute(catchUpRoutes.catchUp, unit && id ? at : null);
  const [adding, setAdding] = useState(false);
  const shown = page.data;
  const read = shown !== null && shown.acknowledgedVersion >= shown.minutesVersion;
  const acknowledge = async (): Promise<void> => {
    if (!shown) return;
    try {
      const { acknowledgedVersion } = await call(catchUpRoutes.acknowledge, { ...at, version: shown.minutesVersion });
      page.set((before) => ({ ...before, acknowledgedVersion }));
      toast('已阅。谢谢您补上这一课。');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
  };
  return (
    <Page title="两分钟补学" subtitle={shown?.meeting.unitName} foot={shown ? (
      <>
        <Box className="foot-words">{read ? '您已阅。' : '点“已阅”表示看过；书记看得到谁已阅，不计为到会。'}</Box>
        <Box className="foot-acts">
          {read ? <Button wide onTap={() => open(paths.minutes(unit, id))}>看完整纪要</Button> : <Button kind="primary" wide onTap={acknowledge}>已阅</Button>}
          {shown.attended ? null : <Button onTap={() => setAdding(true)}>{shown.myLateStatement ? '改我的补充' : '补充一句'}</Button>}
        </Box>
      </>
    ) : undefined}>
      {page.error?.code === 'minutes.not-published' && !shown ? <Empty text="纪要还没有发布，发布后会通知您。" icon="notes" /> : (
        <Async from={page}>
          {(all) => {
            const decisions = only(all.items, 'decision');
            const mentions = only(all.items, 'mention');
            const actions = only(all.items, 'action').sort((a, b) => Number(b.mine) - Number(a.mine));
            const agenda = only(all.items, 'agenda').filter((item) => item.summary.trim() !== '');
            const statements = only(all.items, 'statement');
            return (
              <>
                <Box className="minutes-head">
                  <Box as="h2" className="h1">{all.meeting.title}</Box>
                  <Meta parts={[shownAt(all.meeting.startsAt), `约 ${all.seconds < 90 ? `${all.seconds} 秒` : `${Math.round(all.seconds / 60)} 分钟`}读完`, `第 ${all.minutesVersion} 版`]} />
                </Box>
                {decisions.length > 0 ? (
                  <Card title="决定了什么">
                    {decisions.map((item, i) => (
                      <Box key={i} className="decision">
                        <Box className="decision-head"><Box className="para">{item.title}</Box><Tag tone={item.passed ? 'success' : 'plain'}>{outcomeWord(item)}</Tag></Box>
                        {item.conclusion ? <Box className="para">{item.conclusion}</Box> : null}
                        <FigureBars figures={item} />
                        <Box className="faint">应到有表决权 {item.eligible} 人{item.mode === 'offline' ? '，线下表决' : `，过半数要 ${item.threshold} 票`}</Box>
                      </Box>
                    ))}
                  </Card>
                ) : null}
                {actions.length > 0 ? <Card title="要做的事"><List label="要做的事">{actions.map((item, i) => <Row key={i} icon="list-check" title={item.text} hint={item.mine ? '由您负责' : undefined} end={<>{item.mine ? <Tag tone="brand">我</Tag> : null}{dueWords(item.due)}</>} />)}</List></Card> : null}
                {mentions.length > 0 ? (
                  <Card title="提到我的">
                    {mentions.map((item) => <Box key={item.seq} className="said"><Box className="words">{item.text}</Box><Link className="said-from" to={paths.room(unit, all.meeting.roomId, item.seq)} label={`看${item.by.name}的原话，第 ${item.seq} 条`}>{item.by.name} · 第 {item.seq} 条<Icon name="chevron-right" size="s" /></Link></Box>)}
                  </Card>
                ) : null}
                {agenda.length > 0 ? <Card title="说了什么">{agenda.map((item, i) => <Box key={i} className="para"><Box className="soft">{item.title}</Box>{item.summary}</Box>)}</Card> : null}
                {statements.length > 0 ? (
                  <Card title="发言要点">
                    {statements.map((item) => <Box key={item.seq} className="said"><Box className="words">{item.text}</Box>{all.meeting.entered ? <Box className="faint">{item.speaker} · 会后记下</Box> : <Link className="said-from" to={paths.room(unit, all.meeting.roomId, item.seq)} label={`看${item.speaker}的原话，第 ${item.seq} 条`}>{item.speaker} · 第 {item.seq} 条<Icon name="chevron-right" size="s" /></Link>}</Box>)}
                  </Card>
                ) : null}
                {all.myLateStatement ? <Card title="我的会后补充" tone="soft"><Box className="words">{all.myLateStatement}</Box></Card> : null}
              </>
            );
          }}
        </Async>
      )}
      {shown ? <LateStatementSheet open={adding} unitId={unit} meetingId={id} before={shown.myLateStatement} onClose={() => setAdding(false)} onDone={page.reload} /> : null}
    </Page>
  );
}
