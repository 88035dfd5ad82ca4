import { type Entry, type Expected, freshEntry, marked, onList, sent, standingOf, whyNotSend, writtenHands } from './entry';

const now = new Date('2026-11-28T12:00:00+08:00');
const person = (id: string, name: string) => ({ id, name });
const expected: Expected = { expected: 3, votingExpected: 3, quorumNeeded: 2, items: ['赵书记', '林晓', '周航'].map((name, i) => ({ person: person(`P${i}`, name), company: null, status: 'full' as const, votes: true })) };
const entry = (more: Partial<Entry> = {}): Entry => ({ ...freshEntry(now, 'P0'), came: ['P0', 'P1'], ...more });

describe('补录线下会议的表单', () => {
  it('一上来就是昨天下午；一个人只有一种情况，改来改去不会重', () => {
    expect(freshEntry(now, 'P0').startsAt).toBe('2026-11-27T06:00:00.000Z');
    let one = entry();
    one = { ...one, ...marked(one, 'P1', 'leave', 'family') };
    expect([standingOf(one, 'P1'), one.came, one.leave]).toEqual(['leave', ['P0'], [{ personId: 'P1', category: 'family' }]]);
    one = { ...one, ...marked(one, 'P1', 'came') };
    expect([standingOf(one, 'P1'), one.came, one.leave]).toEqual(['came', ['P0', 'P1'], []]);
    expect(standingOf({ ...one, ...marked(one, 'P1', 'absent') }, 'P1')).toBe('absent');
  });

  it('换了日期，不在那天名单里的人自己就去掉了', () => {
    const moved = entry({ came: ['P0', '后来的人'], leave: [{ personId: '走了的人', category: 'work' }], observers: [person('P2', '周航'), person('外人', '李社工')] });
    expect(onList(moved, expected)).toMatchObject({ came: ['P0'], leave: [], observers: [{ id: '外人' }], votingPresent: 1, absent: 2 });
    expect(sent(moved, expected)).toMatchObject({ title: '主题党日', place: '线下', came: ['P0'], leave: [], observers: ['外人'] });
  });

  it('按钮说得出为什么还不能交：和服务器同一套规矩', () => {
    expect(whyNotSend(entry(), expected, now)).toBeNull();
    expect(whyNotSend(entry({ chairId: 'P2' }), expected, now)).toBe('offline.chair-absent');
    expect(whyNotSend(entry({ endsAt: '2026-11-28T08:00:00.000Z' }), expected, now)).toBe('offline.in-the-future');
    expect(whyNotSend(entry({ startsAt: '2026-05-01T06:00:00.000Z', endsAt: '2026-05-01T07:00:00.000Z' }), expected, now)).toBe('offline.too-old');
    expect(whyNotSend(entry({ agenda: [{ title: ' ', note: '' }] }), expected, now)).toBe('meeting.no-agenda');
    const hands = { title: '同意走访', approve: 3, against: 0, abstain: 0 };
    expect(whyNotSend(entry({ decisions: [hands] }), expected, now)).toBe('decision.more-than-present');
    expect(whyNotSend(entry({ decisions: [{ ...hands, approve: 2 }] }), expected, now)).toBeNull();
    // An empty row is nothing.
    expect(writtenHands(entry({ decisions: [{ title: ' ', approve: 0, against: 0, abstain: 0 }] }))).toEqual([]);
  });
});
