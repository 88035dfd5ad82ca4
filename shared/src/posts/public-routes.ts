/** Routes of what everybody may read of a site that is online (SITE-5), for the app's own pages; the pages without JavaScript are beneath /s. */
import { id, object, page, paging } from '../fields.js';
import { route } from '../route.js';
import { PostCard } from './routes.js';

export const publicRoutes = {
  posts: route({ method: 'GET', path: '/sites/:siteId/posts', can: 'public.read', doc: 'Public posts of a site that is online, newest first, for anybody; authors appear under the name they chose for the public. Any other site is «not found».', input: object({ siteId: id, ...paging }), output: page(PostCard) }),
};
