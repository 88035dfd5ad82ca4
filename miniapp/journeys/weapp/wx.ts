import { randomUUID } from 'node:crypto';
import type { Device } from './device';
import { connectSocket, request, uploadFile } from './wechat';

/** Who wants to hear what WeChat tells. */
export interface Hears {
  appShow: (() => void)[];
  network: ((state: { isConnected: boolean }) => void)[];
  privacy: ((answer: (given: object) => void, about: object) => void)[];
}

/** What WeChat does inside the phone: its clock and its stack of pages. */
interface Inside {
  later(act: () => void, milliseconds: number): void;
  hears: Hears;
  push(path: string): void;
  switchTab(path: string): void;
  pop(delta: number): void;
  leaveTop(): void;
  leaveAll(): void;
}

interface Answers { success?: (answer: object) => void; fail?: (answer: object) => void; complete?: (answer: object) => void }
interface Stored extends Answers { key: string; data?: unknown; encrypt?: boolean }

/** What encrypted storage holds: nothing that the synchronous calls can read. */
class Sealed {
  constructor(readonly text: string) {}
}

/** The `wx` of the phone: what the program calls, and no more. Answers come on a later turn, as WeChat's do. */
export function makeWx(phone: Device, inside: Inside): Record<string, unknown> {
  const answer = (name: string, options: Answers, act: () => object | undefined): void => inside.later(() => {
    let done: object;
    try {
      done = { errMsg: `${name}:ok`, ...act() };
    } catch (thrown) {
      const failed = { errMsg: `${name}:fail ${(thrown as Error).message}` };
      options.fail?.(failed);
      options.complete?.(failed);
      return;
    }
    options.success?.(done);
    options.complete?.(done);
  }, 0);
  const ok = (name: string, act: () => void) => (options: Answers = {}): void => answer(name, options, () => { act(); return undefined; });
  const going = (name: string, act: (options: { url: string; delta?: number }) => void) => (options: { url: string; delta?: number }): void => ok(name, () => act(options))(options as object);
  const device = { model: 'harness', pixelRatio: 2, windowWidth: 375, windowHeight: 667, screenWidth: 375, screenHeight: 667, statusBarHeight: 20, language: 'zh_CN', version: '8.0.50', SDKVersion: '3.5.0', platform: 'ios', system: 'iOS 16', fontSizeSetting: 16, theme: 'light' };
  return {
    request: (options: Parameters<typeof request>[1]) => request(phone.traffic, options),
    connectSocket: (options: { url: string }) => connectSocket(phone.traffic, options),
    getStorageSync: (key: string) => { const found = phone.storage.get(key); return found instanceof Sealed ? '4f1c0e…' : found ?? ''; },
    setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, value),
    removeStorageSync: (key: string) => void phone.storage.delete(key),
    // Encrypted and plain are two kinds: what one call stored sealed, the synchronous ones do not read. A base library without encryption knows only plain.
    setStorage: (options: Stored) => answer('setStorage', options, () => {
      if (options.encrypt && phone.encryption === 'fails') throw new Error('encrypt not supported');
      phone.storage.set(options.key, options.encrypt && phone.encryption === 'works' ? new Sealed(String(options.data)) : options.data);
      return undefined;
    }),
    getStorage: (options: Stored) => answer('getStorage', options, () => {
      const found = phone.storage.get(options.key);
      if (found === undefined || (options.encrypt && phone.encryption === 'fails') || (found instanceof Sealed) !== (options.encrypt === true && phone.encryption === 'works')) throw new Error('data not found');
      return { data: found instanceof Sealed ? found.text : found };
    }),
    chooseImage: (options: Answers) => answer('chooseImage', options, () => {
      if (!phone.chosen) throw new Error('cancel');
      const path = `wxfile://tmp_${randomUUID()}.png`;
      phone.files.set(path, phone.chosen);
      return { tempFilePaths: [path], tempFiles: [{ path, size: phone.chosen.length }] };
    }),
    uploadFile: (options: Parameters<typeof uploadFile>[2]) => uploadFile(phone.traffic, phone.files, options),
    getFileSystemManager: () => ({
      saveFile: (options: Answers & { tempFilePath: string }) => answer('saveFile', options, () => {
        const bytes = phone.files.get(options.tempFilePath);
        if (!bytes) throw new Error('no such file');
        const savedFilePath = `wxfile://store_${randomUUID()}.png`;
        phone.files.set(savedFilePath, bytes);
        phone.files.delete(options.tempFilePath);
        return { savedFilePath };
      }),
      removeSavedFile: (options: Answers & { filePath: string }) => answer('removeSavedFile', options, () => { phone.files.delete(options.filePath); return undefined; }),
    }),
    getStorageInfoSync: () => ({ keys: [...phone.storage.keys()], currentSize: 0, limitSize: 10240 }),
    getSystemInfoSync: () => device, getWindowInfo: () => device, getAppBaseInfo: () => device, getDeviceInfo: () => device,
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }), getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001, referrerInfo: {} }),
    navigateTo: going('navigateTo', ({ url }) => inside.push(url)),
    redirectTo: going('redirectTo', ({ url }) => { inside.leaveTop(); inside.push(url); }),
    reLaunch: going('reLaunch', ({ url }) => { inside.leaveAll(); inside.push(url); }),
    switchTab: going('switchTab', ({ url }) => inside.switchTab(url)),
    navigateBack: going('navigateBack', ({ delta }) => inside.pop(delta ?? 1)),
    setNavigationBarTitle: (options: { title: string }) => ok('setNavigationBarTitle', () => void phone.titles.push(options.title))(options as object),
    setTabBarBadge: ok('setTabBarBadge', () => undefined), removeTabBarBadge: ok('removeTabBarBadge', () => undefined), pageScrollTo: ok('pageScrollTo', () => undefined),
    stopPullDownRefresh: ok('stopPullDownRefresh', () => undefined), previewImage: ok('previewImage', () => undefined),
    setClipboardData: (options: { data: string }) => ok('setClipboardData', () => void phone.clipboard.push(options.data))(options as object),
    login: (options: { success?: (answer: { code: string }) => void }) => inside.later(() => options.success?.({ code: phone.loginCode }), 0),
    onAppShow: (hear: () => void) => void inside.hears.appShow.push(hear), offAppShow: (hear: () => void) => void (inside.hears.appShow = inside.hears.appShow.filter((each) => each !== hear)),
    onNetworkStatusChange: (hear: (state: { isConnected: boolean }) => void) => void inside.hears.network.push(hear),
    offNetworkStatusChange: (hear: (state: { isConnected: boolean }) => void) => void (inside.hears.network = inside.hears.network.filter((each) => each !== hear)),
    onNeedPrivacyAuthorization: (hear: (answer: (given: object) => void, about: object) => void) => void inside.hears.privacy.push(hear),
    nextTick: (act: () => void) => inside.later(act, 0), canIUse: () => true, createSelectorQuery: () => nothingFound(),
  };
}

/** There is no layout here: every question about it has no answer. */
function nothingFound(): unknown {
  const query: Record<string, unknown> = {};
  for (const name of ['select', 'selectAll', 'selectViewport', 'boundingClientRect', 'scrollOffset', 'fields', 'in', 'node']) query[name] = () => query;
  query.exec = (done?: (found: unknown[]) => void) => setTimeout(() => done?.([]));
  return query;
}

