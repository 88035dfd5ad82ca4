/** The colours of a site's banner: one ground and one colour of letters, the same in light and dark, for a banner is a sign of its own. */
import type { Theme } from './routes.js';

export const themeColours: Record<Theme, { ground: string; letters: string }> = {
  red: { ground: '#b3261e', letters: '#ffffff' }, teal: { ground: '#0f6b5c', letters: '#ffffff' }, indigo: { ground: '#2b4a9b', letters: '#ffffff' },
  amber: { ground: '#8a5200', letters: '#ffffff' }, plum: { ground: '#7a2e6b', letters: '#ffffff' }, slate: { ground: '#3f4a55', letters: '#ffffff' },
};
