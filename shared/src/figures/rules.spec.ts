import { monthsUpTo, spanBounds, spans, whyNotSpan } from './rules.js';

describe('数字的时段（SITE-10）', () => {
  it.each([['2026-11', '2026-11', null], ['2025-12', '2026-11', null], ['2026-12', '2026-11', 'figures.span'], ['2023-11', '2026-11', 'figures.span'], ['2023-12', '2026-11', null]] as const)('%s 到 %s：%s', (from, to, why) => { expect(whyNotSpan(from, to)).toBe(why); });
  it('跨年数回去', () => { expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']); expect(monthsUpTo('2000-02', 6)).toEqual(['2000-01', '2000-02']); });
  it('头尾都按上海的月', () => { expect(spanBounds('2026-10', '2026-11')).toEqual({ from: new Date('2026-10-01T00:00:00+08:00'), to: new Date('2026-12-01T00:00:00+08:00') }); });
  it('一月里的上月是去年十二月，本季从一月起', () => {
    expect(spans(new Date('2026-01-15T10:00:00+08:00')).map((one) => [one.key, one.from, one.to])).toEqual([['month', '2026-01', '2026-01'], ['last', '2025-12', '2025-12'], ['quarter', '2026-01', '2026-01'], ['year', '2026-01', '2026-01']]);
  });
});
