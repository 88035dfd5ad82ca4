/** The work at a desk: rows that go as they are decided, and come back when that is undone. */
import { moderationRoutes, type QueueCase, type QueueTab } from '@branch/shared/moderation/routes';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { useCallback, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused, type Refused } from '../../kit/refused';
import { ago } from '../../kit/time';
import { useRoute } from '../../kit/useRoute';
import { toast } from '../../ui/Toast';

export interface Why { rule?: number; reason?: string; suggestion?: string }
export type Act = 'pass' | 'stop';
export interface Deciding { ids: readonly string[]; act: Act; why: Why }
interface Done { tab: QueueTab; sent: Promise<readonly string[]> }
type Counts = Record<QueueTab | 'overdue', number>;

export interface Desk {
  unitId: string;
  tab: QueueTab;
  found: ReturnType<typeof useRoute<typeof moderationRoutes.queue>>;
  rows: readonly QueueCase[];
  counts: Counts | null;
  decide: (ids: readonly string[], act: Act, why?: Why) => Promise<void>;
  undo: () => Promise<void>;
  /** Takes a row out that was settled some other way (answered, restored, an appeal decided). */
  settle: (id: string, words: string) => void;
  /** Stopping more than a day's worth: asked once more. */
  asking: Deciding | null;
  confirm: (yes: boolean) => Promise<void>;
}

/** What stands in the way, for the person who pressed. */
function trouble(refused: Refused): string {
  const first = refused.details as { by?: string | null; at?: string | null };
  return refused.code === 'moderation.decided-already' && first.by ? `${first.by}${first.at ? ` ${ago(first.at)}` : ''}已经处理过` : refused.message;
}

export function useDesk(unitId: string, tab: QueueTab): Desk {
  const found = useRoute(moderationRoutes.queue, unitId ? { unitId, tab, limit: 100 } : null);
  const [gone, setGone] = useState<ReadonlySet<string>>(() => new Set());
  const [asking, setAsking] = useState<Deciding | null>(null);
  /** In the order they were pressed, which need not be the order of the answers; `sent` gives those that were decided. */
  const done = useRef<Done[]>([]);
  // What left one tab may be found in another: what was sent back lies in the bin.
  const without = useCallback((ids: readonly string[]) => setGone((before) => new Set([...before, ...ids.map((id) => `${tab}:${id}`)])), [tab]);
  const back = useCallback((ids: readonly string[]) => setGone((before) => new Set([...before].filter((key) => !ids.some((id) => key.endsWith(`:${id}`))))), []);
  const items = found.data?.items ?? [];
  const rows = items.filter((row) => !gone.has(`${tab}:${row.id}`));
  const counts = found.data && { ...found.data.counts, [tab]: Math.max(0, found.data.counts[tab] - (items.length - rows.length)) };

  const takeBack = async (one: Done | undefined): Promise<void> => {
    done.current = done.current.filter((other) => other !== one);
    const ids = await one?.sent ?? [];
    if (!one || ids.length === 0) { toast('没有可以撤销的'); return; }
    try {
      const answer = await call(moderationRoutes.undo, { unitId, caseIds: [...ids] });
      const undone = answer.items.filter((item) => item.done).map((item) => item.id);
      const why = answer.items.find((item) => !item.done)?.code;
      back(undone);
      // Also while a look is under way that was asked before this was taken back.
      if (found.loading || one.tab !== tab || undone.some((id) => !items.some((row) => row.id === id))) await found.reload();
      toast(why ? wordsOf(why as RefusalCode) : '已撤销');
    } catch (thrown) { toast(asRefused(thrown).message); }
  };

  const undo = (): Promise<void> => takeBack(done.current[done.current.length - 1]);

  const send = async ({ ids, act, why }: Deciding, confirmed: boolean): Promise<void> => {
    without(ids);
    let tell: (decided: readonly string[]) => void = () => undefined;
    const mine: Done = { tab, sent: new Promise((resolve) => { tell = resolve; }) };
    done.current.push(mine);
    const more = confirmed ? { ...why, confirmed } : why;
    try {
      const [only] = ids;
      let failed: { id: string; words: string }[] = [];
      if (ids.length === 1 && only) await call(moderationRoutes.decide, { unitId, caseId: only, act, ...more });
      else {
        const answer = await call(moderationRoutes.decideMany, { unitId, caseIds: [...ids], act, ...more });
        failed = answer.items.filter((item) => !item.done).map((item) => ({ id: item.id, words: wordsOf((item.code ?? 'server.failed') as RefusalCode) }));
        back(failed.map((item) => item.id));
      }
      const decided = ids.filter((id) => !failed.some((item) => item.id === id));
      tell(decided);
      if (decided.length === 0) done.current = done.current.filter((other) => other !== mine);
      const said = `${act === 'pass' ? '已通过' : '已退回'}${ids.length > 1 ? ` ${decided.length} 条` : ''}${failed[0] ? `，${failed.length} 条没有成：${failed[0].words}` : ''}`;
      toast(said, decided.length > 0 ? () => takeBack(mine) : undefined);
    } catch (thrown) {
      tell([]);
      done.current = done.current.filter((other) => other !== mine);
      const refused = asRefused(thrown);
      if (refused.code === 'moderation.confirm-limit') setAsking({ ids, act, why });
      // What somebody else decided is no longer in the queue.
      if (refused.code !== 'moderation.decided-already') back(ids);
      if (refused.code !== 'moderation.confirm-limit') toast(trouble(refused));
    }
  };

  return {
    unitId, tab, found, rows, counts, asking, undo,
    decide: (ids, act, why = {}) => send({ ids, act, why }, false),
    settle: (id, words) => { without([id]); toast(words); },
    confirm: async (yes) => {
      const waiting = asking;
      setAsking(null);
      if (yes && waiting) await send(waiting, true);
    },
  };
}
