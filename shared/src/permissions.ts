/**
 * Who may do what: the one table. Guards, the OpenAPI `x-permission`, docs/permissions.md and the authorisation matrix are all made from it.
 * When something may be done (states, quorum, own object) is not here but in each area's rules.
 */
import type { MembershipStatus, Role } from './roles.js';

/**
 * A grant: `open` (no sign-in) · `signedIn` · `member` (of the unit or of a unit beneath it) · `role.here` (the role is held at this very unit) ·
 * `role.above` (held at this unit or one above it).
 */
export type Grant = 'open' | 'signedIn' | 'member' | `${Role}.here` | `${Role}.above`;

const team = ['secretary.here', 'deputySecretary.here'] as const;
const webTeam = [...team, 'networkAdmin.here'] as const;
const superiors = ['communityStaff.above', 'districtStaff.above'] as const;
/** A community or district has a site of its own (党员论坛): its staff are its web team. */
const staffHere = ['communityStaff.here', 'districtStaff.here'] as const;

export const permissions = {
  // members: signing in, oneself
  'public.read': ['open'],
  'session.start': ['open'],
  'account.activate': ['open'],
  'join.ask': ['open'],
  'instance.bootstrap': ['open'],
  'me.read': ['signedIn'],
  'me.write': ['signedIn'],
  // members: the organisation
  'unit.list': ['signedIn'],
  'unit.inside': ['member', ...webTeam, 'committeeMember.here'],
  'unit.create': superiors,
  'unit.overview': superiors,
  'unit.rename': [...superiors, ...team],
  'district.create': ['operator.above'],
  'role.read': ['member', ...team, ...superiors],
  'role.appoint': [...superiors, ...team, 'operator.above'],
  'roster.read': team,
  'roster.write': team,
  'roster.export': team,
  'phone.reveal': team,
  'rule.read': ['member', ...team],
  'rule.adopt': team,
  'company.read': ['member', ...team],
  'company.write': team,
  'invitation.issue': [...team, ...superiors, 'operator.above'],
  'join.read': team,
  'join.decide': team,
  'audit.read': ['auditor.above'],
  // sites and posts
  'site.read': ['member', ...webTeam, ...staffHere],
  'site.edit': [...webTeam, ...staffHere],
  'site.apply': [...team, ...staffHere],
  'site.history': ['member', ...webTeam, 'mentor.here', ...superiors],
  'site.guide': ['mentor.here', ...superiors],
  'site.review': superiors,
  'post.read': ['member', ...webTeam, ...staffHere],
  /** The site from inside; its mentor only while it is kept in the background (a rule), and only what is published in columns that are not promised to be for the branch alone (the database). */
  'site.visit': ['member', ...webTeam, ...staffHere, 'mentor.here'],
  /** One post, for whom it is meant: its visibility decides, kept by the database (SITE-6). */
  'post.open': ['open'],
  'post.write': ['member', ...webTeam, ...staffHere],
  /** Under a post one may read; that one is a member somewhere is a rule. */
  'comment.write': ['signedIn'],
  'message.read': ['member', ...webTeam, ...staffHere],
  'message.write': ['member'],
  'message.answer': [...webTeam, ...staffHere],
  /** To learn who wrote under the pseudonym, two offices must agree (MOD-7). */
  'pseudonym.disclose': [...team, ...superiors],
  'duty.set': [...team, ...staffHere],
  // moderation: at the desk of a unit; a column's moderator there sees that column only (a rule)
  'moderation.work': [...webTeam, 'moderator.here', ...staffHere],
  'moderation.own': ['signedIn'],
  'moderation.figures': ['member', ...webTeam, ...superiors],
  'content.report': ['member'],
  'words.read': [...webTeam, ...staffHere],
  'words.edit': [...webTeam, ...staffHere],
  'closure.set': [...webTeam, ...superiors],
  'moderator.appoint': [...team, ...staffHere],
  'file.upload': ['member', ...webTeam],
  'file.read': ['member', ...webTeam, 'committeeMember.here'],
  // meetings
  'meeting.read': ['member', ...team],
  'meeting.call': [...team, 'committeeMember.here'],
  'meeting.manage': team,
  /** A scanned code names the meeting; row-level security shows only those of one's units, and that one is invited is a rule. */
  'meeting.scan': ['signedIn'],
  'calendar.own': ['member'],
  'room.read': ['member', ...team],
  'room.speak': ['member'],
  'room.hide': webTeam,
  'ballot.read': ['member', ...team],
  'ballot.vote': ['member'],
  'minutes.read': ['member', ...team],
  'minutes.edit': team,
  'minutes.publish': team,
  'attendance.read': team,
  /** Counts by kind and period; the meetings behind them ask for meeting.read. */
  'ledger.read': ['member', ...team, 'committeeMember.here', ...superiors],
  'ledger.beneath': [...superiors, ...team],
  // appraisals: private to each member and the committee, whatever stands above (rows are closed by the database)
  'appraisal.read': ['member', ...team, 'committeeMember.here'],
  'appraisal.write': ['member'],
  'appraisal.judge': [...team, 'committeeMember.here'],
  'appraisal.run': team,
  // check-ins, mutual aid, notices
  'checkIn.mine': ['member'],
  'service.read': ['member', ...team],
  'booking.ask': ['member'],
  'booking.read': ['signedIn'],
  'notice.mine': ['signedIn'],
  'figures.read': [...webTeam, ...superiors],
  'home.read': ['member', ...webTeam, 'committeeMember.here'],
} as const satisfies Record<string, readonly Grant[]>;

