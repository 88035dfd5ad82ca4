import { charactersOf, textOf } from '@branch/shared/posts/blocks';
import { appealWorkingDays } from '@branch/shared/moderation/rules';
import { plainForm } from '@branch/shared/plain-form';
import { endOfWorkingDays } from '@branch/shared/working-days';
import type { Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { Appeal, Report, ReviewCase, ReviewStep } from '../moderation/case.entity.js';
import { WatchWord, WordHit } from '../moderation/words.entity.js';
import { Post } from '../posts/post.entity.js';
import type { StoredBlock } from '../posts/post.entity.js';
import type { DemoDistrict } from './corpus/types.js';
import { must } from './ids.js';
import type { Ids } from './ids.js';

const ideas: [title: string, text: string][] = [
  ['午休能不能借一间会议室读书', '三号楼七层的小会议室中午一般空着，登记一下就能用。我愿意每天中午去开门。'],
  ['新来的同志怎么认路', '园区七栋楼长得太像。画一张手绘地图，标上食堂、母婴室和快递柜，新人第一天就不慌。'],
  ['电梯早高峰错开十分钟', '九点整排到大门口，错开十分钟就好。几家公司一起商量个时间，比加一部电梯快。'],
  ['想听测试岗位的同志讲一次', '我做开发的，总觉得测试是找茬。上次线上出错以后才明白，他们挡住了多少事。'],
  ['旧书别扔，放到一楼书架', '搬工位清出二十多本书，扔了可惜。一楼大厅有个空书架，大家放进去互相借。'],
  ['周末去滨江捡垃圾，算我一个', '上次去了八个人，捡了十一袋。这次想带孩子一起，七岁以上都可以来。'],
  ['给外地同志过个节', '国庆不回家的有十几位，一起包顿饺子吧。我会和面，谁会调馅？'],
  ['会议纪要能不能更短', '上个月有一份四千字，读完已经下班。建议开头写三行：决定了什么，谁来做，什么时候。'],
  ['电动车棚晚上太暗', '西门车棚的灯坏了两盏，下班晚的同志摸黑推车。物业说要报修单，我来填，麻烦支部盖个章。'],
  ['推荐一门讲沟通的公开课', '一共六讲，每讲二十分钟，路上就能听。第三讲说的“先复述再回答”，我试了一周，吵架少了。'],
  ['轮讲的题目，我报“怎么看体检单”', '我在医药公司，体检单上那几个箭头可以讲清楚。不看病，只讲怎么读，一刻钟够了。'],
  ['食堂窗口能不能写清有没有花生', '有同事过敏，每次都要问。写一张小卡片就行，我去和食堂说。'],
  ['夜跑小组缺一位带队', '每周二、四晚八点，五公里，慢跑。带队的同志下月调去西安，想找人接一下。'],
  ['学习资料按篇幅分一分', '十分钟能读完的放一起，长的放一起。通勤的时候就知道点哪一篇。'],
  ['老同志的手机课，缺两位助教', '社区周六上午教挂号和付款，一位老师带十二位老人，忙不过来。会用手机就行。'],
  ['工位旁边那盆绿萝谁认领', '搬走的公司留下六盆绿萝，还活着。谁的工位朝南，来搬一盆。'],
  ['下雨天共享雨伞总是不够', '大厅借伞处十把伞，雨停以后只回来四把。换成押工牌，借一把登记一下。'],
  ['想组个桥牌局', '中午四十分钟打两副刚好。不会也教，输了洗杯子。'],
  ['年会节目能不能少一点', '去年排练占了三个周末。今年一个支部出一个节目就好，省下的时间去看看结对的学校。'],
  ['问一下组织关系转接要几天', '我下月换公司，新公司在浦东。材料要带哪些，网上能不能办？'],
];
const published: [title: string, text: string][] = [
  ['听说食堂要涨价一倍', '群里有人转的截图，说下月起一份套餐翻倍，大家赶紧囤饭票。'],
  ['转让健身卡，价格面议', '年卡还有八个月，办卡时三千六，现在两千转，要的私信我。'],
];
const hour = 3_600_000;

/** What waits at the demo branch's desk: twenty first posts; two reports; one appeal (MOD-1…6). */
export async function plantModeration(tx: Tx, demo: DemoDistrict, ids: Ids): Promise<void> {
  const now = await tx.now();
  const unitId = must(ids.unit, demo.scenario.unit);
  const columnId = must(ids.column, `${demo.scenario.unit}/discussion`);
  const district = demo.units.find((unit) => unit.kind === 'district');
  const beneath = new Set([demo.scenario.unit, ...demo.units.filter((unit) => unit.parent === demo.scenario.unit).map((unit) => unit.key)]);
  const officers = new Set(demo.officers.map((one) => one.person));
  const ordinary = demo.people.flatMap((person, index) => (beneath.has(person.unit) && !officers.has(index) ? [ids.person[index] ?? ''] : []));
  const author = (n: number) => ordinary[(n * 3) % ordinary.length] ?? '';
  const admin = ids.person[demo.officers.find((one) => one.role === 'networkAdmin' && one.unit === demo.scenario.unit)?.person ?? 0] ?? '';
  const posts: Partial<Post>[] = [];
  const cases: Partial<ReviewCase>[] = [];
  const steps: Partial<ReviewStep>[] = [];
  const post = ([title, words]: [string, string], n: number, at: Date, state: 'pending' | 'published' | 'hidden'): Partial<Post> => {
    const blocks: StoredBlock[] = [{ type: 'paragraph', text: words }];
    const text = textOf(blocks);
    const one: Partial<Post> = { id: newId(), unitId, columnId, authorId: author(n), title, blocks, text, characters: charactersOf(text), fileIds: [], visibility: 'branch', publishedAt: at, state, announced: state !== 'pending' };
    posts.push(one);
    return one;
  };
  const open = (one: Partial<Post>, more: Partial<ReviewCase>, at: Date): string => {
    const id = newId();
    const same = { unitId, deskId: unitId };
    cases.push({ id, ...same, kind: 'post', targetId: one.id ?? '', columnId, authorId: one.authorId ?? '', holdReason: null, was: 'pending', state: 'open', openedAt: at, assigneeId: null, decidedBy: null, decidedAt: null, rule: null, reason: null, suggestion: null, settledAt: null, ...more });
    steps.push({ id: newId(), ...same, caseId: id, act: 'opened', actorId: null, at, rule: null, words: null, undoneAt: null });
    return id;
  };
  const listed = '面议';
  ideas.forEach((idea, n) => { const at = new Date(now.getTime() - (ideas.length - n) * 0.9 * hour); open(post(idea, n, at, 'pending'), { why: 'held', holdReason: 'firstPosts' }, at); });
  const reports: Partial<Report>[] = [];
  published.forEach((words, n) => {
    const at = new Date(now.getTime() - (6 + n) * hour);
    const caseId = open(post(words, 30 + n, at, 'published'), { why: 'reported', was: 'published' }, new Date(at.getTime() + hour));
    for (const m of n === 0 ? [1, 2] : [3]) reports.push({ id: newId(), unitId, deskId: unitId, caseId, reporterId: ordinary[(40 + n * 5 + m) % ordinary.length] ?? '', reason: 'unfit', note: n === 0 ? '食堂没有发过通知。' : '', at: new Date(at.getTime() + m * hour) });
  });
  // Stopped by 网管员 yesterday; the author appeals, the secretary answers.
  const stoppedAt = new Date(now.getTime() - 26 * hour);
  const stopped = post(['周末搬家，谁有推车借我', '周六上午从三号楼搬到对面小区，就三个箱子。用完洗干净还。'], 33, new Date(stoppedAt.getTime() - 3 * hour), 'hidden');
  const appealed = open(stopped, { why: 'direct', was: 'published', state: 'stopped', decidedBy: admin, decidedAt: stoppedAt, rule: 5, reason: '与本栏目的内容不符，请换一个合适的栏目再发。', settledAt: stoppedAt }, stoppedAt);
  const appealedAt = new Date(now.getTime() - 20 * hour);
  await tx.insert(Post, posts);
  await tx.insert(ReviewCase, cases);
  await tx.insert(ReviewStep, [...steps, { id: newId(), unitId, deskId: unitId, caseId: appealed, act: 'stopped', actorId: admin, at: stoppedAt, rule: 5, words: '与本栏目的内容不符，请换一个合适的栏目再发。', undoneAt: null },
    { id: newId(), unitId, deskId: unitId, caseId: appealed, act: 'appealed', actorId: stopped.authorId ?? '', at: appealedAt, rule: null, words: '互相借东西也是新想法，这个栏目一直有人发。', undoneAt: null }]);
  await tx.insert(Report, reports);
  await tx.insert(Appeal, { id: newId(), unitId, deskId: unitId, caseId: appealed, authorId: stopped.authorId ?? '', words: '互相借东西也是新想法，这个栏目一直有人发。', at: appealedAt, dueAt: endOfWorkingDays(appealedAt, appealWorkingDays), state: 'open', decidedBy: null, decidedAt: null, reason: null, escalatedAt: null });
  await tx.insert(WatchWord, [{ id: newId(), unitId: district ? must(ids.unit, district.key) : unitId, word: '稳赚不赔', plain: plainForm('稳赚不赔'), note: '常见的拉人投资的话', addedBy: admin, addedAt: now, removedAt: null }, { id: newId(), unitId, word: listed, plain: plainForm(listed), note: '多半是转让和推销', addedBy: admin, addedAt: now, removedAt: null }]);
  await tx.insert(WordHit, { id: newId(), unitId, kind: 'post', targetId: posts[ideas.length + 1]?.id ?? '', word: listed, sentence: '转让健身卡，价格面议', at: now });
}
