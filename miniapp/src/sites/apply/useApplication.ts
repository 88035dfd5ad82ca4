/** The application while it is being written: every change is kept on this device at once and on the server soon after. */
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import type { Output } from '@branch/shared/route';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { asRefused } from '../../kit/refused';

export type Application = Output<typeof applicationRoutes.application>;
export type Content = Application['content'];
/** Where what was typed stands: with the server, on its way, only on this device, or beside somebody else's. */
export type Kept = 'saved' | 'saving' | 'device' | 'conflict';
interface Local { revision: number; content: Content }
const soon = 1500;

export function useApplication(unitId: string, first: Application) {
  const { initial, save: keepHere, clear: clearHere } = useDraft(`site-application:${unitId}`);
  const local = useRef(readLocal(initial));
  // What this device still holds of the same revision was typed after the server's copy.
  const begin = local.current && local.current.revision === first.revision && first.state === 'writing' ? local.current.content : first.content;
  const [application, setApplication] = useState(first);
  const [content, setContent] = useState<Content>(begin);
  const [kept, setKept] = useState<Kept>('saved');
  const [theirs, setTheirs] = useState<{ by: string; revision: number; content: Content } | null>(null);
  const now = useRef({ revision: first.revision, content: begin, dirty: begin !== first.content, running: null as Promise<boolean> | null });
  const timer = useRef<ReturnType<typeof setTimeout>>();

  /** Sends what is not sent yet; true if the server has all of it. One at a time, in order. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (now.current.running) await now.current.running;
    if (!now.current.dirty) return true;
    const sent = now.current.content;
    const run = (async () => {
      setKept('saving');
      try {
        const answer = await call(applicationRoutes.save, { unitId, revision: now.current.revision, content: sent });
        now.current.revision = answer.revision;
        now.current.dirty = now.current.content !== sent;
        if (!now.current.dirty) clearHere();
        setApplication(answer);
        setKept('saved');
        return true;
      } catch (thrown) {
        const refused = asRefused(thrown);
        const details = refused.details as { by?: string; revision?: number; content?: Content };
        if (refused.code === 'conflict.changed' && details.content) { setTheirs({ by: details.by ?? '另一位同志', revision: details.revision ?? 0, content: details.content }); setKept('conflict'); } else setKept('device');
        return false;
      }
    })();
    now.current.running = run;
    const ok = await run;
    now.current.running = null;
    return ok && now.current.dirty ? flush() : ok;
  }, [unitId, clearHere]);

  const change = useCallback((patch: Partial<Content>) => {
    now.current.content = { ...now.current.content, ...patch };
    now.current.dirty = true;
    setContent(now.current.content);
    setKept((before) => (before === 'conflict' ? before : 'saving'));
    keepHere(JSON.stringify({ revision: now.current.revision, content: now.current.content } satisfies Local));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), soon);
  }, [keepHere, flush]);

  // What an earlier visit left on this device goes to the server; so does what is typed when the page is left.
  useEffect(() => {
    void flush();
    return () => void flush();
  }, [flush]);

  /** Two people wrote: take theirs, or put mine over theirs knowingly. */
  const settle = useCallback((whose: 'mine' | 'theirs') => {
    if (!theirs) return;
    now.current.revision = theirs.revision;
    if (whose === 'theirs') { now.current.content = theirs.content; now.current.dirty = false; setContent(theirs.content); clearHere(); setKept('saved'); }
    setTheirs(null);
    if (whose === 'mine') void flush();
  }, [theirs, clearHere, flush]);

  return { application, content, kept, theirs, change, flush, settle, setApplication, revision: () => now.current.revision };
}

function readLocal(text: string): Local | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as Local;
  } catch {
    return null;
  }
}
