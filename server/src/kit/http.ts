import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Refusal } from '@branch/shared/refusals';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { answerError, errorBody } from './answers.js';
import type { Config } from './config.js';
import { context, emptyContext } from './context.js';
import type { Uploaded } from './handle.js';
import { newId } from './ids.js';
import { securityHeaders } from './security-headers.js';

export const apiPrefix = 'api/v1';
/** How long the rest of a body is still taken, in ms, when its request has been answered. */
const unheard = 300;
const largestUpload = 11 * 1024 * 1024;

/** Fastify as we want it: 1 MB bodies, slow senders cut off (head within 15 s, all within 30 s), a request id that errors show to the user. */
export function newAdapter(): FastifyAdapter {
  return new FastifyAdapter({ logger: false, bodyLimit: 1024 * 1024, http: { headersTimeout: 15_000, connectionsCheckingInterval: 5000 }, requestTimeout: 30_000, connectionTimeout: 0, keepAliveTimeout: 10_000, return503OnClosing: false, routerOptions: { maxParamLength: 200 }, trustProxy: ['127.0.0.1', '::1'], genReqId: () => newId(), clientErrorHandler: answerBroken,
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

/** Bytes of uploads held in memory at once, of everybody and of one sender: beyond it the next ones are asked to come again. */
const uploadMemory = { all: 128 * 1024 * 1024, one: 48 * 1024 * 1024 };

/** Headers, cookies, uploads and the request's context, registered before the routes. `personOf`: whose a token is, for nobody else's file is read into memory. */
export async function prepare(app: NestFastifyApplication, config: Config, personOf: (token: string) => Promise<string | null>): Promise<FastifyInstance> {
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  // What still comes over an open connection while we stop is asked to come again, in our own words (Fastify's would carry no code): the next process answers it.
  let stopping = false;
  const headers = securityHeaders(config);
  http.addHook('preClose', (done) => { stopping = true; done(); });
  http.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', String(request.id));
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    context.run(emptyContext(String(request.id)), () => { done(stopping ? new Refusal('server.busy') : undefined); });
  });
  // JSON and uploads are all we read: what a framework would also take (forms, plain text) would be a second way in.
  http.addHook('preParsing', async (request) => {
    const type = request.headers['content-type'];
    if (type !== undefined && !/^(application\/json|multipart\/form-data)\b/i.test(type) && request.url.startsWith(`/${apiPrefix}/`)) throw new Refusal('input.unsupported-type');
    if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') throw new Refusal('input.unsupported-type');
  });
  await http.register(cookie);
  await http.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1000, fileSize: largestUpload, headerPairs: 50 } });
  const held = new Map<FastifyRequest, { person: string; bytes: number }>();
  http.addHook('preHandler', async (request) => {
    const token = /^Bearer (\S{1,100})$/.exec(request.headers.authorization ?? '')?.[1];
    // Without one the guard refuses anyway.
    const person = token && request.isMultipart() ? await personOf(token) : null;
    if (!person) return;
    const declared = Number(request.headers['content-length'] ?? largestUpload);
    if (declared > largestUpload + 10_000) throw new Refusal('input.too-large');
    const taken = (of: { bytes: number }[]): number => of.reduce((sum, one) => sum + one.bytes, declared);
    const now = [...held.values()];
    if (taken(now) > uploadMemory.all || taken(now.filter((one) => one.person === person)) > uploadMemory.one) throw new Refusal('server.busy');
    held.set(request, { person, bytes: declared });
    (request as FastifyRequest & { uploaded?: Uploaded }).uploaded = await readUpload(request);
  });
  http.addHook('onRequestAbort', async (request) => { held.delete(request); });
  http.addHook('onResponse', async (request) => {
    held.delete(request);
    // Answered before all was sent (a refusal): time to read the answer, and then nobody listens to the rest.
    const { complete, socket } = request.raw;
    if (!complete && socket instanceof Socket) setTimeout(() => { if (!request.raw.complete) socket.destroy(); }, unheard).unref();
  });
  return http;
}

/** The one file of a multipart request, in memory: the largest we take is 10 MB, and pictures are re-encoded at once. Read no further than the limit; what breaks off or is no multipart at all is broken, not our failure. */
async function readUpload(request: FastifyRequest): Promise<Uploaded> {
  try {
    const part = await request.file();
    if (!part) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一个文件' }] });
    part.file.once('limit', () => part.file.destroy(new Refusal('input.too-large')));
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    return { name: part.filename.slice(0, 200), type: part.mimetype, bytes: Buffer.concat(chunks) };
  } catch (error) {
    if (error instanceof Refusal || (error as { code?: string }).code?.startsWith('FST_')) throw error;
    throw new Refusal('file.broken');
  }
}
