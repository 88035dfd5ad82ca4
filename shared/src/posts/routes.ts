/** Routes of posts in columns and of the message board (留言板). */
import { answer, clientId, count, flag, id, integer, judged, list, moment, nullable, object, oneOf, optional, page, paging, PersonRef, string, text } from '../fields.js';
import { Column } from '../sites/routes.js';
import { route } from '../route.js';
import { Blocks, ShownBlock } from './blocks.js';
import { clockStates } from './first-response.js';

export const visibilities = ['branch', 'community', 'members', 'public'] as const;
export type Visibility = (typeof visibilities)[number];
export const visibilityNames: Record<Visibility, string> = { branch: '仅本支部', community: '本社区党员', members: '全体党员', public: '向社会公开' };

/** Where content stands: waiting for a person, to be read, taken from view, sent back, taken back by its author. Nothing is deleted (MOD-2, MOD-3). */
export const contentStates = ['pending', 'published', 'hidden', 'rejected', 'retracted'] as const;
export type ContentState = (typeof contentStates)[number];
export const contentKinds = ['post', 'comment', 'message', 'line'] as const;
export type ContentKind = (typeof contentKinds)[number];
export const contentKindNames: Record<ContentKind, string> = { post: '帖子', comment: '点评', message: '留言', line: '发言' };
/** Why content waits for a person. */
export const holdReasons = ['column', 'firstPosts', 'words', 'wechat', 'wechatPolitical', 'wechatDown', 'wechatNone', 'checking', 'unchecked', 'returned'] as const;
export type HoldReason = (typeof holdReasons)[number];
export const holdReasonNames: Record<HoldReason, string> = { column: '本栏目先审后发', firstPosts: '新成员头几篇先审', words: '有词语需要人看一看', wechat: '微信内容检查建议人看一看', wechatPolitical: '公开内容涉及时政，由人看一看', wechatDown: '微信内容检查没有答复，由人看一看', wechatNone: '公开内容，作者没有绑定微信，由人看一看', checking: '公开内容正在检查', unchecked: '没有自动检查，由网管员看过再公开', returned: '退回后修改过，请再看一看' };

export const PostCard = answer({ id, title: string(), excerpt: string(), column: Column, author: answer({ ...PersonRef.shape, company: nullable(string()) }), publishedAt: moment, visibility: oneOf(visibilities), state: oneOf(contentStates),
  comments: count, /** How many pictures the post has, and the address of the first. */ pictures: count, cover: nullable(answer({ thumbUrl: string(), alt: string() })) });
/** A post to read. `office`: the author's office in this unit, so that no look-alike name passes for the secretary. `revision` is what an edit must name. */
export const Post = answer({ ...PostCard.shape, unitId: id, text: string(), blocks: list(ShownBlock, 200), mine: flag(), office: nullable(string()), revision: count, editedAt: nullable(moment),
  thanks: count, seen: count, thanked: flag(), saw: flag(), mayComment: flag(), /** Its column lets members comment as 匿名 (MOD-7). */ pseudonyms: flag(), restoredAt: optional(nullable(moment)) });
export const Revision = answer({ revision: count, title: string(), blocks: list(ShownBlock, 200), by: PersonRef, at: moment });
/** In which order a column is read; 热门 goes by comments, never by reads. */
export const postOrders = ['latest', 'discussed', 'unanswered'] as const;
export type PostOrder = (typeof postOrders)[number];
export const postOrderNames: Record<PostOrder, string> = { latest: '最新', discussed: '热门', unanswered: '未回应' };
const one = { unitId: id, postId: id };
/** The words of a post: blocks, or a plain text that is taken as paragraphs. */
const written = { columnId: id, title: text(60), blocks: optional(Blocks), text: optional(judged(20_000)), visibility: oneOf(visibilities) };
export const Message = answer({ id, author: PersonRef, text: string(), leftAt: moment, answer: nullable(answer({ by: PersonRef, text: string(), at: moment })), waitingHours: nullable(count), /** By when a first answer was promised, and where the clock stands (SITE-9). */ promisedAt: nullable(moment), clock: oneOf(clockStates), received: nullable(answer({ by: PersonRef, at: moment })), mine: flag(), state: oneOf(contentStates), restoredAt: optional(nullable(moment)) });

