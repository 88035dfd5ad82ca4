import type { Me } from '../permissions.js';
import { can, isInside } from '../permissions.js';
import { jointBranchNote, maskPhone, secondStepOf, signInWait, whyNotAdopt, whyNotAppoint, whyNotConfirmFull, whyNotCreateUnit, whyNotDecideTransfer, whyNotEndMembership, whyNotEndSecondStep, whyNotPassword, whyNotPutOnProbation, whyNotRelease, whyNotReleaseSecondStep, whyNotRestore, whyNotUnbindWeChat } from './rules.js';

const me = (roles: Me['roles'], memberships: Me['memberships'] = []): Me => ({ personId: 'me', name: '我', sessionId: 's', roles, memberships });
const branch = { unitId: 'b', path: ['d', 'c', 'g', 'b'], kind: 'branch' as const };
const someone = { id: 'x', roles: [] };

describe('组织的规矩', () => {
  it('哪一级下面能建哪一级', () => {
    expect(whyNotCreateUnit('district', 'community')).toBeNull();
    expect(whyNotCreateUnit('community', 'branch')).toBeNull();
    expect(whyNotCreateUnit('district', 'branch')).toBe('unit.kind-not-beneath');
    expect(whyNotCreateUnit('partyGroup', 'branch')).toBe('unit.kind-not-beneath');
  });

  it('任命由上级来：社区任命书记，书记任命网管员，谁也不能给自己', () => {
    const community = me([{ role: 'communityStaff', unitId: 'c', columnId: null }]);
    const secretary = me([{ role: 'secretary', unitId: 'b', columnId: null }]);
    expect(whyNotAppoint(community, 'secretary', branch, someone)).toBeNull();
    expect(whyNotAppoint(secretary, 'networkAdmin', branch, someone)).toBeNull();
    expect(whyNotAppoint(secretary, 'secretary', branch, someone)).toBe('role.not-yours-to-give');
    expect(whyNotAppoint(secretary, 'networkAdmin', branch, { id: 'me', roles: [] })).toBe('role.self');
    expect(whyNotAppoint(me([]), 'networkAdmin', branch, someone)).toBe('role.not-yours-to-give');
    expect(whyNotAppoint(community, 'communityStaff', { unitId: 'c', path: ['d', 'c'], kind: 'community' }, someone)).toBe('role.not-yours-to-give');
  });

  it('审计员、运维员与组织职务互斥', () => {
    const district = { unitId: 'd', path: ['d'], kind: 'district' as const };
    const operator = me([{ role: 'operator', unitId: null, columnId: null }]);
    expect(whyNotAppoint(operator, 'auditor', district, someone)).toBeNull();
    expect(whyNotAppoint(operator, 'auditor', district, { id: 'x', roles: ['secretary'] })).toBe('role.exclusive');
    expect(whyNotAppoint(operator, 'communityStaff', district, someone)).not.toBeNull();
  });

  it('转正、结束组织关系看日期', () => {
    expect(whyNotConfirmFull({ status: 'probationary', since: '2025-06-01', to: null }, '2026-06-01', '2026-11-22')).toBeNull();
    expect(whyNotConfirmFull({ status: 'probationary', since: '2025-06-01', to: null }, '2027-06-01', '2026-11-22')).toBe('membership.in-the-future');
    expect(whyNotConfirmFull({ status: 'full', since: '2025-06-01', to: null }, '2026-06-01', '2026-11-22')).toBe('membership.not-probationary');
    expect(whyNotEndMembership({ from: '2025-06-01', to: null }, '2025-05-31', '2026-03-01')).toBe('membership.before-start');
    expect(whyNotEndMembership({ from: '2025-06-01', to: '2026-01-01' }, '2026-02-01', '2026-03-01')).toBe('membership.ended-already');
    expect(whyNotEndMembership({ from: '2025-06-01', to: null }, '2026-03-02', '2026-03-01')).toBe('membership.in-the-future');
    expect(whyNotEndMembership({ from: '2025-06-01', to: null }, '2026-03-01', '2026-03-01')).toBeNull();
  });

  it('留党察看只从正式党员开始，从留党察看恢复；日期不早于现在的身份，也不写将来', () => {
    const held = { since: '2024-03-01', to: null };
    expect(whyNotPutOnProbation({ ...held, status: 'full' }, '2026-06-01', '2026-11-22')).toBeNull();
    for (const status of ['probationary', 'onProbation', 'mobile'] as const) expect(whyNotPutOnProbation({ ...held, status }, '2026-06-01', '2026-11-22')).toBe('membership.not-full');
    expect(whyNotPutOnProbation({ ...held, status: 'full' }, '2024-02-29', '2026-11-22')).toBe('membership.before-status');
    expect(whyNotPutOnProbation({ ...held, status: 'full' }, '2026-11-23', '2026-11-22')).toBe('membership.in-the-future');
    expect(whyNotPutOnProbation({ ...held, to: '2026-01-01', status: 'full' }, '2026-06-01', '2026-11-22')).toBe('membership.ended-already');
    expect(whyNotRestore({ ...held, status: 'onProbation' }, '2026-11-22', '2026-11-22')).toBeNull();
    expect(whyNotRestore({ ...held, status: 'full' }, '2026-11-22', '2026-11-22')).toBe('membership.not-on-probation');
  });

  it('联合支部超过 5 家单位或 50 人只提醒，不拦', () => {
    expect(jointBranchNote('joint', 5, 50)).toBeNull();
    expect(jointBranchNote('joint', 6, 10)).toContain('不影响使用');
    expect(jointBranchNote('single', 60, 500)).toBeNull();
  });

  it('密码：够长、不常见、不含身边的词', () => {
    expect(whyNotPassword('短了', [])).toBe('password.too-short');
    expect(whyNotPassword('password1234', [])).toBe('password.too-common');
    expect(whyNotPassword('aaaaaaaaaaaaaa', [])).toBe('password.too-common');
    expect(whyNotPassword('zhibu2026888', [])).toBe('password.context-word');
    expect(whyNotPassword('correct horse battery', ['虹梅'])).toBeNull();
  });

  it('猜密码越猜越慢，但不锁死', () => {
    expect([0, 4, 5, 6, 7, 12, 500].map(signInWait)).toEqual([0, 0, 1, 2, 4, 60, 60]);
    expect(maskPhone('13812340000')).toBe('138****0000');
  });
});

