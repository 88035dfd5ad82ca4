import { useState } from 'react';

/** Several rows chosen for one decision. */
export interface Picked {
  on: boolean;
  has: (id: string) => boolean;
  start: (id?: string) => void;
  toggle: (id: string) => void;
  all: (ids: readonly string[]) => void;
  end: () => void;
}

export function usePicked(): Picked {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  return {
    on: ids !== null,
    has: (id) => ids?.has(id) ?? false,
    start: (id) => setIds(new Set(id ? [id] : [])),
    toggle: (id) => setIds((before) => {
      const next = new Set(before ?? []);
      if (!next.delete(id)) next.add(id);
      return next;
    }),
    all: (every) => setIds((before) => (before !== null && every.every((id) => before.has(id)) ? new Set() : new Set(every))),
    end: () => setIds(null),
  };
}
