/** What programs read of the public pages: a feed of each site, the list of addresses, and where search engines may go. */
import { html } from './public-html.js';
import type { PublicCard, PublicSite } from './public.service.js';

export function atomOf(base: string, site: PublicSite, posts: readonly PublicCard[]): string {
  const address = `${base}/s/${site.id}`;
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${address}</id>
<title>${site.name}</title>
<subtitle>${site.banner}</subtitle>
<link rel="alternate" type="text/html" href="${address}"/>
<link rel="self" type="application/atom+xml" href="${address}/feed.xml"/>
<updated>${(posts[0]?.publishedAt ?? new Date(0)).toISOString()}</updated>
${posts.map((post) => html`<entry>
<id>${address}/${post.id}</id>
<title>${post.title}</title>
<link rel="alternate" type="text/html" href="${address}/${post.id}"/>
<published>${post.publishedAt.toISOString()}</published>
<updated>${post.publishedAt.toISOString()}</updated>
<author><name>${post.author}</name></author>
<summary>${post.excerpt}</summary>
</entry>
`)}</feed>
`.text;
}

/** Sites and posts, never persons (SITE-5). */
export const sitemapOf = (base: string, addresses: readonly { siteId: string; postId: string | null; at: Date | null }[]): string => html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>${base}/s</loc></url>
${addresses.map(({ siteId, postId, at }) => html`<url><loc>${base}/s/${siteId}${postId ? `/${postId}` : null}</loc>${at ? html`<lastmod>${at.toISOString()}</lastmod>` : null}</url>
`)}</urlset>
`.text;

export const robotsOf = (base: string): string => `User-agent: *\nAllow: /s\nDisallow: /api/\nDisallow: /files/\nDisallow: /*/takedown\nSitemap: ${base}/sitemap.xml\n`;