describe('权限表', () => {
  const at = { unitId: 'b', path: ['d', 'c', 'g', 'b'] };
  const member = me([], [{ unitId: 'b', path: at.path, status: 'full' }]);
  it('支部成员也是总支的成员，但不是旁边支部的', () => {
    expect(can(member, 'meeting.read', at)).toBe(true);
    expect(can(member, 'meeting.read', { unitId: 'g', path: ['d', 'c', 'g'] })).toBe(true);
    expect(can(member, 'meeting.read', { unitId: 'z', path: ['d', 'c', 'g', 'z'] })).toBe(false);
  });

  it('上级看得见组织，看不见群聊和花名册', () => {
    const staff = me([{ role: 'communityStaff', unitId: 'c', columnId: null }]);
    expect(isInside(staff, at)).toBe(true);
    expect(can(staff, 'room.read', at)).toBe(false);
    expect(can(staff, 'roster.read', at)).toBe(false);
    expect(can(staff, 'role.appoint', at)).toBe(true);
  });

  it('企业代表和访客什么内部内容都读不到', () => {
    const employer = me([{ role: 'employerRepresentative', unitId: 'b', columnId: null }]);
    for (const permission of ['meeting.read', 'room.read', 'post.read', 'message.read', 'roster.read', 'minutes.read'] as const) {
      expect(can(employer, permission, at)).toBe(false);
      expect(can(null, permission, at)).toBe(false);
    }
  });
});

