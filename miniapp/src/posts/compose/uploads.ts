/** One picture on its way up: made smaller first, with how far it is, and a way to stop it. */
import { fileRoutes, maxFileBytes } from '@branch/shared/files';
import type { Output } from '@branch/shared/route';
import { type Chosen, upload } from '../../kit/call';
import { isH5 } from '../../kit/platform';
import { Refused } from '../../kit/refused';

export type StoredPicture = Output<typeof fileRoutes.upload>;
/** The server keeps at most so many pixels on the longer side; sending more only takes time. */
const longest = 2000;
/** Below so many bytes a picture goes as it is. */
const small = 400 * 1024;

/** Makes a large picture smaller in the browser. What cannot be read here goes up as it is: the server says what is wrong with it. */
export async function compressed(file: Chosen): Promise<Chosen> {
  if (!isH5 || 'path' in file || file.size <= small || typeof createImageBitmap === 'undefined') return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    // PNG may be transparent: WebP keeps that.
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, file.type === 'image/png' ? 'image/webp' : 'image/jpeg', 0.85));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  } catch {
    return file;
  }
}

export interface Going { done: Promise<StoredPicture>; stop: () => void }

/** Sends one picture. `stop` ends it; `done` then fails with `offline`, which nobody shows. */
export function send(unitId: string, chosen: Chosen, onProgress: (percent: number) => void): Going {
  let abort: (() => void) | null = null;
  let stopped = false;
  const done = (async () => {
    const file = await compressed(chosen);
    if (stopped) throw new Refused('offline', 0, '已取消');
    if (file.size > maxFileBytes) throw new Refused('file.too-large', 413, `图片最大 10 MB，这张 ${(file.size / 1024 / 1024).toFixed(1)} MB`);
    return upload(fileRoutes.upload, { unitId }, file, onProgress, (end) => { abort = end; });
  })();
  return { done, stop: () => { stopped = true; abort?.(); } };
}
