import { Injectable } from '@nestjs/common';
import type { joiningRoutes } from '@branch/shared/members/roster-routes';
import { maskPhone, whyNotInvite } from '@branch/shared/members/rules';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { pageOf, readCursor } from '../kit/page.js';
import { addressOf, Attempts } from './attempts.js';
import { Invitations } from './invitations.js';
import { openMemberships } from './members.service.js';
import { People } from './people.js';
import type { Standing } from './people.js';
import { JoinRequest, Membership } from './person.entity.js';

const aDay = 86_400;
interface Asked { id: string; unit_id: string; name: string; phone_sealed: string; state: string }
const phonePlace = (requestId: string) => `join_request:phone:${requestId}`;

/** Coming in: invitation codes, and asking to join (申请加入). */
@Injectable()
export class JoiningService {
  constructor(private readonly db: Db, private readonly crypto: FieldCrypto, private readonly attempts: Attempts, private readonly people: People, private readonly invitations: Invitations) {}

  /** Issues codes, shown this once. In the system's name, because superiors invite officers outside their private scope; whom, the rule decides. */
  invite(input: Input<typeof joiningRoutes.invite>, me: Me) {
    return this.db.asSystem('superiors invite officers outside their private scope', async (tx) => {
      const wanted = await this.wanted(tx, input, me);
      const may = wanted.filter((person) => whyNotInvite(me, person) === null);
      // Whoever was named must be invitable; «all» leaves out those whom another office invites.
      if (!input.all && may.length < wanted.length) throw new Refusal('invitation.not-yours');
      const names = new Map(may.map((person) => [person.id, person.name]));
      const issued = may.length > 0 ? await this.invitations.issue(tx, [...names.keys()], input.unitId, me.personId) : [];
      return { items: issued.map((one) => ({ id: one.id, person: { id: one.personId, name: names.get(one.personId) ?? '' }, code: one.code, expiresAt: one.expiresAt, usedAt: null })) };
    });
  }

  private async wanted(tx: Tx, input: Input<typeof joiningRoutes.invite>, me: Me): Promise<Standing[]> {
    const idsOf = async (sql: string, more: unknown[]) => (await tx.sql<{ id: string }>(sql, [input.unitId, ...more])).map((row) => row.id);
    if (input.all) {
      // The whole list names the roster: for the branch itself, not for those above it.
      if (!me.roles.some((held) => held.unitId === input.unitId && (held.role === 'secretary' || held.role === 'deputySecretary'))) throw new Refusal('not-allowed');
      const ids = await idsOf(`select distinct p.id from ${openMemberships} and not exists (select 1 from account a where a.person_id = p.id) and exists (select 1 from contact k where k.person_id = p.id) and p.id <> $2 order by p.id limit 500`, [me.personId]);
      return this.people.standings(tx, ids);
    }
    const members = await idsOf(`select distinct p.id from ${openMemberships} and m.id = any ($2)`, [input.membershipIds ?? []]);
    const officers = await idsOf('select distinct person_id as id from role_held where unit_id = $1 and person_id = any ($2) and (ends_on is null or ends_on > (app_now() at time zone \'Asia/Shanghai\')::date)', [input.personIds ?? []]);
    if (members.length < new Set(input.membershipIds).size || officers.length < new Set(input.personIds).size || members.length + officers.length === 0) throw new Refusal('not-found');
    return this.people.standings(tx, [...new Set([...members, ...officers])]);
  }

  issued(input: Input<typeof joiningRoutes.invitations>) {
    return this.db.read(async (db) => {
      const cursor = readCursor<[string, string]>(input.cursor, 2);
      const limit = input.limit ?? 50;
      const rows = await db.sql<{ id: string; personId: string; name: string; expiresAt: Date; usedAt: Date | null; key: string }>(`select i.id, i.person_id as "personId", p.name, i.expires_at as "expiresAt", i.used_at as "usedAt", i.expires_at::text as key
        from invitation i join person p on p.id = i.person_id where i.unit_id = $1 and ($2::timestamptz is null or (i.expires_at, i.id) < ($2::timestamptz, $3)) order by i.expires_at desc, i.id desc limit $4`, [input.unitId, cursor?.[0] ?? null, cursor?.[1] ?? '', limit + 1]);
      return pageOf(rows, limit, (row) => [row.key, row.id], (row) => ({ id: row.id, person: { id: row.personId, name: row.name }, code: null, expiresAt: row.expiresAt, usedAt: row.usedAt }));
    });
  }

  async findUnit(input: Input<typeof joiningRoutes.findUnit>, ip: string) {
    await this.attempts.allow('find-unit', addressOf(ip), 300, 3600);
    return this.db.read(async (db) => ({
      items: await db.sql<{ id: string; name: string; community: string }>(`select u.id, u.name, coalesce((select c.name from unit c where c.id = any (u.path) and c.kind = 'community'), '') as community
        from unit u where u.kind in ('branch', 'generalBranch') and position(lower($1) in lower(u.name)) > 0 order by char_length(u.name), u.name, u.id limit 20`, [input.q]),
    }));
  }

