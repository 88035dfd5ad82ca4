/**
 * The draft of minutes while it is edited: on this device with every change, on the server a few seconds later, always on top of the revision it was
 * read at. If another saved meanwhile, nothing is overwritten: the editor is shown the difference and decides.
 */
import { minutesRoutes, type MinutesContent } from '@branch/shared/meetings/minutes-routes';
import type { Output } from '@branch/shared/route';
import { call } from '../../kit/call';
import { readJson, writeJson } from '../../kit/platform';
import { asRefused, type Refused } from '../../kit/refused';
import { createStore, type Store } from '../../kit/store';

export type DraftAnswer = Output<typeof minutesRoutes.draft>;

export interface Editing {
  content: MinutesContent;
  revision: number;
  /** `changed`: not yet on the server; `meanwhile`: another saved first. */
  state: 'saved' | 'changed' | 'saving' | 'failed' | 'meanwhile';
  failure: Refused | null;
  /** The other's draft, when another saved first. */
  theirs: DraftAnswer | null;
  /** Changes when the form itself changed a text: fields are drawn anew. */
  drawn: number;
}

export interface MinutesDraft {
  editing: Store<Editing>;
  change(part: (content: MinutesContent) => MinutesContent, draw?: boolean): void;
  /** Saves now; true when everything is on the server. */
  save(): Promise<boolean>;
  /** After a conflict: mine on top of theirs, or theirs. */
  keepMine(): Promise<boolean>;
  takeTheirs(): void;
  /** Published: what is kept on the device is no longer needed. */
  done(): void;
  close(): void;
}

interface Kept { content: MinutesContent; revision: number }
const saveAfter = 3000;

export function editDraft(at: { unitId: string; meetingId: string }, read: DraftAnswer): MinutesDraft {
  const key = `minutes.${at.meetingId}`;
  const kept = readJson<Kept>(key);
  // What was typed here and never reached the server; on an older revision it is shown as a conflict, not thrown away.
  const mine = kept && JSON.stringify(kept.content) !== JSON.stringify(read.content) ? kept : null;
  const editing = createStore<Editing>(
    mine && mine.revision !== read.revision
      ? { content: mine.content, revision: mine.revision, state: 'meanwhile', failure: null, theirs: read, drawn: 0 }
      : { content: mine?.content ?? read.content, revision: read.revision, state: mine ? 'changed' : 'saved', failure: null, theirs: null, drawn: 0 },
  );
  const set = (part: Partial<Editing>): void => editing.set({ ...editing.get(), ...part });
  let timer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<boolean> | null = null;
  const later = (wait = saveAfter): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void save(), wait);
  };

  function save(): Promise<boolean> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    saving ??= store().finally(() => {
      saving = null;
    });
    return saving;
  }

  async function store(): Promise<boolean> {
    for (;;) {
      const now = editing.get();
      if (now.state === 'saved') return true;
      if (now.state === 'meanwhile') return false;
      const { content, revision } = now;
      set({ state: 'saving', failure: null });
      try {
        const answer = await call(minutesRoutes.saveDraft, { ...at, content, revision });
        const same = editing.get().content === content;
        set({ revision: answer.revision, state: same ? 'saved' : 'changed' });
        if (same) writeJson(key, null);
        else writeJson(key, { content: editing.get().content, revision: answer.revision });
      } catch (thrown) {
        const failure = asRefused(thrown);
        if (failure.code !== 'minutes.changed') {
          set({ state: 'failed', failure });
          if (failure.passing) later(8000);
          return false;
        }
        const theirs = await call(minutesRoutes.draft, at).catch(() => null);
        set(theirs ? { state: 'meanwhile', theirs } : { state: 'failed', failure });
        return false;
      }
    }
  }

  if (mine && editing.get().state === 'changed') later();
  return {
    editing, save,
    change(part, draw) {
      const now = editing.get();
      const content = part(now.content);
      writeJson(key, { content, revision: now.revision });
      set({ content, state: now.state === 'meanwhile' ? 'meanwhile' : now.state === 'saving' ? 'saving' : 'changed', ...(draw ? { drawn: now.drawn + 1 } : {}) });
      if (editing.get().state !== 'meanwhile') later();
    },
    keepMine() {
      const { theirs } = editing.get();
      if (theirs) set({ revision: theirs.revision, theirs: null, state: 'changed' });
      return save();
    },
    takeTheirs() {
      const { theirs, drawn } = editing.get();
      if (!theirs) return;
      writeJson(key, null);
      set({ content: theirs.content, revision: theirs.revision, theirs: null, state: 'saved', drawn: drawn + 1 });
    },
    done: () => writeJson(key, null),
    close() {
      if (timer !== null) {
        clearTimeout(timer);
        void save();
      }
    },
  };
}
