import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../server/tools/chromium.mjs';
import { lookUp } from '../../../server/tools/crowd.mjs';
import { startSystem } from '../../../server/tools/system.mjs';

type System = Awaited<ReturnType<typeof startSystem>>;
export interface Look {
  width?: number;
  scheme?: 'light' | 'dark';
  /** false: a network that lets no WebSocket through, as some offices have it. */
  sockets?: boolean;
}

/** The password of everyone whom the seed prints. */
export const password = 'yishan770-demo';
const root = resolve(__dirname, '../../..');
/** README's screenshots are made by the journeys: `SCREENSHOTS=docs/look npm test -- journeys` renews them; otherwise they go where git does not look. */
const pictures = resolve(root, process.env.SCREENSHOTS ?? '.cache/screenshots');
// What a browser logs although nothing is wrong: answers that the page expects (signed out, refused) are also "failed loads".
const expected = /status of 4\d\d|net::ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection to|net::ERR_ABORTED/;

/** The built system with a small living district, and a real Chromium. Journeys act only through what a person can see. */
export class Stage {
  readonly troubles: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(readonly system: System, readonly browser: Browser) {}

  /** `tiny`: twelve people; `whole`: the demo district as `npm start` shows it. */
  static async open(world: 'tiny' | 'whole' = 'tiny'): Promise<Stage> {
    const system = await startSystem({ seed: world === 'tiny' ? ['--tiny'] : [], env: process.env.JOURNEY_H5 ? { H5_DIR: resolve(process.env.JOURNEY_H5) } : {} });
    return new Stage(system, await launchChromium());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.system.stop();
  }

  /** A browser of its own for one person, signed in by the page's own form; null: a visitor. */
  async as(login: string | null, { width = 390, scheme = 'light', sockets = true }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width, height: width > 800 ? 800 : 844 }, colorScheme: scheme, reducedMotion: 'reduce', locale: 'zh-CN', timezoneId: 'Asia/Shanghai', permissions: ['clipboard-read', 'clipboard-write'] });
    this.contexts.push(context);
    if (!sockets) await context.routeWebSocket(/\/ws\//, (socket) => socket.close({ code: 1013 }));
    const page = await context.newPage();
    // Nothing here judges speed: a busy machine may take its time.
    page.setDefaultTimeout(Number(process.env.QUICK ?? 40_000));
    page.on('pageerror', (error) => this.troubles.push(`${login ?? '访客'}：${error.message}`));
    page.on('console', (message) => { if (message.type() === 'error' && !expected.test(message.text())) this.troubles.push(`${login ?? '访客'}：${message.text().slice(0, 300)}`); });
    page.on('response', (response) => { if (response.status() >= 500) this.troubles.push(`${login ?? '访客'}：${response.status()} ${response.url()}`); });
    await page.goto(`${this.system.url}/`);
    if (login !== null) {
      await page.getByRole('button', { name: '登录', exact: true }).first().click();
      await page.getByRole('textbox', { name: '账号' }).fill(login);
      await page.getByRole('textbox', { name: '密码' }).fill(password);
      await page.getByRole('button', { name: '登录', exact: true }).last().click();
      await page.getByRole('textbox', { name: '账号' }).waitFor({ state: 'hidden' });
    }
    return page;
  }

  /** One value from the database, where a journey must name what a page does not print. */
  async value<T>(sql: string, params: unknown[]): Promise<T> { return lookUp<T>(this.system, sql, params); }

  /** Sets the form's start to five minutes from now, so that the meeting may be opened at once. */
  async soon(page: Page): Promise<void> {
    const at = new Date(Date.now() + 5 * 60_000 + 8 * 3_600_000).toISOString();
    await page.getByLabel('开始：日期').locator('visible=true').last().fill(at.slice(0, 10));
    await page.getByLabel('开始：时间').locator('visible=true').last().fill(at.slice(11, 16));
  }

  /** Keeps a picture for the README and for eyes. */
  async picture(page: Page, name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

const axeSource = readFileSync(createRequire(join(root, 'server', 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

// label-content-name-mismatch is experimental in axe: it reads a badge's number as part of the visible label.
/** What WCAG 2.2 A and AA find on the page as it stands, in words; with targets under 44 px, text under 12 px and sideways scroll. */
export async function audit(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations: found } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'label-content-name-mismatch': { enabled: false } } });
    return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
  });
  const sizes = await page.evaluate(() => {
    const found: string[] = [];
    const visible = (node: Element) => { const box = node.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(node).visibility !== 'hidden'; };
    for (const node of document.querySelectorAll('button, a[href], input:not([type=hidden]), textarea, select, [role=button], [role=tab]')) {
      const box = node.getBoundingClientRect();
      // A link within running text or a heading keeps its line's height (WCAG 2.5.8 asks 24 px); what one presses is 44 px.
      const least = node instanceof HTMLAnchorElement && node.closest('h1, h2, h3, p') ? 23.5 : 43.5;
      if (visible(node) && Math.min(box.width, box.height) < least && !(node instanceof HTMLInputElement && /radio|checkbox|file/.test(node.type))) found.push(`target ${Math.round(box.width)}×${Math.round(box.height)}: ${node.outerHTML.slice(0, 120)}`);
    }
    for (const node of document.querySelectorAll('body *')) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && (child.textContent ?? '').trim() !== '');
      if (own && visible(node) && Number.parseFloat(getComputedStyle(node).fontSize) < 11.95) found.push(`text ${getComputedStyle(node).fontSize}: ${(node.textContent ?? '').slice(0, 40)}`);
    }
    if (document.documentElement.scrollWidth > window.innerWidth + 1) found.push(`sideways scroll: ${document.documentElement.scrollWidth} > ${window.innerWidth}`);
    return found;
  });
  return [...violations, ...sizes];
}
