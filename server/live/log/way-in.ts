import type { Instant } from '../../../forecasting/time/index.ts';
import type { FeedReason } from '../../contract/wall.ts';
import type { CallEvent, SourceId } from '../events/call-event.ts';

/** Why a source is not live, as its adapter knows it. */
export interface FeedTrouble {
  readonly reason: FeedReason;
  /** Names of events that the source must have sent and that never came; empty but for `eventsMissing`. */
  readonly missing: readonly string[];
}

/** What became of one event: `stored` = durable on disk now; `duplicate` = it was there already, nothing changed. */
export type EventOutcome = 'stored' | 'duplicate';

/**
 * The one way in for every adapter: recorded, simulated and real telephony alike.
 * Events of one call keep their order; batches are committed in groups.
 */
export interface WayIn {
  /**
   * Resolves when every event is durable, with one outcome per event in the same order.
   * Rejects when the store cannot write: then nothing of the batch is acknowledged and the source must report it again.
   */
  accept(events: readonly CallEvent[]): Promise<readonly EventOutcome[]>;
  /**
   * A sign of life from a source, also when nothing happened. Cheap; called for every read. Says nothing while the
   * source has a trouble: bytes of a greeting or a refusal prove no figure.
   */
  heard(source: SourceId, at: Instant): void;
  /** The adapter of a source says why its figures are not to be believed, or that they are (`null`). */
  troubled(source: SourceId, trouble: FeedTrouble | null, at: Instant): void;
}
