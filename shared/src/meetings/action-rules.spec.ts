import { reconciled, whyNotFinish, whyNotReopen } from './action-rules.js';

const action = (text: string, owner = '周平') => ({ text, owner, due: null });

describe('待办', () => {
  it('同一句话是同一件，换了经办人也是；没有了的不再要，已办的留着；同样两句是两件；空的不算', () => {
    const kept = [{ id: 'a', text: '排表', done: false }, { id: 'b', text: '借投影仪', done: false }, { id: 'c', text: '订书', done: true }];
    expect(reconciled(kept, [action('排表', '林晓'), action('排表'), action(' ')])).toEqual({ same: [{ id: 'a', action: action('排表', '林晓') }], fresh: [action('排表')], dropped: ['b'] });
    expect(reconciled([], [])).toEqual({ same: [], fresh: [], dropped: [] });
  });

  it('任意增删：留下的、新的正好是新一版的，每件旧的只用一次', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const texts = (n: number) => Array.from({ length: n }, (_, i) => `事${(seed * 7 + i * 3 + n) % 4}`);
      const kept = texts(seed % 6).map((text, i) => ({ id: String(i), text, done: (seed + i) % 3 === 0 }));
      const actions = texts((seed >> 2) % 6).map((text) => action(text));
      const { same, fresh, dropped } = reconciled(kept, actions);
      expect([...same.map((one) => one.action), ...fresh].map((one) => one.text).sort()).toEqual(actions.map((one) => one.text).sort());
      expect(new Set(same.map((one) => one.id)).size).toBe(same.length);
      for (const one of kept) expect(same.some((each) => each.id === one.id) || dropped.includes(one.id) || one.done).toBe(true);
    }
  });

  it('经办人或负责同志说办好了，说一次，说一句', () => {
    const open = { mine: false, officer: false, done: false };
    expect(whyNotFinish({ ...open, mine: true }, '表已排好')).toBeNull();
    expect(whyNotFinish({ ...open, officer: true }, '表已排好')).toBeNull();
    expect(whyNotFinish(open, '表已排好')).toBe('action.not-yours');
    expect(whyNotFinish({ ...open, officer: true, done: true }, '表已排好')).toBe('action.done-already');
    expect(whyNotFinish({ ...open, mine: true }, ' 好 ')).toBe('action.words-needed');
    expect(whyNotFinish({ ...open, mine: true }, '长'.repeat(201))).toBe('action.words-too-long');
  });

  it('说早了：说办好了的人或负责同志重新打开，写一句为什么；没办结的不用打开', () => {
    const done = { saidByMe: false, officer: false, done: true };
    expect(whyNotReopen({ ...done, saidByMe: true }, '投影仪又坏了')).toBeNull();
    expect(whyNotReopen({ ...done, officer: true }, '投影仪又坏了')).toBeNull();
    expect(whyNotReopen(done, '投影仪又坏了')).toBe('action.not-yours-to-reopen');
    expect(whyNotReopen({ ...done, officer: true, done: false }, '投影仪又坏了')).toBe('action.not-done');
    expect(whyNotReopen({ ...done, officer: true }, ' 坏 ')).toBe('action.reopen-words-needed');
    expect(whyNotReopen({ ...done, officer: true }, '长'.repeat(201))).toBe('action.words-too-long');
  });
});
