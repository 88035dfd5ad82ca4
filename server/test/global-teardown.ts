import { rmSync } from 'node:fs';

/** Stops the instance that global-setup.ts started, and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  const postgres = globalThis.testPostgres;
  if (!postgres) return;
  await postgres.stop('immediate');
  rmSync(process.env.TEST_PG_DIR ?? postgres.dir, { recursive: true, force: true });
}
