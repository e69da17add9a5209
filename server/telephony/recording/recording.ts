import type { Instant } from '../../../forecasting/time/index.ts';
import type { CallEvent } from '../../live/events/call-event.ts';

/** Bytes that one read of an AMI connection gave. */
export interface RecordedChunk {
  readonly at: Instant;
  /** Counted from 1; a higher number is a later connection. */
  readonly connection: number;
  readonly bytes: Buffer;
}

/** What a telephone system said over AMI, as it was received. */
export interface AmiRecording {
  readonly kind: 'ami';
  /** False: the times are only inferred from unique ids, good for the order and to some seconds. */
  readonly timed: boolean;
  chunks(): Iterable<RecordedChunk>;
}

export interface QueueLogRecording {
  readonly kind: 'queueLog';
  readonly timed: true;
  lines(): Iterable<string>;
}

/** Call events as JSON lines, in the shape of the ingest. */
interface EventRecording {
  readonly kind: 'events';
  readonly timed: true;
  readonly events: readonly CallEvent[];
}

export type Recording = AmiRecording | QueueLogRecording | EventRecording;
