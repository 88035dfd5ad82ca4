/**
 * What is pasted from Word or a web page as clean blocks (SITE-7). The HTML is read by the browser's own parser, which runs nothing of it, and only words,
 * headings, quotations, lists and links are taken out; it never reaches the page or the server.
 */
import { type Block, isLink } from '@branch/shared/posts/blocks';

const skipped = new Set(['SCRIPT', 'STYLE', 'TITLE', 'META', 'LINK', 'HEAD', 'NOSCRIPT', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'BUTTON', 'SELECT', 'TEXTAREA']);
const breaking = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'ASIDE', 'TABLE', 'TR', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'PRE', 'FIGURE', 'FIGCAPTION', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'BODY']);
/** Word writes lists as paragraphs with a bullet typed in front. */
const bullet = /^[·•▪◦●○■□➢✓*\-–]\s+|^[(（]?\d{1,2}[.、)）]\s+/;
const invisible = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function blocksOfHtml(html: string): Block[] {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  const blocks: Block[] = [];
  let line = '';
  const push = (block: Block): void => {
    const last = blocks[blocks.length - 1];
    if (block.type === 'list' && last?.type === 'list') last.items.push(...block.items);
    else blocks.push(block);
  };
  const flush = (type: 'paragraph' | 'heading' | 'quote' | 'item'): void => {
    const text = line.replace(invisible, '').replace(/[ \t\u00a0]+/g, ' ').replace(/ ?\n ?/g, '\n').trim();
    line = '';
    if (text === '') return;
    if (type === 'item') push({ type: 'list', items: [text] });
    else if (type === 'paragraph' && bullet.test(text) && !text.includes('\n')) push({ type: 'list', items: [text.replace(bullet, '')] });
    else push({ type, text });
  };
  const walk = (node: Node, as: 'paragraph' | 'heading' | 'quote' | 'item'): void => {
    if (node.nodeType === 3) {
      line += (node.textContent ?? '').replace(/[\r\n]+/g, ' ');
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as Element;
    const tag = element.tagName.toUpperCase();
    if (skipped.has(tag)) return;
    if (tag === 'BR') {
      line += '\n';
      return;
    }
    if (tag === 'TD' || tag === 'TH') line += line === '' || line.endsWith('\t') ? '' : '　';
    const inner = /^H[1-6]$/.test(tag) ? 'heading' : tag === 'BLOCKQUOTE' ? 'quote' : tag === 'LI' ? 'item' : as;
    if (breaking.has(tag)) flush(as);
    const href = tag === 'A' ? (element.getAttribute('href') ?? '') : '';
    // A paragraph that is nothing but a link becomes one; within a sentence the words stay.
    if (isLink(href) && line.trim() === '' && element.parentElement?.textContent?.trim() === element.textContent?.trim()) {
      push({ type: 'link', url: href, text: (element.textContent ?? '').replace(invisible, '').replace(/\s+/g, ' ').trim().slice(0, 200) });
      return;
    }
    element.childNodes.forEach((child) => walk(child, inner));
    if (breaking.has(tag)) flush(inner);
  };
  walk(body, 'paragraph');
  flush('paragraph');
  return blocks;
}

/** Whether the pasted HTML says more than its plain text does. */
export const isStructured = (blocks: readonly Block[]): boolean => blocks.length > 1 || (blocks[0] !== undefined && blocks[0].type !== 'paragraph');
