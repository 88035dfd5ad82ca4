import { quotaOf, whyNotCheckIn } from './rules.js';

describe('报到的规矩', () => {
  it('今天说过一句，就不再说第二句', () => {
    expect(whyNotCheckIn({ saidToday: false })).toBeNull();
    expect(whyNotCheckIn({ saidToday: true })).toBe('checkIn.today-already');
  });

  it.each([[null, null], [undefined, null], [10, 10], [0, 0], [{ perMonth: 4 }, 4], [{ perMonth: '4' }, null], [-1, null], [2.5, null], ['10', null], [[], null]])('通过的指标 %j 读作 %j', (value, quota) => { expect(quotaOf(value)).toBe(quota); });
});
