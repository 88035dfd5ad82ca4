import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { Db } from './db.js';
import type { Tx } from './db.js';
import { everyUtc } from './jobs.js';
import { log } from './log.js';
import { Settings } from './kit.module.js';
import { Storage } from './storage.js';

/** Columns that can name a file: lists, structured content, and texts called so. Whatever an area adds later is among them without asking here. */
const naming = `select c.relname as name, string_agg(format('t.%I::text', a.attname), ', ') as columns from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'stored_file' and has_table_privilege(c.oid, 'select')
    and (a.atttypid in ('text[]'::regtype, 'jsonb'::regtype) or (a.atttypid = 'text'::regtype and a.attname ~ '(file|picture|photo|image|cover|banner|logo|avatar)')) group by c.relname order by c.relname`;

/**
 * Uploads that nothing uses (chosen and not sent, sent twice because an answer was lost) are removed after a day, row and bytes (guarantees 5.3).
 * Whoever names a file keeps it: all content is looked through for its id, so that an area that forgot to say so loses nothing.
 */
@Injectable()
export class FileTidying {
  private readonly storage: Storage;

  constructor(private readonly db: Db, settings: Settings) {
    this.storage = new Storage(join(settings.config.dataDir, 'files'));
    // 03:10 in Shanghai.
    everyUtc('10 19 * * *', 'files-tidy', async () => { await this.tidy(); });
  }

  /** Returns how many were removed. */
  tidy(): Promise<number> {
    return this.db.asSystem('unused uploads are removed', async (tx) => {
      await tx.sql('set local statement_timeout = 300000');
      // Locked against whoever is putting one into their line at this moment: their `for share` has it, and it is passed over until tomorrow.
      const old = await tx.sql<{ id: string }>('select id from stored_file where at < app_now() - interval \'24 hours\' and at > app_now() - interval \'30 days\' for update skip locked');
      const unused = old.length === 0 ? [] : await this.unused(tx, old.map((file) => file.id));
      // Bytes first: what a crash leaves is a row that the next night finds again, never bytes that nobody knows of.
      for (const id of unused) await this.storage.remove(id);
      await tx.sql('delete from stored_file where id = any ($1)', [unused]);
      if (unused.length > 0) log.info({ files: unused.length }, 'removed uploads that nothing uses');
      return unused.length;
    });
  }

  private async unused(tx: Tx, ids: string[]): Promise<string[]> {
    const left = new Set(ids);
    for (const table of await tx.sql<{ name: string; columns: string }>(naming)) {
      if (left.size === 0) break;
      const used = await tx.sql<{ id: string }>(`select distinct m[1] as id from "${table.name}" t, regexp_matches(concat_ws(' ', ${table.columns}), '[1-9A-HJ-NP-Za-km-z]{11,}', 'g') m where m[1] = any ($1)`, [[...left]]);
      for (const { id } of used) left.delete(id);
    }
    return [...left];
  }
}
