// Keeps the agent's page itself for the time without a network. What it shows is kept by the page (with its age);
// this worker never stores an answer of the API, so that nothing old can look new.
const KEPT = 'leitstand-schedule-1';

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  const isPage = address.pathname === '/schedule' || address.pathname.startsWith('/assets/');
  if (event.request.method !== 'GET' || address.origin !== self.location.origin || !isPage) return;
  event.respondWith(
    fetch(event.request)
      .then(async (answer) => {
        if (answer.ok) await (await caches.open(KEPT)).put(event.request, answer.clone());
        return answer;
      })
      .catch(async () => (await caches.match(event.request)) ?? Response.error()),
  );
});
