import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BadInput } from '../../platform/input/bad-input.ts';
import { parseQueueLogLine } from '../asterisk/queue-log/queue-log-line.ts';
import { chunksOfMessages, chunksWithTimes } from './ami-chunks.ts';
import { linesOf } from './lines.ts';
import { chunksWithReckonedTimes, hasTimestamps } from './reckoned-times.ts';
import type { AmiRecording, QueueLogRecording, Recording } from './recording.ts';

/** What a folder or file holds. In a folder AMI is what is played; the log is there for catching up. */
export interface Recorded {
  readonly played: Recording;
  /** The PBX's own log beside the AMI recording; `null` where there is none. */
  readonly queueLog: QueueLogRecording | null;
}

/**
 * Opens a recording: a folder, `ami.raw`, `ami.jsonl` or `queue_log`, each also compressed by gzip, or a file of call
 * events. A file is known by its content, not by its name.
 *
 * @throws BadInput where there is nothing to play
 */
export function readRecording(
  path: string,
  readEvents: (bytes: Buffer, file: string) => Recording,
): Recorded {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw new BadInput('there is no such file or folder', { file: path });
  return entry.isDirectory() ? readFolder(path, readEvents) : readFile(path, readEvents);
}

function readFolder(folder: string, readEvents: (bytes: Buffer, file: string) => Recording): Recorded {
  const find = (name: string) =>
    [join(folder, name), join(folder, `${name}.gz`)].find((file) => existsSync(file));
  const raw = find('ami.raw');
  const index = find('ami.jsonl');
  const log = find('queue_log');
  const events = find('events.jsonl');
  const queueLog = log === undefined ? null : queueLogOf(readBytes(log));
  if (raw !== undefined && index !== undefined) {
    const bytes = readBytes(raw);
    const times = readBytes(index);
    const played: AmiRecording = { kind: 'ami', timed: true, chunks: () => chunksWithTimes(bytes, times) };
    return { played, queueLog };
  }
  const only = raw ?? index;
  if (only !== undefined) return { played: readFile(only, readEvents).played, queueLog };
  if (queueLog !== null) return { played: queueLog, queueLog: null };
  if (events !== undefined) return readFile(events, readEvents);
  throw new BadInput('the folder holds none of ami.raw, ami.jsonl, queue_log, events.jsonl (or .gz)', {
    file: folder,
  });
}

function readFile(file: string, readEvents: (bytes: Buffer, file: string) => Recording): Recorded {
  const bytes = readBytes(file);
  const head = bytes.toString('latin1', 0, 4_096);
  if (isQueueLog(head)) return { played: queueLogOf(bytes), queueLog: null };
  if (head.startsWith('{')) {
    if (!/^\{[^\n]*"(?:meta|banner|ev|e)":/.test(head))
      return { played: readEvents(bytes, file), queueLog: null };
    return { played: { kind: 'ami', timed: true, chunks: () => chunksOfMessages(bytes) }, queueLog: null };
  }
  if (/^(?:Asterisk Call Manager\/|Event: |Response: )/.test(head)) {
    const timed = hasTimestamps(bytes);
    return { played: { kind: 'ami', timed, chunks: () => chunksWithReckonedTimes(bytes) }, queueLog: null };
  }
  throw new BadInput('is no AMI capture, no queue_log and no file of call events', { file });
}

/** One of the first lines may be a heading, or the half line that a rotation cut. */
function isQueueLog(head: string): boolean {
  return head.split('\n', 3).some((line) => parseQueueLogLine(line) !== undefined);
}

function queueLogOf(bytes: Buffer): QueueLogRecording {
  return {
    kind: 'queueLog',
    timed: true,
    *lines() {
      for (const line of linesOf(bytes)) yield line.toString('latin1');
    },
  };
}

function readBytes(file: string): Buffer {
  const bytes = readFileSync(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput(`the gzip file is damaged (${reason})`, { file });
  }
}
