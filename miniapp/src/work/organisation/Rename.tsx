import { unitRoutes } from '@branch/shared/members/routes';
import { type ReactNode, useRef } from 'react';
import { call } from '../../kit/call';
import { useAttempt } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Input, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

/** Another name for a unit; records made before keep the name they were made with. */
export function Rename({ unitId, name, onClose, onDone }: { unitId: string; name: string; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const field = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const save = async (): Promise<void> => {
    const ok = await attempt.run(() => call(unitRoutes.renameUnit, { unitId, name: field.current?.value ?? '' }));
    if (!ok) return;
    toast('已改名');
    await onDone();
  };
  return (
    <Sheet open title="改名" onClose={onClose} foot={<Button kind="primary" wide onTap={save}>保存</Button>}>
      <Input label="名称" required maxLength={60} defaultValue={name} handle={field} error={attempt.error?.field('name') ?? attempt.error?.message} />
    </Sheet>
  );
}
