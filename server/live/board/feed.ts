import type { Feed, FeedReason } from '../../contract/wall.ts';

/** A source of which something was received last at an instant; `null`: never. */
export interface SourceHeard {
  readonly id: string;
  readonly lastHeardAt: number | null;
  /** Silence that means something is wrong; `null`: this source speaks only when something happens. */
  readonly staleAfterMs: number | null;
  /** Why its adapter does not vouch for it; `null`: it does, or it has none. */
  readonly reason: FeedReason | null;
}

/** Silence of a live telephone source that makes a wall say so. */
export const STALE_AFTER_MS = 4_000;

/** Health of what we hear, by the worst source; a store that cannot write outweighs them all. */
export function feedAt(sources: readonly SourceHeard[], storeFailed: boolean, now: number): Feed {
  const judged = sources.map((source) => ({
    id: source.id,
    state: stateOf(source, now),
    reason: source.reason,
    lastHeardAt: source.lastHeardAt,
  }));
  const heard = judged.map(({ lastHeardAt }) => lastHeardAt).filter((at) => at !== null);
  const state = judged.some((source) => source.state === 'stale')
    ? 'stale'
    : judged.length === 0 || judged.some((source) => source.state === 'never')
      ? 'never'
      : 'live';
  return {
    state: storeFailed ? 'storeFailed' : state,
    reason: judged.find((source) => source.state === state && source.reason !== null)?.reason ?? null,
    lastHeardAt: heard.length === judged.length && heard.length > 0 ? Math.min(...heard) : null,
    sources: judged,
  };
}

function stateOf(
  { lastHeardAt, staleAfterMs, reason }: SourceHeard,
  now: number,
): 'live' | 'stale' | 'never' {
  if (lastHeardAt === null) return 'never';
  if (reason !== null) return 'stale';
  return staleAfterMs !== null && now - lastHeardAt > staleAfterMs ? 'stale' : 'live';
}
