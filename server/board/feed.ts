import type { Feed } from '../contract/wall.ts';

/** A source that was heard of last at an instant; `null`: never. */
export interface SourceHeard {
  readonly id: string;
  readonly lastHeardAt: number | null;
  /** Silence that means something is wrong; `null`: this source speaks only when something happens. */
  readonly staleAfterMs: number | null;
}

/** Silence of a live telephone source that makes a wall say so. */
export const STALE_AFTER_MS = 4_000;

/** Health of what we hear, by the quietest source; a store that cannot write outweighs them all. */
export function feedAt(sources: readonly SourceHeard[], storeFailed: boolean, now: number): Feed {
  const judged = sources.map(({ id, lastHeardAt, staleAfterMs }) => ({
    id,
    state: stateOf(lastHeardAt, staleAfterMs, now),
    lastHeardAt,
  }));
  const heard = judged.map(({ lastHeardAt }) => lastHeardAt).filter((at) => at !== null);
  const state = judged.some((source) => source.state === 'stale')
    ? 'stale'
    : judged.length === 0 || judged.some((source) => source.state === 'never')
      ? 'never'
      : 'live';
  return {
    state: storeFailed ? 'storeFailed' : state,
    lastHeardAt: heard.length === judged.length && heard.length > 0 ? Math.min(...heard) : null,
    sources: judged,
  };
}

function stateOf(
  lastHeardAt: number | null,
  staleAfterMs: number | null,
  now: number,
): 'live' | 'stale' | 'never' {
  if (lastHeardAt === null) return 'never';
  return staleAfterMs !== null && now - lastHeardAt > staleAfterMs ? 'stale' : 'live';
}
