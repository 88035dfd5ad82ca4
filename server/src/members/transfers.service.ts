import { Injectable } from '@nestjs/common';
import type { transferRoutes } from '@branch/shared/members/directory-routes';
import { whyNotDecideTransfer, whyNotRelease } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { refuseIf } from '@branch/shared/refusals';
import type { MembershipStatus, UnitKind } from '@branch/shared/roles';
import type { Input, Result } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Membership, Transfer } from './person.entity.js';
import { rightsChanged } from './tokens.js';
import { unitOf } from './units.service.js';

interface Place { id: string; name: string; kind: UnitKind; path: string[] }
interface Row { id: string; person: { id: string; name: string }; from: Place; to: Place; reason: string; state: Transfer['state']; releasedBy: { id: string; name: string }; releasedAt: Date; decidedBy: { id: string; name: string } | null; decidedAt: Date | null; answer: string | null }
type Shown = Result<typeof transferRoutes.release>;
interface Held { id: string; person_id: string; unit_id: string; company_id: string | null; status: MembershipStatus; status_since: string; joined_party_on: string | null; to: string | null }

const place = (unit: string) => `jsonb_build_object('id', ${unit}.id, 'name', ${unit}.name, 'kind', ${unit}.kind, 'path', ${unit}.path)`;
const shown = `select t.id, jsonb_build_object('id', p.id, 'name', p.name) as person, ${place('f')} as "from", ${place('o')} as "to", t.reason, t.state, jsonb_build_object('id', r.id, 'name', r.name) as "releasedBy", t.released_at as "releasedAt",
    case when d.id is null then null else jsonb_build_object('id', d.id, 'name', d.name) end as "decidedBy", t.decided_at as "decidedAt", t.answer
  from transfer t join person p on p.id = t.person_id join unit f on f.id = t.from_unit_id join unit o on o.id = t.to_unit_id join person r on r.id = t.released_by left join person d on d.id = t.decided_by`;
const columns = 'id, person_id, unit_id, company_id, status, status_since::text, joined_party_on::text, ends_on::text as "to"';

/** Moves between branches (ORG-5 转接): the old branch releases, the new one accepts; one interval ends and the next begins on the same day. */
@Injectable()
export class TransfersService {
  constructor(private readonly db: Db) {}

  list(input: Input<typeof transferRoutes.transfers>) {
    return this.db.read(async (db) => ({
      items: (await db.sql<Row>(`${shown} where f.path @> array[$1] or o.path @> array[$1] order by t.state <> 'released', t.released_at desc, t.id limit 200`, [input.unitId])).map((row) => seenFrom(row, input.unitId)),
    }));
  }

  release(input: Input<typeof transferRoutes.release>, me: Me): Promise<Shown> {
    return this.db.asSystem('the branch a member moves to is outside the old one\'s scope', async (tx) => (await tx.once(input.clientId, input, async () => {
      // The lock on the membership serialises two releases of one member.
      const held = await tx.found<Held>(`select ${columns} from membership where id = $1 and unit_id in (select id from unit where path @> array[$2]) for update`, [input.membershipId, input.unitId]);
      const to = await unitOf(tx, input.toUnitId);
      refuseIf(whyNotRelease({ ended: held.to !== null, from: held.unit_id, to, waiting: await tx.one('select 1 from transfer where membership_id = $1 and state = \'released\'', [held.id]) !== null, there: await belongs(tx, held.person_id, to.id) }));
      const id = newId();
      await tx.insert(Transfer, { id, personId: held.person_id, membershipId: held.id, fromUnitId: held.unit_id, toUnitId: to.id, reason: input.reason, state: 'released', releasedBy: me.personId, releasedAt: await tx.now(), decidedBy: null, decidedAt: null, answer: null });
      await tx.audit('transfer.released', `transfer:${id}`, { personId: held.person_id, from: held.unit_id, to: to.id, reason: input.reason });
      // Whoever answers for both rosters need not ask themselves.
      if (to.path.includes(input.unitId)) await this.settle(tx, id, me, true, '');
      else await tx.announce('transfer.released', { transferId: id, unitId: to.id, fromUnitId: held.unit_id, personId: held.person_id });
      return this.one(tx, id, input.unitId);
    })).answer);
  }

