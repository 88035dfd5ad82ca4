// One PostgreSQL for all server stories: our own embedded instance in the system's temporary folder, on a free port, without fsync.
// (Fault tests start their own, durable one.) World.ts makes the template database and one clone per worker on it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../tools/pg/launcher.mjs';
import { alive, postmaster } from '../tools/pg/postmaster.mjs';

const prefix = 'online-branch-test-';

type Running = Awaited<ReturnType<typeof startPostgres>>;
declare global {
  var testPostgres: Running | undefined;
}

/** Ends and removes instances left by test runs that were killed: their folder names the process that made it. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dir = join(tmpdir(), name);
    try {
      if (alive(Number(readFileSync(join(dir, 'maker'), 'utf8')))) continue;
      const left = postmaster(join(dir, 'cluster'));
      if (left && alive(left.pid)) process.kill(left.pid, 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true });
    } catch {
      // another user's, or being made at this moment
    }
  }
}

export default async function globalSetup(): Promise<void> {
  sweep();
  const dir = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(dir, 'maker'), String(process.pid));
  const postgres = await startPostgres({ dir, fast: true });
  globalThis.testPostgres = postgres;
  Object.assign(process.env, {
    TEST_PG_OWNER_URL: postgres.ownerUrl,
    TEST_PG_RUNTIME_URL: postgres.runtimeUrl,
    TEST_PG_RUNTIME_PASSWORD: postgres.runtimePassword,
    TEST_PG_PORT: String(postgres.port),
    TEST_PG_DIR: dir,
  });
}
