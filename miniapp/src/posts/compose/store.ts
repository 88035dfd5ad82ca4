/**
 * What is being written: blocks with their files on the way up, kept on this device two seconds after a change and on the server ten seconds after, so that
 * reload, a closed tab, a crash and a 401 lose nothing (U8, SITE-7). The device's copy is the newer one and is taken up first.
 */
import { type Block, fromText, tidied } from '@branch/shared/posts/blocks';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import type { Visibility } from '@branch/shared/posts/routes';
import type { Chosen } from '../../kit/call';
import { call } from '../../kit/call';
import { readDraft, writeDraft } from '../../kit/drafts';
import { newClientId } from '../../kit/ids';
import { isH5 } from '../../kit/platform';
import { asRefused } from '../../kit/refused';
import { personHere } from '../../kit/session';
import { createStore, type Store } from '../../kit/store';
import { type Going, send } from './uploads';

export interface Progress { state: 'sending' | 'failed'; percent: number; why?: string; file: Chosen }
export interface Item { key: string; block: Block; /** Of a picture: while it is not on the server. */ going?: Progress; preview?: string; /** Of an attachment. */ name?: string; bytes?: number }
export interface Written {
  draftId: string; postId: string | null; revision: number | null; columnId: string; title: string; visibility: Visibility; items: readonly Item[];
  /** Grows when the program itself changed words: fields are drawn anew then. */ drawn: number;
  kept: 'no' | 'device' | 'server'; keptAt: number | null; problem: string | null;
}
interface Stored { draftId: string; postId: string | null; revision: number | null; columnId: string; title: string; visibility: Visibility; blocks: Block[]; names: Record<string, { name: string; bytes: number }> }

const onDevice = 2000;
const onServer = 10_000;
/** Chosen at once at most; more than nine can be tried, for one that fails is left out. */
const most = 18;
let serial = 0;
const keyOf = (): string => {
  serial += 1;
  return `b${serial}`;
};
export const itemOf = (block: Block, more: Partial<Item> = {}): Item => ({ key: keyOf(), block, ...more });
const blank = (): Item => itemOf({ type: 'paragraph', text: '' });

/** The blocks as they would be sent: an empty line in a paragraph parts it; a picture that is not on the server is left out. */
export const blocksOf = (items: readonly Item[]): Block[] => tidied(items.flatMap(({ block }): Block[] => (block.type === 'paragraph' ? (fromText(block.text) as Block[]) : block.type === 'picture' && block.fileId === '' ? [] : [block])));
export const sending = (items: readonly Item[]): number => items.filter((item) => item.going?.state === 'sending').length;
export const failed = (items: readonly Item[]): number => items.filter((item) => item.going?.state === 'failed').length;
export const isBlank = (written: Pick<Written, 'title' | 'items'>): boolean => written.title.trim() === '' && blocksOf(written.items).length === 0 && sending(written.items) + failed(written.items) === 0;

export interface Writing {
  state: Store<Written>;
  change: (part: Partial<Pick<Written, 'title' | 'columnId' | 'visibility' | 'revision'>>) => void;
  /** New words in a block that is on the page: the field has them already. */
  type: (key: string, block: Block) => void;
  /** Blocks put in, taken out or moved: drawn anew where needed. */
  arrange: (make: (items: readonly Item[]) => readonly Item[]) => void;
  insert: (after: string | null, items: readonly Item[]) => void;
  pictures: (after: string | null, files: readonly Chosen[]) => number;
  retry: (key: string) => void;
  remove: (key: string) => void;
  move: (key: string, by: -1 | 1) => void;
  /** Keeps it now, here and on the server. */
  keep: () => Promise<boolean>;
  /** Sent or thrown away: the copies go. */
  done: () => void;
  close: () => void;
}

