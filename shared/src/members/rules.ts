/** When something about the organisation may be done; who may do it is in permissions.ts. */
import type { At, Me } from '../permissions.js';
import type { RefusalCode } from '../refusals.js';
import type { MembershipStatus, Role, SecondStep, UnitKind } from '../roles.js';

const beneath: Record<UnitKind, readonly UnitKind[]> = {
  district: ['community'],
  community: ['generalBranch', 'branch'],
  generalBranch: ['branch', 'partyGroup'],
  branch: ['partyGroup'],
  partyGroup: [],
};

/** The tree of ORG-1: a district holds communities, a community (general) branches, a branch party groups. */
export const whyNotCreateUnit = (parent: UnitKind, child: UnitKind): RefusalCode | null => (beneath[parent].includes(child) ? null : 'unit.kind-not-beneath');

const seats: Record<Role, readonly UnitKind[]> = {
  secretary: ['generalBranch', 'branch', 'partyGroup'], deputySecretary: ['generalBranch', 'branch'], committeeMember: ['generalBranch', 'branch'],
  networkAdmin: ['generalBranch', 'branch', 'community', 'district'], moderator: ['generalBranch', 'branch', 'community', 'district'], reporter: ['generalBranch', 'branch'],
  partyGroupLeader: ['partyGroup', 'branch'], mentor: ['generalBranch', 'branch'], communitySupporter: ['community'], communityStaff: ['community'], districtStaff: ['district'],
  instructor: ['community'], employerRepresentative: ['generalBranch', 'branch'], auditor: ['district'], operator: ['district'],
};
/** Roles a secretary gives within the own unit; the others come from the unit above (ORG-6: appointed by the superior unit or a recorded election). */
const givenBySecretary: readonly Role[] = ['networkAdmin', 'moderator', 'reporter', 'partyGroupLeader', 'committeeMember', 'employerRepresentative'];
const apart: readonly Role[] = ['operator', 'auditor'];

/**
 * Why a role may not be given. Nobody appoints themselves; operator and auditor stand apart from every office (guarantees 5.2);
 * the operator gives only the first district officer and auditors.
 */
export function whyNotAppoint(me: Me, role: Role, at: At & { kind: UnitKind }, person: { id: string | null; roles: readonly Role[] }): RefusalCode | null {
  if (person.id === me.personId) return 'role.self';
  if (!seats[role].includes(at.kind)) return 'role.not-in-this-unit';
  const mixes = apart.includes(role) ? person.roles.some((held) => held !== role) : person.roles.some((held) => apart.includes(held));
  if (mixes) return 'role.exclusive';
  const holds = (name: Role, where: readonly string[]) => me.roles.some((r) => r.role === name && (r.unitId === null || where.includes(r.unitId)));
  const strictlyAbove = at.path.slice(0, -1);
  if (holds('operator', at.path)) return role === 'districtStaff' || role === 'auditor' ? null : 'role.not-yours-to-give';
  if (role === 'operator' || role === 'auditor') return 'role.not-yours-to-give';
  if (holds('districtStaff', at.path)) return null;
  if (role === 'districtStaff') return 'role.not-yours-to-give';
  if (holds('communityStaff', strictlyAbove)) return null;
  if (holds('communityStaff', at.path)) return role === 'communityStaff' ? 'role.not-yours-to-give' : null;
  if (holds('secretary', [at.unitId]) || holds('deputySecretary', [at.unitId])) return givenBySecretary.includes(role) ? null : 'role.not-yours-to-give';
  return 'role.not-yours-to-give';
}

const reachOf = (me: Me, path: readonly string[]): boolean => me.roles.some((r) => r.unitId !== null && path.includes(r.unitId) && ['secretary', 'deputySecretary', 'communityStaff', 'districtStaff'].includes(r.role));

/**
 * Why a code may not be issued to a person. A code opens (or re-binds) the account with all it may see and do: whoever issues it must be entitled
 * to give every office the person holds, and have every membership of theirs in reach; else a branch could take over a superior's account.
 */
export function whyNotInvite(me: Me, person: { id: string; memberships: readonly { path: readonly string[] }[]; roles: readonly { role: Role; at: (At & { kind: UnitKind }) | null }[] }): RefusalCode | null {
  if (person.id === me.personId) return 'invitation.not-yours';
  const offices = person.roles.every((held) => held.at !== null && whyNotAppoint(me, held.role, held.at, { id: person.id, roles: [] }) === null);
  return offices && person.memberships.every((m) => reachOf(me, m.path)) ? null : 'invitation.not-yours';
}

