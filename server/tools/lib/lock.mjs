// One start per data folder: a file naming the start's process and its server's process.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alive } from '../pg/postmaster.mjs';
import { Plain } from './say.mjs';

const fileIn = (dir) => join(dir, 'running.json');

function read(dir) {
  try {
    return JSON.parse(readFileSync(fileIn(dir), 'utf8'));
  } catch {
    return null;
  }
}

/** Does this process number still belong to a program whose command line holds `word`? Numbers are given out again after a restart. */
function runs(pid, word) {
  if (!pid || pid === process.pid || !alive(pid)) return false;
  if (process.platform === 'win32') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
  } catch {
    const ps = spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
    return ps.status === 0 && ps.stdout.includes(word);
  }
}

const portFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', (error) => resolve(error.code === 'EADDRINUSE' ? false : error));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });

/**
 * Claims the data folder and checks the port before anything is started. A server left over by a killed start is given 12 s to end
 * (it notices that its parent is gone). Returns { note(serverPid), free() }. Throws Plain when another start runs or the port is taken.
 */
export async function claim(dir, port) {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new Plain(`无法建立数据目录 ${dir}（${error.code}）。请检查权限，或用环境变量 DATA_DIR 指定另一个目录。`, `Cannot make the data folder ${dir} (${error.code}). Check its permissions, or choose another with DATA_DIR.`);
  }
  const before = read(dir);
  if (before && (runs(before.start, 'start.mjs') || runs(before.start, 'dev.mjs'))) {
    throw new Plain(
      `系统已经在运行（进程 ${before.start}，端口 ${before.port}）。请先在它的窗口里按 Ctrl-C，或用环境变量 PORT 与 DATA_DIR 另起一份。`,
      `It is already running (process ${before.start}, port ${before.port}). Press Ctrl-C there first, or start another one with PORT and DATA_DIR.`,
    );
  }
  const until = Date.now() + 12_000;
  while (before && runs(before.server, 'main.js') && Date.now() < until) await sleep(100);
  const free = await portFree(port);
  if (free === false) {
    throw new Plain(`端口 ${port} 已被其他程序占用。请结束那个程序，或换一个端口：PORT=${port + 1} npm start`, `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`);
  }
  if (free !== true) throw new Plain(`无法使用端口 ${port}（${free.code}）。请换一个端口，例如 PORT=3000。`, `Cannot use port ${port} (${free.code}). Choose another, for example PORT=3000.`);
  const write = (server) => {
    try {
      writeFileSync(fileIn(dir), JSON.stringify({ start: process.pid, server, port }));
    } catch (error) {
      throw new Plain(`无法写入数据目录 ${dir}（${error.code}）。请检查权限，或用环境变量 DATA_DIR 指定另一个目录。`, `Cannot write into the data folder ${dir} (${error.code}). Check its permissions, or choose another with DATA_DIR.`);
    }
  };
  write(null);
  return { note: write, free: () => rmSync(fileIn(dir), { force: true }) };
}
