import { shanghaiMoment } from '../time.js';
import { meetingTemplates, refilled, usualTitle } from './templates.js';
import type { Filled } from './templates.js';
import { meetingForms, meetingKinds } from './words.js';

const at = (day: string, clock = '19:30') => shanghaiMoment(day, clock).toISOString();
const fresh = (kind: Filled['kind'] = 'orgLife'): Filled => ({ kind, title: usualTitle(kind, new Date(at('2026-11-27'))), form: meetingTemplates[kind].form, startsAt: at('2026-11-27'), endsAt: at('2026-11-27', '21:00'), agenda: meetingTemplates[kind].agenda });

describe('templates of meetings', () => {
  it('every kind has a title, a hint, an agenda that can be sent, a form and a length', () => {
    for (const kind of meetingKinds) {
      const one = meetingTemplates[kind];
      expect([kind, usualTitle(kind, new Date(at('2026-12-31'))).length]).toEqual([kind, expect.any(Number)]);
      expect(usualTitle(kind, new Date(at('2026-12-31')))).not.toMatch(/[{}]/);
      expect([...one.title].length).toBeLessThanOrEqual(60);
      expect(one.themeHint).not.toBe('');
      expect(one.agenda.length).toBeGreaterThan(0);
      for (const item of one.agenda) expect(item.title.length > 0 && item.title.length <= 80 && item.note.length <= 500).toBe(true);
      expect(meetingForms).toContain(one.form);
      expect(one.length).toBeGreaterThanOrEqual(30);
    }
  });

  it('the month of a title is the month in Shanghai', () => {
    expect(usualTitle('orgLife', new Date('2026-12-31T16:30:00Z'))).toBe('1月网上组织生活会');
    expect(usualTitle('memberAssembly', new Date('2026-12-31T16:30:00Z'))).toBe('2027年第1季度支部党员大会');
    expect(usualTitle('memberAssembly', new Date(at('2026-09-30')))).toBe('2026年第3季度支部党员大会');
  });

  it('another kind brings its own title, agenda, form and length', () => {
    expect(refilled(fresh(), { kind: 'themeDay' })).toEqual({ title: '11月主题党日', form: 'offline', startsAt: at('2026-11-27'), endsAt: at('2026-11-27', '21:30'), agenda: meetingTemplates.themeDay.agenda });
  });

  it('what was typed or chosen stays, piece by piece', () => {
    const typed = { ...fresh(), title: '读书会', agenda: [{ title: '第一讲', note: '' }], form: 'hybrid' as const, endsAt: at('2026-11-28') };
    expect(refilled(typed, { kind: 'lesson' })).toEqual({ title: '读书会', form: 'hybrid', startsAt: typed.startsAt, endsAt: typed.endsAt, agenda: typed.agenda });
    expect(refilled({ ...fresh(), title: '读书会' }, { kind: 'lesson' })).toMatchObject({ title: '读书会', form: 'hybrid', agenda: meetingTemplates.lesson.agenda });
    // A note beside an agenda item is typed, too.
    const noted = { ...fresh(), agenda: meetingTemplates.orgLife.agenda.map((item) => ({ ...item, note: '请小周讲' })) };
    expect(refilled(noted, { kind: 'lesson' }).agenda).toEqual(noted.agenda);
  });

  it('empty fields are filled by another kind, but a title that was taken out stays out when only the time moves', () => {
    const empty = { ...fresh(), title: '', agenda: [{ title: '', note: '' }] };
    expect(refilled(empty, { kind: 'group' })).toMatchObject({ title: '11月党小组会', agenda: meetingTemplates.group.agenda });
    expect(refilled(empty, { startsAt: at('2026-12-04') }).title).toBe('');
  });

  it('a usual title goes with the date', () => {
    expect(refilled(fresh(), { startsAt: at('2026-12-04'), endsAt: at('2026-12-04', '21:00') })).toMatchObject({ title: '12月网上组织生活会', endsAt: at('2026-12-04', '21:00') });
    expect(refilled({ ...fresh(), title: '11月的会' }, { startsAt: at('2026-12-04') }).title).toBe('11月的会');
  });
});
