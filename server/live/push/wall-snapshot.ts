import type { Board, Feed } from '../../contract/wall.ts';

/**
 * The board as it goes to the walls.
 *
 * A live telephone source gives a sign of life every two seconds. That alone is no news: the heartbeat carries the age of
 * the feed. While a source stays live, the instant of the last published board is kept, so that nothing is pushed.
 *
 * @param published what the walls of this room have, `null` before the first
 */
export function wallSnapshot(published: Board | null, next: Board): Board {
  if (published === null) return next;
  return { ...next, feed: quietFeed(published.feed, next.feed) };
}

function quietFeed(published: Feed, next: Feed): Feed {
  return {
    ...next,
    lastHeardAt: staysLive(published, next) ? published.lastHeardAt : next.lastHeardAt,
    sources: next.sources.map((source) => {
      const before = published.sources.find(({ id }) => id === source.id);
      return before !== undefined && staysLive(before, source)
        ? { ...source, lastHeardAt: before.lastHeardAt }
        : source;
    }),
  };
}

function staysLive(before: Pick<Feed, 'state'>, after: Pick<Feed, 'state'>): boolean {
  return before.state === 'live' && after.state === 'live';
}

/** Age of the telephone feed at `now`, `null` if nothing was ever received. */
export function feedAgeMilliseconds(feed: Feed, now: number): number | null {
  return feed.lastHeardAt === null ? null : Math.max(0, now - feed.lastHeardAt);
}
