import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';

const patience = 25_000;
const atOnce = 2;

/** A worker's script beside the module that uses it; the build turns .mjs into .js. */
export function scriptBeside(module: string, name: string): URL {
  const built = new URL(`./${name}.js`, module);
  return existsSync(built) ? built : new URL(`./${name}.mjs`, module);
}

/** Jobs of one script, each in a thread of its own: at most two at once, 25 s and a bounded heap each, so that a large file costs that thread and not the people in a meeting. */
export function threads(script: URL, refusals: { tooMuch: RefusalCode; broken: RefusalCode }) {
  let running = 0;
  return async <T extends object>(job: object): Promise<T> => {
    if (running >= atOnce) throw new Refusal('server.busy');
    running += 1;
    try {
      return await new Promise<T>((done, fail) => {
        const worker = new Worker(script, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 }, execArgv: [] });
        const timer = setTimeout(() => { fail(new Refusal(refusals.tooMuch)); void worker.terminate(); }, patience);
        worker.once('message', (answer: T & { refusal?: RefusalCode }) => { clearTimeout(timer); if (answer.refusal) fail(new Refusal(answer.refusal)); else done(answer); });
        worker.once('error', (error: NodeJS.ErrnoException) => { clearTimeout(timer); fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal(refusals.tooMuch) : error); });
        worker.once('exit', () => { clearTimeout(timer); fail(new Refusal(refusals.broken)); });
      });
    } finally { running -= 1; }
  };
}