/** `name`: under which the device keeps it, such as `compose:<unit>:new`. */
export function startWriting(unitId: string, name: string, from: Partial<Written> = {}): Writing {
  const owner = personHere();
  const state = createStore<Written>({ draftId: newClientId(), postId: null, revision: null, columnId: '', title: '', visibility: 'branch', items: [blank()], drawn: 0, kept: 'no', keptAt: null, problem: null, ...from });
  const going = new Map<string, Going>();
  let device: ReturnType<typeof setTimeout> | undefined;
  let server: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const set = (part: Partial<Written>): void => state.set({ ...state.get(), ...part });
  const toDevice = (): void => {
    clearTimeout(device);
    device = undefined;
    if (over) return;
    const now = state.get();
    const stored: Stored = { draftId: now.draftId, postId: now.postId, revision: now.revision, columnId: now.columnId, title: now.title, visibility: now.visibility, blocks: blocksOf(now.items),
      names: Object.fromEntries(now.items.flatMap((item) => (item.block.type === 'attachment' ? [[item.block.fileId, { name: item.name ?? '', bytes: item.bytes ?? 0 }]] : []))) };
    writeDraft(name, isBlank(now) ? '' : JSON.stringify(stored), owner);
    if (now.kept === 'no') set({ kept: 'device' });
  };
  const toServer = async (): Promise<boolean> => {
    clearTimeout(server);
    server = undefined;
    const now = state.get();
    if (over || isBlank(now)) return true;
    try {
      await call(draftRoutes.saveDraft, { unitId, draftId: now.draftId, title: now.title, visibility: now.visibility, blocks: blocksOf(now.items),
        ...(now.columnId ? { columnId: now.columnId } : {}), ...(now.postId ? { postId: now.postId } : {}), ...(now.revision ? { revision: now.revision } : {}) });
      if (!over) set({ kept: 'server', keptAt: Date.now(), problem: null });
      return true;
    } catch (thrown) {
      const refused = asRefused(thrown);
      // Without a network or a session the device keeps it; the next change tries again.
      if (!over) set({ problem: refused.code === 'draft.too-many' ? refused.message : null });
      return false;
    }
  };
  const later = (): void => {
    if (over) return;
    if (state.get().kept === 'server') set({ kept: 'no' });
    device ??= setTimeout(toDevice, onDevice);
    server ??= setTimeout(() => void toServer(), onServer);
  };
  const hide = (): void => toDevice();
  if (isH5) window.addEventListener('pagehide', hide);

  const items = (next: readonly Item[], draw = false): void => {
    set({ items: next.length > 0 ? next : [blank()], ...(draw ? { drawn: state.get().drawn + 1 } : {}) });
    later();
  };
  const patch = (key: string, part: Partial<Item>): void => items(state.get().items.map((item) => (item.key === key ? { ...item, ...part } : item)));
  const start = async (key: string): Promise<void> => {
    const item = state.get().items.find((one) => one.key === key);
    if (!item?.going) return;
    const { file } = item.going;
    patch(key, { going: { state: 'sending', percent: 0, file } });
    const one = send(unitId, file, (percent) => { if (going.get(key) === one) patch(key, { going: { state: 'sending', percent, file } }); });
    going.set(key, one);
    try {
      const stored = await one.done;
      if (going.get(key) !== one) return;
      const now = state.get().items.find((each) => each.key === key);
      if (now?.block.type === 'picture') patch(key, { block: { ...now.block, fileId: stored.id }, going: undefined, preview: stored.thumbUrl });
    } catch (thrown) {
      if (going.get(key) === one) patch(key, { going: { state: 'failed', percent: 0, why: asRefused(thrown).message, file } });
    } finally {
      if (going.get(key) === one) going.delete(key);
    }
  };
  let line: Promise<void> = Promise.resolve();
  const insert = (after: string | null, fresh: readonly Item[]): void => {
    const now = state.get().items;
    const at = after === null ? now.length : now.findIndex((item) => item.key === after) + 1;
    // An empty paragraph makes room for what comes in its place.
    const empty = now[at - 1]?.block;
    const from = empty?.type === 'paragraph' && empty.text.trim() === '' && fresh.some((item) => item.block.type !== 'picture') ? at - 1 : at;
    items([...now.slice(0, from), ...fresh, ...now.slice(at)]);
  };
  return {
    state,
    change: (part) => { set(part); later(); },
    type: (key, block) => patch(key, { block }),
    arrange: (make) => items(make(state.get().items), true),
    insert,
    pictures: (after, files) => {
      const room = most - state.get().items.filter((item) => item.block.type === 'picture').length;
      const taken = files.slice(0, Math.max(0, room)).map((file) => itemOf({ type: 'picture', fileId: '', alt: '', caption: '' }, { going: { state: 'sending', percent: 0, file }, preview: 'path' in file ? file.path : URL.createObjectURL(file) }));
      insert(after, taken);
      // One after the other: a phone's network carries one better than nine.
      for (const item of taken) line = line.then(() => start(item.key));
      return files.length - taken.length;
    },
    retry: (key) => { line = line.then(() => start(key)); },
    remove: (key) => {
      const one = going.get(key);
      going.delete(key);
      one?.stop();
      items(state.get().items.filter((item) => item.key !== key));
    },
    move: (key, by) => {
      const now = [...state.get().items];
      const at = now.findIndex((item) => item.key === key);
      const [item] = now.splice(at, 1);
      if (!item || at + by < 0 || at + by > now.length) return;
      now.splice(at + by, 0, item);
      items(now);
    },
    keep: async () => { toDevice(); return toServer(); },
    done: () => {
      over = true;
      clearTimeout(device);
      clearTimeout(server);
      writeDraft(name, '', owner);
    },
    close: () => {
      if (isH5) window.removeEventListener('pagehide', hide);
      if (over) return;
      const dirty = device !== undefined || server !== undefined;
      toDevice();
      if (dirty) void toServer();
      over = true;
      clearTimeout(server);
      for (const one of going.values()) one.stop();
    },
  };
}

/** What this device kept under a name, or null. */
export function keptOnDevice(name: string): Partial<Written> | null {
  const text = readDraft(name);
  if (text === '') return null;
  try {
    const stored = JSON.parse(text) as Stored;
    return { ...stored, items: asItems(stored.blocks, stored.names), kept: 'device' };
  } catch {
    return null;
  }
}

export function asItems(blocks: readonly Block[], names: Record<string, { name: string; bytes: number }> = {}, previews: Record<string, string> = {}): Item[] {
  const made = blocks.map((block) => itemOf(block, block.type === 'attachment' ? names[block.fileId] ?? {} : block.type === 'picture' && previews[block.fileId] ? { preview: previews[block.fileId] } : {}));
  return made.length > 0 ? made : [blank()];
}
