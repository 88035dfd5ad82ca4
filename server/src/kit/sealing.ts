import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from './db.js';
import type { Tx } from './db.js';
import { AuditLeaf, AuditSeal } from './entities.js';
import { Settings } from './kit.module.js';
import { log } from './log.js';
import { firstPrevious, sealRoot } from './merkle.js';

/** The whole of an audit row as one hash, made by the database, so that sealing and verifying read the same bytes. */
export const rowHash = `encode(sha256(convert_to(jsonb_build_array(a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), a.actor_id, a.unit_id, a.action, a.object, a.result, a.details, a.request_id)::text, 'UTF8')), 'hex')`;
const everyMs = 10_000;
const mostAtOnce = 500;
const lock = 770_117;
/** A row is committed long before this after its time: older ones need not be looked for again. */
const longestWrite = '2 hours';

/**
 * Seals audit rows in batches afterwards (guarantees 0.8, 5.5): each batch's Merkle root with the root before. One process at a time seals; every
 * process writes the roots to the day's anchor file in its own data folder, outside the database, so that a tail cut off there is found.
 */
@Injectable()
export class Sealing implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  readonly folder: string;

  constructor(private readonly db: Db, private readonly settings: Settings) { this.folder = join(settings.config.dataDir, 'anchors'); }

  /** Not by itself where the clock is a story's. */
  onApplicationBootstrap(): void {
    if (this.settings.config.shiftableClock) return;
    this.timer = setInterval(() => { this.running = this.running.then(() => this.tick()).catch((error: unknown) => log.warn({ err: error }, 'audit rows were not sealed this time')); }, everyMs).unref();
  }

  async onModuleDestroy(): Promise<void> { clearInterval(this.timer); await this.running; }

  async tick(folder = this.folder): Promise<void> {
    while (await this.db.asSystem('audit rows of every unit are sealed', (tx) => sealBatch(tx)) === mostAtOnce);
    await this.anchor(folder);
  }

  /** Writes what is not anchored yet, one line a seal: number, root, rows, time. */
  private async anchor(folder: string): Promise<void> {
    const last = (await readAnchors(folder)).reduce((most, line) => Math.max(most, line.no), 0);
    const seals = await this.db.asSystem('seals are copied outside', (tx) => tx.sql<AuditSeal & { sealedAt: Date }>('select no, root, previous, rows, sealed_at as "sealedAt" from audit_seal where no > $1 order by no', [last]));
    if (seals.length === 0) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const seal of seals) await appendFile(join(folder, `${shanghaiDay(seal.sealedAt)}.txt`), `${seal.no} ${seal.root} ${seal.rows} ${seal.sealedAt.toISOString()}\n`, { mode: 0o600 });
  }
}

async function sealBatch(tx: Tx): Promise<number> {
  const mine = await tx.found<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [lock]);
  if (!mine.got) return 0;
  const last = await tx.one<{ no: number; root: string; sealedAt: Date }>('select no, root, sealed_at as "sealedAt" from audit_seal order by no desc limit 1');
  const rows = await tx.sql<{ id: string; hash: string }>(`select a.id, ${rowHash} as hash from audit a where ($1::timestamptz is null or a.at > $1::timestamptz - interval '${longestWrite}') and not exists (select 1 from audit_leaf l where l.audit_id = a.id) order by a.at, a.id limit ${mostAtOnce}`, [last?.sealedAt ?? null]);
  if (rows.length === 0) return 0;
  const no = (last?.no ?? 0) + 1;
  const previous = last?.root ?? firstPrevious;
  await tx.insert(AuditLeaf, rows.map((row, place) => ({ auditId: row.id, sealNo: no, place, hash: row.hash })));
  await tx.insert(AuditSeal, { no, previous, rows: rows.length, root: sealRoot(no, previous, rows.map((row) => row.hash)), sealedAt: await tx.now() });
  return rows.length;
}

export interface Anchor { no: number; root: string; file: string }
export async function readAnchors(folder: string): Promise<Anchor[]> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => /^\d{4}-\d\d-\d\d\.txt$/.test(name)).sort();
  const lines = await Promise.all(files.map(async (file) => (await readFile(join(folder, file), 'utf8')).split('\n').flatMap((line) => { const found = /^(\d+) ([0-9a-f]{64}) /.exec(line); return found ? [{ no: Number(found[1]), root: found[2] ?? '', file }] : []; })));
  return lines.flat();
}
