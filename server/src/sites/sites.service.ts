import { Injectable } from '@nestjs/common';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import type { siteRoutes } from '@branch/shared/sites/routes';
import { whyNotColumns, whyNotVisit } from '@branch/shared/sites/rules';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { before, micros, pageOf } from '../kit/page.js';
import { Site, SiteColumn } from './site.entity.js';

type SiteRow = Result<typeof siteRoutes.site>;
type ColumnRow = SiteRow['columns'][number];
type Card = Result<typeof siteRoutes.online>['items'][number];
/** A column as it is to be; without an id it is a new one. */
export interface WantedColumn { id: string | null; kind: ColumnRow['kind']; name: string; rules?: string; visibility?: ColumnRow['visibility']; premoderated?: boolean; hosted?: boolean; pseudonyms?: boolean | undefined; closed?: boolean }

const columnJson = 'json_build_object(\'id\', c.id, \'kind\', c.kind, \'name\', c.name, \'rules\', c.rules, \'visibility\', c.visibility, \'premoderated\', c.premoderated, \'hosted\', c.hosted, \'pseudonyms\', c.pseudonyms, \'closed\', c.closed)';
/** A site as its page shows it, open columns in their order; `s` is the site. */
export const siteFields = `s.unit_id as "unitId", s.name, s.banner, s.introduction, s.theme, s.state, s.warned_at is not null as warned, s.exemplary, s.last_update_at as "lastUpdateAt",
  coalesce((select json_agg(${columnJson} order by c.position, c.id) from site_column c where c.unit_id = s.unit_id and not c.closed), '[]') as columns`;
// For strangers the day is enough, in the cursor too: a minute could tell who wrote without a name (MOD-7).
const dayOf = (moment: string) => `shanghai_day(${moment})::timestamp at time zone 'Asia/Shanghai'`;
const card = `s.unit_id as "unitId", u.name as "unitName", (select c.name from unit c where c.id = any (u.path) and c.kind = 'community' and c.id <> u.id) as "communityName", s.name, s.banner, s.theme, s.exemplary, ${dayOf('s.last_update_at')} as "lastUpdateAt"`;
// When a site last moved, for the order of the list: one that never wrote stands by the day it went online.
const moved = `coalesce(${dayOf('coalesce(s.last_update_at, s.online_at)')}, 'epoch')`;

/** A unit's own site (SITE-4), and the sites that anybody may see (SITE-5). */
@Injectable()
export class SitesService {
  constructor(private readonly db: Db) {}

  site(input: Input<typeof siteRoutes.site>, me: Me) {
    return this.db.read(async (db) => {
      const site = await this.read(db, input.unitId);
      refuseIf(whyNotVisit(site.state, can(me, 'site.read', context.getStore()?.at ?? null)));
      return site;
    });
  }

  /** Name, banner, introduction and theme; what they were before is kept in the audit. */
  edit(input: Input<typeof siteRoutes.edit>) {
    return this.db.write(async (tx) => {
      const before = await tx.found<{ name: string; banner: string; introduction: string; theme: SiteRow['theme'] }>('select name, banner, introduction, theme from site where unit_id = $1 for update', [input.unitId]);
      const after = { name: input.name, banner: input.banner, introduction: input.introduction, theme: input.theme ?? before.theme };
      await tx.update(Site, { unitId: input.unitId }, after);
      await tx.audit('site.edit', input.unitId, { before, after });
      return this.read(tx, input.unitId);
    });
  }

  columns(input: Input<typeof siteRoutes.columns>) { return this.db.read((db) => this.allColumns(db, input.unitId)); }

  /** Two tabs: the second to save is told what stands now (`conflict.changed`) and overwrites nothing. */
  saveColumns(input: Input<typeof siteRoutes.saveColumns>) {
    return this.db.write(async (tx) => {
      await tx.found('select 1 from site where unit_id = $1 for update', [input.unitId]);
      const now = await this.allColumns(tx, input.unitId);
      if (now.revision !== input.revision) throw new Refusal('conflict.changed', { now });
      await this.arrange(tx, input.unitId, input.items);
      await tx.audit('site.columns', input.unitId, { before: now.items, after: input.items });
      return this.allColumns(tx, input.unitId);
    });
  }

