/** What is being written is kept on this device at once and on the server a moment later, for its author alone. */
import { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../kit/call';
import { useDraft } from '../kit/drafts';

const after = 1200;

export function useSaving(at: { unitId: string; appraisalId: string; personId: string }): { kept: string; save: (text: string) => void; clear: () => void; saved: boolean } {
  const { unitId, appraisalId, personId } = at;
  const device = useDraft(`appraisal:${appraisalId}:${personId}`);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [saved, setSaved] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const save = useCallback((text: string) => {
    device.save(text);
    setSaved(false);
    clearTimeout(timer.current);
    // Should it fail, the device has it; handing in says what is wrong.
    timer.current = setTimeout(() => void call(appraisalRoutes.saveDraft, { unitId, appraisalId, personId, text: text.trim().slice(0, 6000) }).then(() => setSaved(true), () => undefined), after);
  }, [device, unitId, appraisalId, personId]);
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    device.clear();
  }, [device]);
  return { kept: device.initial, save, clear, saved };
}
