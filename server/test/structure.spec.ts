// The dependency rule is only worth something if it is noticed when broken: three violations are planted in a copy, and exactly those must be reported.
import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const packages = ['shared', 'server', 'miniapp'];

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number };
}

/** A copy of the sources whose `@branch/shared` is the copy's own; everything else installed is linked. */
function copyOfSources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'online-branch-structure-'));
  copyFileSync(join(root, '.dependency-cruiser.cjs'), join(copy, '.dependency-cruiser.cjs'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const name of packages) {
    for (const folder of ['src', 'config', 'migrations', 'test']) {
      if (existsSync(join(root, name, folder))) cpSync(join(root, name, folder), join(copy, name, folder), { recursive: true });
    }
    copyFileSync(join(root, name, 'package.json'), join(copy, name, 'package.json'));
    mkdirSync(join(copy, name, 'node_modules', '@branch'), { recursive: true });
    symlinkSync(join(copy, 'shared'), join(copy, name, 'node_modules', '@branch', 'shared'));
    for (const entry of readdirSync(join(root, name, 'node_modules'))) {
      if (entry !== '@branch') symlinkSync(join(root, name, 'node_modules', entry), join(copy, name, 'node_modules', entry));
    }
  }
  return copy;
}

/** What dependency-cruiser reports there, as `rule: from → to`, sorted. It exits with the number of errors, so a non-zero code is expected. */
function violations(copy: string): Promise<string[]> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cli, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...packages.map((name) => `${name}/src`)];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: copy, maxBuffer: 256 << 20 }, (error, stdout) => {
      try {
        const report = JSON.parse(stdout) as Report;
        expect(report.summary.totalCruised).toBeGreaterThan(50); // it has looked at something
        done(report.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).sort());
      } catch {
        fail(error ?? new Error(stdout.slice(0, 500)));
      }
    });
  });
}

describe('the dependency rule', () => {
  let copy: string;
  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  };

  beforeAll(() => {
    copy = copyOfSources();
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  // That the sources themselves keep the rule is the structure step of npm test; here only what the planting adds counts.
  it('reports exactly what is planted: up the ladder, out of a controller, round in types', async () => {
    const before = new Set(await violations(copy));

    plant('server/src/meetings/planted.ts', 'export const opened = 1;\n');
    plant('server/src/ballots/planted.ts', "import { opened } from '../meetings/planted.js';\nexport const voted = opened;\n");
    plant('server/src/members/planted.controller.ts', "import { Db } from '../kit/db.js';\nexport const db = Db;\n");
    plant('shared/src/posts/planted-a.ts', "import type { B } from './planted-b.js';\nexport type A = { b: B | null };\n");
    plant('shared/src/posts/planted-b.ts', "import type { A } from './planted-a.js';\nexport type B = { a: A | null };\n");

    const after = await violations(copy);
    expect(after.filter((one) => !before.has(one))).toEqual([
      'controllers-touch-no-database: server/src/members/planted.controller.ts → server/src/kit/db.ts',
      'ladder-ballots: server/src/ballots/planted.ts → server/src/meetings/planted.ts',
      'no-cycles: shared/src/posts/planted-a.ts → shared/src/posts/planted-b.ts',
    ]);
  }, 240_000);
});
