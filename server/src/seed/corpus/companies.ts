/** Invented companies, buildings and societies. A brand is two uncommon syllables and is used once, so that no two firms sound alike. */
import type { Prng } from './prng.js';
import type { Industry } from './types.js';

const firsts = [...'澄岚栎煦朗沐屿禾砚棠汀霁珩笃亘澍峤湛拾予泊杉芥槿苇霖桁昱泓籽岫陌榆椿隽漪箬荻坞埭笠甯皓珏邃麓旸'];
const seconds = [...'远启石舟原信衡川野图合维行曜谷木声格数里度白禾知一山序来章景和汐则言森际微橙观林枢序宁之屿阶拓'];

const sectors: Record<Exclude<Industry, 'mixed'>, string[]> = {
  software: ['信息科技', '软件技术', '数据科技', '网络科技', '智能科技', '数字技术', '云计算科技'],
  biomedicine: ['生物医药', '医疗器械', '检测技术', '生物科技', '诊断技术'],
  design: ['建筑设计', '文化创意', '展示设计', '品牌设计', '环境艺术', '工业设计'],
  finance: ['财务咨询', '企业管理咨询', '税务咨询', '投资咨询', '管理咨询'],
  law: ['法律咨询', '知识产权代理'],
  education: ['教育科技', '职业培训', '文化教育', '管理培训'],
  trade: ['国际贸易', '货运代理', '供应链管理', '商贸', '进出口', '物流'],
  property: ['物业管理', '商业管理', '酒店管理', '保洁服务', '安防科技'],
  media: ['文化传媒', '广告', '影视文化', '公关顾问', '会展服务'],
  health: ['健康管理', '口腔门诊', '中医门诊', '护理服务', '康复科技'],
  society: [], factory: ['精密仪器', '新材料', '自动化设备', '电子科技', '环保科技', '光电技术'],
  catering: ['餐饮管理', '食品', '烘焙食品', '茶饮'],
};
const societies = ['社会工作服务中心', '公益发展中心', '为老服务中心', '青少年服务中心', '社区文化促进会', '志愿服务社', '家庭服务中心', '残障人士服务社'];
const buildings = ['大厦', '中心', '广场', '商务楼', '创意园', '科创园', '国际大厦', '坊'];
export const trades = Object.keys(sectors) as Exclude<Industry, 'mixed'>[];

/** Hands out brands, each once. */
export function brandGiver(chance: Prng): () => string {
  const all = chance.shuffle([...new Set(firsts.flatMap((first) => seconds.filter((second) => second !== first).map((second) => first + second)))]);
  return () => {
    const brand = all.pop();
    if (brand === undefined) throw new Error('more companies than brands');
    return brand;
  };
}

/** The full name of a company in a trade. */
export function companyName(brand: string, industry: Exclude<Industry, 'mixed'>, chance: Prng): string {
  if (industry === 'society') return `徐汇区${brand}${chance.pick(societies)}`;
  if (industry === 'law' && chance.chance(0.8)) return `上海${brand}律师事务所`;
  if (industry === 'finance' && chance.chance(0.3)) return `上海${brand}${chance.pick(['会计师事务所', '税务师事务所'])}`;
  const sector = chance.pick(sectors[industry]);
  if (sector.endsWith('门诊')) return `上海${brand}${sector}部有限公司`;
  return `上海${brand}${sector}有限公司`;
}

export function buildingName(brand: string, chance: Prng): string {
  return brand + chance.pick(buildings);
}
