import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Events } from '@branch/shared/events';
import type { Input, Output, Route, Sent } from '@branch/shared/route';
import { shanghaiDay, shanghaiMoment } from '@branch/shared/time';
import type { Role } from '@branch/shared/roles';
import { migrations } from '../migrations/list.js';
import { startApp } from '../src/app.js';
import type { Running } from '../src/app.js';
import { exampleSecret, readConfig } from '../src/kit/config.js';
import { sha256 } from '../src/kit/crypto.js';
import { Db } from '../src/kit/db.js';
import { newId } from '../src/kit/ids.js';
import { migrateAll } from '../src/kit/migrating.js';
import { Passwords } from '../src/members/passwords.js';
import { People } from '../src/members/people.js';
import { Factories } from '../src/seed/factories.js';
import type { MadePerson } from '../src/seed/factories.js';

/** What came back: status, and the answer or the refusal. */
export interface Answer<R> { status: number; body: Output<R>; code: string | null; message: string | null; details: Record<string, unknown> | null; headers: Headers }

/**
 * A world for stories: a clone of the migrated template database, the real server on a free port, factories, and `as(person, route, input)`.
 * Stories make their own units and never truncate.
 */
export class World {
  private constructor(readonly running: Running, readonly url: string, readonly owner: pg.Pool, readonly make: Factories, readonly databaseUrl: string) {
    for (const pool of [owner, (running.app.get(DataSource).driver as PostgresDriver).master as pg.Pool]) this.keepTime(pool);
  }

  private shift: string | null = null;
  /** Whoever takes a session from the pool finds it at the shifted time: that is asked first, on the same line. */
  private keepTime(pool: pg.Pool): void {
    const known = new WeakMap<pg.PoolClient, string>();
    pool.on('acquire', (client) => {
      if (this.shift === null || known.get(client) === this.shift) return;
      known.set(client, this.shift);
      client.query('select set_config(\'app.clock_shift\', $1, false)', [this.shift]).catch(() => known.delete(client));
    });
  }

  static async open(options: { jobs?: boolean; bus?: boolean } = {}): Promise<World> {
    const { runtimeUrl, ownerUrl } = await cloneTemplate();
    const config = { ...readConfig({ ...process.env, NODE_ENV: 'test', PORT: '0', HOST: '127.0.0.1', DATABASE_URL: runtimeUrl, DATABASE_OWNER_URL: ownerUrl, FIELD_KEY: exampleSecret, BLIND_KEY: exampleSecret, LINK_KEY: exampleSecret, DATA_DIR: `${process.env.TEST_PG_DIR ?? ''}/files` }), demo: true };
    const running = await startApp(config, { jobs: options.jobs ?? true, bus: options.bus ?? false });
    const owner = new pg.Pool({ connectionString: ownerUrl, max: 3, options: '-c app.system=on' });
    owner.on('error', () => undefined);
    return new World(running, `http://127.0.0.1:${running.port}`, owner, new Factories(running.app.get(Db), { people: running.app.get(People), passwords: running.app.get(Passwords) }), runtimeUrl);
  }

  async close(): Promise<void> {
    await this.running.stop();
    await this.owner.end();
  }

  get<T>(token: new (...args: never[]) => T): T { return this.running.app.get(token as never); }

  private readonly tokens = new Map<string, string>();
  /** A bearer token of a signed-in person, without going through signing in (which has stories of its own). */
  async tokenOf(person: MadePerson): Promise<string> {
    const known = this.tokens.get(person.id);
    if (known) return known;
    const token = `t${newId(40)}`;
    await this.owner.query(`with made as (insert into session (id, person_id, client, device, created_at, last_used_on, proved_at)
      values ($1, $2, 'h5', '测试', app_now(), current_date, app_now()) returning id)
      insert into access_token (hash, session_id, expires_at) select $3, id, app_now() + interval '1 day' from made`, [newId(), person.id, sha256(token)]);
    this.tokens.set(person.id, token);
    return token;
  }

