import Taro, { usePageScroll } from '@tarojs/taro';
import { type RefObject, useEffect, useRef } from 'react';
import { isH5, readJson, writeJson } from '../../kit/platform';

const key = 'read-at';
/** So many posts are remembered on this device. */
const most = 50;
type Places = [post: string, top: number][];

/** Where one stopped reading, kept on this device only: opened again, the post is there. `ready`: there is something to scroll, and no other place was asked for. */
export function useReadingPosition(post: string, ready: boolean): RefObject<HTMLElement> {
  const inside = useRef<HTMLElement>(null);
  const top = useRef(0);
  const placed = useRef(false);
  usePageScroll((event) => { top.current = event.scrollTop; });
  useEffect(() => {
    if (!ready || placed.current) return;
    placed.current = true;
    const kept = (readJson<Places>(key) ?? []).find(([one]) => one === post)?.[1] ?? 0;
    if (kept > 0) {
      if (isH5) inside.current?.closest('.taro_page')?.scrollTo({ top: kept });
      else void Taro.pageScrollTo({ scrollTop: kept, duration: 0 });
    }
  }, [ready, post]);
  useEffect(() => {
    const box = isH5 ? inside.current?.closest('.taro_page') : null;
    const scrolled = (): void => { top.current = box?.scrollTop ?? 0; };
    const keep = (): void => {
      const places = (readJson<Places>(key) ?? []).filter(([one]) => one !== post);
      writeJson(key, top.current > 200 ? [[post, Math.round(top.current)], ...places].slice(0, most) : places);
    };
    box?.addEventListener('scroll', scrolled, { passive: true });
    if (isH5) window.addEventListener('pagehide', keep);
    return () => {
      box?.removeEventListener('scroll', scrolled);
      if (isH5) window.removeEventListener('pagehide', keep);
      if (placed.current) keep();
    };
  }, [post, ready]);
  return inside;
}
