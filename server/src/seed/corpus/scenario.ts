/** The meeting of today in the park's joint general branch: called, with materials and a question to vote on, and thirty lines ready to be said. */
import { typeset } from './discuss.js';
import { membersByUnit } from './officers.js';
import { parkKey } from './organisations.js';
import type { Prng } from './prng.js';
import { speakers } from './speakers.js';
import type { DemoPopulation, PersonIndex, TodayScenario } from './types.js';

interface Prepared { item: number; claims?: string[]; text: string; quotes?: number }

const lines: Prepared[] = [
  { item: 0, text: '到了，人在桂平路，电梯口信号不好，先听前面的同志说。' },
  { item: 0, text: '签到。书看了两遍，第一遍在地铁上，第二遍在女儿的钢琴课门口，划线的地方居然不一样。' },
  { item: 0, claims: ['dev'], text: '我先来。书里那个修表匠，三十年每天下班前把柜台擦一遍，我看了就想到我们组那份没人肯写的交接文档。我从去年三月开始，每天收工前写五行，谁也没要求。写到一百二十天的时候，组里来了新人，他第一天就跑通了环境，问我这是谁写的，我说是一个修表的。' },
  { item: 0, text: '是一个修表的，哈哈，这句我要记下来。五行是怎么坚持的？我写周报都写不满五行。', quotes: 2 },
  { item: 0, claims: ['dev'], text: '没别的诀窍，就是写不出来也写一行“今天没什么可写的”，第二天看着难为情，就会补上。', quotes: 3 },
  { item: 0, claims: ['fin'], text: '我的小事是每月十号之前把备用金当着两个人的面点一遍，点了七年。有人说现在都电子支付了，抽屉里就八百块，点给谁看。我说点给我自己看，八百块都点不清，八百万我也不敢签字。' },
  { item: 0, claims: ['kid'], text: '说个家里的。每天睡前给孩子讲十分钟故事，出差就打电话讲，讲了四年零两个月，断过六次，每次断在哪天我都记得，因为他也记得。他上个月开始给我讲了，讲到一半自己睡着了。' },
  { item: 0, text: '断过六次都记得，这个比一次没断更打动人。' , quotes: 6 },
  { item: 0, claims: ['lab'], text: '书里说“小事的敌人不是大事，是下一件小事”，这句我同意一半。我们做实验，一天几十件小事，不分轻重都做到底，人会垮的。我觉得先要选，一年选一件，其余的做到及格就好。' },
  { item: 0, claims: ['mid'], text: '年轻同志说先要选，我赞成。我补一句，选了就别告诉太多人，告诉得多，夸你的人一多，就容易把夸当成做完了。我有一年说要学二胡，大家夸了一个月，琴到现在没上松香。' },
  { item: 0, text: '二胡没上松香，笑出声。我的是瑜伽垫，还卷着。' },
  { item: 0, claims: ['mobile'], text: '在合肥驻场，补一句：我选的小事是每天给门卫师傅说声早。听着不算事，可我一年换五个项目，到哪儿都是生人，说了早，第三天他就帮我留门了。人在外地，这一声早是我自己的锚。' },
  { item: 1, text: '第二项我来说。我们楼道那扇防火门，我合了大半年，一天两次。上个月请了一个礼拜假，回来发现门是合着的，不知道是谁接了手。那一刻比评先进还高兴。' },
  { item: 1, text: '是我。看你天天合，你不在，手痒。', quotes: 12 },
  { item: 1, claims: ['hr'], text: '这就是我想讲的：小事做到一定时候，会长到别人身上去。我给每个没录用的人回一封信，回到第二百多封，招聘组另外两个同事也开始回了，没人开会布置。后来真有一位，隔了一年又来投，说因为那封信。' },
  { item: 1, claims: ['law'], text: '我讲一件没做到底的。前年答应给社区老人讲十二次课，讲了五次，忙起来就断了。第六次那天有位老先生带着本子在门口等了半小时，没人通知他取消。我去道歉，他说没关系，你们忙。这句“你们忙”比骂我还重。' },
  { item: 1, text: '谢谢你讲这个。没做到底的也该有个收尾，哪怕打一个电话。我手上也有一件，散会就打。', quotes: 15 },
  { item: 1, claims: ['sale'], text: '我是跑业务的，天天许诺。看完书我做了个小本子，左边写答应了什么，右边写哪天办的。一个月下来，左边四十一条，右边二十九条。以前我以为自己是个守信的人。' },
  { item: 1, text: '四十一比二十九，敢摊开来看就不容易。我也去记一个月，怕是连二十九都没有。', quotes: 17 },
  { item: 1, claims: ['des'], text: '不同意见：有的小事应该早点停。我给项目画手账画了三年，后来发现没人看、我也不喜欢，只是舍不得那个“三年”。停掉那天松了一大口气。做到底，底在哪儿，也得问问自己。' },
  { item: 1, text: '这条说得好。底不是没完没了，是把该交代的交代了。建议记进纪要。', quotes: 19 },
  { item: 1, claims: ['young'], text: '我工作两年，总觉得自己做的都是小事：订会议室、对表格、跑签字。今天听下来，原来各位的大事也都是小事。那我就把跑签字跑成全公司最明白的一张流程图吧，已经画到第七版。' },
  { item: 1, text: '流程图求一份，我入职三年还不知道盖章要先找谁。' , quotes: 21 },
  { item: 2, claims: ['adm'], text: '第三项，漂流书架我认。地方在二号楼大堂，架子是我们公司搬家剩下的，明天就能搬。规矩一条：随便拿、随便还、随便贴纸条，丢了就当有人喜欢。' },
  { item: 2, text: '我出三十本旧书，大半是小说，有几本书脊散了，胶带粘过，不嫌弃就好。' },
  { item: 2, text: '建议下一期只读一章，二十页以内。上一本五百页的，我翻了个封面，坐在这里一晚上心虚。' },
  { item: 2, claims: ['edu'], text: '领读的事可以轮。我愿意带一次短的，题目就叫“一百个字里的一件小事”，每人写一百字，不署名，混在一起念，猜猜是谁。' },
  { item: 2, claims: ['mobile'], text: '外地的同志能不能也参加漂流？书寄过来，我读完写上地名，寄给下一个城市的同志，年底看看它走了多少公里。邮费我自己出。' },
  { item: 2, text: '一件小事的约定我也写一条：每周五下午把茶水间的沥水桶洗干净。不拍照、不打卡，三个月后在这里说一声，做没做到都说。' },
  { item: 2, text: '表决之前问一句，读书会定在隔月，是线上线下都算吗？带娃的晚上出不来，能不能中午和晚上九点轮着来。' },
];

