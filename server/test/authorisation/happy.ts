// For every route: who calls it and with what, so that it succeeds. A route without a row here fails the fuzz and the matrix.
import * as OTPAuth from 'otpauth';
import { minutesRoutes } from '@branch/shared/meetings/minutes-routes';
import { myAttendanceRoutes } from '@branch/shared/meetings/routes';
import { accountRoutes } from '@branch/shared/members/account-routes';
import { ruleRoutes, transferRoutes } from '@branch/shared/members/directory-routes';
import { sessionRoutes } from '@branch/shared/members/routes';
import { commentRoutes } from '@branch/shared/posts/comment-routes';
import { draftRoutes } from '@branch/shared/posts/draft-routes';
import { postRoutes } from '@branch/shared/posts/routes';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import { applicationRoutes } from '@branch/shared/sites/application-routes';
import { reviewRoutes } from '@branch/shared/sites/review-routes';
import { siteRoutes } from '@branch/shared/sites/routes';
import { Db } from '../../src/kit/db.js';
import { BootstrapService } from '../../src/members/bootstrap.service.js';
import { Invitations } from '../../src/members/invitations.js';
import type { MadePerson } from '../../src/seed/factories.js';
import { uuid } from '../world.js';
import { allFine, complete, drafting, inDays, siteIn } from '../sites.js';
import { send } from './calling.js';
import { happyAnonymous } from './happy-anonymous.js';
import { happyModeration } from './happy-moderation.js';
import type { Happy } from './calling.js';
import { askToJoin, ballotIn, csv, meetingIn, newPhone, pdf, photo, plan, previewed, spoken } from './life.js';
import type { Life } from './life.js';

type Recipe = (life: Life) => Happy | Promise<Happy>;

const good = '秋天的银杏落满了整条武康路';
let serial = 0;
const login = () => `matrix-${++serial}-${Date.now() % 100_000}`;
/** Limits on guessing stay on; the counters of this world's only address are set back. */
const calm = (life: Life) => life.world.rows('delete from sign_in_failure');

/** Someone new whose coming leaves the quorum of votes as it is. */
const newcomer = (life: Life) => life.world.make.member(life.unit, 'mobile', `新来的同志${++serial}`);

async function withAccount(life: Life): Promise<{ person: MadePerson; name: string }> {
  await calm(life);
  const person = await newcomer(life);
  const name = login();
  await life.world.make.account(person, name, good);
  return { person, name };
}
async function invited(life: Life) {
  await calm(life);
  const person = await newcomer(life);
  const phone = await life.world.make.withPhone(person, newPhone());
  const code = await life.world.get(Db).asSystem('a test hands out a code', (tx) => life.world.get(Invitations).issue(tx, [person.id], life.unit.id, null)).then((issued) => issued[0]?.code ?? '');
  return { person, phone, code };
}
const codeOf = (otpauth: string) => (OTPAuth.URI.parse(otpauth) as OTPAuth.TOTP).generate();
async function withSecondStep(life: Life): Promise<MadePerson> {
  const { person } = await withAccount(life);
  const begun = await life.world.ok(person, accountRoutes.beginSecondStep, {});
  await life.world.ok(person, accountRoutes.confirmSecondStep, { code: codeOf(begun.otpauth) });
  return person;
}
/** A branch beside this one, under the same community. */
const elsewhere = (life: Life) => life.world.make.unit('branch', { id: life.unit.path[life.unit.path.length - 2] ?? '', name: '', kind: 'community', path: life.unit.path.slice(0, -1) });
/** Somebody whom another branch has released to this one. */
async function coming(life: Life): Promise<string> {
  const old = await elsewhere(life);
  const secretary = await life.world.make.officer('secretary', old);
  const membershipId = await life.world.make.join(await life.world.make.person(), old, 'mobile');
  return (await life.world.ok(secretary, transferRoutes.release, { unitId: old.id, clientId: uuid(), membershipId, toUnitId: life.unit.id, reason: life.say('转入理由') })).id;
}
/** The first of a month to come, another one each time. */
const nextMonth = (): string => `${2030 + Math.floor(++serial / 12)}-${String(serial % 12 + 1).padStart(2, '0')}-01`;
const newMembership = async (life: Life, status: 'mobile' | 'probationary') => life.world.make.join(await life.world.make.person(), life.unit, status);
async function booked(life: Life, who: MadePerson): Promise<string> {
  const service = await life.world.make.service(life.unit, [life.people.provider]);
  return (await life.world.ok(who, serviceRoutes.ask, { unitId: life.unit.id, itemId: service.id, clientId: uuid(), wish: '' })).id;
}
const posted = (life: Life) => life.world.ok(life.people.member, postRoutes.write, { unitId: life.unit.id, clientId: uuid(), columnId: life.parts.columnId ?? '', title: '再读一遍', text: '读完了第三章。', visibility: 'branch' });
/** One draft for all, for one keeps at most fifty. */
const keptDraft = '0b5f2a54-6a0f-4d0f-9d0e-3f1c5d7a9b21';
async function drafted(life: Life): Promise<string> {
  await life.world.ok(life.people.member, draftRoutes.saveDraft, { unitId: life.unit.id, draftId: keptDraft, title: '写了一半', visibility: 'branch', blocks: [] });
  return keptDraft;
}
const inUnit = (life: Life, more: Record<string, unknown> = {}) => ({ unitId: life.unit.id, ...more });
const as = (key: keyof Life['people'], input: (life: Life) => Record<string, unknown> | Promise<Record<string, unknown>>): Recipe => async (life) => ({ who: life.people[key], input: await input(life) });
const openRoom = async (life: Life) => { const { roomId, agendaItemId } = await meetingIn(life, 'open'); return { unitId: life.unit.id, roomId, agendaItemId }; };
const room = async (life: Life, more: Record<string, unknown> = {}) => { const { unitId, roomId } = await openRoom(life); return { unitId, roomId, ...more }; };