describe('验证器、转接、制度的规矩', () => {
  it.each([
    [true, ['secretary'], true, 'on'], [false, ['secretary'], true, 'required'], [false, ['networkAdmin'], false, 'advised'], [false, ['moderator'], true, 'off'], [false, [], true, 'off'],
  ] as const)('绑定 %s、职务 %j、部署要求 %s：%s', (on, offices, required, is) => { expect(secondStepOf({ on, offices, required })).toBe(is); });

  it('职务要求的不能停用，没绑的不用停；唯一的登录方式不能解除', () => {
    expect(whyNotEndSecondStep({ on: true, required: false })).toBeNull();
    expect(whyNotEndSecondStep({ on: true, required: true })).toBe('second-step.needed');
    expect(whyNotEndSecondStep({ on: false, required: true })).toBe('second-step.off');
    expect(whyNotUnbindWeChat({ bound: true, hasPassword: true })).toBeNull();
    expect(whyNotUnbindWeChat({ bound: true, hasPassword: false })).toBe('wechat.only-way');
    expect(whyNotUnbindWeChat({ bound: false, hasPassword: true })).toBe('wechat.not-bound');
  });

  it('丢了的验证器：只有能给其发邀请码的上级可以申请，本人不行；没绑的、申请过的说得出', () => {
    const path = ['d', 'c', 'b'];
    const person = { id: 'x', memberships: [{ path }], roles: [{ role: 'networkAdmin' as const, at: { unitId: 'b', path, kind: 'branch' as const } }], on: true, ending: false };
    const secretary = me([{ role: 'secretary', unitId: 'b', columnId: null }]);
    expect(whyNotReleaseSecondStep(secretary, person)).toBeNull();
    expect(whyNotReleaseSecondStep(secretary, { ...person, on: false })).toBe('second-step.none');
    expect(whyNotReleaseSecondStep(secretary, { ...person, ending: true })).toBe('second-step.ending-already');
    expect(whyNotReleaseSecondStep(secretary, { ...person, id: secretary.personId })).toBe('second-step.not-yours');
    expect(whyNotReleaseSecondStep(me([{ role: 'networkAdmin', unitId: 'b', columnId: null }]), person)).toBe('second-step.not-yours');
    expect(whyNotReleaseSecondStep(secretary, { ...person, roles: [{ role: 'communityStaff', at: { unitId: 'c', path: ['d', 'c'], kind: 'community' } }] })).toBe('second-step.not-yours');
  });

  it('转接：只转到支部，不转到自己，不转两次；不接收要有理由', () => {
    const is = { ended: false, from: 'a', to: { id: 'b', kind: 'branch' as const }, waiting: false, there: false };
    expect(whyNotRelease(is)).toBeNull();
    expect(whyNotRelease({ ...is, ended: true })).toBe('membership.ended-already');
    expect(whyNotRelease({ ...is, to: { id: 'c', kind: 'community' } })).toBe('transfer.not-a-branch');
    expect(whyNotRelease({ ...is, from: 'b' })).toBe('transfer.same-unit');
    expect(whyNotRelease({ ...is, there: true })).toBe('transfer.there-already');
    expect(whyNotRelease({ ...is, waiting: true })).toBe('transfer.open-already');
    expect(whyNotDecideTransfer({ state: 'released', accept: false, answer: '' })).toBe('transfer.reason-needed');
    expect(whyNotDecideTransfer({ state: 'released', accept: true, answer: '' })).toBeNull();
    expect(whyNotDecideTransfer({ state: 'withdrawn', accept: true, answer: '' })).toBe('transfer.decided-already');
  });

  it.each([['2026-11-30', 'rule.retroactive'], ['2026-12-01', null], ['2026-12-15', 'rule.month-start'], ['2027-01-01', null]])('12 月 1 日登记 %s 起的每月次数：%s', (from, why) => { expect(whyNotAdopt({ kind: 'checkInQuota', perMonth: 10, days: null, from, today: '2026-12-01' })).toBe(why); });
  it.each([['2026-11-30', 'rule.retroactive'], ['2026-12-01', 'rule.from-tomorrow'], ['2026-12-02', null], ['2027-02-28', null]])('12 月 1 日登记 %s 起的异议天数：%s', (from, why) => { expect(whyNotAdopt({ kind: 'objectionDays', perMonth: null, days: 7, from, today: '2026-12-01' })).toBe(why); });
  it('异议天数 1 到 30，每月次数 1 到 31；填到另一项里的不算；不再另行规定也是一条规定', () => {
    const adopt = (is: { kind: 'checkInQuota' | 'objectionDays'; perMonth?: number; days?: number }) => whyNotAdopt({ perMonth: null, days: null, from: '2027-01-01', today: '2026-12-01', ...is });
    expect([0, 1, 30, 31, 2.5].map((days) => adopt({ kind: 'objectionDays', days }))).toEqual(['rule.value', null, null, 'rule.value', 'rule.value']);
    expect([0, 1, 31, 32].map((perMonth) => adopt({ kind: 'checkInQuota', perMonth }))).toEqual(['rule.value', null, null, 'rule.value']);
    expect([adopt({ kind: 'objectionDays', perMonth: 7 }), adopt({ kind: 'checkInQuota', days: 7 }), adopt({ kind: 'objectionDays', perMonth: 7, days: 7 })]).toEqual(['rule.value', 'rule.value', 'rule.value']);
    expect([adopt({ kind: 'objectionDays' }), adopt({ kind: 'checkInQuota' })]).toEqual([null, null]);
  });
});
