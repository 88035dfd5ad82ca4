import { Injectable } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { disclosureRoutes } from '@branch/shared/posts/anonymous-routes';
import { approvalHours, viewMinutes, whyNotApprove, whyNotGround, whyNotOpen } from '@branch/shared/posts/anonymous-rules';
import type { DisclosureGround } from '@branch/shared/posts/anonymous-rules';
import { refuseIf } from '@branch/shared/refusals';
import type { RefusalCode } from '@branch/shared/refusals';
import type { Input, Result } from '@branch/shared/route';
import { hour, minute } from '@branch/shared/time';
import { context } from '../kit/context.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { AnonymousSeal } from './anonymous-seal.js';
import type { Halves, Target } from './anonymous-seal.js';

type Shown = Result<typeof disclosureRoutes.ask>;
interface Row extends Target { id: string; unitId: string; ground: DisclosureGround; words: string; text: string | null; askedAt: Date; lowerBy: string | null; lowerUnitId: string | null; upperBy: string | null; upperUnitId: string | null; lower: Shown['lower']; upper: Shown['upper']; openedBy: string | null; openedAt: Date | null; now: Date }

const person = (column: string) => `(select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = ${column})`;
const fields = `d.id, d.unit_id as "unitId", d.kind, d.target_id as "targetId", d.ground, d.words, d.asked_at as "askedAt", d.lower_by as "lowerBy", d.lower_unit_id as "lowerUnitId", d.upper_by as "upperBy", d.upper_unit_id as "upperUnitId",
  ${person('d.lower_by')} as lower, ${person('d.upper_by')} as upper, d.opened_by as "openedBy", d.opened_at as "openedAt", app_now() as now,
  case d.kind when 'post' then (select p.title || e'\\n' || p.text from post p where p.id = d.target_id) else (select c.text from comment c where c.id = d.target_id) end as text`;

/**
 * Who wrote under the pseudonym, learnt only by two offices of two units for a listed ground (MOD-7, guarantees 6). Whoever asks is judging for one side;
 * it works as the system because the side above is outside of the branch, and every statement names the unit.
 */
@Injectable()
export class DisclosuresService {
  constructor(private readonly db: Db, private readonly seal: AnonymousSeal) {}

  disclosures(input: Input<typeof disclosureRoutes.disclosures>, me: Me) {
    return this.db.asSystem('both sides read what was asked', async (tx) => ({
      items: (await tx.sql<Row>(`select ${fields} from anon_disclosure d where d.unit_id = $1 order by d.asked_at desc, d.id limit 100`, [input.unitId], 'disclosures')).map((row) => present(row, me)),
    }));
  }

  /** Asking is agreeing for one's own side. */
  async ask(input: Input<typeof disclosureRoutes.ask>, me: Me) {
    refuseIf(whyNotGround(input.words));
    const { answer } = await this.db.asSystem('asking for one side', (tx) => tx.once(input.clientId, input, async () => {
      await tx.found('select 1 from anon_link where kind = $1 and target_id = $2 and unit_id = $3', [input.kind, input.targetId, input.unitId]);
      const id = newId();
      await tx.sql('insert into anon_disclosure (id, unit_id, kind, target_id, ground, words, asked_at) values ($1, $2, $3, $4, $5, $6, app_now())', [id, input.unitId, input.kind, input.targetId, input.ground, input.words.trim()]);
      await tx.audit('pseudonym.asked', `${input.kind}:${input.targetId}`, { unitId: input.unitId, disclosureId: id, ground: input.ground });
      const shown = await this.agree(tx, input.unitId, id, me);
      await tx.announce('pseudonym.asked', { disclosureId: id, unitId: input.unitId, side: shown.lower ? 'upper' : 'lower' });
      return shown;
    }));
    return answer;
  }

  approve(input: Input<typeof disclosureRoutes.approve>, me: Me) {
    return this.db.asSystem('the other side agrees', (tx) => this.agree(tx, input.unitId, input.disclosureId, me));
  }

