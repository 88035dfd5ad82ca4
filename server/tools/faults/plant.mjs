// node server/tools/faults/plant.mjs [ack] [index]
// Plants a mistake into a copy of the built server and shows that the fault tests notice it. Not part of npm test; the tree itself is not touched.
//   ack    a line is acknowledged before its transaction is committed     → F1 must fail (acknowledged lines are lost)
//   index  the unique index of (room, author, client id) is dropped       → F5 must fail (lines are doubled)
// Ends with 0 only if every planted mistake was noticed.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../lib/build.mjs';
import { command, inRoot } from '../lib/places.mjs';
import { bold, green, red, tool } from '../lib/say.mjs';
import { plants } from './plants.mjs';

function replaced(text, from, to) {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`the place to plant is not there any more: ${from}`);
  return after;
}

await tool(async () => {
  const asked = process.argv.slice(2);
  for (const name of ['shared', 'server']) await build(name);
  let unnoticed = 0;
  for (const [name, plant] of Object.entries(plants)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(bold(`\nplanted: ${plant.title}`));
    // Inside node_modules, so that the copy finds its packages and git does not find the copy.
    const copy = inRoot('server', 'node_modules', '.cache', `planted-${name}`);
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{ "type": "module" }\n');
    cpSync(inRoot('server', 'dist'), join(copy, 'dist'), { recursive: true });
    if (plant.file) {
      const file = join(copy, 'dist', plant.file);
      writeFileSync(file, replaced(readFileSync(file, 'utf8'), plant.from, plant.to));
    }
    const [spec, test] = plant.test;
    const run = spawnSync(process.execPath, ['--no-warnings', command('.', 'jest', 'jest'), '--ci', '--forceExit', '--selectProjects', 'faults', '--testPathPatterns', `test/faults/${spec}`, '-t', test],
      { cwd: inRoot(), encoding: 'utf8', env: { ...process.env, FAULT_DIST: join(copy, 'dist'), FAULT_SCALE: plant.scale, ...(plant.sql ? { FAULT_SQL: plant.sql } : {}) } });
    const words = `${run.stdout}${run.stderr}`.split('\n').filter((line) => /^\s+[✓✕]|^F\d: \{|●.*›|Expected|Received|"(lost|doubled)"|[-+]\s+"/.test(line)).slice(0, 30).join('\n');
    console.log(words);
    const noticed = run.status !== 0 && /✕/.test(run.stdout + run.stderr);
    console.log(noticed ? green(`noticed: ${test} fails`) : red(`NOT noticed: ${test} passes`));
    if (!noticed) unnoticed += 1;
    rmSync(copy, { recursive: true, force: true });
  }
  return unnoticed;
});
