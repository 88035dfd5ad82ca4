import { hasHidden, name } from '../fields.js';
import { nameForm, whyNotPublicName } from './names.js';

describe('公开处的名字', () => {
  const why = (wanted: string, others: string[] = []) => whyNotPublicName(wanted, '林小满', others);

  it.each(['书记', '张书记', '书 记', '书·记', '书．记', '書記', '网管员', '網管員小王', '版主', '管理员', '组织部', '社区党委', '官方', '匿名', '（系统）', '副书记'])('像职务或组织：%s', (wanted) => { expect(why(wanted)).toBe('name.office'); });

  it.each(['赵卫国', '赵 卫国', '赵·卫国', '趙卫國', '赵卫国。', 'Ｌｉ Ｍｉｎｇ', 'li-ming'])('和别的同志同名，换个写法也认得：%s', (wanted) => { expect(why(wanted, ['赵卫国', 'Li Ming'])).toBe('name.taken'); });

  it('自己的名字、笔名、不填都可以；只有标点不算名字', () => {
    for (const wanted of ['', '林小满', '林 小满', '小满', '滨江的树', '一位老党员', 'Lin']) expect(why(wanted, ['赵卫国', '林小满'])).toBe(null);
    expect(why('··')).toBe('name.nothing-left');
    expect(nameForm('Ａ 書·記')).toBe('a书记');
  });

  it.each([['零宽空格', '书\u200b记'], ['从右往左', '\u202e记书'], ['方向标记', '赵\u200f卫国'], ['零宽连接', '赵\u200d卫国'], ['软连字符', '赵\u00ad卫国'], ['空白填充', '\u3164'], ['变体选择', '赵\ufe01'], ['标签字符', '赵\u{e0041}'], ['词连接', '赵\u2060卫国'], ['字节序', '\ufeff赵卫国']])('名字里有看不见的字符，哪里都不收：%s', (_, wanted) => {
    expect(hasHidden(wanted)).toBe(true);
    expect(name(40).safeParse(`甲${wanted}乙`).success).toBe(false);
  });

  it('看得见的都收：生僻字、间隔号、外文、数字', () => {
    for (const wanted of ['𠮷野', '买买提·吐尔逊', 'José 李', '第 3 小组']) expect(name(40).safeParse(wanted).success).toBe(true);
  });
});
