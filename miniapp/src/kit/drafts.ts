/** What is being typed, kept on this device until it is sent: reload, tab switch, crash and 401 lose nothing (U8). */
import { useCallback, useEffect, useRef } from 'react';
import { readText, writeText } from './platform';

/** The kept draft under a name such as `post:<unitId>`, or ''. */
export const readDraft = (name: string): string => readText(`draft.${name}`) ?? '';
export const writeDraft = (name: string, value: string): void => writeText(`draft.${name}`, value === '' ? null : value);

/** Saves half a second after the last change and when the page goes; `clear` after sending. */
export function useDraft(name: string): { initial: string; save: (value: string) => void; clear: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const pending = useRef<string | null>(null);
  const initial = useRef<{ name: string; value: string }>();
  if (initial.current?.name !== name) initial.current = { name, value: readDraft(name) };
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (pending.current !== null) writeDraft(name, pending.current);
    pending.current = null;
  }, [name]);
  useEffect(() => flush, [flush]);
  const save = useCallback((value: string) => {
    pending.current = value;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, 500);
  }, [flush]);
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    pending.current = null;
    writeDraft(name, '');
  }, [name]);
  return { initial: initial.current.value, save, clear };
}
