/**
 * Secrets in WeChat's storage, encrypted where the base library can (2.21.3 on; guarantees 3). Only the asynchronous calls do it, so what was last written
 * is also held here: a read right after a write is never older. Elsewhere, and for what older versions stored, the plain text serves and is sealed on first reading.
 */
import { readText, writeText } from './platform';

const held = new Map<string, string | null>();
let writing: Promise<void> = Promise.resolve();
const sealedName = (key: string): string => `branch.${key}.sealed`;

const seal = (key: string, value: string): Promise<boolean> => new Promise((done) => {
  try {
    wx.setStorage({ key: sealedName(key), data: value, encrypt: true, success: () => done(true), fail: () => done(false) });
  } catch {
    done(false);
  }
});
const unseal = (key: string): Promise<string | null> => new Promise((done) => {
  try {
    wx.getStorage({ key: sealedName(key), encrypt: true, success: ({ data }) => done(typeof data === 'string' && data !== '' ? data : null), fail: () => done(null) });
  } catch {
    done(null);
  }
});

async function put(key: string, value: string | null): Promise<void> {
  const sealed = value !== null && (await seal(key, value));
  // One of the two is true at any time: a plain one beside a sealed one would be an older secret, or a second copy.
  if (!sealed) writeText(`${key}.sealed`, null);
  writeText(key, sealed ? null : value);
}

/** Stores it, or forgets it; one after another. */
export function writeSecret(key: string, value: string | null): void {
  held.set(key, value);
  writing = writing.then(() => put(key, value));
}

export async function readSecret(key: string): Promise<string | null> {
  const now = held.get(key);
  if (now !== undefined) return now;
  const sealed = await unseal(key);
  const plain = sealed === null ? readText(key) : null;
  // Written meanwhile: that is the newer one.
  const written = held.get(key);
  if (written !== undefined) return written;
  if (plain !== null) writeSecret(key, plain);
  return sealed ?? plain;
}
