/** The first screen of a branch in one answer, so that a phone asks once. */
import { answer, count, flag, id, list, moment, nullable, object, oneOf, string } from '../fields.js';
import { MeetingCard } from '../meetings/routes.js';
import { Message, PostCard } from '../posts/routes.js';
import { Site } from '../sites/routes.js';
import { route } from '../route.js';

/** A thing waiting for me: minutes to read, a vote, a booking to answer. */
export const Todo = answer({ kind: oneOf(['minutes', 'ballot', 'booking', 'reply', 'action', 'draftMinutes', 'joinRequest', 'unanswered', 'ledger', 'appraisal']), title: string(), hint: string(), path: string(), at: nullable(moment) });
export const Home = answer({ site: Site, unitName: string(), communityName: nullable(string()), newToday: count, meeting: nullable(MeetingCard), checkIn: answer({ month: string(), checkIns: count, quota: nullable(count), today: flag() }),
  todos: list(Todo, 50), posts: list(PostCard, 20), messages: list(Message, 3), unreadNotices: count, /** What waits at the reader's desk for a decision; 0 for whoever has none. */ reviews: count });

export const homeRoutes = {
  home: route({ method: 'GET', path: '/units/:unitId/home', can: 'home.read', doc: 'The branch site\'s home for a member: live or next meeting, check-in, what waits for me, latest posts and board.', input: object({ unitId: id }), output: Home }),
};
