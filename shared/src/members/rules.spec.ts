import type { Me } from '../permissions.js';
import type { Role, UnitKind } from '../roles.js';
import { hasVote, jointBranchNote, maskPhone, signInWait, whyNotAppoint, whyNotConfirmFull, whyNotCreateUnit, whyNotEndMembership, whyNotInvite, whyNotPassword } from './rules.js';

const me = (...roles: [Role, string | null][]): Me => ({ personId: 'me', name: '我', sessionId: 's', memberships: [], roles: roles.map(([role, unitId]) => ({ role, unitId, columnId: null })) });
const at = (kind: UnitKind, ...path: string[]) => ({ unitId: path[path.length - 1] ?? '', path, kind });
const branch = at('branch', 'D', 'C', 'B');

describe('组织的规则', () => {
  it.each<[UnitKind, UnitKind, boolean]>([['district', 'community', true], ['community', 'generalBranch', true], ['community', 'branch', true], ['generalBranch', 'branch', true], ['branch', 'partyGroup', true],
    ['district', 'branch', false], ['branch', 'branch', false], ['partyGroup', 'partyGroup', false], ['generalBranch', 'community', false]])('%s 下面建 %s：%s', (parent, child, may) => {
    expect(whyNotCreateUnit(parent, child)).toBe(may ? null : 'unit.kind-not-beneath');
  });

  it.each<[string, Me, Role, ReturnType<typeof at>, string | null]>([
    ['运维员设区级工作人员', me(['operator', null]), 'districtStaff', at('district', 'D'), null],
    ['运维员设审计员', me(['operator', null]), 'auditor', at('district', 'D'), null],
    ['运维员不能设书记', me(['operator', null]), 'secretary', branch, 'role.not-yours-to-give'],
    ['区里设社区工作人员', me(['districtStaff', 'D']), 'communityStaff', at('community', 'D', 'C'), null],
    ['别的区不能', me(['districtStaff', 'E']), 'communityStaff', at('community', 'D', 'C'), 'role.not-yours-to-give'],
    ['社区设书记', me(['communityStaff', 'C']), 'secretary', branch, null],
    ['别的社区不能', me(['communityStaff', 'X']), 'secretary', branch, 'role.not-yours-to-give'],
    ['书记设版主', me(['secretary', 'B']), 'moderator', branch, null],
    ['书记不能设书记', me(['secretary', 'B']), 'secretary', branch, 'role.not-yours-to-give'],
    ['网管员谁也不能设', me(['networkAdmin', 'B']), 'moderator', branch, 'role.not-yours-to-give'],
    ['支部里没有社区职务', me(['districtStaff', 'D']), 'communityStaff', branch, 'role.not-in-this-unit'],
  ])('%s', (_title, giver, role, place, why) => { expect(whyNotAppoint(giver, role, place, { id: 'x', roles: [] })).toBe(why); });

  it('不给自己；运维、审计与别的职务分开', () => {
    expect(whyNotAppoint(me(['communityStaff', 'C']), 'secretary', branch, { id: 'me', roles: [] })).toBe('role.self');
    expect(whyNotAppoint(me(['communityStaff', 'C']), 'secretary', branch, { id: 'x', roles: ['auditor'] })).toBe('role.exclusive');
    expect(whyNotAppoint(me(['operator', null]), 'auditor', at('district', 'D'), { id: 'x', roles: ['secretary'] })).toBe('role.exclusive');
  });

  describe('邀请码能发给谁', () => {
    const member = { id: 'x', memberships: [{ path: branch.path }], roles: [] };
    const secretary = me(['secretary', 'B']);
    it.each<[string, Me, Parameters<typeof whyNotInvite>[1], string | null]>([
      ['本支部党员', secretary, member, null],
      ['本支部的网管员', secretary, { ...member, roles: [{ role: 'networkAdmin', at: branch }] }, null],
      ['兼任区里职务的党员，书记发不了：不然就能顶替上级的账号', secretary, { ...member, roles: [{ role: 'districtStaff', at: at('district', 'D') }] }, 'invitation.not-yours'],
      ['同级副书记要上级发', secretary, { ...member, roles: [{ role: 'deputySecretary', at: branch }] }, 'invitation.not-yours'],
      ['上级能给副书记发', me(['communityStaff', 'C']), { ...member, roles: [{ role: 'deputySecretary', at: branch }] }, null],
      ['还在别的支部的人', secretary, { ...member, memberships: [{ path: branch.path }, { path: ['D', 'C', 'Z'] }] }, 'invitation.not-yours'],
      ['运维员', me(['districtStaff', 'D']), { ...member, roles: [{ role: 'operator', at: null }] }, 'invitation.not-yours'],
      ['自己', secretary, { ...member, id: 'me' }, 'invitation.not-yours'],
    ])('%s', (_title, issuer, person, why) => { expect(whyNotInvite(issuer, person)).toBe(why); });
  });

  it('只有正式党员有表决权', () => {
    expect((['full', 'probationary', 'onProbation', 'mobile'] as const).map(hasVote)).toEqual([true, false, false, false]);
  });

  it.each([['probationary', null, '2026-05-01', null], ['full', null, '2026-05-01', 'membership.not-probationary'], ['probationary', '2026-01-01', '2026-05-01', 'membership.ended-already'],
    ['probationary', null, '2024-05-01', 'membership.before-start'], ['probationary', null, '2026-06-02', 'membership.in-the-future']] as const)('转正：%s，结束于 %s，自 %s', (status, to, on, why) => {
    expect(whyNotConfirmFull({ status, from: '2025-05-01', to }, on, '2026-06-01')).toBe(why);
  });

  it('组织关系结束不能早于开始，也只能结束一次', () => {
    expect([whyNotEndMembership({ from: '2025-05-01', to: null }, '2025-05-01'), whyNotEndMembership({ from: '2025-05-01', to: null }, '2025-04-30'), whyNotEndMembership({ from: '2025-05-01', to: '2026-01-01' }, '2026-02-01')])
      .toEqual([null, 'membership.before-start', 'membership.ended-already']);
  });

  it('联合支部超过 5 个单位或 50 人才提示', () => {
    expect([jointBranchNote('joint', 5, 50), jointBranchNote('single', 9, 90), jointBranchNote(null, 9, 90)]).toEqual([null, null, null]);
    expect(jointBranchNote('joint', 6, 50)).toContain('6 个单位');
    expect(jointBranchNote('joint', 1, 51)).toContain('51 名');
  });

  it.each([['十一个字符的密码啊啊啊', 'password.too-short'], ['x'.repeat(129), 'password.too-short'], ['啊啊啊啊啊啊啊啊啊啊啊啊', 'password.too-common'], ['password123456', 'password.too-common'], ['Pass-word_123456!', 'password.too-common'], ['1234567890123', 'password.too-common'],
    ['徐汇支部xuhui党建', 'password.context-word'], ['李建国李建国李建国2026', 'password.context-word'], ['秋天的银杏落满了整条武康路', null], ['correct horse battery staple', null]])('密码「%s」：%s', (password, why) => {
    expect(whyNotPassword(password, ['李建国', 'li-jg'])).toBe(why);
  });

  it('错五次以后等 1、2、4 … 最多 60 秒', () => {
    expect([0, 4, 5, 6, 7, 8, 10, 11, 30].map(signInWait)).toEqual([0, 0, 1, 2, 4, 8, 32, 60, 60]);
  });

  it('手机号只露头三位和末四位', () => { expect(maskPhone('13912345678')).toBe('139****5678'); });
});
