import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { opinionLength, whyNotLeaveOut, whyNotOpine } from '@branch/shared/appraisals/rules';
import { type Grade, gradeNames, grades, type LeaveOutReason, leaveOutReasonNames, leaveOutReasons } from '@branch/shared/appraisals/words';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { useMe } from '../../kit/me';
import { useAttempt } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Textarea } from '../../ui/Input';
import { Select } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { AboutCards, type DeskRow, type RoundShown } from '../shown';

type Inside = { unitId: string; round: RoundShown; row: DeskRow; onDone: () => Promise<void> };

/** One member on the committee's desk: what was written and counted, the opinion to record, and whether they take part. */
export function PersonSheet({ unitId, round, row, runs, onClose, onDone }: Inside & { runs: boolean; onClose: () => void }): ReactNode {
  const about = useRoute(appraisalRoutes.person, { unitId, appraisalId: round.id, personId: row.person.id });
  const opines = row.takesPart && round.stage === 'opinion' && !round.expired;
  return (
    <Sheet open long title={row.person.name} onClose={onClose}>
      <Async from={about} rows={4}>
        {(shown) => (
          <>
            <AboutCards about={opines ? { ...shown, opinion: null } : shown} whose="这位同志的" />
            {!shown.selfReview && shown.received.length === 0 && !shown.expired ? <Box className="soft para">还没有自评，也没有互评。</Box> : null}
          </>
        )}
      </Async>
      {opines ? <OpinionForm unitId={unitId} round={round} row={row} onDone={onDone} /> : null}
      {runs && whyNotLeaveOut(round) === null ? <LeaveOut unitId={unitId} round={round} row={row} onDone={onDone} /> : null}
    </Sheet>
  );
}

function OpinionForm({ unitId, round, row, onDone }: Inside): ReactNode {
  const me = useMe();
  const [grade, setGrade] = useState<Grade | null>(row.opinion?.grade ?? null);
  const [words, setWords] = useState(row.opinion?.words ?? '');
  const attempt = useAttempt();
  const save = async (): Promise<void> => {
    if (grade === null) return;
    if (!await attempt.run(() => call(appraisalRoutes.opine, { unitId, appraisalId: round.id, personId: row.person.id, grade, words }))) return;
    toast('评定意见已保存');
    await onDone();
  };
  // Whether another of the committee could record it, the server knows; here one's own is left to it.
  const whyNot = whyNotOpine({ stage: round.stage, expired: round.expired, mine: row.person.id === me?.person.id, others: 0 }, words);
  return (
    <>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Box className="field-label">评定等次</Box>
      <Chips<Grade | ''> label="评定等次" wrap value={grade ?? ''} onChange={(one) => { if (one !== '') setGrade(one); }} options={grades.map((value) => ({ value, text: gradeNames[value] }))} />
      <Textarea label="评定意见" hint="结束以后只有本人和支委会看得到" maxLength={opinionLength} soft rows={5} defaultValue={words} onValue={setWords} />
      {grade === null ? <Button disabled>先选等次</Button> : <Act kind="primary" whyNot={whyNot} onTap={save}>保存评定意见</Act>}
    </>
  );
}

function LeaveOut({ unitId, round, row, onDone }: Inside): ReactNode {
  const [reason, setReason] = useState<LeaveOutReason>(row.leftOut ?? 'awayLong');
  const attempt = useAttempt();
  const set = async (next: LeaveOutReason | null): Promise<void> => {
    if (!await attempt.run(() => call(appraisalRoutes.leaveOut, { unitId, appraisalId: round.id, personId: row.person.id, reason: next }))) return;
    toast(next === null ? '已列入' : '已不列入，本人会收到通知');
    await onDone();
  };
  if (row.leftOut) return <Box className="btn-row"><Button onTap={() => set(null)}>重新列入</Button></Box>;
  return (
    <>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Select label="这次不列入的原因" hint="只记大类，不写病情等个人情况；只有本人和支委会看得到。" value={reason} onChange={setReason} options={leaveOutReasons.map((value) => ({ value, text: leaveOutReasonNames[value] }))} />
      <Box className="btn-row"><Button onTap={() => set(reason)}>这次不列入</Button></Box>
    </>
  );
}
