/** Every route there is, by area: for the OpenAPI document, the contract test and the authorisation matrix. */
import { ballotRoutes } from './ballots/routes.js';
import { checkInRoutes } from './check-ins/routes.js';
import { demoRoutes } from './demo.js';
import { fileRoutes } from './files.js';
import { homeRoutes } from './home/routes.js';
import { catchUpRoutes, minutesRoutes } from './meetings/minutes-routes.js';
import { roomRoutes } from './meetings/room-routes.js';
import { meetingRoutes, myAttendanceRoutes } from './meetings/routes.js';
import { joiningRoutes, rosterRoutes } from './members/roster-routes.js';
import { memberRoutes, meRoutes, sessionRoutes, unitRoutes } from './members/routes.js';
import { serviceRoutes } from './mutual-aid/routes.js';
import { noticeRoutes } from './notices/routes.js';
import { boardRoutes, postRoutes } from './posts/routes.js';
import { siteRoutes } from './sites/routes.js';

export const allRoutes = {
  session: sessionRoutes, me: meRoutes, units: unitRoutes, members: memberRoutes, roster: rosterRoutes, joining: joiningRoutes,
  sites: siteRoutes, posts: postRoutes, board: boardRoutes, files: fileRoutes, ballots: ballotRoutes,
  meetings: meetingRoutes, myAttendance: myAttendanceRoutes, rooms: roomRoutes, minutes: minutesRoutes, catchUp: catchUpRoutes,
  checkIns: checkInRoutes, mutualAid: serviceRoutes, notices: noticeRoutes, home: homeRoutes, demo: demoRoutes,
} as const;
