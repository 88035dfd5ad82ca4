import { Injectable } from '@nestjs/common';
import type { ruleRoutes } from '@branch/shared/members/directory-routes';
import { ruleKinds, ruleTerms, whyNotAdopt } from '@branch/shared/members/rules';
import type { RuleKind } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading } from '../kit/db.js';
import { newId } from '../kit/ids.js';

interface Row { id: string; kind: RuleKind; perMonth: number | null; days: number | null; effectiveFrom: string; resolution: string; adoptedBy: { id: string; name: string } | null; state: 'coming' | 'inForce' | 'past' }

/** Rules a unit adopted (product.md 2.6): versioned, from a day on, never for days gone by; each names its resolution. */
@Injectable()
export class RulesService {
  constructor(private readonly db: Db) {}

  rules(input: Input<typeof ruleRoutes.rules>) {
    return this.db.read(async (db) => ({ items: await versions(db, input.unitId, null) }));
  }

  adopt(input: Input<typeof ruleRoutes.adopt>, me: Me): Promise<Row> {
    return this.db.write(async (tx) => {
      const { kind, perMonth = null, days = null } = input;
      refuseIf(whyNotAdopt({ kind, perMonth, days, from: input.effectiveFrom, today: shanghaiDay(await tx.now()) }));
      const { field } = ruleTerms[kind];
      const value = { perMonth, days }[field];
      const id = newId();
      // Of two adoptions for one day at once, one is refused: there would be two truths.
      const made = await tx.one('insert into unit_rule (id, unit_id, key, value, effective_from, resolution, adopted_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id', [id, input.unitId, kind, JSON.stringify(value === null ? null : { [field]: value }), input.effectiveFrom, input.resolution, me.personId]);
      if (!made) throw new Refusal('rule.same-day');
      await tx.audit('rule.adopted', `rule:${id}`, { kind, [field]: value, from: input.effectiveFrom, basis: input.resolution });
      await tx.announce('rule.adopted', { unitId: input.unitId, ruleId: id, kind });
      const [row] = await versions(tx, input.unitId, id);
      if (!row) throw new Refusal('not-found');
      return row;
    });
  }

  takeBack(input: Input<typeof ruleRoutes.takeBack>): Promise<Record<string, never>> {
    return this.db.write(async (tx) => {
      const rule = await tx.found<{ from: string }>('select effective_from::text as "from" from unit_rule where id = $1 and unit_id = $2 for update', [input.ruleId, input.unitId]);
      if (rule.from <= shanghaiDay(await tx.now())) throw new Refusal('rule.in-force');
      await tx.sql('delete from unit_rule where id = $1', [input.ruleId]);
      await tx.audit('rule.taken-back', `rule:${input.ruleId}`, { from: rule.from });
      return {};
    });
  }
}

/** A value is the number itself, `{ perMonth }` or `{ days }`; null: no such rule any more. */
const versions = (db: Reading, unitId: string, id: string | null): Promise<Row[]> => db.sql<Row>(`select r.id, r.key as kind, r.effective_from::text as "effectiveFrom", r.resolution, case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as "adoptedBy",
    case jsonb_typeof(r.value) when 'number' then r.value::text::int when 'object' then (r.value->>'perMonth')::int end as "perMonth", case jsonb_typeof(r.value) when 'object' then (r.value->>'days')::int end as days,
    case when r.effective_from > shanghai_day(app_now()) then 'coming' when exists (select 1 from unit_rule n where n.unit_id = r.unit_id and n.key = r.key and n.effective_from > r.effective_from and n.effective_from <= shanghai_day(app_now())) then 'past' else 'inForce' end as state
  from unit_rule r left join person p on p.id = r.adopted_by where r.unit_id = $1 and r.key = any ($3) and ($2::text is null or r.id = $2) order by r.effective_from desc, r.key limit 500`, [unitId, id, ruleKinds]);
