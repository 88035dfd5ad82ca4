import type { Block } from './blocks.js';
import { asSent, charactersOf, differenceOf, filesOf, fromText, isLink, textOf, tidied, whyNotBlocks } from './blocks.js';

const p = (text: string): Block => ({ type: 'paragraph', text });
const picture = (fileId: string, caption = ''): Block => ({ type: 'picture', fileId, alt: '', caption });
const post = (title: string, ...blocks: Block[]) => ({ title, blocks });

describe('帖子的块', () => {
  it('纯文字按空行分段，单个换行留在段里', () => {
    expect(fromText('第一段\r\n还是第一段\n\n \n第二段\n')).toEqual([p('第一段\n还是第一段'), p('第二段')]);
    expect(fromText(' \n\n ')).toEqual([]);
  });

  it('字数按字符算：一个表情、一个生僻字都是一个，换行不算', () => {
    expect(charactersOf(textOf([p('🙂𠮷a'), { type: 'list', items: ['一', '二'] }]))).toBe(5);
    expect(textOf([{ type: 'link', url: 'https://a.example', text: '' }, picture('11111111111', '站桶'), { type: 'attachment', fileId: '11111111112' }])).toBe('https://a.example\n站桶');
  });

  it('空的块去掉，图片没有说明也留着', () => {
    expect(tidied([p('  '), { type: 'list', items: [' ', '好 '] }, picture('11111111111'), { type: 'link', url: ' ', text: '无' }])).toEqual([{ type: 'list', items: ['好'] }, picture('11111111111')]);
    expect(filesOf([p('字'), picture('11111111111'), { type: 'attachment', fileId: '11111111112' }])).toEqual(['11111111111', '11111111112']);
  });

  it.each<[string, Block[], string | null]>([
    ['一句话', [p('好')], null],
    ['只有图片', [picture('11111111111')], null],
    ['什么也没有', [], 'post.empty'],
    ['响铃', [p('好\u0007')], 'line.control-characters'],
    ['图片说明里倒着写', [picture('11111111111', '\u202egpj')], 'line.control-characters'],
    ['替代文字里半个字符', [{ type: 'picture', fileId: '11111111111', alt: '\ud83d', caption: '' }], 'line.control-characters'],
    ['链接写成脚本', [{ type: 'link', url: 'javascript:alert(1)', text: '点我' }], 'post.link-invalid'],
    ['九张图', Array.from({ length: 9 }, () => picture('11111111111')), null],
    ['十张图', Array.from({ length: 10 }, () => picture('11111111111')), 'post.too-many-pictures'],
    ['六个附件', Array.from({ length: 6 }, (): Block => ({ type: 'attachment', fileId: '11111111111' })), 'post.too-many-attachments'],
    ['两万字', [p('字'.repeat(10_000)), p('字'.repeat(10_000))], null],
    ['两万零一字', [p('字'.repeat(10_000)), p('字'.repeat(10_001))], 'post.too-long'],
    ['两万个表情', [p('🙂'.repeat(20_000))], null],
  ])('能不能发：%s', (_, blocks, why) => { expect(whyNotBlocks(blocks)).toBe(why); });

  it.each(['javascript:alert(1)', 'JaVaScRiPt://x.cn/%0aalert(1)', 'data:text/html,<b>', 'vbscript:x', '//evil.cn', 'https://', 'http://bank.cn@evil.cn', 'https://a.cn/"onmouseover=x', 'https://a.cn/<script>', 'https:\\\\a.cn', 'ftp://a.cn', ' https://a.cn'])('不是链接：%s', (url) => { expect(isLink(url)).toBe(false); });
  it.each(['https://www.12371.cn/2026/05/01/a.shtml?x=1#第二节', 'http://a.cn', 'https://a.cn:8443/~b/@c'])('是链接：%s', (url) => { expect(isLink(url)).toBe(true); });

  it('改了什么：没动的留着，删掉的和新写的各自标出', () => {
    expect(differenceOf(post('站桶', p('七点半'), p('下雨'), p('收工')), post('站桶', p('七点半'), p('天晴'), p('收工'), picture('11111111111', '合影')))).toEqual([
      { change: 'same', text: '【标题】站桶' }, { change: 'same', text: '七点半' }, { change: 'gone', text: '下雨' }, { change: 'new', text: '天晴' }, { change: 'same', text: '收工' }, { change: 'new', text: '【图片】合影' },
    ]);
    expect(differenceOf(post('站桶', p('七点半')), post('站桶', p('七点半'))).every((line) => line.change === 'same')).toBe(true);
    expect(differenceOf(post('旧', p('甲\n乙\n丙')), post('新', p('甲\n丙'))).filter((line) => line.change !== 'same').map((line) => line.text)).toEqual(['【标题】旧', '【标题】新', '乙']);
  });

  it('几千行全改了也比得出来，不会卡住', () => {
    const lines = (word: string) => p(Array.from({ length: 2000 }, (_, i) => `${word}${i}`).join('\n'));
    expect(differenceOf(post('题', lines('甲')), post('题', lines('乙')))).toHaveLength(4001);
  });

  it('看到的块能原样再发回去，不带地址', () => {
    expect(asSent([{ type: 'picture', fileId: '11111111111', alt: 'a', caption: 'b', width: 1, height: 1, url: '/x', thumbUrl: '/y' }, { type: 'attachment', fileId: '11111111112', name: '材料.pdf', bytes: 3 }, { type: 'paragraph', text: '字' }])).toEqual([{ type: 'picture', fileId: '11111111111', alt: 'a', caption: 'b' }, { type: 'attachment', fileId: '11111111112' }, { type: 'paragraph', text: '字' }]);
  });
});
