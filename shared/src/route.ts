/** One endpoint as a value: what both ends agree on. The server's @Handle and the client's `call` take their types from it. */
import type * as z from 'zod/mini';
import type { Permission } from './permissions.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route<I extends z.ZodMiniType = z.ZodMiniType, O extends z.ZodMiniType = z.ZodMiniType> {
  /** No PATCH: the mini-program's request has none. */
  method: Method;
  /** Beneath `/api/v1`; `:unitId` names the unit whose permission table row is asked. */
  path: string;
  can: Permission;
  /** Path parameters, query (GET, DELETE) or JSON body (POST, PUT) as one object. */
  input: I;
  output: O;
  /** One English sentence for the printed documents: what it does and why. */
  doc: string;
  /** A multipart upload of one file under the field `file`; largest size in bytes. */
  upload?: { maxBytes: number };
  /** The answer is a file, not JSON. */
  download?: true;
  /** Needs a proof within five minutes: of people who have a TOTP; `always`, of everybody (what changes how one signs in). */
  stepUp?: true | 'always';
}

/** Names a route; that it is a download stays visible in its type, for such a handler answers a file. */
export function route<I extends z.ZodMiniType, O extends z.ZodMiniType>(r: Route<I, O> & { download: true }): Route<I, O> & { download: true };
export function route<I extends z.ZodMiniType, O extends z.ZodMiniType>(r: Route<I, O>): Route<I, O>;
export function route(r: Route): Route { return r; }

/** What the handler receives. */
export type Input<R> = R extends Route<infer I, z.ZodMiniType> ? z.output<I> : never;
/** What the handler returns, before the output schema drops what it does not name. */
export type Result<R> = R extends Route<z.ZodMiniType, infer O> ? z.input<O> : never;
/** What the client receives. */
export type Output<R> = R extends Route<z.ZodMiniType, infer O> ? z.output<O> : never;
/** What the client sends. */
export type Sent<R> = R extends Route<infer I, z.ZodMiniType> ? z.input<I> : never;
