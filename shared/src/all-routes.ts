/** Every route there is, by area: for the OpenAPI document, the contract test and the authorisation matrix. */
import { appraisalRoutes, leftRoundRoutes } from './appraisals/routes.js';
import { ballotRoutes } from './ballots/routes.js';
import { checkInRoutes } from './check-ins/routes.js';
import { demoRoutes } from './demo.js';
import { figureRoutes } from './figures/routes.js';
import { fileRoutes } from './files.js';
import { homeRoutes } from './home/routes.js';
import { actionItemRoutes } from './meetings/action-routes.js';
import { ledgerRoutes } from './meetings/ledger-routes.js';
import { callingRoutes } from './meetings/calling-routes.js';
import { catchUpRoutes, minutesRoutes } from './meetings/minutes-routes.js';
import { offlineRoutes } from './meetings/offline-routes.js';
import { paperRoutes } from './meetings/paper-routes.js';
import { objectionRoutes } from './meetings/objection-routes.js';
import { presenceRoutes, recordRoutes, speakingRoutes } from './meetings/presence-routes.js';
import { roomRoutes } from './meetings/room-routes.js';
import { meetingRoutes, myAttendanceRoutes } from './meetings/routes.js';
import { accountRoutes } from './members/account-routes.js';
import { directoryRoutes, ruleRoutes, transferRoutes } from './members/directory-routes.js';
import { joiningRoutes, rosterRoutes } from './members/roster-routes.js';
import { memberRoutes, meRoutes, sessionRoutes, unitRoutes } from './members/routes.js';
import { moderationRoutes } from './moderation/routes.js';
import { moderationSettingRoutes } from './moderation/settings-routes.js';
import { serviceRoutes } from './mutual-aid/routes.js';
import { noticeRoutes } from './notices/routes.js';
import { anonymousRoutes, disclosureRoutes } from './posts/anonymous-routes.js';
import { commentRoutes } from './posts/comment-routes.js';
import { draftRoutes } from './posts/draft-routes.js';
import { dutyRoutes } from './posts/duty-routes.js';
import { publicRoutes } from './posts/public-routes.js';
import { boardRoutes, postRoutes } from './posts/routes.js';
import { applicationRoutes } from './sites/application-routes.js';
import { reviewRoutes } from './sites/review-routes.js';
import { searchRoutes } from './search/routes.js';
import { siteRoutes } from './sites/routes.js';

export const allRoutes = {
  session: sessionRoutes, me: meRoutes, account: accountRoutes, units: unitRoutes, members: memberRoutes, roster: rosterRoutes, joining: joiningRoutes, directory: directoryRoutes, transfers: transferRoutes, rules: ruleRoutes,
  sites: siteRoutes, siteApplication: applicationRoutes, siteReview: reviewRoutes, posts: postRoutes, publicPosts: publicRoutes, comments: commentRoutes, drafts: draftRoutes, board: boardRoutes, duty: dutyRoutes, anonymous: anonymousRoutes, disclosures: disclosureRoutes, moderation: moderationRoutes, moderationSettings: moderationSettingRoutes, files: fileRoutes, ballots: ballotRoutes,
  meetings: meetingRoutes, calling: callingRoutes, myAttendance: myAttendanceRoutes, rooms: roomRoutes, minutes: minutesRoutes, objections: objectionRoutes, actionItems: actionItemRoutes, catchUp: catchUpRoutes, paperVotes: paperRoutes,
  ledger: ledgerRoutes, offline: offlineRoutes, presence: presenceRoutes, speaking: speakingRoutes, records: recordRoutes,
  appraisals: appraisalRoutes, leftAppraisals: leftRoundRoutes,
  checkIns: checkInRoutes, mutualAid: serviceRoutes, notices: noticeRoutes, figures: figureRoutes, home: homeRoutes, search: searchRoutes, demo: demoRoutes,
} as const;

/** The groups' Chinese names, for the printed documents. */
export const groupNames: Record<keyof typeof allRoutes, string> = {
  session: '登录与设备', me: '我', account: '账号与安全', units: '组织与职务', members: '成员与单位', roster: '花名册', joining: '邀请与申请加入', directory: '通讯录', transfers: '组织关系转接', rules: '制度',
  sites: '支部网站', siteApplication: '建站申请', siteReview: '网站审核', posts: '帖子', publicPosts: '公开的帖子', comments: '点评', drafts: '草稿', board: '留言板', duty: '值班', anonymous: '匿名', disclosures: '匿名作者的查看', moderation: '审核', moderationSettings: '审核设置', files: '图片', ballots: '表决',
  meetings: '组织生活', calling: '召集与签到', myAttendance: '我的出席', rooms: '会议室与群聊', minutes: '纪要', objections: '纪要异议', actionItems: '待办', catchUp: '补学', paperVotes: '线下表决登记',
  ledger: '三会一课台账', offline: '线下会议补录', presence: '到会曲线', speaking: '发言时间', records: '原支部的会议记录',
  appraisals: '民主评议党员', leftAppraisals: '原支部的民主评议',
  checkIns: '网上报到', mutualAid: '互助服务', notices: '通知', figures: '网站数字', home: '首页', search: '搜索', demo: '演示',
};
