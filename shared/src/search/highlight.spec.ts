import { partsAround, termsOf } from './highlight.js';
import { whyNotSearch } from './rules.js';

const shown = (text: string, q: string, most = 40) => partsAround(text, termsOf(q), most).map((part) => (part.hit ? `【${part.text}】` : part.text)).join('');

describe('搜索的词', () => {
  it.each([
    ['组织生活', '今晚的组织生活改到七点', '今晚的【组织生活】改到七点'],
    ['wifi', '会议室 ＷｉＦｉ 密码', '会议室 【ＷｉＦｉ】 密码'],
    ['站桶 七点', '七点站桶，七点半收', '【七点站桶】，【七点】半收'],
    ['没有的', '今晚的组织生活', '今晚的组织生活'],
    ['🙂好', '真🙂好呀', '真【🙂好】呀'],
  ])('%s', (q, text, as) => { expect(shown(text, q)).toBe(as); });

  it('长文只截命中的前后，命中在第一行里', () => {
    const long = `${'甲'.repeat(300)}读书会${'乙'.repeat(300)}`;
    expect(shown(long, '读书会', 30)).toBe(`…${'甲'.repeat(12)}【读书会】${'乙'.repeat(15)}…`);
    expect(shown('读书会在\n\n二楼', '二楼')).toBe('读书会在 【二楼】');
  });

  it('至少两个字，看不见的字符不收', () => {
    expect([whyNotSearch('组'), whyNotSearch(' 组 织 '), whyNotSearch('   ')]).toEqual(['search.too-short', 'search.too-short', 'search.too-short']);
    expect(whyNotSearch('组织\u202e')).toBe('line.control-characters');
    expect([whyNotSearch('组织'), whyNotSearch('组 生活')]).toEqual([null, null]);
  });
});
