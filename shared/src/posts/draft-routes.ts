/** Routes of one's own drafts of posts: kept on the server as they are typed, beside the copy on the device (SITE-7). */
import { answer, anyText, clientId, flag, id, integer, list, moment, nullable, object, oneOf, optional, string } from '../fields.js';
import { route } from '../route.js';
import { DraftBlocks, ShownBlock } from './blocks.js';
import { visibilities } from './routes.js';

/** `postId` and `revision`: the draft changes a post that is out already. `note`: why it came back (retracted, or what a moderator wrote). */
export const Draft = answer({ id: clientId, unitId: id, postId: nullable(id), revision: nullable(integer(1, 1_000_000)), columnId: nullable(id), title: string(), visibility: oneOf(visibilities), blocks: list(ShownBlock, 200), note: string(), savedAt: moment });
export const DraftCard = answer({ id: clientId, unitId: id, unitName: string(), postId: nullable(id), title: string(), excerpt: string(), note: string(), savedAt: moment });
/** An id made by a device is no address: it travels in query or body. */
const one = { unitId: id, draftId: clientId };

export const draftRoutes = {
  drafts: route({ method: 'GET', path: '/drafts', can: 'me.read', doc: 'My drafts of every unit, newest first. Nobody else\'s, ever.', input: object({}), output: answer({ items: list(DraftCard, 100) }) }),
  draft: route({ method: 'GET', path: '/units/:unitId/draft', can: 'post.write', doc: 'One of my drafts.', input: object(one), output: Draft }),
  saveDraft: route({ method: 'PUT', path: '/units/:unitId/drafts', can: 'post.write', doc: 'Keep a draft under the id its device made; the newest wins. Words are not judged before they are published, only their size.',
    input: object({ ...one, postId: optional(id), revision: optional(integer(1, 1_000_000)), columnId: optional(id), title: anyText(200), visibility: oneOf(visibilities), blocks: DraftBlocks }), output: answer({ savedAt: moment }) }),
  dropDraft: route({ method: 'DELETE', path: '/units/:unitId/drafts', can: 'post.write', doc: 'Throw a draft away; a draft that is gone already is no error.', input: object(one), output: answer({ dropped: flag() }) }),
};
