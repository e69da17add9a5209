/** Resolves when the process is asked to stop. */
export async function untilCancelled(cancelled: AbortSignal): Promise<void> {
  if (cancelled.aborted) return;
  await new Promise<void>((resolve) => cancelled.addEventListener('abort', () => resolve(), { once: true }));
}
