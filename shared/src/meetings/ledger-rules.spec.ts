import { beginningOf, dutyOf, lastDayOf, ledgerDuties, ledgerOf, ledgerYears, owes, periodAt, periodOf, periodsOf, periodState, warningDue } from './ledger-rules.js';
import type { Duty, MonthCount } from './ledger-rules.js';

const at = (day: string, clock = '12:00:00') => new Date(`${day}T${clock}+08:00`);
const themeDay = dutyOf('themeDay') as Duty;
const lesson = dutyOf('lesson') as Duty;
const orgLife = dutyOf('orgLife') as Duty;
const nothing = { held: 0, planned: 0, begins: at('2020-01-01', '00:00:00') };

describe('三会一课台账的时段（MEET-11）', () => {
  it('每一条都写明依据的条款，都在到期之前预警，最多两次', () => {
    for (const duty of ledgerDuties) {
      expect(duty.article).toMatch(/支部工作条例（试行）》第.+条/);
      expect(duty.warnDays[0]).toBeGreaterThan(duty.warnDays[1]);
      expect(duty.warnDays[1]).toBeGreaterThan(0);
    }
    expect(ledgerDuties.map((duty) => [duty.kind, duty.every])).toEqual([['memberAssembly', 'quarter'], ['committee', 'month'], ['group', 'month'], ['lesson', 'quarter'], ['themeDay', 'month'], ['orgLife', 'year'], ['appraisal', 'year']]);
  });

  it.each([['2027-01-31', '2027-01', '2027-02'], ['2027-02-28', '2027-02', '2027-03'], ['2028-02-29', '2028-02', '2028-03'], ['2026-12-31', '2026-12', '2027-01']])('%s 的 23:59:58 属于 %s，零点属于 %s；季和年也一样', (day, before, after) => {
    const last = at(day, '23:59:58');
    const next = new Date(last.getTime() + 2000);
    expect([periodAt('month', last).key, periodAt('month', next).key]).toEqual([before, after]);
    const month = periodOf(before);
    expect(lastDayOf(month)).toBe(day);
    expect(month.to).toEqual(next);
    // The period that nobody met: about to lapse one second before, lapsed on the stroke.
    expect([periodState(themeDay, month, { ...nothing, now: last }), periodState(themeDay, month, { ...nothing, now: next })]).toEqual(['soon', 'lapsed']);
    if (day.endsWith('12-31')) {
      expect([periodAt('quarter', last).key, periodAt('quarter', next).key, periodAt('year', last).key, periodAt('year', next).key]).toEqual(['2026-Q4', '2027-Q1', '2026', '2027']);
      expect([periodState(orgLife, periodOf('2026'), { ...nothing, now: last }), periodState(orgLife, periodOf('2026'), { ...nothing, now: next })]).toEqual(['soon', 'lapsed']);
    }
  });

  it('一年的月、季接得上，不缺不叠', () => {
    for (const every of ['month', 'quarter', 'year'] as const) {
      const periods = [...periodsOf(every, 2027), ...periodsOf(every, 2028)];
      periods.slice(1).forEach((period, i) => expect(period.from).toEqual(periods[i]?.to));
      for (const period of periods) expect(periodAt(every, period.from).key).toBe(period.key);
    }
    expect(periodOf('2028-Q1')).toEqual({ key: '2028-Q1', name: '第一季度', from: at('2028-01-01', '00:00:00'), to: at('2028-04-01', '00:00:00') });
  });

  it('到期之前预警：月底前 7 天起、季末前 21 天起；开过、已经召集、还没到、台账还没开始的不预警', () => {
    const november = periodOf('2026-11');
    const state = (now: Date, more: object = {}) => periodState(themeDay, november, { ...nothing, now, ...more });
    expect([state(at('2026-10-31', '23:59:59')), state(at('2026-11-01', '00:00:00')), state(at('2026-11-23', '23:59:59')), state(at('2026-11-24', '00:00:00'))]).toEqual(['coming', 'open', 'open', 'soon']);
    expect([state(at('2026-11-28'), { held: 1 }), state(at('2026-11-28'), { planned: 1 }), state(at('2026-12-01', '00:00:00'), { planned: 1 }), state(at('2026-11-28'), { begins: at('2026-11-02', '00:00:00') })]).toEqual(['met', 'planned', 'lapsed', 'free']);
    const quarter = periodOf('2026-Q4');
    expect([periodState(lesson, quarter, { ...nothing, now: at('2026-12-10', '23:59:59') }), periodState(lesson, quarter, { ...nothing, now: at('2026-12-11', '00:00:00') })]).toEqual(['open', 'soon']);
  });

  it('两次提醒，各一次；错过第一次的只提醒第二次；到期之后不再提醒', () => {
    const november = periodOf('2026-11');
    const due = (now: Date, told: number, more: object = {}) => warningDue(themeDay, november, { ...nothing, now, told, ...more });
    expect([due(at('2026-11-23'), 0), due(at('2026-11-24'), 0), due(at('2026-11-25'), 1), due(at('2026-11-29'), 1), due(at('2026-11-30'), 2), due(at('2026-11-29'), 0), due(at('2026-12-01'), 0)]).toEqual([null, 1, null, 2, null, 2, null]);
    expect([due(at('2026-11-29'), 0, { held: 1 }), due(at('2026-11-29'), 0, { planned: 1 })]).toEqual([null, null]);
  });

  it('支委会要有支委会才算欠，党小组会要有党小组；七名正式党员就该有支委会', () => {
    const unit = { fullMembers: 6, committee: false, groups: 0 };
    expect([owes('committee', unit), owes('committee', { ...unit, fullMembers: 7 }), owes('committee', { ...unit, committee: true }), owes('group', unit), owes('group', { ...unit, groups: 1 }), owes('themeDay', unit), owes('discussion', unit)]).toEqual([false, true, true, false, true, true, false]);
  });

  it('网上、线下、结合分开计；一年一本，别的年份不混进来', () => {
    const count = (kind: MonthCount['kind'], form: MonthCount['form'], month: string, held = 1, planned = 0): MonthCount => ({ kind, form, month, held, planned });
    const ledger = ledgerOf({ year: 2026, now: at('2026-11-28'), begins: at('2026-09-01', '00:00:00'), owed: (kind) => kind !== 'group', counts: [count('themeDay', 'online', '2026-10'), count('themeDay', 'offline', '2026-10', 2), count('lesson', 'hybrid', '2026-09'), count('lesson', 'online', '2025-12'), count('group', 'offline', '2026-10'), count('themeDay', 'online', '2026-11', 0, 1)] });
    const of = (kind: string) => ledger.find((one) => one.kind === kind);
    expect(of('themeDay')).toMatchObject({ owed: true, online: 1, offline: 2, hybrid: 0, met: 1, lapsed: 1, soon: 0 });
    expect(of('themeDay')?.periods.map((one) => one.state)).toEqual(['free', 'free', 'free', 'free', 'free', 'free', 'free', 'free', 'lapsed', 'met', 'planned', 'coming']);
    expect(of('lesson')).toMatchObject({ online: 0, hybrid: 1 });
    expect(of('lesson')?.periods.map((one) => one.state)).toEqual(['free', 'free', 'met', 'open']);
    // Not owed: its figures stand, nothing is held against the branch.
    expect(of('group')).toMatchObject({ owed: false, offline: 1, lapsed: 0, soon: 0 });
    expect(of('discussion')).toMatchObject({ every: null, article: null, periods: [] });
    expect(ledgerYears(at('2026-11-28'), beginningOf('2024-05-01'))).toEqual([2026, 2025, 2024]);
  });
});
