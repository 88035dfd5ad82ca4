import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const miniapp = resolve(__dirname, '../..');
/** Where the production build of the mini-program lies. */
export const dist = join(miniapp, 'dist/weapp');

const newest = (path: string): number => {
  const about = statSync(path);
  return about.isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : about.mtimeMs;
};

/** One build at a time, though specs run in several processes. A lock older than five minutes was left by a process that died. */
function alone(act: () => void): void {
  const lock = join(miniapp, '../.cache/weapp-build.lock');
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 300_000) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    act();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const isOld = (): boolean => {
  const mark = join(dist, 'app.json');
  return !existsSync(mark) || newest(mark) < Math.max(...['src', 'config', '../shared/src'].map((part) => newest(join(miniapp, part))));
};

/**
 * The production build of what lies in src now. `npm test` has built it already; run alone, a spec builds when the sources are newer than the build,
 * so that it never speaks of an old one.
 */
export function built(): string {
  if (process.env.BUILT?.split(',').includes('weapp')) return dist;
  alone(() => {
    if (isOld()) execFileSync(process.execPath, [join(miniapp, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'weapp', '--no-check'], { cwd: miniapp, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' });
  });
  return dist;
}
