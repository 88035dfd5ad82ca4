import { handsResult, whyNotEnter, whyNotHands, whyNotMend, whyNotRoll } from './offline-rules.js';

const now = new Date('2026-11-28T12:00:00+08:00');
const at = (text: string) => new Date(`${text}+08:00`);
const meeting = { startsAt: at('2026-11-20T14:00:00'), endsAt: at('2026-11-20T16:00:00'), reason: '', agenda: 2, chairCame: true };

describe('线下开过的会，会后补录（MEET-12）', () => {
  it.each([
    ['开完了的', {}, null], ['还没有结束的', { endsAt: at('2026-11-28T12:00:01') }, 'offline.in-the-future'], ['刚刚结束的', { endsAt: now }, null], ['结束早于开始', { endsAt: at('2026-11-20T13:00:00') }, 'meeting.window-invalid'],
    ['九十天以前的，没写理由', { startsAt: at('2026-08-20T14:00:00'), endsAt: at('2026-08-20T16:00:00') }, 'offline.too-old'], ['九十天以前的，写了理由', { startsAt: at('2026-08-20T14:00:00'), endsAt: at('2026-08-20T16:00:00'), reason: '纸质记录刚找到' }, null],
    ['没有议题', { agenda: 0 }, 'meeting.no-agenda'], ['主持人没到会', { chairCame: false }, 'offline.chair-absent'],
  ])('%s', (_name, more, why) => { expect(whyNotEnter({ ...meeting, ...more }, now)).toBe(why); });

  it('名单里只能是当天应到的人，一个人只有一种情况', () => {
    expect(whyNotRoll(['a', 'b', 'c'], { came: ['a'], leave: ['b'] })).toBeNull();
    expect(whyNotRoll(['a', 'b', 'c'], { came: ['a', 'x'], leave: [] })).toBe('offline.person-unknown');
    expect(whyNotRoll(['a', 'b', 'c'], { came: ['a'], leave: ['a'] })).toBe('offline.person-twice');
  });

  it('举手表决：人数对得上才记得进；过没过由规则算', () => {
    const hands = (more: object, m = { votingPresent: 6, votingExpected: 10 }) => whyNotHands({ title: '同意下月开展走访', approve: 5, against: 0, abstain: 1, ...more }, m);
    expect(hands({})).toBeNull();
    expect(hands({ approve: 6 })).toBe('decision.more-than-present');
    expect(hands({ approve: 0, abstain: 0 })).toBe('decision.no-figures');
    expect(hands({}, { votingPresent: 4, votingExpected: 10 })).toBe('ballot.no-quorum');
    expect(hands({ title: ' ' })).toBe('ballot.options');
    expect(hands({ title: '选举支部委员会委员' })).toBe('decision.election');
    // Taken on paper, and entered as a paper vote (MEET-6).
    expect(hands({ title: '同意接收李明同志为预备党员' })).toBe('decision.election');
    expect(handsResult({ title: '走访', approve: 5, against: 0, abstain: 1 }, 10)).toMatchObject({ approve: 5, notVoted: 4, threshold: 6, passed: false });
    expect(handsResult({ title: '走访', approve: 6, against: 0, abstain: 0 }, 10).passed).toBe(true);
  });

  it('纪要发布前改得动，发布后走更正；网上开的会不能当补录来改', () => {
    expect([whyNotMend({ entered: true, state: 'closed', minutesVersion: 0 }), whyNotMend({ entered: true, state: 'closed', minutesVersion: 1 }), whyNotMend({ entered: true, state: 'cancelled', minutesVersion: 0 }), whyNotMend({ entered: false, state: 'closed', minutesVersion: 0 })]).toEqual([null, 'offline.published', 'offline.withdrawn', 'offline.not-entered']);
  });
});
