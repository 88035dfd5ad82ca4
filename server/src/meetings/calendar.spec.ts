// Meetings in people's own calendars: the file of one meeting, and the address one subscribes by.
import { callingRoutes as routes } from '@branch/shared/meetings/calling-routes';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { meetingPlan } from '../../test/meetings.js';
import { uuid, World } from '../../test/world.js';
import type { MadePerson, MadeUnit } from '../seed/factories.js';

interface Calendar { method: string | undefined; name: string | undefined; events: Record<string, string>[] }

/** Reads a calendar as RFC 5545 says: folded lines joined, escapes undone, one record for each event. */
function parse(text: string): Calendar {
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const pairs = text.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean).map((line) => { const at = line.indexOf(':'); return [line.slice(0, at).split(';')[0] ?? '', line.slice(at + 1).replace(/\\([\\;,nN])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark))] as const; });
  const events: Record<string, string>[] = [];
  const head: Record<string, string> = {};
  let now: Record<string, string> | null = null;
  for (const [name, value] of pairs) {
    if (name === 'BEGIN' && value === 'VEVENT') events.push(now = {});
    else if (name === 'END' && value === 'VEVENT') now = null;
    else (now ?? head)[name] = value;
  }
  return { method: head.METHOD, name: head['X-WR-CALNAME'], events };
}
const moment = (text = '') => { const p = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text); return p ? new Date(`${p[1]}-${p[2]}-${p[3]}T${p[4]}:${p[5]}:${p[6]}Z`) : null; };

