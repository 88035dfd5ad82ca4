import { nextEvening } from './meeting-words';

describe('发起会议时已替书记填好的', () => {
  it('默认是最近的晚上七点半，来不及通知就到明晚', () => {
    expect(nextEvening(new Date('2026-11-22T04:00:00Z')).toISOString()).toBe('2026-11-22T11:30:00.000Z');
    expect(nextEvening(new Date('2026-11-22T11:10:00Z')).toISOString()).toBe('2026-11-23T11:30:00.000Z');
    // In Shanghai it is already the 23rd.
    expect(nextEvening(new Date('2026-11-22T17:00:00Z')).toISOString()).toBe('2026-11-23T11:30:00.000Z');
  });

  it('照上次的时间再开：下一个同样的钟点', () => {
    expect(nextEvening(new Date('2026-11-22T04:00:00Z'), '14:00').toISOString()).toBe('2026-11-22T06:00:00.000Z');
    expect(nextEvening(new Date('2026-11-22T06:00:00Z'), '14:00').toISOString()).toBe('2026-11-23T06:00:00.000Z');
  });
});
