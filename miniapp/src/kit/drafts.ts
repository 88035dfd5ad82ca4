/** What is being typed, kept on this device until it is sent: reload, tab switch, crash and 401 lose nothing (U8). */
import { useCallback, useEffect, useRef } from 'react';
import { readText, writeText } from './platform';
import { personHere } from './session';

const keyOf = (owner: string, name: string): string => `draft.${owner}.${name}`;

/** The kept draft of who is here, under a name such as `post:<unitId>`, or ''. Another person on the same device never sees it. */
export const readDraft = (name: string, owner = personHere()): string => readText(keyOf(owner, name)) ?? '';
export const writeDraft = (name: string, value: string, owner = personHere()): void => writeText(keyOf(owner, name), value === '' ? null : value);

/** Saves half a second after the last change and when the page goes; `clear` after sending. */
export function useDraft(name: string): { initial: string; save: (value: string) => void; clear: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const pending = useRef<string | null>(null);
  // Whose it is, is settled when the page opens: words typed before a session ended go to who typed them.
  const owner = useRef<string>();
  owner.current ??= personHere();
  const initial = useRef<{ name: string; value: string }>();
  if (initial.current?.name !== name) initial.current = { name, value: readDraft(name, owner.current) };
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (pending.current !== null) writeDraft(name, pending.current, owner.current);
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
    writeDraft(name, '', owner.current);
  }, [name]);
  return { initial: initial.current.value, save, clear };
}
