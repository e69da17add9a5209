const WORKER = '/schedule-worker.js';

/**
 * Keeps the page for the time without a network. The first visit loads its files before any worker listens, so the
 * page itself says to the worker which files those were; files of older versions are dropped with it.
 *
 * Without HTTPS browsers offer no service worker; then the page works, only not without a network.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(WORKER);
    const { active } = await navigator.serviceWorker.ready;
    await document.fonts.ready;
    active?.postMessage({ kind: 'keep', addresses: loadedFiles() });
  } catch {
    // a private window may forbid it
  }
}

function loadedFiles(): readonly string[] {
  const names = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
  return ['/schedule', ...new Set(names)];
}