describe('日历', () => {
  let world: World;
  let unit: MadeUnit;
  let secretary: MadePerson;
  let lin: MadePerson;
  beforeAll(async () => {
    world = await World.open({ jobs: false });
    unit = (await world.make.chain()).branch;
    secretary = await world.make.officer('secretary', unit);
    lin = await world.make.member(unit, 'full', '林晓');
  });
  afterAll(async () => { await world.close(); });
  afterEach(async () => { await world.shiftClock('0'); });

  const call = (by: MadePerson, at: MadeUnit, more: object = {}) => world.ok(by, meetingRoutes.call, { unitId: at.id, clientId: uuid(), ...meetingPlan(), ...more });
  const download = async (who: MadePerson, path: string) => {
    const response = await fetch(`${world.url}/api/v1${path}`, { headers: { authorization: `Bearer ${await world.tokenOf(who)}` } });
    return { status: response.status, type: response.headers.get('content-type'), name: response.headers.get('content-disposition'), text: await response.text() };
  };
  const fileOf = async (meetingId: string, who = lin) => download(who, `/units/${unit.id}/meetings/${meetingId}/calendar`);
  /** As a calendar program asks: without any header of ours. */
  const subscribed = async (address: string | null) => { const response = await fetch(`${world.url}${new URL(address ?? '').pathname}`); return { status: response.status, headers: response.headers, text: await response.text() }; };
  const addressOf = async (who: MadePerson, at = unit) => (await world.ok(who, routes.renewFeed, { unitId: at.id })).address;

  it.each([
    ['平常的一天', '2027-03-18T19:30:00+08:00', '2027-03-18T21:00:00+08:00'],
    ['上海的一月一日零点半，世界时还是去年', '2027-01-01T00:30:00+08:00', '2027-01-01T02:00:00+08:00'],
    ['跨年夜', '2026-12-31T23:00:00+08:00', '2027-01-01T00:30:00+08:00'],
    ['跨月', '2027-02-28T23:30:00+08:00', '2027-03-01T01:00:00+08:00'],
    ['闰日', '2028-02-29T19:30:00+08:00', '2028-03-01T00:30:00+08:00'],
  ])('下载一次会的日历文件，读回来时间一分不差：%s', async (_name, startsAt, endsAt) => {
    const title = '读书会，轮流讲；一刻钟\\结束，题目很长很长，长到一行放不下，要折成好几行才行';
    const meeting = await call(secretary, unit, { startsAt, endsAt, title });
    const file = await fileOf(meeting.id);
    expect([file.status, file.type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(decodeURIComponent(file.name ?? '')).toContain(`会议-${startsAt.slice(0, 10)}.ics`);
    const { method, events: [event] } = parse(file.text);
    expect(method).toBe('PUBLISH');
    expect(event).toMatchObject({ UID: `${meeting.id}@online-branch`, SEQUENCE: '0', STATUS: 'CONFIRMED', SUMMARY: title });
    expect(moment(event?.DTSTART)).toEqual(new Date(startsAt));
    expect(moment(event?.DTEND)).toEqual(new Date(endsAt));
    expect(event?.URL).toMatch(new RegExp(`/-/m/${unit.id}/${meeting.id}$`));
  });

  it('改期、改题目，编号不变、序号加一；取消的会，文件让日历把它划掉', async () => {
    const meeting = await call(secretary, unit);
    const at = { unitId: unit.id, meetingId: meeting.id };
    const startsAt = new Date(Date.now() + 90_000_000).toISOString();
    const endsAt = new Date(Date.now() + 95_000_000).toISOString();
    await world.ok(secretary, meetingRoutes.postpone, { ...at, startsAt, endsAt, reason: '场地检修' });
    const [postponed] = parse((await fileOf(meeting.id)).text).events;
    expect([postponed?.UID, postponed?.SEQUENCE, moment(postponed?.DTSTART)?.toISOString().slice(0, 19)]).toEqual([`${meeting.id}@online-branch`, '1', startsAt.slice(0, 19)]);
    // Another word in the agenda is nothing to a calendar; another title is.
    await world.ok(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), startsAt, endsAt, theme: '换个说法' });
    expect(parse((await fileOf(meeting.id)).text).events[0]?.SEQUENCE).toBe('1');
    await world.ok(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), startsAt, endsAt, title: '读书会（第二讲）' });
    expect(parse((await fileOf(meeting.id)).text).events[0]).toMatchObject({ SEQUENCE: '2', SUMMARY: '读书会（第二讲）' });
    await world.ok(secretary, meetingRoutes.cancel, { ...at, reason: '与防汛值班冲突' });
    const cancelled = parse((await fileOf(meeting.id)).text);
    expect([cancelled.method, cancelled.events[0]?.STATUS, cancelled.events[0]?.SEQUENCE, cancelled.events[0]?.UID]).toEqual(['CANCEL', 'CANCELLED', '3', `${meeting.id}@online-branch`]);
  });

  it('修改时换了时间，和延期一样告诉大家', async () => {
    const meeting = await call(secretary, unit);
    const at = { unitId: unit.id, meetingId: meeting.id };
    await world.ok(secretary, meetingRoutes.revise, { ...at, ...meetingPlan(), startsAt: new Date(Date.now() + 3_600_000).toISOString(), endsAt: new Date(Date.now() + 7_200_000).toISOString() });
    expect((await world.eventsOf('meeting.postponed', unit.id)).filter((one) => one.meetingId === meeting.id)).toHaveLength(1);
  });

  it('自己的订阅地址：日历程序不用登录就能取；只有题目、时间、链接，没有人名；取消的标着取消', async () => {
    const chain = await world.make.chain();
    const head = await world.make.officer('secretary', chain.branch);
    const member = await world.make.member(chain.branch, 'full', '林晓');
    const [kept, cancelled] = [await call(head, chain.branch, { observers: [] }), await call(head, chain.branch, { title: '另一次' })];
    await world.ok(head, meetingRoutes.cancel, { unitId: chain.branch.id, meetingId: cancelled.id, reason: '冲突' });
    expect(await world.ok(member, routes.feed, { unitId: chain.branch.id })).toEqual({ address: null, madeAt: null });
    const address = await addressOf(member, chain.branch);
    expect((await world.ok(member, routes.feed, { unitId: chain.branch.id })).address).toBe(address);
    expect(address).toMatch(/\/calendar\/[A-Za-z0-9_-]{43}\.ics$/);
    const answer = await subscribed(address);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/calendar; charset=utf-8', 'private, no-store']);
    const calendar = parse(answer.text);
    expect(calendar.name).toBe(chain.branch.name);
    expect(calendar.events.map((one) => [one.UID, one.STATUS])).toEqual([[`${kept.id}@online-branch`, 'CONFIRMED'], [`${cancelled.id}@online-branch`, 'CANCELLED']]);
    for (const event of calendar.events) expect(Object.keys(event).sort()).toEqual(['DESCRIPTION', 'DTEND', 'DTSTAMP', 'DTSTART', 'SEQUENCE', 'STATUS', 'SUMMARY', 'UID', 'URL']);
    for (const name of [member.name, head.name]) expect(answer.text).not.toContain(name);
    // Stored so that a copy of the database opens nothing.
    expect(JSON.stringify(await world.rows('select * from calendar_feed'))).not.toContain(address?.split('/').at(-1)?.slice(0, 43));
  });

  it('只有自己所在支部的会；不是自己的支委会不在里面；不计入应到的也不在', async () => {
    const chain = await world.make.chain();
    const neighbour = await world.make.unit('branch', chain.community);
    const [head, theirs] = [await world.make.officer('secretary', chain.branch), await world.make.officer('secretary', neighbour)];
    const member = await world.make.member(chain.branch);
    const mine = await call(head, chain.branch);
    const left = await call(head, chain.branch, { title: '我不计入的会' });
    await world.ok(head, meetingRoutes.exclude, { unitId: chain.branch.id, meetingId: left.id, personId: member.id, reason: '出差半年', approvedBy: '支委会' });
    await call(head, chain.branch, { kind: 'committee', title: '支委会' });
    await call(theirs, neighbour, { title: '邻居的会' });
    expect(parse((await subscribed(await addressOf(member, chain.branch))).text).events.map((one) => one.UID)).toEqual([`${mine.id}@online-branch`]);
    expect(parse((await subscribed(await addressOf(head, chain.branch))).text).events).toHaveLength(3);
    expect((await world.as(member, routes.renewFeed, { unitId: neighbour.id })).status).toBe(404);
  });

  it('换了地址、停用、转走，旧地址当场就没有了；猜的地址和没有的一样', async () => {
    const first = await addressOf(lin);
    const second = await addressOf(lin);
    expect(second).not.toBe(first);
    expect([(await subscribed(first)).status, (await subscribed(second)).status]).toEqual([404, 200]);
    await world.ok(lin, routes.endFeed, { unitId: unit.id });
    expect((await subscribed(second)).status).toBe(404);

    const leaving = await world.make.member(unit, 'full', '要转走的人');
    const address = await addressOf(leaving);
    expect((await subscribed(address)).status).toBe(200);
    await world.rows('update membership set ends_on = shanghai_day(app_now()), end_reason = \'transferred\' where person_id = $1', [leaving.id]);
    const gone = await subscribed(address);
    expect(gone.status).toBe(404);
    const guessed = await subscribed(`http://x/calendar/${'A'.repeat(43)}.ics`);
    expect([guessed.status, withoutId(guessed.text)]).toEqual([404, withoutId(gone.text)]);
    expect((await subscribed('http://x/calendar/short.ics')).status).toBe(404);
  });

  it('二维码里是会议的短链接，打开就是这次会', async () => {
    const meeting = await call(secretary, unit);
    const { link, qr } = await world.ok(lin, routes.qr, { unitId: unit.id, meetingId: meeting.id });
    expect(Buffer.from(qr.split(',')[1] ?? '', 'base64').toString()).toContain('<svg');
    const opened = await fetch(`${world.url}${new URL(link).pathname}`, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([302, `/meetings/detail/index?unit=${unit.id}&id=${meeting.id}`]);
  });
});

const withoutId = (text: string): string => text.replace(/"requestId":"[^"]*"/, '');
