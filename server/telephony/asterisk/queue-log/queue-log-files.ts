import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { TimeZone } from '../../../../forecasting/time/index.ts';
import { parseQueueLogLine } from './queue-log-line.ts';
import { queueLogTimes } from './queue-log-time.ts';

/** How much is read to find the next line while searching for a time. */
const PROBE_BYTES = 8_192;
/** Search stops here: reading this much costs less than another look. */
const NEAR_BYTES = 64 * 1_024;
/** So many lines alike at a head are no accident: the one file is a copy of the other. */
const HEAD_LINES = 3;

/**
 * Names that rotation gives: a number (`.1`, by logrotate and Asterisk), the second of the rotation (`.1796058791`) or a
 * date (`-20261123`, `-2026-11-23`, `.20261123-0400`), packed or not. `queue_log.bak-20261130` is somebody's copy.
 */
const ROTATED = /^(?:\.\d{1,5}|\.\d{9,11}|[.-]\d{4}-?\d{2}-?\d{2}(?:[-_.T]?\d{2,10})?)(?:\.gz)?$/;

/** Files that belong to a log, and those beside it that do not. */
export interface QueueLogFiles {
  /** The log and its rotated predecessors in order of time, the log itself last. */
  readonly read: readonly string[];
  /** Named like the log, and left alone. */
  readonly leftOut: readonly {
    readonly file: string;
    readonly because: 'nameOfNoRotation' | 'copy' | 'empty';
  }[];
}

/**
 * The log and what was rotated away from it. The times that the files begin with say the order, as names count up with one
 * tool and down with another, and times of change follow every touch. A file that begins with lines of another one is
 * a copy of it and is left out, or its calls would be counted twice.
 *
 * @throws where the log itself is not there
 */
export async function queueLogFiles(path: string, zone: TimeZone): Promise<QueueLogFiles> {
  await stat(path);
  const folder = dirname(path);
  const name = basename(path);
  const beside = (await readdir(folder)).filter((file) => file !== name && file.startsWith(name)).sort();
  const leftOut: QueueLogFiles['leftOut'][number][] = [];
  const candidates: Head[] = [];
  for (const entry of beside) {
    const file = join(folder, entry);
    if (!ROTATED.test(entry.slice(name.length))) {
      leftOut.push({ file, because: 'nameOfNoRotation' });
      continue;
    }
    const head = await headOf(file, zone);
    if (head === null) leftOut.push({ file, because: 'empty' });
    else candidates.push(head);
  }
  candidates.sort((a, b) => a.since - b.since || b.bytes - a.bytes);
  const current = await headOf(path, zone);
  const kept: Head[] = [];
  for (const head of candidates) {
    const others = current === null ? kept : [...kept, current];
    if (await isCopyOfAny(head, others, zone)) leftOut.push({ file: head.file, because: 'copy' });
    else kept.push(head);
  }
  return { read: [...kept.map(({ file }) => file), path], leftOut };
}

/**
 * Those of the files that may hold lines of `since` (epoch seconds) or later: the last one that begins before it, and
 * all behind.
 */
export async function filesSince(
  { read }: QueueLogFiles,
  since: number,
  zone: TimeZone,
): Promise<readonly string[]> {
  for (let i = read.length - 1; i > 0; i -= 1) {
    const head = await headOf(read[i] ?? '', zone);
    // Two threads may write the seconds around a rotation into either file.
    if (head !== null && head.since < since - 1) return read.slice(i);
  }
  return read;
}

/** Whole lines of a log from about `since` on; a last line without its end is still being written and left out. */
export async function* linesSince(file: string, since: number): AsyncIterable<string> {
  const start = isPacked(file) ? 0 : await offsetOf(file, since);
  const bytes = createReadStream(file, { start, highWaterMark: 256 * 1_024 });
  const stream = isPacked(file) ? bytes.pipe(createGunzip()) : bytes;
  // pipe() does not hand on errors: a file that is gone or unreadable must end the reading, not the process.
  bytes.on('error', (error) => stream.destroy(error));
  let rest = '';
  stream.setEncoding('latin1');
  try {
    for await (const chunk of stream) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    bytes.destroy();
  }
}

interface Head {
  readonly file: string;
  /** Epoch seconds of the first line. */
  readonly since: number;
  readonly lines: readonly string[];
  /** Of two files that begin alike the longer one is the log, the other a copy made while it grew. */
  readonly bytes: number;
}

async function headOf(file: string, zone: TimeZone): Promise<Head | null> {
  const timeOf = queueLogTimes(zone);
  const lines: string[] = [];
  let since: number | undefined;
  for await (const line of linesSince(file, 0)) {
    const parsed = parseQueueLogLine(line, timeOf);
    if (parsed === undefined) continue;
    since ??= parsed.epochSeconds;
    lines.push(line);
    if (lines.length === HEAD_LINES) break;
  }
  return since === undefined ? null : { file, since, lines, bytes: (await stat(file)).size };
}

/** Whether the head's lines stand in one of the others, in a row: then their files report the same calls. */
async function isCopyOfAny(head: Head, others: readonly Head[], zone: TimeZone): Promise<boolean> {
  for (const other of others)
    if (other.since <= head.since && (await holdsLines(other, head, zone))) return true;
  return false;
}

async function holdsLines({ file }: Head, { since, lines }: Head, zone: TimeZone): Promise<boolean> {
  const timeOf = queueLogTimes(zone);
  let matched = 0;
  for await (const line of linesSince(file, since)) {
    if (line === lines[matched]) matched += 1;
    else matched = line === lines[0] ? 1 : 0;
    if (matched === lines.length) return true;
    if (matched === 0 && (parseQueueLogLine(line, timeOf)?.epochSeconds ?? since) > since + 1) return false;
  }
  return false;
}

function isPacked(file: string): boolean {
  return file.endsWith('.gz');
}

/** Offset of a line start at or before the first line of `since`: the lines stand in order of time. */
async function offsetOf(file: string, since: number): Promise<number> {
  const handle = await open(file, 'r');
  try {
    let low = 0;
    let high = (await handle.stat()).size;
    const probe = Buffer.alloc(PROBE_BYTES);
    while (high - low > NEAR_BYTES) {
      const middle = Math.floor((low + high) / 2);
      const { bytesRead } = await handle.read(probe, 0, PROBE_BYTES, middle);
      const text = probe.toString('latin1', 0, bytesRead);
      // Dated lines are read from the start: their local times have no order in the hour that comes twice.
      const line = /\n(\d{9,11})(?:\.\d+)?\|/.exec(text);
      if (line === null) break;
      if (Number(line[1]) < since) low = middle + line.index + 1;
      else high = middle;
    }
    return low;
  } finally {
    await handle.close();
  }
}
