import { valueAt } from '../maths/value-at.ts';
import type { IntervalRecord } from '../history/interval-record.ts';
import { addDays, daysBetween, weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import type { SlotGrid } from '../history/day-curves.ts';
import { slotsPerDay } from '../history/day-curves.ts';
import { normalQuantile } from '../maths/normal.ts';

/** Handle time of one coming day, per slot. */
export interface HandleTimeForecast {
  readonly date: PlainDate;
  readonly averageHandleTimeSeconds: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const HALF_LIFE_DAYS = 28;
const REACH_DAYS = 182;
/** Calls that stand for "as the whole day" in a slot or weekday before its own calls outweigh them. */
const DOUBT_CALLS = 400;
/** Spread of a single call's handle time over its mean, where the data do not show it. */
const CALL_CV = 0.8;

/**
 * Average handle time per slot, always sums of seconds over sums of calls: a slot with two calls weighs like two calls.
 *
 * The level follows the last weeks; weekday and time of day are factors on it, learnt from half a year and shrunk
 * towards 1 by calls. The band holds how days differ and, where the expected calls are given, how few calls scatter.
 *
 * @param records intervals of one queue with answered calls and handle seconds; others are left out
 * @param callsPerSlot expected calls per slot, for the band; without them only day-to-day spread is in it
 */
export function forecastHandleTime(
  records: Iterable<IntervalRecord>,
  dates: readonly PlainDate[],
  grid: SlotGrid,
  clock: ZoneClock,
  callsPerSlot?: (date: PlainDate) => Float64Array | undefined,
  coverage = 0.8,
): readonly HandleTimeForecast[] {
  const slots = slotsPerDay(grid);
  const first = dates[0];
  if (first === undefined) return [];
  const from = addDays(first, -REACH_DAYS);
  const sums = collect(records, grid, clock, from, first);
  const z = normalQuantile((1 + coverage) / 2);
  return dates.map((date) => {
    const calls = callsPerSlot?.(date);
    const weekday = factorOf(sums.weekdays.get(weekdayOf(date)));
    const averageHandleTimeSeconds = Float64Array.from(
      { length: slots },
      (_, slot) => sums.level * weekday * factorOf(sums.slots[slot]),
    );
    const edge = (sign: number) =>
      averageHandleTimeSeconds.map((seconds, slot) => {
        const chance = calls === undefined ? 0 : CALL_CV ** 2 / Math.max(1, valueAt(calls, slot));
        return Math.max(0, seconds * (1 + sign * z * Math.sqrt(sums.dayCv ** 2 + chance)));
      });
    return { date, averageHandleTimeSeconds, low: edge(-1), high: edge(1) };
  });
}

/** Seconds and what they would be at the day's own average. */
interface Relative {
  seconds: number;
  expected: number;
  calls: number;
}

function factorOf(sums: Relative | undefined): number {
  if (sums === undefined || sums.expected <= 0) return 1;
  const doubt = (DOUBT_CALLS * sums.expected) / Math.max(1, sums.calls);
  return (sums.seconds + doubt) / (sums.expected + doubt);
}

function collect(
  records: Iterable<IntervalRecord>,
  grid: SlotGrid,
  clock: ZoneClock,
  from: PlainDate,
  until: PlainDate,
) {
  const days = new Map<
    PlainDate,
    { seconds: number; calls: number; slots: { slot: number; seconds: number; calls: number }[] }
  >();
  for (const { start, answered, handleSeconds } of records) {
    if (answered === undefined || handleSeconds === undefined || answered === 0) continue;
    const { date, minute } = clock.wallClockAt(start);
    if (date < from || date >= until || minute < grid.openMinute || minute >= grid.closeMinute) continue;
    const day = days.get(date) ?? { seconds: 0, calls: 0, slots: [] };
    day.seconds += handleSeconds;
    day.calls += answered;
    day.slots.push({
      slot: Math.floor((minute - grid.openMinute) / grid.slotMinutes),
      seconds: handleSeconds,
      calls: answered,
    });
    days.set(date, day);
  }
  let seconds = 0;
  let calls = 0;
  for (const [date, day] of days) {
    const weight = 0.5 ** (daysBetween(date, until) / HALF_LIFE_DAYS);
    seconds += weight * day.seconds;
    calls += weight * day.calls;
  }
  const level = calls > 0 ? seconds / calls : 0;
  return { level, ...relatives(days, slotsPerDay(grid)) };
}

function relatives(
  days: ReadonlyMap<
    PlainDate,
    { seconds: number; calls: number; slots: { slot: number; seconds: number; calls: number }[] }
  >,
  count: number,
) {
  const slots = Array.from({ length: count }, (): Relative => ({ seconds: 0, expected: 0, calls: 0 }));
  const weekdays = new Map<Weekday, Relative>();
  let recent: number | undefined;
  let squares = 0;
  let compared = 0;
  for (const [date, day] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const average = day.seconds / day.calls;
    if (recent !== undefined) {
      squares += (average / recent - 1) ** 2;
      compared += 1;
    }
    const usual: number = recent ?? average;
    const weekday = weekdays.get(weekdayOf(date)) ?? { seconds: 0, expected: 0, calls: 0 };
    weekday.seconds += day.seconds;
    weekday.expected += day.calls * usual;
    weekday.calls += day.calls;
    weekdays.set(weekdayOf(date), weekday);
    for (const { slot, seconds, calls } of day.slots) {
      const sums = slots[slot];
      if (sums === undefined) continue;
      sums.seconds += seconds;
      sums.expected += calls * average;
      sums.calls += calls;
    }
    recent = usual + (average - usual) * (1 - 0.5 ** (1 / HALF_LIFE_DAYS));
  }
  return { slots, weekdays, dayCv: compared > 4 ? Math.sqrt(squares / compared) : 0.06 };
}
