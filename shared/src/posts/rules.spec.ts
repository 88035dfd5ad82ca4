import { whyNotAnswer, whyNotChange, whyNotComment, whyNotKeepDraft, whyNotRetractComment, whyNotVisible, whyNotWords } from './rules.js';

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

  it('帖子只有作者能改、能撤；收起和撤回了的不能，退回的可以改了再来', () => {
    for (const state of ['published', 'pending', 'rejected'] as const) expect(whyNotChange({ mine: true, state })).toBeNull();
    for (const state of ['hidden', 'retracted'] as const) expect(whyNotChange({ mine: true, state })).toBe('post.gone');
    expect(whyNotChange({ mine: false, state: 'published' })).toBe('post.not-yours');
  });

  it('点评：是党员，有话，不太长，楼和引用都在，回复下面不再盖楼', () => {
    const on = { member: true };
    expect(whyNotComment('好', on)).toBeNull();
    expect(whyNotComment('🙂'.repeat(2000), on)).toBeNull();
    expect(whyNotComment('字'.repeat(2001), on)).toBe('comment.too-long');
    expect(whyNotComment(' ', on)).toBe('comment.empty');
    expect(whyNotComment('好\u202e', on)).toBe('line.control-characters');
    expect(whyNotComment('好', { member: false })).toBe('comment.members-only');
    expect(whyNotComment('好', { member: true, parent: null })).toBe('comment.parent-gone');
    expect(whyNotComment('好', { member: true, parent: { top: false } })).toBe('comment.parent-gone');
    expect(whyNotComment('好', { member: true, parent: { top: true }, quote: null })).toBe('comment.quote-gone');
    expect(whyNotRetractComment({ mine: true, state: 'published' })).toBeNull();
    expect(whyNotRetractComment({ mine: true, state: 'hidden' })).toBe('comment.gone-already');
    expect(whyNotRetractComment({ mine: false, state: 'published' })).toBe('comment.not-yours');
  });

  it('草稿最多五十篇', () => {
    expect(whyNotKeepDraft(49)).toBeNull();
    expect(whyNotKeepDraft(50)).toBe('draft.too-many');
  });
});
