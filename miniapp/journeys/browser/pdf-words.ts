import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF that Chromium printed, a string a page: what a reader can select and copy, by each font's own table from glyphs to characters. Only as
 * much of the format as its printer writes: whole objects, deflated streams, glyphs of one byte (drawn outlines) or two, and words that say what is drawn
 * where a font has one glyph for two characters.
 */
export function pdfWords(bytes: Buffer): string[] {
  const objects = new Map<string, { head: string; stream: string | null }>();
  const text = bytes.toString('latin1');
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s(.*?)endobj/gs)) {
    const [, number = '', body = ''] = found;
    const at = body.indexOf('stream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? null : Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
    objects.set(number, { head, stream: raw && (/FlateDecode/.test(head) ? inflateSync(raw).toString('latin1') : raw.toString('latin1')) });
  }
  const at = (number: string | undefined) => objects.get(number ?? '');
  const fonts = new Map<string, Font>();
  const fontOf = (number: string): Font => {
    const known = fonts.get(number);
    if (known) return known;
    const font = charactersIn(at(/\/ToUnicode (\d+) 0 R/.exec(at(number)?.head ?? '')?.[1])?.stream ?? '');
    fonts.set(number, font);
    return font;
  };
  return [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head)).map(({ head }) => {
    const resources = /\/Resources (\d+) 0 R/.exec(head)?.[1];
    const names = new Map([...(/\/Font <<(.*?)>>/s.exec(resources ? at(resources)?.head ?? '' : head)?.[1] ?? '').matchAll(/\/(\S+) (\d+) 0 R/g)].map((one) => [one[1] ?? '', one[2] ?? '']));
    let now: Font | null = null;
    let said = false;
    let words = '';
    const content = [...(/\/Contents (\[[^\]]*\]|\d+ 0 R)/.exec(head)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map((one) => at(one[1])?.stream ?? '').join('\n');
    for (const [found, font, actual, shown] of content.matchAll(/\/(\S+) [\d.]+ Tf|\/ActualText <FEFF([0-9A-Fa-f]+)>|\bEMC\b|<([0-9A-Fa-f]+)>\s*Tj/g)) {
      if (font) now = fontOf(names.get(font) ?? '');
      else if (actual) { words += characters(actual); said = true; } else if (found === 'EMC') said = false;
      else if (shown && now && !said) for (let i = 0; i < shown.length; i += now.digits) words += now.table.get(Number.parseInt(shown.slice(i, i + now.digits), 16)) ?? '';
    }
    return words;
  });
}

interface Font { /** Hexadecimal digits of one glyph. */ digits: number; table: Map<number, string> }
const characters = (hex: string): string => String.fromCharCode(...[...hex.matchAll(/.{4}/g)].map(([unit]) => Number.parseInt(unit, 16)));

function charactersIn(cmap: string): Font {
  const table = new Map<number, string>();
  for (const [, part = ''] of cmap.matchAll(/beginbfchar(.*?)endbfchar/gs)) for (const [, glyph = '', hex = ''] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) table.set(Number.parseInt(glyph, 16), characters(hex));
  for (const [, part = ''] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', to = '', hex = ''] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1) table.set(glyph, characters(hex.slice(0, -4)) + String.fromCharCode(Number.parseInt(hex.slice(-4), 16) + glyph - first));
    }
  }
  return { digits: /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(cmap)?.[1]?.length ?? 4, table };
}
