import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import vm from 'node:vm';
import { Look, type Node } from './looking';
import { readTemplates, type Template } from './templates';
import { newTraffic, type Traffic } from './wechat';
import { type Hears, makeWx } from './wx';

interface PageInstance {
  route: string;
  options: Record<string, string>;
  data: { root: Node };
  setData(changes: Record<string, unknown>, done?: () => void): void;
  eh?: (event: unknown) => void;
  onLoad?: (options: Record<string, string>) => void;
  onShow?: () => void;
  onReady?: () => void;
  onHide?: () => void;
  onUnload?: () => void;
}

/** Names that WeChat hides from the logic layer, or that old engines lack. A page that leans on one of them fails here. */
const hidden = ['window', 'document', 'frames', 'self', 'top', 'parent', 'location', 'navigator', 'localStorage', 'history', 'screen', 'alert', 'fetch', 'XMLHttpRequest', 'WebSocket', 'FormData', 'Blob', 'File',
  'AbortController', 'crypto', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'structuredClone', 'queueMicrotask', 'globalThis', 'global', 'process', 'Buffer', 'Intl', 'WebAssembly', 'MutationObserver', 'SharedArrayBuffer'];

/**
 * A phone that runs the built mini-program without a screen: the logic layer in a bare context where code cannot be made from strings, setData applied to
 * the page's data, and taps and typing sent through the page's one event handler with WeChat's bubbling. Not WeChat: it shows that the logic runs.
 */
export class Device {
  readonly traffic: Traffic = newTraffic();
  readonly storage = new Map<string, unknown>();
  readonly errors: string[] = [];
  /** Bytes given to setData, one entry per call. */
  readonly setDataBytes: number[] = [];
  readonly clipboard: string[] = [];
  readonly titles: string[] = [];
  loginCode = 'code-1';
  /** Files on the phone: path → bytes. What is chosen lies under a temporary path that the next start no longer has. */
  readonly files = new Map<string, Buffer>();
  /** What the reader picks when asked for a picture. */
  chosen: Buffer | null = null;
  /** Whether storage can be encrypted: old base libraries pass the wish over, some devices fail. */
  encryption: 'works' | 'ignored' | 'fails' = 'works';
  private readonly stack: PageInstance[] = [];
  private readonly tabPages = new Map<string, PageInstance>();
  private readonly registered = new Map<string, Record<string, unknown>>();
  private readonly modules = new Map<string, { exports: unknown }>();
  readonly look: Look;
  private readonly templates: Map<string, Template>;
  private readonly context: vm.Context;
  private readonly tabs: string[];
  private readonly appJson: { pages: string[]; subPackages?: { root: string; pages: string[] }[]; tabBar: { list: { pagePath: string }[] } };
  private loading = '';
  private readonly hears: Hears = { appShow: [], network: [], privacy: [] };
  private readonly timers = new Set<NodeJS.Timeout>();
  private dead = false;
  private app: { onLaunch?: (o: object) => void; onShow?: (o: object) => void; onHide?: () => void } = {};

