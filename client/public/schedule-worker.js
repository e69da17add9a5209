// Keeps the agent's page itself for the time without a network. What it shows is kept by the page (with its age);
// this worker never stores an answer of the API, so that nothing old can look new.
const KEPT = 'leitstand-schedule-2';
/** A network that does not answer is none: then the kept page is shown. */
const PATIENCE_MILLISECONDS = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      self.clients.claim(),
      caches
        .keys()
        .then((names) =>
          Promise.all(
            names
              .filter((name) => name.startsWith('leitstand-schedule-') && name !== KEPT)
              .map((name) => caches.delete(name)),
          ),
        ),
    ]),
  );
});

self.addEventListener('message', (event) => {
  if (event.data?.kind === 'keep' && Array.isArray(event.data.addresses))
    event.waitUntil(keepOnly(event.data.addresses));
});

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (address.pathname === '/schedule') event.respondWith(freshPage(event.request));
  // files carry a hash of their content in the name: a kept one is the right one
  else if (address.pathname.startsWith('/assets/')) event.respondWith(keptFile(event.request));
});

/** The page and the files that it loaded, and nothing of older versions. */
async function keepOnly(addresses) {
  const kept = await caches.open(KEPT);
  for (const request of await kept.keys())
    if (!addresses.includes(new URL(request.url).pathname)) await kept.delete(request);
  for (const address of addresses)
    if ((await kept.match(address)) === undefined || address === '/schedule') await kept.add(address);
}

async function freshPage(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    if (answer.ok) await (await caches.open(KEPT)).put('/schedule', answer.clone());
    return answer;
  } catch {
    return (await caches.match('/schedule')) ?? Response.error();
  }
}

async function keptFile(request) {
  return (await caches.match(request)) ?? fetch(request);
}
