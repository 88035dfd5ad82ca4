// Starts the built server as a child and watches over it.
import { existsSync } from 'node:fs';
import { inRoot } from './places.mjs';
import { child } from './run.mjs';
import { Plain } from './say.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

const script = (name) => inRoot('server', 'dist', 'src', name);

/** Node's arguments for a built script that ends with its parent. */
const watched = (name) => ['--enable-source-maps', '--import', new URL('./with-parent.mjs', import.meta.url).href, script(name)];

/** Runs a built script of the server to its end (migrate.js, seed/main.js, docs.js). Throws Plain when it fails. `quiet` shows only errors. */
export async function runScript(name, title, env, args = [], { quiet = false } = {}) {
  const running = child(process.execPath, [...watched(name), ...args], { env, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'] });
  const code = await new Promise((resolve) => {
    running.on('error', () => resolve(127));
    running.on('exit', (status, signal) => resolve(status ?? (signal ? 130 : 1)));
  });
  if (code !== 0) throw new Plain(`${title}失败（退出码 ${code}），原因见上。`, `Failed: ${name} (exit code ${code}); the reason is above.`);
}

/** Starts main.js; `quiet` drops its log. Returns { process, ended (a promise of the exit code), ready(), stop() }. */
export function startServer(port, env, { quiet = false } = {}) {
  if (!existsSync(script('main.js'))) throw new Error('server/dist/src/main.js is missing: build first');
  // Detached, so that Ctrl-C in the terminal reaches only us and the order of stopping is ours.
  const running = child(process.execPath, watched('main.js'), {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
  let code = null;
  const ended = new Promise((resolve) => {
    running.on('error', () => resolve((code = 127)));
    running.on('exit', (status, signal) => resolve((code = status ?? (signal ? 128 : 1))));
  });
  return {
    process: running,
    ended,
    /** Waits for GET /health/ready. */
    async ready() {
      const until = Date.now() + 60_000;
      while (Date.now() < until) {
        if (code !== null) throw new Plain(`服务没有启动成功（退出码 ${code}），原因见上。`, `The server ended during its start (exit code ${code}); the reason is above.`);
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
        if (answer?.ok) return;
        await sleep(50);
      }
      throw new Plain('服务启动 60 秒后仍未就绪。', 'The server was not ready after 60 s.');
    },
    /** Asks it to end (it does by itself within 10 s); after 12 s it is killed. */
    async stop() {
      if (code !== null) return;
      if (process.platform === 'win32') running.send?.('stop');
      else running.kill('SIGTERM');
      // The child keeps us alive as long as it runs; the patience for it must not outlive it.
      await Promise.race([ended, sleep(12_000, undefined, { ref: false })]);
      if (code === null) running.kill('SIGKILL');
      await ended;
    },
  };
}
