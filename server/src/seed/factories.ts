import type { MembershipStatus, Role, UnitKind } from '@branch/shared/roles';
import type { Db } from '../kit/db.js';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Account, WeChatIdentity } from '../members/account.entity.js';
import type { Passwords } from '../members/passwords.js';
import type { People } from '../members/people.js';
import { Contact, Membership, Person } from '../members/person.entity.js';
import { Company, RoleHeld, Unit } from '../members/unit.entity.js';
import { doubleAppId } from '../members/wechat.js';
import { Room } from '../meetings/room.entity.js';
import { ServiceItem } from '../mutual-aid/service-item.entity.js';
import { Site, SiteColumn } from '../sites/site.entity.js';

export interface MadeUnit { id: string; name: string; kind: UnitKind; path: string[] }
export interface MadePerson { id: string; name: string }

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';
const given = '一鸣晓航敏佳宁思远子涵雨桐浩然欣怡俊杰梦琪志强丽华建国';
let serial = 0;

/** The one place that builds worlds: stories use it, and the demo district is seeded with the same shapes. */
export class Factories {
  constructor(private readonly db: Db, private readonly tools: { people: People; passwords: Passwords } | null = null) {}

  private in<T>(work: (tx: Tx) => Promise<T>): Promise<T> { return this.db.asSystem('factories build a world', work); }

  /** A unit beneath `parent`, with a site (online) and its columns unless it is a party group. */
  async unit(kind: UnitKind, parent: MadeUnit | null = null, name = `${{ district: '测试区', community: '虹梅社区', generalBranch: '园区联合党总支', branch: '软件园第', partyGroup: '第' }[kind]}${++serial}`): Promise<MadeUnit> {
    const id = newId();
    const unit: MadeUnit = { id, kind, name, path: [...(parent?.path ?? []), id] };
    await this.in(async (tx) => {
      await tx.insert(Unit, { id, kind, name, parentId: parent?.id ?? null, path: unit.path, form: kind === 'branch' || kind === 'generalBranch' ? 'joint' : null, createdAt: new Date() });
      if (kind === 'partyGroup') return;
      await tx.insert(Site, { unitId: id, name: `${name}网站`, banner: '把一件小事做到底', introduction: '', state: 'online', exemplary: false, appliedAt: new Date(), onlineAt: new Date(), lastUpdateAt: null });
      await tx.insert(SiteColumn, [['news', '支部动态'], ['discussion', '谈谈新想法'], ['study', '学习资料']].map(([columnKind, columnName], position) => ({ id: newId(), unitId: id, kind: columnKind ?? '', name: columnName ?? '', position, closed: false })));
      await tx.insert(Room, { id: newId(), unitId: id, meetingId: null, title: `${name}群聊`, open: true });
    });
    return unit;
  }

  /** District, community, general branch with one branch beneath: the usual set-up of a story. */
  async chain(): Promise<{ district: MadeUnit; community: MadeUnit; general: MadeUnit; branch: MadeUnit }> {
    const district = await this.unit('district');
    const community = await this.unit('community', district);
    const general = await this.unit('generalBranch', community);
    return { district, community, general, branch: await this.unit('branch', general) };
  }

  async company(unit: MadeUnit, name = `示例科技${++serial}`): Promise<{ id: string; name: string }> {
    const id = newId();
    await this.in((tx) => tx.insert(Company, { id, unitId: unit.id, name }));
    return { id, name };
  }

  /** A person who is no member anywhere (an officer from above, a stranger). */
  async person(name = `${surnames[serial % surnames.length] ?? '李'}${given[(serial * 7) % given.length] ?? '明'}${given[(++serial * 3) % given.length] ?? '华'}`): Promise<MadePerson> {
    const id = newId();
    await this.in((tx) => tx.insert(Person, { id, name, birthYear: null, education: null, currentUnitId: null, accessVersion: 0, createdAt: new Date() }));
    return { id, name };
  }

  private tool(): { people: People; passwords: Passwords } {
    if (!this.tools) throw new Error('these factories were made without { people, passwords }');
    return this.tools;
  }

  /** Gives a person a phone number, sealed as in the app. */
  async withPhone(person: MadePerson, phone = `139${String(10_000_000 + (++serial)).slice(-8)}`): Promise<string> {
    await this.in((tx) => tx.insert(Contact, this.tool().people.contact(person.id, phone)));
    return phone;
  }

  /** An active account with a password, and the WeChat account that the double knows by the code `demo-<login>`. */
  async account(person: MadePerson, login: string, password: string): Promise<void> {
    const passwordHash = await this.tool().passwords.hash(password);
    await this.in(async (tx) => {
      await tx.insert(Account, { personId: person.id, login: login.toLowerCase(), passwordHash, totpSealed: null, totpStep: '0', activatedAt: await tx.now() });
      await tx.insert(WeChatIdentity, { appId: doubleAppId, openId: `demo-${login}`, personId: person.id, boundAt: await tx.now() });
    });
  }

  async join(person: MadePerson, unit: MadeUnit, status: MembershipStatus = 'full', more: { startsOn?: string; companyId?: string } = {}): Promise<string> {
    const id = newId();
    const startsOn = more.startsOn ?? '2024-01-01';
    await this.in((tx) => tx.insert(Membership, { id, personId: person.id, unitId: unit.id, companyId: more.companyId ?? null, status, statusSince: startsOn, joinedPartyOn: startsOn, startsOn, endsOn: null, endReason: null }));
    return id;
  }

  async member(unit: MadeUnit, status: MembershipStatus = 'full', name?: string): Promise<MadePerson> {
    const person = await this.person(name);
    await this.join(person, unit, status);
    return person;
  }

  async members(unit: MadeUnit, count: number): Promise<MadePerson[]> {
    const made: MadePerson[] = [];
    for (let i = 0; i < count; i += 1) made.push(await this.member(unit));
    return made;
  }

  async appoint(person: MadePerson, role: Role, unit: MadeUnit | null): Promise<void> {
    await this.in((tx) => tx.insert(RoleHeld, { id: newId(), personId: person.id, role, unitId: unit?.id ?? null, columnId: null, startsOn: '2024-01-01', endsOn: null, grantedBy: null, basis: '选举产生' }));
  }

  /** A member who holds a role in the unit. */
  async officer(role: Role, unit: MadeUnit, name?: string): Promise<MadePerson> {
    const person = await this.member(unit, 'full', name);
    await this.appoint(person, role, unit);
    return person;
  }

  /** A service on the unit's menu, with its five fields. */
  async service(unit: MadeUnit, providers: MadePerson[], more: Partial<ServiceItem> = {}): Promise<{ id: string; item: string }> {
    const id = newId();
    const item = more.item ?? `简历修改 ${++serial}`;
    await this.in((tx) => tx.insert(ServiceItem, { id, unitId: unit.id, providerIds: providers.map((provider) => provider.id), form: '网上一对一', time: '每周三晚 19:00–21:00', notes: '请提前一天预约', category: 'learning', state: 'onMenu', fixedYear: null, noticeUntil: null, timesUsed: 0, ...more, item }));
    return { id, item };
  }
}
