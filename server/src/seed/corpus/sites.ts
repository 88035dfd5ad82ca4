/** The 201 sites applied for: 134 online, 26 of them exemplary, and 67 on their way, each with a name, a banner and an introduction of its own. */
import { daysBefore } from './calendar.js';
import { speak } from './grammar.js';
import { localities } from './localities.js';
import { membersByUnit } from './officers.js';
import { parkKey } from './organisations.js';
import type { Prng } from './prng.js';
import { banners, introClosings, introMiddles, introOpenings, introOpeningsSingle, refusals, siteNames } from './site-texts.js';
import type { ColumnKind, DemoCompany, DemoPerson, DemoSite, DemoUnit, SiteState, UnitKey } from './types.js';

/** How many sites are in each state: 201 in all. */
export const siteStates: Record<SiteState, number> = { online: 134, submitted: 20, incubating: 27, rectifying: 12, returned: 8 };
export const exemplaryCount = 26;

const columnNames: Record<ColumnKind, string[]> = {
  study: ['学习资料', '专题教育', '每月一读'], discussion: ['谈谈新想法', '说说心里话', '大家谈'], information: ['就业创业', '婚姻恋爱', '办事指南'],
  leisure: ['旅游贴图', '感想随笔', '身心保健'], news: ['支部动态', '最近的事'], profiles: ['党员风采', '身边的人'], openness: ['党务公开'],
};
const parkColumns: DemoSite['columns'] = [
  { kind: 'news', name: '支部动态' }, { kind: 'discussion', name: '谈谈新想法' }, { kind: 'discussion', name: '说说心里话' }, { kind: 'study', name: '学习资料' },
  { kind: 'information', name: '就业创业' }, { kind: 'leisure', name: '旅游贴图' }, { kind: 'leisure', name: '感想随笔' }, { kind: 'profiles', name: '党员风采' }, { kind: 'openness', name: '党务公开' },
];

const parkSite = {
  name: '770 在线', banner: '七十多家公司，一百一十五个人，一扇常开的门',
  introduction: '宜山路770号园区联合党总支有 115 名党员，分布在漕河泾一带七十多家企业里，下面有四个联合支部和几个党小组。大家做软件、做试剂、画图纸、跑单证，一年里总有三分之一的人在路上。' +
    '所以会在网上开，话在网上说：没赶上的同志翻翻纪要，两分钟补上，再留一句。网站由信息报道组的三位同志和两位网管员打理，留言尽量当天就答。每月的学习、点评和留言是我们自己在大会上定的规矩，只看做了什么，不看停留多久。欢迎来串门。',
};

/** What a unit is called for short in a site's name: the building, the street, or the brand of the company. */
function shortName(unit: DemoUnit): string {
  const street = /([\u4e00-\u9fff]{2,4}路|[\u4e00-\u9fff]{2}西街)商圈/.exec(unit.name.replace(/^.*社区/, ''));
  if (street?.[1]) return street[1];
  if (unit.kind === 'generalBranch') return unit.name.slice(0, unit.name.indexOf('社区'));
  return unit.place.slice(0, 2);
}

/** Draws until the text is a new one. */
function fresh(taken: Set<string>, draw: () => string): string {
  for (let tries = 0; tries < 500; tries += 1) {
    const text = draw();
    if (taken.has(text)) continue;
    taken.add(text);
    return text;
  }
  throw new Error('the texts for sites have run out');
}

/** The park's community has two applications on its desk: sites change places, the numbers of each state stay. */
function withSomethingToDecide(chosen: readonly DemoUnit[], states: readonly SiteState[]): DemoUnit[] {
  const list = [...chosen];
  const home = parkKey.split('-')[0] ?? '';
  const isHome = (unit: DemoUnit | undefined) => unit?.key.startsWith(`${home}-`) ?? false;
  const find = (here: boolean, state: SiteState) => list.findIndex((unit, i) => isHome(unit) === here && states[i] === state);
  while (list.filter((unit, i) => isHome(unit) && states[i] === 'submitted').length < 2) {
    const [from, to] = [find(true, 'returned') >= 0 ? find(true, 'returned') : find(true, 'incubating'), find(false, 'submitted')];
    const [one, other] = [list[from], list[to]];
    if (!one || !other) return list;
    list[from] = other;
    list[to] = one;
  }
  return list;
}