export type Permission = keyof typeof permissions;

/** Who is calling, read afresh for every request: a right removed is gone at once. */
export interface Me {
  personId: string;
  name: string;
  sessionId: string;
  /** Each open membership with its branch's path from the district down to the branch itself. */
  memberships: { unitId: string; path: string[]; status: MembershipStatus }[];
  roles: { role: Role; /** null: the whole instance (operator) */ unitId: string | null; columnId: string | null }[];
}

/** A unit and its path from the district down to itself. */
export interface At { unitId: string; path: string[] }

/** Whether `me` (null: a visitor) has the permission at a unit; null for permissions that belong to no unit. */
export function can(me: Me | null, permission: Permission, at: At | null): boolean {
  return permissions[permission].some((grant: Grant) => holds(me, grant, at));
}

function holds(me: Me | null, grant: Grant, at: At | null): boolean {
  if (grant === 'open') return true;
  if (!me) return false;
  if (grant === 'signedIn') return true;
  if (grant === 'member') return at !== null && me.memberships.some((m) => m.path.includes(at.unitId));
  const [role, reach] = grant.split('.') as [Role, 'here' | 'above'];
  return me.roles.some((held) => held.role === role && (at === null ? reach === 'above' : reach === 'here' ? held.unitId === at.unitId : held.unitId === null || at.path.includes(held.unitId)));
}

/** The units at which the caller has a permission by membership or by an office held there, for questions over all of them at once; a grant from above is not meant. */
export const unitsWith = (me: Me, permission: Permission): string[] => [...new Set(permissions[permission].flatMap((grant: Grant) => {
  if (grant === 'member') return me.memberships.flatMap((one) => one.path);
  return me.roles.flatMap((held) => (`${held.role}.here` === grant && held.unitId !== null ? [held.unitId] : []));
}))];

/** Whether the caller belongs to the unit's inside: decides between «not allowed» (403) and «not found» (404), so that strangers learn nothing. */
export const isInside = (me: Me | null, at: At): boolean => can(me, 'unit.inside', at) || permissionsOfSuperiors(me, at);

function permissionsOfSuperiors(me: Me | null, at: At): boolean {
  return me !== null && me.roles.some((held) => (held.role === 'communityStaff' || held.role === 'districtStaff') && held.unitId !== null && at.path.includes(held.unitId));
}

/** The Chinese names of roles that hold a permission, for the refusal «仅…可操作». */
export const holdersOf = (permission: Permission): readonly Grant[] => permissions[permission];
