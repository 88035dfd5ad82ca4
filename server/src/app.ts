import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import * as z from 'zod/mini';
import { zhCN } from 'zod/locales';
import { serveApiPages } from './api-pages.js';
import { AppModule } from './app.module.js';
import { entities } from './entities.js';
import type { Config } from './kit/config.js';
import { Guard } from './members/guard.js';
import { apiPrefix, newAdapter, prepare } from './kit/http.js';
import { Jobs } from './kit/jobs.js';
import { Live } from './kit/live.js';
import { refuseUnsafe } from './kit/safety.js';
import { sourceFor } from './kit/source.js';
import { liveDoor } from './live-door.js';
import { servePublic } from './public-pages.js';
import { serveWeb } from './web.js';

export interface Running { app: NestFastifyApplication; port: number; stop(): Promise<void> }

/** Every statement is prepared and looks things up by key: planning it anew each time costs more than running it. */
const settled = '-c plan_cache_mode=force_generic_plan -c jit=off';

/** Builds and starts the server: used by main.ts, the stories and the fault tests alike. */
export async function startApp(config: Config, options: { jobs?: boolean; bus?: boolean } = {}): Promise<Running> {
  // Messages are for Chinese readers.
  z.config(zhCN());
  const source = sourceFor(config.databaseUrl, entities, [], settled);
  await source.initialize();
  if (config.production) await refuseUnsafe(config, source).catch(async (error: unknown) => { await source.destroy(); throw error; });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, source), newAdapter(), { logger: ['error'], abortOnError: false });
  app.setGlobalPrefix(apiPrefix, { exclude: ['health/live', 'health/ready', 'files/:id/:size', 'calendar/:file', 'wechat/push'] });
  await prepare(app, config, async (token) => (await app.get(Guard).whois(token, null)).me?.personId ?? null);
  serveApiPages(app, config);
  servePublic(app, config);
  await serveWeb(app, config);
  await app.init();
  const jobs = app.get(Jobs);
  const live = app.get(Live);
  live.start(app.getHttpServer(), liveDoor(app.get(Guard), source), { busUrl: options.bus === false ? null : config.databaseUrl, origins: config.corsOrigins });
  if (options.jobs !== false) await jobs.start(config.databaseUrl);
  await app.listen(config.port, config.host);
  const address = app.getHttpServer().address() as { port: number };
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= (async () => {
    live.stop();
    // A connection that was busy when we began to close would be kept open for its next request, and hold up the end.
    const idle = setInterval(() => (app.getHttpServer() as Server).closeIdleConnections(), 100);
    await app.close();
    clearInterval(idle);
    await jobs.stop();
    await live.end();
    if (source.isInitialized) await source.destroy();
  })());
  return { app, port: address.port, stop };
}
