import { ago, dayName, span, upcoming, windowOf } from './time';

/** 2026-11-22, a Sunday, 20:00 in Shanghai. */
const now = new Date('2026-11-22T12:00:00Z');

describe('how moments are said', () => {
  it.each([
    ['2026-11-22T11:59:30Z', '刚刚'],
    ['2026-11-22T11:48:00Z', '12 分钟前'],
    ['2026-11-22T00:12:00Z', '今早 8:12'],
    ['2026-11-21T16:30:00Z', '凌晨 0:30'],
    ['2026-11-21T11:30:00Z', '昨天 19:30'],
    ['2026-11-03T11:30:00Z', '11月3日 19:30'],
    ['2025-12-31T15:59:00Z', '2025年12月31日'],
    ['2025-12-31T16:01:00Z', '1月1日 00:01'],
  ])('%s is %s', (moment, words) => expect(ago(moment, now)).toBe(words));

  it('says when a meeting comes', () => {
    expect(upcoming('2026-11-22T13:30:00Z', now)).toBe('今晚 21:30');
    expect(upcoming('2026-11-23T01:00:00Z', now)).toBe('明天 09:00');
    expect(upcoming('2026-11-27T11:30:00Z', now)).toBe('11月27日 周五 19:30');
  });

  it('says a window of one evening and of several days', () => {
    expect(windowOf('2026-11-27T11:30:00Z', '2026-11-27T12:30:00Z')).toBe('11月27日 周五 19:30–20:30');
    expect(windowOf('2026-11-27T11:30:00Z', '2026-11-29T12:30:00Z')).toBe('11月27日 周五 19:30 至 11月29日 周日 20:30');
  });

  it('names days and spans', () => {
    expect(dayName('2026-11-22T00:00:00Z', now)).toBe('今天');
    expect(dayName('2026-11-20T00:00:00Z', now)).toBe('11月20日 周五');
    expect(span(26 * 60_000)).toBe('26 分钟');
    expect(span(5 * 3600_000)).toBe('5 小时');
    expect(span(72 * 3600_000)).toBe('3 天');
  });
});