  /** The view is opened in the transaction that writes it down and tells the author: no trace, no view. */
  open(input: Input<typeof disclosureRoutes.open>, me: Me) {
    return this.db.asSystem('one view of a sealed author', async (tx) => {
      const row = await this.held(tx, input.unitId, input.disclosureId);
      refuseIf(whyNotOpen(row, me.personId, row.now));
      const openedAt = row.openedAt ?? row.now;
      if (row.openedAt === null) {
        await tx.sql('update anon_disclosure set opened_by = $2, opened_at = $3 where id = $1', [row.id, me.personId, openedAt]);
        await tx.announce('pseudonym.opened', { disclosureId: row.id, unitId: row.unitId });
      }
      await tx.audit('pseudonym.opened', `${row.kind}:${row.targetId}`, { unitId: row.unitId, disclosureId: row.id, ground: row.ground });
      const author = await tx.found<{ id: string; name: string }>('select id, name from person where id = $1', [await this.authorOf(tx, row)]);
      return { author, untilAt: new Date(openedAt.getTime() + viewMinutes * minute) };
    });
  }

  /** For the notice to the author. */
  async opened(tx: Tx, disclosureId: string): Promise<{ personId: string; ground: DisclosureGround } | null> {
    const row = await tx.one<Target & { ground: DisclosureGround }>('select kind, target_id as "targetId", ground from anon_disclosure where id = $1 and opened_at is not null', [disclosureId]);
    return row && { personId: await this.authorOf(tx, row), ground: row.ground };
  }

  private async authorOf(tx: Tx, target: Target): Promise<string> {
    const halves = await tx.found<Halves>('select lower_half as "lowerHalf", upper_half as "upperHalf" from anon_link where kind = $1 and target_id = $2', [target.kind, target.targetId]);
    return this.seal.open({ kind: target.kind, targetId: target.targetId }, halves);
  }

  private held(tx: Tx, unitId: string, id: string): Promise<Row> {
    return tx.found<Row>(`select ${fields} from anon_disclosure d where d.id = $1 and d.unit_id = $2 for update of d`, [id, unitId]);
  }

  private async agree(tx: Tx, unitId: string, id: string, me: Me): Promise<Shown> {
    const row = await this.held(tx, unitId, id);
    const by = officeFor(me, unitId, row);
    refuseIf(whyNotApprove(row, { ...by, personId: me.personId, aboutMe: speaksOf(row, me) }, row.now));
    const lower = by.side === 'lower';
    await tx.sql(`update anon_disclosure set ${lower ? 'lower' : 'upper'}_by = $2, ${lower ? 'lower' : 'upper'}_unit_id = $3, approved_at = case when $4 then app_now() end where id = $1`, [id, me.personId, by.unitId, (lower ? row.upperBy : row.lowerBy) !== null]);
    await tx.audit('pseudonym.agreed', `${row.kind}:${row.targetId}`, { unitId, disclosureId: id, side: by.side });
    return present(await this.held(tx, unitId, id), me);
  }
}

const heads = ['secretary', 'deputySecretary', 'communityStaff', 'districtStaff'];
/** The side the caller can agree for: the unit's own office, or one above it; where both, the one that is missing. */
function officeFor(me: Me, unitId: string, row: { lowerBy: string | null }): { side: 'lower' | 'upper' | null; unitId: string } {
  const own = me.roles.some((held) => held.unitId === unitId && heads.includes(held.role));
  const path = context.getStore()?.at?.path ?? [];
  const above = me.roles.find((held) => held.unitId !== unitId && held.unitId !== null && path.includes(held.unitId) && (held.role === 'communityStaff' || held.role === 'districtStaff'));
  if (own && (row.lowerBy === null || !above)) return { side: 'lower', unitId };
  return above?.unitId ? { side: 'upper', unitId: above.unitId } : { side: null, unitId };
}
const speaksOf = (row: { text: string | null }, me: Me): boolean => [...me.name].length >= 2 && (row.text ?? '').includes(me.name);

function present(row: Row, me: Me): Shown {
  const why = (code: RefusalCode | null): string | null => code;
  return {
    id: row.id, kind: row.kind, targetId: row.targetId, ground: row.ground, words: row.words, text: row.text, askedAt: row.askedAt.toISOString(), untilAt: new Date(row.askedAt.getTime() + approvalHours * hour).toISOString(),
    lower: row.lower, upper: row.upper, openedAt: row.openedAt?.toISOString() ?? null,
    whyNotApprove: why(whyNotApprove(row, { ...officeFor(me, row.unitId, row), personId: me.personId, aboutMe: speaksOf(row, me) }, row.now)), whyNotOpen: why(whyNotOpen(row, me.personId, row.now)),
  };
}
