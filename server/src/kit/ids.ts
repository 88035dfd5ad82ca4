import { randomBytes } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A random base58 id of `length` characters (11 ≈ 64 bits): tells nothing of time or count, fits into a mini-program code. */
export function newId(length = 11): string {
  let id = '';
  while (id.length < length) {
    // 232 = 4 × 58: bytes above it would favour the first letters.
    for (const byte of randomBytes(length * 2)) if (byte < 232 && id.length < length) id += alphabet[byte % 58];
  }
  return id;
}

export const idPattern = /^[1-9A-HJ-NP-Za-km-z]{11}$/;
