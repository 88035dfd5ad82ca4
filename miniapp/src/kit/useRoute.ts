/** Loads a GET route for a page, with every state experience.md 2.3 asks for. */
import { useDidShow } from '@tarojs/taro';
import type { Output, Sent } from '@branch/shared/route';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './call';
import { onReturn } from './platform';
import { asRefused, type Refused } from './refused';
import type { AnyRoute } from './send';

export interface Loaded<T> {
  /** The last answer; kept while refreshing and when a refresh fails. */
  data: T | null;
  /** Why the last attempt failed; null after one that worked. */
  error: Refused | null;
  loading: boolean;
  reload: () => Promise<void>;
  /** Puts an answer of a write in place, so that nothing need be asked again. */
  set: (next: T | ((before: T) => T)) => void;
}

const cache = new Map<string, unknown>();
const cacheSize = 60;

/** Forgets all kept answers: another person may sign in. */
export const forgetAnswers = (): void => cache.clear();

/**
 * `input` null: not yet (an id is still missing). Asks again when the input changes, when the page is shown again, and when the app returns from the
 * background or the network. Answers are kept in memory, so going back shows the old rows at once.
 */
export function useRoute<R extends AnyRoute>(route: R, input: Sent<R> | null): Loaded<Output<R>> {
  const key = input === null ? null : `${route.method} ${route.path} ${JSON.stringify(input)}`;
  const [state, setState] = useState<{ key: string | null; data: Output<R> | null; error: Refused | null; loading: boolean }>(() => ({ key, data: kept(key), error: null, loading: key !== null }));
  const latest = useRef({ key, input });
  latest.current = { key, input };
  const serial = useRef(0);

  const reload = useCallback(async () => {
    const now = latest.current;
    if (now.key === null || now.input === null) return;
    serial.current += 1;
    const mine = serial.current;
    setState((before) => (before.key === now.key ? { ...before, loading: true } : { key: now.key, data: kept(now.key), error: null, loading: true }));
    try {
      const data = await call(route, now.input);
      keepAnswer(now.key, data);
      if (mine === serial.current) setState({ key: now.key, data, error: null, loading: false });
    } catch (thrown) {
      if (mine === serial.current) setState((before) => ({ ...before, error: asRefused(thrown), loading: false }));
    }
  }, [route]);

  useEffect(() => {
    void reload();
  }, [reload, key]);
  useEffect(() => onReturn(() => void reload()), [reload]);
  const shown = useRef(false);
  useDidShow(() => {
    // The first show comes with the first effect, which has asked already.
    if (shown.current) void reload();
    shown.current = true;
  });

  const set = useCallback((next: Output<R> | ((before: Output<R>) => Output<R>)) => {
    setState((before) => {
      const data = typeof next === 'function' ? (before.data === null ? null : (next as (b: Output<R>) => Output<R>)(before.data)) : next;
      if (data !== null && before.key !== null) keepAnswer(before.key, data);
      return { ...before, data };
    });
  }, []);

  const current = state.key === key ? state : { data: kept<Output<R>>(key), error: null, loading: key !== null };
  return { data: current.data, error: current.error, loading: current.loading, reload, set };
}

function kept<T>(key: string | null): T | null {
  return key === null ? null : ((cache.get(key) as T | undefined) ?? null);
}

function keepAnswer(key: string, data: unknown): void {
  cache.delete(key);
  cache.set(key, data);
  for (const oldest of cache.keys()) {
    if (cache.size <= cacheSize) break;
    cache.delete(oldest);
  }
}
