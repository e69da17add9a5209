import { instant, type Instant, SECOND_MS } from '../../../forecasting/time/index.ts';
import { linesOf } from './lines.ts';
import type { RecordedChunk } from './recording.ts';

/** One line of `ami.jsonl` about bytes in `ami.raw`: when, on which connection, from where, how many. */
const PLACE = /"t":\s*([\d.]+),\s*"c":\s*(\d+),\s*"o":\s*(\d+),\s*"n":\s*(\d+)/;
/** The place stands at the front of a line; the fields behind it can be long. */
const PLACE_BYTES = 160;

/**
 * The bytes of `ami.raw` with the times of `ami.jsonl`. Messages of one read share a time and come as one chunk. Bytes
 * that no line claims (a message cut off by the end of a connection) go with the connection they follow.
 */
export function* chunksWithTimes(raw: Buffer, index: Buffer): Iterable<RecordedChunk> {
  let start = 0;
  let end = 0;
  let at: Instant | null = null;
  let connection = 0;
  for (const line of linesOf(index)) {
    const place = PLACE.exec(line.toString('latin1', 0, Math.min(line.length, PLACE_BYTES)));
    if (place === null) continue;
    const t = instant(Math.round(Number(place[1]) * SECOND_MS));
    const c = Number(place[2]);
    const from = Number(place[3]);
    const sameRead = at === t && c === connection;
    if (at !== null && !sameRead) {
      // Unclaimed bytes before a new connection's first message belong to the old one.
      const upTo = c === connection ? end : Math.max(end, from);
      if (upTo > start) yield { at, connection, bytes: raw.subarray(start, upTo) };
      start = upTo;
    }
    at = t;
    connection = c;
    end = from + Number(place[4]);
  }
  if (at !== null && raw.length > start) yield { at, connection, bytes: raw.subarray(start) };
}

/** The messages of an `ami.jsonl` without its `ami.raw`, written as a PBX writes them. */
export function* chunksOfMessages(index: Buffer): Iterable<RecordedChunk> {
  for (const line of linesOf(index)) {
    const said = messageIn(line);
    if (said === undefined) continue;
    const at = instant(Math.round(said.t * SECOND_MS));
    yield { at, connection: said.c, bytes: Buffer.from(said.text) };
  }
}

function messageIn(line: Buffer): { t: number; c: number; text: string } | undefined {
  const entry: unknown = JSON.parse(line.toString('utf8'));
  if (!isRecord(entry) || typeof entry.t !== 'number' || typeof entry.c !== 'number') return undefined;
  const { t, c } = entry;
  if (typeof entry.banner === 'string') return { t, c, text: `${entry.banner}\r\n` };
  if (isRecord(entry.e)) {
    const lines = Object.entries(entry.e).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${String(one)}\r\n`),
    );
    return { t, c, text: `${lines.join('')}\r\n` };
  }
  // The recorder kept only the name of the chatty ones.
  return typeof entry.ev === 'string' ? { t, c, text: `Event: ${entry.ev}\r\n\r\n` } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
