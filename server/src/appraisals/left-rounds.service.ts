import { Injectable } from '@nestjs/common';
import type { leftRoundRoutes } from '@branch/shared/appraisals/routes';
import type { AppraisalStage } from '@branch/shared/appraisals/words';
import { unitsWith } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from '../kit/db.js';
import { resultFor } from './reviews.service.js';
import { alive } from './round.js';

interface Left { id: string; unitId: string; unitName: string; year: number; stage: AppraisalStage; openedAt: Date; expiresAt: Date }
// Rounds I was listed in, of units whose inside I no longer am, until their texts go.
const mine = `select a.id, a.unit_id as "unitId", u.name as "unitName", a.year::int as year, a.stage, a.opened_at as "openedAt", a.expires_at as "expiresAt"
  from appraised p join appraisal a on a.id = p.appraisal_id join unit u on u.id = a.unit_id where p.person_id = $1 and ${alive} and not (a.unit_id = any ($2))`;

/** Who moves to another branch keeps reading what a round there says of them, as long as its texts are kept; they write and vote there no more, and read nothing else of it. */
@Injectable()
export class LeftRoundsService {
  constructor(private readonly db: Db) {}

  async rounds(me: Me) {
    // Who has left the Party altogether reads nothing any more.
    if (me.memberships.length === 0) return { items: [] };
    return this.db.asSystem('rounds about oneself in a unit one has left', async (tx) => ({ items: await tx.sql<Left>(`${mine} order by a.year desc, a.id limit 100`, [me.personId, unitsWith(me, 'appraisal.read')]) }));
  }

  async round(input: Input<typeof leftRoundRoutes.round>, me: Me) {
    if (me.memberships.length === 0) throw new Refusal('not-found');
    return this.db.asSystem('what a round in a unit one has left says of oneself', async (tx) => {
      const { unitId, ...round } = await tx.found<Left>(`${mine} and a.id = $3`, [me.personId, unitsWith(me, 'appraisal.read'), input.appraisalId]);
      return { round, ...await resultFor(tx, { unitId, appraisalId: round.id }, me.personId) };
    });
  }
}
