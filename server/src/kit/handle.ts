import { applyDecorators, createParamDecorator, Delete, Get, HttpCode, Post, Put, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refusals } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import type { Input, Result, Route } from '@branch/shared/route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { answered } from './answers.js';
import type { Download } from './answers.js';

/** A file a client sent. */
export interface Uploaded { name: string; type: string; bytes: Buffer }

export const routeKey = 'branch:route';
const verbs = { GET: Get, POST: Post, PUT: Put, DELETE: Delete } as const;

type Raw = FastifyRequest & { uploaded?: Uploaded };

const isCode = (name: unknown): name is RefusalCode => typeof name === 'string' && Object.hasOwn(refusals, name);

/** Path parameters, query or body as the one object the route's schema names. */
export function parseInput(route: Route, request: { params: unknown; query: unknown; body: unknown }): unknown {
  const params = (request.params ?? {}) as Record<string, unknown>;
  const rest = route.method === 'GET' || route.method === 'DELETE' || route.upload ? request.query : request.body;
  if (rest !== null && rest !== undefined && (typeof rest !== 'object' || Array.isArray(rest))) throw new Refusal('input.invalid', { fields: [{ path: '', message: '应是一个对象' }] });
  // A path parameter given again in query or body is an attempt to speak of another object.
  for (const name of Object.keys(params)) if (rest && Object.hasOwn(rest, name)) throw new Refusal('input.invalid', { fields: [{ path: name, message: '路径里已有这一项' }] });
  const parsed = z.safeParse(route.input, { ...(rest as object | undefined), ...params });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.').slice(0, 200), message: issue.message.slice(0, 200) }));
  // A form that names its own refusal.
  for (const issue of parsed.error.issues) if (issue.code === 'custom' && isCode(issue.params?.refusal)) throw new Refusal(issue.params.refusal, { fields: fields.slice(0, 20) });
  // An id in the path that cannot be one names nothing.
  if (parsed.error.issues.every((issue) => typeof issue.path[0] === 'string' && issue.path[0] in params)) throw new Refusal('not-found');
  throw new Refusal('input.invalid', { fields: fields.slice(0, 20) });
}

/** What a handler may ask for beside input and caller: the uploaded file, and (signing in only) the raw request and reply for cookies. */
export interface Extra { file: Uploaded | undefined; request: FastifyRequest; reply: FastifyReply }
const ExtraOf = createParamDecorator((_: unknown, at: ExecutionContext): Extra => {
  const http = at.switchToHttp();
  const request = http.getRequest<Raw>();
  return { file: request.uploaded, request, reply: http.getResponse<FastifyReply>() };
});

type Answer<R extends Route> = R extends { download: true } ? Download : Result<R>;

/**
 * Binds a controller method to a route: verb, path, parsing, permission, status and what leaves come from the route, the method's input and answer types too,
 * so that a method that differs from its route does not compile. Done here and not in pipes and an interceptor, which cost every request more than the work itself.
 */
export function Handle<const R extends Route>(route: R) {
  return <T extends (input: Input<R>, me: Me, extra: Extra) => Promise<Answer<R>>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>): void => {
    const handler = descriptor.value;
    if (!handler) return;
    const handled = function handled(this: object, extra: Extra): Promise<unknown> {
      const input = parseInput(route, extra.request) as Input<R>;
      return answered(route, extra.reply, (me) => handler.call(this, input, me, extra));
    };
    descriptor.value = handled as never;
    // Nest's path has no version: the global prefix adds it.
    applyDecorators(verbs[route.method](route.path), HttpCode(200), SetMetadata(routeKey, route))(target, key, descriptor);
    ExtraOf()(target, key, 0);
  };
}
