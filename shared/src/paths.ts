/**
 * Addresses of pages, for both ends: the server writes them into notices and to-dos, the app opens them.
 * The same text is the H5 address and the mini-program's page path. Only ids travel, never names or titles.
 */
const withQuery = (page: string, query: Record<string, string | number | undefined>): string => {
  const pairs = Object.keys(query).filter((key) => query[key] !== undefined).map((key) => `${key}=${encodeURIComponent(String(query[key]))}`);
  return pairs.length > 0 ? `/${page}?${pairs.join('&')}` : `/${page}`;
};

export const tabPaths = { branch: '/pages/branch/index', messages: '/pages/messages/index', mutual: '/pages/mutual/index', me: '/pages/me/index' } as const;
export type Tab = keyof typeof tabPaths;

export const paths = {
  login: () => '/pages/login/index',
  activate: (invitation?: string) => withQuery('account/activate/index', { code: invitation }),
  /** A room, at an entry if one is meant. */
  room: (unitId: string, roomId: string, at?: number) => withQuery('rooms/room/index', { unit: unitId, id: roomId, at }),
  meetings: (unitId: string) => withQuery('meetings/list/index', { unit: unitId }),
  meeting: (unitId: string, meetingId: string) => withQuery('meetings/detail/index', { unit: unitId, id: meetingId }),
  callMeeting: (unitId: string) => withQuery('meetings/edit/index', { unit: unitId }),
  /** Calling a meeting again: the form comes filled with a past one. */
  callAgain: (unitId: string, meetingId: string) => withQuery('meetings/edit/index', { unit: unitId, after: meetingId }),
  meetingCode: (unitId: string, meetingId: string) => withQuery('meetings/code/index', { unit: unitId, id: meetingId }),
  signInCode: (unitId: string, meetingId: string) => withQuery('meetings/signin/index', { unit: unitId, id: meetingId }),
  scanned: (meetingId: string, code: string) => withQuery('meetings/scanned/index', { id: meetingId, code }),
  calendarFeed: (unitId: string) => withQuery('meetings/calendar/index', { unit: unitId }),
  reviseMeeting: (unitId: string, meetingId: string) => withQuery('meetings/edit/index', { unit: unitId, id: meetingId }),
  minutes: (unitId: string, meetingId: string) => withQuery('meetings/minutes/index', { unit: unitId, id: meetingId }),
  editMinutes: (unitId: string, meetingId: string) => withQuery('meetings/minutes-edit/index', { unit: unitId, id: meetingId }),
  printMinutes: (unitId: string, meetingId: string, version: number) => withQuery('meetings/minutes-print/index', { unit: unitId, id: meetingId, version }),
  catchUp: (unitId: string, meetingId: string) => withQuery('meetings/catch-up/index', { unit: unitId, id: meetingId }),
  /** 三会一课台账 of a unit, of a year if one is meant; those above read the counts. */
  ledger: (unitId: string, year?: number) => withQuery('meetings/ledger/index', { unit: unitId, year }),
  ledgersBeneath: (unitId: string) => withQuery('meetings/ledgers/index', { unit: unitId }),
  /** Entering a meeting that was held offline, or mending what was entered. */
  enterMeeting: (unitId: string, meetingId?: string) => withQuery('meetings/enter/index', { unit: unitId, id: meetingId }),
  /** Records of meetings of units one has left. */
  records: (meetingId?: string) => withQuery('meetings/records/index', { id: meetingId }),
  /** 民主评议 of a unit: the running round, or one that is named. */
  appraisal: (unitId: string, appraisalId?: string) => withQuery('appraisals/round/index', { unit: unitId, id: appraisalId }),
  selfReview: (unitId: string, appraisalId: string) => withQuery('appraisals/self/index', { unit: unitId, id: appraisalId }),
  peerReviews: (unitId: string, appraisalId: string) => withQuery('appraisals/peers/index', { unit: unitId, id: appraisalId }),
  appraisalPaper: (unitId: string, appraisalId: string) => withQuery('appraisals/paper/index', { unit: unitId, id: appraisalId }),
  /** Rounds of units one has left, as far as they are about oneself. */
  leftAppraisals: (appraisalId?: string) => withQuery('appraisals/left/index', { id: appraisalId }),
  appraisalDesk: (unitId: string, appraisalId: string) => withQuery('appraisals/desk/index', { unit: unitId, id: appraisalId }),
  readers: (unitId: string, meetingId: string) => withQuery('meetings/readers/index', { unit: unitId, id: meetingId }),
  /** A post, at a comment if one is meant. */
  post: (unitId: string, postId: string, commentId?: string) => withQuery('posts/post/index', { unit: unitId, id: postId, at: commentId }),
  writePost: (unitId: string, columnId?: string) => withQuery('posts/compose/index', { unit: unitId, column: columnId }),
  editPost: (unitId: string, postId: string) => withQuery('posts/compose/index', { unit: unitId, id: postId }),
  draft: (unitId: string, draftId: string) => withQuery('posts/compose/index', { unit: unitId, draft: draftId }),
  drafts: () => '/posts/drafts/index',
  revisions: (unitId: string, postId: string) => withQuery('posts/revisions/index', { unit: unitId, id: postId }),
  /** The posts of one column, or of all; without a unit, those of other sites that are meant for me. */
  column: (unitId?: string, columnId?: string) => withQuery('posts/column/index', { unit: unitId, id: columnId }),
  board: (unitId: string) => withQuery('posts/board/index', { unit: unitId }),
  /** Writing under the pseudonym, and what one wrote so; beneath a post if one is meant. */
  anonymous: (unitId: string, columnId?: string, postId?: string) => withQuery('posts/anonymous/index', { unit: unitId, column: columnId, post: postId }),
  disclosures: (unitId: string, kind?: 'post' | 'comment', targetId?: string) => withQuery('posts/disclosures/index', { unit: unitId, kind, target: targetId }),
  /** 党员论坛: the columns of the community's and the district's own site. */
  forum: () => '/posts/forum/index',
  figures: (unitId: string) => withQuery('figures/sites/index', { unit: unitId }),
  editSite: (unitId: string) => withQuery('sites/edit/index', { unit: unitId }),
  /** Where the branch's site stands, with the reviewers' words. */
  siteStanding: (unitId: string) => withQuery('sites/standing/index', { unit: unitId }),
  applySite: (unitId: string) => withQuery('sites/apply/index', { unit: unitId }),
  /** The site as a visitor sees it; before it is online, a preview for its own people. */
  siteFace: (unitId: string, preview?: 'yes') => (preview ? withQuery('sites/face/index', { unit: unitId, preview }) : withQuery('posts/public/index', { unit: unitId })),
  sites: () => '/sites/list/index',
  siteReviews: (unitId: string, kind?: string) => withQuery('work/reviews/index', { unit: unitId, kind }),
  reviewSite: (unitId: string) => withQuery('work/review/index', { unit: unitId }),
  search: (q?: string, scope?: string) => withQuery('search/find/index', { q, scope }),
  myCheckIns: (unitId: string) => withQuery('check-ins/mine/index', { unit: unitId }),
  service: (unitId: string, itemId: string) => withQuery('mutual-aid/item/index', { unit: unitId, id: itemId }),
  bookings: () => '/mutual-aid/bookings/index',
  booking: (bookingId: string) => withQuery('mutual-aid/booking/index', { id: bookingId }),
  directory: (unitId: string) => withQuery('members/directory/index', { unit: unitId }),
  unit: (unitId: string) => withQuery('members/unit/index', { unit: unitId }),
  roster: (unitId: string) => withQuery('work/members/index', { unit: unitId }),
  importRoster: (unitId: string) => withQuery('work/import/index', { unit: unitId }),
  transfers: (unitId: string) => withQuery('work/transfers/index', { unit: unitId }),
  rules: (unitId: string) => withQuery('members/rules/index', { unit: unitId }),
  joinRequests: (unitId: string) => withQuery('work/joining/index', { unit: unitId }),
  organisation: (unitId?: string) => withQuery('work/organisation/index', { unit: unitId }),
  /** 审核与回应, on one of its tabs. */
  queue: (unitId: string, tab?: string) => withQuery('moderation/queue/index', { unit: unitId, tab }),
  myModeration: () => '/moderation/mine/index',
  report: (unitId: string, kind: string, targetId: string, act?: 'hide') => withQuery('moderation/report/index', { unit: unitId, kind, id: targetId, act }),
  moderationSettings: (unitId: string) => withQuery('moderation/settings/index', { unit: unitId }),
  audit: (unitId: string) => withQuery('work/audit/index', { unit: unitId }),
  settings: () => '/account/settings/index',
  account: () => '/account/safety/index',
  secondStep: () => '/account/second-step/index',
  looks: () => '/account/looks/index',
  bindWeChat: () => '/account/bind/index',
  devices: () => '/account/devices/index',
  consents: () => '/account/consents/index',
  about: () => '/account/about/index',
  join: () => '/account/join/index',
  bootstrap: () => '/account/bootstrap/index',
} as const;
