import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serverRefusals } from '@branch/shared/refusals-server';
import { built } from './built';

jest.setTimeout(180_000);

const kilobyte = 1024;

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

/** What is packed for WeChat: licence texts are left out by project.config.json. */
const sizeOf = (folder: string): number => files(folder).filter((path) => !path.endsWith('.LICENSE.txt')).reduce((sum, path) => sum + statSync(path).size, 0);

describe('the size of the mini-program (performance P6)', () => {
  const dist = built();
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as { subPackages: { root: string }[] };
  const roots = app.subPackages.map((sub) => sub.root.replace(/\/$/, ''));

  it('keeps the main package within 600 KB and all within 1.5 MB', () => {
    const total = sizeOf(dist);
    const main = total - roots.reduce((sum, root) => sum + sizeOf(join(dist, root)), 0);
    expect(main).toBeLessThanOrEqual(600 * kilobyte);
    expect(total).toBeLessThanOrEqual(1536 * kilobyte);
  });

  it.each(roots)('keeps the sub-package %s within 300 KB', (root) => {
    expect(sizeOf(join(dist, root))).toBeLessThanOrEqual(300 * kilobyte);
  });

  it('gives each sub-package a first path segment of its own', () => {
    expect(new Set(roots.map((root) => root.split('/')[0])).size).toBe(roots.length);
  });

  it('fetches nothing from elsewhere: no address in styles, templates or pictures', () => {
    const remote = files(dist).filter((path) => /\.(wxss|wxml|wxs|json)$/.test(path)).flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}[^\s"')]*/g)].map((found) => `${path}: ${found[0]}`))
      .filter((found) => !found.includes('http://www.w3.org/'));
    expect(remote).toEqual([]);
  });

  it('carries no words that come with the server\'s answers', () => {
    const scripts = files(dist).filter((path) => path.endsWith('.js')).map((path) => readFileSync(path, 'utf8'));
    expect(Object.values(serverRefusals).map(([, words]) => words).filter((words) => scripts.some((text) => text.includes(words)))).toEqual([]);
  });

  it('has no page of the kit gallery in it', () => {
    expect(roots).not.toContain('dev');
  });
});
