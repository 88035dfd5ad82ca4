import { AsyncLocalStorage } from 'node:async_hooks';
import type { At, Me } from '@branch/shared/permissions';
import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';

/** A transaction that has begun and that row-level security already knows the caller of. */
export interface Opened { client: PoolClient; runner: QueryRunner; readOnly: boolean }

/** What belongs to one request, wherever the code is: who calls, at which unit, and what row-level security may show. */
export interface RequestContext {
  requestId: string;
  me: Me | null;
  at: At | null;
  /** Units whose private life the caller may read. */
  units: readonly string[];
  /** Those and the units beneath the caller's (general) branches, for names and rosters only. */
  beneath: readonly string[];
  /** Begun by the guard together with its look-up; the first read or write of the request takes it over. */
  opened: Opened | null;
}

export const context = new AsyncLocalStorage<RequestContext>();

export const emptyContext = (requestId: string): RequestContext => ({ requestId, me: null, at: null, units: [], beneath: [], opened: null });
