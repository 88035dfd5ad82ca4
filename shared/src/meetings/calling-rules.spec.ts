import { hour, minute, oneDay, shanghaiMoment } from '../time.js';
import { codeStep, isNight, reminderDue, reminderToSend, stepOf, whyNotExclude, whyNotReminders, whyNotRemindReplies, whyNotScan, whyNotShowCode, whyNotTick } from './calling-rules.js';

const startsAt = shanghaiMoment('2026-11-27', '19:30');
const before = (milliseconds: number) => new Date(startsAt.getTime() - milliseconds);

describe('提醒', () => {
  it('提前一天、提前一小时、开始时', () => {
    expect([reminderDue('day', startsAt), reminderDue('hour', startsAt), reminderDue('start', startsAt)]).toEqual([before(oneDay), before(hour), startsAt]);
  });

  it('最多选两个时间', () => {
    expect([whyNotReminders([]), whyNotReminders(['day']), whyNotReminders(['day', 'start']), whyNotReminders(['day', 'day', 'hour'])]).toEqual([null, null, null, null]);
    expect(whyNotReminders(['day', 'hour', 'start'])).toBe('reminder.too-many');
  });

  it('到点才提醒；晚了的，还有用就补，没用了就不补；几个一起到点，只提醒最近的一个', () => {
    expect(reminderToSend(['day'], startsAt, before(oneDay + 1))).toBeNull();
    expect(reminderToSend(['day'], startsAt, before(oneDay))).toBe('day');
    expect(reminderToSend(['day'], startsAt, before(2 * hour))).toBe('day');
    expect(reminderToSend(['day'], startsAt, before(2 * hour - 1))).toBeNull();
    expect(reminderToSend(['hour'], startsAt, before(hour))).toBe('hour');
    expect(reminderToSend(['hour'], startsAt, startsAt)).toBe('hour');
    expect(reminderToSend(['hour'], startsAt, before(-1))).toBeNull();
    expect(reminderToSend(['start'], startsAt, before(-30 * minute))).toBe('start');
    expect(reminderToSend(['start'], startsAt, before(-30 * minute - 1))).toBeNull();
    expect(reminderToSend(['day', 'hour'], startsAt, before(20 * minute))).toBe('hour');
    expect(reminderToSend([], startsAt, startsAt)).toBeNull();
  });

  it('晚上十点到早上八点不出声', () => {
    const at = (clock: string) => isNight(shanghaiMoment('2026-11-27', clock));
    expect([at('21:59'), at('22:00'), at('00:30'), at('07:59'), at('08:00'), at('12:00')]).toEqual([false, true, true, true, false, false]);
  });

  it('提醒没答复的：会前才提醒，没有人可提醒、都提醒过两次、一小时内刚提醒过，都不再提醒', () => {
    const m = { state: 'called' as const, silent: 3, reachable: 3, lastAt: null };
    expect(whyNotRemindReplies(m, startsAt)).toBeNull();
    expect(whyNotRemindReplies({ ...m, state: 'open' }, startsAt)).toBe('reply.over');
    expect(whyNotRemindReplies({ ...m, silent: 0, reachable: 0 }, startsAt)).toBe('reminder.nobody');
    expect(whyNotRemindReplies({ ...m, reachable: 0 }, startsAt)).toBe('reminder.twice');
    expect(whyNotRemindReplies({ ...m, lastAt: before(hour - 1) }, startsAt)).toBe('reminder.just-sent');
    expect(whyNotRemindReplies({ ...m, lastAt: before(hour) }, startsAt)).toBeNull();
  });
});

describe('现场签到', () => {
  const open = { state: 'open' as const, form: 'hybrid' as const };

  it('一步三十秒', () => {
    const step = stepOf(startsAt);
    expect([stepOf(new Date(step * codeStep)), stepOf(new Date((step + 1) * codeStep - 1)), stepOf(new Date((step + 1) * codeStep))]).toEqual([step, step, step + 1]);
  });

  it('有会场的会，开着的时候才有签到码', () => {
    expect([whyNotShowCode(open), whyNotShowCode({ ...open, form: 'offline' })]).toEqual([null, null]);
    expect(whyNotShowCode({ ...open, form: 'online' })).toBe('sign-in-code.online');
    expect([whyNotShowCode({ ...open, state: 'called' }), whyNotShowCode({ ...open, state: 'closed' }), whyNotShowCode({ ...open, state: 'cancelled' })]).toEqual(['sign-in-code.not-open', 'sign-in-code.closed', 'sign-in-code.closed']);
  });

  it('假的先说是假的；过期的请再扫一次；没请的人签不上', () => {
    expect(whyNotScan({ ...open, invited: true, match: 'now' })).toBeNull();
    expect(whyNotScan({ ...open, state: 'closed', invited: false, match: 'never' })).toBe('sign-in-code.wrong');
    expect(whyNotScan({ ...open, state: 'closed', invited: true, match: 'now' })).toBe('sign-in-code.closed');
    expect(whyNotScan({ ...open, invited: true, match: 'past' })).toBe('sign-in-code.expired');
    expect(whyNotScan({ ...open, invited: false, match: 'now' })).toBe('meeting.not-expected');
  });

  it('登记：不能替自己，不重复，自己签的撤不了', () => {
    const one = { ...open, mine: false, here: false, ticked: false };
    expect([whyNotTick(one, true), whyNotTick(one, false), whyNotTick({ ...one, here: true, ticked: true }, false)]).toEqual([null, null, null]);
    expect(whyNotTick({ ...one, mine: true }, true)).toBe('tick.own');
    expect(whyNotTick({ ...one, here: true }, true)).toBe('tick.here-already');
    expect(whyNotTick({ ...one, here: true }, false)).toBe('tick.by-themselves');
    expect(whyNotTick({ ...one, form: 'online' }, true)).toBe('sign-in-code.online');
  });

  it('不计入应到要有原因和批准人，开会后改不了', () => {
    expect(whyNotExclude({ state: 'called' }, { reason: '在国外', approvedBy: '支委会' })).toBeNull();
    expect([whyNotExclude({ state: 'called' }, { reason: ' ', approvedBy: '支委会' }), whyNotExclude({ state: 'called' }, { reason: '在国外', approvedBy: '' })]).toEqual(['meeting.exclusion-needs-reason', 'meeting.exclusion-needs-reason']);
    expect(whyNotExclude({ state: 'open' }, { reason: '在国外', approvedBy: '支委会' })).toBe('meeting.not-called');
  });
});