  /** Puts the columns in this order. One that is left out is closed: nobody's posts are lost. The site's row is locked already. */
  async arrange(tx: Tx, unitId: string, wanted: readonly WantedColumn[]): Promise<void> {
    refuseIf(whyNotColumns(wanted.map((column) => ({ name: column.name, closed: column.closed ?? false }))));
    const had = new Set((await tx.sql<{ id: string }>('select id from site_column where unit_id = $1', [unitId])).map((row) => row.id));
    // A column of another unit is like one that never was.
    if (wanted.some((column) => column.id !== null && !had.has(column.id))) throw new Refusal('not-found');
    await tx.sql('update site_column set closed = true, position = position + 100 where unit_id = $1 and not (id = any ($2))', [unitId, wanted.flatMap((column) => column.id ?? [])]);
    for (const [position, { id, ...column }] of wanted.entries()) {
      const row = { ...column, name: column.name.trim(), position, closed: column.closed ?? false };
      // The kind of a column with posts stays: it says what they are.
      if (id === null) await tx.insert(SiteColumn, { id: newId(), unitId, ...row });
      else { const { kind: _kind, ...changed } = row; await tx.update(SiteColumn, { id, unitId }, changed); }
    }
    await tx.sql('update site set columns_revision = columns_revision + 1 where unit_id = $1', [unitId]);
  }

  /** Sites online. The number of members is a figure for people signed in, read for the system because rosters are closed by row. */
  online(input: Input<typeof siteRoutes.online>) {
    const limit = input.limit ?? 20;
    const q = input.q ? `%${input.q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null;
    const page = before(input.cursor, moved, 's.unit_id', 4);
    const signedIn = (context.getStore()?.me ?? null) !== null;
    return this.db.asSystem('counts members of sites online', async (tx) => {
      const rows = await tx.sql<Card & { key: string }>(`select ${card}, ${micros(moved)} as key,
          ${signedIn ? '(select count(distinct m.person_id)::int from membership m join unit mu on mu.id = m.unit_id where mu.path @> array[s.unit_id] and m.ends_on is null)' : 'null::int'} as members
        from site s join unit u on u.id = s.unit_id where s.state = 'online' and ($2::text is null or s.name ilike $2 or s.banner ilike $2 or u.name ilike $2) and ($3::text is null or $3 = any (u.path))${page.sql}
        order by ${moved} desc, s.unit_id desc limit $1`, [limit + 1, q, input.communityId ?? null, ...page.params]);
      const communities = input.cursor ? [] : await tx.sql<{ id: string; name: string; online: number }>(`select c.id, c.name, count(*)::int as online from site s join unit u on u.id = s.unit_id join unit c on c.id = any (u.path) and c.kind = 'community'
        where s.state = 'online' group by c.id, c.name order by c.name, c.id limit 200`);
      return { ...pageOf(rows, limit, (row) => [Number(row.key), row.unitId], (row) => row), communities };
    });
  }

  /** The face of one site for anybody: online or «not found». */
  face(input: Input<typeof siteRoutes.face>) {
    return this.db.read((db) => db.found<Result<typeof siteRoutes.face>>(`select ${card}, null::int as members, s.introduction,
        coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'name', c.name) order by c.position, c.id) from site_column c where c.unit_id = s.unit_id and not c.closed), '[]') as columns
      from site s join unit u on u.id = s.unit_id where s.unit_id = $1 and s.state = 'online'`, [input.siteId], 'site_face'));
  }

  private async allColumns(db: Reading, unitId: string): Promise<Result<typeof siteRoutes.columns>> {
    return db.found(`select s.columns_revision as revision, coalesce((select json_agg(${columnJson} order by c.closed, c.position, c.id) from site_column c where c.unit_id = s.unit_id), '[]') as items from site s where s.unit_id = $1`, [unitId], 'site_columns');
  }

  read(db: Reading, unitId: string): Promise<SiteRow> { return db.found<SiteRow>(`select ${siteFields} from site s where s.unit_id = $1`, [unitId], 'site_one'); }
}
