/* Keeps what the console is made and drawn from, so that a gate's page opens again while the line is
   broken (L-5). Of the API it keeps who is signed in and what things are called, and nothing else. */
const KEPT = "frontdesk";
/** Milliseconds after which what is kept is better than waiting for what is new. */
const PATIENCE = 4_000;
const SHELL = /\/console(\/[^/]+)?$|\/sites\/[^/]+\/me$/;
/** A name under which there is never anything else. */
const FIXED = /\/console\/(.+-[\w-]{8}\.\w+)$/;
const DRAWN_FROM = /\/console\/definitions\.json$/;
/** All that the console of this build is made of. */
const BUILT = new Set(NAMES);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && origin === location.origin && SHELL.test(pathname)) {
    event.respondWith(answer(event.request, FIXED.test(pathname)));
  }
});

/** What only earlier builds were made of and drawn from. */
async function clear() {
  const cache = await caches.open(KEPT);
  const known = (await cache.keys()).map((request) => ({ request, path: new URL(request.url).pathname }));
  const made = known.filter(({ path }) => FIXED.test(path) && !BUILT.has(FIXED.exec(path)[1]));
  const drawn = known.filter(({ path }) => DRAWN_FROM.test(path)).slice(0, -1);
  await Promise.all([...made, ...drawn].map(({ request }) => cache.delete(request)));
}

async function answer(request, fixed) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(request);
  if (fixed && known) return known;
  const late = new Promise((_, over) => known && setTimeout(over, PATIENCE));
  try {
    const found = await Promise.race([fetch(request), late]);
    if (found.ok) await cache.put(request, found.clone());
    return found;
  } catch (trouble) {
    if (known) return known;
    throw trouble;
  }
}
