// npm run bench [-- P1 P2 …]: builds, starts a PostgreSQL of its own (durable, as in use) in a temporary folder, runs every bench/P*.mjs in order.
// A bench file reads DATABASE_URL and DATABASE_OWNER_URL, gets the remaining arguments, and exits non-zero when its goal is missed.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './lib/places.mjs';
import { child } from './lib/run.mjs';
import { Plain, bold, tool } from './lib/say.mjs';
import { runScript } from './lib/server.mjs';
import { prepare } from './lib/task.mjs';

await tool(async () => {
  const args = process.argv.slice(2);
  const folder = inRoot('server', 'tools', 'bench');
  const all = readdirSync(folder).filter((name) => /^P\d+.*\.mjs$/i.test(name)).sort();
  const asked = args.filter((arg) => /^P\d+$/i.test(arg)).map((arg) => arg.toLowerCase());
  const idOf = (name) => name.match(/^P\d+/i)[0].toLowerCase();
  const wanted = all.filter((name) => asked.length === 0 || asked.includes(idOf(name)));
  const absent = asked.filter((id) => !all.some((name) => idOf(name) === id));
  if (wanted.length === 0 || absent.length > 0) throw new Plain(`没有这个测量：${absent.join('、')}。可选：${all.map(idOf).join(' ')}`, `No such measurement: ${absent.join(', ')}. Choose from: ${all.map(idOf).join(' ')}`);
  await prepare();
  const { startPostgres } = await import('./pg/launcher.mjs');
  const dir = mkdtempSync(join(tmpdir(), 'online-branch-bench-'));
  const postgres = await startPostgres({ dir });
  let missed = 0;
  try {
    const env = { DATABASE_URL: postgres.runtimeUrl, DATABASE_OWNER_URL: postgres.ownerUrl, BENCH_PG_PID: String(postgres.pid), DATA_DIR: dir, DEMO: '1' };
    await runScript('migrate.js', '升级数据库结构', env);
    for (const name of wanted) {
      console.log(bold(`\n${name}`));
      const running = child(process.execPath, [join(folder, name), ...args.filter((arg) => !/^P\d+$/i.test(arg))], { env });
      const code = await new Promise((resolve) => running.on('exit', (status) => resolve(status ?? 1)).on('error', () => resolve(127)));
      if (code !== 0) missed++;
    }
  } finally {
    await postgres.stop('immediate');
    rmSync(dir, { recursive: true, force: true });
  }
  return missed > 0 ? 1 : 0;
});
