import { offlineRoutes } from '@branch/shared/meetings/offline-routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Meeting } from '../meeting-words';

/** What was entered by mistake is taken back, with the reason; it counts nowhere and stays on record. */
export function WithdrawSheet({ meeting, onClose, onDone }: { meeting: Meeting; onClose: () => void; onDone: (next: Meeting) => void }): ReactNode {
  const reason = useRef<TextHandle>(null);
  const [written, setWritten] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      onDone(await call(offlineRoutes.withdraw, { unitId: meeting.unit.id, meetingId: meeting.id, reason: reason.current?.value ?? '' }));
      toast('已撤回，台账不再计这一次');
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title="撤回补录？" onClose={onClose} foot={<Button kind="danger" wide disabled={!written} onTap={submit}>撤回</Button>}>
      <Box className="para">录错了、录重了，可以撤回。会留在记录里，台账不再计。</Box>
      <Textarea label="原因" required maxLength={200} rows={2} handle={reason} error={error} onValue={(value) => setWritten(value.trim() !== '')} />
    </Sheet>
  );
}
