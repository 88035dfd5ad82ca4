import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '@branch/shared/refusals';
import { pathOfScene } from '@branch/shared/short-links';
import { answerError } from './kit/answers.js';
import type { Config } from './kit/config.js';

const ours = /^\/(api|ws|health|files|calendar|s|-)(\/|$)/;

/** The web page on the same port: built files with long caching, everything else the app's own page (history router). */
export async function serveWeb(app: NestFastifyApplication, config: Config): Promise<void> {
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  // Short links: /-/m/<unit>/<meeting>. A foreign one is answered like anything else that does not exist.
  http.get('/-/*', async (request, reply) => {
    const path = pathOfScene((request.params as { '*': string })['*'].split('/').join('.'));
    if (path === null) { answerError(new Refusal('not-found'), request, reply); return reply; }
    return reply.header('cache-control', 'no-cache').redirect(path, 302);
  });
  const root = config.h5Dir ? resolve(config.h5Dir) : null;
  if (root && existsSync(join(root, 'index.html'))) {
    await http.register(fastifyStatic, { root, prefix: '/', wildcard: false, index: false, preCompressed: true,
      setHeaders: (reply, path) => { reply.header('cache-control', /\.[0-9a-f]{8,}\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'); } });
    http.get('/*', async (request, reply) => {
      if (ours.test(request.url.split('?')[0] ?? '') || /\.[a-z0-9]{2,5}$/i.test(request.url.split('?')[0] ?? '')) { answerError(new Refusal('not-found'), request, reply); return reply; }
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    });
  }
}
