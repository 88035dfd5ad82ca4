import { AsyncLocalStorage } from 'node:async_hooks';
import type { At, Me } from '@branch/shared/permissions';

/** How a transaction begins for a caller whose rights were worked out earlier: proves them unchanged, and what to do if they are not. */
export interface Entry {
  /** The statement that proves it and tells row-level security who is asking; null once a transaction of this request has. */
  sql: string | null;
  /** Proves it now, where no transaction has. */
  prove: () => Promise<void>;
  /** Works the rights out afresh, into the request's context; refuses if they no longer suffice. */
  renew: () => Promise<void>;
}

/** What belongs to one request, wherever the code is: who calls, at which unit, and what row-level security may show. */
export interface RequestContext {
  requestId: string;
  me: Me | null;
  at: At | null;
  /** Units whose private life the caller may read. */
  units: readonly string[];
  /** Those and the units beneath the caller's (general) branches, for names and rosters only. */
  beneath: readonly string[];
  /** Rights taken from memory, to be proved by the request's first transaction. */
  entry: Entry | null;
}

export const context = new AsyncLocalStorage<RequestContext>();

export const emptyContext = (requestId: string): RequestContext => ({ requestId, me: null, at: null, units: [], beneath: [], entry: null });
