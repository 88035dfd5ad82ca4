import { memberRoutes } from '@branch/shared/members/routes';
import { shanghaiDay } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { useProof } from '../../members/StepUp';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Day } from '../../ui/Select';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';
import type { Entry } from './entry';

export type StatusStep = 'full' | 'probation' | 'restoration';

/** The words of each step: what is recorded, from which day, on what basis, and what it means for the member. */
const steps = {
  full: { route: memberRoutes.confirmFull, title: (name: string) => `${name}转正`, note: null, day: '转正日期', hint: '支部大会通过、上级批准的日子', basis: '例如：2026 年 11 月支部党员大会决议', button: '记录转正', kind: 'primary', told: (name: string, on: string) => `${name}已转正，从 ${on} 起有表决权` },
  probation: { route: memberRoutes.putOnProbation, title: (name: string) => `记录${name}留党察看`, note: '从这一天起没有表决权、选举权和被选举权，党内职务同时结束；组织生活照常参加。最长不超过两年（党章第四十一条）。本人会收到通知。', day: '生效日期', hint: '处分决定批准的日子', basis: '例如：上级纪委批准文号', button: '记录留党察看', kind: 'danger', told: (name: string, on: string) => `已记录：${name}从 ${on} 起留党察看` },
  restoration: { route: memberRoutes.restoreRights, title: (name: string) => `恢复${name}的党员权利`, note: '从这一天起重新有表决权、选举权和被选举权；原来的职务不会自动恢复。本人会收到通知。', day: '恢复日期', hint: '党员大会通过、上级批准的日子', basis: '例如：2026 年 11 月支部党员大会决议，上级批准', button: '恢复党员权利', kind: 'primary', told: (name: string, on: string) => `${name}的党员权利从 ${on} 起恢复` },
} as const;

/** A step of a membership: 转正, 留党察看, and its end (ORG-3). What was typed stays when it is refused. */
export function StatusSheet({ unitId, entry, step, onClose, onDone }: { unitId: string; entry: Entry; step: StatusStep; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const basis = useRef<TextHandle>(null);
  const [on, setOn] = useState(shanghaiDay(new Date()));
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const words = steps[step];
  const record = async (): Promise<void> => {
    const ok = await attempt.run(() => guarded(() => call(words.route, { unitId, membershipId: entry.membershipId, on, basis: basis.current?.value ?? '' })));
    if (!ok) return;
    toast(words.told(entry.person.name, on));
    await onDone();
  };
  return (
    <>
      <Sheet open title={words.title(entry.person.name)} onClose={onClose} foot={<Button kind={words.kind} wide onTap={record}>{words.button}</Button>}>
        {words.note ? <Box className="para soft">{words.note}</Box> : null}
        {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Day label={words.day} value={on} onChange={setOn} hint={words.hint} />
        <Input label="依据" required maxLength={200} placeholder={words.basis} handle={basis} error={attempt.error?.field('basis')} />
      </Sheet>
      {proof}
    </>
  );
}
