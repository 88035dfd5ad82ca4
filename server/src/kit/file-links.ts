import { createHmac } from 'node:crypto';
import { sameText } from './crypto.js';
import type { FilePart } from './storage.js';

const step = 5 * 60_000;

/** What an address says: which part of which file, for whose session, until when (seconds since 1970). */
export interface LinkParts { id: string; size: FilePart; viewer: string; expiry: number }

/**
 * Addresses of files that work without headers, since an image request carries none: valid 5 to 10 minutes, for one session (guarantees 5.4).
 * Who holds an address is still asked for their rights when the file is served.
 */
export class FileLinks {
  constructor(private readonly key: Buffer) {}

  /** `now` is the database's clock. Rounded to five minutes, so that a page opened twice finds its pictures in the cache. */
  address(id: string, size: FilePart, sessionId: string, now: Date): string {
    const expiry = (Math.floor(now.getTime() / step) + 2) * step / 1000;
    return `/files/${id}/${size}?v=${sessionId}&e=${expiry}&s=${this.sign({ id, size, viewer: sessionId, expiry })}`;
  }

  /** Whether the signature is ours; expiry is judged by the database's clock. */
  genuine(parts: LinkParts, signature: string): boolean { return sameText(this.sign(parts), signature); }

  private sign({ id, size, viewer, expiry }: LinkParts): string {
    return createHmac('sha256', this.key).update(`file:${id}:${size}:${viewer}:${expiry}`).digest('base64url');
  }
}
