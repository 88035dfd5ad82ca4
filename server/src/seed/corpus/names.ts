/** Invented names: surnames by their frequency, given names by the fashion of the years people were born in. No real person is meant. */
import type { Prng } from './prng.js';

// Repeated in proportion to how common a surname is.
const surnames = [
  ...'王王王王王王王李李李李李李李张张张张张张张刘刘刘刘刘陈陈陈陈陈杨杨杨黄黄黄赵赵吴吴吴周周周徐徐徐孙孙朱朱朱马胡胡郭林林何何高高梁郑罗宋谢唐唐韩曹曹许许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋蒋田杜丁沈沈沈姜范范江傅钟卢汪汪戴崔任任陆陆陆廖姚姚姚方方金金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵邵史毛常万顾顾顾赖武康贺严严尹钱钱施施牛洪龚龚',
  ...'瞿储翁樊裴缪费柏戚奚盛卞闵诸宣祝倪倪乔俞俞蔺季季岳庄庄屠殷殷詹凌霍柯庞欧舒颜涂焦单查苗辛覃甘鲍邢齐关成全安左时计伏水米娄应鞠沙池谈茅虞',
];
const doubles = ['欧阳', '上官', '诸葛', '司徒', '夏侯'];

interface Fashion { first: string; second: string; single: string }
/** Two styles for each generation; the roster does not say which style belongs to whom. */
const fashions: Record<'elder' | 'middle' | 'younger', [Fashion, Fashion]> = {
  elder: [
    { first: '建志国永文明立德家海金学卫新长福荣伟庆宏', second: '华明军伟忠良荣发生林祥根龙康兴成伦元德', single: '勇军伟斌刚明辉' },
    { first: '秀丽美玉桂惠淑爱凤月雪建春红云慧亚彩巧海', second: '英芳兰珍华琴萍玲娟芬凤妹霞红琳珠娣敏菊莲', single: '敏英萍红霞芳玲莉' },
  ],
  middle: [
    { first: '俊晓志海建文伟宏家永立少振光景学继东云启', second: '峰杰辉波斌鹏飞翔宇良宁鸣晖成林松阳彬锋晨', single: '磊斌鹏飞峰超凯杰亮彬俊' },
    { first: '晓丽静雅海慧美文佳雪春燕小云秋红亚玉蓓琳', second: '燕丽娟敏芳蓉莉霞静琳琼洁妍薇倩菁蕾岚颖婷', single: '静婷颖燕娟蕾倩洁丹莉琳璐' },
  ],
  younger: [
    { first: '子宇浩嘉俊天泽思昊博承一铭景奕书亦梓哲沐明逸致彦修知砚翰定', second: '轩航然豪宇恒睿祺霖洋凡辰远诚阳言昕源朗舟安博霄川行之涵翊乔骁', single: '昊睿晨阳浩凯鑫帆哲宸琛弈屹' },
    { first: '雨思梦佳欣婉若紫诗语心依可芷沁亦宛安书清子晓静怡奕如乐舒嘉木', second: '婷琪怡涵雯妍萱颖瑶琳倩薇宁悦彤菲筠菡晴妤昕蕊珂媛溪岚嘉韵桐禾', single: '悦欣颖雯琪晨妍璇玥蕾婧瑶彤岚' },
  ],
};

/** One name for somebody born in that year. */
export function personName(birthYear: number, chance: Prng): string {
  const surname = chance.chance(0.004) ? chance.pick(doubles) : chance.pick(surnames);
  const generation = birthYear < 1978 ? 'elder' : birthYear < 1990 ? 'middle' : 'younger';
  const fashion = chance.pick(fashions[generation]);
  if (chance.chance(generation === 'middle' ? 0.24 : 0.13)) return surname + chance.pick([...fashion.single]);
  const first = chance.pick([...fashion.first]);
  const second = chance.pick([...fashion.second].filter((character) => character !== first));
  return surname + first + second;
}

/**
 * Hands out names so that nobody in one branch shares a name and at most three in the district do, as it happens in life.
 */
export function nameGiver(chance: Prng): { take(birthYear: number, branch: string): string } {
  const seen = new Map<string, string[]>();
  return {
    take(birthYear, branch) {
      for (;;) {
        const name = personName(birthYear, chance);
        const branches = seen.get(name) ?? [];
        // Most of the time a taken name is given again only by chance; a second draw keeps such pairs few.
        if (branches.includes(branch) || branches.length >= 3 || (branches.length > 0 && !chance.chance(0.3))) continue;
        seen.set(name, [...branches, branch]);
        return name;
      }
    },
  };
}
