import { Injectable } from '@nestjs/common';
import { nobodyId } from '@branch/shared/nobody';
import type { Me } from '@branch/shared/permissions';
import type { ContentKind } from '@branch/shared/posts/routes';
import { Db } from '../kit/db.js';
import { AnonymousService } from '../posts/anonymous.service.js';

interface Judged { kind: ContentKind; targetId: string; authorId: string; unitId: string }

/**
 * Who must not judge (MOD-1): one who manages the author's company. The relation there is, is the office: whoever represents an employer at a unit
 * (企业代表) never judges what its members write, whatever other office they hold; under the pseudonym, what anybody of that unit may have written.
 */
@Injectable()
export class Managers {
  constructor(private readonly db: Db, private readonly anonymous: AnonymousService) {}

  async manages(content: Judged, me: Me): Promise<boolean> {
    const units = me.roles.flatMap((held) => (held.role === 'employerRepresentative' && held.unitId !== null ? [held.unitId] : []));
    if (units.length === 0) return false;
    return this.db.asSystem('memberships of an author of any branch', async (tx) => (content.authorId === nobodyId
      ? await tx.one('select 1 from unit u join unit c on c.id = $2 where u.id = any ($1) and (u.path @> array[c.id] or c.path @> array[u.id]) limit 1', [units, content.unitId])
      : await tx.one('select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = $2 and m.ends_on is null and u.path && $1 limit 1', [units, content.authorId])) !== null);
  }

  /** Nobody decides about themselves, also where only they know that it is theirs. */
  async isMine(content: Judged, me: Me): Promise<boolean> {
    if (content.authorId === me.personId) return true;
    return content.authorId === nobodyId && (content.kind === 'post' || content.kind === 'comment') && await this.anonymous.isMine({ kind: content.kind, targetId: content.targetId }, me);
  }
}
