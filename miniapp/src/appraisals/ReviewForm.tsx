import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { peerReviewLength, selfReviewLength, whyNotReviewWords } from '@branch/shared/appraisals/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../kit/call';
import { useAttempt, useWriteId } from '../kit/useAttempt';
import { Act } from '../ui/Act';
import { Box } from '../ui/host';
import { Textarea } from '../ui/Input';
import { Banner } from '../ui/States';
import { useSaving } from './useSaving';

/** Writing about oneself or to another: kept while typed, handed in, and changed as long as the stage lasts. */
export function ReviewForm({ unitId, appraisalId, personId, self, label, hint, written, draft, onDone }: { unitId: string; appraisalId: string; personId: string; self: boolean; label: string; hint: string;
  written: { text: string; revision: number } | null; draft: string | null; onDone: () => void | Promise<void> }): ReactNode {
  const saving = useSaving({ unitId, appraisalId, personId });
  const [initial] = useState(saving.kept || draft || written?.text || '');
  const [text, setText] = useState(initial);
  const attempt = useAttempt();
  const writeId = useWriteId();
  const limit = self ? selfReviewLength : peerReviewLength;
  const send = async (): Promise<void> => {
    await saving.settle();
    const revision = written?.revision ?? 0;
    const ok = await attempt.run(() => call(appraisalRoutes.review, { unitId, appraisalId, personId, revision, text, clientId: writeId.idFor([revision, text]) }));
    if (!ok) return;
    saving.clear();
    writeId.done();
    await onDone();
  };
  return (
    <>
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      {written && initial !== written.text ? <Banner>下面是您没有提交的修改，已提交的那一版还在。</Banner> : null}
      <Textarea label={label} hint={<>{hint}{saving.saved ? ' 草稿已保存，只有您看得到。' : ''}</>} maxLength={limit} soft rows={self ? 14 : 8} defaultValue={initial} onValue={(value) => { setText(value); saving.save(value); }} />
      <Box className="btn-row"><Act kind="primary" whyNot={whyNotReviewWords(text, self)} onTap={send}>{written ? '提交修改' : '提交'}</Act></Box>
    </>
  );
}
