import { catchUpRoutes } from '@branch/shared/meetings/minutes-routes';
import { lineLimit, whyNotLine } from '@branch/shared/meetings/rules';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../kit/call';
import { useDraft } from '../kit/drafts';
import { asRefused } from '../kit/refused';
import { Act } from '../ui/Act';
import { Textarea, type TextHandle } from '../ui/Input';
import { Sheet } from '../ui/Sheet';
import { toast } from '../ui/Toast';

/** What an absentee adds afterwards: kept as late, never counted as attendance. */
export function LateStatementSheet({ open, ...rest }: { open: boolean; unitId: string; meetingId: string; before: string | null; onClose: () => void; onDone: () => void | Promise<void> }): ReactNode {
  return open ? <Inside {...rest} /> : null;
}

function Inside({ unitId, meetingId, before, onClose, onDone }: { unitId: string; meetingId: string; before: string | null; onClose: () => void; onDone: () => void | Promise<void> }): ReactNode {
  const draft = useDraft(`late:${meetingId}`);
  const field = useRef<TextHandle>(null);
  const first = draft.initial || before || '';
  const [why, setWhy] = useState(whyNotLine(first));
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await call(catchUpRoutes.lateStatement, { unitId, meetingId, text: field.current?.value ?? '' });
      draft.clear();
      toast('已补充，标为会后');
      onClose();
      await onDone();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open title={before ? '改一改我的补充' : '补充一句'} onClose={onClose} foot={<Act kind="primary" wide whyNot={why} quietReason={why === 'line.empty'} onTap={submit}>提交补充</Act>}>
      <Textarea label="我的补充" hint="附在纪要后面，标明是会后补充，不计到会。下一版纪要发布前可以改。" soft maxLength={lineLimit} rows={4} handle={field} defaultValue={first} error={error} onValue={(value) => { draft.save(value); setWhy(whyNotLine(value)); }} />
    </Sheet>
  );
}
