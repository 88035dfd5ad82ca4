import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@branch/shared/audit';
import type { EventName, Events } from '@branch/shared/events';
import { nobodyId } from '@branch/shared/nobody';
import { Refusal } from '@branch/shared/refusals';
import pg from 'pg';
import type { PoolClient, QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityTarget, ObjectLiteral, QueryRunner } from 'typeorm';
import { context } from './context.js';
import { sha256 } from './crypto.js';
import { newId } from './ids.js';

type Row = Record<string, unknown>;
/** A statement with its $1… parameters and the name it is prepared under (ours, if none is given). */
export type Statement = readonly [text: string, params: readonly unknown[], name?: string | undefined];
/** News for open sockets: lossy by design, for readers catch up by number. One piece of news may go to many rooms at once. */
export interface News { room: string | string[]; name: string; body: unknown }
export type Tell = (news: News) => void;

/** A query inside a transaction whose row-level security already knows the caller. */
export class Reading {
  /** `beginning`: what opens the transaction, still unsent; it travels with the first statement. */
  constructor(protected readonly client: PoolClient, protected readonly runner: QueryRunner, private beginning: string | null = null) {}

  /** Whether the transaction has begun, and whether it still has to be ended. */
  get begun(): boolean { return this.beginning === null; }
  ended = false;

  /** Rows of a statement with $1… parameters. With parameters it is prepared once per connection, under the given name or one of ours. */
  async sql<T extends object = Row>(text: string, params: readonly unknown[] = [], name = params.length > 0 ? nameOf(text) : undefined): Promise<T[]> {
    if (this.beginning !== null) {
      const first = executing(this.client, name, text, params);
      if (first !== null) return (await this.exchange<T>(`${this.takeBeginning()}; ${first}`)).at(-1) ?? [];
      await this.begin();
    }
    const found = await this.client.query<T & Row>(name ? { name, text, values: [...params] } : { text, values: [...params] });
    return found.rows;
  }

  /** Rows of several statements; with the beginning and the end of the transaction in one exchange, where this is all it does. */
  async all(statements: readonly { text: string; params: readonly unknown[]; name: string | undefined }[]): Promise<Row[][]> {
    const calls = statements.map(({ text, params, name }) => executing(this.client, name, text, params));
    if (this.beginning !== null && !calls.includes(null)) {
      const answers = await this.exchange([this.takeBeginning(), ...calls, 'commit'].join('; '));
      this.ended = true;
      return answers.slice(-1 - calls.length, -1);
    }
    const found: Row[][] = [];
    for (const { text, params, name } of statements) found.push(await this.sql(text, params, name));
    return found;
  }

  /** Begins now, for a statement that does not go through `sql`. */
  protected async begin(): Promise<void> {
    if (this.beginning !== null) await this.client.query(this.takeBeginning());
  }

  private takeBeginning(): string {
    const beginning = this.beginning ?? '';
    this.beginning = null;
    return beginning;
  }

  /** Several statements without parameters in one message: the rows of each. */
  private async exchange<T extends object = Row>(text: string): Promise<T[][]> {
    return (await this.client.query(text) as unknown as QueryResult<T & Row>[]).map((one) => one.rows);
  }

  async one<T extends object = Row>(text: string, params: readonly unknown[] = [], name?: string): Promise<T | null> {
    return (await this.sql<T>(text, params, name))[0] ?? null;
  }

  /** The first row, or the refusal that it was not found. */
  async found<T extends object = Row>(text: string, params: readonly unknown[] = [], name?: string): Promise<T> {
    const row = await this.one<T>(text, params, name);
    if (!row) throw new Refusal('not-found');
    return row;
  }

  /** The only clock a rule reads: the database's, which tests can shift. */
  async now(): Promise<Date> { return (await this.found<{ now: Date }>('select app_now() as now', [], 'app_now')).now; }
}

/** A write: lock → rule → save → announce. What is announced is heard only if the transaction commits. */
export class Tx extends Reading {
  readonly news: News[] = [];
  readonly afterCommit: (() => void)[] = [];

  /** Inserts entity rows by their TypeORM mapping. */
  async insert<E extends ObjectLiteral>(entity: EntityTarget<E>, rows: Partial<E> | Partial<E>[]): Promise<void> {
    const list = Array.isArray(rows) ? rows : [rows];
    await this.begin();
    for (let i = 0; i < list.length; i += 500) {
      // TypeORM's insert type asks for deep partials; our rows are flat.
      await this.runner.manager.createQueryBuilder().insert().into(entity).values(list.slice(i, i + 500) as never).updateEntity(false).execute();
    }
  }

