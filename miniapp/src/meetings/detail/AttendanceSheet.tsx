import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { leaveCategoryNames } from '@branch/shared/meetings/words';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useMe } from '../../kit/me';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Chips } from '../../ui/Choice';
import { List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { howNames } from '../meeting-words';
import { PersonPresence } from './PersonPresence';

type All = Output<typeof meetingRoutes.attendance>;
type One = All['items'][number];
type Dispute = Output<typeof myAttendanceRoutes.disputes>['items'][number];

const tagOf = (one: One): ReactNode => one.excluded ? <Tag>不计入应到</Tag> : one.attended ? <Tag tone="success">到会</Tag> : one.reply === 'leave' ? <Tag tone="warn">请假</Tag> : <Tag tone="brand">缺席</Tag>;
const why = (one: One): string => one.excluded ? `${one.excluded.reason}（${one.excluded.approvedBy}批准）` : one.attended ? [one.how.map((how) => howNames[how] ?? '').join('、'), one.tickedBy ? `${one.tickedBy.name}登记` : ''].filter(Boolean).join(' · ') : one.reply === 'leave' ? [one.leaveCategory ? leaveCategoryNames[one.leaveCategory] : '', one.leaveReason ?? ''].filter(Boolean).join('：') : '';

const figures = ['expected', 'attended', 'leave', 'absent', 'observers', 'excluded'] as const;
type Figure = (typeof figures)[number];
const figureNames: Record<Figure, string> = { expected: '应到', attended: '实到', leave: '请假', absent: '缺席', observers: '列席', excluded: '不计入' };
/** The people behind a figure. */
const isOf: Record<Figure, (one: One) => boolean> = {
  expected: (one) => !one.observer && !one.excluded, attended: (one) => !one.observer && !one.excluded && one.attended, leave: (one) => !one.observer && !one.excluded && !one.attended && one.reply === 'leave',
  absent: (one) => !one.observer && !one.excluded && !one.attended && one.reply !== 'leave', observers: (one) => one.observer, excluded: (one) => one.excluded !== null && !one.observer,
};

/** Who is expected, came, is on leave or absent, and how each was counted; first those who say it is wrong: the secretary's list. */
export function AttendanceSheet({ unitId, meetingId, onClose }: { unitId: string; meetingId: string; onClose: () => void }): ReactNode {
  const attendance = useRoute(meetingRoutes.attendance, { unitId, meetingId });
  const disputes = useRoute(myAttendanceRoutes.disputes, { unitId, meetingId });
  const me = useMe();
  const [figure, setFigure] = useState<Figure>('expected');
  const [looking, setLooking] = useState<One | null>(null);
  const answered = async (): Promise<void> => { await Promise.all([attendance.reload(), disputes.reload()]); };
  if (looking) return <PersonPresence unitId={unitId} meetingId={meetingId} one={looking} hint={why(looking)} onClose={() => setLooking(null)} />;
  return (
    <Sheet open long title="到会名单" onClose={onClose}>
      {disputes.data?.items.map((dispute) => <DisputeCard key={dispute.person.id} unitId={unitId} meetingId={meetingId} mine={dispute.person.id === me?.person.id} dispute={dispute} onAnswered={answered} />)}
      <Async from={attendance}>
        {(all) => (
          <>
            <Chips wrap label="看哪些人" value={figure} onChange={setFigure} options={figures.flatMap((value) => { const n = all.items.filter(isOf[value]).length; return n > 0 || value === 'expected' ? [{ value, text: `${figureNames[value]} ${n}` }] : []; })} />
            <List label={figureNames[figure]}>{all.items.filter(isOf[figure]).map((one) => <Row key={one.person.id} onTap={() => setLooking(one)} start={<Avatar size="s" name={one.person.name} seed={one.person.id} />} title={`${one.person.name}${one.observer ? '（列席）' : ''}`} hint={[one.company, why(one)].filter(Boolean).join(' · ') || undefined} end={tagOf(one)} />)}</List>
          </>
        )}
      </Async>
    </Sheet>
  );
}

/** Someone says they were there: accepted or declined, with the reason they read. */
function DisputeCard({ unitId, meetingId, mine, dispute, onAnswered }: { unitId: string; meetingId: string; mine: boolean; dispute: Dispute; onAnswered: () => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [enough, setEnough] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const answer = async (accept: boolean): Promise<void> => {
    try {
      const { minutesNeedCorrection } = await call(myAttendanceRoutes.answerDispute, { unitId, meetingId, personId: dispute.person.id, accept, reason: reason.current?.value ?? '' });
      toast(!accept ? '已答复' : minutesNeedCorrection ? '已补记。纪要已经发布，请更正成新的一版。' : '已补记，草稿里的人数已更新');
      await onAnswered();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Box className="card card-soft">
      <Box className="para"><Box>{dispute.person.name}说到了会，没有记上：</Box><Box className="soft">{dispute.words}</Box></Box>
      {dispute.accepted !== null ? <Box className="faint">{dispute.answeredBy?.name}{dispute.accepted ? '已补记' : '没有更正'}：{dispute.answer}</Box>
        : mine ? <Box className="faint">自己的到会请由另一位负责同志核实。</Box> : (
          <>
            <Textarea label="核实的依据" placeholder="例如：会上点过名，周磊可以证明" hint="会告诉本人，并记录在案（至少 5 个字）。" maxLength={500} rows={2} handle={reason} error={error} onValue={(value) => setEnough([...value.trim()].length >= 5)} />
            <Box className="btn-row"><Button kind="primary" disabled={!enough} onTap={() => answer(true)}>补记到会</Button><Button disabled={!enough} onTap={() => answer(false)}>不更正</Button></Box>
          </>
        )}
    </Box>
  );
}
