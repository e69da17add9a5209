import {
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
  type TimeZone,
} from '../../../../forecasting/time/index.ts';
import type { CallEvent } from '../../../live/events/call-event.ts';
import type { CatchUp } from '../ami/ami-client.ts';
import type { TranslatorOptions } from '../legs/translator-options.ts';
import { filesSince, linesSince, queueLogFiles, type QueueLogFiles } from './queue-log-files.ts';
import { parseQueueLogLine } from './queue-log-line.ts';
import { queueLogTimes } from './queue-log-time.ts';
import { QueueLogTranslator } from './queue-log-translator.ts';

/** Visits are counted per caller, so reading begins before the oldest call that may still have been open. */
const READ_BEFORE_MS = 6 * HOUR_MS;
/** What AMI reported in the last minutes may not have been stored: report it again, the log knows what it has. */
const TELL_BEFORE_MS = 5 * MINUTE_MS;
const BATCH = 1_000;

export interface QueueLogCatchUpOptions {
  readonly path: string;
  /** Of the PBX: times that its database logger writes are local ones. */
  readonly zone: TimeZone;
  readonly translator: TranslatorOptions;
  /** Older lines are not read; `null`: all. */
  readonly oldest: Instant | null;
  /** Called with the files that are read and those beside them that are not. */
  readonly onFiles: (files: QueueLogFiles) => void;
}

/**
 * Fills in from Asterisk's `queue_log` what was missed since an instant, rotated files included. Without that instant
 * it is an import of all that is there since `oldest`.
 *
 * Calls are reported again for some minutes before the instant; agents' changes are not, because an old one would undo a
 * newer one.
 */
export function queueLogCatchUp({
  path,
  zone,
  translator,
  oldest,
  onFiles,
}: QueueLogCatchUpOptions): CatchUp {
  return async (from, agentOfInterface, tell) => {
    const known = from ?? oldest ?? 0;
    const readFrom = Math.floor((known - READ_BEFORE_MS) / SECOND_MS);
    const log = new QueueLogTranslator({ ...translator, agentOfInterface });
    let batch: CallEvent[] = [];
    let told = 0;
    const tellBatch = async () => {
      told += batch.length;
      await tell(batch, log.takenPlaces());
      batch = [];
    };
    const files = await queueLogFiles(path, zone);
    onFiles(files);
    const timeOf = queueLogTimes(zone);
    for (const file of await filesSince(files, readFrom, zone)) {
      for await (const text of linesSince(file, readFrom)) {
        const line = parseQueueLogLine(text, timeOf);
        if (line === undefined || line.epochSeconds < readFrom) continue;
        for (const event of log.translate(line)) if (isMissing(event, known)) batch.push(event);
        if (batch.length >= BATCH) await tellBatch();
      }
    }
    if (batch.length > 0) await tellBatch();
    return told;
  };
}

function isMissing(event: CallEvent, known: number): boolean {
  return event.at >= known - ('call' in event ? TELL_BEFORE_MS : 0);
}
