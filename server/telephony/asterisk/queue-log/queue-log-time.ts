import { Temporal } from 'temporal-polyfill';
import { MINUTE_MS, SECOND_MS, type TimeZone } from '../../../../forecasting/time/index.ts';

/** A time at the head of a line as whole seconds since 1970; `undefined` where it is none. */
export type QueueLogTime = (text: string) => number | undefined;

const EPOCH = /^\d{1,11}(?:\.\d+)?$/;
const DATED =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/;

/** Lines stand in order of time, but threads may write a moment apart. */
const DISORDER_MS = 10 * MINUTE_MS;

/**
 * Reads the times of one log, line by line: whole seconds since 1970 as Asterisk writes them to a file, with a fraction
 * as it hands them to a database, or a date with microseconds as its database logger stores them.
 *
 * A date without an offset is local time in `zone`. The hour that comes twice in autumn is distinguished by the order of
 * the lines, so one reader is for one log read from its start, or for lines that lie apart from that hour.
 */
export function queueLogTimes(zone: TimeZone): QueueLogTime {
  let latest = Number.NEGATIVE_INFINITY;
  let hour: LocalHour = { name: '', starts: [] };
  return (text) => {
    if (EPOCH.test(text)) return Math.floor(Number(text));
    const [, date, hh, mm, ss, offset] = DATED.exec(text) ?? [];
    if (date === undefined || hh === undefined) return undefined;
    const name = `${date}T${hh}:00:00`;
    const within = Number(mm) * MINUTE_MS + Number(ss) * SECOND_MS;
    if (offset !== undefined) {
      const start = startWithOffset(name, offset);
      return start === undefined ? undefined : Math.floor((start + within) / SECOND_MS);
    }
    if (hour.name !== name) hour = { name, starts: startsOf(name, zone) };
    const [first, second] = hour.starts;
    if (first === undefined) return undefined;
    const isSecond = second !== undefined && latest - (first + within) > DISORDER_MS;
    const at = (isSecond ? second : first) + within;
    latest = Math.max(latest, at);
    return Math.floor(at / SECOND_MS);
  };
}

interface LocalHour {
  readonly name: string;
  /** One instant, two in the hour that comes twice, none in the hour that spring skips. */
  readonly starts: readonly number[];
}

function startsOf(name: string, zone: TimeZone): readonly number[] {
  try {
    const local = Temporal.PlainDateTime.from(name);
    const readings = (['earlier', 'later'] as const).map(
      (disambiguation) => local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
    return [...new Set(readings)].filter((at) => isShownAt(at, name, zone));
  } catch {
    return [];
  }
}

function isShownAt(at: number, name: string, zone: TimeZone): boolean {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .equals(Temporal.PlainDateTime.from(name));
}

function startWithOffset(name: string, offset: string): number | undefined {
  try {
    return Temporal.Instant.from(`${name}${/^[A-Z]/.test(offset) ? 'Z' : offset}`).epochMilliseconds;
  } catch {
    return undefined;
  }
}
