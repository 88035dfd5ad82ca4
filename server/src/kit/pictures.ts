import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';

/** A picture re-encoded: webp of at most 2,000 px and a thumbnail of at most 400 px, without metadata. */
export interface Encoded { full: Uint8Array; thumb: Uint8Array; width: number; height: number }
type Answer = Encoded | { refused: RefusalCode };
interface Job { bytes: Uint8Array; done: (result: Encoded) => void; failed: (error: Error) => void }

const timeLimit = 10_000;
const heapLimitMb = 512;
const queueLimit = 60;

const magic: ((bytes: Uint8Array) => boolean)[] = [
  (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff,
  (b) => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, at) => b[at] === byte),
  (b) => Buffer.from(b.subarray(0, 4)).toString('latin1') === 'RIFF' && Buffer.from(b.subarray(8, 12)).toString('latin1') === 'WEBP',
];

/** JPEG, PNG or WebP by its first bytes; name and declared type are the sender's words and count for nothing. */
export const looksLikePicture = (bytes: Uint8Array): boolean => magic.some((is) => is(bytes));

/**
 * One thread re-encodes pictures, one after the other, each within 10 seconds. A picture that takes longer, or takes the thread down, is refused;
 * the next one gets a new thread.
 */
@Injectable()
export class Pictures implements OnModuleDestroy {
  private worker: Worker | null = null;
  private running: Job | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly waiting: Job[] = [];

  /** Refuses with `file.not-an-image`, `file.too-many-pixels`, `file.broken`, or `server.busy` when too many wait. */
  encode(bytes: Uint8Array): Promise<Encoded> {
    if (!looksLikePicture(bytes)) return Promise.reject(new Refusal('file.not-an-image'));
    if (this.waiting.length >= queueLimit) return Promise.reject(new Refusal('server.busy'));
    return new Promise((done, failed) => {
      this.waiting.push({ bytes, done, failed });
      this.next();
    });
  }

  async onModuleDestroy(): Promise<void> {
    for (const job of this.waiting.splice(0)) job.failed(new Refusal('server.busy'));
    this.settle(new Refusal('server.busy'));
    await this.end();
  }

  private next(): void {
    if (this.running) return;
    const job = this.waiting.shift();
    if (!job) return;
    this.running = job;
    const worker = (this.worker ??= this.begin());
    this.timer = setTimeout(() => { void this.end(); this.settle(new Refusal('file.broken')); }, timeLimit);
    worker.ref();
    worker.postMessage(job.bytes);
  }

  private begin(): Worker {
    const worker = new Worker(new URL('./pictures.worker.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapLimitMb } });
    worker.on('message', (answer: Answer) => { if (worker === this.worker) this.settle('refused' in answer ? new Refusal(answer.refused) : answer); });
    worker.on('error', () => { if (worker === this.worker) { this.worker = null; this.settle(new Refusal('file.broken')); } });
    worker.on('exit', () => { if (worker === this.worker) { this.worker = null; this.settle(new Refusal('file.broken')); } });
    return worker;
  }

  private settle(result: Encoded | Refusal): void {
    const job = this.running;
    if (!job) return;
    this.running = null;
    if (this.timer) clearTimeout(this.timer);
    // An idle thread must not keep the process alive.
    this.worker?.unref();
    if (result instanceof Refusal) job.failed(result); else job.done(result);
    this.next();
  }

  private async end(): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }
}
