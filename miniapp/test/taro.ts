// Taro's API for page tests: every call is a jest.fn() that can be looked at; storage is a map; page hooks run when the page is mounted.
import { useEffect, useState } from 'react';

const storage = new Map<string, unknown>();
const route: { params: Record<string, string>; path: string } = { params: {}, path: '/pages/index/index' };

/** What the page under test finds in its address. Call before rendering. */
export function openedWith(params: Record<string, string>, path = route.path): void {
  Object.assign(route, { params, path });
}

/** Forgets storage, address and recorded calls. Call in beforeEach. */
export function resetTaro(): void {
  storage.clear();
  openedWith({}, '/pages/index/index');
  for (const one of Object.values(api)) if (jest.isMockFunction(one)) one.mockClear();
}

const done = () => jest.fn(() => Promise.resolve({ errMsg: 'ok' }));

const api = {
  navigateTo: done(),
  redirectTo: done(),
  reLaunch: done(),
  switchTab: done(),
  navigateBack: done(),
  showToast: done(),
  hideToast: done(),
  showLoading: done(),
  hideLoading: done(),
  showModal: jest.fn(() => Promise.resolve({ confirm: true, cancel: false })),
  showActionSheet: jest.fn(() => Promise.resolve({ tapIndex: 0 })),
  setNavigationBarTitle: done(),
  setClipboardData: done(),
  pageScrollTo: done(),
  stopPullDownRefresh: done(),
  request: jest.fn(() => Promise.reject(new Error('page tests do not use the network: pass a fake call'))),
  getStorageSync: jest.fn((key: string) => storage.get(key) ?? ''),
  setStorageSync: jest.fn((key: string, value: unknown) => void storage.set(key, value)),
  removeStorageSync: jest.fn((key: string) => void storage.delete(key)),
  getStorageInfoSync: jest.fn(() => ({ keys: [...storage.keys()], currentSize: 0, limitSize: 10_240 })),
  getCurrentPages: jest.fn(() => [{ route: route.path, options: route.params }]),
  getCurrentInstance: jest.fn(() => ({ router: route, page: {} })),
  getSystemInfoSync: jest.fn(() => ({ windowWidth: 390, windowHeight: 844, statusBarHeight: 20, platform: 'devtools', theme: 'light' })),
  getWindowInfo: jest.fn(() => ({ windowWidth: 390, windowHeight: 844, statusBarHeight: 20, safeArea: { bottom: 844 } })),
  getAppBaseInfo: jest.fn(() => ({ theme: 'light', SDKVersion: '3.8.0' })),
  onNetworkStatusChange: jest.fn(),
  offNetworkStatusChange: jest.fn(),
  nextTick: (work: () => void) => void Promise.resolve().then(work),
  eventCenter: { on: jest.fn(), off: jest.fn(), trigger: jest.fn(), once: jest.fn() },
};

const onMount = (work: () => void): void => useEffect(() => work(), []); // once, as a page is shown once
export const useDidShow = onMount;
export const useLoad = (work: (params: Record<string, string>) => void): void => onMount(() => work(route.params));
export const useReady = onMount;
export const useDidHide = (_work: () => void): void => undefined;
export const useUnload = (work: () => void): void => useEffect(() => work, []); // once
export const usePullDownRefresh = (_work: () => void): void => undefined;
export const useReachBottom = (_work: () => void): void => undefined;
export const usePageScroll = (_work: () => void): void => undefined;
export const useResize = (_work: () => void): void => undefined;
export const useShareAppMessage = (_work: () => unknown): void => undefined;
export const useRouter = (): typeof route => useState(route)[0];
export const getCurrentPages = api.getCurrentPages;
export const getCurrentInstance = api.getCurrentInstance;
export default { ...api, useDidShow, useLoad, useReady, useDidHide, useUnload, useRouter };
