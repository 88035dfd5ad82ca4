// npm run test:faults [-- sending|repeats|pocket|lines|pool|input]: the fault tests of npm test with larger numbers (FAULT_SCALE, default 5: F1 with 15,000 acknowledged lines,
// 15 database crashes, 2,500 ids …), and bad input with fifteen times the cases, drawn anew. A failing run prints its seed; FAULT_SEED=<seed>, FUZZ_SEED=<seed> draw the same again.
import { spawn } from 'node:child_process';
import { build } from '../lib/build.mjs';
import { install } from '../lib/install.mjs';
import { command, inRoot } from '../lib/places.mjs';
import { tool } from '../lib/say.mjs';

await tool(async () => {
  await install();
  for (const name of ['shared', 'server']) await build(name);
  const only = process.argv.slice(2);
  const jest = (project, paths, env) => new Promise((resolve) => {
    const args = ['--no-warnings', command('.', 'jest', 'jest'), '--ci', '--forceExit', '--runInBand', '--selectProjects', project, ...(paths ? ['--testPathPatterns', paths] : [])];
    spawn(process.execPath, args, { cwd: inRoot(), stdio: 'inherit', env: { ...env, ...process.env } }).on('exit', (code) => resolve(code ?? 1));
  });
  const faults = only.filter((name) => name !== 'input');
  let failed = 0;
  if (only.length === 0 || faults.length > 0) failed += await jest('faults', faults.length > 0 ? `test/faults/(${faults.join('|')})` : '', { FAULT_SCALE: '5' });
  if (only.length === 0 || only.includes('input')) failed += await jest('server', 'server/test/fuzz', { FUZZ_CASES: '600', FUZZ_SEED: String(Math.floor(Math.random() * 1_000_000_000)) });
  return failed > 0 ? 1 : 0;
});
