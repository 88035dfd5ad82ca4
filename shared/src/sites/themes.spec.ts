import { columnKinds, themes } from './routes.js';
import { columnTemplates, themeNames } from './templates.js';
import { themeColours } from './themes.js';

/** WCAG 2.2: relative luminance and contrast. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};
const contrast = (a: string, b: string): number => { const [x, y] = [luminance(a), luminance(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };

describe('网站的样子', () => {
  it('算对比度的办法本身是对的', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
  });
  it.each(themes)('%s：字与底的对比不低于 4.5', (theme) => {
    expect(contrast(themeColours[theme].ground, themeColours[theme].letters)).toBeGreaterThanOrEqual(4.5);
    expect(themeNames[theme]).not.toBe('');
  });
  it('每类栏目都有模板，写好了规则；说说心里话由上一级代管', () => {
    expect(new Set(columnTemplates.map((one) => one.kind))).toEqual(new Set(columnKinds));
    expect(columnTemplates.every((one) => one.rules.length >= 10)).toBe(true);
    expect(columnTemplates.filter((one) => one.hosted).map((one) => one.name)).toEqual(['说说心里话']);
  });
});
