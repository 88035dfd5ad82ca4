import { meetingKinds } from '@branch/shared/meetings/words';
import { nextEvening, usualAgenda } from './meeting-words';

describe('发起会议时已替书记填好的', () => {
  it('默认是最近的晚上七点半，来不及通知就到明晚', () => {
    expect(nextEvening(new Date('2026-11-22T04:00:00Z')).toISOString()).toBe('2026-11-22T11:30:00.000Z');
    expect(nextEvening(new Date('2026-11-22T11:10:00Z')).toISOString()).toBe('2026-11-23T11:30:00.000Z');
    // In Shanghai it is already the 23rd.
    expect(nextEvening(new Date('2026-11-22T17:00:00Z')).toISOString()).toBe('2026-11-23T11:30:00.000Z');
  });

  it('每种会议都有一份可改的议题', () => {
    for (const kind of meetingKinds) expect(usualAgenda[kind]?.length).toBeGreaterThan(0);
  });
});
