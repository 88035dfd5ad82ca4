import { type ReactNode, useEffect } from 'react';
import { createStore, useStore } from '../kit/store';
import { Button } from './Button';
import { Box } from './host';

interface Shown {
  id: number;
  text: string;
  undo?: () => void | Promise<void>;
}

const shown = createStore<Shown | null>(null);
let serial = 0;

/** Says a short sentence for 3 s; with `undo`, for 5 s beside a 撤销 button. A newer one takes the place of an older one. */
export function toast(text: string, undo?: () => void | Promise<void>): void {
  serial += 1;
  shown.set({ id: serial, text, ...(undo ? { undo } : {}) });
}

/** Where toasts appear; every Page has one. The live region is always there, or screen readers would miss the first. */
export function ToastHost(): ReactNode {
  const now = useStore(shown);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => {
      if (shown.get()?.id === now.id) shown.set(null);
    }, now.undo ? 5000 : 3000);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <Box className="toast-place" live="polite" role="status">
      {now ? (
        <Box className="toast">
          <Box className="toast-text">{now.text}</Box>
          {now.undo ? <Button kind="quiet" small onTap={async () => { shown.set(null); await now.undo?.(); }}>撤销</Button> : null}
        </Box>
      ) : null}
    </Box>
  );
}
