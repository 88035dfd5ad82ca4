// The common frame of the small commands (migrate, seed, docs): install, build the server, open the database, run one built script, close.
import { install } from './install.mjs';
import { build } from './build.mjs';
import { openDatabase } from './database.mjs';
import { dataDir } from './places.mjs';
import { runScript } from './server.mjs';

/** Installs and builds what the server needs, where it changed. */
export async function prepare(names = ['shared', 'server']) {
  await install();
  for (const name of names) await build(name);
}

/**
 * Runs server/dist/src/<script> against the database of the data folder (or DATABASE_URL), first migrating when asked.
 * A database that was already running (npm start in another window) is left running.
 */
export async function againstDatabase(script, title, { migrate = true, args = [], env = {} } = {}) {
  await prepare();
  const database = await openDatabase(dataDir());
  const keep = database.embedded?.reused;
  try {
    const all = { ...database.env, DATA_DIR: dataDir(), ...env };
    if (migrate) await runScript('migrate.js', '升级数据库结构', all);
    if (script) await runScript(script, title, all, args);
  } finally {
    if (!keep) await database.stop();
  }
}
