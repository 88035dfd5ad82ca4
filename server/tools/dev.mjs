// npm run dev: both ends in watch mode. Server: swc --watch for shared and server, node --watch restarts. H5: taro --watch into miniapp/dist/h5,
// served by the server on one port as in use (PORT, default 3000); reload the page to see a change.
import { openDatabase } from './lib/database.mjs';
import { builds, swcConfig } from './lib/build.mjs';
import { claim } from './lib/lock.mjs';
import { command, dataDir, inRoot } from './lib/places.mjs';
import { child } from './lib/run.mjs';
import { bold, tool } from './lib/say.mjs';
import { runScript } from './lib/server.mjs';
import { prepare } from './lib/task.mjs';

await tool(async () => {
  const port = Number(process.env.PORT || 3000);
  const data = dataDir();
  const lock = await claim(data, port);
  await prepare(['shared', 'server', 'h5']);
  const database = await openDatabase(data);
  const env = { ...database.env, PORT: String(port), DATA_DIR: data, H5_DIR: inRoot('miniapp', 'dist', 'h5'), DEMO: '1' };
  await runScript('migrate.js', '升级数据库结构', env);
  await runScript('seed/main.js', '写入演示数据', env);

  const watch = (name, args) => child(process.execPath, [...builds[name].run(), ...args], { cwd: inRoot(builds[name].cwd) });
  const children = [
    child(process.execPath, [command('.', '@swc/cli', 'swc'), 'src', '-d', 'dist', '--strip-leading-paths', '--config-file', swcConfig, '--watch'], { cwd: inRoot('shared') }),
    child(process.execPath, [command('.', '@swc/cli', 'swc'), 'src', 'migrations', '-d', 'dist', '--config-file', swcConfig, '--copy-files', '--watch'], { cwd: inRoot('server') }),
    child(process.execPath, ['--watch', '--watch-preserve-output', '--enable-source-maps', inRoot('server', 'dist', 'src', 'main.js')], { env }),
    watch('h5', ['--watch']),
  ];
  console.log(`\n${bold(`http://localhost:${port}`)}  （修改代码后刷新页面；按 Ctrl-C 停止）\n`);
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
