/** The pages a visitor reads: sites, one site, a post, its pictures, and the one page for all that is not here. */
import { isLink } from '@branch/shared/posts/blocks';
import { paths } from '@branch/shared/paths';
import { fullDate, shanghaiDay } from '@branch/shared/time';
import { html } from './public-html.js';
import type { Markup, Sheet } from './public-html.js';
import type { PublicCard, PublicPost, PublicSite } from './public.service.js';
import type { StoredBlock } from './post.entity.js';

export interface View { sheet: Sheet; body: Markup }
type Picture = Extract<StoredBlock, { type: 'picture' }>;

export const fileAddress = (id: string, size: 'full' | 'thumb' | 'document'): string => `/s/files/${id}/${size}`;
const date = (at: Date) => html`<time datetime="${shanghaiDay(at)}">${fullDate(at)}</time>`;
const short = (text: string, most: number): string => { const all = [...text.replace(/\s+/g, ' ').trim()]; return all.length > most ? `${all.slice(0, most - 1).join('')}…` : all.join(''); };
const picturesOf = (post: PublicPost): Picture[] => post.blocks.filter((block) => block.type === 'picture');
const altOf = (picture: Picture, number: number): string => picture.alt || picture.caption || `第 ${number} 张图片`;

export function sitesView(sites: PublicSite[]): View {
  return {
    sheet: { title: '支部网站 · 在线支部', description: '已经上线的党支部网站，由各支部自己编写和管理。', path: '/s' },
    body: html`<h1>支部网站</h1>
${sites.length === 0 ? html`<p class="soft">还没有上线的网站。</p>` : html`<ul class="cards">${sites.map((site) => html`
<li class="card item"><div class="words"><h2><a href="/s/${site.id}">${site.name}</a></h2><p class="soft">${site.banner}</p><p class="meta">${[site.unitName, site.communityName].filter(Boolean).join(' · ')}</p></div></li>`)}
</ul>`}`,
  };
}

export function siteView({ site, posts, next }: { site: PublicSite; posts: PublicCard[]; next: string | null }, first: boolean): View {
  const cover = posts.find((post) => post.cover !== null)?.cover;
  return {
    sheet: { title: site.name, description: short(site.introduction || site.banner || `${site.unitName}的网站`, 120), path: `/s/${site.id}`, site, theme: site.theme, inApp: paths.siteFace(site.id), picture: cover ? { path: fileAddress(cover.fileId, 'full'), alt: cover.alt || cover.caption || site.name } : null, ...(first ? {} : { hidden: true as const }) },
    body: html`<div class="sign"><h1>${site.name}</h1>${site.banner ? html`<p>${site.banner}</p>` : null}</div>
${site.introduction ? html`<p class="soft">${site.introduction}</p>` : null}
<p class="meta">${[site.unitName, site.communityName].filter(Boolean).join(' · ')}${site.exemplary ? html` <span class="tag">精品网站</span>` : null}</p>
${posts.length === 0 ? html`<p class="card soft">还没有向社会公开的文章。</p>` : html`<ul class="cards">${posts.map((post) => html`
<li class="card item"><div class="words"><h2><a href="/s/${site.id}/${post.id}">${post.title}</a></h2><p class="soft">${post.excerpt}</p><p class="meta">${post.column} · ${post.author} · ${date(post.publishedAt)}</p></div>${post.cover ? html`<img src="${fileAddress(post.cover.fileId, 'thumb')}" alt="${post.cover.alt || post.cover.caption}" width="84" height="84" loading="lazy">` : null}</li>`)}
</ul>`}
${next ? html`<p><a class="more" href="/s/${site.id}?before=${next}">更早的文章</a></p>` : null}`,
  };
}

export function postView({ site, post }: { site: PublicSite; post: PublicPost }): View {
  const pictures = picturesOf(post);
  const first = pictures[0];
  const words = post.blocks.map((block) => (block.type === 'list' ? block.items.join(' ') : 'text' in block ? block.text : block.type === 'picture' ? block.caption : '')).join(' ');
  return {
    sheet: { title: `${post.title} · ${site.name}`, description: short(words, 120) || post.title, path: `/s/${site.id}/${post.id}`, site, theme: site.theme, inApp: paths.post(site.id, post.id), article: post, picture: first ? { path: fileAddress(first.fileId, 'full'), alt: altOf(first, 1) } : null },
    body: html`<article>
<h1>${post.title}</h1>
<p class="meta">${post.column} · ${post.author} · ${date(post.publishedAt)}${post.editedAt ? ' · 有修改' : null}</p>
${post.blocks.map((block) => blockView(block, site.id, post.id, pictures))}
</article>
<div class="end">
<p class="soft">${post.comments > 0 ? `${post.comments} 条点评，` : null}<a href="${paths.post(site.id, post.id)}">登录后可以看点评、参加讨论</a></p>
<p class="meta">文中有您的姓名或照片，不愿意公开？<a href="/s/${site.id}/${post.id}/takedown">申请撤下</a></p>
</div>`,
  };
}

