import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const kilobyte = 1024;
const dist = resolve(process.env.JOURNEY_H5 ?? join(__dirname, '../../dist/h5'));
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const files = (folder: string): string[] => readdirSync(join(dist, folder)).map((name) => join(folder, name));
const packed = (name: string): number => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;

describe('the size of the web page (performance P6)', () => {
  const first = [...page.matchAll(/(?:src|href)="\/((?:js|css)\/[^"]+)"/g)].map((found) => found[1] ?? '');

  it('loads at most 150 KB gzip before its first page', () => {
    expect(first.length).toBeGreaterThan(1);
    expect(packed('index.html') + first.reduce((sum, name) => sum + packed(name), 0)).toBeLessThanOrEqual(150 * kilobyte);
  });

  it('keeps every further piece within 60 KB gzip', () => {
    const heavy = [...files('js'), ...files('css')].filter((name) => /\.(js|css)$/.test(name) && !first.includes(name)).map((name) => [name, packed(name)] as const).filter(([, bytes]) => bytes > 60 * kilobyte);
    expect(heavy).toEqual([]);
  });

  it('names no script of its own in the page and fetches nothing from elsewhere', () => {
    expect([...page.matchAll(/<script(?![^>]*\ssrc="\/js\/)[^>]*>/g)].map((found) => found[0])).toEqual([]);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const remote = files('css').filter((name) => name.endsWith('.css')).flatMap((name) => [...readFileSync(join(dist, name), 'utf8').matchAll(/url\(["']?(?:https?:)?\/\/[^)]*/g)].map((found) => `${name}: ${found[0]}`));
    expect(remote).toEqual([]);
  });

  it('needs no code made from strings, which the content policy forbids', () => {
    // The bundler's last resort where there is no globalThis stands in a try and is not reached.
    const script = (name: string): string => readFileSync(join(dist, name), 'utf8').replaceAll('new Function("return this")', '');
    const made = files('js').filter((name) => name.endsWith('.js')).filter((name) => /\beval\(|new Function\(/.test(script(name)));
    expect(made).toEqual([]);
  });
});
