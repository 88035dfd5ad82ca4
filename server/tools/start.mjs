// npm start: from a clone to a running system. Install, build what changed, database, migrations, demo data on the first run, server.
//   npm start -- --tiny     a small district instead of the whole one (on the first run)
// Plain Node up to the end of the install step.
import { install } from './lib/install.mjs';
import { build, builds, inputsHash } from './lib/build.mjs';
import { openDatabase } from './lib/database.mjs';
import { claim } from './lib/lock.mjs';
import { dataDir, inRoot } from './lib/places.mjs';
import { peopleTable } from './lib/people.mjs';
import { endChildren } from './lib/run.mjs';
import { Plain, bold, dim, green, seconds, tool } from './lib/say.mjs';
import { runScript, startServer } from './lib/server.mjs';

const production = process.env.NODE_ENV === 'production';

function portWanted() {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Plain(`PORT=${process.env.PORT} 不是有效的端口号（1–65535）。`, `PORT=${process.env.PORT} is not a port number (1–65535).`);
}

/** Prints `[n/6] title`, runs the work, prints the seconds it took. */
function stepper(total) {
  let at = 0;
  return async (title, work) => {
    const from = Date.now();
    console.log(`${bold(`[${++at}/${total}]`)} ${title}`);
    const { value, note } = await work();
    console.log(dim(`      ${note}（${seconds(from)}）`));
    return value;
  };
}

async function buildAll() {
  const done = [];
  for (const name of ['shared', 'server', 'h5']) if (await build(name)) done.push(builds[name].title);
  return { note: done.length > 0 ? `已构建：${done.join('、')}` : '没有变化，无需构建' };
}

async function show(port, from) {
  const address = `http://localhost:${port}`;
  console.log(`\n${green('✓')} ${bold('在线支部已就绪')} ${dim(`（启动用时 ${seconds(from)}）`)}\n\n  ${bold(address)}\n`);
  if (production) return;
  const people = await fetch(`${address.replace('localhost', '127.0.0.1')}/api/v1/demo/people`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (Array.isArray(people) && people.length > 0) console.log(`演示数据，人物均为虚构。可用下列身份登录：\n\n${peopleTable(people).join('\n')}\n`);
  console.log(dim('按 Ctrl-C 停止。'));
}

await tool(async () => {
  const from = Date.now();
  const port = portWanted();
  const data = dataDir();
  const step = stepper(6);

  let stopping = null; // the promise of a stop under way; Ctrl-C may come at any moment
  const opened = { lock: null, database: null, server: null };
  const stop = () =>
    (stopping ??= (async () => {
      await opened.server?.stop();
      await endChildren();
      await opened.database?.stop();
      opened.lock?.free();
    })());
  let asked = 0;
  const onSignal = () => {
    // npm passes on the Ctrl-C that the terminal already sent: only a second press after a while means "at once".
    if (asked && Date.now() - asked > 2000) process.exit(130);
    if (asked) return;
    asked = Date.now();
    console.log(dim('\n正在停止…'));
    void stop().then(() => process.exit(0), (error) => {
      console.error(error);
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);

  try {
    opened.lock = await claim(data, port);
    await step('安装依赖', async () => ({ note: (await install()) ? '已按锁定文件安装' : '已是最新' }));
    await step('构建', buildAll);
    opened.database = await step('数据库', async () => {
      const value = await openDatabase(data);
      return { value, note: value.embedded ? `内置 PostgreSQL，数据在 ${value.embedded.dir}${value.embedded.reused ? '，沿用仍在运行的实例' : ''}` : '使用 DATABASE_URL 指定的数据库' };
    });
    const env = { ...opened.database.env, DATA_DIR: data, H5_DIR: inRoot('miniapp', 'dist', 'h5'), ...(production ? {} : { DEMO: '1' }) };
    await step('数据库结构', async () => {
      const structure = inputsHash('server') + inputsHash('shared');
      if (opened.database.done.migrated === structure) return { note: '没有变化' };
      await runScript('migrate.js', '升级数据库结构', env);
      opened.database.note({ migrated: structure });
      return { note: '完成' };
    });
    await step('演示数据', async () => {
      if (production) return { note: '正式环境，不写入演示数据' };
      if (opened.database.done.seeded) return { note: '已有，不再写入' };
      await runScript('seed/main.js', '写入演示数据', env, process.argv.slice(2));
      opened.database.note({ seeded: true });
      return { note: '完成' };
    });
    opened.server = await step('服务', async () => {
      const value = startServer(port, env);
      opened.server = value; // a Ctrl-C during the wait must find it
      opened.lock.note(value.process.pid);
      await value.ready();
      return { value, note: `进程 ${value.process.pid}，端口 ${port}` };
    });
    await show(port, from);
    const code = await opened.server.ended;
    if (stopping) {
      await stopping;
      return 0;
    }
    throw new Plain(`服务意外退出（退出码 ${code}），原因见上。重新执行 npm start 即可再次启动，数据不受影响。`, `The server ended unexpectedly (exit code ${code}); see above. Run npm start again; the data is safe.`);
  } catch (error) {
    if (stopping) {
      await stopping;
      return 0;
    }
    await stop();
    throw error;
  }
});
