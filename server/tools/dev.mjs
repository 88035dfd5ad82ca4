// npm run dev: both ends in watch mode. Server: swc --watch for shared and server, node --watch restarts it (PORT, default 3000).
// H5: Taro's own development server with live reload on the next port, which passes API, sockets and files on to the server.
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { openDatabase } from './lib/database.mjs';
import { builds, swcConfig } from './lib/build.mjs';
import { claim } from './lib/lock.mjs';
import { command, dataDir, inRoot } from './lib/places.mjs';
import { child } from './lib/run.mjs';
import { bold, tool } from './lib/say.mjs';
import { runScript } from './lib/server.mjs';
import { prepare } from './lib/task.mjs';

/** Taro redraws its progress many times a second: only what is news is passed on. */
function quietly(stream) {
  createInterface({ input: stream }).on('line', (raw) => {
    const line = stripVTControlCharacters(raw).trimEnd();
    if (/\bcompiled\b|\b[Ee]rror\b|ERROR|失败|✖|Module not found/.test(line) && !/\[webpack-dev-server\]/.test(line)) console.log(line);
  });
}

await tool(async () => {
  const port = Number(process.env.PORT || 3000);
  const data = dataDir();
  const lock = await claim(data, port);
  await prepare();
  const database = await openDatabase(data);
  const env = { ...database.env, PORT: String(port), DATA_DIR: data, H5_DIR: inRoot('miniapp', 'dist', 'h5'), DEMO: '1' };
  await runScript('migrate.js', '升级数据库结构', env);
  await runScript('seed/main.js', '写入演示数据', env);

  const h5 = child(process.execPath, [...builds.h5.run(), '--watch'], {
    cwd: inRoot('miniapp'),
    env: { NODE_ENV: 'development', DEV_API: `http://127.0.0.1:${port}`, DEV_PORT: String(port + 1) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  quietly(h5.stdout);
  quietly(h5.stderr);
  const children = [
    child(process.execPath, [command('.', '@swc/cli', 'swc'), 'src', '-d', 'dist', '--strip-leading-paths', '--config-file', swcConfig, '--watch'], { cwd: inRoot('shared') }),
    child(process.execPath, [command('.', '@swc/cli', 'swc'), 'src', 'migrations', '-d', 'dist', '--config-file', swcConfig, '--copy-files', '--watch'], { cwd: inRoot('server') }),
    child(process.execPath, ['--watch', '--watch-preserve-output', '--enable-source-maps', inRoot('server', 'dist', 'src', 'main.js')], { env }),
    h5,
  ];
  console.log(`\n  网页（改动后自动刷新） ${bold(`http://localhost:${port + 1}`)}\n  服务端               http://localhost:${port}\n  按 Ctrl-C 停止。\n`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  const gone = children.map((one) => new Promise((resolve) => (one.exitCode === null && one.signalCode === null ? one.on('exit', resolve) : resolve())));
  for (const one of children) one.kill('SIGTERM');
  const patience = setTimeout(() => children.forEach((one) => one.kill('SIGKILL')), 12_000);
  await Promise.all(gone);
  clearTimeout(patience);
  await database.stop();
  lock.free();
});
