import { randomBytes } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A random base58 id of `length` characters (11 ≈ 64 bits): tells nothing of time or count, fits into a mini-program code. */
export function newId(length = 11): string {
  let id = '';
  while (id.length < length) {
    if (used === drawn.length) { drawn = randomBytes(4096); used = 0; }
    const byte = drawn[used++] ?? 255;
    // 232 = 4 × 58: bytes above it would favour the first letters.
    if (byte < 232) id += alphabet[byte % 58];
  }
  return id;
}

// Every request has an id: randomness is drawn in stock, each byte used once.
let drawn = randomBytes(0);
let used = 0;

export const idPattern = /^[1-9A-HJ-NP-Za-km-z]{11}$/;