function blockView(block: StoredBlock, siteId: string, postId: string, pictures: readonly Picture[]): Markup {
  switch (block.type) {
    case 'heading': return html`<h2>${block.text}</h2>\n`;
    case 'quote': return html`<blockquote>${block.text}</blockquote>\n`;
    case 'list': return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
    case 'link': return isLink(block.url) ? html`<p><a class="big" href="${block.url}" rel="nofollow noopener noreferrer">${block.text || block.url}</a></p>\n` : html`<p>${block.text}</p>\n`;
    case 'attachment': return html`<a class="file" href="${fileAddress(block.fileId, 'document')}"><span>${block.name}</span><span class="meta">${block.bytes >= 1_048_576 ? `${(block.bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(block.bytes / 1024))} KB`}</span></a>\n`;
    case 'picture': {
      const number = pictures.indexOf(block) + 1;
      return html`<figure><a href="/s/${siteId}/${postId}/pictures#p${number}"><img src="${fileAddress(block.fileId, 'full')}" alt="${altOf(block, number)}" width="${block.width}" height="${block.height}"${number > 1 ? html` loading="lazy"` : null}></a>${block.caption ? html`<figcaption>${block.caption}</figcaption>` : null}</figure>\n`;
    }
    default: return html`<p>${block.text}</p>\n`;
  }
}

/** All pictures side by side: a finger moves to the next one; beneath, a link to each. */
export function picturesView({ site, post }: { site: PublicSite; post: PublicPost }): View {
  const pictures = picturesOf(post);
  return {
    sheet: { title: `图片 · ${post.title}`, description: post.title, path: `/s/${site.id}/${post.id}`, site, theme: site.theme, hidden: true, inApp: paths.post(site.id, post.id) },
    body: html`<h1 class="meta"><a class="more" href="/s/${site.id}/${post.id}">返回《${post.title}》</a></h1>
<div class="strip" tabindex="0" role="group" aria-label="共 ${pictures.length} 张图片，左右滑动">${pictures.map((picture, at) => html`
<figure id="p${at + 1}"><img src="${fileAddress(picture.fileId, 'full')}" alt="${altOf(picture, at + 1)}" width="${picture.width}" height="${picture.height}"><figcaption>${at + 1} / ${pictures.length}${picture.caption ? `　${picture.caption}` : null}</figcaption></figure>`)}
</div>
<nav aria-label="图片"><ul class="steps">${pictures.map((_, at) => html`<li><a href="#p${at + 1}" aria-label="第 ${at + 1} 张">${at + 1}</a></li>`)}</ul></nav>`,
  };
}

/** The same page for everything that is not to be read here, so that nobody learns whether there is something. */
export const notHere: View = {
  sheet: { title: '这里没有可以看的内容 · 在线支部', description: '没有找到这个页面，或者它没有向社会公开。', path: '/s', hidden: true },
  body: html`<h1>这里没有可以看的内容</h1>
<p class="soft">没有找到这个页面，或者它没有向社会公开。</p>
<p><a class="more" href="/s">看看已经上线的支部网站</a></p>`,
};

export interface Asked { name: string; contact: string; reason: string }
export function takedownView({ site, post }: { site: PublicSite; post: PublicPost }, given: Asked, wrong: string | null): View {
  return {
    sheet: { title: `申请撤下 · ${post.title}`, description: '文中有您的姓名或照片，可以申请撤下。', path: `/s/${site.id}/${post.id}`, site, theme: site.theme, hidden: true },
    body: html`<h1>申请撤下《${post.title}》</h1>
<p class="soft">文中有您的姓名、照片或个人信息，而您不愿意公开，请告诉我们。支部的网管员会马上收到，处理后按您留的方式答复。您填的内容只有处理的人看得到。</p>
${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : null}
<form method="post" action="/s/${site.id}/${post.id}/takedown">
<label for="name">怎么称呼您</label><input id="name" name="name" required maxlength="40" autocomplete="name" value="${given.name}">
<label for="contact">怎么联系您（电话或邮箱）</label><input id="contact" name="contact" required maxlength="80" value="${given.contact}">
<label for="reason">哪一处、为什么</label><textarea id="reason" name="reason" required maxlength="150">${given.reason}</textarea>
<button type="submit">提交申请</button>
</form>`,
  };
}
export const takenDownView = ({ site, post }: { site: PublicSite; post: PublicPost }): View => ({
  sheet: { title: `已收到 · ${post.title}`, description: '已收到您的申请。', path: `/s/${site.id}/${post.id}`, site, theme: site.theme, hidden: true },
  body: html`<h1>已收到您的申请</h1>
<p class="soft">支部的网管员已经收到，会先核对再处理，并按您留的方式答复。</p>
<p><a class="more" href="/s/${site.id}">回到${site.name}</a></p>`,
});
