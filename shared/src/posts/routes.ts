/** Routes of posts in columns and of the message board (留言板). Comments, pictures and revisions come with their own story. */
import { answer, clientId, count, flag, id, judged, moment, nullable, object, oneOf, optional, page, paging, PersonRef, string, text } from '../fields.js';
import { Column } from '../sites/routes.js';
import { route } from '../route.js';

export const visibilities = ['branch', 'community', 'members', 'public'] as const;
export type Visibility = (typeof visibilities)[number];
export const visibilityNames: Record<Visibility, string> = { branch: '仅本支部', community: '本社区党员', members: '全体党员', public: '向社会公开' };

/** Where content stands: waiting for a person, to be read, taken from view, sent back, taken back by its author. Nothing is deleted (MOD-2, MOD-3). */
export const contentStates = ['pending', 'published', 'hidden', 'rejected', 'retracted'] as const;
export type ContentState = (typeof contentStates)[number];
export const contentKinds = ['post', 'comment', 'message', 'line'] as const;
export type ContentKind = (typeof contentKinds)[number];
export const contentKindNames: Record<ContentKind, string> = { post: '帖子', comment: '跟帖', message: '留言', line: '发言' };
/** Why content waits for a person. */
export const holdReasons = ['column', 'firstPosts', 'words', 'wechat', 'wechatPolitical', 'wechatDown', 'hosted'] as const;
export type HoldReason = (typeof holdReasons)[number];
export const holdReasonNames: Record<HoldReason, string> = { column: '本栏目先审后发', firstPosts: '新成员头几篇先审', words: '有词语需要人看一看', wechat: '微信内容检查建议人看一看', wechatPolitical: '公开内容涉及时政，由人看一看', wechatDown: '微信内容检查没有答复，由人看一看', hosted: '由上级代管' };

export const PostCard = answer({ id, title: string(), excerpt: string(), column: Column, author: answer({ ...PersonRef.shape, company: nullable(string()) }), publishedAt: moment, visibility: oneOf(visibilities), state: oneOf(contentStates) });
export const Post = answer({ ...PostCard.shape, text: string(), mine: flag() });
export const Message = answer({ id, author: PersonRef, text: string(), leftAt: moment, answer: nullable(answer({ by: PersonRef, text: string(), at: moment })), waitingHours: nullable(count), mine: flag(), state: oneOf(contentStates) });

export const postRoutes = {
  posts: route({ method: 'GET', path: '/units/:unitId/posts', can: 'post.read', doc: 'Posts of the site, newest first, of one column or all.', input: object({ unitId: id, columnId: optional(id), ...paging }), output: page(PostCard) }),
  post: route({ method: 'GET', path: '/units/:unitId/posts/:postId', can: 'post.read', doc: 'One post.', input: object({ unitId: id, postId: id }), output: Post }),
  write: route({ method: 'POST', path: '/units/:unitId/posts', can: 'post.write', doc: 'Publish a text post in a column; public needs the site to be online.',
    input: object({ unitId: id, clientId, columnId: id, title: text(60), text: judged(20_000), visibility: oneOf(visibilities) }), output: Post }),
};
export const boardRoutes = {
  messages: route({ method: 'GET', path: '/units/:unitId/messages', can: 'message.read', doc: 'The message board, newest first, with the branch\'s answers; the team sees how long each has waited.',
    input: object({ unitId: id, unanswered: optional(oneOf(['yes'])), ...paging }), output: page(Message) }),
  leave: route({ method: 'POST', path: '/units/:unitId/messages', can: 'message.write', doc: 'Leave a message on the board.', input: object({ unitId: id, clientId, text: judged(4000) }), output: Message }),
  answer: route({ method: 'POST', path: '/units/:unitId/messages/:messageId/answer', can: 'message.answer', doc: 'The branch\'s first answer (第一时间跟帖回应). Two at once make one: the second gets 409 with who and when.',
    input: object({ unitId: id, messageId: id, clientId, text: judged(4000) }), output: Message }),
};
