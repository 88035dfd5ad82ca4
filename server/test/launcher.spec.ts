// The embedded PostgreSQL must come back after anything that happens to a machine, and say in one sentence when it cannot.
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findNative } from '../tools/pg/binaries.mjs';
import { startPostgres } from '../tools/pg/launcher.mjs';

type Running = Awaited<ReturnType<typeof startPostgres>>;

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const dir = mkdtempSync(join(tmpdir(), 'online-branch-launcher-'));
  let running: Running;

  beforeAll(async () => {
    running = await startPostgres({ dir });
  }, 60_000);
  afterAll(async () => {
    await running.stop('immediate');
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  it('writes durably, in UTC, with Chinese text, and its passwords are readable by nobody else', async () => {
    expect(await ask(running.ownerUrl, "select current_setting('fsync') fsync, current_setting('timezone') zone, length('宜山路770号') long")).toEqual([{ fsync: 'on', zone: 'UTC', long: 7 }]);
    expect(statSync(join(dir, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('gives the runtime role no power: no superuser, no way round row-level security, no table of its own', async () => {
    const [role] = await ask(running.runtimeUrl, 'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user');
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    await expect(ask(running.runtimeUrl, 'create table 私房钱 (id int)')).rejects.toThrow(/permission denied/);
  });

  it('is found again by a second start, as after a killed parent', async () => {
    const again = await startPostgres({ dir });
    expect(again).toMatchObject({ reused: true, port: running.port, pid: running.pid });
  });

  it('keeps what was committed when the postmaster is killed, and starts again', async () => {
    await ask(running.ownerUrl, "create table 发言 (line text); insert into 发言 values ('陈建国：同意')");
    await running.kill();
    running = await startPostgres({ dir });
    expect(running.reused).toBe(false);
    expect(await ask(running.ownerUrl, 'select line from 发言')).toEqual([{ line: '陈建国：同意' }]);
  }, 60_000);

  it('starts over a pid file whose number now belongs to another program, as after a container restart', async () => {
    const file = join(dir, 'cluster', 'postmaster.pid');
    await running.kill();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [String(process.ppid), ...lines.slice(1)].join('\n'));
    running = await startPostgres({ dir });
    expect(await ask(running.runtimeUrl, 'select 1 one')).toEqual([{ one: 1 }]);
  }, 60_000);

  it('says in a sentence that the data folder is broken, and what to do', async () => {
    await running.stop();
    for (const file of ['cluster/PG_VERSION', 'cluster/global/pg_control', 'secrets.json']) {
      renameSync(join(dir, file), join(dir, 'aside'));
      await expect(startPostgres({ dir })).rejects.toMatchObject({ name: 'Plain', message: expect.stringContaining('请从备份恢复') });
      renameSync(join(dir, 'aside'), join(dir, file));
    }
    running = await startPostgres({ dir });
    expect(await ask(running.ownerUrl, 'select count(*)::int n from 发言')).toEqual([{ n: 1 }]);
  }, 60_000);

  it('says in a sentence that there is no program for the platform', () => {
    expect(() => findNative('aix-ppc64')).toThrow(/不支持本机平台 aix-ppc64.*DATABASE_URL/);
  });
});
