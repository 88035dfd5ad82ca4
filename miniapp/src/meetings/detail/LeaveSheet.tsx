import { meetingRoutes } from '@branch/shared/meetings/routes';
import { type LeaveCategory, leaveCategories, leaveCategoryNames } from '@branch/shared/meetings/words';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { RadioGroup } from '../../ui/Choice';
import { Textarea, type TextHandle } from '../../ui/Input';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

/** Asking for leave: a coarse category for the record, words for the secretary only. */
export function LeaveSheet({ open, unitId, meetingId, onClose, onDone }: { open: boolean; unitId: string; meetingId: string; onClose: () => void; onDone: () => Promise<void> }): ReactNode {
  const field = useRef<TextHandle>(null);
  const [category, setCategory] = useState<LeaveCategory | null>(null);
  const [error, setError] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (category === null) return;
    try {
      await call(meetingRoutes.reply, { unitId, meetingId, reply: 'leave', category, reason: field.current?.value ?? '' });
      toast('已请假。会后会给您一份两分钟补学。');
      onClose();
      await onDone();
    } catch (thrown) {
      setError(asRefused(thrown).message);
    }
  };
  return (
    <Sheet open={open} title="请假" onClose={onClose} foot={<Act kind="primary" wide whyNot={category === null ? 'reply.leave-needs-category' : null} onTap={submit}>提交请假</Act>}>
      <RadioGroup label="原因" value={category} onChange={setCategory} options={leaveCategories.map((value) => ({ value, text: leaveCategoryNames[value] }))} />
      <Textarea label="说明（可不填）" hint="只有书记看得到；纪要里只写原因的类别和人数。" maxLength={200} rows={2} handle={field} error={error} />
    </Sheet>
  );
}
