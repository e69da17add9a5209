import { MINUTE_MS } from '../../forecasting/time/index.ts';
import type { JoinOutcome, WallHeartbeat } from '../../server/contract/events.ts';

/** Heartbeats come every second; four seconds without one are no accident. */
const SILENCE_MILLISECONDS = 4_000;
/** A timer that fires so much too late means that the page did not run: the display slept or the tab was frozen. */
export const SLEEP_MILLISECONDS = 4_000;

type FeedReason = NonNullable<WallHeartbeat['feedReason']>;
type Refusal = Extract<JoinOutcome, { readonly ok: false }>['code'];

/** What the wall has heard, and when. All times by the display's monotonic clock. */
export interface Hearing {
  readonly startedAt: number;
  /** When the server's latest word (heartbeat or snapshot) was *sent*; `null` before the first. */
  readonly heardAt: number | null;
  readonly feed: Pick<WallHeartbeat, 'feed' | 'feedReason' | 'feedAgeMilliseconds'> | null;
  /** Since when the page has been running again after a sleep; `null` if it never slept. */
  readonly wokeAt: number | null;
  /** The server said that it is being restarted, and has not been heard since. */
  readonly restarting: boolean;
  readonly refusal: Refusal | null;
}

/**
 * How far the figures on the wall can be trusted. Everything but `live` looks different and has words of its own.
 * `elapsed` in milliseconds: how long it has been so.
 */
export type Liveness =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'live' }
  | { readonly kind: 'asleep' }
  | { readonly kind: 'serverRestarting' }
  | { readonly kind: 'serverLost'; readonly elapsed: number }
  | { readonly kind: 'storeFailed' }
  | { readonly kind: 'feedNever'; readonly reason: FeedReason | null }
  | { readonly kind: 'feedSilent'; readonly reason: FeedReason | null; readonly elapsed: number };

/** The most serious thing that is true at `now`: first what makes all figures old, then what makes the feed old. */
export function livenessAt(hearing: Hearing, now: number): Liveness {
  if (hearing.refusal !== null) return { kind: 'refused', refusal: hearing.refusal };
  const { heardAt, feed } = hearing;
  if (heardAt === null || feed === null)
    return now - hearing.startedAt > SILENCE_MILLISECONDS ? { kind: 'unreachable' } : { kind: 'connecting' };
  const silence = now - heardAt;
  if (hearing.wokeAt !== null && hearing.wokeAt > heardAt && now - hearing.wokeAt <= SILENCE_MILLISECONDS)
    return { kind: 'asleep' };
  if (hearing.restarting)
    return silence > MINUTE_MS ? { kind: 'serverLost', elapsed: silence } : { kind: 'serverRestarting' };
  if (silence > SILENCE_MILLISECONDS) return { kind: 'serverLost', elapsed: silence };
  return feedLiveness(feed, silence);
}

/**
 * How far the telephone system's reports can be trusted.
 * @param silence milliseconds since the server said so
 */
export function feedLiveness(feed: NonNullable<Hearing['feed']>, silence: number): Liveness {
  switch (feed.feed) {
    case 'storeFailed':
      return { kind: 'storeFailed' };
    case 'never':
      return { kind: 'feedNever', reason: feed.feedReason };
    case 'stale':
      return {
        kind: 'feedSilent',
        reason: feed.feedReason,
        elapsed: (feed.feedAgeMilliseconds ?? 0) + silence,
      };
    case 'live':
      return { kind: 'live' };
    default:
      return feed.feed satisfies never;
  }
}

/**
 * How old the figures are: zero while live, else the time since the wall last knew them to be true.
 * `null` where nothing was ever known.
 */
export function figuresAge(hearing: Hearing, now: number): number | null {
  const liveness = livenessAt(hearing, now);
  switch (liveness.kind) {
    case 'live':
      return 0;
    case 'feedSilent':
    case 'serverLost':
      return liveness.elapsed + (liveness.kind === 'serverLost' ? feedAgeBefore(hearing) : 0);
    case 'asleep':
    case 'serverRestarting':
    case 'storeFailed':
      return hearing.heardAt === null ? null : now - hearing.heardAt + feedAgeBefore(hearing);
    case 'connecting':
    case 'unreachable':
    case 'refused':
    case 'feedNever':
      return null;
    default:
      return liveness satisfies never;
  }
}

/** A feed that was silent already when the server was lost makes the figures that much older. */
function feedAgeBefore(hearing: Hearing): number {
  return hearing.feed?.feed === 'stale' || hearing.feed?.feed === 'storeFailed'
    ? (hearing.feed.feedAgeMilliseconds ?? 0)
    : 0;
}
