/** `npm start` may be typed on any day and at any hour: the demo of that day holds the same figures, and nothing in it has yet to come. */
import { shanghaiDay } from '@branch/shared/time';
import type { DemoDistrict } from './corpus/types.js';
import { demoDistrict, printedPeople } from './district.js';
import { tinyDistrict } from './tiny.js';

const days = [['元旦零点十分', '2027-01-01T00:10:00+08:00', '2027-01-01'], ['一月三十一日', '2027-01-31T12:00:00+08:00', '2027-01-31'], ['三月一日', '2027-03-01T07:59:00+08:00', '2027-03-01'],
  ['闰年的二月二十九日', '2028-02-29T09:00:00+08:00', '2028-02-29'], ['除夕夜十一点半', '2026-12-31T23:30:00+08:00', '2026-12-31']] as const;

/** Every day and every moment anywhere in it, by the path that leads there. */
function* times(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') { if (/^\d{4}-\d\d-\d\d(T|$)/.test(value)) yield [path, value]; return; }
  if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) yield* times(one, `${path}.${key}`);
}
const real = (day: string): boolean => { const at = new Date(`${day}T00:00:00Z`); return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day); };
const wrong = (demo: DemoDistrict, now: Date): [string, string][] => [...times(demo, '')].filter(([, at]) => (at.length === 10 ? !real(at) || at > shanghaiDay(now) : !(Date.parse(at) <= now.getTime())));

describe('演示区：哪一天启动都一样', () => {
  it.each(days)('%s', (_name, moment, day) => {
    const now = new Date(moment);
    const demo = demoDistrict(now);
    expect(demo.today).toBe(day);
    expect(wrong(demo, now).slice(0, 5)).toEqual([]);
    const share = (holds: (person: DemoDistrict['people'][number]) => boolean) => Math.round(100 * demo.people.filter(holds).length / demo.people.length);
    expect(demo.people.length).toBeGreaterThanOrEqual(8000);
    expect(share((person) => Number(day.slice(0, 4)) - person.birthYear <= 35)).toBe(65);
    // A year back from a leap day is the last of February.
    const yearAgo = day === '2028-02-29' ? '2027-02-28' : `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
    expect(demo.people.filter((person) => (person.joinedPartyOn > yearAgo) !== (person.status === 'probationary'))).toEqual([]);
    expect(demo.posts.filter((post) => post.comments.some((comment) => comment.at < post.publishedAt))).toEqual([]);
    expect([demo.meetings.length, demo.sites.filter((site) => site.appliedOn !== null).length, demo.sites.filter((site) => site.state === 'online').length]).toEqual([76, 201, 134]);
    expect(printedPeople(demo).printed.map((person) => person.login)).toEqual(logins);
  }, 60_000);

  it.each(days)('十二个人的，%s', (_name, moment, day) => {
    const now = new Date(moment);
    const demo = tinyDistrict(now);
    expect(demo.today).toBe(day);
    expect(wrong(demo, now)).toEqual([]);
    expect(printedPeople(demo).printed.map((person) => person.login)).toEqual(logins);
  });
});

const logins = ['dangyuan1', 'dangyuan2', 'dangyuan3', 'yubei', 'shuji', 'fushuji', 'wangguan', 'banzhu', 'huzhu', 'shequ', 'quji', 'shenji', 'yunwei'];
