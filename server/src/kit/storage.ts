import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export const pictureSizes = ['full', 'thumb'] as const;
export type PictureSize = (typeof pictureSizes)[number];
/** A picture has two parts, a document one. */
export type FilePart = PictureSize | 'document';

/** Files on disk, outside the web root, under names made by us only: `<folder>/<first two of the id>/<id>.<full|thumb>.webp`, `….document`. */
export class Storage {
  constructor(private readonly folder: string) {}

  /** Written whole or not at all: a crash leaves at most a temporary file, never half a file. */
  async write(id: string, part: FilePart, bytes: Uint8Array): Promise<void> {
    const path = this.path(id, part);
    await mkdir(join(path, '..'), { recursive: true });
    const file = await open(`${path}.new`, 'w', 0o600);
    try { await file.writeFile(bytes); await file.sync(); } finally { await file.close(); }
    await rename(`${path}.new`, path);
  }

  /** The bytes, or null if there is no such file. */
  async read(id: string, part: FilePart): Promise<Buffer | null> {
    return readFile(this.path(id, part)).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return null; throw error; });
  }

  async remove(id: string): Promise<void> {
    await Promise.all([...pictureSizes, 'document' as const].map((part) => rm(this.path(id, part), { force: true })));
  }

  private path(id: string, part: FilePart): string {
    // Ids are base58 by the route's schema; said again here, where a slash would leave the folder.
    if (!/^[1-9A-HJ-NP-Za-km-z]{11}$/.test(id)) throw new Error('not a file id');
    return join(this.folder, id.slice(0, 2), part === 'document' ? `${id}.document` : `${id}.${part}.webp`);
  }
}
