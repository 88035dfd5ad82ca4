import { Injectable } from '@nestjs/common';
import { maskPhone } from '@branch/shared/members/rules';
import type { At } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Role, UnitKind } from '@branch/shared/roles';
import { FieldCrypto } from '../kit/crypto.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Contact, Person } from './person.entity.js';

export interface Standing { id: string; name: string; active: boolean; memberships: { unitId: string; path: string[] }[]; roles: { role: Role; at: (At & { kind: UnitKind }) | null }[] }

const phonePlace = (personId: string) => `contact:phone:${personId}`;

/** Persons and their phones. A phone is stored sealed for its row; a keyed blind index finds it without opening any. */
@Injectable()
export class People {
  constructor(private readonly crypto: FieldCrypto) {}

  blind(phone: string): string { return this.crypto.blind(`phone:${phone}`); }
  contact(personId: string, phone: string): Contact { return { personId, phoneSealed: this.crypto.seal(phone, phonePlace(personId)), phoneBlind: this.blind(phone), phoneMasked: maskPhone(phone) }; }
  open(contact: { personId: string; phoneSealed: string }): string { return this.crypto.open(contact.phoneSealed, phonePlace(contact.personId)); }

  /** A person who was not known before. Needs a system transaction: nobody's scope holds a person without membership. */
  async add(tx: Tx, name: string, phone: string, more: { birthYear?: number | undefined } = {}): Promise<string> {
    const id = newId();
    await tx.insert(Person, { id, name, birthYear: more.birthYear ?? null, education: null, currentUnitId: null, accessVersion: 0, createdAt: await tx.now() });
    await tx.insert(Contact, this.contact(id, phone));
    return id;
  }

  /** Persons of this name and phone, the earliest first. */
  async alike(tx: Reading, name: string, phone: string): Promise<string[]> {
    return (await tx.sql<{ id: string }>('select p.id from contact c join person p on p.id = c.person_id where c.phone_blind = $1 and p.name = $2 order by p.created_at', [this.blind(phone), name])).map((row) => row.id);
  }

  /**
   * The person of this name and phone who may be entered in a unit's roster: one who belongs nowhere else now. Somebody who still belongs to another
   * branch is not joined with this entry until that branch releases them, or one branch could reach for another's member.
   */
  async free(tx: Reading, name: string, phone: string, unitPath: string[]): Promise<Standing | null> {
    const unitId = unitPath[unitPath.length - 1] ?? '';
    for (const person of await this.standings(tx, await this.alike(tx, name, phone))) if (person.memberships.every((m) => m.path.includes(unitId))) return person;
    return null;
  }

  async standing(tx: Reading, personId: string): Promise<Standing> {
    const [found] = await this.standings(tx, [personId]);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** What persons are and hold now: for rules about codes and offices. In a system transaction. */
  standings(tx: Reading, personIds: string[]): Promise<Standing[]> {
    return tx.sql<Standing>(`select p.id, p.name, exists (select 1 from account a where a.person_id = p.id) as active,
        (select coalesce(jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', u.path)), '[]') from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and (m.ends_on is null or m.ends_on > d.today)) as memberships,
        (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'at', case when u.id is null then null else jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) end)), '[]')
          from role_held r left join unit u on u.id = r.unit_id where r.person_id = p.id and (r.ends_on is null or r.ends_on > d.today)) as roles
      from person p, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d where p.id = any ($1) order by p.created_at, p.id`, [personIds]);
  }
}
