/** Routes of comments under a post (SITE-8): floors, one level of replies, quotes. */
import { answer, clientId, count, flag, id, judged, list, moment, nullable, object, oneOf, optional, page, paging, PersonRef, string } from '../fields.js';
import { route } from '../route.js';
import { contentStates } from './routes.js';

const Author = answer({ ...PersonRef.shape, office: nullable(string()) });
/** What a comment quotes; `text` null: taken from view since. */
const Quoted = answer({ id, name: string(), floor: nullable(count), text: nullable(string()) });
/** A reply stands beneath a floor and has none of its own. `text` null: retracted or hidden; its place stays, so that floors keep their numbers. */
export const Reply = answer({ id, author: Author, text: nullable(string()), at: moment, state: oneOf(contentStates), restoredAt: nullable(moment), mine: flag(), quote: nullable(Quoted) });
/** `floor` null: it waits, and gets its number when it is published. */
export const Comment = answer({ ...Reply.shape, floor: nullable(count), replies: list(Reply, 200) });

const under = { unitId: id, postId: id };
export const commentRoutes = {
  comments: route({ method: 'GET', path: '/units/:unitId/posts/:postId/comments', can: 'post.open', doc: 'Comments of a post one may read, by floor, each with its replies. Strangers get those that passed while the post was public: what was said among members before stays among them.', input: object({ ...under, ...paging }), output: page(Comment) }),
  comment: route({ method: 'POST', path: '/units/:unitId/posts/:postId/comments', can: 'comment.write', doc: 'Comment on a post one may read: a floor of its own, or with `parentId` a reply beneath a floor; `quoteId` quotes another comment.',
    input: object({ ...under, clientId, text: judged(8000), parentId: optional(id), quoteId: optional(id) }), output: Comment }),
  retractComment: route({ method: 'POST', path: '/units/:unitId/posts/:postId/comments/:commentId/retract', can: 'comment.write', doc: 'Take back one\'s own comment; its floor stays empty.', input: object({ ...under, commentId: id }), output: answer({ id }) }),
};
