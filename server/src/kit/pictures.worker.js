// Runs in a thread of its own, so that no picture can hold up the server (guarantees 5.4). Plain JavaScript: threads are started by file, in tests too.
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';

const maxPixels = 24_000_000;
const formats = ['jpeg', 'png', 'webp'];

sharp.concurrency(1);
sharp.cache(false);

/** Whether decoding failed for the size said in the header rather than for what follows it. */
const tooMany = (error) => /pixel limit/i.test(String(error?.message));

/**
 * Judges by the header before a pixel is decoded; then decodes once and writes two webp files without metadata.
 * @param {Uint8Array} bytes what was uploaded
 * @returns {Promise<{ refused: string } | { full: Uint8Array, thumb: Uint8Array, width: number, height: number }>}
 */
async function work(bytes) {
  const reading = { limitInputPixels: maxPixels, failOn: 'warning', sequentialRead: true, pages: 1 };
  let head;
  try {
    head = await sharp(bytes, { ...reading, limitInputPixels: false }).metadata();
  } catch {
    return { refused: 'file.broken' };
  }
  if (!formats.includes(head.format)) return { refused: 'file.not-an-image' };
  if (!head.width || !head.height || head.width * head.height > maxPixels) return { refused: 'file.too-many-pixels' };
  try {
    // autoOrient first: the turn is in the metadata that is about to be dropped.
    const full = await sharp(bytes, reading).autoOrient().resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }).toBuffer({ resolveWithObject: true });
    const thumb = await sharp(full.data).resize({ width: 400, height: 400, fit: 'inside', withoutEnlargement: true }).webp({ quality: 72 }).toBuffer();
    return { full: full.data, thumb, width: full.info.width, height: full.info.height };
  } catch (error) {
    return { refused: tooMany(error) ? 'file.too-many-pixels' : 'file.broken' };
  }
}

parentPort.on('message', (bytes) => {
  work(bytes).then((result) => parentPort.postMessage(result), () => parentPort.postMessage({ refused: 'file.broken' }));
});