  /** Calls a route over HTTP as a person (null: a visitor). */
  async as<R extends Route>(person: MadePerson | null, route: R, input: Sent<R>): Promise<Answer<R>> {
    const { path, method, rest } = address(route, input as Record<string, unknown>);
    const headers: Record<string, string> = person ? { authorization: `Bearer ${await this.tokenOf(person)}` } : {};
    if (method !== 'GET' && method !== 'DELETE') headers['content-type'] = 'application/json';
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(rest) }) });
    const body = await response.json() as Output<R> & { error?: { code: string; message: string; details?: Record<string, unknown> } };
    return { status: response.status, body, code: body.error?.code ?? null, message: body.error?.message ?? null, details: body.error?.details ?? null, headers: response.headers };
  }

  /** Like `as`, but the story goes on only if it succeeded. */
  async ok<R extends Route>(person: MadePerson | null, route: R, input: Sent<R>): Promise<Output<R>> {
    const answer = await this.as(person, route, input);
    if (answer.status !== 200) throw new Error(`${route.method} ${route.path}: ${answer.status} ${answer.code ?? ''} ${JSON.stringify(answer.details)}`);
    return answer.body;
  }

  /** Uploads a file to a route. */
  async upload<R extends Route>(person: MadePerson, route: R, input: Sent<R>, file: { name: string; type: string; bytes: Uint8Array }): Promise<Answer<R>> {
    const { path } = address(route, input as Record<string, unknown>);
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(file.bytes)], { type: file.type }), file.name);
    const response = await fetch(`${this.url}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${await this.tokenOf(person)}` }, body: form });
    const body = await response.json() as Output<R> & { error?: { code: string; message: string; details?: Record<string, unknown> } };
    return { status: response.status, body, code: body.error?.code ?? null, message: body.error?.message ?? null, details: body.error?.details ?? null, headers: response.headers };
  }

  /** Rows straight from the database, as its owner. */
  async rows<T extends object>(sql: string, params: unknown[] = []): Promise<T[]> { return (await this.owner.query<T & pg.QueryResultRow>(sql, params)).rows; }

  /** A statement as the server's own database role, in a transaction with the rights of the system. */
  async asRuntime(sql: string, params: unknown[] = []): Promise<unknown[]> { return this.get(Db).asSystem('a test looks as the runtime role', (tx) => tx.sql(sql, params)); }

  /**
   * Moves the database's clock for every session from now on; the only clock rules read. Sessions already open take the new time when they are next asked for:
   * nothing is ended, for a job may be running.
   */
  async shiftClock(interval: string): Promise<void> {
    await this.owner.query(`alter database "${new URL(this.databaseUrl).pathname.slice(1)}" set app.clock_shift = '${interval}'`);
    this.shift = interval;
  }

  /** Noon of today in Shanghai, for stories that count days or months: no midnight passes while they are told. Called first, before there is a past. */
  async noon(): Promise<Date> {
    const now = new Date();
    const noon = shanghaiMoment(shanghaiDay(now), '12:00');
    await this.shiftClock(`${noon.getTime() - now.getTime()} milliseconds`);
    return noon;
  }

  /** Waits until the durable hearers have worked off their jobs. */
  async heard(): Promise<void> {
    for (let i = 0; i < 400; i += 1) {
      const left = await this.rows<{ n: number }>('select count(*)::int as n from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now()');
      if (left[0]?.n === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('hearers did not finish');
  }

  async eventsOf<N extends keyof Events>(name: N, unitId: string): Promise<Events[N][]> {
    return (await this.rows<{ body: Events[N] }>('select body from event where name = $1 and unit_id = $2 order by at', [name, unitId])).map((row) => row.body);
  }
}

/** Fills path parameters from the input; the rest goes into query or body. */
export function address(route: Route, input: Record<string, unknown>): { path: string; method: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  let path = route.path.replace(/:(\w+)/g, (_, name: string) => { const value = rest[name]; delete rest[name]; return encodeURIComponent(String(value)); });
  if (route.method === 'GET' || route.method === 'DELETE' || route.upload) {
    const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)]));
    if ([...query].length > 0) path += `?${query.toString()}`;
  }
  return { path, method: route.method, rest };
}

export const uuid = (): string => randomUUID();

let template: Promise<string> | null = null;
/** One migrated template per run, one clone per world; made under a lock, since test files run side by side. */
async function cloneTemplate(): Promise<{ runtimeUrl: string; ownerUrl: string }> {
  const ownerUrl = process.env.TEST_PG_OWNER_URL ?? '';
  const runtimeUrl = process.env.TEST_PG_RUNTIME_URL ?? '';
  const on = (url: string, name: string) => { const copy = new URL(url); copy.pathname = `/${name}`; return copy.toString(); };
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(770116)');
    template ??= (async () => {
      const exists = await admin.query('select 1 from pg_database where datname = \'template_world\'');
      if (exists.rowCount === 0) {
        await admin.query('drop database if exists building_world');
        await admin.query('create database building_world');
        await migrateAll(on(ownerUrl, 'building_world'), migrations, new URL(runtimeUrl).username);
        await admin.query('alter database building_world rename to template_world');
      }
      return 'template_world';
    })();
    const name = `world_${newId().toLowerCase()}`;
    await admin.query(`create database ${name} template ${await template}`);
    await admin.query(`grant connect, temporary on database ${name} to "${new URL(runtimeUrl).username}"`);
    return { runtimeUrl: on(runtimeUrl, name), ownerUrl: on(ownerUrl, name) };
  } finally {
    await admin.query('select pg_advisory_unlock(770116)');
    await admin.end();
  }
}

export type { Input, MadePerson, Role };