  constructor(private readonly dist: string) {
    this.appJson = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as Device['appJson'];
    this.tabs = this.appJson.tabBar.list.map((tab) => tab.pagePath);
    this.templates = readTemplates(dist);
    this.look = new Look(this.templates, () => this.page);
    this.context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false }, name: 'logic layer' });
  }

  /** Starts the program at a page (the first tab unless said). */
  async launch(path = `/${this.appJson.pages[0] ?? ''}`): Promise<void> {
    this.run(join(this.dist, 'app.js'));
    const options = { path: path.split('?')[0]?.slice(1), query: {}, scene: 1001, referrerInfo: {} };
    this.app.onLaunch?.(options);
    this.app.onShow?.(options);
    this.push(path);
    await this.settle();
  }

  /** Ends timers and sockets, as when WeChat kills the program. Storage stays for the next Device. */
  kill(): void {
    this.dead = true;
    this.traffic.offline = true;
    for (const timer of this.timers) clearTimeout(timer);
    for (const socket of this.traffic.sockets) socket.terminate();
  }

  /** The same phone after WeChat was killed: its storage and saved files are there, temporary files are gone. */
  again(): Device {
    this.kill();
    const next = new Device(this.dist);
    for (const [key, value] of this.storage) next.storage.set(key, value);
    for (const [path, bytes] of this.files) if (!path.startsWith('wxfile://tmp_')) next.files.set(path, bytes);
    next.loginCode = this.loginCode;
    next.encryption = this.encryption;
    return next;
  }

  get page(): PageInstance {
    const top = this.stack[this.stack.length - 1];
    if (!top) throw new Error('no page');
    return top;
  }

  text(): string {
    return this.look.text();
  }

  find(words: string): Node[] | null {
    return this.look.find(words);
  }

  /** Taps what shows these words (the `last` of several: a sheet lies on top of what it asks about); the event bubbles as WeChat's does. */
  async tap(words: string, { last = false } = {}): Promise<void> {
    this.dispatch(this.look.need(words, last), 'tap', { x: 0, y: 0 });
    await this.settle();
  }

  async longPress(words: string): Promise<void> {
    this.dispatch(this.look.need(words), 'longpress', { x: 0, y: 0 });
    await this.settle();
  }

  /** Types into the field with this label or placeholder. */
  async type(label: string, value: string): Promise<void> {
    const path = this.look.field(label);
    this.dispatch(path, 'input', { value, cursor: value.length, keyCode: 0 });
    await this.settle();
  }

  /** Presses the keyboard's 完成 or 发送. */
  async confirm(label: string, value: string): Promise<void> {
    this.dispatch(this.look.field(label), 'confirm', { value });
    await this.settle();
  }

  /** Chooses in a native wheel. */
  async pick(label: string, value: string | number): Promise<void> {
    const path = this.look.need(label);
    this.dispatch(path, 'change', { value });
    await this.settle();
  }

  private dispatch(path: Node[], type: string, detail: object): void {
    const target = path[path.length - 1];
    if (!target) return;
    const of = (node: Node): object => ({ id: node.uid ?? node.sid, dataset: { sid: node.sid }, offsetLeft: 0, offsetTop: 0 });
    for (const node of [...path].reverse()) {
      const bound = this.templates.get(node.nn)?.binds.has(type) ?? false;
      if (bound && node.sid !== undefined) this.page.eh?.({ type, timeStamp: Date.now(), target: of(target), currentTarget: of(node), detail, mark: {}, touches: [], changedTouches: [] });
      if (type !== 'tap' && type !== 'longpress' && bound) break;
    }
  }

  /** Waits until what is due now has run: a few turns, and the two frames Taro takes to send data. */
  async settle(milliseconds = 30): Promise<void> {
    await new Promise((done) => setTimeout(done, milliseconds));
  }

  /** Waits until the page shows the words; says what it showed instead. */
  async until(words: string | (() => boolean), milliseconds = 8000): Promise<void> {
    const good = typeof words === 'string' ? (): boolean => this.text().includes(words) || this.find(words) !== null : words;
    const end = Date.now() + milliseconds;
    while (!good()) {
      if (Date.now() > end) throw new Error(`waited in vain for ${typeof words === 'string' ? `「${words}」` : String(words)} on ${this.page.route}:\n${this.text()}\n${this.errors.join('\n')}`);
      await this.settle(20);
    }
  }

  /** No network, or network again; WeChat tells the program. */
  network(connected: boolean): void {
    this.traffic.offline = !connected;
    if (!connected) for (const socket of this.traffic.sockets) socket.terminate();
    this.hears.network.forEach((hear) => hear({ isConnected: connected }));
  }

  /** To the background and back. */
  foreground(): void {
    this.hears.appShow.forEach((hear) => hear());
  }

  /** An interface that needs the privacy agreement is used for the first time; gives back what the reader answered. */
  needPrivacy(): Promise<object> {
    return new Promise((answered) => this.hears.privacy.forEach((hear) => hear(answered, { referrer: 'wx.chooseImage' })));
  }

  /** WeChat's own buttons answer with events of their own. */
  async press(words: string, event: string): Promise<void> {
    this.dispatch(this.look.need(words), event, {});
    await this.settle();
  }

  async open(path: string): Promise<void> {
    if (this.tabs.includes(path.split('?')[0]?.slice(1) ?? '')) this.switchTab(path);
    else this.push(path);
    await this.settle();
  }

  private push(path: string): void {
    const [route = '', query = ''] = path.replace(/^\//, '').split('?');
    this.stack[this.stack.length - 1]?.onHide?.();
    const page = this.create(route, Object.fromEntries(query.split('&').filter(Boolean).map((pair) => pair.split('=') as [string, string])));
    this.stack.push(page);
    if (this.tabs.includes(route)) this.tabPages.set(route, page);
    page.onLoad?.(page.options);
    page.onShow?.();
    page.onReady?.();
  }

  private switchTab(path: string): void {
    const route = path.replace(/^\//, '').split('?')[0] ?? '';
    this.stack[this.stack.length - 1]?.onHide?.();
    for (const page of this.stack.splice(0)) if (![...this.tabPages.values()].includes(page)) page.onUnload?.();
    const kept = this.tabPages.get(route);
    if (!kept) {
      this.push(path);
      return;
    }
    this.stack.push(kept);
    kept.onShow?.();
  }

  private pop(delta: number): void {
    for (let i = 0; i < delta && this.stack.length > 1; i += 1) this.stack.pop()?.onUnload?.();
    this.page.onShow?.();
  }

  private create(route: string, options: Record<string, string>): PageInstance {
    const known = [...this.appJson.pages, ...(this.appJson.subPackages ?? []).flatMap((sub) => sub.pages.map((page) => `${sub.root}/${page}`))];
    if (!known.includes(route)) throw new Error(`page "${route}" is not in app.json`);
    this.loading = route;
    this.run(join(this.dist, `${route}.js`));
    const config = this.registered.get(route);
    if (!config) throw new Error(`${route} did not call Page()`);
    const page = Object.assign(Object.create(null) as object, config, { route, options, data: JSON.parse(JSON.stringify(config.data ?? {})) as { root: Node } }) as unknown as PageInstance;
    page.setData = (changes, done) => {
      const text = JSON.stringify(changes);
      this.setDataBytes.push(Buffer.byteLength(text));
      for (const [key, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) assign(page.data, key, value);
      this.later(() => done?.(), 0);
    };
    return page;
  }

  private later(act: () => void, milliseconds: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (this.dead) return;
      try {
        act();
      } catch (thrown) {
        this.errors.push(`in a timer: ${String((thrown as Error).stack ?? thrown)}`);
      }
    }, milliseconds);
    this.timers.add(timer);
    return timer;
  }

  /** Loads a file as WeChat does: CommonJS with relative paths, every hidden name undefined. */
  private run(file: string): unknown {
    const path = existsSync(file) ? file : `${file}.js`;
    const known = this.modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.modules.set(path, module);
    const outside: Record<string, unknown> = {
      require: (to: string) => this.run(resolve(dirname(path), to)), module, exports: module.exports, wx: this.wx, console: this.console,
      App: (app: Device['app']) => { this.app = app; }, getApp: () => this.app, Page: (config: Record<string, unknown>) => this.registered.set(this.loading, config),
      Component: () => undefined, Behavior: (given: unknown) => given, getCurrentPages: () => [...this.stack],
      setTimeout: (act: () => void, wait = 0) => this.later(act, wait), clearTimeout: (timer: NodeJS.Timeout | undefined) => clearTimeout(timer),
      setInterval: (act: () => void, wait: number) => { const timer = setInterval(act, wait); this.timers.add(timer); return timer; }, clearInterval: (timer: NodeJS.Timeout | undefined) => clearInterval(timer),
    };
    const names = [...Object.keys(outside), ...hidden.filter((name) => !(name in outside))];
    const script = new vm.Script(`(function (${names.join(', ')}) {${readFileSync(path, 'utf8')}\n})`, { filename: relative(this.dist, path) });
    (script.runInContext(this.context) as (...given: unknown[]) => void)(...names.map((name) => outside[name]));
    return module.exports;
  }

  private readonly console = { log: () => undefined, info: () => undefined, debug: () => undefined, warn: () => undefined, error: (...words: unknown[]) => void this.errors.push(words.map((word) => String((word as Error | null)?.stack ?? word)).join(' ')) };

  private readonly wx = makeWx(this, {
    later: (act, wait) => void this.later(act, wait), hears: this.hears, push: (url) => this.push(url), switchTab: (url) => this.switchTab(url), pop: (delta) => this.pop(delta),
    leaveTop: () => this.stack.pop()?.onUnload?.(),
    leaveAll: () => {
      for (const page of this.stack.splice(0)) page.onUnload?.();
      this.tabPages.clear();
    },
  });
}

/** `root.cn.[0].cn.[3].v` and the like. */
function assign(data: object, path: string, value: unknown): void {
  const keys = path.replace(/\[(\d+)\]/g, '$1').split('.').filter(Boolean);
  let at = data as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  const last = keys[keys.length - 1];
  if (last !== undefined) at[last] = value;
}
