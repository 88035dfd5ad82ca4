import { hour, minute, oneDay } from '../time.js';
import { attended, hasWords, isSeveralDays, whyNotClose, whyNotHide, whyNotLine, whyNotOpen, whyNotPublish, whyNotRecall, whyNotRemind, whyNotSpeak, whyNotTakeChair, whyNotWindow } from './rules.js';

const now = new Date('2026-11-22T11:30:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const later = (ms: number) => new Date(now.getTime() + ms);

describe('会议的规矩', () => {
  it('时间：结束要晚于开始，最长十四天，不能在过去', () => {
    expect(whyNotWindow(later(hour), later(2 * hour), now)).toBeNull();
    expect(whyNotWindow(later(hour), later(hour), now)).toBe('meeting.window-invalid');
    expect(whyNotWindow(later(hour), later(hour + 15 * oneDay), now)).toBe('meeting.window-invalid');
    expect(whyNotWindow(ago(hour), later(hour), now)).toBe('meeting.in-the-past');
  });

  it('最早提前三十分钟开会，开过的不能再开', () => {
    expect(whyNotOpen({ state: 'called', startsAt: later(30 * minute) }, now)).toBeNull();
    expect(whyNotOpen({ state: 'called', startsAt: later(31 * minute) }, now)).toBe('meeting.too-early');
    expect(whyNotOpen({ state: 'open', startsAt: now }, now)).toBe('meeting.open-already');
    expect(whyNotOpen({ state: 'cancelled', startsAt: now }, now)).toBe('meeting.not-called');
  });

  it('散会：只有主持人，而且没有还开着的表决', () => {
    expect(whyNotClose({ state: 'open', isChair: true, ballotRunning: false })).toBeNull();
    expect(whyNotClose({ state: 'open', isChair: false, ballotRunning: false })).toBe('meeting.not-chair');
    expect(whyNotClose({ state: 'open', isChair: true, ballotRunning: true })).toBe('meeting.ballot-running');
    expect(whyNotClose({ state: 'closed', isChair: true, ballotRunning: false })).toBe('meeting.closed');
  });

  it('发言：应到和列席的都能说，被暂停的不能，散会后一句也不进', () => {
    const fine = { open: true, closed: false, expected: true, observer: false, muted: false };
    expect(whyNotSpeak(fine)).toBeNull();
    expect(whyNotSpeak({ ...fine, expected: false, observer: true })).toBeNull();
    expect(whyNotSpeak({ ...fine, expected: false })).toBe('meeting.not-expected');
    expect(whyNotSpeak({ ...fine, muted: true })).toBe('line.muted');
    expect(whyNotSpeak({ ...fine, open: false, closed: true })).toBe('meeting.closed');
    expect(whyNotSpeak({ ...fine, open: false })).toBe('meeting.not-open');
  });

  it.each([['', 'line.empty'], ['　 \n', 'line.empty'], ['字'.repeat(2001), 'line.too-long'], ['a\u0007b', 'line.control-characters'], ['😀🎉', 'line.no-words'], ['！！？', 'line.no-words']] as const)('不合适的话 %j → %s', (words, code) => {
    expect(whyNotLine(words)).toBe(code);
  });

  it('字数按字算：两千个生僻字或表情加字都行；只有图片也行', () => {
    expect(whyNotLine('𠮷'.repeat(2000))).toBeNull();
    expect(whyNotLine(`好${'👍'.repeat(1999)}`)).toBeNull();
    expect(whyNotLine('', 1)).toBeNull();
    expect(whyNotLine('', 10)).toBe('line.too-many-pictures');
    for (const words of ['好', 'ok', '1', '𠮷', 'ａ']) expect(hasWords(words)).toBe(true);
  });

  it('撤回：自己的、两分钟内、会还在开', () => {
    const line = { mine: true, at: ago(2 * minute), gone: false, closed: false };
    expect(whyNotRecall(line, now)).toBeNull();
    expect(whyNotRecall({ ...line, at: ago(2 * minute + 1) }, now)).toBe('line.recall-too-late');
    expect(whyNotRecall({ ...line, mine: false }, now)).toBe('line.not-yours');
    expect(whyNotRecall({ ...line, gone: true }, now)).toBe('line.gone-already');
    expect(whyNotRecall({ ...line, closed: true }, now)).toBe('line.frozen');
  });

  it('隐藏要写至少十个字的理由', () => {
    expect(whyNotHide({ gone: false, closed: false }, '泄露了客户的联系方式')).toBeNull();
    expect(whyNotHide({ gone: false, closed: false }, '不合适')).toBe('line.reason-needed');
  });

  it('主持人离开两分钟，支委可以接管；还在就不行', () => {
    const gone = { open: true, isChair: false, takerIsOfficer: true, takingMyself: true, chairSeenAt: ago(2 * minute) };
    expect(whyNotTakeChair(gone, now)).toBeNull();
    expect(whyNotTakeChair({ ...gone, chairSeenAt: ago(minute) }, now)).toBe('meeting.chair-present');
    expect(whyNotTakeChair({ ...gone, takerIsOfficer: false }, now)).toBe('chair.not-eligible');
    expect(whyNotTakeChair({ ...gone, takingMyself: false }, now)).toBe('meeting.not-chair');
    expect(whyNotTakeChair({ ...gone, isChair: true, takingMyself: false, chairSeenAt: now }, now)).toBeNull();
  });

  it('到会：签到、发言、投票有一样就算，从不看时长', () => {
    expect(attended({ signedIn: false, spoke: false, voted: false })).toBe(false);
    expect(attended({ signedIn: false, spoke: false, voted: true })).toBe(true);
    expect(isSeveralDays(now, later(oneDay + 1))).toBe(true);
    expect(isSeveralDays(now, later(2 * hour))).toBe(false);
  });

  it('发布纪要：散会后、基于最新一版、有改动、更正要有理由', () => {
    const first = { state: 'closed' as const, latest: 0, basedOn: 0, reason: '', changed: true, empty: false };
    expect(whyNotPublish(first)).toBeNull();
    expect(whyNotPublish({ ...first, state: 'open' })).toBe('minutes.not-closed');
    expect(whyNotPublish({ ...first, empty: true })).toBe('minutes.empty');
    expect(whyNotPublish({ ...first, latest: 1 })).toBe('minutes.published-meanwhile');
    expect(whyNotPublish({ ...first, latest: 1, basedOn: 1 })).toBe('minutes.reason-needed');
    expect(whyNotPublish({ ...first, latest: 1, basedOn: 1, reason: '人数记错了', changed: false })).toBe('minutes.unchanged');
    expect(whyNotPublish({ ...first, latest: 1, basedOn: 1, reason: '人数记错了' })).toBeNull();
  });

  it('同一件事最多提醒两次', () => {
    expect([whyNotRemind(0, 3), whyNotRemind(1, 3), whyNotRemind(2, 3), whyNotRemind(0, 0)]).toEqual([null, null, 'reminder.twice', 'reminder.nobody']);
  });
});
