import { basename } from 'node:path';
import type { TimeZone } from '../../../forecasting/time/index.ts';
import {
  inspectQueueLog,
  type QueueLogInspection,
} from '../../telephony/asterisk/queue-log/inspect-queue-log.ts';
import { ok, type Finding } from './finding.ts';

/** Whether the PBX's own log can be read, which of its files are, and what it is like. */
export async function lookAtQueueLog(of: string, path: string | null, zone: TimeZone): Promise<Finding> {
  const subject = `${of} log`;
  if (path === null) return ok(subject, 'no queueLog is set: who calls while nobody listens is not counted');
  let seen: QueueLogInspection;
  try {
    seen = await inspectQueueLog(path, zone);
  } catch (error) {
    return {
      subject,
      state: 'bad',
      says: `the queue log cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'is queueLog the right path, and may this account read it and its folder?',
    };
  }
  const says = inWords(seen);
  if (seen.newest === null)
    return {
      subject,
      state: 'warning',
      says: `${path} holds no line that can be read`,
      advice: 'is it a queue_log? Nothing is written before the first call; see logger.conf',
    };
  if (!seen.isLatin1) return ok(subject, says);
  return {
    subject,
    state: 'warning',
    says: `${says}; it holds Latin-1`,
    advice: 'save queues.conf and other configuration of the telephone system as UTF-8',
  };
}

function inWords({ files, newest, format }: QueueLogInspection): string {
  const names = (paths: readonly string[]) => paths.map((path) => basename(path)).join(', ');
  const rows = format === 'database' ? ' (rows of a database, local times)' : '';
  const newestAt = newest === null ? 'none' : new Date(newest * 1_000).toISOString();
  const copies = files.leftOut.map(({ file }) => file);
  const rest = copies.length === 0 ? '' : `; left out: ${names(copies)}, no rotation of it or a copy`;
  return `newest line ${newestAt}${rows}; reads ${names(files.read)}${rest}`;
}
