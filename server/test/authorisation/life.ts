// A branch in full life: whatever a route can speak of exists here. The matrix, the canaries and the fuzzer all stand on it.
import sharp from 'sharp';
import { ballotRoutes } from '@branch/shared/ballots/routes';
import { checkInRoutes } from '@branch/shared/check-ins/routes';
import { fileRoutes } from '@branch/shared/files';
import { actionItemRoutes } from '@branch/shared/meetings/action-routes';
import { catchUpRoutes, minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { objectionRoutes } from '@branch/shared/meetings/objection-routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { meetingRoutes, myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { joiningRoutes, rosterRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes, unitRoutes } from '@branch/shared/members/routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import type { MadePerson, MadeUnit } from '../../src/seed/factories.js';
import { uuid } from '../world.js';
import type { World } from '../world.js';

/** Words for a field; a canary world gives each field words that appear nowhere else. */
export type Say = (field: string) => string;
const plainly: Say = (field) => `一句平常的话（${field}）`;

export interface Life {
  world: World;
  unit: MadeUnit;
  say: Say;
  people: Record<'secretary' | 'deputy' | 'networkAdmin' | 'committee' | 'member' | 'second' | 'absent' | 'provider' | 'auditor' | 'district' | 'operator', MadePerson>;
  /** A path parameter's name → an id of this branch that fits it. */
  ids: Record<string, string>;
  /** The open meeting's first agenda item, the first line's seq, the branch's first column. */
  parts: { agendaItemId: string; columnId: string; pictureId: string; probationaryMembershipId: string };
}

let serial = 0;
export const newPhone = (): string => `138${String(10_000_000 + ++serial)}`;
export const csv = (name: string, phone: string, company: string) => ({ name: '花名册.csv', type: 'text/csv', bytes: Buffer.from(`姓名,手机号,党员类别,工作单位\n${name},${phone},流动党员,${company}\n`) });
let picture: Promise<Buffer> | null = null;
export const photo = async () => ({ name: '合影.png', type: 'image/png', bytes: await (picture ??= sharp({ create: { width: 40, height: 30, channels: 3, background: '#b3261e' } }).png().toBuffer()) });

/** The least that is a PDF: head, one object, end mark. */
export const pdf = (name = '学习材料.pdf') => ({ name, type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });

export function plan(say: Say, minutesAhead = 10) {
  const now = Date.now();
  return { kind: 'orgLife' as const, form: 'online' as const, title: say('会议名称'), theme: say('会议主题'), startsAt: new Date(now + minutesAhead * 60_000).toISOString(), endsAt: new Date(now + (minutesAhead + 80) * 60_000).toISOString(),
    agenda: [{ title: say('议题'), note: say('议题说明') }, { title: '自由发言', note: '' }], materials: [{ title: say('材料名称'), text: say('材料正文') }] };
}

/** A meeting that is called, open, closed, or has published minutes; each call makes a new one. */
export async function meetingIn(life: Pick<Life, 'world' | 'unit' | 'people' | 'say'>, state: 'called' | 'open' | 'closed' | 'published'): Promise<{ meetingId: string; roomId: string; agendaItemId: string }> {
  const { world, unit, people, say } = life;
  const called = await world.ok(people.secretary, meetingRoutes.call, { unitId: unit.id, clientId: uuid(), ...plan(say) });
  const at = { unitId: unit.id, meetingId: called.id };
  const ids = { meetingId: called.id, roomId: called.roomId, agendaItemId: called.agenda[0]?.id ?? '' };
  if (state === 'called') return ids;
  await world.ok(people.secretary, meetingRoutes.open, at);
  for (const person of [people.deputy, people.committee, people.networkAdmin, people.member, people.second, people.provider]) await world.ok(person, meetingRoutes.enter, at);
  if (state === 'open') return ids;
  await world.ok(people.member, roomRoutes.speak, { unitId: unit.id, roomId: called.roomId, clientId: uuid(), text: `${say('会上的发言')}，这一句写得长一些，才会被选进纪要。` });
  await world.ok(people.secretary, meetingRoutes.close, at);
  if (state === 'closed') return ids;
  const draft = await world.ok(people.secretary, minutesRoutes.draft, at);
  const content = { ...draft.content, remarks: say('纪要附记'), actions: [{ text: say('待办事项'), owner: people.absent.name, due: null }], agenda: draft.content.agenda.map((item, index) => (index === 0 ? { ...item, summary: say('纪要摘要') } : item)) };
  const saved = await world.ok(people.secretary, minutesRoutes.saveDraft, { ...at, content, revision: draft.revision });
  await world.ok(people.secretary, minutesRoutes.publish, { ...at, revision: saved.revision, basedOn: 0 });
  return ids;
}

/** An open vote in an open meeting. */
export async function ballotIn(life: Pick<Life, 'world' | 'unit' | 'people' | 'say'>): Promise<{ meetingId: string; ballotId: string }> {
  const { meetingId } = await meetingIn(life, 'open');
  const ballot = await life.world.ok(life.people.secretary, meetingRoutes.openBallot, { unitId: life.unit.id, meetingId, clientId: uuid(), title: life.say('表决事项') });
  return { meetingId, ballotId: ballot.id };
}

export async function spoken(life: Pick<Life, 'world' | 'unit'>, by: MadePerson, roomId: string, text: string): Promise<number> {
  return (await life.world.ok(by, roomRoutes.speak, { unitId: life.unit.id, roomId, clientId: uuid(), text })).entry.seq;
}

/** Builds the branch's life through the routes themselves, as its people would. */
export async function liveIn(world: World, unit: MadeUnit, above: { community: MadeUnit; district: MadeUnit }, say: Say = plainly): Promise<Life> {
  const { make } = world;
  const company = await make.company(unit, say('单位名称'));
  const people = {
    secretary: await make.officer('secretary', unit), deputy: await make.officer('deputySecretary', unit), networkAdmin: await make.officer('networkAdmin', unit), committee: await make.officer('committeeMember', unit),
    member: await make.member(unit, 'full', say('成员姓名')), second: await make.member(unit, 'full', say('成员姓名二')), absent: await make.member(unit, 'full', say('缺席者姓名')), provider: await make.member(unit, 'full', say('服务者姓名')),
    auditor: await make.person(), district: await make.person(), operator: await make.person(),
  };
  await make.appoint(people.auditor, 'auditor', above.district);
  await make.appoint(people.district, 'districtStaff', above.district);
  await make.appoint(people.operator, 'operator', null);
  await make.withPhone(people.member, /^\d{11}$/.test(say('手机号')) ? say('手机号') : newPhone());
  for (const person of [people.absent, people.provider]) await make.withPhone(person, newPhone());
  await world.rows('update membership set company_id = $1 where unit_id = $2', [company.id, unit.id]);
  const probationary = await make.person(say('预备党员姓名'));
  const probationaryMembershipId = await make.join(probationary, unit, 'probationary');
  const membership = await world.rows<{ id: string }>('select id from membership where person_id = $1', [people.member.id]);
  const role = await world.rows<{ id: string }>('select id from role_held where person_id = $1', [people.networkAdmin.id]);

  const here = { unitId: unit.id };
  const life = { world, unit, say, people };
  // The face of a site that is online is for everybody: no canaries there.
  await world.ok(people.secretary, siteRoutes.edit, { ...here, name: '我们的小站', banner: '把一件小事做到底', introduction: '' });
  const columnId = (await world.ok(people.member, siteRoutes.site, here)).columns[0]?.id ?? '';
  const post = await world.ok(people.member, postRoutes.write, { ...here, clientId: uuid(), columnId, title: say('帖子标题'), text: say('帖子正文'), visibility: 'branch' });
  // A second version, so that the first is kept as a revision.
  await world.ok(people.member, postRoutes.edit, { ...here, postId: post.id, revision: post.revision, columnId, title: say('帖子新标题'), visibility: 'branch',
    blocks: [{ type: 'paragraph', text: say('帖子正文') }, { type: 'heading', text: say('小标题') }, { type: 'quote', text: say('引文') }, { type: 'list', items: [say('列表一项')] }, { type: 'link', url: 'https://example.cn', text: say('链接文字') }] });
  await world.ok(people.second, commentRoutes.comment, { ...here, postId: post.id, clientId: uuid(), text: say('点评') });
  await world.ok(people.member, draftRoutes.saveDraft, { ...here, draftId: uuid(), title: say('草稿标题'), visibility: 'branch', blocks: [{ type: 'paragraph', text: say('草稿正文') }] });
  const message = await world.ok(people.member, boardRoutes.leave, { ...here, clientId: uuid(), text: say('留言') });
  await world.ok(people.secretary, boardRoutes.answer, { ...here, messageId: message.id, clientId: uuid(), text: say('留言回应') });
  await world.ok(people.member, checkInRoutes.checkIn, { ...here, clientId: uuid(), text: say('报到的话') });
  const file = await world.upload(people.member, fileRoutes.upload, here, await photo());

  const document = await world.upload(people.member, fileRoutes.uploadDocument, { ...here, name: say('文件名') }, pdf());

  const chat = (await world.rows<{ id: string }>('select id from room where unit_id = $1 and meeting_id is null', [unit.id]))[0]?.id ?? '';
  await spoken(life, people.member, chat, say('群里的话'));

  const before = await meetingIn(life, 'called');
  await world.ok(people.absent, meetingRoutes.reply, { ...here, meetingId: before.meetingId, reply: 'leave', category: 'family', reason: say('请假事由') });
  await world.ok(people.secretary, meetingRoutes.exclude, { ...here, meetingId: before.meetingId, personId: people.second.id, reason: say('不计应到的原因'), approvedBy: say('批准人') });
  await world.ok(people.secretary, meetingRoutes.postpone, { ...here, meetingId: before.meetingId, startsAt: plan(say, 2000).startsAt, endsAt: plan(say, 2000).endsAt, reason: say('延期原因') });
  const cancelled = await meetingIn(life, 'called');
  await world.ok(people.secretary, meetingRoutes.cancel, { ...here, meetingId: cancelled.meetingId, reason: say('取消原因') });

  const done = await meetingIn(life, 'published');
  await world.ok(people.absent, catchUpRoutes.lateStatement, { ...here, meetingId: done.meetingId, text: say('补充发言') });
  const quoted = await world.ok(people.member, minutesRoutes.minutes, { ...here, meetingId: done.meetingId });
  const objection = await world.ok(people.member, objectionRoutes.object, { ...here, meetingId: done.meetingId, version: 1, seq: quoted.me.quoted[0]?.seq ?? 0, words: say('异议的理由'), wording: say('异议要求的写法') });
  await world.ok(people.secretary, objectionRoutes.answer, { ...here, meetingId: done.meetingId, objectionId: objection.id, accept: false, reason: say('答复异议的理由') });
  const left = await world.ok(people.secretary, actionItemRoutes.items, { ...here, from: done.meetingId });
  await world.ok(people.secretary, actionItemRoutes.finish, { ...here, itemId: left.items[0]?.id ?? '', words: say('待办怎么办的') });
  await world.ok(people.absent, catchUpRoutes.acknowledge, { ...here, meetingId: done.meetingId, version: 1 });

  await world.ok(people.absent, myAttendanceRoutes.dispute, { ...here, meetingId: done.meetingId, words: say('没有记上到会的经过') });
  await world.ok(people.secretary, myAttendanceRoutes.answerDispute, { ...here, meetingId: done.meetingId, personId: people.absent.id, accept: false, reason: say('答复没有记上的理由') });

  const ballot = await ballotIn(life);
  const open = await world.ok(people.secretary, meetingRoutes.meeting, { ...here, meetingId: ballot.meetingId });
  const room = { ...here, roomId: open.roomId };
  await world.ok(people.second, ballotRoutes.vote, { ...here, ballotId: ballot.ballotId, clientId: uuid(), choice: 'approve' });
  const seq = await spoken(life, people.member, open.roomId, say('正在说的话'));
  const said = await world.ok(people.member, roomRoutes.speak, { ...room, clientId: uuid(), text: say('引用别人的话'), quoteSeq: seq, mentions: [people.absent.id], pictures: [{ fileId: file.body.id, alt: say('图片说明') }], files: [document.body.id] });
  const hidden = await spoken(life, people.second, open.roomId, say('被隐藏的话'));
  await world.ok(people.networkAdmin, roomRoutes.hide, { ...room, seq: hidden, reason: `${say('隐藏理由')}，与议题无关的内容` });
  await world.ok(people.secretary, roomRoutes.mute, { ...room, personId: people.second.id, muted: true, reason: say('暂停发言理由') });
  await world.ok(people.secretary, roomRoutes.mute, { ...room, personId: people.second.id, muted: false, reason: '' });
  await world.ok(people.secretary, roomRoutes.pin, { ...room, seq: said.entry.seq });

  const service = await make.service(unit, [people.provider], { item: say('服务项目'), form: say('服务形式'), time: say('服务时间'), notes: say('服务须知') });
  const booking = await world.ok(people.member, serviceRoutes.ask, { ...here, itemId: service.id, clientId: uuid(), wish: say('预约的话') });
  const joining = await askToJoin(life);
  const declined = await askToJoin(life);
  await world.ok(people.secretary, joiningRoutes.decide, { ...here, requestId: declined, accept: 'no', reason: say('婉拒申请的理由') });
  await world.ok(people.secretary, unitRoutes.appoint, { ...here, personId: people.committee.id, role: 'reporter', basis: say('任命依据') });
  await world.ok(people.secretary, memberRoutes.addCompany, { ...here, name: say('单位名称二') });
  const applied = await previewed(life);
  await world.ok(people.secretary, rosterRoutes.apply, { ...here, previewId: applied });
  await world.tokenOf(people.member);
  const session = await world.rows<{ id: string }>('select id from session where person_id = $1 limit 1', [people.member.id]);
  return {
    ...life,
    ids: { unitId: unit.id, meetingId: ballot.meetingId, roomId: open.roomId, ballotId: ballot.ballotId, seq: String(seq), version: '1', postId: post.id, messageId: message.id, itemId: service.id, bookingId: booking.id, requestId: joining, membershipId: membership[0]?.id ?? '',
      roleId: role[0]?.id ?? '', previewId: await previewed(life), jobId: applied, sessionId: session[0]?.id ?? '', calledMeetingId: before.meetingId, publishedMeetingId: done.meetingId, documentId: document.body.id, objectionId: objection.id },
    parts: { agendaItemId: open.agenda[0]?.id ?? '', columnId, pictureId: file.body.id, probationaryMembershipId },
  };
}

export async function askToJoin(life: Pick<Life, 'world' | 'unit' | 'say'>): Promise<string> {
  // Asking is limited by address; this world asks more often than a person would.
  await life.world.rows('delete from sign_in_failure');
  return (await life.world.ok(null, joiningRoutes.ask, { clientId: uuid(), joinUnitId: life.unit.id, name: life.say('申请人姓名'), phone: newPhone(), note: life.say('申请的话') })).requestId;
}

/** A roster preview of one new row; the job id of an import is the preview's. */
export async function previewed(life: Pick<Life, 'world' | 'unit' | 'people' | 'say'>): Promise<string> {
  const answer = await life.world.upload(life.people.secretary, rosterRoutes.preview, { unitId: life.unit.id }, csv(life.say('导入的姓名'), newPhone(), life.say('导入的单位')));
  if (answer.status !== 200) throw new Error(`preview: ${answer.status} ${answer.code ?? ''}`);
  return answer.body.previewId;
}
