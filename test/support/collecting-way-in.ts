import type { Instant } from '../../forecasting/time/instant.ts';
import type { CallEvent, SourceId } from '../../server/live/events/call-event.ts';
import type { EventOutcome, FeedTrouble, WayIn } from '../../server/live/log/way-in.ts';

/** A way in that keeps what it is told, knows each key once, and refuses when a test says so. */
export class CollectingWayIn implements WayIn {
  readonly events: CallEvent[] = [];
  readonly keys = new Set<string>();
  readonly heardAt = new Map<SourceId, Instant>();
  /** What its adapter said of the feed, one after another; `null`: live. */
  readonly troubles: (FeedTrouble | null)[] = [];
  duplicates = 0;
  /** How many batches are still to be refused. */
  refusals = 0;
  /** What each batch waits for before it is durable. */
  gate: () => Promise<void> = () => Promise.resolve();

  async accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]> {
    await this.gate();
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw new Error('the store is full');
    }
    return events.map((event) => {
      const key = `${event.source}|${event.key}`;
      if (this.keys.has(key)) {
        this.duplicates += 1;
        return 'duplicate';
      }
      this.keys.add(key);
      this.events.push(event);
      return 'stored';
    });
  }

  heard(source: SourceId, at: Instant): void {
    this.heardAt.set(source, at);
  }

  troubled(_source: SourceId, trouble: FeedTrouble | null): void {
    if (JSON.stringify(this.troubles.at(-1)) !== JSON.stringify(trouble)) this.troubles.push(trouble);
  }

  ofKind(kind: CallEvent['kind']): readonly CallEvent[] {
    return this.events.filter((event) => event.kind === kind);
  }
}
