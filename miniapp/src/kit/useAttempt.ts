/** A write from a form: what it refused stays beside the form, and what was typed stays in it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { newClientId } from './ids';
import { asRefused, type Refused } from './refused';

export interface Attempt {
  /** Why the last try failed; null before, while and after one that worked. */
  error: Refused | null;
  /** Seconds until another try is worth it (a 429 said so). */
  wait: number;
  /** Runs the write; true if it worked. Never throws. */
  run: (write: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

export function useAttempt(): Attempt {
  const [error, setError] = useState<Refused | null>(null);
  const [wait, setWait] = useState(0);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const run = useCallback(async (write: () => Promise<unknown>) => {
    try {
      await write();
      if (alive.current) setError(null);
      return true;
    } catch (thrown) {
      const refused = asRefused(thrown);
      if (alive.current) {
        setError(refused);
        if (refused.retryAfter) setWait(refused.retryAfter);
      }
      return false;
    }
  }, []);
  return { error, wait, run, clear: useCallback(() => setError(null), []) };
}

/**
 * The client id of one intended write: the same while the content is the same, so that a resend after a lost answer is answered and not done again;
 * a new one for other words, because the server refuses an id with other content. `done` after it worked.
 */
export function useWriteId(): { idFor: (content: unknown) => string; done: () => void } {
  const kept = useRef<{ content: string; id: string } | null>(null);
  const idFor = useCallback((content: unknown) => {
    const text = JSON.stringify(content);
    if (kept.current?.content !== text) kept.current = { content: text, id: newClientId() };
    return kept.current.id;
  }, []);
  const done = useCallback(() => {
    kept.current = null;
  }, []);
  return { idFor, done };
}
