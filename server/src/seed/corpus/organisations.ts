/**
 * The tree: the district, thirteen communities, their general branches, 230 branches and a few party groups, with the companies the members
 * work at. The park at 宜山路770号 in 虹梅 is as the district told it: one joint general branch, 115 members, more than seventy companies.
 */
import { brandGiver, buildingName, companyName, trades } from './companies.js';
import { localities, type Locality } from './localities.js';
import { memberCount, type Place } from './people.js';
import type { Prng } from './prng.js';
import type { DemoCompany, DemoUnit, Industry, UnitKey } from './types.js';

export const districtKey = 'xh';
/** The joint general branch of the park. */
export const parkKey = 'hm-770';
export const parkMembers = 115;
export const branchCount = 230;

const park = '宜山路770号园区';
const parkBranches: { name: string; members: number; companies: number; industry: Industry; groups: string[] }[] = [
  { name: '软件信息联合党支部', members: 34, companies: 21, industry: 'software', groups: ['东区党小组', '西区党小组'] },
  { name: '生命健康联合党支部', members: 29, companies: 17, industry: 'biomedicine', groups: ['研发党小组', '服务党小组'] },
  { name: '设计文创联合党支部', members: 27, companies: 19, industry: 'design', groups: [] },
  { name: '商务服务联合党支部', members: 25, companies: 17, industry: 'mixed', groups: [] },
];
const industryNames: Record<Industry, string> = { mixed: '', software: '软件信息', biomedicine: '生物医药', design: '设计文创', finance: '财税服务', law: '律师行业', education: '教育培训',
  trade: '商贸物流', property: '物业服务', media: '文化传媒', health: '健康服务', society: '社会组织', factory: '制造企业', catering: '餐饮行业' };

export interface Organisation { units: DemoUnit[]; companies: DemoCompany[]; places: Place[] }

