import { dateAndClock, monthBounds, shanghaiDay, shanghaiMoment, shanghaiMonth } from './time.js';

describe('上海时间', () => {
  it.each([['2027-01-31T15:59:59Z', '2027-01'], ['2027-01-31T16:00:00Z', '2027-02'], ['2028-02-29T15:59:59Z', '2028-02'], ['2028-02-29T16:00:00Z', '2028-03'], ['2026-12-31T16:00:00Z', '2027-01']])('%s 属于 %s', (at, month) => {
    expect(shanghaiMonth(new Date(at))).toBe(month);
    const { from, to } = monthBounds(month);
    expect(new Date(at) >= from && new Date(at) < to).toBe(true);
  });

  it('日期与钟点', () => {
    expect(shanghaiDay(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect(dateAndClock(shanghaiMoment('2026-11-03', '19:30'))).toBe('11月3日 周二 19:30');
  });
});
