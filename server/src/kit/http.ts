import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Refusal } from '@branch/shared/refusals';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { answerError, errorBody } from './answers.js';
import type { Config } from './config.js';
import { context, emptyContext } from './context.js';
import type { Uploaded } from './handle.js';
import { newId } from './ids.js';

export const apiPrefix = 'api/v1';

/** Fastify as we want it: 1 MB bodies, slow senders cut off after 30 s, a request id that errors show to the user. */
export function newAdapter(): FastifyAdapter {
  return new FastifyAdapter({ logger: false, bodyLimit: 1024 * 1024, requestTimeout: 30_000, connectionTimeout: 0, keepAliveTimeout: 10_000, routerOptions: { maxParamLength: 200 }, trustProxy: ['127.0.0.1', '::1'], genReqId: () => newId(), clientErrorHandler: answerBroken,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => { answerError(error, request, reply); } });
}

/** What is broken before it is a request (headers too large, too slow, not HTTP) is answered like everything else, straight on the wire. */
function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const refusal = new Refusal(error.code === 'HPE_HEADER_OVERFLOW' ? 'input.too-large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'input.too-slow' : 'input.not-json');
  const body = JSON.stringify(errorBody(refusal, newId()));
  if (socket.writable) socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  else socket.destroy();
}

/** Headers, cookies, uploads and the request's context, registered before the routes. */
export async function prepare(app: NestFastifyApplication, config: Config): Promise<FastifyInstance> {
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  http.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', String(request.id));
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    context.run(emptyContext(String(request.id)), done);
  });
  // JSON and uploads are all we read: what a framework would also take (forms, plain text) would be a second way in.
  http.addHook('preParsing', async (request) => {
    const type = request.headers['content-type'];
    if (type !== undefined && !/^(application\/json|multipart\/form-data)\b/i.test(type) && request.url.startsWith(`/${apiPrefix}/`)) throw new Refusal('input.unsupported-type');
    if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') throw new Refusal('input.unsupported-type');
  });
  await http.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ['\'self\''], 'script-src': ['\'self\''], 'style-src': ['\'self\'', '\'unsafe-inline\''], 'img-src': ['\'self\'', 'data:', 'blob:'], 'connect-src': ['\'self\'', 'ws:', 'wss:'],
      'font-src': ['\'self\'', 'data:'], 'object-src': ['\'none\''], 'base-uri': ['\'self\''], 'frame-ancestors': ['\'none\''], 'form-action': ['\'self\''] } },
    hsts: config.production ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: config.production ? { policy: 'same-origin' } : false,
    originAgentCluster: config.production,
  });
  await http.register(cookie);
  await http.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1000, fileSize: 11 * 1024 * 1024, headerPairs: 50 } });
  http.addHook('preHandler', async (request) => {
    // Nobody's file is read into memory: without a token the guard refuses anyway.
    if (request.isMultipart() && request.headers.authorization) (request as FastifyRequest & { uploaded?: Uploaded }).uploaded = await readUpload(request);
  });
  return http;
}

/** The one file of a multipart request, in memory: the largest we take is 10 MB, and pictures are re-encoded at once. */
async function readUpload(request: FastifyRequest): Promise<Uploaded> {
  const part = await request.file();
  if (!part) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一个文件' }] });
  return { name: part.filename.slice(0, 200), type: part.mimetype, bytes: await part.toBuffer() };
}
