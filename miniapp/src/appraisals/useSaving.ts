/** What is being written is kept on this device at once and on the server a moment later, for its author alone. */
import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../kit/call';
import { useDraft } from '../kit/drafts';

const after = 1200;

export function useSaving(at: { unitId: string; appraisalId: string; personId: string }): { kept: string; save: (text: string) => void; settle: () => Promise<void>; clear: () => void; saved: boolean } {
  const { unitId, appraisalId, personId } = at;
  const device = useDraft(`appraisal:${appraisalId}:${personId}`);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const pending = useRef<string | null>(null);
  const sending = useRef<Promise<void>>(Promise.resolve());
  const [saved, setSaved] = useState(false);
  // Should it fail, the device has it; handing in says what is wrong.
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const text = pending.current;
    pending.current = null;
    if (text !== null) sending.current = call(appraisalRoutes.saveDraft, { unitId, appraisalId, personId, text: text.trim().slice(0, 6000) }).then(() => setSaved(true), () => undefined);
  }, [unitId, appraisalId, personId]);
  useEffect(() => flush, [flush]);
  const save = useCallback((text: string) => {
    device.save(text);
    pending.current = text;
    setSaved(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, after);
  }, [device, flush]);
  /** Before handing in: nothing of the draft may arrive after what it became. */
  const settle = useCallback(async () => {
    clearTimeout(timer.current);
    pending.current = null;
    await sending.current;
  }, []);
  return { kept: device.initial, save, settle, clear: device.clear, saved };
}
