import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refusals } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import type { Route } from '@branch/shared/route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { context } from './context.js';
import { isUnproved } from './db.js';
import { log } from './log.js';

/** A file to be kept, not shown, under its own name. */
export const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** A file to send: `name` is what the browser saves it as. */
export interface Download { name: string; type: string; body: Buffer }

/** What leaves of an answer: the output schema is the presenter, what it does not name never leaves. Work done with rights that turn out to be old is done anew, and an answer that needed no database waits for their proof. */
export async function answered(route: Route, reply: FastifyReply, work: (me: Me) => Promise<unknown>): Promise<unknown> {
  const now = context.getStore();
  // Routes that strangers may use have handlers that know there may be nobody.
  const handle = async (): Promise<unknown> => {
    const value = await work(now?.me as Me);
    await now?.entry?.prove();
    return value;
  };
  const value = await handle().catch(async (error: unknown) => {
    if (!isUnproved(error) || !now?.entry) throw error;
    // Nothing has been done yet: the proof stands before the first statement.
    const { renew } = now.entry;
    now.entry = null;
    await renew();
    return handle();
  });
  if (!route.download) return z.parse(route.output, value);
  const file = value as Download;
  void reply.header('content-type', file.type).header('content-disposition', attachment(file.name));
  return file.body;
}

// What Fastify, PostgreSQL and Node call things → what we say. Everything else is a surprise: logged in full, answered without detail.
const known: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'input.too-large', FST_REQ_FILE_TOO_LARGE: 'input.too-large', FST_ERR_CTP_INVALID_MEDIA_TYPE: 'input.unsupported-type', FST_INVALID_MULTIPART_CONTENT_TYPE: 'input.unsupported-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'input.not-json', FST_ERR_CTP_EMPTY_JSON_BODY: 'input.not-json', FST_ERR_CTP_INVALID_JSON_BODY: 'input.not-json', FST_ERR_BAD_URL: 'not-found', FST_ERR_NOT_FOUND: 'not-found',
  '57P01': 'server.busy', '57P02': 'server.busy', '57P03': 'server.busy', '53300': 'server.busy', '08006': 'server.busy', '08001': 'server.busy', '25P03': 'server.busy', '40P01': 'server.busy', '55P03': 'server.busy',
  // Values PostgreSQL cannot read as what they should be: a forged cursor, a number or date out of range, a NUL in a text.
  '22P02': 'input.invalid', '22007': 'input.invalid', '22008': 'input.invalid', '22003': 'input.invalid', '22021': 'input.invalid', '22P05': 'input.invalid',
  ECONNREFUSED: 'server.busy', ECONNRESET: 'server.busy', EPIPE: 'server.busy', ENOENT: 'server.failed',
};
const connectionLost = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connection is closed|QueryRunnerAlreadyReleased|Driver not Connected|shutting down|Connection ended/i;

/** The refusal an error amounts to. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const thrown = error as { code?: string; status?: number; statusCode?: number; message?: string } | null;
  const code = thrown?.code ? known[thrown.code] : undefined;
  if (code) return new Refusal(code);
  if (thrown?.message && connectionLost.test(thrown.message)) return new Refusal('server.busy');
  const status = thrown?.status ?? thrown?.statusCode;
  if (status === 404 || status === 405) return new Refusal('not-found');
  if (status === 413) return new Refusal('input.too-large');
  if (status === 415) return new Refusal('input.unsupported-type');
  if (status !== undefined && status >= 400 && status < 500) return new Refusal('input.not-json');
  return new Refusal('server.failed');
}

/** What every error looks like on the wire. */
export const errorBody = (refusal: Refusal, requestId: string) => ({ error: { code: refusal.code, message: refusal.words ?? refusals[refusal.code][1], requestId, ...(refusal.details ? { details: refusal.details } : {}) } });

/** Turns every throw into one shape: code, Chinese sentence, request id. */
@Catch()
export class Refuse implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  const requestId = context.getStore()?.requestId ?? String(request.id);
  if (refusal.code === 'server.failed') log.error({ requestId, route: request.routeOptions?.url, err: error }, 'request failed');
  if (reply.sent) return;
  if (refusal.status === 503) void reply.header('retry-after', '2');
  const wait = refusal.details?.retryAfter;
  if (refusal.status === 429 && typeof wait === 'number') void reply.header('retry-after', String(wait));
  void reply.status(refusal.status).header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(errorBody(refusal, requestId));
}
