import type { Locator, Page } from 'playwright-core';

/** What one presses: a button, or a link that looks like one. Of pages that stay beneath, only what is in sight counts. */
export const button = (page: Page | Locator, name: string | RegExp): Locator => {
  const options = { name, exact: typeof name === 'string' };
  return page.getByRole('button', options).or(page.getByRole('link', options)).locator('visible=true').last();
};
/** A field by its label; where it must be filled in, the label says so. */
export const field = (page: Page | Locator, name: string): Locator => page.getByRole('textbox', { name: new RegExp(`^${name.replace(/[()（）.?]/g, '\\$&')}(必填)?$`) }).locator('visible=true').last();
export const shown = (page: Page | Locator, text: string | RegExp): Locator => page.getByText(text).locator('visible=true').last();
export const say = async (page: Page, words: string): Promise<void> => {
  await field(page, '发言').fill(words);
  await button(page, '发送').click();
};

/** The bubble that says these words (not one that quotes them), and its menu as a right click opens it. */
export const bubble = (page: Page, words: string): Locator => page.locator('.bubble', { has: page.locator('.words', { hasText: words }) }).locator('visible=true').last();
export const menu = (page: Page, words: string): Promise<void> => bubble(page, words).click({ button: 'right' });

/** Counts what a finger does from now on, until the page is loaded anew. */
export async function taps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { taps?: number };
    const already = counted.taps !== undefined;
    counted.taps = 0;
    if (!already) window.addEventListener('pointerdown', () => { counted.taps = (counted.taps ?? 0) + 1; }, true);
  });
  return () => page.evaluate(() => (window as unknown as { taps: number }).taps);
}
