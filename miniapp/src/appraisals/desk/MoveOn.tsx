import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { stageAfter, usualCap, whyNotCap, whyNotGoOnPaper, whyNotMoveOn, whyNotRemindStage } from '@branch/shared/appraisals/rules';
import { type AppraisalStage, appraisalStageNames, type RatingMode, ratingModeNames } from '@branch/shared/appraisals/words';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Confirm, Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import type { DeskShown, RoundShown } from '../shown';

const words: Partial<Record<AppraisalStage, string>> = {
  peerReview: '自评到此为止，不能再改。大家会收到通知，开始互评。', opinion: '测评到此为止，之后的票不收。票数马上算出来，每位同志看得到自己的。', closed: '评定意见不能再改。每位同志会收到通知，只看得到自己的结果；文字的保存期从今天算起。',
};

/** On to the next stage, with what it means said before; and the one reminder that is allowed now. */
export function MoveOn({ unitId, round, desk, onDone }: { unitId: string; round: RoundShown; desk: DeskShown; onDone: () => Promise<void> }): ReactNode {
  const [asking, setAsking] = useState<'move' | 'paper' | null>(null);
  const attempt = useAttempt();
  const at = { unitId, appraisalId: round.id };
  const to = stageAfter(round.stage);
  const taking = desk.items.filter((one) => one.takesPart);
  const reminded = desk.reminded.filter((one) => one.stage === round.stage);
  const whyNotRemind = whyNotRemindStage({ ...round, sent: reminded.length, last: reminded.length > 0 ? new Date(reminded[reminded.length - 1]?.at ?? 0) : null, people: 1 }, new Date());
  if (to === null) return null;
  const whyNot = to === 'rating' ? null : whyNotMoveOn({ ...round, ...desk, counted: desk.paper !== null, opinionsMissing: taking.filter((one) => !one.opinion).length }, to, null);
  const move = async (how: { mode?: RatingMode; cap?: number | null } = {}): Promise<void> => {
    const ok = await attempt.run(() => call(appraisalRoutes.moveOn, { ...at, to, ...how }));
    setAsking(null);
    if (ok) toast(to === 'closed' ? '民主评议结束了' : `已到${appraisalStageNames[to]}`);
    await onDone();
  };
  const remind = async (): Promise<void> => {
    await attempt.run(async () => { const { people } = await call(appraisalRoutes.remind, at); toast(`已提醒 ${people} 位`); });
    await onDone();
  };
  return (
    <>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="btn-row">
        <Act kind="primary" whyNot={whyNot} onTap={() => setAsking('move')}>{to === 'closed' ? '结束民主评议' : `进入${appraisalStageNames[to]}`}</Act>
        {round.stage === 'opinion' || (round.stage === 'rating' && round.mode === 'paper') ? null : <Act whyNot={whyNotRemind} icon="bell" onTap={remind}>提醒没做的同志</Act>}
        {round.stage === 'rating' && round.mode === 'online' ? <Button onTap={() => setAsking('paper')}>改用纸质票</Button> : null}
      </Box>
      {to === 'rating' ? <OpenRating open={asking === 'move'} people={taking.length} fewestRaters={desk.fewestRaters} onMove={move} onClose={() => setAsking(null)} />
        : <Confirm open={asking === 'move'} title={to === 'closed' ? '结束民主评议？' : `进入${appraisalStageNames[to]}？`} yes="确定" onYes={() => move()} onClose={() => setAsking(null)}>{words[to]} 走过的一步不能再回来。</Confirm>}
      <GoOnPaper open={asking === 'paper'} round={round} at={at} onClose={() => setAsking(null)} onDone={async () => { setAsking(null); await onDone(); }} />
    </>
  );
}

function OpenRating({ open, people, fewestRaters, onMove, onClose }: { open: boolean; people: number; fewestRaters: number; onMove: (how: { mode: RatingMode; cap: number | null }) => Promise<void>; onClose: () => void }): ReactNode {
  const [mode, setMode] = useState<RatingMode>('online');
  const [limited, setLimited] = useState<'yes' | 'no'>('yes');
  const [cap, setCap] = useState(String(usualCap(people)));
  const most = limited === 'no' || mode === 'paper' ? null : Number(cap);
  const whyNot = whyNotMoveOn({ stage: 'peerReview', expired: false, mode: null, fewestRaters, fewestPapers: 0, counted: false, opinionsMissing: 0 }, 'rating', mode) ?? whyNotCap(Number.isInteger(most) || most === null ? most : 0, people);
  return (
    <Sheet open={open} title="进入民主测评" onClose={onClose} foot={<Act kind="primary" wide whyNot={whyNot} onTap={() => onMove({ mode, cap: most })}>开始测评</Act>}>
      <Box className="soft para">互评到此为止。有表决权的名单现在定下来，之后转来的同志不参加这次测评。</Box>
      <RadioGroup label="怎么投" value={mode} onChange={setMode} options={[{ value: 'online', text: ratingModeNames.online, hint: '每人一票，票和人对不上；每位同志至少要有五位别的同志投' }, { value: 'paper', text: ratingModeNames.paper, hint: '在会上投，由计票人、监票人数好以后登记票数' }]} />
      {mode === 'online' ? <RadioGroup label="“优秀”的名额" value={limited} onChange={setLimited} options={[{ value: 'yes', text: '每张票有上限', hint: '一般不超过三分之一' }, { value: 'no', text: '不限' }]} /> : null}
      {mode === 'online' && limited === 'yes' ? <Input label="每张票最多几位“优秀”" type="number" maxLength={4} defaultValue={cap} onValue={setCap} /> : null}
    </Sheet>
  );
}

function GoOnPaper({ open, round, at, onClose, onDone }: { open: boolean; round: RoundShown; at: { unitId: string; appraisalId: string }; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [text, setText] = useState('');
  const attempt = useAttempt();
  const go = async (): Promise<void> => { if (await attempt.run(() => call(appraisalRoutes.goOnPaper, { ...at, reason: text }))) await onDone(); };
  return (
    <Sheet open={open} title="改用纸质票" onClose={onClose} foot={<Act kind="danger" wide whyNot={whyNotGoOnPaper(round, text)} onTap={go}>改用纸质票</Act>}>
      <Box className="para">网上已经投的票不统计，马上全部删除，不能恢复；有表决权的同志会收到通知。</Box>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Input label="为什么改" required hint="大家看得到" maxLength={200} handle={reason} onValue={setText} />
    </Sheet>
  );
}
