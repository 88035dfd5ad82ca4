/** A post as structured blocks (SITE-7): never HTML, so that nothing typed or pasted can run. Pure functions over them, for both ends. */
import { answer, anyText, count, discriminated, hasUnprintable, id, type Infer, judged, list, literal, object, string } from '../fields.js';
import type { RefusalCode } from '../refusals.js';

/** Unicode code points of all words of a post. */
export const mostCharacters = 20_000;
export const mostPictures = 9;
export const mostAttachments = 5;
export const mostBlocks = 200;

/** A block as it is sent: files by their id only. `words`: what a text in it may be. */
const blockOf = (words: typeof judged) => discriminated('type', [
  object({ type: literal('paragraph'), text: words(40_000) }), object({ type: literal('heading'), text: words(400) }), object({ type: literal('quote'), text: words(40_000) }),
  object({ type: literal('list'), items: list(words(4000), 100) }), object({ type: literal('link'), url: words(500), text: words(400) }),
  object({ type: literal('picture'), fileId: id, alt: words(200), caption: words(400) }), object({ type: literal('attachment'), fileId: id }),
]);
export const Block = blockOf(judged);
export type Block = Infer<typeof Block>;
export const Blocks = list(Block, mostBlocks);
/** Of an unfinished draft: nothing is lost for a character that cannot be published. */
export const DraftBlocks = list(blockOf(anyText), mostBlocks);

/** A block as it is shown: pictures with what a page needs to place them and short-lived addresses; the address of an attachment is asked for when someone opens it. */
export const ShownBlock = discriminated('type', [
  answer({ type: literal('paragraph'), text: string() }), answer({ type: literal('heading'), text: string() }), answer({ type: literal('quote'), text: string() }),
  answer({ type: literal('list'), items: list(string(), 100) }), answer({ type: literal('link'), url: string(), text: string() }),
  answer({ type: literal('picture'), fileId: id, alt: string(), caption: string(), width: count, height: count, url: string(), thumbUrl: string() }),
  answer({ type: literal('attachment'), fileId: id, name: string(), bytes: count }),
]);
export type ShownBlock = Infer<typeof ShownBlock>;

/** The words of one block, each a line or paragraph of its own. */
function wordsOf(block: Block | ShownBlock): string[] {
  switch (block.type) {
    case 'list': return block.items;
    case 'link': return [block.text || block.url];
    case 'picture': return [block.caption];
    case 'attachment': return 'name' in block ? [block.name] : [];
    default: return [block.text];
  }
}

/** All that can be read of a post, for search, excerpts and counting. */
export const textOf = (blocks: readonly (Block | ShownBlock)[]): string => blocks.flatMap(wordsOf).filter((words) => words !== '').join('\n');

/** Unicode code points, without the breaks between lines (SITE-10). */
export const charactersOf = (text: string): number => [...text].filter((character) => character !== '\n').length;

/** A plain text as paragraphs: an empty line parts them, a single break stays inside. */
export const fromText = (text: string): Block[] => text.replace(/\r\n?/g, '\n').split(/\n[ \t\u3000]*\n\s*/).map((part) => part.trim()).filter((part) => part !== '').map((part) => ({ type: 'paragraph', text: part }));

/** Trimmed, and without blocks that say nothing. */
export function tidied(blocks: readonly Block[]): Block[] {
  return blocks.map((block): Block => {
    switch (block.type) {
      case 'list': return { ...block, items: block.items.map((item) => item.trim()).filter((item) => item !== '') };
      case 'link': return { ...block, url: block.url.trim(), text: block.text.trim() };
      case 'picture': return { ...block, alt: block.alt.trim(), caption: block.caption.trim() };
      case 'attachment': return block;
      default: return { ...block, text: block.text.trim() };
    }
  }).filter((block) => (block.type === 'list' ? block.items.length > 0 : block.type === 'link' ? block.url !== '' : block.type === 'picture' || block.type === 'attachment' || block.text !== ''));
}

