/**
 * Bytes that wait on this device for the network: a picture chosen offline survives a reload, or WeChat killing the program. H5 keeps them in IndexedDB,
 * WeChat as a saved file; who keeps one holds its key, and drops it when it was sent or is no longer wanted.
 */
import type { Chosen } from './call';
import { newClientId } from './ids';
import { isH5, readJson, writeJson } from './platform';

/** What nobody asked for in so long was left behind by a page that died before it was sent. */
const forgotten = 30 * 86_400_000;
const store = 'files';

interface Kept { name: string; type: string; bytes: ArrayBuffer }

function database(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const opening = window.indexedDB.open('branch', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error ?? new Error('indexedDB'));
  });
}

async function withStore<T>(mode: IDBTransactionMode, act: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await database();
  try {
    return await new Promise<T>((done, failed) => {
      const work = base.transaction(store, mode);
      const asked = act(work.objectStore(store));
      // Done when it is on the disk, not when it was asked for.
      work.oncomplete = () => done(asked.result);
      work.onerror = work.onabort = () => failed(work.error ?? new Error('indexedDB'));
    });
  } finally {
    base.close();
  }
}

const listKey = 'kept';
const listed = (): Record<string, { path: string; size: number }> => readJson(listKey) ?? {};

/** Keeps a chosen file and gives back its key. Throws where the device keeps nothing (no room, a private window). */
export async function keepFile(file: Chosen): Promise<string> {
  const key = `${Date.now()}.${newClientId()}`;
  if (isH5) {
    const { name, type } = file as File;
    const kept: Kept = { name, type, bytes: await (file as File).arrayBuffer() };
    await withStore('readwrite', (files) => files.put(kept, key));
    void sweep();
    return key;
  }
  const { path, size } = file as { path: string; size: number };
  const saved = await new Promise<string>((done, failed) => wx.getFileSystemManager().saveFile({ tempFilePath: path, success: (answer) => done(answer.savedFilePath), fail: (why) => failed(new Error(why.errMsg)) }));
  writeJson(listKey, { ...listed(), [key]: { path: saved, size } });
  void sweep();
  return key;
}

/** The file as it was chosen; null: no longer on this device. */
export async function keptFile(key: string): Promise<Chosen | null> {
  if (!isH5) return listed()[key] ?? null;
  const kept = await withStore<Kept | undefined>('readonly', (files) => files.get(key) as IDBRequest<Kept | undefined>).catch(() => undefined);
  return kept ? new File([kept.bytes], kept.name, { type: kept.type }) : null;
}

export async function dropFile(key: string): Promise<void> {
  if (isH5) {
    await withStore('readwrite', (files) => files.delete(key)).catch(() => undefined);
    return;
  }
  const { [key]: gone, ...rest } = listed();
  if (!gone) return;
  writeJson(listKey, rest);
  wx.getFileSystemManager().removeSavedFile({ filePath: gone.path });
}

async function sweep(): Promise<void> {
  const keys = isH5 ? (await withStore('readonly', (files) => files.getAllKeys()).catch(() => [])).map(String) : Object.keys(listed());
  await Promise.all(keys.filter((key) => Date.now() - Number.parseInt(key, 10) > forgotten).map(dropFile));
}
