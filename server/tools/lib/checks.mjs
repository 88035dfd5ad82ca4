// How a step of npm test is run and counted.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from './build.mjs';
import { cache, command, root } from './places.mjs';
import { quiet } from './run.mjs';
import { Plain, dim, red, seconds } from './say.mjs';

/** Runs the steps made of commands, two commands at a time (each keeps one core busy), and answers one result per step: each command is one test, failed when its exit code is not 0. */
export async function commandSteps(steps) {
  const results = new Map(steps.map(({ name }) => [name, { passed: 0, failed: 0, took: 0 }]));
  const waiting = steps.flatMap(({ name, runs }) => runs.map((run) => [name, run]));
  const one = async ([name, [title, packageName, workspace, args, binary]]) => {
    const from = Date.now();
    const result = results.get(name);
    const { code, output } = await quiet(title, process.execPath, [command(workspace, packageName, binary), ...args], { log: `test-${name}-${title.replaceAll(' ', '-')}`, must: false, env: { NODE_ENV: 'test' } });
    result[code === 0 ? 'passed' : 'failed']++;
    result.took += Date.now() - from;
    console.log(`  ${code === 0 ? '✓' : red('✗')} ${title} ${dim(`(${seconds(from)})`)}`);
    if (code !== 0) console.error(output.trimEnd());
  };
  const worker = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await one(run);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** Counts a jest report. A suite that could not run, and a skipped or todo test, count as failed. Returns the words of each failure. */
export function countReport(report, sources) {
  const troubles = [];
  let failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  for (const suite of report.testResults) {
    const path = relative(root, suite.name);
    if (suite.status === 'failed') troubles.push(`${path}\n${stripVTControlCharacters(suite.message).trimEnd()}`);
    for (const test of suite.assertionResults) {
      if (['passed', 'failed'].includes(test.status)) continue;
      failed++;
      troubles.push(`${path}\n  ● ${test.fullName}: ${test.status} (skipped tests are not allowed here)`);
    }
  }
  for (const source of sources) {
    const some = report.testResults.some((suite) => relative(root, suite.name).replaceAll('\\', '/').startsWith(`${source}/`) && suite.assertionResults.length > 0);
    if (some) continue;
    failed++;
    troubles.push(`${source}: no test ran`);
  }
  return { passed: report.numPassedTests, failed, troubles };
}

/** What is built from the mini-program's sources. */
const pages = ['h5', 'weapp'];

/** Runs a step made of jest projects and counts from its JSON report. BUILT tells the specs what has been built for them from the present sources. `later`: what the steps after this one will want built. */
export async function jestStep({ name, projects, sources, builds = [], workers = 2 }, later = []) {
  // The two builds of the mini-program's package keep a core busy each: what a later step needs of them is made at the same time. Should it fail, that step says so.
  const ahead = builds.some((one) => pages.includes(one)) ? later.filter((one) => pages.includes(one) && !builds.includes(one)) : [];
  for (const one of builds) {
    try {
      await Promise.all([build(one), ...(pages.includes(one) ? ahead.splice(0).map((other) => build(other).catch(() => false)) : [])]);
    } catch (error) {
      // A broken build is a failed test, so that the count at the end is still printed.
      if (!(error instanceof Plain)) throw error;
      console.error(red(`  ${error.message}`));
      return { passed: 0, failed: 1 };
    }
  }
  const report = join(cache, 'reports', `${name}.json`);
  mkdirSync(join(cache, 'reports'), { recursive: true });
  rmSync(report, { force: true });
  const args = ['--ci', '--config', 'jest.config.mjs', '--json', '--outputFile', report, '--passWithNoTests', '--forceExit', '--maxWorkers', String(workers), '--selectProjects', ...projects];
  // Worlds made for one spec are copied for the next (worlds.mjs).
  const worlds = mkdtempSync(join(tmpdir(), 'online-branch-worlds-'));
  const { code, output } = await quiet(name, process.execPath, ['--no-warnings', command('.', 'jest', 'jest'), ...args], { log: `test-${name}`, must: false, env: { NODE_ENV: 'test', FORCE_COLOR: undefined, BUILT: builds.join(','), WORLDS: worlds } });
  rmSync(worlds, { recursive: true, force: true });
  if (!existsSync(report)) {
    console.error(red(`  jest ended with code ${code} and no report; the end of its output:`));
    console.error(output.trimEnd().split('\n').slice(-60).join('\n'));
    return { passed: 0, failed: 1 };
  }
  const { passed, failed, troubles } = countReport(JSON.parse(readFileSync(report, 'utf8')), sources);
  for (const trouble of troubles) console.error(`\n${red('✗')} ${trouble}\n`);
  if (code !== 0 && failed === 0) {
    // for example a global teardown that failed
    console.error(output.trimEnd().split('\n').slice(-60).join('\n'));
    return { passed, failed: 1 };
  }
  return { passed, failed };
}
