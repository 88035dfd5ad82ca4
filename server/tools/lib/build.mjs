// What is built from what, each only when its inputs' contents changed. One table; one function.
import { existsSync, rmSync } from 'node:fs';
import { lockHash } from './install.mjs';
import { command, inRoot } from './places.mjs';
import { quiet } from './run.mjs';
import { fingerprint, isFresh, markFresh, stampFile } from './stamp.mjs';

const notSpec = (path) => !/\.spec\.tsx?$/.test(path);
export const swcConfig = inRoot('server', 'tools', 'swcrc.json');

const taroInputs = ['miniapp/src', 'miniapp/config', 'miniapp/package.json', 'miniapp/babel.config.js', 'miniapp/project.config.json', 'miniapp/tsconfig.json', 'shared/src'];
const taro = (type) => ({
  cwd: 'miniapp',
  run: () => [command('miniapp', '@tarojs/cli', 'taro'), 'build', '--type', type, '--no-check'],
  env: { NODE_ENV: 'production', BROWSERSLIST_IGNORE_OLD_DATA: '1' },
});

/** name → title, inputs, outputs (all must exist afterwards), folder to clean, and the command. */
export const builds = {
  shared: {
    title: '共用代码 shared',
    inputs: ['shared/src', 'server/tools/swcrc.json', 'server/tools/lib/build.mjs'],
    outputs: ['shared/dist'],
    clean: 'shared/dist',
    cwd: 'shared',
    run: () => [command('.', '@swc/cli', 'swc'), 'src', '-d', 'dist', '--strip-leading-paths', '--config-file', swcConfig, '--quiet'],
  },
  server: {
    title: '服务端 server',
    inputs: ['server/src', 'server/migrations', 'server/tools/swcrc.json', 'server/tools/lib/build.mjs'],
    outputs: ['server/dist/src/main.js'],
    clean: 'server/dist',
    cwd: 'server',
    run: () => [command('.', '@swc/cli', 'swc'), 'src', 'migrations', '-d', 'dist', '--config-file', swcConfig, '--copy-files', '--quiet'],
  },
  h5: { title: '网页端 H5', inputs: taroInputs, outputs: ['miniapp/dist/h5/index.html'], ...taro('h5') },
  weapp: { title: '小程序 weapp', inputs: taroInputs, outputs: ['miniapp/dist/weapp/app.json'], ...taro('weapp') },
};

/** The content of all that a build is made from. */
export const inputsHash = (name) => fingerprint(name, builds[name].inputs, { keep: notSpec, extra: lockHash() });

/** Builds one of the table when its inputs changed. Returns true when it built. */
export async function build(name) {
  const { title, outputs, clean, cwd, run, env } = builds[name];
  const hash = inputsHash(name);
  if (isFresh(stampFile(name), hash, outputs)) return false;
  rmSync(stampFile(name), { force: true });
  if (clean) rmSync(inRoot(clean), { recursive: true, force: true });
  const { output } = await quiet(`构建${title}`, process.execPath, run(), { log: `build-${name}`, cwd: inRoot(cwd), env });
  const missing = outputs.filter((path) => !existsSync(inRoot(path)));
  if (missing.length > 0) {
    console.error(output);
    throw new Error(`${title}: the build ended well but made no ${missing.join(', ')}`);
  }
  markFresh(stampFile(name), hash);
  return true;
}
