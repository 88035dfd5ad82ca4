import { whyNotAnswer, whyNotVisible, whyNotWords } from './rules.js';

describe('帖子与留言的规矩', () => {
  it.each([
    ['正常的话', 'post.empty', null],
    ['分行\n和制表\t都行', 'post.empty', null],
    ['只有表情也行 🙂', 'message.empty', null],
    ['', 'post.empty', 'post.empty'],
    [' \n\t ', 'message.empty', 'message.empty'],
    ['响铃\u0007', 'post.empty', 'line.control-characters'],
    ['倒着写\u202e', 'message.empty', 'line.control-characters'],
    ['半个表情\ud83d', 'post.empty', 'line.control-characters'],
  ] as const)('%j', (words, empty, why) => { expect(whyNotWords(words, empty)).toBe(why); });

  it('只有在线的网站能向社会公开，别的范围随时可以', () => {
    for (const state of ['draft', 'submitted', 'incubating', 'rectifying', 'archived'] as const) {
      expect(whyNotVisible('public', state)).toBe('site.not-online');
      for (const visibility of ['branch', 'community', 'members'] as const) expect(whyNotVisible(visibility, state)).toBeNull();
    }
    expect(whyNotVisible('public', 'online')).toBeNull();
  });

  it('答过的不再答，自己的留言别人答', () => {
    expect(whyNotAnswer({ answered: false, mine: false })).toBeNull();
    expect(whyNotAnswer({ answered: false, mine: true })).toBe('message.own');
    expect(whyNotAnswer({ answered: true, mine: true })).toBe('message.answered-already');
  });
});
