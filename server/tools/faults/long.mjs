// npm run test:faults [-- sending|repeats|pocket|lines|pool]: the fault tests of npm test with larger numbers (FAULT_SCALE, default 5: F1 with 15,000 acknowledged lines,
// 15 database crashes, 2,500 ids …). A failing run prints its seed; FAULT_SEED=<seed> draws the same again.
import { spawn } from 'node:child_process';
import { build } from '../lib/build.mjs';
import { install } from '../lib/install.mjs';
import { command, inRoot } from '../lib/places.mjs';
import { tool } from '../lib/say.mjs';

await tool(async () => {
  await install();
  for (const name of ['shared', 'server']) await build(name);
  const only = process.argv.slice(2);
  const args = ['--no-warnings', command('.', 'jest', 'jest'), '--ci', '--forceExit', '--runInBand', '--selectProjects', 'faults', ...(only.length > 0 ? ['--testPathPatterns', `test/faults/(${only.join('|')})`] : [])];
  const running = spawn(process.execPath, args, { cwd: inRoot(), stdio: 'inherit', env: { FAULT_SCALE: '5', ...process.env } });
  return new Promise((resolve) => running.on('exit', (code) => resolve(code ?? 1)));
});
