import { addDays, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { ActualDaysAnswer, ForecastCurveAnswer } from '../../../server/contract/forecast.ts';
import type { BandValues } from '../../charts/geometry/line-with-band.ts';
import { busySpan, type ForecastDay } from './forecast-days.ts';

export const horizons = { day: 1, week: 7, month: 28 } as const;
export type Horizon = keyof typeof horizons;

/** All cities together, in the place of one city's id. */
export const JOINT = 'joint';

/** A piece of a chart that is drawn without interruption: a day, or the days of four weeks. */
interface SeriesPart {
  /** Where it begins, in intervals from the left edge. */
  readonly from: number;
  readonly values: BandValues;
  /** What came on the same weekday when it was last known. */
  readonly before: readonly (number | null)[];
  /** The model's own figures where a planner changed them. */
  readonly model: readonly number[] | null;
}

/** A forecast as it is drawn. */
export interface ForecastSeries {
  readonly count: number;
  readonly parts: readonly SeriesPart[];
  /** Labels under the axis: an hour at its line, a day in its middle. */
  readonly ticks: readonly {
    readonly at: number;
    readonly date: PlainDate | null;
    readonly minute: number | null;
  }[];
  /** Where one day ends and the next begins, both outer edges included. */
  readonly days: readonly { readonly date: string; readonly from: number; readonly to: number }[];
}

type ActualDay = ActualDaysAnswer['days'][number];

/** What came on the same weekday, as of the latest week that is known; `undefined` where none of the last eight is. */
export function lastKnown(actual: readonly ActualDay[], date: string): ActualDay | undefined {
  const WEEKS = 8;
  for (let week = 1; week <= WEEKS; week += 1) {
    const wanted = addDays(plainDate(date), -7 * week);
    const found = actual.find((day) => day.date === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function curveOf(day: ForecastDay, who: string): ForecastCurveAnswer | undefined {
  return who === JOINT ? day.joint : day.cities[who];
}

/** Quarter hours that came, of one city or of all together; `null` where a city is unknown. */
export function actualOf(day: ActualDay | undefined, who: string): readonly (number | null)[] {
  if (day === undefined) return [];
  if (who !== JOINT) return day.cities[who]?.calls ?? [];
  const cities = Object.values(day.cities);
  return (cities[0]?.calls ?? []).map((_, at) => {
    const known = cities.map(({ calls }) => calls[at] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}

/** Calls of a whole day that came; `null` where nothing is known. */
export function totalOf(day: ActualDay | undefined, who: string): number | null {
  const known = actualOf(day, who).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

export function seriesOf(
  days: readonly ForecastDay[],
  actual: readonly ActualDay[],
  who: string,
  horizon: Horizon,
): ForecastSeries {
  switch (horizon) {
    case 'day':
      return quarterHours(days.slice(0, 1), actual, who);
    case 'week':
      return hours(days, actual, who);
    case 'month':
      return wholeDays(days, actual, who);
  }
}

function quarterHours(
  days: readonly ForecastDay[],
  actual: readonly ActualDay[],
  who: string,
): ForecastSeries {
  const [day] = days;
  const curve = day === undefined ? undefined : curveOf(day, who);
  if (day === undefined || curve === undefined) return NOTHING;
  const { first, last } = busySpan([day.joint.calls]);
  const before = actualOf(lastKnown(actual, day.date), who);
  const pick = <T>(values: readonly T[]): readonly T[] => values.slice(first, last);
  return {
    count: last - first,
    parts: [
      {
        from: 0,
        values: { mean: pick(curve.calls), low: pick(curve.low), high: pick(curve.high) },
        before: before.length === 0 ? [] : pick(before),
        model: curve.isAdjusted ? pick(curve.modelCalls) : null,
      },
    ],
    ticks: Array.from({ length: (last - first) / 4 + 1 }, (_, hour) => ({
      at: hour * 4,
      date: null,
      minute: (first + hour * 4) * 15,
    })),
    days: [{ date: day.date, from: 0, to: last - first }],
  };
}

function hours(days: readonly ForecastDay[], actual: readonly ActualDay[], who: string): ForecastSeries {
  const span = busySpan(days.map((day) => day.joint.calls));
  const [first, last] = [span.first / 4, span.last / 4];
  const length = last - first;
  const shown = days.flatMap((day) => {
    const curve = curveOf(day, who);
    return curve === undefined ? [] : [{ date: plainDate(day.date), curve }];
  });
  const parts = shown.map(({ date, curve }, at) => {
    const own = curve.hours.slice(first, last);
    const before = perHour(actualOf(lastKnown(actual, date), who)).slice(first, last);
    return {
      from: at * length,
      values: {
        mean: own.map(({ mean }) => mean),
        low: own.map(({ low }) => low),
        high: own.map(({ high }) => high),
      },
      before,
      model: curve.isAdjusted
        ? perHour(curve.modelCalls)
            .slice(first, last)
            .map((calls) => calls ?? 0)
        : null,
    };
  });
  return {
    count: length * shown.length,
    parts,
    ticks: shown.map(({ date }, at) => ({ at: (at + 0.5) * length, date, minute: null })),
    days: shown.map(({ date }, at) => ({ date, from: at * length, to: (at + 1) * length })),
  };
}

function wholeDays(days: readonly ForecastDay[], actual: readonly ActualDay[], who: string): ForecastSeries {
  const shown = days.flatMap((day) => {
    const curve = curveOf(day, who);
    return curve === undefined ? [] : [{ date: plainDate(day.date), curve }];
  });
  const isAdjusted = shown.some(({ curve }) => curve.isAdjusted);
  return {
    count: shown.length,
    parts:
      shown.length === 0
        ? []
        : [
            {
              from: 0,
              values: {
                mean: shown.map(({ curve }) => curve.day.mean),
                low: shown.map(({ curve }) => curve.day.low),
                high: shown.map(({ curve }) => curve.day.high),
              },
              before: shown.map(({ date }) => totalOf(lastKnown(actual, date), who)),
              model: isAdjusted
                ? shown.map(({ curve }) => curve.modelCalls.reduce((sum, calls) => sum + calls, 0))
                : null,
            },
          ],
    ticks: shown.map(({ date }, at) => ({ at: at + 0.5, date, minute: null })),
    days: shown.map(({ date }, at) => ({ date, from: at, to: at + 1 })),
  };
}

/** Sums of four quarter hours; `null` where none of them is known. */
export function perHour(quarters: readonly (number | null)[]): readonly (number | null)[] {
  return Array.from({ length: Math.ceil(quarters.length / 4) }, (_, hour) => {
    const known = quarters.slice(hour * 4, hour * 4 + 4).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}

/**
 * Error of the naive forecast "same weekday last week" over the days given, interval by interval as every model is
 * judged; `null` where no day has a week before it.
 */
export function naiveError(actual: readonly ActualDay[], city: string): number | null {
  const known = new Map(actual.map((day) => [day.date, day.cities[city]?.calls]));
  let error = 0;
  let offered = 0;
  for (const [date, calls] of known) {
    const before = known.get(addDays(plainDate(date), -7));
    if (calls === undefined || before === undefined) continue;
    calls.forEach((came, at) => {
      const forecast = before[at] ?? null;
      if (came === null || forecast === null) return;
      error += Math.abs(came - forecast);
      offered += came;
    });
  }
  return offered === 0 ? null : error / offered;
}

const NOTHING: ForecastSeries = { count: 0, parts: [], ticks: [], days: [] };