  async update<E extends ObjectLiteral>(entity: EntityTarget<E>, where: Partial<E>, patch: Partial<E>): Promise<number> {
    await this.begin();
    const done = await this.runner.manager.createQueryBuilder().update(entity).set(patch as never).where(where).updateEntity(false).execute();
    return done.affected ?? 0;
  }

  /** Stores that something happened, and one durable job per hearer, in this transaction: a crash after commit loses none. */
  async announce<N extends EventName>(name: N, body: Events[N]): Promise<void> {
    const now = context.getStore();
    const id = newId();
    const unitId = 'unitId' in body ? body.unitId : null;
    // What somebody wrote as nobody (MOD-7) keeps neither who asked nor by which request, and its time to the hour.
    const nobody = 'authorId' in body && body.authorId === nobodyId;
    await this.sql('insert into event (id, name, unit_id, actor_id, body, request_id, at) values ($1, $2, $3, $4, $5, $6, case when $7 then date_trunc(\'hour\', app_now()) else app_now() end)',
      [id, name, unitId, nobody ? null : now?.me?.personId ?? null, JSON.stringify(body), nobody ? null : now?.requestId ?? null, nobody]);
    for (const key of hearersOf(name)) {
      await this.sql('select graphile_worker.add_job(\'hear\', json_build_object(\'eventId\', $1::text, \'hearer\', $2::text))', [id, key]);
    }
  }

  /** A trace of an act, in the same transaction: no trace, no act. */
  async audit(action: AuditAction, object: string, details: Row = {}, result = 'done'): Promise<void> {
    const now = context.getStore();
    await this.sql('insert into audit (id, at, actor_id, unit_id, action, object, result, details, request_id) values ($1, app_now(), $2, $3, $4, $5, $6, $7, $8)',
      [newId(), now?.me?.personId ?? null, now?.at?.unitId ?? (typeof details.unitId === 'string' ? details.unitId : null), action, object, result, JSON.stringify(details), now?.requestId ?? null]);
  }

  /** Tells open sockets after commit. */
  live(room: string | string[], name: string, body: unknown): void { this.news.push({ room, name, body }); }

  /**
   * Does something once for a client's id. A repeat with the same input gets the first answer; with another input it is refused (G2, no time window).
   * The first insert waits for a racing twin's commit, so that exactly one does the work.
   */
  async once<A>(clientId: string, input: unknown, work: () => Promise<A>): Promise<{ answer: A; replayed: boolean }> {
    const personId = context.getStore()?.me?.personId ?? 'visitor';
    const inputHash = sha256(JSON.stringify(input));
    const mine = await this.one('insert into accepted (person_id, client_id, input_hash, answer, at) values ($1, $2, $3, \'null\', app_now()) on conflict do nothing returning client_id', [personId, clientId, inputHash]);
    if (!mine) {
      const first = await this.found<{ input_hash: string; answer: A }>('select input_hash, answer from accepted where person_id = $1 and client_id = $2', [personId, clientId]);
      if (first.input_hash !== inputHash) throw new Refusal('client-id.reused');
      return { answer: first.answer, replayed: true };
    }
    const answer = await work();
    await this.sql('update accepted set answer = $3 where person_id = $1 and client_id = $2', [personId, clientId, JSON.stringify(answer)]);
    return { answer, replayed: false };
  }
}

const names = new Map<string, string>();
/** Every text of ours is a constant, and there are some hundreds; should one be put together ever anew, it is simply not kept prepared. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= 1000) return known;
  const name = `sql_${names.size}`;
  names.set(text, name);
  return name;
}

const hearers = new Map<EventName, Map<string, (event: { id: string; name: EventName; body: never; actorId: string | null; at: Date }) => Promise<void>>>();
export const hearersOf = (name: EventName): string[] => [...(hearers.get(name)?.keys() ?? [])];
export const hearer = (event: EventName, key: string) => hearers.get(event)?.get(key);

export interface Heard<N extends EventName> { id: string; name: N; body: Events[N]; actorId: string | null; at: Date }
/** Registers a durable hearer under a name that never changes (jobs already stored carry it). It must be idempotent. */
export function hears<N extends EventName>(name: N, key: string, hear: (event: Heard<N>) => Promise<void>): void {
  const known = hearers.get(name) ?? new Map<string, never>();
  known.set(key, hear as never);
  hearers.set(name, known);
}

