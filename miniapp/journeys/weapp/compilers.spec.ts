import { chmodSync, mkdtempSync, cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { built } from './built';

jest.setTimeout(180_000);

/** WeChat's own WXML and WXSS compilers come with the npm package `miniprogram-compiler`; the build of them used here is for Linux on x64. */
const supported = process.platform === 'linux' && process.arch === 'x64';

function files(folder: string, ending: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path, ending) : name.endsWith(ending) ? [path] : [];
  });
}

/** Copies of both programs that may be executed: the package's own files may be read-only. */
function compilers(): { wcc: string; wcsc: string; folder: string } {
  const from = join(dirname(require.resolve('miniprogram-compiler/package.json')), 'bin/linux');
  const folder = mkdtempSync(join(tmpdir(), 'wechat-compilers-'));
  for (const name of ['wcc', 'wcsc']) {
    cpSync(join(from, name), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  return { wcc: join(folder, 'wcc'), wcsc: join(folder, 'wcsc'), folder };
}

// Elsewhere the file still tells what was not looked at, instead of passing without a word.
if (!supported) {
  it(`WeChat's compilers were not run: the ones in npm are for Linux x64, this is ${process.platform} ${process.arch}`, () => {
    process.stderr.write("\nNOTE: WXML and WXSS were not checked with WeChat's own compilers on this platform.\n");
    expect(supported).toBe(false);
  });
} else {
  describe("WeChat's own compilers", () => {
    const dist = built();
    const { wcc, wcsc, folder } = compilers();
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const paths = (ending: string): string[] => files(dist, ending).map((path) => relative(dist, path));

    it('accept every WXML file', () => {
      const done = spawnSync(wcc, ['-d', '-cc', '0', ...paths('.wxml'), ...paths('.wxs'), '-gn', '$gwx'], { cwd: dist, maxBuffer: 64 * 1024 * 1024 });
      expect(done.stderr.toString()).toBe('');
      expect(done.status).toBe(0);
      expect(done.stdout.toString()).toContain('pages/branch/index.wxml');
    });

    it('accept every WXSS file', () => {
      const done = spawnSync(wcsc, ['-db', '-pc', '0', ...paths('.wxss')], { cwd: dist, maxBuffer: 64 * 1024 * 1024 });
      expect(done.stderr.toString()).toBe('');
      expect(done.status).toBe(0);
      expect(done.stdout.toString()).toContain('app.wxss');
    });

    it('refuse a WXML file that is broken, so their yes means something', () => {
      const broken = join(folder, 'broken.wxml');
      writeFileSync(broken, readFileSync(join(dist, 'base.wxml'), 'utf8').slice(0, 4000));
      expect(spawnSync(wcc, ['-d', '-cc', '0', 'broken.wxml', '-gn', '$gwx'], { cwd: folder }).status).not.toBe(0);
    });
  });
}
