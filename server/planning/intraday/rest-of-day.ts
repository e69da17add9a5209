import { type Instant, localTimeAt, QUARTER_HOUR_MS, SECOND_MS } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Board, NoOutlook } from '../../contract/wall.ts';
import type { ExpectedDay } from './expected-day.ts';
import type { MovableDuty } from './movable-duty.ts';
import { minuteOfDay } from '../forecast/opening-grid.ts';
import { outlookPools, type ExpectedPool } from './outlook-pools.ts';

export interface OutlookOfDayInput {
  readonly centre: Centre;
  readonly days: readonly ExpectedDay[];
  /**
   * People expected on the telephones: the line that charts show from now on. For all cities, or planned for one of them.
   */
  readonly expectedIn: (startsAt: Instant, city?: string) => number | null;
  /** The board of all cities at `now`: calls so far, callers waiting, agents present. */
  readonly board: Board;
  readonly now: Instant;
  /** Published duties of the day of people who are there: what may be moved. */
  readonly duties?: readonly MovableDuty[];
}

/** The rest of the day as outlook and steering see it: made once for both. */
export interface RestOfDay extends Pick<OutlookOfDayInput, 'board' | 'now' | 'duties'> {
  readonly parts: readonly ExpectedPool[];
  /** Local minute at which each remaining interval begins; the first is running. */
  readonly startMinutes: readonly number[];
}

/** @returns `null` where no roster says who works in the rest of the day, or nothing is left of it */
export function restOfDay(input: OutlookOfDayInput): RestOfDay | null {
  const { centre, days, expectedIn, board, now, duties = [] } = input;
  const starts = [...new Set(days.flatMap(({ startsAt }) => startsAt))]
    .filter((startsAt) => startsAt + QUARTER_HOUR_MS > now)
    .sort((a, b) => a - b);
  if (starts.length === 0 || starts.some((startsAt) => expectedIn(startsAt) === null)) return null;
  const startMinutes = starts.map((startsAt) => minuteOfDay(localTimeAt(startsAt, centre.zone)));
  const parts = outlookPools({
    centre,
    days,
    board,
    starts,
    expectedIn,
    leftOf: (startsAt) => Math.min(QUARTER_HOUR_MS, startsAt + QUARTER_HOUR_MS - now) / QUARTER_HOUR_MS,
    intervalSeconds: QUARTER_HOUR_MS / SECOND_MS,
  });
  return parts.length === 0 ? null : { parts, startMinutes, board, now, duties };
}

/** What is missing where there is no outlook although the day is not over. */
export function whyNoOutlook({ days, expectedIn, now }: OutlookOfDayInput): NoOutlook {
  const starts = days.flatMap(({ startsAt }) => startsAt);
  if (starts.length === 0) return expectedIn(now) === null ? 'forecastAndRoster' : 'forecast';
  const hasRoster = starts.every((startsAt) => expectedIn(startsAt) !== null);
  return hasRoster ? 'nothingExpected' : 'roster';
}