  decide(input: Input<typeof transferRoutes.decide>, me: Me): Promise<Shown> {
    return this.db.asSystem('the branch a member comes from is outside the new one\'s scope', async (tx) => {
      const { state } = await tx.found<{ state: string }>('select state from transfer where id = $1 and to_unit_id in (select id from unit where path @> array[$2]) for update', [input.transferId, input.unitId]);
      refuseIf(whyNotDecideTransfer({ state, accept: input.accept === 'yes', answer: input.answer }));
      await this.settle(tx, input.transferId, me, input.accept === 'yes', input.answer);
      return this.one(tx, input.transferId, input.unitId);
    });
  }

  withdraw(input: Input<typeof transferRoutes.withdraw>, me: Me): Promise<Shown> {
    return this.db.asSystem('the other branch sees that it was taken back', async (tx) => {
      const { state } = await tx.found<{ state: string }>('select state from transfer where id = $1 and from_unit_id in (select id from unit where path @> array[$2]) for update', [input.transferId, input.unitId]);
      refuseIf(whyNotDecideTransfer({ state, accept: true, answer: '' }));
      await tx.sql('update transfer set state = \'withdrawn\', decided_by = $2, decided_at = app_now() where id = $1', [input.transferId, me.personId]);
      await tx.audit('transfer.withdrawn', `transfer:${input.transferId}`);
      return this.one(tx, input.transferId, input.unitId);
    });
  }

  private async settle(tx: Tx, id: string, me: Me, accepted: boolean, answer: string): Promise<void> {
    const { person, from, to } = await tx.found<Row>(`${shown} where t.id = $1`, [id]);
    if (accepted) await this.move(tx, id, to);
    await tx.sql('update transfer set state = $2, decided_by = $3, decided_at = app_now(), answer = $4 where id = $1', [id, accepted ? 'accepted' : 'declined', me.personId, answer || null]);
    await tx.audit(accepted ? 'transfer.accepted' : 'transfer.declined', `transfer:${id}`, { personId: person.id, from: from.id, to: to.id, reason: answer });
    await tx.announce('transfer.decided', { transferId: id, unitId: from.id, toUnitId: to.id, personId: person.id, accepted });
  }

  /** Status, its date and Party age go along; offices in what is left behind end. Months and entitlements follow the dates, history stays where it happened. */
  private async move(tx: Tx, id: string, to: Place): Promise<void> {
    const held = await tx.found<Held>(`select ${columns} from membership where id = (select membership_id from transfer where id = $1) for update`, [id]);
    refuseIf(whyNotRelease({ ended: held.to !== null, from: held.unit_id, to, waiting: false, there: await belongs(tx, held.person_id, to.id) }));
    const today = shanghaiDay(await tx.now());
    await tx.sql('update membership set ends_on = greatest(starts_on, $2::date), end_reason = \'transferred\' where id = $1', [held.id, today]);
    await tx.insert(Membership, { id: newId(), personId: held.person_id, unitId: to.id, companyId: held.company_id, status: held.status, statusSince: held.status_since, joinedPartyOn: held.joined_party_on, startsOn: today, endsOn: null, endReason: null });
    await tx.sql('update role_held set ends_on = greatest(starts_on, $2::date) where person_id = $1 and (ends_on is null or ends_on > $2::date) and unit_id in (select id from unit where path @> array[$3]) and unit_id <> all ($4)', [held.person_id, today, held.unit_id, to.path]);
    await rightsChanged(tx, held.person_id);
    await tx.announce('membership.ended', { personId: held.person_id, unitId: held.unit_id, reason: 'transferred' });
  }

  private async one(tx: Tx, id: string, unitId: string): Promise<Shown> { return seenFrom(await tx.found<Row>(`${shown} where t.id = $1`, [id]), unitId); }
}

/** What the reader's unit may do with it. The answer's schema drops the paths. */
function seenFrom(row: Row, unitId: string): Shown {
  const waits = row.state === 'released';
  return { ...row, mayDecide: waits && row.to.path.includes(unitId), mayWithdraw: waits && row.from.path.includes(unitId) };
}

const belongs = async (db: Reading, personId: string, unitId: string): Promise<boolean> => await db.one('select 1 from membership where person_id = $1 and unit_id = $2 and ends_on is null', [personId, unitId]) !== null;
