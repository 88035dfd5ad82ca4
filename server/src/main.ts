import { readConfig } from './kit/config.js';
import { log } from './kit/log.js';
import { startApp } from './app.js';
import { BootstrapService } from './members/bootstrap.service.js';

const config = readConfig(process.env);
try {
  const running = await startApp(config);
  const link = config.production ? await running.app.get(BootstrapService).link() : null;
  if (link) console.log(`首次启动：还没有运维员。请在 30 分钟内打开下面的链接，设立第一位运维员（只能用一次；过期请重启服务）：\n${link}`);
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    // Requests under way are finished; whoever hangs longer than 9 s is left behind.
    setTimeout(() => process.exit(1), 9000).unref();
    void running.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));
} catch (error) {
  const failed = error as NodeJS.ErrnoException;
  console.error(failed.code === 'EADDRINUSE' ? `端口 ${config.port} 已被占用。请先停止占用它的程序，或换一个端口：PORT=3001 npm start` : `服务没有启动：${failed.message}`);
  if (failed.code !== 'EADDRINUSE') log.error({ err: error }, 'start failed');
  process.exit(1);
}