/** Only full members vote (党章第七条: a probationary member has no vote; 第四十一条: nor has one under 留党察看; 支部工作条例第十一条 counts 有表决权的党员). The right follows the status on the day. */
export const hasVote = (status: MembershipStatus): boolean => status === 'full';

interface Standing { status: MembershipStatus; since: string; to: string | null }
const whyNotFrom = (wanted: MembershipStatus, otherwise: RefusalCode) => (m: Standing, on: string, today: string): RefusalCode | null =>
  m.to ? 'membership.ended-already' : m.status !== wanted ? otherwise : on < m.since ? 'membership.before-status' : on > today ? 'membership.in-the-future' : null;
/** Days as `2026-11-22`. 转正 is recorded once it has happened: the right to vote is read from the status. */
export const whyNotConfirmFull = whyNotFrom('probationary', 'membership.not-probationary');
/** 留党察看 (党章第四十一条, two years at most): recorded once it is in force. Meanwhile there is no right to vote, to elect or to be elected. */
export const whyNotPutOnProbation = whyNotFrom('full', 'membership.not-full');
/** What was put right gives the rights back (党章第四十一条); otherwise the membership ends as removed. */
export const whyNotRestore = whyNotFrom('onProbation', 'membership.not-on-probation');
/** Offices within the Party: they end by themselves with 留党察看 (纪律处分条例, on 留党察看). A volunteer's task is none. */
export const partyOffices: readonly Role[] = ['secretary', 'deputySecretary', 'committeeMember', 'partyGroupLeader'];

/** What has not happened yet is not recorded: a day in the future could never be put right. */
export const whyNotEndMembership = (m: { from: string; to: string | null }, on: string, today: string): RefusalCode | null =>
  m.to ? 'membership.ended-already' : on < m.from ? 'membership.before-start' : on > today ? 'membership.in-the-future' : null;

/** The 2018 regulation's usual ceilings: 50 members of any branch (支部工作条例第四条), 5 units under a joint one (第五条): a soft note, never a block. */
export const jointBranchNote = (form: string | null, units: number, members: number): string | null =>
  form === 'joint' && (units > 5 || members > 50) ? `联合党支部一般不超过 5 个单位、50 名党员，现有 ${units} 个单位、${members} 名。可与上级商量是否分设，不影响使用。` : null;

/** Why a member may not be released to a unit, or no longer be taken in there. */
export const whyNotRelease = (is: { ended: boolean; from: string; to: { id: string; kind: UnitKind }; waiting: boolean; there: boolean }): RefusalCode | null =>
  is.ended ? 'membership.ended-already' : !['generalBranch', 'branch', 'partyGroup'].includes(is.to.kind) ? 'transfer.not-a-branch' : is.from === is.to.id ? 'transfer.same-unit' : is.there ? 'transfer.there-already' : is.waiting ? 'transfer.open-already' : null;

/** A release is answered once; a no says why. */
export const whyNotDecideTransfer = (is: { state: string; accept: boolean; answer: string }): RefusalCode | null =>
  is.state !== 'released' ? 'transfer.decided-already' : !is.accept && is.answer.trim() === '' ? 'transfer.reason-needed' : null;

/** Rules a unit may adopt: each is a number, versioned, from a day on; nobody is bound by what was not yet known (product.md 2.6). */
export const ruleKinds = ['checkInQuota', 'objectionDays'] as const;
export type RuleKind = (typeof ruleKinds)[number];
/** `field`: in which the number travels; `usual`: what holds where nothing was resolved (null: no such rule). What counts by the month begins with one, what counts by days on any day from tomorrow on. */
interface RuleTerms { name: string; field: 'perMonth' | 'days'; least: number; most: number; usual: number | null }
export const ruleTerms = {
  checkInQuota: { name: '每月报到次数', field: 'perMonth', least: 1, most: 31, usual: null },
  /** Days in which who is quoted in minutes may object (MEET-8); the number in force on the day of publication counts. */
  objectionDays: { name: '对纪要里引用的话提异议的天数', field: 'days', least: 1, most: 30, usual: 3 },
} as const satisfies Record<RuleKind, RuleTerms>;
/** Ready-made values; none is the default. */
export const rulePresets = [{ name: '徐汇2008', kind: 'checkInQuota', perMonth: 10 }] as const satisfies readonly { name: string; kind: RuleKind; perMonth: number }[];

