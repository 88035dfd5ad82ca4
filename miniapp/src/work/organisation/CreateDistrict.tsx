import { unitRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Input, type TextHandle } from '../../ui/Input';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** The operator's one act: a district with its first officer. */
export function CreateDistrict({ onMade }: { onMade: (made: { officer: string; invitation: string | null }) => Promise<void> }): ReactNode {
  const name = useRef<TextHandle>(null);
  const officer = useRef<TextHandle>(null);
  const phone = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const create = async (): Promise<void> => {
    const officerName = officer.current?.value.trim() ?? '';
    await attempt.run(async () => {
      const made = await call(unitRoutes.createDistrict, { name: name.current?.value ?? '', officerName, officerPhone: phone.current?.value.trim() ?? '' });
      for (const field of [name, officer, phone]) if (field.current) field.current.value = '';
      toast(`已建立${made.unit.name}`);
      await onMade({ officer: officerName, invitation: made.invitation });
    });
  };
  return (
    <Card title="建立区级组织">
      <Input label="名称" required maxLength={40} placeholder="例如 徐汇区" handle={name} error={attempt.error?.field('name')} />
      <Input label="第一位区级工作人员" required maxLength={40} handle={officer} error={attempt.error?.field('officerName')} />
      <Input label="手机号" required type="tel" maxLength={11} handle={phone} error={attempt.error?.field('officerPhone')} />
      {attempt.error ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
      <Button kind="primary" onTap={create}>建立并生成邀请码</Button>
    </Card>
  );
}
