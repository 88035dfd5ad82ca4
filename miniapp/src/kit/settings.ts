/** Font size and colours as this reader wants them, kept on the device. */
import Taro from '@tarojs/taro';
import { isH5, readText, writeText } from './platform';
import { createStore, useStore } from './store';

export const fontLevels = ['1', '2', '3', '4'] as const;
export type FontLevel = (typeof fontLevels)[number];
export const fontLevelNames: Record<FontLevel, string> = { '1': '标准', '2': '大', '3': '特大', '4': '超大' };

export const schemes = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];
export const schemeNames: Record<Scheme, string> = { system: '跟随系统', light: '浅色', dark: '深色' };

interface Settings {
  font: FontLevel;
  scheme: Scheme;
}

/** WeChat's own font size on first use: ≤ 17 标准, 18–20 大, 21–24 特大, above 超大. */
function fontOfSystem(): FontLevel {
  if (isH5) return '1';
  try {
    const size = (Taro.getAppBaseInfo?.() as { fontSizeSetting?: number } | undefined)?.fontSizeSetting ?? 16;
    return size <= 17 ? '1' : size <= 20 ? '2' : size <= 24 ? '3' : '4';
  } catch {
    return '1';
  }
}

const among = <T extends string>(all: readonly T[], value: string | null, otherwise: T): T => all.find((each) => each === value) ?? otherwise;

const settings = createStore<Settings>({ font: among(fontLevels, readText('font'), fontOfSystem()), scheme: among(schemes, readText('scheme'), 'system') });

export const useSettings = (): Settings => useStore(settings);

export function changeSettings(change: Partial<Settings>): void {
  const next = { ...settings.get(), ...change };
  writeText('font', next.font);
  writeText('scheme', next.scheme);
  settings.set(next);
}

/** The classes that carry them: on `html` in H5, on each page's root in weapp. */
export const themeClass = ({ font, scheme }: Settings): string => `theme fs-${font}${scheme === 'system' ? '' : ` ${scheme}`}`;

/** H5: keeps `html` as the reader wants it. Called once at start. */
export function wearSettings(): void {
  if (!isH5) return;
  const wear = (): void => {
    document.documentElement.className = themeClass(settings.get());
  };
  wear();
  settings.watch(wear);
}
