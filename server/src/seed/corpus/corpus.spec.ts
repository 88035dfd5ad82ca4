/** The demo district holds the figures Xuhui reported, and its texts read like people wrote them. */
import { demoDistrict } from './district.js';
import { parkKey } from './organisations.js';
import { themes } from './themes/all.js';

const today = '2026-11-22';
const district = demoDistrict(today);
const { people, units, sites, meetings, posts, messages, services, scenario } = district;
const statements = meetings.flatMap((meeting) => meeting.statements);
const percent = (count: number) => Math.round((count / people.length) * 100);
const characters = (text: string) => [...text].length;

describe('徐汇区示范数据：人', () => {
  it('八千多名党员，六成五不超过三十五岁，六成三本科以上，八成二大专以上', () => {
    expect(people.length).toBeGreaterThan(8000);
    expect(percent(people.filter((person) => 2026 - person.birthYear <= 35).length)).toBe(65);
    expect(percent(people.filter((person) => ['doctor', 'master', 'bachelor'].includes(person.education)).length)).toBe(63);
    expect(percent(people.filter((person) => person.education !== 'highSchool').length)).toBe(82);
  });

  it('手机号各不相同，十一位，都在没人使用的一段里', () => {
    const phones = [...people, ...district.staff].map((person) => person.phone);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.every((phone) => /^1900000\d{4}$/.test(phone))).toBe(true);
  });

  it('同一支部没有同名的人，全区同名的很少', () => {
    expect(new Set(people.map((person) => `${person.unit} ${person.name}`)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.name)).size).toBeGreaterThan(people.length * 0.97);
  });

  it('入党都在成年以后；预备党员在一年以内，正式党员早于一年', () => {
    expect(people.filter((person) => Number(person.joinedPartyOn.slice(0, 4)) - person.birthYear < 18)).toEqual([]);
    expect(people.filter((person) => person.joinedPartyOn > '2025-11-22' !== (person.status === 'probationary'))).toEqual([]);
    expect(new Set(people.map((person) => person.status))).toEqual(new Set(['full', 'probationary', 'mobile', 'onProbation']));
  });

  it('每个支部和党总支都有书记，七名以上正式党员的支部还有委员', () => {
    for (const unit of units.filter((one) => one.kind === 'branch' || one.kind === 'generalBranch')) {
      const officers = district.officers.filter((one) => one.unit === unit.key);
      expect(officers.filter((one) => one.role === 'secretary')).toHaveLength(1);
      const full = people.filter((person) => person.unit === unit.key && person.status === 'full').length;
      if (unit.kind === 'branch' && full >= 7) expect(officers.map((one) => one.role)).toContain('committeeMember');
      expect(officers.every((one) => people[one.person]?.status === 'full')).toBe(true);
    }
  });
});

describe('徐汇区示范数据：组织与网站', () => {
  it('十三个社区、二百三十个支部，单位名称不重复，上级都在', () => {
    expect(units.filter((unit) => unit.kind === 'community')).toHaveLength(13);
    expect(units.filter((unit) => unit.kind === 'branch')).toHaveLength(230);
    const keys = new Set(units.map((unit) => unit.key));
    expect(units.every((unit) => unit.parent === null || keys.has(unit.parent))).toBe(true);
    const named = units.filter((unit) => unit.kind !== 'partyGroup');
    expect(new Set(named.map((unit) => unit.name)).size).toBe(named.length);
    expect(new Set(district.companies.map((company) => company.name)).size).toBe(district.companies.length);
  });

  it('宜山路770号园区联合党总支：一百一十五名党员，七十多家企业', () => {
    const park = people.filter((person) => person.unit.startsWith(parkKey));
    expect(units.find((unit) => unit.key === parkKey)).toMatchObject({ name: '宜山路770号园区联合党总支', parent: 'hm', kind: 'generalBranch' });
    expect(park).toHaveLength(115);
    expect(new Set(park.map((person) => person.company)).size).toBeGreaterThanOrEqual(70);
    expect(park.some((person) => person.status === 'probationary')).toBe(true);
  });

  it('申请网站二百零一家，上线一百三十四家，其余六十七家各有状态，没上线的写明原因', () => {
    expect(sites).toHaveLength(201);
    expect(new Set(sites.map((site) => site.unit)).size).toBe(201);
    const online = sites.filter((site) => site.state === 'online');
    expect(online).toHaveLength(134);
    expect(online.filter((site) => site.exemplary).length).toBeGreaterThanOrEqual(22);
    expect(online.filter((site) => site.exemplary).length).toBeLessThanOrEqual(30);
    expect(new Set(sites.map((site) => site.state)).size).toBeGreaterThanOrEqual(5);
    for (const site of sites) expect(site.reason !== null && site.nextStep !== null).toBe(['incubating', 'rectifying', 'returned'].includes(site.state));
  });

  it('每个网站有自己的名字、横幅和介绍', () => {
    for (const own of [sites.map((site) => site.name), sites.map((site) => site.banner), sites.map((site) => site.introduction)]) expect(new Set(own).size).toBe(201);
  });
});

