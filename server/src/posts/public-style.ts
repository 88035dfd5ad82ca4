/** The look of the public pages: the app's colours and sizes (ui/styles/tokens.scss), one column, no script. */
import { createHash } from 'node:crypto';
import { themeColours } from '@branch/shared/sites/themes';

const dark = '--bg: #121110; --surface: #1d1b1a; --surface2: #262322; --text1: #ede8e6; --text2: #b9b1ae; --text3: #9a928f; --brand: #f2766b; --link: #7db7f5; --line: #383432; --edge: #8a8380; --gold: #d9b45b;';

export const publicStyle = `:root { --bg: #f5f5f3; --surface: #fff; --surface2: #faf7f5; --text1: #1f1b1a; --text2: #57514f; --text3: #6f6866; --brand: #b3261e; --fill: #b3261e; --link: #0b5cad; --line: #e7e2df; --edge: #8a8380; --gold: #8c6a1a; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--bg); color: var(--text1); font: 1rem/1.6 -apple-system, BlinkMacSystemFont, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; }
h1, h2, h3, p, ul, figure, blockquote, dl, dd { margin: 0; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.top { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 0 max(1rem, calc((100% - 40rem) / 2)); border-bottom: 1px solid var(--line); background: var(--surface); }
.top a { display: flex; align-items: center; min-height: 2.75rem; min-width: 2.75rem; color: var(--text1); font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
.top .in-app { flex: none; color: var(--link); font-size: .875rem; font-weight: 400; }
main, footer { max-width: 42rem; margin: 0 auto; padding: 1rem; }
.sign { margin-bottom: 1rem; padding: 1.5rem 1rem; border-radius: .75rem; background: var(--ground); color: #fff; }
h1 { font-size: 1.375rem; line-height: 1.35; overflow-wrap: anywhere; }
.sign p { margin-top: .25rem; overflow-wrap: anywhere; }
${Object.entries(themeColours).map(([theme, { ground }]) => `.theme-${theme} { --ground: ${ground}; }`).join('\n')}
.card { display: block; margin-bottom: .75rem; padding: .875rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--surface); }
.cards { margin-top: .75rem; padding: 0; list-style: none; }
.item .soft { display: -webkit-box; overflow: hidden; -webkit-line-clamp: 3; -webkit-box-orient: vertical; }
.item { display: flex; gap: .75rem; justify-content: space-between; }
.item h2 { font-size: 1rem; line-height: 1.4; }
.item h2 a, .big { display: inline-flex; align-items: center; min-height: 2.75rem; margin: -.5rem 0; }
.item h2 a { color: var(--text1); text-decoration: none; overflow-wrap: anywhere; }
.item h2 a:hover { color: var(--brand); text-decoration: underline; }
.item img { flex: none; width: 5.25rem; height: 5.25rem; border-radius: .375rem; background: var(--line); object-fit: cover; }
.words { min-width: 0; }
.soft { color: var(--text2); overflow-wrap: anywhere; }
.meta { color: var(--text3); font-size: .8125rem; }
.tag { display: inline-block; padding: 0 .375rem; border: 1px solid currentColor; border-radius: .25rem; color: var(--gold); font-size: .8125rem; }
article h1 { margin-bottom: .25rem; }
article h2 { margin: 1.25rem 0 .5rem; font-size: 1.125rem; overflow-wrap: anywhere; }
article p { margin: .75rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
article ul { margin: .75rem 0; padding-left: 1.25rem; }
article li { overflow-wrap: anywhere; }
article blockquote { margin: .75rem 0; padding-left: .75rem; border-left: 3px solid var(--line); color: var(--text2); white-space: pre-wrap; overflow-wrap: anywhere; }
article figure { margin: 1rem 0; }
article figure a { display: block; }
article figure img { display: block; width: 100%; height: auto; border-radius: .5rem; background: var(--line); }
figcaption { margin-top: .25rem; color: var(--text2); font-size: .875rem; overflow-wrap: anywhere; }
.file { display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 2.75rem; margin: .5rem 0; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--surface2); color: var(--text1); text-decoration: none; overflow-wrap: anywhere; }
.end { margin-top: 1.5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
.end a, footer a { display: inline-flex; align-items: center; min-height: 2.75rem; }
footer { padding-top: 0; color: var(--text3); font-size: .8125rem; }
.more { display: flex; align-items: center; justify-content: center; min-height: 2.75rem; }
.strip { display: flex; gap: .5rem; overflow-x: auto; scroll-snap-type: x mandatory; }
.strip figure { flex: 0 0 100%; scroll-snap-align: start; scroll-snap-stop: always; }
.strip img { display: block; width: 100%; height: auto; max-height: 75vh; object-fit: contain; background: var(--line); border-radius: .5rem; }
.steps { display: flex; flex-wrap: wrap; gap: .25rem; padding: 0; list-style: none; }
.steps a { display: flex; align-items: center; justify-content: center; min-width: 2.75rem; min-height: 2.75rem; }
form label { display: block; margin-top: 1rem; font-weight: 600; }
input, textarea { display: block; width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--surface2); color: var(--text1); font: inherit; }
textarea { min-height: 7rem; resize: vertical; }
button { min-height: 2.75rem; margin-top: 1rem; padding: .5rem 1.5rem; border: 0; border-radius: .5rem; background: var(--fill); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
.wrong { margin-top: .75rem; padding: .625rem .75rem; border-left: 3px solid var(--brand); background: var(--surface2); }
`;

/** Named by what is in it, so that it may be kept for ever. */
export const publicStyleName = `style-${createHash('sha256').update(publicStyle).digest('hex').slice(0, 12)}.css`;
