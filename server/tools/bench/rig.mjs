// What all measurements share: people to measure with, processes with their CPU time, medians, the table and the JSON.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { inRoot } from '../lib/places.mjs';
import { freePort } from '../pg/roles.mjs';

export const here = dirname(fileURLToPath(import.meta.url));
export const quick = process.argv.includes('--quick');
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** BENCH_DIST names another build of the server. */
const dist = process.env.BENCH_DIST ?? inRoot('server', 'dist');
const built = (path) => import(pathToFileURL(join(dist, 'src', path)).href);

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
export const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

// Whatever a measurement started ends with it.
const started = new Set();
process.on('exit', () => { for (const child of started) child.kill('SIGKILL'); });
const keep = (child) => { started.add(child); child.on('exit', () => started.delete(child)); return child; };

/** Makes people, units and tokens with the factories of the stories; not durable, for it is not what is measured. */
export async function openMaker() {
  await import('reflect-metadata');
  const [{ newId }, { Factories }, { Db }, { sourceFor }, { entities }] = await Promise.all([built('kit/ids.js'), built('seed/factories.js'), built('kit/db.js'), built('kit/source.js'), built('entities.js')]);
  const source = sourceFor(process.env.DATABASE_OWNER_URL, entities, [], '-c synchronous_commit=off');
  await source.initialize();
  const owner = new pg.Pool({ connectionString: process.env.DATABASE_OWNER_URL, max: 4, options: '-c app.system=on -c synchronous_commit=off' });
  const make = new Factories(new Db(source));
  return {
    make,
    id: newId,
    sql: async (text, params) => (await owner.query(text, params)).rows,
    token: async (person) => {
      const token = `t${randomBytes(24).toString('hex')}`;
      const id = newId();
      await owner.query(`with made as (insert into session (id, person_id, client, device, created_at, last_used_on, proved_at) values ($1, $2, 'h5', 'bench', app_now(), current_date, app_now()) returning id)
        insert into access_token (hash, session_id, expires_at) select $3, id, app_now() + interval '1 day' from made`, [id, person.id, createHash('sha256').update(token).digest('hex')]);
      return token;
    },
    close: async () => { await source.destroy(); await owner.end(); },
  };
}

/** Starts a server of ours or a reference on a free port and waits until it answers on `path`. */
export async function serve(script, env = {}, path = '/health/ready') {
  const port = await freePort();
  const file = script === 'main' ? join(dist, 'src', 'main.js') : join(here, script);
  const child = keep(spawn(process.execPath, [file], { env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: script === 'main' ? 'development' : 'production', LOG_LEVEL: 'error', H5_DIR: undefined, ...env }, stdio: ['ignore', 'inherit', 'inherit'] }));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) break;
    if (tries > 1200) throw new Error(`${script} was not ready`);
    await pause(50);
  }
  return { url, port, pid: child.pid, stop: () => new Promise((resolve) => { child.on('exit', resolve); child.kill('SIGTERM'); setTimeout(() => child.kill('SIGKILL'), 12_000).unref(); }) };
}

/** Starts a load client in its own process. ask(what, args) → answer. */
export function loadClient(script) {
  const child = keep(spawn(process.execPath, [join(here, script)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  const waiting = new Map();
  let serial = 0;
  child.on('message', ({ id, answer, error }) => { const { resolve, reject } = waiting.get(id); waiting.delete(id); if (error) reject(new Error(error)); else resolve(answer); });
  child.on('exit', () => { for (const { reject } of waiting.values()) reject(new Error('the load client ended')); });
  return {
    ask: (what, args = {}) => new Promise((resolve, reject) => { serial += 1; waiting.set(serial, { resolve, reject }); child.send({ id: serial, what, args }); }),
    stop: () => child.kill('SIGTERM'),
  };
}

const tick = process.platform === 'linux' ? 1000 / Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout || 100) : NaN;
const stat = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');

/** CPU time of a process so far, in ms; NaN where the system does not tell. */
export function cpuOf(pid) {
  if (process.platform !== 'linux') return NaN;
  const fields = stat(pid);
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

/** CPU time of PostgreSQL so far: the postmaster, its children, and those that have ended. */
export function cpuOfPostgres(postmaster = Number(process.env.BENCH_PG_PID)) {
  if (process.platform !== 'linux' || !postmaster) return NaN;
  const own = stat(postmaster);
  let sum = Number(own[11]) + Number(own[12]) + Number(own[13]) + Number(own[14]);
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = stat(name);
      if (Number(fields[1]) === postmaster) sum += Number(fields[11]) + Number(fields[12]);
    } catch { /* ended meanwhile */ }
  }
  return sum * tick;
}

/** Prints a table, writes the JSON, returns how many goals were missed. Rows: { name, ours, reference, ratio, goal, least|most }. */
export async function conclude(id, rows, more = {}) {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  const version = (await owner.query('show server_version')).rows[0].server_version;
  await owner.end();
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: inRoot(), encoding: 'utf8' }).stdout?.trim() ?? '';
  const met = (row) => (row.least === undefined || !(row.ratio < row.least)) && (row.most === undefined || !(row.ratio > row.most));
  const figure = (value) => (typeof value === 'number' && !Number.isNaN(value) ? (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)) : '–');
  const table = rows.map((row) => ({ what: row.name, ours: figure(row.ours), reference: figure(row.reference), ratio: figure(row.ratio), goal: row.least !== undefined ? `≥ ${row.least}` : row.most !== undefined ? `≤ ${row.most}` : '', met: row.least === undefined && row.most === undefined ? '' : met(row) ? 'yes' : 'NO' }));
  console.table(table);
  const missed = rows.filter((row) => !met(row)).length;
  const report = { id, at: new Date().toISOString(), commit, node: process.version, postgres: version, cpus: cpus().length, quick, rows, ...more };
  const file = inRoot('.cache', 'bench', `${id}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
  console.log(`${id}: commit ${commit}, Node ${process.version}, PostgreSQL ${version}; ${missed === 0 ? 'every goal met' : `${missed} goals missed`}${quick ? ' (--quick: too short to judge, shown only)' : ''}; written to .cache/bench/${id}.json`);
  return quick ? 0 : missed;
}
