/** One element over the whole screen, where the browser can (not in WeChat, not on an iPhone): for a code shown to a hall. */
import { isH5 } from './platform';

export const mayFillScreen = (): boolean => isH5 && document.fullscreenEnabled === true;

export async function fillScreen(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    // The browser would not: the page stays as it is.
  }
}
