// Who calls the routes of signing in, the organisation, the roster and transfers, and with what, so that it succeeds.
import * as OTPAuth from 'otpauth';
import { accountRoutes } from '@branch/shared/members/account-routes';
import { ruleRoutes, transferRoutes } from '@branch/shared/members/directory-routes';
import { sessionRoutes } from '@branch/shared/members/routes';
import type { MembershipStatus } from '@branch/shared/roles';
import { Db } from '../../src/kit/db.js';
import { BootstrapService } from '../../src/members/bootstrap.service.js';
import { Invitations } from '../../src/members/invitations.js';
import type { MadePerson } from '../../src/seed/factories.js';
import { uuid } from '../world.js';
import { askToJoin, csv, newPhone, previewed } from './life.js';
import type { Life } from './life.js';
import { as, calm, inUnit, newcomer, next } from './recipes.js';
import type { Recipe } from './recipes.js';

const good = '秋天的银杏落满了整条武康路';
const login = () => `matrix-${next()}-${Date.now() % 100_000}`;

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
const nextMonth = (): string => {
  const month = next();
  return `${2030 + Math.floor(month / 12)}-${String(month % 12 + 1).padStart(2, '0')}-01`;
};
const newMembership = async (life: Life, status: MembershipStatus) => life.world.make.join(await life.world.make.person(), life.unit, status);

export const happyMembers: Record<string, Recipe> = {
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
  'account.releaseSecondStep': async (life) => ({ who: life.people.secretary, input: inUnit(life, { personId: (await withSecondStep(life)).id, reason: '手机和备用码都丢了' }) }),
  'account.keepSecondStep': async (life) => {
    const person = await withSecondStep(life);
    await life.world.ok(life.people.secretary, accountRoutes.releaseSecondStep, { unitId: life.unit.id, personId: person.id, reason: life.say('丢失的经过') });
    return { who: person, input: {} };
  },
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
  'units.renameUnit': as('secretary', (life) => inUnit(life, { name: `换个名字的支部${next()}` })),
  'units.overview': as('district', (life) => inUnit(life)),
  'units.createDistrict': as('operator', () => ({ name: `新设的区${next()}`, officerName: '区里的新同志', officerPhone: newPhone() })),
  'units.createUnit': as('district', (life) => ({ unitId: life.unit.path[0], name: `新设的社区${next()}`, kind: 'community' })),
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
  'members.putOnProbation': as('secretary', async (life) => inUnit(life, { membershipId: await newMembership(life, 'full'), on: '2025-06-01', basis: '上级纪委批准' })),
  'members.restoreRights': as('secretary', async (life) => inUnit(life, { membershipId: await newMembership(life, 'onProbation'), on: '2025-06-01', basis: '期满，党员大会通过' })),
  'members.endMembership': as('secretary', async (life) => inUnit(life, { membershipId: await newMembership(life, 'mobile'), reason: 'transferred', on: '2025-06-01' })),
  'members.companies': as('member', (life) => inUnit(life)),
  'members.addCompany': as('secretary', (life) => inUnit(life, { name: `新进的单位${next()}` })),

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
  'roster.preview': async (life) => ({ who: life.people.secretary, input: inUnit(life), file: csv(`导入的同志${next()}`, newPhone(), '') }),
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
};
