/** At most four patches a second and room: faster than that no eye reads a wall. */
export const LEAST_MILLISECONDS_BETWEEN_PATCHES = 250;

/**
 * How long to wait before publishing a change that is there `now`: nothing if the last patch is long enough ago,
 * otherwise the rest of the span. What changes meanwhile goes out with the same patch.
 *
 * @param publishedAt when the last patch went out, `null` before the first
 */
export function millisecondsUntilPatch(publishedAt: number | null, now: number): number {
  if (publishedAt === null) return 0;
  const passed = now - publishedAt;
  // A clock that was set back must not hold a change up for longer than the span itself.
  if (passed < 0) return LEAST_MILLISECONDS_BETWEEN_PATCHES;
  return Math.max(0, LEAST_MILLISECONDS_BETWEEN_PATCHES - passed);
}
