import { paths, type Tab, tabPaths } from '@branch/shared/paths';
import type { IconName } from '../../config/icon-names';
import { type Mine, may, unitNow } from '../kit/me';

export interface Place {
  key: string;
  text: string;
  icon: IconName;
  path: string;
}

export const tabs: readonly (Place & { key: Tab })[] = [
  { key: 'branch', text: '支部', icon: 'home', path: tabPaths.branch },
  { key: 'messages', text: '消息', icon: 'message-circle', path: tabPaths.messages },
  { key: 'mutual', text: '互助', icon: 'heart-handshake', path: tabPaths.mutual },
  { key: 'me', text: '我的', icon: 'user', path: tabPaths.me },
];

/** The desk (工作台): what this reader's offices let them do at the unit shown. Empty for a member without office. */
export function desk(me: Mine | null): Place[] {
  const unit = unitNow(me)?.unit;
  if (!unit) return me?.permissions.includes('district.create') ? [{ key: 'organisation', text: '组织与任命', icon: 'shield-check', path: paths.organisation() }] : [];
  const all: (Place & { when: boolean })[] = [
    { key: 'queue', text: '审核与回应', icon: 'shield-check', path: paths.queue(unit.id), when: may(me, 'moderation.work', unit.id) },
    { key: 'meetings', text: '会议', icon: 'calendar', path: paths.meetings(unit.id), when: may(me, 'meeting.call', unit.id) },
    { key: 'appraisal', text: '民主评议', icon: 'checklist', path: paths.appraisal(unit.id), when: may(me, 'appraisal.judge', unit.id) && (unit.kind === 'branch' || unit.kind === 'generalBranch') },
    { key: 'ledgers', text: '各支部台账', icon: 'list-check', path: paths.ledgersBeneath(unit.id), when: may(me, 'ledger.beneath', unit.id) && unit.kind !== 'branch' && unit.kind !== 'partyGroup' },
    { key: 'roster', text: '成员', icon: 'users', path: paths.roster(unit.id), when: may(me, 'roster.read', unit.id) },
    { key: 'joining', text: '加入申请', icon: 'user-plus', path: paths.joinRequests(unit.id), when: may(me, 'join.decide', unit.id) },
    { key: 'site', text: '网站', icon: 'building-community', path: paths.siteStanding(unit.id), when: may(me, 'site.edit', unit.id) },
    { key: 'reviews', text: '网站审核', icon: 'checklist', path: paths.siteReviews(unit.id), when: may(me, 'site.review', unit.id) },
    { key: 'figures', text: '网站数字', icon: 'list-check', path: paths.figures(unit.id), when: may(me, 'figures.read', unit.id) },
    { key: 'disclosures', text: '匿名作者的查看', icon: 'eye-off', path: paths.disclosures(unit.id), when: may(me, 'pseudonym.disclose', unit.id) && (unit.kind === 'branch' || unit.kind === 'generalBranch') },
    { key: 'rules', text: '制度', icon: 'book', path: paths.rules(unit.id), when: may(me, 'rule.adopt', unit.id) },
    { key: 'organisation', text: '组织与任命', icon: 'shield-check', path: paths.organisation(unit.id), when: may(me, 'role.appoint', unit.id) },
    { key: 'audit', text: '审计', icon: 'eye', path: paths.audit(unit.id), when: may(me, 'audit.read', unit.id) },
  ];
  return all.filter((place) => place.when).map(({ when: _when, ...place }) => place);
}
