/** A paged GET route as one growing list: 「更多」 asks for the next page, going back shows the old rows at once. */
import type { Output, Sent } from '@branch/shared/route';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from './call';
import { asRefused, type Refused } from './refused';
import type { AnyRoute } from './send';
import { useRoute } from './useRoute';

interface PageOf<T> {
  items: T[];
  next: string | null;
}

type RowOf<R extends AnyRoute> = Output<R> extends PageOf<infer T> ? T : never;

export interface Pages<T> {
  /** All rows loaded so far; null before the first answer. */
  rows: readonly T[] | null;
  /** For <Async>: the state of the first page. */
  first: ReturnType<typeof useRoute>;
  more: (() => Promise<void>) | null;
  moreError: Refused | null;
  reload: () => Promise<void>;
  /** Puts an answer of a write in place. */
  set: (change: (rows: readonly T[]) => readonly T[]) => void;
}

/** `input` null: not yet. Further pages are forgotten when the input changes or the first page is asked again. */
export function usePages<R extends AnyRoute>(route: R, input: Sent<R> | null): Pages<RowOf<R>> {
  type Row = RowOf<R>;
  const first = useRoute(route, input);
  const page = first.data as PageOf<Row> | null;
  const [extra, setExtra] = useState<{ from: PageOf<Row> | null; rows: readonly Row[]; next: string | null }>({ from: null, rows: [], next: null });
  const [moreError, setMoreError] = useState<Refused | null>(null);
  const latest = useRef({ page, extra, input });
  useEffect(() => {
    latest.current = { page, extra, input };
  });
  // Rows loaded after an older first page belong to it: with a fresh first page the list begins again.
  const fits = extra.from === page;
  const next = fits ? extra.next : (page?.next ?? null);

  const load = useCallback(async () => {
    const now = latest.current;
    const cursor = now.extra.from === now.page ? now.extra.next : (now.page?.next ?? null);
    if (cursor === null || now.input === null || now.page === null) return;
    try {
      const answer = (await call(route, { ...(now.input as object), cursor } as unknown as Sent<R>)) as unknown as PageOf<Row>;
      setMoreError(null);
      setExtra((before) => ({ from: now.page, rows: [...(before.from === now.page ? before.rows : []), ...answer.items], next: answer.next }));
    } catch (thrown) {
      setMoreError(asRefused(thrown));
    }
  }, [route]);

  const { set: setFirst } = first;
  const set = useCallback((change: (rows: readonly Row[]) => readonly Row[]) => {
    setExtra((before) => {
      const now = latest.current.page;
      if (now === null) return before;
      const rows = change([...now.items, ...(before.from === now ? before.rows : [])]);
      const changed: PageOf<Row> = { items: [...rows], next: null };
      setFirst(changed as unknown as Output<R>);
      return { from: changed, rows: [], next: before.from === now ? before.next : now.next };
    });
  }, [setFirst]);

  return { rows: page ? [...page.items, ...(fits ? extra.rows : [])] : null, first: first as ReturnType<typeof useRoute>, more: next === null ? null : load, moreError, reload: first.reload, set };
}
