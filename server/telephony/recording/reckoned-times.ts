import { instant, type Instant, SECOND_MS } from '../../../forecasting/time/index.ts';
import type { RecordedChunk } from './recording.ts';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const BANNER = Buffer.from('Asterisk Call Manager/');
const TIMESTAMP = /\r\nTimestamp: (\d+\.\d+)\r\n/;
/** Login is answered by a security event with a date, whatever `timestampevents` says. */
const EVENT_DATE = /\r\nEventTV: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+)([+-]\d\d)(\d\d)\r\n/;
/** A unique id begins with the second in which its channel was born. */
const UNIQUE_ID = /\r\nUniqueid: (?:[^\r\n]*-)?(\d{9,11})\.\d+/;
/** How far to look ahead for the first date of a connection. */
const LOOK_AHEAD_BYTES = 64 * 1024;

/** Whether the PBX wrote its own time into every event. */
export function hasTimestamps(raw: Buffer): boolean {
  return TIMESTAMP.test(
    raw.toString('latin1', 0, LOOK_AHEAD_BYTES * 16).replace(/Event: SuccessfulAuth[^]*?\r\n\r\n/g, ''),
  );
}

/**
 * Raw bytes without a recorder's times: time stamps where the PBX writes them, else the birth of the youngest channel
 * named so far, which is right in order and late by the time since the last new call.
 */
export function* chunksWithReckonedTimes(raw: Buffer): Iterable<RecordedChunk> {
  let connection = 0;
  let start = 0;
  let at = firstTimeAfter(raw, 0) ?? instant(0);
  let nextBanner = raw.indexOf(BANNER);
  while (start < raw.length) {
    if (nextBanner >= 0 && nextBanner <= start) {
      connection += 1;
      at = latest(at, firstTimeAfter(raw, start));
      nextBanner = raw.indexOf(BANNER, start + BANNER.length);
    }
    const blank = raw.indexOf(BLANK_LINE, start);
    const messageEnd = blank < 0 ? raw.length : blank + BLANK_LINE.length;
    const end = nextBanner >= 0 && nextBanner < messageEnd ? nextBanner : messageEnd;
    const bytes = raw.subarray(start, end);
    at = latest(at, timeIn(bytes.toString('latin1')));
    yield { at, connection: Math.max(1, connection), bytes };
    start = end;
  }
}

function timeIn(text: string): Instant | null {
  const seconds = TIMESTAMP.exec(text)?.[1] ?? UNIQUE_ID.exec(text)?.[1];
  if (seconds !== undefined) return instant(Math.round(Number(seconds) * SECOND_MS));
  return dateIn(text);
}

function dateIn(text: string): Instant | null {
  const date = EVENT_DATE.exec(text);
  if (date === null) return null;
  const parsed = Date.parse(`${date[1] ?? ''}${date[2] ?? ''}:${date[3] ?? ''}`);
  return Number.isNaN(parsed) ? null : instant(parsed);
}

function firstTimeAfter(raw: Buffer, start: number): Instant | null {
  const text = raw.toString('latin1', start, Math.min(raw.length, start + LOOK_AHEAD_BYTES));
  return dateIn(text) ?? timeIn(text);
}

function latest(one: Instant, other: Instant | null): Instant {
  return other !== null && other > one ? other : one;
}
