/** How this device is named in the list of signed-in devices: short and without anything that tells one user from another. */
import Taro from '@tarojs/taro';
import { isH5 } from './platform';

const firstOf = (text: string, names: readonly (readonly [RegExp, string])[]): string => names.find(([pattern]) => pattern.test(text))?.[1] ?? '';

export function deviceName(): string {
  if (!isH5) {
    try {
      return ((Taro.getDeviceInfo?.() as { model?: string } | undefined)?.model ?? '微信').slice(0, 60);
    } catch {
      return '微信';
    }
  }
  const agent = navigator.userAgent;
  const browser = firstOf(agent, [[/MicroMessenger/, '微信'], [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]);
  const system = firstOf(agent, [[/HarmonyOS/, '鸿蒙'], [/Android/, '安卓'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux/, 'Linux']]);
  return [browser || '浏览器', system].filter(Boolean).join(' · ');
}

/** WeChat's one-time sign-in code; null outside WeChat or when WeChat does not answer. */
export async function weChatCode(): Promise<string | null> {
  if (isH5) return null;
  try {
    return (await Taro.login()).code || null;
  } catch {
    return null;
  }
}