/** Applications of 201 units, the park's first; every general branch has one and the rest are branches. */
export function makeSites(units: readonly DemoUnit[], companies: readonly DemoCompany[], people: readonly DemoPerson[], today: string, chance: Prng): DemoSite[] {
  const members = membersByUnit(units, people);
  const employers = new Map<UnitKey, number>();
  for (const company of companies) employers.set(company.unit, (employers.get(company.unit) ?? 0) + 1);
  const generals = units.filter((unit) => unit.kind === 'generalBranch' && unit.key !== parkKey);
  const branches = chance.shuffle(units.filter((unit) => unit.kind === 'branch'));
  const total = Object.values(siteStates).reduce((sum, count) => sum + count, 0);
  const park = units.filter((unit) => unit.key === parkKey);
  const states = (Object.entries(siteStates) as [SiteState, number][]).flatMap(([state, count]) => Array.from({ length: count }, () => state));
  const chosen = withSomethingToDecide([...park, ...chance.shuffle([...generals, ...branches.slice(0, total - generals.length - park.length)])], states);
  const names = new Set<string>();
  const lines = new Set<string>();
  const intros = new Set<string>();

  return chosen.map((unit, index) => {
    const state = states[index] ?? 'submitted';
    const applied = state === 'submitted' ? chance.int(2, 12) : state === 'returned' ? chance.int(10, 40) : state === 'incubating' ? chance.int(40, 260) : chance.int(120, 900);
    const decision = state === 'incubating' || state === 'rectifying' || state === 'returned' ? chance.pick(refusals[state]) : null;
    const base = {
      unit: unit.key, state, exemplary: state === 'online' && index < exemplaryCount, appliedOn: daysBefore(today, applied),
      onlineSince: state === 'online' || state === 'rectifying' ? daysBefore(today, applied - chance.int(8, 60)) : null,
      reason: decision?.reason ?? null, nextStep: decision?.next ?? null, theme: chance.pick(['red', 'teal', 'indigo', 'amber'] as const),
    };
    if (unit.key === parkKey) return { ...base, ...parkSite, theme: 'red' as const, columns: parkColumns };

    const columns = columnsFor(base.exemplary);
    const own = members.get(unit.key) ?? [];
    const local = localities.find((one) => unit.key.startsWith(`${one.key}-`)) ?? localities[0];
    const slots = {
      short: shortName(unit), area: local?.area ?? '', road: chance.pick(local?.roads ?? ['']), place: unit.place, members: String(own.length),
      companies: String(employers.get(unit.key) ?? new Set(own.map((person) => people[person]?.company)).size), year: unit.foundedOn.slice(0, 4),
      column: columns[chance.int(0, columns.length - 1)]?.name ?? '支部动态', first: `${people[own[0] ?? 0]?.name.slice(0, 1) ?? ''}同志`,
    };
    const fits = unit.joint ? banners : banners.filter((line) => !line.includes('<companies>'));
    return {
      ...base, columns,
      name: fresh(names, () => speak(chance.pick(siteNames), slots, chance)),
      banner: fresh(lines, () => speak(chance.pick(fits), slots, chance)),
      introduction: fresh(intros, () => {
        const parts = [chance.pick(unit.joint ? introOpenings : introOpeningsSingle), ...chance.shuffle(introMiddles).slice(0, chance.int(2, 3)), chance.pick(introClosings)];
        return parts.map((part) => speak(part, slots, chance)).join('');
      }),
    };
  });

  /** News and study everywhere, a few others by taste; exemplary sites keep more. */
  function columnsFor(exemplary: boolean): DemoSite['columns'] {
    const kinds: ColumnKind[] = ['news', 'study', 'discussion', ...chance.shuffle<ColumnKind>(['information', 'leisure', 'profiles', 'openness']).slice(0, exemplary ? 4 : chance.int(1, 3))];
    return kinds.map((kind) => ({ kind, name: chance.pick(columnNames[kind]) }));
  }
}
