import type { Instant } from '../../forecasting/time/instant.ts';
import type { CallEvent, SourceId } from './call-event.ts';

/** What became of one event: `stored` = durable on disk now; `duplicate` = it was there already, nothing changed. */
export type EventOutcome = 'stored' | 'duplicate';

/**
 * The one way in for every adapter: recorded, simulated and real telephony alike.
 * Events of one call keep their order; batches are committed in groups.
 */
export interface WayIn {
  /**
   * Resolves when every event is durable, with one outcome per event in the same order.
   * Rejects when the store cannot write: then nothing of the batch is acknowledged and the source must tell it again.
   */
  accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]>;
  /** A sign of life from a source, also when nothing happened. Cheap; called for every read. */
  heard(source: SourceId, at: Instant): void;
}
