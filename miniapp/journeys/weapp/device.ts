import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import vm from 'node:vm';
import { readTemplates, type Template } from './templates';
import { connectSocket, newTraffic, request, type Traffic } from './wechat';

/** One node of a page's data, as Taro sends it with setData. */
export interface Node {
  nn: string;
  sid?: string;
  uid?: string;
  cn?: Node[];
  v?: string;
  cl?: string;
  [key: string]: unknown;
}

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
  private readonly stack: PageInstance[] = [];
  private readonly tabPages = new Map<string, PageInstance>();
  private readonly registered = new Map<string, Record<string, unknown>>();
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly templates: Map<string, Template>;
  private readonly context: vm.Context;
  private readonly tabs: string[];
  private readonly appJson: { pages: string[]; subPackages?: { root: string; pages: string[] }[]; tabBar: { list: { pagePath: string }[] } };
  private loading = '';
  private readonly hears = { appShow: [] as (() => void)[], network: [] as ((state: { isConnected: boolean }) => void)[], privacy: [] as ((answer: (given: object) => void, about: object) => void)[] };
  private readonly timers = new Set<NodeJS.Timeout>();
  private dead = false;
  private app: { onLaunch?: (o: object) => void; onShow?: (o: object) => void; onHide?: () => void } = {};

  constructor(private readonly dist: string) {
    this.appJson = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as Device['appJson'];
    this.tabs = this.appJson.tabBar.list.map((tab) => tab.pagePath);
    this.templates = readTemplates(dist);
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

  get page(): PageInstance {
    const top = this.stack[this.stack.length - 1];
    if (!top) throw new Error('no page');
    return top;
  }

  /** Everything readable on the page, in order, one text per line. */
  text(): string {
    const out: string[] = [];
    const walk = (node: Node): void => {
      if (typeof node.v === 'string' && node.v.trim() !== '') out.push(node.v);
      node.cn?.forEach(walk);
    };
    walk(this.page.data.root);
    return out.join('\n');
  }

  /** A node's attribute by its WXML name. */
  attribute(node: Node, name: string): unknown {
    const key = this.templates.get(node.nn)?.keys.get(name);
    return key === undefined ? undefined : node[key];
  }

  /** The deepest node that holds this text (exactly, or as a part), or has it as its label or placeholder. */
  find(words: string): Node[] | null {
    let best: Node[] | null = null;
    const whole = (node: Node): string => (node.v ?? '') + (node.cn ?? []).map(whole).join('');
    const walk = (node: Node, path: Node[]): boolean => {
      const here = [...path, node];
      let deeper = false;
      for (const child of node.cn ?? []) deeper = walk(child, here) || deeper;
      if (deeper) return true;
      const said = [whole(node), this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')];
      const exact = said.some((each) => typeof each === 'string' && each.trim() === words);
      if (exact) {
        if (best === null || !this.isExact(best, words)) best = here;
        return true;
      }
      if (best === null && said.some((each) => typeof each === 'string' && each.includes(words))) best = here;
      return false;
    };
    walk(this.page.data.root, []);
    return best;
  }

  private isExact(path: Node[], words: string): boolean {
    const node = path[path.length - 1];
    if (!node) return false;
    const whole = (each: Node): string => (each.v ?? '') + (each.cn ?? []).map(whole).join('');
    return [whole(node), this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')].some((each) => typeof each === 'string' && each.trim() === words);
  }

  private need(words: string): Node[] {
    const path = this.find(words);
    if (!path) throw new Error(`「${words}」 is not on ${this.page.route}:\n${this.text()}`);
    return path;
  }

  /** Taps what shows these words; the event bubbles as WeChat's does. */
  async tap(words: string): Promise<void> {
    this.dispatch(this.need(words), 'tap', { x: 0, y: 0 });
    await this.settle();
  }

  async longPress(words: string): Promise<void> {
    this.dispatch(this.need(words), 'longpress', { x: 0, y: 0 });
    await this.settle();
  }

  /** Types into the field with this label or placeholder. */
  async type(label: string, value: string): Promise<void> {
    const path = this.field(label);
    this.dispatch(path, 'input', { value, cursor: value.length, keyCode: 0 });
    await this.settle();
  }

  /** Presses the keyboard's 完成 or 发送. */
  async confirm(label: string, value: string): Promise<void> {
    this.dispatch(this.field(label), 'confirm', { value });
    await this.settle();
  }

  /** Chooses in a native wheel. */
  async pick(label: string, value: string | number): Promise<void> {
    const path = this.need(label);
    this.dispatch(path, 'change', { value });
    await this.settle();
  }

  private field(label: string): Node[] {
    let found: Node[] | null = null;
    const walk = (node: Node, path: Node[]): void => {
      const here = [...path, node];
      const tag = this.templates.get(node.nn)?.tag;
      if ((tag === 'input' || tag === 'textarea') && [this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')].some((each) => each === label)) found ??= here;
      node.cn?.forEach((child) => walk(child, here));
    };
    walk(this.page.data.root, []);
    if (!found) throw new Error(`no field 「${label}」 on ${this.page.route}:\n${this.text()}`);
    return found;
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
    this.dispatch(this.need(words), event, {});
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

  private readonly wx = this.makeWx();

  private makeWx(): Record<string, unknown> {
    const ok = (name: string, act: () => void) => (options: { success?: (r: object) => void; fail?: (r: object) => void; complete?: (r: object) => void } = {}): void => {
      this.later(() => {
        try {
          act();
          options.success?.({ errMsg: `${name}:ok` });
          options.complete?.({ errMsg: `${name}:ok` });
        } catch (thrown) {
          const failed = { errMsg: `${name}:fail ${(thrown as Error).message}` };
          options.fail?.(failed);
          options.complete?.(failed);
        }
      }, 0);
    };
    const going = (name: string, act: (options: { url: string; delta?: number }) => void) => (options: { url: string; delta?: number }): void => ok(name, () => act(options))(options as object);
    const device = { model: 'harness', pixelRatio: 2, windowWidth: 375, windowHeight: 667, screenWidth: 375, screenHeight: 667, statusBarHeight: 20, language: 'zh_CN', version: '8.0.50', SDKVersion: '3.5.0', platform: 'ios', system: 'iOS 16', fontSizeSetting: 16, theme: 'light' };
    return {
      request: (options: Parameters<typeof request>[1]) => request(this.traffic, options),
      connectSocket: (options: { url: string }) => connectSocket(this.traffic, options),
      getStorageSync: (key: string) => this.storage.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => void this.storage.set(key, value),
      removeStorageSync: (key: string) => void this.storage.delete(key),
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()], currentSize: 0, limitSize: 10240 }),
      getSystemInfoSync: () => device, getWindowInfo: () => device, getAppBaseInfo: () => device, getDeviceInfo: () => device,
      getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }), getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }),
      navigateTo: going('navigateTo', ({ url }) => this.push(url)),
      redirectTo: going('redirectTo', ({ url }) => { this.stack.pop()?.onUnload?.(); this.push(url); }),
      reLaunch: going('reLaunch', ({ url }) => { for (const page of this.stack.splice(0)) page.onUnload?.(); this.tabPages.clear(); this.push(url); }),
      switchTab: going('switchTab', ({ url }) => this.switchTab(url)),
      navigateBack: going('navigateBack', ({ delta }) => this.pop(delta ?? 1)),
      setNavigationBarTitle: (options: { title: string }) => ok('setNavigationBarTitle', () => void this.titles.push(options.title))(options as object),
      setTabBarBadge: ok('setTabBarBadge', () => undefined), removeTabBarBadge: ok('removeTabBarBadge', () => undefined), pageScrollTo: ok('pageScrollTo', () => undefined),
      stopPullDownRefresh: ok('stopPullDownRefresh', () => undefined), previewImage: ok('previewImage', () => undefined),
      setClipboardData: (options: { data: string }) => ok('setClipboardData', () => void this.clipboard.push(options.data))(options as object),
      login: (options: { success?: (answer: { code: string }) => void }) => this.later(() => options.success?.({ code: this.loginCode }), 0),
      onAppShow: (hear: () => void) => void this.hears.appShow.push(hear), offAppShow: (hear: () => void) => void (this.hears.appShow = this.hears.appShow.filter((each) => each !== hear)),
      onNetworkStatusChange: (hear: (state: { isConnected: boolean }) => void) => void this.hears.network.push(hear),
      offNetworkStatusChange: (hear: (state: { isConnected: boolean }) => void) => void (this.hears.network = this.hears.network.filter((each) => each !== hear)),
      onNeedPrivacyAuthorization: (hear: (answer: (given: object) => void, about: object) => void) => void this.hears.privacy.push(hear),
      nextTick: (act: () => void) => this.later(act, 0), canIUse: () => true, createSelectorQuery: () => nothingFound(),
    };
  }
}

/** There is no layout here: every question about it has no answer. */
function nothingFound(): unknown {
  const query: Record<string, unknown> = {};
  for (const name of ['select', 'selectAll', 'selectViewport', 'boundingClientRect', 'scrollOffset', 'fields', 'in', 'node']) query[name] = () => query;
  query.exec = (done?: (found: unknown[]) => void) => setTimeout(() => done?.([]));
  return query;
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
