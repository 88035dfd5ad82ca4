import { asksForMention, meaningOf, mentionsIn, parts, withMention } from './composer-rules';

const he = { id: 'HeMin111111', name: '何敏' };
const heMin = { id: 'HeMinHui111', name: '何敏慧' };
const key = (name: string, more: Partial<Parameters<typeof meaningOf>[0]> = {}) => ({ key: name, shiftKey: false, isComposing: false, ...more });

describe('输入框的规矩', () => {
  it('回车发送，Shift+回车换行，选字时的回车归输入法', () => {
    expect(meaningOf(key('Enter'), '好')).toBe('send');
    expect(meaningOf(key('Enter', { shiftKey: true }), '好')).toBeNull();
    expect(meaningOf(key('Enter', { isComposing: true }), 'hao')).toBeNull();
    expect(meaningOf(key('Enter', { keyCode: 229 }), 'hao')).toBeNull();
  });

  it('空着按上箭头找回上一条，有字时上箭头只移动光标', () => {
    expect(meaningOf(key('ArrowUp'), '')).toBe('editLast');
    expect(meaningOf(key('ArrowUp'), '写了一半')).toBeNull();
  });

  it('打出 @ 就问提到谁，邮箱里的 @ 不问', () => {
    expect(asksForMention('请', '请@')).toBe(true);
    expect(asksForMention('', '@')).toBe(true);
    expect(asksForMention('hemin', 'hemin@')).toBe(false);
    expect(asksForMention('请@', '请@何')).toBe(false);
  });

  it('@ 后补上名字；删掉名字就不再提到', () => {
    expect(withMention('请@', '何敏')).toBe('请@何敏 ');
    expect(withMention('请看', '何敏')).toBe('请看 @何敏 ');
    expect(withMention('', '何敏')).toBe('@何敏 ');
    expect(mentionsIn('@何敏 你看', [he, he])).toEqual([he]);
    expect(mentionsIn('你看', [he])).toEqual([]);
  });

  it('名字长的先认，前缀不被认错', () => {
    expect(parts('请@何敏慧 和@何敏 看看', [he, heMin])).toEqual([
      { text: '请', mention: false }, { text: '@何敏慧', mention: true }, { text: ' 和', mention: false }, { text: '@何敏', mention: true }, { text: ' 看看', mention: false },
    ]);
  });
});
