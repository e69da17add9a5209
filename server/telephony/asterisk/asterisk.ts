import { HOUR_MS, instant, type Instant, type TimeZone } from '../../../forecasting/time/index.ts';
import { AmiClient, type AmiReport } from './ami/ami-client.ts';
import { queueLogCatchUp } from './queue-log/queue-log-catch-up.ts';
import type { CallEvent, QueueName, SourceId } from '../../live/events/call-event.ts';
import type { CallerHasher } from '../../live/events/caller-hash.ts';
import type { WayIn } from '../../live/log/way-in.ts';

export interface AsteriskSourceOptions {
  readonly source: SourceId;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** Work after a call, which Asterisk does not report; a member's own override goes first. */
  readonly wrapUpSeconds: number;
  /** Queues whose own wrap-up is another one. */
  readonly wrapUpSecondsByQueue: Readonly<Record<string, number>>;
  /** Queues that are stored, by which one that was removed meanwhile is missed. */
  readonly knownQueues: readonly QueueName[];
  /** Path of the PBX's `queue_log`; `null`: it cannot be read from here. */
  readonly queueLog: string | null;
  /** Of the PBX: its database logger writes local times. */
  readonly zone: TimeZone;
  readonly wayIn: WayIn;
  readonly hasher: CallerHasher;
  readonly clock: () => Instant;
  /** Newest instant that the log has of this source; `null`: none. */
  readonly knownUntil: Instant | null;
  /** What the log has of calls of this source that may still be up. */
  readonly toldBefore: readonly CallEvent[];
  /** Older events are not kept, so they are not read at a first start. */
  readonly retentionDays: number;
  readonly report: (report: AmiReport) => void;
}

/** One Asterisk as a source of events: AMI for the present, its own log for what was missed. Not started yet. */
export function asteriskSource(options: AsteriskSourceOptions): AmiClient {
  const { source, hasher, clock, queueLog, zone, retentionDays, wrapUpSeconds, ...rest } = options;
  const { wrapUpSecondsByQueue, knownQueues, ...connection } = rest;
  const translator = {
    source,
    wrapUpSeconds,
    wrapUpSecondsByQueue,
    knownQueues,
    hashCaller: (number: string | undefined, at: Instant) => hasher.pseudonym(number, at),
  };
  const oldest = instant(clock() - retentionDays * 24 * HOUR_MS);
  const catchUp =
    queueLog === null
      ? null
      : queueLogCatchUp({
          path: queueLog,
          zone,
          translator,
          oldest,
          onFiles: (files) => connection.report({ kind: 'queueLogFiles', files }),
        });
  return new AmiClient({ ...connection, clock, translator, catchUp });
}