export const postRoutes = {
  posts: route({ method: 'GET', path: '/units/:unitId/posts', can: 'site.visit', doc: 'Posts of the site, of one column or all: newest first, most discussed first, or those nobody has answered.',
    input: object({ unitId: id, columnId: optional(id), order: optional(oneOf(postOrders)), ...paging }), output: page(PostCard) }),
  wider: route({ method: 'GET', path: '/posts', can: 'me.read', doc: 'Posts of other sites that are meant for me: my community, all members, the public (SITE-6). Newest first.', input: object(paging), output: page(answer({ ...PostCard.shape, unitId: id, siteName: string() })) }),
  post: route({ method: 'GET', path: '/units/:unitId/posts/:postId', can: 'post.open', doc: 'One post, for whom it is meant: its visibility and not the unit decides (SITE-6), so that a shared link needs no sign-in where the post is public. Who may not read it is told that there is none.', input: object(one), output: Post }),
  write: route({ method: 'POST', path: '/units/:unitId/posts', can: 'post.write', doc: 'Publish a post in a column; public needs the site to be online. `draftId` names the draft that is done with.',
    input: object({ unitId: id, clientId, draftId: optional(clientId), ...written }), output: Post }),
  edit: route({ method: 'PUT', path: '/units/:unitId/posts/:postId', can: 'post.write', doc: 'Change one\'s own post. `revision` is the one it was read at: if another came between, 409 with who, when and what it says now; nothing is overwritten.',
    input: object({ ...one, revision: integer(1, 1_000_000), draftId: optional(clientId), ...written }), output: Post }),
  retract: route({ method: 'POST', path: '/units/:unitId/posts/:postId/retract', can: 'post.write', doc: 'Take back one\'s own post: it is no longer read or counted; the words stay in one\'s drafts.', input: object(one), output: answer({ draftId: clientId }) }),
  revisions: route({ method: 'GET', path: '/units/:unitId/posts/:postId/revisions', can: 'post.read', doc: 'Every version of a post with who and when, newest first, for the unit\'s own people.', input: object(one), output: answer({ items: list(Revision, 100) }) }),
  attachment: route({ method: 'GET', path: '/units/:unitId/posts/:postId/attachments/:fileId', can: 'post.open', doc: 'The address of an attachment of a post one may read, for this session and 5 to 10 minutes.', input: object({ ...one, fileId: id }), output: answer({ url: string() }) }),
  react: route({ method: 'POST', path: '/units/:unitId/posts/:postId/reaction', can: 'comment.write', doc: 'Say 谢谢 or 看过, or take it back. Only the sum is shown, and it counts for nothing (SITE-8).',
    input: object({ ...one, kind: oneOf(['thanks', 'seen']), on: flag() }), output: answer({ thanks: count, seen: count, thanked: flag(), saw: flag() }) }),
};
export const boardRoutes = {
  messages: route({ method: 'GET', path: '/units/:unitId/messages', can: 'message.read', doc: 'The message board, newest first, with the branch\'s answers; the team sees how long each has waited.',
    input: object({ unitId: id, unanswered: optional(oneOf(['yes'])), ...paging }), output: page(Message) }),
  leave: route({ method: 'POST', path: '/units/:unitId/messages', can: 'message.write', doc: 'Leave a message on the board.', input: object({ unitId: id, clientId, text: judged(4000) }), output: Message }),
  receive: route({ method: 'POST', path: '/units/:unitId/messages/:messageId/receive', can: 'message.answer', doc: 'Say 「收到，正在办」: a first answer that stops the clock; the real one may follow. Two at once make one.', input: object({ unitId: id, messageId: id }), output: Message }),
  answer: route({ method: 'POST', path: '/units/:unitId/messages/:messageId/answer', can: 'message.answer', doc: 'The branch\'s first answer (第一时间跟帖回应). Two at once make one: the second gets 409 with who and when.',
    input: object({ unitId: id, messageId: id, clientId, text: judged(4000) }), output: Message }),
};
