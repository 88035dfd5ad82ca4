import { Injectable } from '@nestjs/common';
import { maskPhone } from '@branch/shared/members/rules';
import type { At } from '@branch/shared/permissions';
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

  /** What a person is and holds now: for rules about codes and offices. In a system transaction. */
  standing(tx: Reading, personId: string): Promise<Standing> {
    return tx.found<Standing>(`select p.id, p.name, exists (select 1 from account a where a.person_id = p.id) as active,
        (select coalesce(jsonb_agg(jsonb_build_object('unitId', m.unit_id, 'path', u.path)), '[]') from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and (m.ends_on is null or m.ends_on > d.today)) as memberships,
        (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'at', case when u.id is null then null else jsonb_build_object('unitId', u.id, 'path', u.path, 'kind', u.kind) end)), '[]')
          from role_held r left join unit u on u.id = r.unit_id where r.person_id = p.id and (r.ends_on is null or r.ends_on > d.today)) as roles
      from person p, (select (app_now() at time zone 'Asia/Shanghai')::date as today) d where p.id = $1`, [personId]);
  }
}
