import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import type { siteRoutes, SiteState } from '@branch/shared/sites/routes';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { Site } from './site.entity.js';

interface SiteRow { unitId: string; name: string; banner: string; introduction: string; state: SiteState; exemplary: boolean; lastUpdateAt: Date | null; columns: { id: string; kind: 'news'; name: string }[] }

/** A site as its page shows it, columns in their order; `s` is the site. */
export const siteFields = `s.unit_id as "unitId", s.name, s.banner, s.introduction, s.state, s.exemplary, s.last_update_at as "lastUpdateAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'name', c.name) order by c.position, c.id) from site_column c where c.unit_id = s.unit_id), '[]') as columns`;

/** A unit's own site (SITE-4). */
@Injectable()
export class SitesService {
  constructor(private readonly db: Db) {}

  site(input: Input<typeof siteRoutes.site>) { return this.db.read((db) => this.one(db, input.unitId)); }

  /** Name, banner and introduction; what they were before is kept in the audit. */
  edit(input: Input<typeof siteRoutes.edit>, _me: Me) {
    return this.db.write(async (tx) => {
      const before = await tx.found<{ name: string; banner: string; introduction: string }>('select name, banner, introduction from site where unit_id = $1 for update', [input.unitId]);
      const after = { name: input.name, banner: input.banner, introduction: input.introduction };
      await tx.update(Site, { unitId: input.unitId }, after);
      await tx.audit('site.edit', input.unitId, { before, after });
      return this.one(tx, input.unitId);
    });
  }

  private one(db: Reading, unitId: string): Promise<SiteRow> { return db.found<SiteRow>(`select ${siteFields} from site s where s.unit_id = $1`, [unitId], 'site_one'); }
}
