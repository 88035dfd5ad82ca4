/**
 * The mutual-aid menu: 31 items in the four fields of Xuhui, each with all five parts. Nine are on the menu of 虹梅 and the rest on those of other
 * communities; ten were fixed by last year's evaluation and two are on public notice.
 */
import { membersByUnit } from './officers.js';
import type { Prng } from './prng.js';
import type { DemoPopulation, DemoService, ServiceCategory, ServiceState } from './types.js';

/** owner, category, state, item, number of providers, form, time, notes */
type Row = [string, ServiceCategory, ServiceState, string, number, string, string, string];

const rows: Row[] = [
  ['hm', '学习培训', 'fixed', '手机小课堂：教爸妈用手机', 4, '一对一或四人小桌，自带手机', '每周六上午 9:30—11:30', '不代操作、不问密码；请子女提前说明想学哪一样，一次只教一样。'],
  ['hm', '学习培训', 'onMenu', 'AI 工具怎么派活、怎么验收', 3, '午间小班，自带电脑现场做', '双周周四 12:20—13:00', '请带一个自己的真问题；客户资料、身份信息不要带进来。'],
  ['hm', '生活理财', 'fixed', '合同帮看：租房与劳动合同', 2, '线上看扫描件或当面 15 分钟', '每周四 12:00—13:30', '只讲常识和风险点，不代理、不出具意见书；签字之前来。'],
  ['hm', '生活理财', 'fixed', '个税、公积金、积分怎么办', 2, '手机上一步步带着点', '每周四中午；三至六月加开周二', '金额自己看，不截屏外传；政策以窗口答复为准。'],
  ['hm', '生活理财', 'onMenu', '小修小补：灯、水龙头、门合页', 5, '两人上门，自带工具', '周三晚上、周六下午', '材料费自理；燃气和强电请找专业单位；不收任何礼物。'],
  ['hm', '娱乐时尚', 'fixed', '中午走两站路', 3, '楼下集合，走路不谈工作', '周一、三、五 12:40—13:15', '来就走，不点名；谈一次工作请大家喝水。'],
  ['hm', '谈心交友', 'fixed', '说难会：听你说四十分钟', 3, '一对一，走路或喝茶，不记录', '每月两个周三晚上，另可约', '不给建议、不外传；需要医生的时候会如实告诉你。预约只有两个人看得到。'],
  ['hm', '谈心交友', 'onMenu', '新同志的第一顿饭', 6, '转来一周内请你吃饭认路', '工作日中午，对方定日子', '前三次由老同志请，之后 AA；不问收入和家事。'],
  ['hm', '学习培训', 'onNotice', '实验室安全半日课', 2, '讲一小时，走一圈，挑毛病', '每季度一个周五下午', '面向有实验室的单位，每次不超过十五人；不检查、不通报。'],
  ['tp', '学习培训', 'fixed', '心肺复苏与 AED 实操', 4, '三十人一批，人人上手按假人', '每半年一次，另可约小班', '穿方便跪的衣服；孕期和腰伤的同志可只学呼救与用机。'],
  ['tp', '学习培训', 'onMenu', '英语口语午餐', 2, '六人一桌，边吃边说', '每周二 12:00—13:00', '只说英语，说错没人笑；带自己的午饭。'],
  ['tp', '生活理财', 'fixed', '陪诊半天', 7, '陪老人挂号、候诊、取药', '工作日上午，提前三天约', '家属要在电话那头，大主意不替人拿；结束后发一段语音说明。'],
  ['tp', '娱乐时尚', 'onMenu', '梧桐速写', 2, '带纸笔，在街边画四十分钟', '隔周周六上午 10:00', '不教技法，只陪着画；下雨改在廊下。'],
  ['tp', '谈心交友', 'onMenu', '周日下午包饺子', 3, '二十人一起揉面擀皮', '每月最后一个周日 15:00', '不填条件、不上台；有对象的请把位子让出来。'],
  ['ly', '学习培训', 'onMenu', '表格一小时：把九十张表变成一张', 2, '小班，带自己的表来', '每月第一个周三晚 19:30', '先抹掉姓名和金额；课后可以再约一次答疑。'],
  ['ly', '生活理财', 'fixed', '搬家队', 8, '四人一组，一辆小推车', '周末，提前一周约', '不搬冰箱钢琴；请先量楼梯宽度；一碗面的谢礼上限。'],
  ['ly', '娱乐时尚', 'onMenu', '羽毛球新手场', 3, '两片场地，老带新', '每周五 19:00—21:00', '场地费 AA；膝盖不好的请先热身十分钟。'],
  ['ly', '谈心交友', 'fixed', '电话陪聊：给独居老人', 6, '固定两人轮流打，一次二十分钟', '每周一次，时间由老人定', '不谈理财和保健品；连续两次没接会请楼组敲门。'],
  ['ly', '学习培训', 'onNotice', '放学一小时：陪孩子写作业', 6, '小教室，两位家长同时在场', '周二、周四 16:00—17:30', '只为临时有事的家庭；自己签到签走；写好过敏和紧急电话。'],
  ['fl', '学习培训', 'onMenu', '体检报告翻成人话', 3, '带报告和药盒，一人十五分钟', '每月第一个周三中午', '不诊断、不开药；名字可以涂掉。'],
  ['fl', '生活理财', 'onMenu', '清理家里的药箱', 3, '上门两人，查日期、分类、写大字', '每月最后一个周五下午', '只清点不改药；过期药代送回收点。'],
  ['fl', '娱乐时尚', 'onMenu', '口琴与老歌', 2, '八人小组，零基础', '双周周日 14:00', '口琴有十把可借；唱得跑调也欢迎。'],
  ['fl', '谈心交友', 'onMenu', '新手爸妈茶话会', 3, '带娃来，地垫和热水都有', '每月第二个周六 10:00', '不荐奶粉不荐医院；孩子哭没关系。'],
  ['xjh', '学习培训', 'onMenu', '面试陪练', 3, '模拟一次，当场说三条', '工作日晚上，线上可', '简历请抹去现单位；不内推、不打听薪资。'],
  ['xjh', '生活理财', 'onMenu', '小公司的现金表', 2, '看一眼真数，讲讲还能撑几天', '每月 18—20 日中午', '带真数，别带漂亮数；不碰钱、不担保。'],
  ['xjh', '娱乐时尚', 'onMenu', '旧书漂流架', 2, '随便拿、随便还、随便划线', '工作日 8:00—20:00', '不登记；贴纸条请用不伤书的那种。'],
  ['tl', '生活理财', 'onMenu', '修自行车与打气', 2, '楼下摆摊，教你自己补胎', '每周三 17:30—19:00', '电动车不修；零件按原价。'],
  ['tl', '娱乐时尚', 'onMenu', '阳台种菜', 2, '发苗、教换盆、互相帮浇水', '春秋两季，周末上午', '出差的人请把钥匙交给信得过的邻居，不交给我们。'],
  ['lh', '娱乐时尚', 'onMenu', '滨江慢跑', 4, '五公里，最慢的人定速度', '周二、周四 21:00', '反光背心可借；连续加班的当天别来。'],
  ['lh', '谈心交友', 'fixed', '行走的讲解：龙华一条线', 5, '党员讲解，十人以内', '每月第一个周六 9:00', '走到门口为止不再拍照；走得慢的有人陪。'],
  ['chj', '谈心交友', 'onMenu', '结对带一程', 6, '跨公司一对一，半年为界', '每月见一次，时间自定', '不填表；两个月觉得不合适就说，换人不解释。'],
];
// 2025 is last year's ballot as seen from the demo's year; the seeder's day moves it along.
const fixedYearsAgo = 1;

/** The items with their providers, who are members of the community that owns the menu. */
export function makeServices(population: DemoPopulation, chance: Prng): DemoService[] {
  const members = membersByUnit(population.units, population.people);
  const year = Number(population.today.slice(0, 4)) - fixedYearsAgo;
  return rows.map(([owner, category, state, item, providers, form, time, notes]) => {
    const able = (members.get(owner) ?? []).filter((person) => ['full', 'mobile'].includes(population.people[person]?.status ?? ''));
    return { owner, category, state, fixedYear: state === 'fixed' ? year : null, item, providers: chance.shuffle(able).slice(0, providers), form, time, notes };
  });
}
