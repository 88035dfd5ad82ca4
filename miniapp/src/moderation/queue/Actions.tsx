import { shortestReason, whyNotReason } from '@branch/shared/moderation/rules';
import { moderationRoutes, type QueueCase } from '@branch/shared/moderation/routes';
import { boardRoutes } from '@branch/shared/posts/routes';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Act } from '../../ui/Act';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Banner } from '../../ui/States';
import type { Desk } from './desk';

/** What can be done with a case, by its tab. `onStop` opens the sheet of reasons; `lead`: it is the one on the screen, and its first button the red one. */
export function Actions({ desk, one, lead, onStop }: { desk: Desk; one: QueueCase; lead?: boolean; onStop: (suggesting: boolean) => void }): ReactNode {
  if (desk.tab === 'answer') return <Answer key={one.id} desk={desk} one={one} />;
  if (desk.tab === 'appeals') return <Judge key={one.id} desk={desk} one={one} />;
  if (desk.tab === 'bin') return <GiveBack key={one.id} desk={desk} one={one} />;
  const why = one.whyNot as RefusalCode | null;
  if (why) return <Banner tone="info">{wordsOf(why)}</Banner>;
  const reported = desk.tab === 'reports';
  return (
    <Box className="btn-row case-actions">
      <Button kind={lead ? 'primary' : 'plain'} icon="check" onTap={() => desk.decide([one.id], 'pass')}>{reported ? '没有问题' : '通过'}</Button>
      <Button onTap={() => onStop(false)}>{reported ? '收起' : '退回'}</Button>
      <Button kind="quiet" onTap={() => onStop(true)}>建议修改</Button>
    </Box>
  );
}

function Answer({ desk, one }: { desk: Desk; one: QueueCase }): ReactNode {
  const words = useRef<TextHandle>(null);
  const draft = useDraft(`answer:${one.id}`);
  const attempt = useAttempt();
  const write = useWriteId();
  const send = async (text: string): Promise<void> => {
    await attempt.run(async () => {
      await call(boardRoutes.answer, { unitId: desk.unitId, messageId: one.targetId, clientId: write.idFor({ text }), text });
      write.done();
      draft.clear();
      desk.settle(one.id, '已回应');
    });
  };
  // A first answer that stops the clock (SITE-9); the real one follows on the board.
  const receive = async (): Promise<void> => {
    await attempt.run(async () => {
      await call(boardRoutes.receive, { unitId: desk.unitId, messageId: one.targetId });
      desk.settle(one.id, '已告诉留言的同志，办好了再到留言板回应');
    });
  };
  return (
    <Box className="case-actions">
      <Textarea label="回应" bare maxLength={2000} soft rows={3} placeholder="回应一句" defaultValue={draft.initial} onValue={draft.save} handle={words} error={attempt.error?.message} />
      <Box className="btn-row case-gap"><Button kind="primary" onTap={() => send(words.current?.value ?? '')}>回应</Button><Button onTap={receive}>收到，正在办</Button></Box>
    </Box>
  );
}

function Judge({ desk, one }: { desk: Desk; one: QueueCase }): ReactNode {
  const words = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const [wrong, setWrong] = useState<string | null>(null);
  const decide = async (overturn: boolean): Promise<void> => {
    const reason = words.current?.value ?? '';
    const why = whyNotReason(reason);
    setWrong(why && wordsOf(why));
    if (why || !one.appeal) return;
    await attempt.run(async () => {
      await call(moderationRoutes.decideAppeal, { unitId: desk.unitId, appealId: one.appeal?.id ?? '', overturn, reason });
      desk.settle(one.id, overturn ? '申诉成立，已恢复到原来的位置' : '已答复作者');
    });
  };
  const whyNot = one.whyNot as RefusalCode | null;
  return (
    <Box className="case-actions">
      <Textarea label="答复" hint={`至少 ${shortestReason} 个字，作者会看到。`} maxLength={500} rows={3} handle={words} error={wrong ?? attempt.error?.message} disabled={whyNot !== null} />
      <Box className="btn-row"><Act kind="primary" whyNot={whyNot} onTap={() => decide(true)}>申诉成立，恢复</Act><Act whyNot={whyNot} quietReason onTap={() => decide(false)}>维持原来的决定</Act></Box>
    </Box>
  );
}

function GiveBack({ desk, one }: { desk: Desk; one: QueueCase }): ReactNode {
  const words = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const restore = async (): Promise<void> => {
    await attempt.run(async () => {
      await call(moderationRoutes.restore, { unitId: desk.unitId, caseId: one.id, reason: words.current?.value ?? '' });
      desk.settle(one.id, '已恢复到原来的位置和时间');
    });
  };
  return (
    <Box className="case-actions">
      <Textarea label="恢复的理由" hint={`至少 ${shortestReason} 个字，留在经过里。`} maxLength={500} rows={2} handle={words} error={attempt.error?.message} />
      <Act whyNot={one.whyNot as RefusalCode | null} icon="arrow-back-up" onTap={restore}>恢复</Act>
    </Box>
  );
}
