import { createHash, randomBytes } from 'node:crypto';
import type { Output, Route, Sent } from '@branch/shared/route';
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
  /** A finger instead of a mouse. */
  touch?: boolean;
  /** The browser keeps the program for times without a network (its service worker). Left out where nobody loses the network: each new browser would fetch the whole program once more. */
  keeps?: boolean;
}

/** The password of everyone whom the seed prints. */
export const password = 'yishan770-demo';
const root = resolve(__dirname, '../../..');
/** README's screenshots are made by the journeys: `SCREENSHOTS=docs/look npm test -- journeys` renews them; otherwise they go where git does not look. */
const pictures = resolve(root, process.env.SCREENSHOTS ?? '.cache/screenshots');
// What a browser logs although nothing is wrong: answers that the page expects (signed out, refused) are also "failed loads".
const expected = /status of 4\d\d|net::ERR_CONNECTION_RESET|net::ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection to|net::ERR_ABORTED/;

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
  async as(login: string | null, { width = 390, scheme = 'light', sockets = true, touch = false, keeps = false }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({ serviceWorkers: keeps ? 'allow' : 'block', viewport: { width, height: width > 800 ? 800 : 844 }, colorScheme: scheme, hasTouch: touch, reducedMotion: 'reduce', locale: 'zh-CN', timezoneId: 'Asia/Shanghai', permissions: ['clipboard-read', 'clipboard-write'] });
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

  /** A bearer token for somebody, account or not, to ask the server what the person would be shown. */
  async tokenOf(personId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const session = [...randomBytes(11)].map((byte) => 'abcdefghjkmnpqrstuvwxyz'.charAt(byte % 23)).join('');
    await this.value(`with one as (insert into session (id, person_id, client, device, created_at, last_used_on, proved_at) values ($1, $2, 'h5', '测试', app_now(), current_date, app_now()) returning id)
      insert into access_token (hash, session_id, expires_at) select $3, id, app_now() + interval '1 day' from one`, [session, personId, createHash('sha256').update(token).digest('hex')]);
    return token;
  }

  /** Calls a typed route as somebody (null: a visitor). */
  async call<R extends Route>(token: string | null, route: R, input: Sent<R>): Promise<{ status: number; body: Output<R> }> {
    const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) };
    let path = route.path.replace(/:(\w+)/g, (_, name: string) => { const value = String(rest[name]); delete rest[name]; return encodeURIComponent(value); });
    if (route.method === 'GET') path += `?${new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
    const answer = await fetch(`${this.system.url}/api/v1${path}`, { method: route.method, headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, ...(route.method === 'GET' ? {} : { body: JSON.stringify(rest) }) });
    return { status: answer.status, body: await answer.json() as Output<R> };
  }

  /** Like `call`, but it must succeed. */
  async ok<R extends Route>(token: string | null, route: R, input: Sent<R>): Promise<Output<R>> {
    const { status, body } = await this.call(token, route, input);
    if (status !== 200) throw new Error(`${route.method} ${route.path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Decisions wait before they take effect, so that they can be undone: from now on as long as the journey wants, not as long as the machine takes. */
  async holdDecisions(): Promise<void> {
    await this.value(`do $$ begin
      create function held_decisions() returns trigger language plpgsql as 'begin new.run_at := new.run_at + interval ''1 hour''; return new; end';
      create trigger held_decisions before insert on graphile_worker._private_jobs for each row when (new.run_at > now() + interval '5 seconds') execute function held_decisions();
    end $$`, []);
  }

  /** What was decided takes effect, and everyone has been told. */
  async letDecisions(): Promise<void> {
    await this.value('update graphile_worker._private_jobs set run_at = now() where run_at > now() and run_at < now() + interval \'2 hours\' and locked_at is null', []);
    await this.value('select pg_notify(\'jobs:insert\', \'{"r":"journey","count":1}\')', []);
    for (let quiet = 0, tries = 0; quiet < 2 && tries < 400; tries += 1) {
      const left = await this.value<number>('select count(*)::int from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now()', []);
      quiet = left === 0 ? quiet + 1 : 0;
      await new Promise((done) => { setTimeout(done, 50); });
    }
  }

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
/** What WCAG 2.2 A and AA find on the page as it stands, in words; with targets under 44 px, text under 12 px and sideways scroll. `known`: the same page a moment later, of which nothing but colours and sizes changed. */
export async function audit(page: Page, { known = false } = {}): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (only) => {
    const axe = (window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations: found } = await axe.run(document, only ? { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } } : { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'label-content-name-mismatch': { enabled: false } } });
    return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
  }, known);
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