/** Why a number (null: no rule of its own any more) may not be put on record from a day on, `2026-11-22`. A number in the other kind's field is no answer to this one. */
export function whyNotAdopt(is: { kind: RuleKind; perMonth: number | null; days: number | null; from: string; today: string }): RefusalCode | null {
  const { field, least, most } = ruleTerms[is.kind];
  const value = is[field];
  if (is[field === 'days' ? 'perMonth' : 'days'] !== null || (value !== null && !(Number.isInteger(value) && value >= least && value <= most))) return 'rule.value';
  if (is.from < is.today) return 'rule.retroactive';
  if (field === 'perMonth') return is.from.slice(8) === '01' ? null : 'rule.month-start';
  return is.from > is.today ? null : 'rule.from-tomorrow';
}

const commonPasswords = ['password', '123456', 'qwerty', 'abc123', '111111', 'admin', 'iloveyou', 'letmein', 'welcome', 'woaini', '5201314', '1qaz2wsx', 'zaq12wsx', 'passw0rd'];
/** Passwords as ASVS 6.2: long enough, not common, not made of the context; no composition rules. */
export function whyNotPassword(password: string, context: readonly string[]): RefusalCode | null {
  if ([...password].length < 12 || password.length > 128) return 'password.too-short';
  const plain = password.toLowerCase();
  // What is left when the usual words are taken out: 「password123456」 is nothing but two of them.
  const bare = plain.replace(/[\s!@#$%^&*.,_+-]/g, '');
  const rest = commonPasswords.reduce((left, word) => left.split(word).join(''), bare);
  if (/^(.)\1+$/.test(plain) || /^(0123|1234|2345|abcd|qwer)/.test(plain) || (rest !== bare && rest.length < 5)) return 'password.too-common';
  const words = ['支部', 'zhibu', 'xuhui', '徐汇', 'dangyuan', ...context].map((word) => word.toLowerCase()).filter((word) => word.length >= 2);
  const own = words.reduce((left, word) => left.split(word).join(''), plain);
  return own !== plain && own.length < 8 ? 'password.context-word' : null;
}

const secondStepFor: readonly Role[] = ['secretary', 'deputySecretary', 'networkAdmin', 'communityStaff', 'districtStaff', 'operator'];
/** Offices whose holders should show a code besides the password (guarantees 5.1); an installation may require it. */
export const needsSecondStep = (role: Role): boolean => secondStepFor.includes(role);

export const secondStepOf = (is: { on: boolean; offices: readonly Role[]; required: boolean }): SecondStep =>
  is.on ? 'on' : !is.offices.some(needsSecondStep) ? 'off' : is.required ? 'required' : 'advised';

/** Why the authenticator may not be taken off. */
export const whyNotEndSecondStep = (is: { on: boolean; required: boolean }): RefusalCode | null => (!is.on ? 'second-step.off' : is.required ? 'second-step.needed' : null);

/** Hours between a superior's word that an authenticator is lost and its end: the owner, who may never have said so, is told at once and keeps it with one tap. */
export const releaseHours = 72;
/** Who gives a person's codes may have a lost authenticator ended; nobody one's own. */
export const whyNotReleaseSecondStep = (me: Me, person: Parameters<typeof whyNotInvite>[1] & { on: boolean; ending: boolean }): RefusalCode | null =>
  whyNotInvite(me, person) !== null ? 'second-step.not-yours' : !person.on ? 'second-step.none' : person.ending ? 'second-step.ending-already' : null;

/** Why the WeChat account may not be taken off: one way to sign in must stay. */
export const whyNotUnbindWeChat = (is: { bound: boolean; hasPassword: boolean }): RefusalCode | null => (!is.bound ? 'wechat.not-bound' : !is.hasPassword ? 'wechat.only-way' : null);

/** Wait in seconds after failed tries in a row: 5 free, then 1, 2, 4 … 60; never a hard lock-out, which would let one lock others out. */
export const signInWait = (failures: number): number => (failures < 5 ? 0 : Math.min(60, 2 ** Math.min(6, failures - 5)));

/** `138****0000` */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** Being a manager keeps somebody from judging (MOD-1): whoever is named is struck out by another. */
export const whyNotUnnameManager = (me: Pick<Me, 'personId'>, personId: string): RefusalCode | null => (me.personId === personId ? 'company.manager-self' : null);