export const filesOf = (blocks: readonly (Block | ShownBlock)[]): string[] => blocks.flatMap((block) => (block.type === 'picture' || block.type === 'attachment' ? [block.fileId] : []));

/** What was shown, as it would be sent again. */
export const asSent = (blocks: readonly ShownBlock[]): Block[] => blocks.map((block): Block => (block.type === 'picture' ? { type: 'picture', fileId: block.fileId, alt: block.alt, caption: block.caption } : block.type === 'attachment' ? { type: 'attachment', fileId: block.fileId } : block));

/** Only http and https, no name before an `@` (which would pass for the address), nothing that could end an attribute. */
export const isLink = (url: string): boolean => /^https?:\/\/[^\s<>"'`\\@/?#]+\.[^\s<>"'`\\@/?#]+([/?#][^\s<>"'`\\]*)?$/i.test(url);

/** Why these blocks cannot be a post's text; of tidied blocks. */
export function whyNotBlocks(blocks: readonly Block[]): RefusalCode | null {
  const all = blocks.flatMap((block) => [...wordsOf(block), ...(block.type === 'picture' ? [block.alt] : block.type === 'link' ? [block.url] : [])]);
  if (all.some(hasUnprintable)) return 'line.control-characters';
  if (blocks.length === 0) return 'post.empty';
  if (blocks.some((block) => block.type === 'link' && !isLink(block.url))) return 'post.link-invalid';
  if (blocks.filter((block) => block.type === 'picture').length > mostPictures) return 'post.too-many-pictures';
  if (blocks.filter((block) => block.type === 'attachment').length > mostAttachments) return 'post.too-many-attachments';
  return charactersOf(textOf(blocks)) > mostCharacters ? 'post.too-long' : null;
}

/** One line of what changed: as it was, gone, or new. */
export interface ChangedLine { change: 'same' | 'gone' | 'new'; text: string }

const lineOf = (block: Block | ShownBlock): string[] => {
  switch (block.type) {
    case 'heading': return [`【小标题】${block.text}`];
    case 'quote': return [`【引用】${block.text}`];
    case 'list': return block.items.map((item) => `· ${item}`);
    case 'link': return [`【链接】${block.text ? `${block.text} ` : ''}${block.url}`];
    case 'picture': return [`【图片】${block.caption || block.alt || block.fileId}`];
    case 'attachment': return [`【附件】${'name' in block ? block.name : block.fileId}`];
    default: return block.text.split('\n');
  }
};
interface Written { title: string; blocks: readonly (Block | ShownBlock)[] }
export const linesOf = (post: Written): string[] => [`【标题】${post.title}`, ...post.blocks.flatMap(lineOf)];

/** The difference of two versions, line by line, readable by who does not know the trade: the longest common part stays, the rest is gone or new. */
export function differenceOf(before: Written, after: Written): ChangedLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < a.length - from && tail < b.length - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const same = (lines: string[]): ChangedLine[] => lines.map((text) => ({ change: 'same', text }));
  return [...same(a.slice(0, from)), ...middle(a.slice(from, a.length - tail), b.slice(from, b.length - tail)), ...same(a.slice(a.length - tail))];
}

function middle(a: string[], b: string[]): ChangedLine[] {
  // Two texts of hundreds of changed lines have no readable difference; one is shown after the other.
  if (a.length * b.length > 250_000) return [...a.map((text): ChangedLine => ({ change: 'gone', text })), ...b.map((text): ChangedLine => ({ change: 'new', text }))];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) for (let j = b.length - 1; j >= 0; j -= 1) common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: ChangedLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { out.push({ change: 'same', text: a[i] ?? '' }); i += 1; j += 1; }
    else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) { out.push({ change: 'gone', text: a[i] ?? '' }); i += 1; }
    else { out.push({ change: 'new', text: b[j] ?? '' }); j += 1; }
  }
  return out;
}
