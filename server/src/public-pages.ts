/** The public face (SITE-5): pages, pictures, feeds and the form of a takedown, beside the API and without JavaScript. What a visitor may not read answers one and the same page. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusals } from '@branch/shared/refusals';
import { answerError, attachment, refusalOf } from './kit/answers.js';
import type { Config } from './kit/config.js';
import { FilesService } from './kit/files.service.js';
import { idPattern } from './kit/ids.js';
import { fileTypes } from './kit/files.controller.js';
import type { FilePart } from './kit/storage.js';
import { addressOf } from './members/attempts.js';
import { Takedowns } from './moderation/takedown.service.js';
import { atomOf, robotsOf, sitemapOf } from './posts/public-feeds.js';
import { documentOf } from './posts/public-html.js';
import { publicStyle, publicStyleName } from './posts/public-style.js';
import { notHere, picturesView, postView, sitesView, siteView, takedownView, takenDownView } from './posts/public-views.js';
import type { View } from './posts/public-views.js';
import { PublicService } from './posts/public.service.js';

/** No script, no frame, nothing from elsewhere. */
const policy = 'default-src \'none\'; style-src \'self\'; img-src \'self\'; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'';
/** Short, so that what is taken down is gone everywhere soon. */
const kept = 'public, max-age=60';
type Params = Partial<Record<'site' | 'post' | 'id' | 'size', string>>;

export function servePublic(app: NestFastifyApplication, config: Config): void {
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const base = config.publicUrl.replace(/\/+$/, '');
  const pages = () => app.get(PublicService);
  const style = `/s/${publicStyleName}`;

  const answer = (reply: FastifyReply, { sheet, body }: View, status = 200): FastifyReply => reply.status(status).type('text/html; charset=utf-8').header('content-security-policy', policy).header('referrer-policy', 'no-referrer')
    .header('cache-control', status === 200 ? kept : 'no-store').send(documentOf(base, style, sheet, body));
  /** Registers a page; whatever is refused as «not found», and every id that cannot be one, is the page that says so. */
  const page = (path: string, work: (params: Required<Params>, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>, method: 'GET' | 'POST' = 'GET') => http.route({ method, url: path, handler: async (request, reply) => {
    const params = request.params as Required<Params>;
    try {
      if ([params.site, params.post, params.id].some((id: string | undefined) => id !== undefined && !idPattern.test(id))) return answer(reply, notHere, 404);
      return await work(params, request, reply);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status === 404 || refusal.code === 'cursor.invalid') return answer(reply, notHere, 404);
      answerError(error, request, reply);
      return reply;
    }
  } });
  const counted = (request: FastifyRequest): boolean => request.method === 'GET' && !/bot|spider|crawl|slurp/i.test(request.headers['user-agent'] ?? '');

  page('/s', async (_params, _request, reply) => answer(reply, sitesView(await pages().sites())));
  page('/s/:site', async ({ site }, request, reply) => {
    const { before } = request.query as { before?: unknown };
    const cursor = typeof before === 'string' ? before : undefined;
    return answer(reply, siteView(await pages().site(site, cursor), cursor === undefined));
  });
  page('/s/:site/:post', async ({ site, post }, request, reply) => answer(reply, postView(await pages().post(site, post, counted(request)))));
  page('/s/:site/:post/pictures', async ({ site, post }, _request, reply) => answer(reply, picturesView(await pages().post(site, post, false))));
  page('/s/:site/feed.xml', async ({ site }, _request, reply) => {
    const found = await pages().site(site);
    return reply.type('application/atom+xml; charset=utf-8').header('cache-control', kept).send(atomOf(base, found.site, found.posts));
  });
  page('/s/:site/:post/takedown', async ({ site, post }, _request, reply) => answer(reply.header('cache-control', 'no-store'), takedownView(await pages().post(site, post, false), { name: '', contact: '', reason: '' }, null)));
  page('/s/:site/:post/takedown', async ({ site, post }, request, reply) => {
    const found = await pages().post(site, post, false);
    const field = (name: string, most: number): string => { const value = (request.body as Record<string, unknown> | null | undefined)?.[name]; return typeof value === 'string' ? value.slice(0, most) : ''; };
    const given = { name: field('name', 100), contact: field('contact', 200), reason: field('reason', 1000) };
    try {
      await app.get(Takedowns).ask({ siteId: site, postId: post, ...given }, addressOf(request.ip));
      return answer(reply, takenDownView(found));
    } catch (error) {
      // What was typed stays on the page.
      const refusal = refusalOf(error);
      if (refusal.status !== 422 && refusal.status !== 429) throw error;
      return answer(reply, takedownView(found, given, refusals[refusal.code][1]), refusal.status);
    }
  }, 'POST');
  page('/s/files/:id/:size', async ({ id, size }, _request, reply) => {
    const found = size === 'full' || size === 'thumb' || size === 'document' ? await app.get(FilesService).forVisitors(id, size satisfies FilePart) : null;
    if (!found) return answer(reply, notHere, 404);
    return reply.type(fileTypes[found.kind]).header('content-disposition', found.kind === 'picture' ? 'inline' : attachment(found.name ?? 'file')).header('x-content-type-options', 'nosniff')
      .header('content-security-policy', 'default-src \'none\'; sandbox').header('cache-control', 'public, max-age=300').header('cross-origin-resource-policy', 'cross-origin').send(found.bytes);
  });
  page('/s/*', async (_params, _request, reply) => answer(reply, notHere, 404));

  http.get(style, (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(publicStyle));
  http.get('/sitemap.xml', async (_request, reply) => reply.type('application/xml; charset=utf-8').header('cache-control', kept).send(sitemapOf(base, await pages().addresses())));
  http.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600').send(robotsOf(base)));
}
