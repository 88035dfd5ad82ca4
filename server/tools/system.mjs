// A whole system for tests and measurements: its own PostgreSQL in a temporary folder, migrated, seeded when wanted,
// and one or more built servers on free ports. The caller builds first (rows `builds` of the steps, or lib/build.mjs).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './lib/places.mjs';
import { startServer } from './lib/server.mjs';
import { startPostgres } from './pg/launcher.mjs';
import { freePort } from './pg/roles.mjs';
import { fillWorld } from './worlds.mjs';

/**
 * Starts it. `fast` gives up durability (never for fault tests); `seed` holds the arguments of the seed ([] = the whole district), null = none;
 * `quiet` hides the servers' logs; `env` is added for every server.
 * Returns { postgres, env, servers, url, addServer(env?, port?), stop() }; each server: { url, port, process, ended, kill(), stop() }.
 * @param {{ fast?: boolean, seed?: string[] | null, servers?: number, quiet?: boolean, env?: Record<string, string> }} [options]
 */
export async function startSystem({ fast = true, seed = null, servers: count = 1, quiet = true, env: extra = {} } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'online-branch-system-'));
  // The folder itself, not one below it: where root hands the database to another account, that account must be able to enter.
  const envOf = (database, home) => ({
    DATABASE_URL: database.runtimeUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: join(home, 'data'),
    H5_DIR: inRoot('miniapp', 'dist', 'h5'),
    NODE_ENV: 'development',
    DEMO: '1',
    ...extra,
  });
  try {
    await fillWorld(dir, seed, envOf, { quiet });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  const postgres = await startPostgres({ dir, fast });
  const env = envOf(postgres, dir);
  const servers = [];
  const addServer = async (more = {}, port = undefined) => {
    const at = port ?? (await freePort());
    const server = startServer(at, { ...env, ...more }, { quiet });
    await server.ready();
    const one = {
      url: `http://127.0.0.1:${at}`,
      port: at,
      process: server.process,
      ended: server.ended,
      /** kill -9: nothing of it is finished. */
      kill: async () => {
        server.process.kill('SIGKILL');
        await server.ended;
      },
      stop: server.stop,
    };
    servers.push(one);
    return one;
  };
  const stop = async () => {
    await Promise.all(servers.map((one) => one.stop()));
    await postgres.stop('immediate');
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    for (let n = 0; n < count; n++) await addServer();
  } catch (error) {
    await stop();
    throw error;
  }
  return { postgres, env, servers, url: servers[0]?.url ?? '', addServer, stop };
}
