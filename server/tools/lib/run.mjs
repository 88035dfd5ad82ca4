// Runs a child program with its output kept in a log and shown compactly: the last line and the seconds, on one line of a terminal,
// or a sign of life every few seconds where there is no terminal. On failure the tail of the log is shown.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root, inRoot } from './places.mjs';
import { Plain, dim, seconds } from './say.mjs';

const live = process.stdout.isTTY;
const width = () => Math.max(20, (process.stdout.columns ?? 80) - 2);

/** Cuts to the terminal's width; a Chinese character takes two columns. */
function fit(text, columns) {
  let used = 0;
  let out = '';
  for (const sign of text) {
    used += sign.codePointAt(0) > 0x2e7f ? 2 : 1;
    if (used > columns) break;
    out += sign;
  }
  return out;
}

/** Programs we started that are still running: none outlives us when we end in good order (a kill -9 is with-parent.mjs's business). */
const running = new Set();
process.on('exit', () => running.forEach((one) => one.kill('SIGTERM')));

/** Asks all that still run to end and waits for it, at most 5 s; then they are killed. */
export async function endChildren() {
  const gone = Promise.all([...running].map((one) => new Promise((resolve) => one.once('exit', resolve))));
  for (const one of running) one.kill('SIGTERM');
  const patience = setTimeout(() => running.forEach((one) => one.kill('SIGKILL')), 5000);
  await gone;
  clearTimeout(patience);
}

/** Starts a program and returns its ChildProcess. `env: { NAME: undefined }` removes a variable. */
export function child(file, args, { cwd = root, env = {}, stdio = 'inherit', shell = false, detached = false } = {}) {
  const merged = { ...process.env, ...env };
  for (const name of Object.keys(merged)) if (merged[name] === undefined) delete merged[name];
  const one = spawn(file, args, { cwd, env: merged, stdio, shell, detached, windowsHide: true });
  running.add(one);
  one.on('exit', () => running.delete(one)).on('error', () => running.delete(one));
  return one;
}

/**
 * Runs a program quietly under `label`. Output goes to .cache/logs/<log>.log.
 * Resolves { code, output }; with `must` (default) a failure throws Plain after showing the log's end.
 */
export async function quiet(label, file, args, { log, must = true, ...options }) {
  const from = Date.now();
  const path = inRoot('.cache', 'logs', `${log}.log`);
  mkdirSync(dirname(path), { recursive: true });
  const sink = createWriteStream(path);
  const program = child(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let last = '';
  let shown = from;
  let told = '';
  const show = () => {
    if (live) process.stdout.write(`\r\u001b[2K${dim(fit(`  ${seconds(from)} ${last}`, width()))}`);
    else if (Date.now() - shown > (last === told ? 60_000 : 10_000)) {
      shown = Date.now();
      told = last;
      console.log(`  … ${seconds(from)} ${fit(last, 100)}`);
    }
  };
  const take = (chunk) => {
    sink.write(chunk);
    const lines = stripVTControlCharacters(chunk.toString()).split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line && !line.startsWith('<w>'));
    if (lines.length > 0) last = lines.at(-1);
  };
  program.stdout.on('data', take);
  program.stderr.on('data', take);
  const timer = setInterval(show, 200);
  const code = await new Promise((resolve) => {
    program.on('error', (error) => {
      take(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    program.on('close', (status, signal) => resolve(status ?? (signal ? 128 : 1)));
  });
  clearInterval(timer);
  if (live) process.stdout.write('\r\u001b[2K');
  await new Promise((resolve) => sink.end(resolve));
  const output = readFileSync(path, 'utf8');
  if (code !== 0 && must) {
    console.error(output.trimEnd().split('\n').slice(-40).join('\n'));
    throw new Plain(`${label}失败（退出码 ${code}）。以上是日志末尾，全文见 ${path}`, `Failed: ${label} (exit code ${code}). The end of the log is above, all of it in ${path}`);
  }
  return { code, output };
}
