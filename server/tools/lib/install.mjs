// Installs from the lockfile, only when lockfile or manifests differ from what node_modules was made of. Plain Node: runs before any install.
import { rmSync } from 'node:fs';
import { inRoot } from './places.mjs';
import { quiet } from './run.mjs';
import { Plain, dim } from './say.mjs';
import { fingerprint, isFresh, markFresh } from './stamp.mjs';

const pnpm = 'pnpm@10.34.9';
const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'server/package.json', 'shared/package.json', 'miniapp/package.json'];
const stamp = inRoot('node_modules', '.branch-install.json');

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Plain(`需要 Node.js 20.19 或更新版本，本机是 ${process.version}。请升级 Node.js 后重试。`, `Node.js 20.19 or newer is needed; this is ${process.version}. Please upgrade.`);
}

/** Content of lockfile and manifests: part of every build's key, too. */
export const lockHash = () => fingerprint('install', manifests);

/** Installs when needed. Returns true when it did. */
export async function install() {
  checkNode();
  const hash = lockHash();
  if (isFresh(stamp, hash, ['server/node_modules', 'shared/node_modules', 'miniapp/node_modules'])) return false;
  rmSync(stamp, { force: true });
  const windows = process.platform === 'win32';
  // NODE_ENV=production would leave out the tools the build needs; CI=1 means: never ask.
  const env = { NODE_ENV: undefined, CI: '1', npm_config_production: undefined };
  const args = ['-y', pnpm, 'install', '--frozen-lockfile', '--prod=false', '--reporter=append-only'];
  const result = await quiet('安装依赖', windows ? 'npx.cmd' : 'npx', args, { log: 'install', env, shell: windows, must: false });
  if (result.code !== 0) {
    console.error(dim(result.output.trimEnd().split('\n').slice(-25).join('\n')));
    throw new Plain('安装依赖失败（日志末尾见上）。请检查网络或 npm 镜像设置（npm config get registry）后重新执行。', 'Installing the dependencies failed (end of the log above). Check the network or the npm registry setting, and run again.');
  }
  markFresh(stamp, hash);
  return true;
}