  /** Asks to join. Whether the phone is known, or has asked already, the answer looks the same: nobody learns here who is a member. */
  async ask(input: Input<typeof joiningRoutes.ask>, ip: string): Promise<{ requestId: string }> {
    await this.attempts.allow('join-address', addressOf(ip), 20, 3600);
    await this.attempts.allow('join-phone', input.phone, 3, aDay);
    const { phone, ...rest } = input;
    const phoneBlind = this.people.blind(phone);
    return this.db.asSystem('a visitor asks', async (tx) => (await tx.once(input.clientId, { ...rest, phoneBlind }, async () => {
      const unit = await tx.found<{ id: string }>('select id from unit where id = $1 and kind in (\'branch\', \'generalBranch\') for no key update', [input.joinUnitId]);
      const open = await tx.one<{ id: string }>('select id from join_request where unit_id = $1 and phone_blind = $2 and state = \'waiting\'', [unit.id, phoneBlind]);
      if (open) return { requestId: open.id };
      const id = newId();
      await tx.insert(JoinRequest, { id, unitId: unit.id, name: input.name, phoneSealed: this.crypto.seal(phone, phonePlace(id)), phoneBlind, phoneMasked: maskPhone(phone), note: input.note, state: 'waiting', reason: null, decidedBy: null, askedAt: await tx.now() });
      await tx.announce('join.asked', { requestId: id, unitId: unit.id, name: input.name });
      return { requestId: id };
    })).answer);
  }

  requests(input: Input<typeof joiningRoutes.requests>) {
    return this.db.read(async (db) => {
      const cursor = readCursor<[string, string]>(input.cursor, 2);
      const limit = input.limit ?? 50;
      const rows = await db.sql<{ id: string; name: string; phoneMasked: string; note: string; state: 'waiting' | 'accepted' | 'declined'; askedAt: Date; reason: string | null; key: string }>(`
        select id, name, phone_masked as "phoneMasked", note, state, asked_at as "askedAt", reason, asked_at::text as key from join_request
        where unit_id = $1 and ($2::timestamptz is null or (asked_at, id) < ($2::timestamptz, $3)) order by asked_at desc, id desc limit $4`, [input.unitId, cursor?.[0] ?? null, cursor?.[1] ?? '', limit + 1]);
      return pageOf(rows, limit, (row) => [row.key, row.id], (row) => row);
    });
  }

  decide(input: Input<typeof joiningRoutes.decide>, me: Me): Promise<{ invitation: string | null }> {
    return this.db.asSystem('the same person may be known from a branch they have left', async (tx) => {
      const asked = await tx.found<Asked>('select id, unit_id, name, phone_sealed, state from join_request where id = $1 and unit_id = $2 for update', [input.requestId, input.unitId]);
      refuseIf(asked.state === 'waiting' ? null : 'join.decided-already');
      const accepted = input.accept === 'yes';
      await tx.sql('update join_request set state = $2, reason = $3, decided_by = $4 where id = $1', [asked.id, accepted ? 'accepted' : 'declined', input.reason, me.personId]);
      const person = accepted ? await this.admit(tx, asked, input) : null;
      await tx.audit(accepted ? 'join.accepted' : 'join.declined', `join-request:${asked.id}`, { unitId: asked.unit_id, reason: input.reason, personId: person?.id });
      await tx.announce('join.decided', { requestId: asked.id, unitId: asked.unit_id, accepted });
      if (!person || person.active || whyNotInvite(me, person) !== null) return { invitation: null };
      const [issued] = await this.invitations.issue(tx, [person.id], asked.unit_id, me.personId);
      return { invitation: issued?.code ?? null };
    });
  }

  /** Enters the person in the roster from today. */
  private async admit(tx: Tx, asked: Asked, input: Input<typeof joiningRoutes.decide>): Promise<Standing> {
    const unit = await tx.found<{ path: string[] }>('select path from unit where id = $1', [asked.unit_id]);
    const phone = this.crypto.open(asked.phone_sealed, phonePlace(asked.id));
    const known = await this.people.free(tx, asked.name, phone, unit.path);
    if (known?.memberships.some((m) => m.unitId === asked.unit_id)) throw new Refusal('person.in-branch-already');
    const personId = known?.id ?? await this.people.add(tx, asked.name, phone, { birthYear: input.birthYear });
    const company = input.companyName ? await tx.one<{ id: string }>('insert into company (id, unit_id, name) values ($1, $2, $3) on conflict (unit_id, name) do update set name = excluded.name returning id', [newId(), asked.unit_id, input.companyName]) : null;
    const today = shanghaiDay(await tx.now());
    await tx.insert(Membership, { id: newId(), personId, unitId: asked.unit_id, companyId: company?.id ?? null, status: input.status ?? 'full', statusSince: today, joinedPartyOn: null, startsOn: today, endsOn: null, endReason: null });
    return this.people.standing(tx, personId);
  }
}
