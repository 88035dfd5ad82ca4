import { afterWorkingHours, clockOf, clockRuns, communityHearsAt, escalationOf, isQuiet, promisedAt, weekdayOf, workingHoursBetween } from './first-response.js';

/** A moment as a Shanghai clock shows it. */
const at = (words: string): Date => new Date(`${words.replace(' ', 'T')}:00+08:00`);
const said = (moment: Date): string => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('第一时间回应的钟（SITE-9）', () => {
  it.each([
    // 2026-11-23 is a Monday.
    ['周一一早留言，周二晚上前', '2026-11-23 08:00', '2026-11-24 18:00'],
    ['周一上午，过一夜', '2026-11-23 10:30', '2026-11-24 20:30'],
    ['周一晚上，停到次日早上', '2026-11-23 23:10', '2026-11-25 18:00'],
    ['半夜留言和早上八点留言一样', '2026-11-24 03:00', '2026-11-25 18:00'],
    ['周五下午，跨过周末', '2026-11-27 17:00', '2026-12-01 13:00'],
    ['周六留言，从周一早上算起', '2026-11-28 12:00', '2026-12-01 18:00'],
    ['国庆前一天下午，节后再算', '2026-09-30 20:00', '2026-10-09 16:00'],
    ['调休上班的周六照样走钟', '2026-10-09 20:00', '2026-10-12 16:00'],
  ])('%s', (_, left, promised) => { expect(said(promisedAt(at(left)))).toBe(promised); });

  it('最后一刻也算：正好走完当天的钟，就是当天 22:00', () => {
    expect(said(afterWorkingHours(at('2026-11-23 08:00'), 14))).toBe('2026-11-23 22:00');
    expect(said(communityHearsAt(at('2026-11-23 08:00')))).toBe('2026-11-26 14:00');
  });

  it.each([['2026-11-23 07:59', false], ['2026-11-23 08:00', true], ['2026-11-23 21:59', true], ['2026-11-23 22:00', false], ['2026-11-28 12:00', false], ['2026-10-10 12:00', true]])('钟在 %s 走不走：%s', (moment, runs) => { expect(clockRuns(at(moment))).toBe(runs); });
  it.each([['2026-11-23 07:59', true], ['2026-11-23 08:00', false], ['2026-11-28 12:00', false], ['2026-11-28 22:00', true]])('%s 安静不安静：%s', (moment, quiet) => { expect(isQuiet(at(moment))).toBe(quiet); });

  it('等了多久只数走钟的时间', () => {
    expect(workingHoursBetween(at('2026-11-23 21:00'), at('2026-11-24 08:59'))).toBe(1);
    expect(workingHoursBetween(at('2026-11-27 21:00'), at('2026-11-30 10:00'))).toBe(3);
    expect(workingHoursBetween(at('2026-11-28 09:00'), at('2026-11-29 20:00'))).toBe(0);
  });

  const due = at('2026-11-24 18:00');
  it.each([
    ['等着', { published: true, answered: false, received: false, promisedAt: due }, '2026-11-24 17:59', 'waiting'],
    ['过了约定', { published: true, answered: false, received: false, promisedAt: due }, '2026-11-24 18:00', 'overdue'],
    ['收到就停钟', { published: true, answered: false, received: true, promisedAt: due }, '2026-11-25 18:00', 'received'],
    ['答了', { published: true, answered: true, received: true, promisedAt: due }, '2026-11-25 18:00', 'answered'],
    ['还没公开，没有约定', { published: false, answered: false, received: false, promisedAt: null }, '2026-11-25 18:00', 'unpublished'],
    ['从前的留言没有约定，不算逾期', { published: true, answered: false, received: false, promisedAt: null }, '2026-11-25 18:00', 'waiting'],
  ] as const)('%s', (_, message, now, state) => { expect(clockOf(message, at(now))).toBe(state); });

  const open = { first: false, promisedAt: due, communityAt: at('2026-11-26 14:00'), secretaryTold: false, communityTold: false };
  it.each([
    ['没到点，谁也不告诉', open, '2026-11-24 17:00', null],
    ['到点先告诉书记', open, '2026-11-24 18:00', 'secretary'],
    ['夜里不催，到早上再说', open, '2026-11-24 23:00', null],
    ['停了两天的机器，也先书记', open, '2026-11-26 15:00', 'secretary'],
    ['书记知道了，再过一倍时间到社区', { ...open, secretaryTold: true }, '2026-11-26 14:00', 'community'],
    ['没过够，不到社区', { ...open, secretaryTold: true }, '2026-11-26 13:00', null],
    ['两次之后不再催', { ...open, secretaryTold: true, communityTold: true }, '2026-12-20 10:00', null],
    ['答过的不催', { ...open, first: true }, '2026-12-21 10:00', null],
    ['没有约定的不催', { ...open, promisedAt: null, communityAt: null }, '2026-12-21 10:00', null],
  ] as const)('%s', (_, message, now, whom) => { expect(escalationOf(message, at(now))).toBe(whom); });

  it('周一是 1，周日是 7', () => { expect([at('2026-11-23 00:30'), at('2026-11-29 23:30')].map(weekdayOf)).toEqual([1, 7]); });
});
