/** The OpenAPI document at `/api/openapi.json` and, outside production, a readable page at `/api/docs`: static files only, so that the strict content policy holds. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import swaggerFolder from 'swagger-ui-dist/absolute-path.js';
import type { Config } from './kit/config.js';
import { apiDocument } from './printing.js';

const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>在线支部 · 接口</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>
`;
const start = 'window.ui = SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#swagger-ui", docExpansion: "none", deepLinking: true, validatorUrl: null });\n';

export function serveApiPages(app: NestFastifyApplication, config: Config): void {
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const document = JSON.stringify(apiDocument());
  http.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
  if (config.production) return;
  http.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  http.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  for (const [name, type] of [['swagger-ui.css', 'text/css'], ['swagger-ui-bundle.js', 'text/javascript']] as const) {
    http.get(`/api/docs/${name}`, async (_request, reply) => reply.type(`${type}; charset=utf-8`).send(await readFile(join(swaggerFolder(), name))));
  }
}
