// Keeps the program itself in the browser, so that a page reloaded without a network still opens and shows what is waiting to be sent (experience 5).
// Only built files whose names carry their content and the app's one page; never an answer of the API, a picture or anything of a person.
const box = 'program';
const page = '/';
const ofServer = /^\/(api|ws|health|files|s|-)(\/|$)/;
const built = /\.[0-9a-f]{8,}\.(js|css|svg|woff2)$/;

async function takePage(answer) {
  const text = await answer.clone().text();
  const kept = await caches.open(box);
  const before = await kept.match(page);
  if (before && (await before.text()) === text) return;
  // Another build: its files replace the old ones; what a page loads later is kept as it is loaded.
  for (const old of await kept.keys()) await kept.delete(old);
  await kept.put(page, new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
  await kept.addAll([...text.matchAll(/(?:src|href)="(\/(?:js|css)\/[^"]+)"/g)].map((found) => found[1]));
}

async function pageFor(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html')) await takePage(answer).catch(() => undefined);
    return answer;
  } catch (lost) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw lost;
  }
}

async function fileFor(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await caches.open(box).then((into) => into.put(request, answer.clone())).catch(() => undefined);
  return answer;
}

/** Files that the page had loaded before we were there: the page names them once. */
async function keepLoaded(paths) {
  const kept = await caches.open(box);
  for (const path of paths) if (built.test(path) && !(await kept.match(path))) await kept.add(path);
}

self.addEventListener('message', (event) => {
  if (Array.isArray(event.data)) event.waitUntil(keepLoaded(event.data.map(String)).catch(() => undefined));
});
self.addEventListener('install', (event) => {
  void self.skipWaiting();
  event.waitUntil(fetch(page).then(takePage));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || ofServer.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(pageFor(request));
  else if (built.test(pathname)) event.respondWith(fileFor(request));
});
