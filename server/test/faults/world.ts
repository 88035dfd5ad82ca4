import 'reflect-metadata';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/list.js';
import { entities } from '../../src/entities.js';
import { sha256 } from '../../src/kit/crypto.js';
import { Db } from '../../src/kit/db.js';
import { newId } from '../../src/kit/ids.js';
import { migrateAll } from '../../src/kit/migrating.js';
import { sourceFor } from '../../src/kit/source.js';
import { Room } from '../../src/meetings/room.entity.js';
import { Factories } from '../../src/seed/factories.js';
import type { MadePerson, MadeUnit } from '../../src/seed/factories.js';
import { startPostgres } from '../../tools/pg/launcher.mjs';
import { freePort } from '../../tools/pg/roles.mjs';
import { Proxy } from './proxy.js';
import { Wire } from './wire.js';
import type { Trace } from './wire.js';

type Postgres = Awaited<ReturnType<typeof startPostgres>>;
export interface Place { unitId: string; roomId: string }

/** The built server; FAULT_DIST names another build (tools/faults/plant.mjs plants mistakes into a copy). */
const mainScript = () => join(resolve(process.env.FAULT_DIST ?? join(__dirname, '../../dist')), 'src/main.js');
const withParent = join(__dirname, '../../tools/lib/with-parent.mjs');

/** A server process behind a bad network. */
export class Served {
  private running: ChildProcess | null = null;
  private over: Promise<number> = Promise.resolve(0);
  constructor(readonly port: number, readonly proxy: Proxy, private readonly env: NodeJS.ProcessEnv, private readonly logFile: string) {}

  /** Through the bad network. */
  get url(): string { return this.proxy.url; }
  /** Past it. */
  get straight(): string { return `http://127.0.0.1:${this.port}`; }

