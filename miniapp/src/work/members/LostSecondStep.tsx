import { accountRoutes } from '@branch/shared/members/account-routes';
import { releaseHours } from '@branch/shared/members/rules';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { useProof } from '../../members/StepUp';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** For somebody who has lost authenticator and recovery codes: it ends after three days, unless its owner keeps it. */
export function LostSecondStep({ unitId, person, onClose }: { unitId: string; person: { id: string; name: string }; onClose: () => void }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const { guarded, proof } = useProof();
  const days = releaseHours / 24;
  const release = async (): Promise<void> => {
    await attempt.run(async () => {
      await guarded(() => call(accountRoutes.releaseSecondStep, { unitId, personId: person.id, reason: reason.current?.value ?? '' }));
      toast(`已告诉${person.name}，${days} 天后停用`);
      onClose();
    });
  };
  return (
    <>
      <Sheet open title={`${person.name}的验证器丢了`} onClose={onClose} foot={<Button kind="danger" wide onTap={release}>申请停用</Button>}>
        <Box className="para soft">请先当面或打电话核实是本人。{days} 天后停用，在这之前本人会收到通知，验证器还在就可以不停用。停用后凭密码或微信登录，再绑新的。</Box>
        {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
        <Input label="经过" required maxLength={200} placeholder="例如：手机丢了，备用码也在里面，已当面核实" handle={reason} error={attempt.error?.field('reason')} />
      </Sheet>
      {proof}
    </>
  );
}
