import {
  adjustForecast,
  type Adjustment,
  type CountSpread,
  type DayForecast,
  regridDay,
  USUAL_SPREAD,
} from '../../../forecasting/forecast/index.ts';
import { type SlotGrid, slotsPerDay } from '../../../forecasting/history/index.ts';
import {
  instant,
  MINUTE_MS,
  plainDate,
  type PlainDate,
  type ZoneClock,
} from '../../../forecasting/time/index.ts';
import { dayNames } from '../../platform/calendar/day-names.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import type { DayNames } from '../../contract/day-names.ts';
import type { StoredForecast } from '../../contract/forecast.ts';
import { PLAN_MINUTES } from './opening-grid.ts';
import { openSpansOn } from '../../live/state/counting-rules.ts';
import type { CityForecast } from './city-forecast.ts';
import type { ForecastVersion } from './forecast-store.ts';

/** A city's day with the version that it comes from, as the desk shows it. */
export interface VersionDay extends CityForecast {
  readonly version: string;
  /** A special day's names. */
  readonly special: DayNames | undefined;
  /** Minute of the wall clock at which each quarter hour starts. */
  readonly startMinutes: readonly number[];
  /** The model's calls, before adjustments. */
  readonly modelCalls: readonly number[];
  readonly isAdjusted: boolean;
}

export interface VersionDayOptions {
  readonly hours: OpeningHours;
  readonly clock: ZoneClock;
  /** Those that hold for the city. */
  readonly adjustments: readonly Adjustment[];
}

/** @returns `undefined` where the version does not know the day, or the city is closed on it */
export function versionDay(
  { id, queue, forecast }: Pick<ForecastVersion, 'id' | 'queue' | 'forecast'>,
  date: PlainDate,
  { hours, clock, adjustments }: VersionDayOptions,
): VersionDay | undefined {
  const kept = forecast.days.find((day) => day.date === date);
  if (kept === undefined) return undefined;
  const grid: SlotGrid = { ...forecast.grid, slotMinutes: PLAN_MINUTES };
  const whole = regridDay(
    { date, mean: Float64Array.from(kept.mean), spread: spreadOf(kept) },
    forecast.grid,
    PLAN_MINUTES,
  );
  const open = openSpansOn(hours, date, clock.zone);
  const slots = Array.from({ length: slotsPerDay(grid) }, (_, slot) => {
    const minute = grid.openMinute + slot * PLAN_MINUTES;
    return { slot, minute, start: clock.instantAt(date, minute) };
  }).filter(({ start }) =>
    open.some(({ from, to }) => start < to && start + PLAN_MINUTES * MINUTE_MS > from),
  );
  if (slots.length === 0) return undefined;
  const modelCalls = slots.map(({ slot }) => whole.mean[slot] ?? 0);
  const adjusted = adjustForecast(
    slots.map(({ start }, index) => {
      const mean = modelCalls[index] ?? 0;
      return { start, mean, low: mean, high: mean };
    }),
    adjustments,
  );
  const mean = Float64Array.from(adjusted, (interval) => interval.mean);
  const slotOf = (minute: number) => Math.floor((minute - grid.openMinute) / forecast.grid.slotMinutes);
  return {
    city: queue,
    version: id,
    date,
    special: kept.special === undefined ? undefined : dayNames(kept.special, date, hours.dates),
    misses: (forecast.reasons?.misses ?? []).map(({ date: on, share }) => ({ date: plainDate(on), share })),
    startMinutes: slots.map(({ minute }) => minute),
    startsAt: slots.map(({ start }) => start),
    modelCalls,
    forecast: {
      date,
      mean,
      spread: openSpread(
        whole,
        slots.map(({ slot }) => slot),
      ),
    },
    averageHandleTimeSeconds: slots.map(({ minute }) => kept.averageHandleTimeSeconds[slotOf(minute)] ?? 0),
    isAdjusted: mean.some((calls, slot) => calls !== modelCalls[slot]),
  };
}

function spreadOf({ spread }: StoredForecast['days'][number]): CountSpread {
  if (spread === undefined) return USUAL_SPREAD;
  const { slotCv, ...rest } = spread;
  return slotCv === undefined ? rest : { ...rest, slotCv: Float64Array.from(slotCv) };
}

function openSpread({ spread }: DayForecast, open: readonly number[]): DayForecast['spread'] {
  if (spread.kind !== 'count' || spread.slotCv === undefined) return spread;
  const { slotCv } = spread;
  return { ...spread, slotCv: Float64Array.from(open, (slot) => slotCv[slot] ?? 0) };
}

/** A stored forecast's slots as intervals on the time line. */
export function intervalsOf({ grid, days }: StoredForecast, clock: ZoneClock) {
  return days.flatMap(({ date, mean, low, high }) =>
    mean.map((calls, slot) => ({
      start: instant(clock.instantAt(plainDate(date), grid.openMinute + slot * grid.slotMinutes)),
      mean: calls,
      low: low[slot] ?? calls,
      high: high[slot] ?? calls,
    })),
  );
}
