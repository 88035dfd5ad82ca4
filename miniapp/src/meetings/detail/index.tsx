import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { paths } from '@branch/shared/paths';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { open } from '../../kit/paths';
import { copyText } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { upcoming, windowOf } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button, ShareButton } from '../../ui/Button';
import { Card, Facts, Meta } from '../../ui/Card';
import { DocumentRows } from '../../ui/Documents';
import { Box, Picture } from '../../ui/host';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { ActionItems } from '../ActionItems';
import { formName, kindName, type Meeting, shownAt, stateWords } from '../meeting-words';
import { HandsList } from './HandsList';
import { AddToCalendar } from './Calendar';
import { LeaveSheet } from './LeaveSheet';
import { MainAct } from './MainAct';
import { ManageCard } from './ManageCard';
import { MyPresence } from './MyPresence';
import { PaperVotes } from './PaperVotes';
import { QuorumCard } from './QuorumCard';
import '../meetings.scss';

/** A meeting before, while and after it is held. Address: `unit`, `id`. */
export default function MeetingPage(): ReactNode {
  const { unit = '', id = '' } = useRouter().params;
  const at = { unitId: unit, meetingId: id };
  const meeting = useRoute(meetingRoutes.meeting, unit && id ? at : null);
  const [leaving, setLeaving] = useState(false);
  const shown = meeting.data;
  useShareAppMessage(() => ({ title: shown ? `${upcoming(shown.startsAt)} ${kindName(shown.kind)} · ${shown.title}` : '在线支部', path: paths.meeting(unit, id) }));
  const join = async (): Promise<void> => {
    try {
      await call(meetingRoutes.reply, { ...at, reply: 'join' });
      toast('已答复：参加');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await meeting.reload();
  };
  return (
    <Page title={shown ? kindName(shown.kind) : '会议'} subtitle={shown?.unit.name} foot={shown ? <MainAct meeting={shown} onJoin={join} onLeave={() => setLeaving(true)} onReload={meeting.reload} /> : undefined}>
      <Async from={meeting}>
        {(one) => (
          <>
            <Box className="minutes-head">
              <Box className="tags"><Tag tone={stateWords[one.state].tone}>{stateWords[one.state].text}</Tag>{one.closedHow === 'adjourned' ? <Tag tone="warn">流会</Tag> : null}{one.entered ? <Tag tone="gold">会后补录</Tag> : null}</Box>
              <Box as="h2" className="h1">{one.title}</Box>
              <Meta parts={[windowOf(one.startsAt, one.endsAt), one.place ? `${formName(one.form)} · ${one.place}` : formName(one.form), one.state === 'called' ? `召集 ${one.calledBy.name}` : `主持 ${one.chair.name}`]} />
            </Box>
            {one.entered ? <Card tone="soft">由{one.entered.by.name}于{shownAt(one.entered.at)}补录。{one.entered.reason ? `晚录的原因：${one.entered.reason}。` : ''}没有网上的发言记录；名单记错了，可以在下面说。</Card> : null}
            {one.reason ? <Card tone="warn">{one.state === 'cancelled' ? '取消原因' : '说明'}：{one.reason}</Card> : null}
            {one.me.excluded ? <Card tone="info" title="您这次不计入应到">原因：{one.me.excluded.reason}（{one.me.excluded.approvedBy}批准）。您仍然可以看材料和纪要；有不同意见请找书记。</Card> : null}
            {one.theme ? <Card title="主题"><Box className="para">{one.theme}</Box></Card> : null}
            <Card title="议题">
              <Box as="ol">{one.agenda.map((item, i) => <Box as="li" key={item.id} className="para">{i + 1}. {item.title}{item.note ? <Box className="soft">{item.note}</Box> : null}</Box>)}</Box>
            </Card>
            {one.materials.length + one.files.length > 0 ? <Card title="材料">{one.materials.map((material, i) => <Material key={i} title={material.title} text={material.text} />)}<DocumentRows unitId={unit} files={one.files} /></Card> : null}
            {one.state === 'cancelled' ? null : <ActionItems unitId={unit} title="上次待办" carriedInto={id} />}
            <Numbers meeting={one} />
            {one.openedAt && !one.entered ? <QuorumCard unitId={unit} meetingId={id} running={one.state === 'open'} /> : null}
            {one.hands.length > 0 ? <HandsList hands={one.hands} /> : null}
            {one.state === 'open' || one.state === 'closed' ? <PaperVotes meeting={one} /> : null}
            {one.state === 'called' ? <Card title="日历"><AddToCalendar meeting={one} /></Card> : null}
            {one.state === 'closed' ? <MyPresence unitId={unit} meetingId={id} /> : null}
            {one.state === 'called' || one.state === 'open' ? <Share meeting={one} /> : null}
            {one.me.mayManage ? <ManageCard meeting={one} onMeeting={meeting.set} onReload={meeting.reload} /> : null}
          </>
        )}
      </Async>
      <LeaveSheet open={leaving} unitId={unit} meetingId={id} onClose={() => setLeaving(false)} onDone={meeting.reload} />
    </Page>
  );
}

function Numbers({ meeting }: { meeting: Meeting }): ReactNode {
  const before = meeting.state === 'called';
  return (
    <Card title="人数">
      <Facts rows={[
        ['应到', `${meeting.expected} 人（有表决权 ${meeting.votingExpected}）`],
        ['表决', `有表决权的到会 ${meeting.quorumNeeded} 人即可表决${meeting.strictQuorum ? '（本次会议从严，要超过半数）' : ''}`],
        ...(before ? [['答复', `参加 ${meeting.joining} 人 · 请假 ${meeting.onLeave} 人`] as const] : [['实到', `${meeting.signedIn} 人 · 请假 ${meeting.onLeave} 人`] as const]),
        ...(meeting.observers.length > 0 ? [['列席', meeting.observers.map((person) => person.name).join('、')] as const] : []),
      ]} />
      <Box className="faint">{before ? '应到按支部现有党员计算，开会时确定。' : meeting.entered ? '应到按开会那天的名单计算。' : '应到在开会时已确定。'}</Box>
    </Card>
  );
}

function Material({ title, text }: { title: string; text: string }): ReactNode {
  const [all, setAll] = useState(false);
  const long = text.length > 140;
  return (
    <Box className="para">
      <Box className="vote-title">{title}</Box>
      <Box className={long && !all ? 'soft line-3' : 'soft para'}>{text}</Box>
      {long ? <Button kind="quiet" small onTap={() => setAll(!all)}>{all ? '收起' : '看全文'}</Button> : null}
    </Box>
  );
}

/** For the officers: the code to print or to show. */
function SmallCode({ unitId, meetingId }: { unitId: string; meetingId: string }): ReactNode {
  const code = useRoute(callingRoutes.qr, { unitId, meetingId });
  if (!code.data) return null;
  return (
    <Box className="small-code">
      <Box className="qr"><Picture src={code.data.qr} alt="会议二维码" className="small-code-in" fit="contain" /></Box>
      <Box><Box className="soft">扫一扫就是这次会。</Box><Button small onTap={() => open(paths.meetingCode(unitId, meetingId))}>大图</Button></Box>
    </Box>
  );
}

function Share({ meeting }: { meeting: Meeting }): ReactNode {
  return (
    <Card title="转发到群里">
      {meeting.me.mayManage ? <SmallCode unitId={meeting.unit.id} meetingId={meeting.id} /> : null}
      <Box className="share-text">{meeting.shareText}</Box>
      <Box className="btn-row">
        <Button icon="copy" onTap={async () => toast((await copyText(meeting.shareText)) ? '已复制，去群里粘贴' : '没有复制成功，请长按文字选取。')}>复制通知</Button>
        <ShareButton>发给微信群</ShareButton>
      </Box>
    </Card>
  );
}
