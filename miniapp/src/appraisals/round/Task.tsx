import { leaveOutReasonNames, stageHints } from '@branch/shared/appraisals/words';
import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { open } from '../../kit/paths';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import type { RoundShown } from '../shown';

/** What the running stage asks of the reader, with the one button to do it. */
export function Task({ unitId, round }: { unitId: string; round: RoundShown }): ReactNode {
  const { me, stage } = round;
  const to = (words: string, path: string, primary = true): ReactNode => <Box className="btn-row"><Button kind={primary ? 'primary' : 'plain'} onTap={() => open(path)}>{words}</Button></Box>;
  if (round.expired || (stage === 'closed' && me.takesPart)) return null;
  return (
    <Card title="现在要做的" tone={stage === 'closed' || stage === 'opinion' ? undefined : 'accent'} label="现在要做的">
      <Box className="soft para">{stageHints[stage]}</Box>
      {!me.takesPart && stage !== 'rating' ? <Box className="para">{me.leftOut ? `这次没有列入您，原因：${leaveOutReasonNames[me.leftOut]}。有疑问请找书记。` : '您不在这次的名单里。'}</Box> : null}
      {me.takesPart && stage === 'selfReview' ? <>{me.selfReview ? <Box className="para">您的自评已提交，这一步结束之前还可以改。</Box> : null}{to(me.selfReview ? '看看、改改自评' : me.draft ? '接着写自评' : '写个人自评', paths.selfReview(unitId, round.id), !me.selfReview)}</> : null}
      {me.takesPart && stage === 'peerReview' ? <><Box className="para">您已给 {me.written} 位同志写了互评，名单上另有 {Math.max(0, round.people - 1)} 位。</Box>{to('给同志写互评', paths.peerReviews(unitId, round.id))}</> : null}
      {stage === 'rating' ? <Rating unitId={unitId} round={round} /> : null}
      {stage === 'opinion' ? <Box className="para">不用您做什么。意见写齐、评议结束以后，会单独告诉您。</Box> : null}
    </Card>
  );
}

function Rating({ unitId, round }: { unitId: string; round: RoundShown }): ReactNode {
  const { me } = round;
  if (round.mode === 'paper') return <Box className="para">这次用纸质票，请留意支部的安排。{round.paperReason ? `改用纸质票的原因：${round.paperReason}` : ''}</Box>;
  return (
    <>
      <Box className="para num">已投 {round.voted} / {round.electors} 人</Box>
      {me.rated ? <Box className="para">您的票已经计入，不能再改。</Box> : me.elector ? <Box className="btn-row"><Button kind="primary" icon="gavel" onTap={() => open(paths.appraisalPaper(unitId, round.id))}>投测评票</Button></Box> : <Box className="para">您在这次测评中没有表决权，不用投票。</Box>}
    </>
  );
}