const safeList = (ids: readonly string[]) => ids.filter((id) => /^[A-Za-z0-9]{1,40}$/.test(id)).join(',');

/** The one door to the database: every statement runs in a transaction that tells row-level security who is asking. */
@Injectable()
export class Db {
  /** Set by the live gateway; news before it exists is dropped, as news may be. */
  tell: Tell = () => undefined;

  constructor(readonly source: DataSource) {}

  /** Reads as the caller. */
  read<T>(work: (db: Reading) => Promise<T>): Promise<T> { return this.run(work, scope, true); }

  /** Writes as the caller: lock → rule → save → announce. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> { return this.run(work, scope, false); }

  /** Reads or writes for the system itself (signing in, hearers, jobs), where there is no caller's scope. The reason is for the reader of the code. */
  asSystem<T>(_reason: string, work: (tx: Tx) => Promise<T>): Promise<T> { return this.run(work, null, false); }

  /** Reads the rows of one statement as the caller; the whole transaction is one exchange with the database once the statement is prepared there. */
  async rows<T extends object = Row>(text: string, params: readonly unknown[], name?: string): Promise<T[]> { return (await this.page([text, params, name]))[0] as T[]; }

  /** The same for several statements that do not depend on each other: the rows of each. */
  page(...statements: Statement[]): Promise<Row[][]> {
    return this.run((db) => db.all(statements.map(([text, params, name]) => ({ text, params, name: name ?? nameOf(text) }))), scope, true);
  }

  /** Proves rights taken from memory where a request did not come to the database. */
  async prove(): Promise<void> {
    if (context.getStore()?.entry?.sql) await this.read((db) => db.sql('select 1'));
  }

  private async connect(): Promise<{ client: PoolClient; runner: QueryRunner }> {
    const runner = this.source.createQueryRunner();
    return { client: await runner.connect() as PoolClient, runner };
  }

  /** `scoped` null: for the system. The first transaction of a caller known from memory proves that nothing has changed; if it has, the request is handled anew (kit/answers.ts). */
  private async run<T>(work: (tx: Tx) => Promise<T>, scoped: (() => string) | null, readOnly: boolean): Promise<T> {
    const entry = context.getStore()?.entry ?? null;
    const proof = entry?.sql ?? null;
    const asking = scoped === null ? 'set local app.system = \'on\'' : proof === null ? scoped() : null;
    const beginning = [`begin${readOnly ? ' read only' : ''}`, proof, asking].filter((part) => part !== null).join('; ');
    const { client, runner } = await this.connect();
    // It begins with its first statement, in one exchange; nothing is lost if it has none.
    const tx = new Tx(client, runner, beginning);
    let result: T;
    try {
      result = await work(tx);
      if (!readOnly && tx.begun) await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      await runner.release();
      throw error;
    }
    if (entry && tx.begun) entry.sql = null;
    // Nothing hangs on the end of a read: the answer need not wait for it.
    if (readOnly && tx.begun && !tx.ended) { void client.query('commit').catch(() => undefined).finally(() => runner.release()); return result; }
    await runner.release();
    for (const news of tx.news) this.tell(news);
    for (const then of tx.afterCommit) then();
    return result;
  }
}

/** What app_enter raises: rights remembered of the caller no longer stand. */
export const isUnproved = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'OB001';

/** A call of a statement this connection has prepared, with the values as literals; null where it has not, or where a value has no plain literal. */
function executing(client: PoolClient, name: string | undefined, text: string, params: readonly unknown[]): string | null {
  // pg keeps what a connection has parsed; its types do not say so.
  if (name === undefined || (client as unknown as { connection: { parsedStatements: Record<string, string | undefined> } }).connection.parsedStatements[name] !== text) return null;
  const values: string[] = [];
  for (const value of params) {
    const written = literal(value);
    if (written === null) return null;
    values.push(written);
  }
  return `execute ${pg.escapeIdentifier(name)}${values.length > 0 ? `(${values.join(', ')})` : ''}`;
}

function literal(value: unknown): string | null {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value.includes('\0') ? null : pg.escapeLiteral(value);
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`;
  if (value instanceof Date) return `'${value.toISOString()}'`;
  // A list of texts, as PostgreSQL writes one.
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return literal(`{${value.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return null;
}

function scope(): string {
  const now = context.getStore();
  return `set local app.person = '${safeList(now?.me ? [now.me.personId] : [])}'; set local app.units = '${safeList(now?.units ?? [])}'; set local app.beneath = '${safeList(now?.beneath ?? [])}'`;
}
