// One seeded world per test run, copied for everyone who wants one: migrating and seeding a dozen times over costs minutes.
// The folder is given by the run itself (WORLDS, see lib/checks.mjs) and goes with it, for a seed counts its days from now.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runScript } from './lib/server.mjs';
import { startPostgres } from './pg/launcher.mjs';

/** Migrates the database and, with arguments for the seed (null: none), seeds it. Always quick and without durability: what is measured or killed comes later. */
async function fill(dir, seed, envOf, quiet) {
  const postgres = await startPostgres({ dir, fast: true });
  try {
    const env = envOf(postgres);
    await runScript('migrate.js', '升级数据库结构', env, [], { quiet });
    if (seed) await runScript('seed/main.js', '写入演示数据', env, seed, { quiet });
  } finally {
    await postgres.stop();
  }
  return postgres.dir;
}

/**
 * Fills the empty folder `dir` with a database at rest, migrated and seeded. `envOf(postgres)` is the environment of the scripts, its DATA_DIR `dir`/data.
 * Within a test run the first to want such a world makes it, the others wait and take a copy.
 * @param {string} dir
 * @param {string[] | null} seed
 * @param {(postgres: Awaited<ReturnType<typeof startPostgres>>, dir: string) => Record<string, string>} envOf
 */
export async function fillWorld(dir, seed, envOf, { quiet = true } = {}) {
  const store = process.env.WORLDS;
  if (!store) return void (await fill(dir, seed, (postgres) => envOf(postgres, dir), quiet));
  const ready = join(store, `world${(seed ?? ['-bare']).join('')}`);
  const making = `${ready}.making`;
  for (const until = Date.now() + 240_000; !existsSync(ready); ) {
    if (Date.now() > until) throw new Error(`nobody finished ${ready}`);
    if (!claimed(making)) {
      await sleep(100);
      continue;
    }
    try {
      const home = await fill(making, seed, (postgres) => envOf(postgres, making), quiet);
      // Root hands its database to another account, which may have no way into this folder: then it lies elsewhere.
      if (home !== making) cpSync(home, making, { recursive: true });
      renameSync(making, ready);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      throw error;
    }
  }
  cpSync(ready, dir, { recursive: true });
}

/** Makes the folder; false when another did so first. */
function claimed(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
