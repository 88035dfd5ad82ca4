// What config/lean-templates.ts leaves out of the mini-program's templates must be set by no page: it would be silently ignored.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unusedAttributes } from '../../config/unused-attributes';

/** `hover-stay-time` → hoverStayTime, `bindanimationend` → onAnimationEnd in any letters: as a page would write it. */
const written = (name: string): string => name.replace(/^bind/, 'on').replace(/-/g, '').toLowerCase();

it('页面没有用到模板里省去的属性', () => {
  const folder = resolve(__dirname, '..');
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx$/.test(path) && !path.includes('.spec.')).map((path) => readFileSync(join(folder, path), 'utf8'));
  const set = new Set(pages.flatMap((text) => [...text.matchAll(/\b([a-z][a-zA-Z]+)=[{"']/g)].map((found) => (found[1] ?? '').toLowerCase())));
  expect(set.has('scrollintoview')).toBe(true);
  expect(unusedAttributes.filter((name) => set.has(written(name)))).toEqual([]);
});
