/** Going from page to page. Addresses come from @branch/shared/paths. */
import { paths, tabPaths } from '@branch/shared/paths';
import Taro from '@tarojs/taro';
import { readJson, writeJson } from './platform';

const isTab = (path: string): boolean => Object.values(tabPaths).some((tab) => path.split('?')[0] === tab);
/** WeChat keeps at most ten pages; from the ninth on the top one is replaced. */
const deepest = 9;

/** Opens an address of ours. */
export async function open(path: string): Promise<void> {
  try {
    if (isTab(path)) await Taro.switchTab({ url: path.split('?')[0] ?? path });
    else if (Taro.getCurrentPages().length >= deepest) await Taro.redirectTo({ url: path });
    else await Taro.navigateTo({ url: path });
  } catch {
    // A page this version does not have (a notice from a newer server): stay where we are.
  }
}

/** Opens in place of the page shown. */
export async function replace(path: string): Promise<void> {
  await (isTab(path) ? open(path) : Taro.redirectTo({ url: path }));
}

/** One page back; to the first tab when this page was opened from outside. */
export async function back(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack({ delta: 1 });
  else await Taro.reLaunch({ url: tabPaths.branch });
}

/** The address of the page on top. A browser's own line knows it best: Taro forgets the query of a page that was opened by its address. */
export function here(): string {
  if (process.env.TARO_ENV === 'h5') return address(window.location.pathname, [...new URLSearchParams(window.location.search)].map(([key, value]) => [key, encodeURIComponent(value)] as const));
  const pages = Taro.getCurrentPages();
  const page = pages[pages.length - 1];
  return page ? address(`/${(page.route ?? '').replace(/^\//, '')}`, Object.entries((page.options ?? {}) as Record<string, string | undefined>)) : tabPaths.branch;
}

/** Without what the router adds for itself. */
function address(path: string, options: readonly (readonly [string, string | undefined])[]): string {
  const query = options.filter(([key, value]) => value !== undefined && key !== 'stamp' && !key.startsWith('$'));
  const route = path === '/' ? tabPaths.branch : path;
  return query.length > 0 ? `${route}?${query.map(([key, value]) => `${key}=${String(value)}`).join('&')}` : route;
}

const keepFor = 30 * 60_000;

/** Goes to sign in and comes back here afterwards (within 30 minutes). */
export async function signInFirst(target = here()): Promise<void> {
  if (!target.startsWith(paths.login())) writeJson('return-to', { target, at: Date.now() });
  await Taro.navigateTo({ url: paths.login() });
}

/** Where to go after signing in. */
export async function returnAfterSignIn(): Promise<void> {
  const kept = readJson<{ target: string; at: number }>('return-to');
  writeJson('return-to', null);
  const target = kept && Date.now() - kept.at < keepFor && kept.target.startsWith('/') && !kept.target.startsWith('//') ? kept.target : tabPaths.branch;
  await (isTab(target) ? Taro.switchTab({ url: target.split('?')[0] ?? target }) : Taro.reLaunch({ url: target }));
}
