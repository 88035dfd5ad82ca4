import { shanghaiDay } from '@branch/shared/time';
import { demoDistrict as corpusDistrict } from './corpus/district.js';
import type { DemoDistrict } from './corpus/types.js';
import type { Printed } from './seeding.js';

/** The district that `npm start` shows: the same for the same Shanghai day. */
export function demoDistrict(today: Date): DemoDistrict {
  const corpus = corpusDistrict(shanghaiDay(today));
  const district = corpus.units.find((unit) => unit.kind === 'district')?.key ?? '';
  // The operator runs the machine and belongs to nobody's roster.
  return { ...corpus, posts: lately(corpus, today), staff: [...corpus.staff, { name: '程向远', phone: '19100000001', role: 'operator', unit: district }] };
}

/** The branch that the printed people open wrote something this week: its newest posts are moved up to the last days, each with its comments. What would have yet to be said at this hour is left out. */
function lately(demo: DemoDistrict, today: Date): DemoDistrict['posts'] {
  const hours = [13, 40, 66, 112, 160];
  const newest = demo.posts.filter((post) => post.unit === demo.scenario.unit).sort((a, b) => b.publishedAt.localeCompare(a.publishedAt)).slice(0, hours.length);
  const said = (at: string): boolean => Date.parse(at) <= today.getTime();
  return demo.posts.map((post) => {
    const ago = hours[newest.indexOf(post)];
    const moved = ago === undefined ? 0 : today.getTime() - ago * 3_600_000 - Date.parse(post.publishedAt);
    const up = (at: string): string => new Date(Date.parse(at) + moved).toISOString();
    return { ...post, publishedAt: up(post.publishedAt), comments: post.comments.map((comment) => ({ ...comment, at: up(comment.at) })).filter(({ at }) => said(at)) };
  }).filter((post) => said(post.publishedAt));
}

/** One person for every role, to be printed; and who chairs the meeting of today. */
export function printedPeople(demo: DemoDistrict): { printed: Printed[]; chair: number } {
  const unit = demo.scenario.unit;
  const officer = (role: string) => demo.officers.find((one) => one.role === role && one.unit === unit)?.person ?? 0;
  const chair = officer('secretary');
  const officers = new Set(demo.officers.map((one) => one.person));
  const beneath = new Set([unit, ...demo.units.filter((one) => one.parent === unit).map((one) => one.key)]);
  const members = demo.people.map((person, index) => ({ person, index })).filter(({ person, index }) => beneath.has(person.unit) && !officers.has(index));
  // The first has a past to look at: spoke in earlier meetings, missed the last one.
  const held = demo.meetings.filter((meeting) => meeting.unit === unit).sort((a, b) => b.startsAt.localeCompare(a.startsAt));
  const said = (index: number) => held.reduce((sum, meeting) => sum + meeting.statements.filter((statement) => statement.person === index).length, 0);
  const missedLast = (index: number) => !held[0]?.attendances.some((one) => one.person === index);
  // Who offers a service is printed for that: not an officer, and none of the three who stand for everybody.
  const provider = demo.services.flatMap((service) => service.providers).find((one) => beneath.has(demo.people[one]?.unit ?? '') && !officers.has(one) && demo.people[one]?.status === 'full');
  const ordinary = members.filter(({ person, index }) => person.status === 'full' && index !== provider).sort((a, b) => Number(missedLast(b.index)) - Number(missedLast(a.index)) || said(b.index) - said(a.index) || a.index - b.index).slice(0, 3);
  const probationary = members.find(({ person }) => person.status === 'probationary');
  const staff = (role: string, title: string, login: string): Printed[] => {
    const home = demo.units.find((one) => one.key === unit)?.parent;
    const index = demo.staff.findIndex((one) => one.role === role && (role !== 'communityStaff' || one.unit === home));
    return index < 0 ? [] : [{ login, title, staff: index, unit: demo.staff[index]?.unit ?? unit }];
  };
  return { chair, printed: [
    ...ordinary.map(({ index }, at) => ({ login: `dangyuan${at + 1}`, title: '党员', person: index, unit })),
    ...(probationary ? [{ login: 'yubei', title: '预备党员', person: probationary.index, unit }] : []),
    { login: 'shuji', title: '书记', person: chair, unit },
    ...(officer('deputySecretary') ? [{ login: 'fushuji', title: '副书记', person: officer('deputySecretary'), unit }] : []),
    { login: 'wangguan', title: '网管员', person: officer('networkAdmin'), unit },
    ...(officer('moderator') ? [{ login: 'banzhu', title: '版主', person: officer('moderator'), unit }] : []),
    ...(provider === undefined ? [] : [{ login: 'huzhu', title: '服务提供者', person: provider, unit }]),
    ...staff('communityStaff', '社区综合党委', 'shequ'), ...staff('districtStaff', '区级工作人员', 'quji'), ...staff('auditor', '审计员', 'shenji'), ...staff('operator', '运维员', 'yunwei'),
  ] };
}