  async start(): Promise<void> {
    const running = spawn(process.execPath, ['--import', withParent, mainScript()], { env: { ...this.env, PORT: String(this.port) }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.running = running;
    const note = (chunk: Buffer) => appendFileSync(this.logFile, chunk);
    running.stdout?.on('data', note);
    running.stderr?.on('data', note);
    let gone = false;
    this.over = new Promise((done) => { running.on('exit', (code, signal) => { gone = true; done(code ?? (signal ? 128 : 1)); }); });
    const until = Date.now() + 120_000;
    while (Date.now() < until) {
      if (gone) throw new Error(`the server ended during its start:\n${readFileSync(this.logFile, 'utf8').slice(-2000)}`);
      if ((await this.health())?.status === 200) return;
      await pause(30);
    }
    throw new Error('the server was not ready after 120 s');
  }

  /** GET /health/ready, or null when nobody answers. */
  async health(): Promise<{ status: number; body: { ok: boolean; database: boolean; bus: string } } | null> {
    const answer = await fetch(`${this.straight}/health/ready`, { signal: AbortSignal.timeout(9000) }).catch(() => null);
    return answer ? { status: answer.status, body: await answer.json() as { ok: boolean; database: boolean; bus: string } } : null;
  }

  /** kill -9: nothing of it is finished. */
  async kill(): Promise<void> { this.running?.kill('SIGKILL'); await this.over; }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number> { this.running?.kill('SIGTERM'); return this.over; }

  /** True while the process that was started last still runs: it must not die by itself. */
  get alive(): boolean { return this.running?.exitCode === null && this.running.signalCode === null; }
}

/** Two server processes on one durable PostgreSQL, with people and rooms. */
export class FaultWorld {
  readonly servers: Served[] = [];
  private runtimePool: pg.Pool | null = null;
  private constructor(private postgres: Postgres, readonly dir: string, readonly make: Factories, private readonly source: DataSource, readonly owner: pg.Pool) {}

  /** `env` for both servers, `own` for each one by itself. */
  static async open(env: NodeJS.ProcessEnv = {}, own: readonly NodeJS.ProcessEnv[] = []): Promise<FaultWorld> {
    const dir = mkdtempSync(join(tmpdir(), 'online-branch-faults-'));
    const postgres = await startPostgres({ dir: join(dir, 'pg') });
    await migrateAll(postgres.ownerUrl, migrations, 'branch_app');
    const source = sourceFor(postgres.ownerUrl, entities);
    await source.initialize();
    const owner = new pg.Pool({ connectionString: postgres.ownerUrl, max: 3, options: '-c app.system=on' });
    owner.on('error', () => undefined);
    // tools/faults/plant.mjs damages the database here to see that the tests notice.
    if (process.env.FAULT_SQL) await owner.query(process.env.FAULT_SQL);
    const world = new FaultWorld(postgres, dir, new Factories(new Db(source)), source, owner);
    for (let n = 0; n < 2; n += 1) {
      const port = await freePort();
      const served = new Served(port, await Proxy.to(port), { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', DATABASE_URL: postgres.runtimeUrl, DATABASE_OWNER_URL: postgres.ownerUrl, DATA_DIR: dir, DEMO: '1', ...env, ...own[n] }, join(dir, `server-${n}.log`));
      world.servers.push(served);
    }
    await Promise.all(world.servers.map((served) => served.start()));
    return world;
  }

  /** What the servers wrote. */
  logs(): string { return this.servers.map((_, n) => readFileSync(join(this.dir, `server-${n}.log`), { encoding: 'utf8', flag: 'a+' })).join('\n'); }

  server(n: number): Served {
    const found = this.servers[n];
    if (!found) throw new Error(`no server ${n}`);
    return found;
  }

  /** PostgreSQL as after a crash: everything it does is thrown away, connections break, it recovers from its log. */
  async crashPostgres(downMs = 0): Promise<void> {
    await this.postgres.stop('immediate');
    await pause(downMs);
    this.postgres = await startPostgres({ dir: join(this.dir, 'pg'), port: this.postgres.port });
  }

  /** Moves the database's clock for sessions begun from now on. */
  async shiftClock(interval: string): Promise<void> { await this.owner.query(`alter database branch set app.clock_shift = '${interval}'`); }

  /** By how many seconds sessions begun now are ahead: on a connection of its own, for the pools keep old ones. */
  async ahead(): Promise<number> {
    const fresh = new pg.Client({ connectionString: this.postgres.runtimeUrl });
    await fresh.connect();
    try {
      return (await fresh.query<{ s: number }>('select round(extract(epoch from app_now() - clock_timestamp()))::int as s')).rows[0]?.s ?? 0;
    } finally {
      await fresh.end();
    }
  }

  async rows<T extends object>(sql: string, params: unknown[] = []): Promise<T[]> { return (await this.owner.query<T & pg.QueryResultRow>(sql, params)).rows; }

  /** A statement as the servers' own database role. */
  async runtime<T extends object>(sql: string): Promise<T[]> {
    this.runtimePool ??= new pg.Pool({ connectionString: this.postgres.runtimeUrl, max: 1, application_name: 'fault-test' });
    return (await this.runtimePool.query<T & pg.QueryResultRow>(sql)).rows;
  }

  /** A bearer token for a person; lives longer than any shifted clock. */
  async wire(person: MadePerson, trace?: Trace): Promise<Wire> { return new Wire(await this.token(person), trace); }

  async token(person: MadePerson): Promise<string> {
    const token = `t${newId(40)}`;
    await this.owner.query(`with made as (insert into session (id, person_id, client, device, created_at, last_used_on, proved_at)
      values ($1, $2, 'h5', '测试', app_now(), current_date, app_now()) returning id)
      insert into access_token (hash, session_id, expires_at) select $3, id, app_now() + interval '30 days' from made`, [newId(), person.id, sha256(token)]);
    return token;
  }

  /** Standing chats of a unit, besides the one it has. */
  async chats(unit: MadeUnit, count: number): Promise<Place[]> {
    const places: Place[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = newId();
      await new Db(this.source).asSystem('a fault test makes a room', (tx) => tx.insert(Room, { id, unitId: unit.id, meetingId: null, title: `群聊 ${n + 1}`, open: true }));
      places.push({ unitId: unit.id, roomId: id });
    }
    return places;
  }

  /** Calls a meeting and opens it; the secretary has the chair. */
  async meeting(unit: MadeUnit, secretary: Wire, base = this.server(0).straight): Promise<Place & { id: string }> {
    const must = async (path: string, body: unknown) => {
      const answer = await secretary.call(base, 'POST', path, body);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as { id: string; roomId: string };
    };
    const called = await must(`/units/${unit.id}/meetings`, plan());
    await must(`/units/${unit.id}/meetings/${called.id}/opening`, {});
    return { unitId: unit.id, roomId: called.roomId, id: called.id };
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(async (served) => { if (served.alive) await served.kill(); await served.proxy.close(); }));
    await this.source.destroy().catch(() => undefined);
    await this.owner.end().catch(() => undefined);
    await this.runtimePool?.end().catch(() => undefined);
    await this.postgres.stop('immediate');
    if (!process.env.FAULT_KEEP) rmSync(this.dir, { recursive: true, force: true });
    else process.stdout.write(`kept: ${this.dir}\n`);
  }
}

/** A plan for a meeting that starts in ten minutes. */
export const plan = (clientId: string = crypto.randomUUID()) => ({ clientId, kind: 'orgLife', form: 'online', title: '读书会：把一件小事做到底', theme: '说说手头的一件小事', startsAt: new Date(Date.now() + 600_000).toISOString(), endsAt: new Date(Date.now() + 5_400_000).toISOString(),
  agenda: [{ title: '这个月做成的一件小事', note: '' }, { title: '自由发言', note: '' }], materials: [] });

export const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });
