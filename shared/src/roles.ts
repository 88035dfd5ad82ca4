/** Roles and unit kinds: the words of product.md 3 and 13. Chair, provider and author are relations, not roles. */

export const unitKinds = ['district', 'community', 'generalBranch', 'branch', 'partyGroup'] as const;
export type UnitKind = (typeof unitKinds)[number];
export const unitKindNames: Record<UnitKind, string> = { district: '区', community: '社区综合党委', generalBranch: '党总支', branch: '党支部', partyGroup: '党小组' };

export const roles = ['secretary', 'deputySecretary', 'committeeMember', 'networkAdmin', 'moderator', 'reporter', 'partyGroupLeader', 'mentor', 'communitySupporter',
  'communityStaff', 'districtStaff', 'instructor', 'employerRepresentative', 'auditor', 'operator'] as const;
export type Role = (typeof roles)[number];
export const roleNames: Record<Role, string> = { secretary: '书记', deputySecretary: '副书记', committeeMember: '委员', networkAdmin: '网管员', moderator: '版主',
  reporter: '信息员', partyGroupLeader: '党小组长', mentor: '网站导师', communitySupporter: '专职信息员', communityStaff: '社区综合党委工作人员', districtStaff: '区级工作人员',
  instructor: '党建指导员', employerRepresentative: '企业代表', auditor: '审计员', operator: '运维员' };

export const membershipStatuses = ['full', 'probationary', 'onProbation', 'mobile'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];
export const membershipStatusNames: Record<MembershipStatus, string> = { full: '正式党员', probationary: '预备党员', onProbation: '留党察看', mobile: '流动党员' };

export const endReasons = ['transferred', 'left', 'removed', 'died', 'correctedEntry'] as const;
export type EndReason = (typeof endReasons)[number];
export const endReasonNames: Record<EndReason, string> = { transferred: '组织关系转出', left: '退党', removed: '除名或开除', died: '去世', correctedEntry: '登记有误' };

export const educations = ['doctor', 'master', 'bachelor', 'college', 'highSchool'] as const;
export type Education = (typeof educations)[number];
export const educationNames: Record<Education, string> = { doctor: '博士', master: '硕士', bachelor: '本科', college: '大专', highSchool: '高中及以下' };

/** off: no office asks for it · advised: an office of mine should have it · required: this installation withholds the office's rights until it is on · on. */
export const secondSteps = ['off', 'advised', 'required', 'on'] as const;
export type SecondStep = (typeof secondSteps)[number];
