import { endOfWorkingDays, isWorkingDay, sourceOfYear, workingDayAfter, workingDaysBetween } from './working-days.js';

const at = (day: string, clock = '10:00') => new Date(`${day}T${clock}:00+08:00`);

describe('工作日历', () => {
  it.each([
    ['2026-11-23', true, '普通周一'], ['2026-11-22', false, '周日'], ['2026-10-01', false, '国庆'], ['2026-10-10', true, '调休上班的周六'], ['2026-09-20', true, '调休上班的周日'], ['2026-02-23', false, '春节最后一天'],
    ['2026-02-24', true, '春节后第一天'], ['2026-05-09', true, '劳动节调休'], ['2027-02-05', false, '2027 年除夕'], ['2027-02-11', true, '2027 年法定假与补休之后'], ['2027-06-09', false, '2027 年端午'], ['2028-01-03', true, '没有日历的年份按周一到周五'],
  ])('%s：%s（%s）', (day, works) => { expect(isWorkingDay(day)).toBe(works); });

  it('期限从第二天起算，跳过假日，算上调休', () => {
    expect(workingDayAfter(at('2026-11-20'), 3)).toBe('2026-11-25');
    expect(workingDayAfter(at('2026-11-21'), 1)).toBe('2026-11-23');
    expect(workingDayAfter(at('2026-09-18'), 10)).toBe('2026-10-09');
    expect(workingDayAfter(at('2026-11-20', '23:59'), 10)).toBe('2026-12-04');
    expect(workingDayAfter(at('2026-12-31'), 1)).toBe('2027-01-04');
  });

  it('按上海的日子算，不看服务器的时区；到最后一天的二十四点才算过期', () => {
    expect(workingDayAfter(new Date('2026-11-20T16:30:00Z'), 1)).toBe('2026-11-23');
    expect(endOfWorkingDays(at('2026-11-20'), 3).toISOString()).toBe('2026-11-25T16:00:00.000Z');
  });

  it('等了几个工作日', () => {
    expect(workingDaysBetween(at('2026-11-20'), at('2026-11-20', '23:00'))).toBe(0);
    expect(workingDaysBetween(at('2026-11-20'), at('2026-11-22'))).toBe(0);
    expect(workingDaysBetween(at('2026-11-20'), at('2026-12-04'))).toBe(10);
    expect(workingDaysBetween(at('2026-09-30'), at('2026-10-10'))).toBe(3);
  });

  it('每年的日子都说得出依据', () => {
    expect(sourceOfYear(2026)).toContain('国务院办公厅');
    expect(sourceOfYear(2027)).toContain('全国年节及纪念日放假办法');
    expect(sourceOfYear(2031)).toBeNull();
  });
});