describe('徐汇区示范数据：七十六次网上会议', () => {
  it('逾千人参加，三千多条发言，近二十万字', () => {
    expect(meetings).toHaveLength(76);
    expect(new Set(meetings.flatMap((meeting) => meeting.attendances.map((one) => one.person))).size).toBeGreaterThan(1000);
    expect(statements.length).toBeGreaterThan(3000);
    const total = statements.reduce((sum, line) => sum + characters(line.text), 0);
    expect(total).toBeGreaterThan(190_000);
    expect(total).toBeLessThan(215_000);
  });

  it('没有两条发言是一样的，也没有没填完的空和配不上对的引号', () => {
    expect(new Set(statements.map((line) => line.text)).size).toBe(statements.length);
    const texts = [...statements.map((line) => line.text), ...posts.flatMap((post) => [post.title, ...post.blocks.flatMap((block) => block.type === 'list' ? block.items : [block.text])]), ...messages.flatMap((one) => [one.text, one.answer?.text ?? '还在等'])];
    const count = (text: string, mark: string) => text.split(mark).length;
    expect(texts.filter((text) => /[{}|<>&="]|。。|，，|，。|？。|，？|undefined|NaN/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.trim() !== text || characters(text) < 2)).toEqual([]);
    expect(texts.filter((text) => count(text, '“') !== count(text, '”') || /“”|”“[，。]/.test(text))).toEqual([]);
  });

  it('发言的人都签了到，先后有序，引用的是前面的话，会不出十二个月', () => {
    for (const meeting of meetings) {
      const present = new Map(meeting.attendances.map((one) => [one.person, one]));
      expect(present.size).toBe(meeting.attendances.length);
      expect(meeting.leaves.every((one) => !present.has(one.person))).toBe(true);
      expect(meeting.startsAt > '2025-11-21' && meeting.endsAt < '2026-11-22').toBe(true);
      const wrong = meeting.statements.filter((line, index) => {
        const stay = present.get(line.person);
        const there = stay !== undefined && stay.joinedAt <= line.at && line.at <= stay.leftAt;
        const inOrder = line.at > (meeting.statements[index - 1]?.at ?? '') && (line.quotes ?? -1) < index;
        return !there || !inOrder || line.agendaItem >= meeting.agenda.length || characters(line.text) > 2000;
      });
      expect(wrong).toEqual([]);
    }
  });

  it('园区开得最多；同一个单位不把一个题目谈两遍', () => {
    expect(meetings.filter((meeting) => meeting.unit === parkKey).length).toBeGreaterThanOrEqual(5);
    expect(new Set(meetings.map((meeting) => `${meeting.unit} ${meeting.theme}`)).size).toBe(76);
    expect(new Set(meetings.map((meeting) => meeting.theme)).size).toBeGreaterThanOrEqual(12);
  });

  it('每个题目的每项议程都有足够多的话可说', () => {
    for (const theme of themes) for (const item of theme.agenda) expect(item.thoughts.length + item.thoughts.flatMap((thought) => thought.replies).length).toBeGreaterThanOrEqual(18);
  });

  it('说话的人不自相矛盾：年轻的不谈三十年党龄，预备期的是预备党员', () => {
    const age = (person: number) => 2026 - (people[person]?.birthYear ?? 2026);
    for (const line of statements) if (/我入党[二三四]十/.test(line.text)) expect(age(line.person)).toBeGreaterThanOrEqual(40);
    for (const line of statements) if (line.text.includes('我是预备党员')) expect(people[line.person]?.status).toBe('probationary');
  });
});

describe('徐汇区示范数据：网站内容、服务菜单和今天的会', () => {
  it('上线的网站都有文章，园区最多；留言大多有回音', () => {
    expect(posts).toHaveLength(700);
    const online = new Set(sites.filter((site) => site.state === 'online').map((site) => site.unit));
    expect(new Set(posts.map((post) => post.unit))).toEqual(online);
    expect(posts.filter((post) => post.unit === parkKey).length).toBeGreaterThanOrEqual(20);
    expect(posts.every((post) => sites.find((site) => site.unit === post.unit)?.columns.some((column) => column.name === post.columnName))).toBe(true);
    expect(messages).toHaveLength(400);
    expect(messages.filter((message) => message.answer !== null).length).toBeGreaterThan(380);
    expect(messages.every((message) => message.answer === null || message.answer.at > message.at)).toBe(true);
    expect([...posts.map((post) => post.publishedAt), ...messages.map((message) => message.answer?.at ?? message.at)].every((at) => at < '2026-11-22T16:00')).toBe(true);
  });

  it('三十一项互助服务，四个领域，五项内容齐全，十项固定', () => {
    expect(services).toHaveLength(31);
    expect(new Set(services.map((service) => service.category))).toEqual(new Set(['学习培训', '生活理财', '娱乐时尚', '谈心交友']));
    for (const service of services) {
      expect([service.item, service.form, service.time, service.notes].every((field) => field.length > 1)).toBe(true);
      expect(service.providers.length).toBeGreaterThan(0);
    }
    expect(services.filter((service) => service.state === 'fixed' && service.fixedYear === 2025)).toHaveLength(10);
    expect(services.filter((service) => service.state === 'onNotice')).toHaveLength(2);
  });

  it('今天的读书会：三项议程，三十条准备好的发言，都出自园区的党员', () => {
    expect(scenario.agenda).toHaveLength(3);
    expect(scenario.statements.length).toBeGreaterThanOrEqual(28);
    expect(scenario.statements.every((line) => people[line.person]?.unit.startsWith(parkKey))).toBe(true);
    expect(new Set(scenario.statements.map((line) => line.agendaItem))).toEqual(new Set([0, 1, 2]));
  });

  it('同一天、同一个数，得到同一个区；换一个数，数目仍然不变', () => {
    expect(JSON.stringify(demoDistrict(today)) === JSON.stringify(district)).toBe(true);
    const other = demoDistrict('2026-12-05', 7);
    expect([other.people.length, other.sites.length, other.meetings.length, other.services.length]).toEqual([people.length, 201, 76, 31]);
    expect(other.people[0]?.name).not.toBe(people[0]?.name);
  });
});
