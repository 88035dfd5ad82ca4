// The database of a running system: DATABASE_URL when it is set, else the embedded one in the data folder.
import { join } from 'node:path';
import { recall, remember } from '../pg/memory.mjs';
import { Plain } from './say.mjs';

/**
 * Returns { env, embedded, done, note(facts), stop() }: env holds DATABASE_URL (runtime role) and DATABASE_OWNER_URL (migrates);
 * `done` is what earlier starts noted about the embedded database (nothing is assumed of a database that others may change).
 * The launcher is loaded only when needed, because it uses an installed package.
 */
export async function openDatabase(dir) {
  if (process.env.DATABASE_URL) {
    const owner = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
    await checkReachable(owner, process.env.DATABASE_OWNER_URL ? 'DATABASE_OWNER_URL' : 'DATABASE_URL');
    return { embedded: null, done: {}, note: () => {}, env: { DATABASE_URL: process.env.DATABASE_URL, DATABASE_OWNER_URL: owner }, stop: async () => {} };
  }
  const { startPostgres } = await import('../pg/launcher.mjs');
  const embedded = await startPostgres({ dir: join(dir, 'pg') });
  const cluster = join(embedded.dir, 'cluster');
  return { embedded, done: recall(cluster), note: (facts) => remember(cluster, facts), env: { DATABASE_URL: embedded.runtimeUrl, DATABASE_OWNER_URL: embedded.ownerUrl }, stop: () => embedded.stop() };
}

async function checkReachable(url, name) {
  const { default: pg } = await import('pg');
  let client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8000 });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query("select current_setting('server_version_num')::int as version");
    if (rows[0].version < 150000) throw new Error(`server_version ${rows[0].version} < 15`);
  } catch (error) {
    throw new Plain(
      `连不上 ${name} 指定的数据库（${error.message || error.code}）。请检查地址、账号和密码，并确认它是 PostgreSQL 15 或更新版本；要改用内置数据库，请取消设置 DATABASE_URL。`,
      `Cannot use the database given by ${name} (${error.message || error.code}). Check address, user and password, and that it is PostgreSQL 15 or newer; unset DATABASE_URL to use the embedded database.`,
    );
  } finally {
    await client?.end().catch(() => {});
  }
}
