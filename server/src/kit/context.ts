import { AsyncLocalStorage } from 'node:async_hooks';
import type { At, Me } from '@branch/shared/permissions';

/** What belongs to one request, wherever the code is: who calls, at which unit, and what row-level security may show. */
export interface RequestContext {
  requestId: string;
  me: Me | null;
  at: At | null;
  /** Units whose private life the caller may read. */
  units: readonly string[];
  /** Those and the units beneath the caller's (general) branches, for names and rosters only. */
  beneath: readonly string[];
}

export const context = new AsyncLocalStorage<RequestContext>();

export const emptyContext = (requestId: string): RequestContext => ({ requestId, me: null, at: null, units: [], beneath: [] });
