import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { TimeZone } from '../../../../forecasting/time/index.ts';
import { queueLogFiles, type QueueLogFiles } from './queue-log-files.ts';
import { parseQueueLogLine } from './queue-log-line.ts';
import { queueLogTimes } from './queue-log-time.ts';

const TAIL_BYTES = 64 * 1_024;

/** What a `queue_log` is like, by its files and its last lines. */
export interface QueueLogInspection {
  readonly files: QueueLogFiles;
  /** Epoch seconds of the newest line; `null` where none can be read. */
  readonly newest: number | null;
  /** `database`: rows with dates, as the database logger writes them. */
  readonly format: 'file' | 'database';
  readonly isLatin1: boolean;
}

/** @throws where the log is not there or may not be read */
export async function inspectQueueLog(path: string, zone: TimeZone): Promise<QueueLogInspection> {
  const files = await queueLogFiles(path, zone);
  const timeOf = queueLogTimes(zone);
  let newest: number | null = null;
  let format: QueueLogInspection['format'] = 'file';
  const tail = await tailOf(path);
  for (const line of tail.toString('latin1').split('\n')) {
    const parsed = parseQueueLogLine(line, timeOf);
    if (parsed === undefined) continue;
    newest = Math.max(newest ?? 0, parsed.epochSeconds);
    if (!/^\d+\|/.test(line)) format = 'database';
  }
  return { files, newest, format, isLatin1: !isUtf8(wholeLines(tail)) };
}

async function tailOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return tail;
  } finally {
    await handle.close();
  }
}

/** Cut in the middle of a line, and so of a letter: the first and the last are left out. */
function wholeLines(tail: Buffer): Buffer {
  return tail.subarray(tail.indexOf(10) + 1, tail.lastIndexOf(10) + 1);
}
