import { paths, tabPaths } from './paths.js';

const id = '[1-9A-HJ-NP-Za-km-z]{11}';

/**
 * Short names of pages, for printed codes (`pages/go?scene=…`) and for links in a browser (`/-/<kind>/<unit>/<id>`): both lead to the same address.
 * A scene as an address of ours: `<kind>.<unit>.<id>` (at most 32 visible characters, which is what a mini-program code holds), or `b.<code>` for an
 * invitation, or `i.<meeting>.<code>` for signing in at the place (its unit would not fit). Null: nothing of ours. Only letters, digits and dots are taken, so a foreign code leads nowhere.
 */
export function pathOfScene(scene: string): string | null {
  const invited = /^b\.([0-9A-Za-z-]{6,20})$/.exec(scene);
  if (invited) return paths.activate(invited[1]);
  const scanned = new RegExp(`^i\\.(${id})\\.([0-9a-f]{16})$`).exec(scene);
  if (scanned?.[1] && scanned[2]) return paths.scanned(scanned[1], scanned[2]);
  if (new RegExp(`^s\\.${id}$`).test(scene)) return tabPaths.branch;
  const found = new RegExp(`^([pmu])\\.(${id})\\.(${id})$`).exec(scene);
  const [, kind, unit, thing] = found ?? [];
  if (!kind || !unit || !thing) return null;
  return { p: paths.post, m: paths.meeting, u: paths.service }[kind as 'p' | 'm' | 'u'](unit, thing);
}

/** The short address of a meeting in a browser, and of a code to sign in by. */
export const meetingLink = (unitId: string, meetingId: string): string => `/-/m/${unitId}/${meetingId}`;
export const scanLink = (meetingId: string, code: string): string => `/-/i/${meetingId}.${code}`;

/** Where strangers read a public post without signing in, and without JavaScript (SITE-5): what one copies to pass on. In a browser only. */
export const publicPost = (unitId: string, postId: string): string => `/s/${unitId}/${postId}`;
