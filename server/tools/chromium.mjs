// A real Chromium for the browser journeys, from the npm install: no system package, no download. CHROMIUM_PATH uses the machine's own.
// @sparticuz/chromium is unpacked once into .cache/chromium-<version>; Chinese text is drawn with @embedpdf/fonts-sc through our own fonts.conf.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { cache, inRoot } from './lib/places.mjs';
import { Plain } from './lib/say.mjs';

const packageFolder = (name) => inRoot('server', 'node_modules', name);

/** Not @sparticuz/chromium's own `args`: its --single-process crashes on closing contexts, its --disable-web-security hides real CORS errors. */
const flags = [
  '--no-sandbox',
  // Nothing leaves the machine: no updates, no reports, and no name but the loopback resolves.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
  // The same pixels on every machine.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--lang=zh-CN',
];

const noBrowser = new Plain(
  '没有可用的浏览器。随 npm 安装的 Chromium 只有 Linux x64 版；在本机请安装 Chrome 或 Chromium，并用环境变量 CHROMIUM_PATH 指明其路径。',
  'No browser to use. The Chromium that comes with the npm install is for Linux x64 only; install Chrome or Chromium and give its path in CHROMIUM_PATH.',
);

/** Unpacks the package's browser, fonts and system libraries once; returns the folder. In a child, because the package unpacks into TMPDIR. */
async function unpacked() {
  const { version } = JSON.parse(readFileSync(join(packageFolder('@sparticuz/chromium'), 'package.json'), 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const staging = `${folder}.${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  // The environment variable makes it unpack the system libraries (al2023.tar.br), too.
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: inRoot('server'), env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => child.on('exit', resolve).on('error', () => resolve(127)));
  if (code !== 0) throw new Plain('解压随 npm 安装的 Chromium 失败，请检查磁盘空间。', 'Unpacking the Chromium of the npm install failed; check the disk space.');
  if (existsSync(join(folder, 'chromium'))) rmSync(staging, { recursive: true, force: true }); // another process was first
  else renameSync(staging, folder);
  return folder;
}

/** Writes a fonts.conf that knows only our fonts and returns its path. */
function fontsConf(browserFolder) {
  const folder = join(cache, 'fonts');
  const dirs = [join(packageFolder('@embedpdf/fonts-sc'), 'fonts'), ...(browserFolder ? [join(browserFolder, 'fonts')] : [])];
  const family = 'Noto Sans Hans';
  const aliases = ['sans-serif', 'serif', 'system-ui', 'ui-sans-serif', '-apple-system', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC'];
  const alias = (name) => `  <alias binding="same"><family>${name}</family><prefer><family>${family}</family></prefer></alias>`;
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${dirs.map((dir) => `  <dir>${dir}</dir>`).join('\n')}
  <cachedir>${join(folder, 'cache')}</cachedir>
${aliases.map(alias).join('\n')}
  <match target="pattern"><edit name="family" mode="append_last"><string>${family}</string></edit></match>
</fontconfig>
`;
  mkdirSync(join(folder, 'cache'), { recursive: true });
  const path = join(folder, 'fonts.conf');
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  }
  return path;
}

/** Environment with which this Chromium starts here: its own libraries are added when the system lacks some (libnss3 …). */
function libraryPath(folder, executable) {
  const tried = spawnSync(executable, ['--version', '--no-sandbox'], { encoding: 'utf8' });
  if (tried.status === 0 || !/shared libraries|shared object/.test(tried.stderr ?? '')) return {};
  return { LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
}

/**
 * Launches Chromium and returns playwright's Browser. `options` are playwright launch options; `args` are added to ours.
 * Throws Plain with a sentence where no browser can be had.
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export async function launchChromium({ args = [], env = {}, ...options } = {}) {
  const launch = (more) => playwright.launch({ headless: true, args: [...flags, ...args], ...more, env: { ...process.env, ...more.env, ...env }, ...options });
  if (process.env.CHROMIUM_PATH) {
    if (!existsSync(process.env.CHROMIUM_PATH)) throw new Plain(`CHROMIUM_PATH 指定的浏览器不存在：${process.env.CHROMIUM_PATH}`, `No browser at CHROMIUM_PATH: ${process.env.CHROMIUM_PATH}`);
    return launch({ executablePath: process.env.CHROMIUM_PATH, env: process.platform === 'linux' ? { FONTCONFIG_FILE: fontsConf(null) } : {} });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return launch({ channel: 'chrome' }).catch(() => {
      throw noBrowser;
    });
  }
  const folder = await unpacked();
  const executablePath = join(folder, 'chromium');
  return launch({ executablePath, env: { FONTCONFIG_FILE: fontsConf(folder), ...libraryPath(folder, executablePath) } });
}
