import { oneDay, shanghaiDay } from '@branch/shared/time';
import type { DemoDistrict, DemoPerson } from './corpus/types.js';

const names = ['赵书记', '何敏', '林晓', '周航', '陈一鸣', '王工', '徐佳宁', '沈思远', '曹雨桐', '金俊杰', '陶欣怡', '魏子涵'];

/** A district of twelve people, small enough to read: for tests that want a world with a past. Same shape as the demo. */
export function tinyDistrict(today: Date): DemoDistrict {
  const day = (offset: number) => shanghaiDay(new Date(today.getTime() + offset * oneDay));
  const evening = (offset: number, minutes: number) => new Date(Date.parse(`${day(offset)}T19:30:00+08:00`) + minutes * 60_000).toISOString();
  const person = (name: string, index: number): DemoPerson => ({ name, birthYear: 1990 + index, education: index % 3 === 0 ? 'master' : 'bachelor', phone: `190000010${String(index).padStart(2, '0')}`, joinedPartyOn: '2016-07-01', status: index === 9 ? 'probationary' : 'full', unit: index < 8 ? 'yishan-1' : 'yishan-2', group: null, company: `c${index % 4}` });
  const unit = (key: string, kind: DemoDistrict['units'][number]['kind'], name: string, parent: string | null) => ({ key, kind, name, parent, joint: kind !== 'district', industry: 'software' as const, place: '宜山路770号', foundedOn: '2018-07-01' });
  return {
    today: day(0),
    people: names.map(person),
    staff: [{ name: '黄主任', phone: '19000000001', role: 'communityStaff', unit: 'hongmei' }, { name: '郑科长', phone: '19000000002', role: 'districtStaff', unit: 'xuhui' }, { name: '运维小吴', phone: '19000000003', role: 'operator', unit: 'xuhui' }, { name: '审计老严', phone: '19000000004', role: 'auditor', unit: 'xuhui' }],
    units: [unit('xuhui', 'district', '徐汇区', null), unit('hongmei', 'community', '虹梅社区综合党委', 'xuhui'), unit('tianping', 'community', '天平社区综合党委', 'xuhui'), unit('yishan', 'generalBranch', '宜山路770号园区联合党总支', 'hongmei'), unit('yishan-1', 'branch', '第一联合支部', 'yishan'), unit('yishan-2', 'branch', '第二联合支部', 'yishan')],
    companies: ['晴川芯片', '云阶软件', '百草生物', '知行设计'].map((name, index) => ({ key: `c${index}`, name, kind: 'company' as const, unit: 'yishan' })),
    officers: [{ person: 0, role: 'secretary', unit: 'yishan', column: null }, { person: 1, role: 'networkAdmin', unit: 'yishan', column: null }, { person: 6, role: 'deputySecretary', unit: 'yishan', column: null }, { person: 3, role: 'moderator', unit: 'yishan', column: 'discussion' }],
    sites: [{ unit: 'yishan', state: 'online', exemplary: true, name: '宜山路770号联合党总支', banner: '把一件小事做到底', introduction: '漕河泾开发区七十多家企业党员的网上之家。', theme: 'red', columns: [{ kind: 'news', name: '支部动态' }, { kind: 'discussion', name: '谈谈新想法' }, { kind: 'study', name: '学习资料' }, { kind: 'leisure', name: '旅游贴图' }], appliedOn: day(-300), onlineSince: day(-280), reason: null, nextStep: null },
      ...[1, 2].map((n) => ({ unit: `yishan-${n}`, state: 'submitted' as const, exemplary: false, name: `宜山路第${n === 1 ? '一' : '二'}联合支部`, banner: '楼上楼下都认识', introduction: '一栋楼里六家公司的党员在一起，午休常碰头。', theme: 'teal' as const,
        columns: [{ kind: 'news' as const, name: '支部动态' }, { kind: 'study' as const, name: '学习资料' }, { kind: 'discussion' as const, name: '谈谈新想法' }], appliedOn: day(-6 + n), onlineSince: null, reason: null, nextStep: null }))],
    meetings: [{ unit: 'yishan', kind: 'orgLife', title: '聊聊园区午间半小时', theme: '午休时间怎么用', agenda: ['午休怎么用', '谁来牵头'], materials: ['上月征集到的六条建议。'], calledAt: evening(-12, -60), startsAt: evening(-7, 0), endsAt: evening(-7, 55), chair: 0,
      attendances: [0, 1, 2, 3, 4, 6].map((one, index) => ({ person: one, joinedAt: evening(-7, index), leftAt: evening(-7, 55) })), leaves: [{ person: 5, reason: '在成都出差，晚上见客户' }],
      statements: [{ person: 2, agendaItem: 0, at: evening(-7, 3), text: '我们楼的会议室中午都空着，可以登记出来给大家读书。', quotes: null }, { person: 3, agendaItem: 0, at: evening(-7, 6), text: '读书之外也可以走一圈，坐了一上午腰受不了。', quotes: 0 }, { person: 4, agendaItem: 1, at: evening(-7, 20), text: '我来登记会议室，周三前把表发到群里。', quotes: null }],
      outcomes: ['午间会议室登记后开放，读书和散步自愿参加。', '陈一鸣登记会议室，周三前发表。'] }],
    posts: [{ unit: 'yishan', column: 'discussion', columnName: '谈谈新想法', author: 4, title: '午休四十分钟能不能变成“轮流讲一刻钟”？', blocks: [{ type: 'paragraph', text: '午休四十分钟能不能变成“轮流讲一刻钟”？我先报一个：怎么读懂一份财报。' }], publishedAt: evening(-1, 0), visibility: 'branch', comments: [] }],
    messages: [{ unit: 'yishan', person: 3, at: evening(-2, 0), text: '能不能把 10 月的学习资料补发一份？', answer: { person: 1, at: evening(-2, 26), text: '已经放到“学习资料”栏目最上面，链接也发您了。' } }, { unit: 'yishan', person: 2, at: evening(-1, 30), text: '异地党员的组织生活怎么算次数？', answer: null }],
    services: [{ owner: 'hongmei', category: '学习培训', state: 'fixed', fixedYear: 2025, item: '简历把脉', providers: [2], form: '一对一，语音或面谈', time: '周四 19:00–21:00', notes: '提前一天发来简历，隐去公司名' }, { owner: 'hongmei', category: '娱乐时尚', state: 'onNotice', fixedYear: null, item: '周末羽毛球搭子', providers: [1, 2], form: '四人一组，双打', time: '周六上午', notes: '自带球拍，新手有人带' }],
    scenario: { unit: 'yishan', kind: 'orgLife', title: '读书会：把一件小事做到底', theme: '每人说一件坚持下来的小事', agenda: ['这个月做成的一件小事', '下季度轮流讲的安排', '自由发言'], materials: ['请先读第三章。'], ballot: { question: '同意下月起每两周轮流讲一次', options: ['赞成', '不赞成', '弃权'] },
      statements: [{ person: 3, agendaItem: 0, text: '我把工位旁边的绿萝养活了三个月，听着小，每周两次浇水没断过。', quotes: null }, { person: 4, agendaItem: 0, text: '养花也是坚持，我是每天下班前把桌面清空，第二天来心情不一样。', quotes: 0 }, { person: 5, agendaItem: 1, text: '轮流讲我愿意排第一个，题目就叫怎么看懂一份简历。', quotes: null }] },
  };
}
