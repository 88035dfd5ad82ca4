/** Pages that need no JavaScript and no sign-in (SITE-5): HTML put together from parts, of which everything but our own markup is escaped. */

/** Markup of ours; everything else is text. */
export class Markup {
  constructor(readonly text: string) {}
}
type Piece = Markup | string | number | null | false | undefined | readonly Piece[];

// Neither HTML nor XML has a place for controls and halves of characters; what was stored has none, what is typed into a form may.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
// Nearly every text has nothing of either: one look is enough then.
const doubtful = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]/;
const escaped = (text: string): string => (doubtful.test(text) ? text.replace(unwritable, '').replace(/[&<>"']/g, (mark) => entities[mark] ?? mark) : text);

const written = (piece: Piece): string => (piece instanceof Markup ? piece.text : piece === null || piece === undefined || piece === false ? '' : typeof piece === 'string' || typeof piece === 'number' ? escaped(String(piece)) : piece.map(written).join(''));
/** `html\`<p>${text}</p>\``: what is put in is escaped unless it was made here. Attributes always stand in double quotes. */
export const html = (strings: TemplateStringsArray, ...pieces: Piece[]): Markup => new Markup(strings.reduce((text, part, at) => text + written(pieces[at - 1]) + part));

export interface Sheet {
  title: string; description: string; /** Beneath the installation's address. */ path: string; site?: { id: string; name: string } | undefined; picture?: { path: string; alt: string } | null | undefined; article?: { publishedAt: Date; editedAt: Date | null } | undefined;
  /** Not for search engines: forms and pages of pictures. */ hidden?: true; theme?: string | undefined; inApp?: string | undefined;
}

/** The whole document. `base` is the installation's public address, for what other programs read. */
export function documentOf(base: string, style: string, sheet: Sheet, body: Markup): string {
  const address = base + sheet.path;
  return html`<!doctype html>
<html lang="zh-CN"${sheet.theme ? new Markup(` class="theme-${escaped(sheet.theme)}"`) : null}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${sheet.title}</title>
<meta name="description" content="${sheet.description}">
<meta name="format-detection" content="telephone=no">
<meta name="color-scheme" content="light dark">
${sheet.hidden ? new Markup('<meta name="robots" content="noindex">') : html`<link rel="canonical" href="${address}">`}
<meta property="og:locale" content="zh_CN">
<meta property="og:type" content="${sheet.article ? 'article' : 'website'}">
<meta property="og:title" content="${sheet.title}">
<meta property="og:description" content="${sheet.description}">
<meta property="og:url" content="${address}">
${sheet.site ? html`<meta property="og:site_name" content="${sheet.site.name}">
<link rel="alternate" type="application/atom+xml" title="${sheet.site.name}" href="/s/${sheet.site.id}/feed.xml">` : null}
${sheet.picture ? html`<meta property="og:image" content="${base + sheet.picture.path}">
<meta property="og:image:alt" content="${sheet.picture.alt}">` : null}
${sheet.article ? html`<meta property="article:published_time" content="${sheet.article.publishedAt.toISOString()}">` : null}
<link rel="stylesheet" href="${style}">
</head>
<body>
<header class="top"><a href="${sheet.site ? `/s/${sheet.site.id}` : '/s'}">${sheet.site?.name ?? '在线支部'}</a><a class="in-app" href="${sheet.inApp ?? '/'}">在应用里打开</a></header>
<main>
${body}
</main>
<footer><p>由党支部自己编写和管理。<a href="/s">更多支部网站</a></p></footer>
</body>
</html>
`.text;
}
