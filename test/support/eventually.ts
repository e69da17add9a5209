const POLL_MILLISECONDS = 10;

/**
 * Waits until `look` no longer throws and gives its answer; after `patienceMilliseconds` its last error is thrown.
 * For things that happen soon in another thread, process or page; never a bare sleep.
 */
export async function eventually<T>(look: () => T | Promise<T>, patienceMilliseconds = 10_000): Promise<T> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