/** The community above this branch, where sites that a story moves about may begin. */
const community = (life: Life) => ({ id: life.unit.path[1] ?? '', kind: 'community' as const, name: '', path: life.unit.path.slice(0, 2) });
async function withTask(life: Life) {
  const team = await siteIn(life.world, community(life), life.people.district, 'incubating');
  return { ...team, taskId: (await life.world.ok(team.secretary, applicationRoutes.standing, team.at)).tasks[0]?.id ?? '' };
}

export const happy: Record<string, Recipe> = {
  'session.signIn': async (life) => ({ who: null, input: { login: (await withAccount(life)).name, password: good, client: 'h5' } }),
  'session.signInByWeChat': async (life) => ({ who: null, input: { code: `demo-${(await withAccount(life)).name}` } }),
  'session.refresh': async (life) => {
    const { name } = await withAccount(life);
    const session = await life.world.ok(null, sessionRoutes.signIn, { login: name, password: good, client: 'weapp' });
    return { who: null, input: { refreshToken: session.refreshToken, client: 'weapp' } };
  },
  'session.activate': async (life) => { const { person, phone, code } = await invited(life); return { who: null, input: { invitation: code, name: person.name, phone, login: login(), password: good, consents: [], client: 'h5' } }; },
  'session.bootstrap': async (life) => {
    await calm(life);
    // The link exists only while an installation has no operator yet.
    await life.world.rows('update role_held set role = \'formerOperator\' where role = \'operator\'');
    const link = await life.world.get(BootstrapService).link();
    return { who: null, input: { token: new URL(link ?? 'http://none').searchParams.get('token') ?? '', name: '第一位运维', login: login(), password: good },
      after: async () => { await life.world.rows('update role_held set role = \'operator\' where role = \'formerOperator\''); } };
  },
  'session.prove': async (life) => ({ who: (await withAccount(life)).person, input: { password: good } }),
  'session.signOut': async (life) => ({ who: await newcomer(life), input: {} }),
  'session.devices': as('member', () => ({})),
  'session.revokeDevice': async (life) => {
    const { person, name } = await withAccount(life);
    await life.world.ok(null, sessionRoutes.signIn, { login: name, password: good, client: 'h5' });
    await life.world.tokenOf(person);
    const other = await life.world.rows<{ id: string }>('select id from session where person_id = $1 order by created_at limit 1', [person.id]);
    return { who: person, input: { sessionId: other[0]?.id } };
  },
  'session.revokeOthers': async (life) => ({ who: await newcomer(life), input: {} }),
  'account.account': async (life) => ({ who: (await withAccount(life)).person, input: {} }),
  'account.beginSecondStep': async (life) => ({ who: (await withAccount(life)).person, input: {} }),
  'account.confirmSecondStep': async (life) => {
    const { person } = await withAccount(life);
    const begun = await life.world.ok(person, accountRoutes.beginSecondStep, {});
    return { who: person, input: { code: codeOf(begun.otpauth) } };
  },
  'account.endSecondStep': async (life) => ({ who: await withSecondStep(life), input: {} }),
  'account.renewRecovery': async (life) => ({ who: await withSecondStep(life), input: {} }),
  'account.setPassword': async (life) => ({ who: (await withAccount(life)).person, input: { login: login(), password: good } }),
  'account.bindingCode': async (life) => ({ who: (await withAccount(life)).person, input: {} }),
  'account.bindByCode': async (life) => ({ who: null, input: { code: (await life.world.ok((await withAccount(life)).person, accountRoutes.bindingCode, {})).code, weChatCode: `demo-${login()}` } }),
  'account.bindWeChat': async (life) => ({ who: (await withAccount(life)).person, input: { weChatCode: `demo-${login()}` } }),
  'account.unbindWeChat': async (life) => ({ who: (await withAccount(life)).person, input: {} }),
  'account.looks': as('member', () => ({})),
  'me.me': as('member', () => ({})),
  'me.chooseUnit': as('member', (life) => inUnit(life)),
  'me.consents': as('member', () => ({})),
  'me.setConsent': as('member', () => ({ purpose: 'photo', given: true })),

  'units.tree': as('member', () => ({})),
  'units.unit': as('member', (life) => inUnit(life)),
  'units.renameUnit': as('secretary', (life) => inUnit(life, { name: `换个名字的支部${++serial}` })),
  'units.overview': as('district', (life) => inUnit(life)),
  'units.createDistrict': as('operator', () => ({ name: `新设的区${++serial}`, officerName: '区里的新同志', officerPhone: newPhone() })),
  'units.createUnit': as('district', (life) => ({ unitId: life.unit.path[0], name: `新设的社区${++serial}`, kind: 'community' })),
  'units.rolesHeld': as('member', (life) => inUnit(life)),
  'units.appoint': as('secretary', async (life) => inUnit(life, { personId: (await newcomer(life)).id, role: 'networkAdmin', basis: '支委会决定' })),
  'units.endRole': as('secretary', async (life) => {
    const officer = await newcomer(life);
    await life.world.make.appoint(officer, 'networkAdmin', life.unit);
    const held = await life.world.rows<{ id: string }>('select id from role_held where person_id = $1', [officer.id]);
    return inUnit(life, { roleId: held[0]?.id, reason: '任期已满' });
  }),
  'units.audit': as('auditor', (life) => inUnit(life)),

  'members.members': as('member', (life) => inUnit(life)),
  'members.roster': as('secretary', (life) => inUnit(life)),
  'members.revealPhone': as('secretary', (life) => inUnit(life, { membershipId: life.ids.membershipId, reason: '联系补学' })),
  'members.confirmFull': as('secretary', async (life) => inUnit(life, { membershipId: await newMembership(life, 'probationary'), on: '2025-06-01', basis: '党员大会通过' })),
  'members.endMembership': as('secretary', async (life) => inUnit(life, { membershipId: await newMembership(life, 'mobile'), reason: 'transferred', on: '2025-06-01' })),
  'members.companies': as('member', (life) => inUnit(life)),
  'members.addCompany': as('secretary', (life) => inUnit(life, { name: `新进的单位${++serial}` })),

  'directory.people': as('member', (life) => inUnit(life)),
  'directory.revealPhone': as('second', async (life) => {
    await life.world.rows('insert into consent (person_id, purpose, version, given_at) values ($1, \'directoryPhone\', \'1\', app_now()) on conflict (person_id, purpose) do update set given_at = app_now(), withdrawn_at = null', [life.people.member.id]);
    return inUnit(life, { personId: life.people.member.id });
  }),
  'directory.mine': as('member', () => ({})),
  'directory.choose': as('absent', () => ({ showsCompany: true })),
  'transfers.transfers': as('secretary', (life) => inUnit(life)),
  'transfers.release': as('secretary', async (life) => inUnit(life, { clientId: uuid(), membershipId: await newMembership(life, 'mobile'), toUnitId: (await elsewhere(life)).id, reason: '换了单位' })),
  'transfers.decide': async (life) => ({ who: life.people.secretary, input: inUnit(life, { transferId: await coming(life), accept: 'yes', answer: '' }) }),
  'transfers.withdraw': as('secretary', async (life) => {
    const released = await life.world.ok(life.people.secretary, transferRoutes.release, { unitId: life.unit.id, clientId: uuid(), membershipId: await newMembership(life, 'mobile'), toUnitId: (await elsewhere(life)).id, reason: life.say('转接理由') });
    return inUnit(life, { transferId: released.id });
  }),
  'rules.rules': as('member', (life) => inUnit(life)),
  'rules.adopt': as('secretary', (life) => inUnit(life, { kind: 'checkInQuota', perMonth: 4, effectiveFrom: nextMonth(), resolution: '支部党员大会通过' })),
  'rules.takeBack': as('secretary', async (life) => {
    const adopted = await life.world.ok(life.people.secretary, ruleRoutes.adopt, { unitId: life.unit.id, kind: 'checkInQuota', perMonth: 2, effectiveFrom: nextMonth(), resolution: life.say('制度决议') });
    return inUnit(life, { ruleId: adopted.id });
  }),

  'roster.template': as('secretary', (life) => inUnit(life, { format: 'csv' })),
  'roster.preview': async (life) => ({ who: life.people.secretary, input: inUnit(life), file: csv(`导入的同志${++serial}`, newPhone(), '') }),
  'roster.apply': as('secretary', async (life) => inUnit(life, { previewId: await previewed(life) })),
  'roster.job': as('secretary', (life) => inUnit(life, { jobId: life.ids.jobId })),
  'roster.errors': as('secretary', async (life) => inUnit(life, { previewId: await previewed(life) })),
  'roster.export': as('secretary', (life) => inUnit(life, { format: 'csv' })),

  'joining.invite': as('secretary', async (life) => {
    const person = await life.world.make.person();
    await life.world.make.withPhone(person, newPhone());
    return inUnit(life, { membershipIds: [await life.world.make.join(person, life.unit, 'mobile')] });
  }),
  'joining.invitations': as('secretary', (life) => inUnit(life)),
  'joining.findUnit': async (life) => { await calm(life); return { who: null, input: { q: '支部' } }; },
  'joining.ask': async (life) => { await calm(life); return { who: null, input: { clientId: uuid(), joinUnitId: life.unit.id, name: '想来的同志', phone: newPhone(), note: '我在园区上班。' } }; },
  'joining.requests': as('secretary', (life) => inUnit(life)),
  'joining.decide': as('secretary', async (life) => inUnit(life, { requestId: await askToJoin(life), accept: 'no', reason: '先转组织关系' })),

  'sites.site': as('member', (life) => inUnit(life)),
  'sites.edit': as('networkAdmin', (life) => inUnit(life, { name: '我们的小站', banner: '把一件小事做到底', introduction: '' })),
  'sites.columns': as('networkAdmin', (life) => inUnit(life)),
  'sites.saveColumns': as('networkAdmin', async (life) => inUnit(life, await life.world.ok(life.people.networkAdmin, siteRoutes.columns, { unitId: life.unit.id }))),
  'sites.online': () => ({ who: null, input: {} }),
  'sites.face': (life) => ({ who: null, input: { siteId: life.unit.id } }),
  'siteApplication.application': as('secretary', (life) => inUnit(life)),
  'siteApplication.save': async (life) => { const team = await drafting(life.world, community(life)); const { content } = await life.world.ok(team.secretary, applicationRoutes.application, team.at); return { who: team.secretary, input: { ...team.at, revision: 0, content } }; },
  'siteApplication.submit': async (life) => {
    const team = await drafting(life.world, community(life));
    const { content, checklist } = await life.world.ok(team.secretary, applicationRoutes.application, team.at);
    const { revision } = await life.world.ok(team.secretary, applicationRoutes.save, { ...team.at, revision: 0, content: complete(content, checklist.items) });
    return { who: team.secretary, input: { ...team.at, clientId: uuid(), revision } };
  },
  'siteApplication.withdraw': async (life) => { const team = await siteIn(life.world, community(life), life.people.district, 'submitted'); return { who: team.secretary, input: { ...team.at, reason: '再改一改' } }; },
  'siteApplication.doTask': async (life) => { const { admin, at, taskId } = await withTask(life); return { who: admin, input: { ...at, taskId, note: '发好了' } }; },
  'siteApplication.standing': as('member', (life) => inUnit(life)),
  'siteReview.queue': as('district', (life) => inUnit(life, { kind: 'waiting' })),
  'siteReview.review': as('district', (life) => inUnit(life)),
  'siteReview.decide': async (life) => {
    const { at, applicationId } = await siteIn(life.world, community(life), life.people.district, 'submitted');
    const { application } = await life.world.ok(life.people.district, reviewRoutes.review, at);
    return { who: life.people.district, input: { ...at, clientId: uuid(), applicationId, outcome: 'approve', findings: allFine(application?.checklist.items ?? []), veto: false, reason: '', nextStep: '', mentorId: null, tasks: [] } };
  },
  'siteReview.act': async (life) => { const { at } = await siteIn(life.world, community(life), life.people.district, 'online'); return { who: life.people.district, input: { ...at, clientId: uuid(), act: 'warn', reason: '两个月没有一篇自己的文章。', nextStep: '', mentorId: null, tasks: [] } }; },
  'siteReview.setTask': async (life) => { const { at } = await siteIn(life.world, community(life), life.people.district, 'incubating'); return { who: life.people.district, input: { ...at, clientId: uuid(), text: '排出值班表', dueOn: inDays(10) } }; },
  'siteReview.dropTask': async (life) => { const { at, taskId } = await withTask(life); return { who: life.people.district, input: { ...at, taskId } }; },
  'siteReview.rules': as('district', (life) => inUnit(life)),
  'siteReview.adoptRules': (life) => ({ who: life.people.district, input: { unitId: life.unit.id, warnDays: 60, rectifyDays: 90, tailPercent: 5, decisionDays: 10, from: inDays(3 + serial++), resolution: '社区综合党委会议' } }),
  'posts.posts': as('member', (life) => inUnit(life)),
  'posts.write': as('member', (life) => inUnit(life, { clientId: uuid(), columnId: life.parts.columnId, title: '一次夜读', text: '读完了第三章。', visibility: 'branch' })),
  'posts.post': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'posts.wider': as('member', () => ({})),
  'posts.edit': as('member', async (life) => { const post = await posted(life); return inUnit(life, { postId: post.id, revision: post.revision, columnId: life.parts.columnId, title: '改过的夜读', blocks: [{ type: 'paragraph', text: '读完了第四章。' }], visibility: 'branch' }); }),
  'posts.retract': as('member', async (life) => inUnit(life, { postId: (await posted(life)).id })),
  'posts.revisions': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'posts.attachment': as('member', async (life) => {
    const post = await life.world.ok(life.people.member, postRoutes.write, { unitId: life.unit.id, clientId: uuid(), columnId: life.parts.columnId ?? '', title: '附件', visibility: 'branch', blocks: [{ type: 'attachment', fileId: life.ids.documentId ?? '' }] });
    return inUnit(life, { postId: post.id, fileId: life.ids.documentId });
  }),
  'posts.react': as('second', (life) => inUnit(life, { postId: life.ids.postId, kind: 'thanks', on: true })),
  'comments.comments': as('member', (life) => inUnit(life, { postId: life.ids.postId })),
  'comments.comment': as('second', (life) => inUnit(life, { postId: life.ids.postId, clientId: uuid(), text: `说得实在。${++serial}` })),
  'comments.retractComment': as('second', async (life) => {
    const comment = await life.world.ok(life.people.second, commentRoutes.comment, { unitId: life.unit.id, postId: life.ids.postId ?? '', clientId: uuid(), text: `写错了。${++serial}` });
    return inUnit(life, { postId: life.ids.postId, commentId: comment.id });
  }),
  'drafts.drafts': as('member', () => ({})),
  'drafts.draft': as('member', async (life) => inUnit(life, { draftId: await drafted(life) })),
  'drafts.saveDraft': as('member', (life) => inUnit(life, { draftId: keptDraft, columnId: life.parts.columnId, title: '写了一半', visibility: 'branch', blocks: [{ type: 'paragraph', text: '先记一句。' }] })),
  'drafts.dropDraft': as('member', async (life) => inUnit(life, { draftId: await drafted(life) })),
  'board.messages': as('member', (life) => inUnit(life)),
  'board.leave': as('member', (life) => inUnit(life, { clientId: uuid(), text: `请问下次读书会在哪里？${++serial}` })),
  'board.receive': as('networkAdmin', async (life) => {
    const left = await happy['board.leave']?.(life);
    const message = await send(life.world, 'board.leave', left as Happy);
    return inUnit(life, { messageId: (message.body as { id: string }).id });
  }),
  'duty.duty': as('member', (life) => inUnit(life)),
  'duty.setDuty': as('secretary', (life) => inUnit(life, { days: [{ weekday: 1, personId: life.people.secretary.id }] })),
  'board.answer': as('networkAdmin', async (life) => {
    const left = await happy['board.leave']?.(life);
    const message = await send(life.world, 'board.leave', left as Happy);
    return inUnit(life, { messageId: (message.body as { id: string }).id, clientId: uuid(), text: '在三楼会议室。' });
  }),
  'files.uploadDocument': (life) => ({ who: life.people.member, input: inUnit(life, { name: '学习材料.pdf' }), file: pdf() }),
  'files.document': as('member', (life) => inUnit(life, { documentId: life.ids.documentId })),
  'files.upload': async (life) => ({ who: life.people.member, input: inUnit(life), file: await photo() }),
  'ballots.ballot': as('member', (life) => inUnit(life, { ballotId: life.ids.ballotId })),
  'ballots.vote': as('member', async (life) => inUnit(life, { ballotId: (await ballotIn(life)).ballotId, clientId: uuid(), choice: 'approve' })),

  'meetings.meetings': as('member', (life) => inUnit(life)),
  'meetings.call': as('secretary', (life) => inUnit(life, { clientId: uuid(), ...plan(life.say) })),
  'meetings.expectedNow': as('secretary', (life) => inUnit(life)),
  'meetings.meeting': as('member', (life) => inUnit(life, { meetingId: life.ids.meetingId })),
  'meetings.revise': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, ...plan(life.say, 30) })),
  'meetings.postpone': as('secretary', async (life) => { const { startsAt, endsAt } = plan(life.say, 900); return inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, startsAt, endsAt, reason: '场地在检修' }); }),
  'meetings.cancel': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, reason: '与防汛值班冲突' })),
  'meetings.reply': as('member', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, reply: 'leave', category: 'work', reason: '' })),
  'meetings.exclude': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId, personId: life.people.absent.id, reason: '长期在国外', approvedBy: '支委会' })),
  'meetings.open': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'called')).meetingId })),
  'meetings.enter': as('member', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId })),
  'meetings.close': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId })),
  'meetings.openBallot': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'open')).meetingId, clientId: uuid(), title: '同意轮流讲' })),
  'meetings.closeBallot': as('secretary', async (life) => inUnit(life, { ...await ballotIn(life) })),
  'meetings.attendance': as('secretary', (life) => inUnit(life, { meetingId: life.ids.meetingId })),
  'myAttendance.mine': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'myAttendance.dispute': as('absent', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId, words: '我在会上，掉线了没有记上。' })),
  'myAttendance.disputes': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'myAttendance.answerDispute': as('secretary', async (life) => {
    const { meetingId } = await meetingIn(life, 'closed');
    await life.world.ok(life.people.absent, myAttendanceRoutes.dispute, { unitId: life.unit.id, meetingId, words: '我在会上，掉线了没有记上。' });
    return inUnit(life, { meetingId, personId: life.people.absent.id, accept: true, reason: '主持人作证在场' });
  }),

  'rooms.state': as('member', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'rooms.entries': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, after: 0 })),
  'rooms.speak': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, clientId: uuid(), text: '我补充一句。' })),
  'rooms.recall': as('member', async (life) => inUnit(life, { roomId: life.ids.roomId, seq: await spoken(life, life.people.member, life.ids.roomId ?? '', '说错了，撤回。') })),
  'rooms.hide': as('networkAdmin', async (life) => inUnit(life, { roomId: life.ids.roomId, seq: await spoken(life, life.people.member, life.ids.roomId ?? '', '与会议无关的广告'), reason: '与会议无关的广告内容' })),
  'rooms.read': as('member', (life) => inUnit(life, { roomId: life.ids.roomId, seq: 1 })),
  'rooms.presence': as('member', (life) => inUnit(life, { roomId: life.ids.roomId })),
  'rooms.hand': as('member', async (life) => room(life, { up: true })),
  'rooms.floor': as('secretary', async (life) => room(life, { personId: null })),
  'rooms.moveAgenda': as('secretary', async (life) => { const { agendaItemId, ...at } = await openRoom(life); return { ...at, itemId: agendaItemId }; }),
  'rooms.pin': as('secretary', (life) => inUnit(life, { roomId: life.ids.roomId, seq: null })),
  'rooms.mute': as('secretary', async (life) => room(life, { personId: life.people.second.id, muted: true, reason: '连续跑题' })),
  'rooms.handOver': as('secretary', async (life) => room(life, { personId: life.people.deputy.id, reason: '我先离开' })),
  'rooms.mine': as('member', () => ({})),

  'minutes.draft': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'minutes.saveDraft': as('secretary', async (life) => {
    const at = inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId }) as { unitId: string; meetingId: string };
    return { ...at, content: (await life.world.ok(life.people.secretary, minutesRoutes.draft, at)).content, revision: 0 };
  }),
  'minutes.publish': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'closed')).meetingId, revision: 0, basedOn: 0 })),
  'minutes.minutes': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'minutes.version': as('member', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: '1' })),
  'catchUp.catchUp': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'catchUp.acknowledge': as('absent', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId, version: 1 })),
  'catchUp.lateStatement': as('absent', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'published')).meetingId, text: '我补一句。' })),
  'catchUp.readers': as('secretary', (life) => inUnit(life, { meetingId: life.ids.publishedMeetingId })),
  'catchUp.remind': as('secretary', async (life) => inUnit(life, { meetingId: (await meetingIn(life, 'published')).meetingId })),

  'checkIns.mine': as('member', (life) => inUnit(life)),
  'checkIns.checkIn': async (life) => ({ who: await newcomer(life), input: inUnit(life, { clientId: uuid(), text: '今日报到' }) }),
  'mutualAid.menu': as('member', (life) => inUnit(life)),
  'mutualAid.item': as('member', (life) => inUnit(life, { itemId: life.ids.itemId })),
  'mutualAid.ask': as('member', async (life) => inUnit(life, { itemId: (await life.world.make.service(life.unit, [life.people.provider])).id, clientId: uuid(), wish: '想学一学' })),
  'mutualAid.bookings': as('member', () => ({})),
  'mutualAid.booking': as('member', (life) => ({ bookingId: life.ids.bookingId })),
  'mutualAid.decide': as('provider', async (life) => ({ bookingId: await booked(life, life.people.member), accept: true, reply: '好的' })),
  'mutualAid.cancel': as('member', async (life) => ({ bookingId: await booked(life, life.people.member) })),
  'notices.inbox': as('member', () => ({})),
  'notices.unread': as('member', () => ({})),
  'notices.markRead': as('member', () => ({})),
  'publicPosts.posts': as('member', (life) => ({ siteId: life.unit.id })),
  'figures.sites': as('secretary', (life) => inUnit(life)),
  'figures.behind': as('secretary', (life) => inUnit(life, { siteId: life.unit.id, kind: 'posts' })),
  'figures.export': as('secretary', (life) => inUnit(life, { format: 'csv' })),
  'home.home': as('member', (life) => inUnit(life)),
  // The word that every planted canary begins with.
  'search.search': as('member', () => ({ q: '金丝雀' })),
  ...happyAnonymous,
  ...happyModeration,
  'demo.people': async (life) => {
    await life.world.rows('insert into instance (key, value) values (\'demo-people\', $1) on conflict (key) do nothing', [JSON.stringify([{ role: '书记', name: '示例', login: 'demo', password: 'demo', unit: '示例支部' }])]);
    return { who: null, input: {} };
  },
};
