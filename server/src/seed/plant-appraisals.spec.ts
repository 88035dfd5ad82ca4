/** The demo may be planted on any day: the round of last year carries dates of last year's end, and its texts are still there to be read. */
import { expiryOf } from '@branch/shared/appraisals/rules';
import { appraisalStages } from '@branch/shared/appraisals/words';
import { oneDay, shanghaiDay, shanghaiParts } from '@branch/shared/time';
import { demoDistrict, printedPeople } from './district.js';
import { lastYearsRound } from './plant-appraisals.js';

describe('演示区的民主评议：哪一天启动都合日子', () => {
  it.each([['2026-01-01T00:10:00+08:00', 2025, '2025-12-03', '2025-12-31', 90], ['2027-03-01T07:59:00+08:00', 2026, '2026-12-18', '2027-01-15', 90], ['2026-11-28T12:00:00+08:00', 2025, '2025-12-18', '2026-01-15', 365], ['2026-12-31T23:30:00+08:00', 2025, '2025-12-18', '2026-01-15', 365]] as const)(
    '%s 启动：%i 年的一轮，%s 开始，%s 结束，留 %i 天', (moment, year, from, to, keepDays) => {
      const round = lastYearsRound(new Date(moment));
      expect([round.year, shanghaiDay(round.began('selfReview')), shanghaiDay(round.began('closed')), round.keepDays]).toEqual([year, from, to, keepDays]);
    });

  it('三年里的每一天：去年十二月开始，各步有先后，已经结束，文字还没有到期', () => {
    for (let at = Date.parse('2026-01-01T00:00:00+08:00'); at < Date.parse('2029-01-01T00:00:00+08:00'); at += oneDay / 2) {
      const now = new Date(at);
      const { year, began, keepDays } = lastYearsRound(now);
      const [openedAt, closedAt] = [began('selfReview'), began('closed')];
      const moments = appraisalStages.map((stage) => began(stage).getTime());
      const fits = year === shanghaiParts(now).year - 1 && shanghaiDay(openedAt).startsWith(`${year}-12-`) && closedAt < now && expiryOf({ openedAt, closedAt, keepDays }) > now && moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? 0));
      if (!fits) throw new Error(`${now.toISOString()}: ${year} ${openedAt.toISOString()} – ${closedAt.toISOString()}, ${keepDays}`);
    }
  });

  it('印出来的正式党员都在这一轮里', () => {
    const now = new Date('2026-11-28T12:00:00+08:00');
    const demo = demoDistrict(now);
    const since = shanghaiDay(lastYearsRound(now).began('selfReview'));
    const printed = printedPeople(demo).printed.flatMap((one) => (one.person === undefined ? [] : [demo.people[one.person]]));
    expect(printed.length).toBeGreaterThan(5);
    expect(printed.filter((person) => person?.status !== 'probationary' && (person?.joinedPartyOn ?? '') > since)).toEqual([]);
  }, 60_000);
});