/** The scenario with people of the park who can say the lines; the officers who would chair keep silent. */
export function makeScenario(population: DemoPopulation, chance: Prng): TodayScenario {
  const officers = new Set(population.officers.filter((one) => one.unit === parkKey).map((one) => one.person));
  const members = (membersByUnit(population.units, population.people).get(parkKey) ?? []).filter((person) => !officers.has(person) && population.people[person]?.status !== 'onProbation');
  const talkers = speakers(population.people, population.today);
  const chosen: PersonIndex[] = [];
  lines.forEach((line, index) => {
    // Lines 2 and 4 are the same person; an answer is somebody else's than what it quotes.
    if (index === 4) return chosen.push(chosen[2] ?? 0);
    const claims = line.claims ?? [];
    const person = chance.shuffle(members).find((one) => !chosen.includes(one) && talkers.may(one, claims, 'mixed'));
    if (person === undefined) throw new Error(`nobody in the park can say: ${line.text}`);
    talkers.bind(person, claims);
    return chosen.push(person);
  });
  return {
    unit: parkKey, kind: 'discussion', title: '读书会：把一件小事做到底', theme: '支部读书会',
    agenda: ['我读到的一句，和我的一件小事', '做到底的和没做到底的', '下一期怎么读，各自认一件小事'],
    materials: [
      '这一期共读《擦柜台的人》（短篇，十八页，纸质本在二号楼前台，电子本见学习资料）。故事讲一位修表匠三十年如一日在下班前擦一遍柜台，直到有一天柜台被拆。没读完也欢迎，请说说停在哪一页。',
      '请每人带一件自己做了三个月以上的小事，或者一件没做到底的小事。不讲成绩，只讲经过。书里有一句可以反对的话：“小事的敌人不是大事，是下一件小事。”',
      '第三项将表决读书会今后的安排，请先看两种办法：隔月一次、每次只读一章；或每季一次、读一整本。预备党员参加讨论，不参加表决。',
    ],
    ballot: { question: '读书会改为隔月一次、每次只读一章（二十页以内），中午与晚九点轮流，线上线下同等', options: ['赞成', '不赞成', '弃权'] },
    statements: lines.map((line, index) => ({ person: chosen[index] ?? 0, agendaItem: line.item, text: typeset(line.text), quotes: line.quotes ?? null })),
  };
}