/** How many members each of the ordinary branches has: from a handful to about eighty, together what the park leaves over. */
function branchSizes(count: number, chance: Prng): number[] {
  const weights = Array.from({ length: count }, () => 0.35 + chance.next() ** 1.5 * 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rest = memberCount - parkMembers;
  const sizes = weights.map((weight) => Math.max(5, Math.floor((weight / total) * rest)));
  let short = rest - sizes.reduce((sum, size) => sum + size, 0);
  for (let i = 0; short !== 0; i = (i + 1) % count) {
    const step = Math.sign(short);
    if ((sizes[i] ?? 0) + step >= 5) {
      sizes[i] = (sizes[i] ?? 0) + step;
      short -= step;
    }
  }
  return sizes;
}

/** Builds the tree. Members are places only; people.ts fills them. */
export function organise(chance: Prng): Organisation {
  const brand = brandGiver(chance.stream('brands'));
  const units: DemoUnit[] = [];
  const companies: DemoCompany[] = [];
  const places: Place[] = [];
  const founded = () => `${chance.int(1998, 2024)}-${String(chance.int(1, 12)).padStart(2, '0')}-${String(chance.int(1, 28)).padStart(2, '0')}`;
  const add = (unit: Omit<DemoUnit, 'foundedOn'>) => units.push({ ...unit, foundedOn: founded() });
  const company = (unit: UnitKey, industry: Exclude<Industry, 'mixed'>): DemoCompany => {
    const made: DemoCompany = { key: `c${companies.length + 1}`, name: companyName(brand(), industry, chance), kind: industry === 'society' ? 'society' : 'company', unit };
    companies.push(made);
    return made;
  };
  /** Spreads members over companies: each company has one at least, a few have more. */
  const settle = (unit: UnitKey, groups: UnitKey[], members: number, own: DemoCompany[]) => {
    for (let i = 0; i < members; i += 1) {
      const at = i < own.length ? own[i] : own[Math.floor(chance.next() ** 1.7 * own.length)];
      places.push({ unit, group: groups[i % Math.max(1, groups.length)] ?? null, company: at?.key ?? '' });
    }
  };

  add({ key: districtKey, kind: 'district', name: '徐汇区委组织部（两新组织党建）', parent: null, joint: false, industry: 'mixed', place: '徐汇区' });
  for (const local of localities) add({ key: local.key, kind: 'community', name: local.name, parent: districtKey, joint: false, industry: 'mixed', place: `${local.area}社区` });

  add({ key: parkKey, kind: 'generalBranch', name: '宜山路770号园区联合党总支', parent: 'hm', joint: true, industry: 'mixed', place: park });
  parkBranches.forEach((branch, index) => {
    const key = `${parkKey}-${index + 1}`;
    add({ key, kind: 'branch', name: `${park}${branch.name}`, parent: parkKey, joint: true, industry: branch.industry, place: park });
    const groups = branch.groups.map((name, g) => {
      add({ key: `${key}-g${g + 1}`, kind: 'partyGroup', name, parent: key, joint: true, industry: branch.industry, place: park });
      return `${key}-g${g + 1}`;
    });
    const own = Array.from({ length: branch.companies }, () => company(key, branch.industry === 'mixed' ? chance.pick(['trade', 'finance', 'property', 'media', 'law'] as const) : branch.industry as Exclude<Industry, 'mixed'>));
    settle(key, groups, branch.members, own);
  });

  const generals = new Map<string, UnitKey[]>();
  for (const local of localities) {
    const names = local.key === 'hm' ? ['商务楼宇联合党总支'] : [`商务楼宇联合党总支`, chance.pick(['社会组织联合党总支', '园区联合党总支', '新经济组织联合党总支'])];
    generals.set(local.key, names.map((name, index) => {
      const key = `${local.key}-z${index + 1}`;
      add({ key, kind: 'generalBranch', name: `${local.area}社区${name}`, parent: local.key, joint: true, industry: 'mixed', place: buildingName(brand(), chance) });
      return key;
    }));
  }
  const sizes = branchSizes(branchCount - parkBranches.length, chance.stream('sizes'));
  const numbered = new Map<string, number>();
  sizes.forEach((size, index) => {
    const local = localities[index % localities.length] as Locality;
    const key = `${local.key}-${Math.floor(index / localities.length) + 1}`;
    // The first branches of a community go to its general branches, so that none is empty.
    const own = generals.get(local.key) ?? [];
    const parent = own[Math.floor(index / localities.length)] ?? (chance.chance(0.45) ? chance.pick(own) : local.key);
    addBranch({ local, key, parent, size, index });
  });
  return { units, companies, places };

  function addBranch(at: { local: Locality; key: string; parent: UnitKey; size: number; index: number }): void {
    const { local, key, parent, size } = at;
    const kind = chance.pick(['building', 'building', 'industry', 'road', 'single', 'single'] as const);
    const building = buildingName(brand(), chance);
    const industry = chance.pick(trades);
    if (kind === 'single') {
      const own = company(key, industry);
      add({ key, kind: 'branch', name: `${own.name}党支部`, parent, joint: false, industry, place: building });
      settle(key, partyGroups(key, industry, size, false, building), size, [own]);
      return;
    }
    const number = (name: string) => {
      const taken = (numbered.get(name) ?? 0) + 1;
      numbered.set(name, taken);
      return taken === 1 ? name : name.replace('联合党支部', `第${'一二三四五六七八九十'[taken - 1] ?? taken}联合党支部`);
    };
    const name = kind === 'building' ? `${building}联合党支部` : number(`${local.area}社区${kind === 'industry' ? industryNames[industry] : chance.pick(local.roads)}${kind === 'industry' ? '' : '商圈'}联合党支部`);
    const unitIndustry = kind === 'industry' ? industry : 'mixed';
    add({ key, kind: 'branch', name, parent, joint: true, industry: unitIndustry, place: building });
    const count = Math.max(3, Math.min(size, Math.round(size * (0.2 + chance.next() * 0.16))));
    const own = Array.from({ length: count }, () => company(key, unitIndustry === 'mixed' ? chance.pick(trades) : unitIndustry));
    settle(key, partyGroups(key, unitIndustry, size, true, building), size, own);
  }

  /** Branches of more than fifty members meet in party groups as well. */
  function partyGroups(key: UnitKey, industry: Industry, size: number, joint: boolean, place: string): UnitKey[] {
    if (size <= 50) return [];
    return Array.from({ length: Math.ceil(size / 25) }, (_, g) => {
      add({ key: `${key}-g${g + 1}`, kind: 'partyGroup', name: `第${'一二三四五'[g] ?? g + 1}党小组`, parent: key, joint, industry, place });
      return `${key}-g${g + 1}`;
    });
  }
}
