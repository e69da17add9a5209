const KEY = 'leitstand:reloaded-for';

/**
 * Loads the page anew because the server has another release of it; once per release, so that a server that serves
 * old pages by mistake does not make its walls reload for ever.
 */
export function reloadOnceFor(build: string): void {
  try {
    if (sessionStorage.getItem(KEY) === build) return;
    sessionStorage.setItem(KEY, build);
  } catch {
    // Without a memory a reload could not be told from the second one: better an old page than one that never rests.
    return;
  }
  location.reload();
}
