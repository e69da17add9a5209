import {
  type Band,
  bandOfSum,
  type DaySlice,
  jointBand,
  jointCorrelation,
} from '../../../forecasting/forecast/index.ts';
import type { ForecastCurveAnswer, ForecastDaysAnswer } from '../../contract/forecast.ts';
import type { VersionDay } from './version-days.ts';

const INTERVALS = 96;
const INTERVAL_MINUTES = 15;
const INTERVALS_PER_HOUR = 4;
const COVERAGES = [0.8, 0.95] as const;

/** A day of the desk: a curve per city and one for all cities together. */
export type DayCurves = ForecastDaysAnswer['days'][number];

/** @param days of one date, a city each */
export function dayCurvesOf(date: string, days: readonly VersionDay[]): DayCurves {
  const correlation = jointCorrelation(days.map(({ misses }) => misses));
  return {
    date,
    cities: Object.fromEntries(days.map((day) => [day.city, cityCurve(day)])),
    joint: jointCurve(days, correlation),
  };
}

function cityCurve(day: VersionDay): ForecastCurveAnswer {
  return {
    ...curveOf([day], (slices, coverage) => {
      const [slice] = slices;
      return slice === undefined
        ? { mean: 0, low: 0, high: 0 }
        : bandOfSum(slice.forecast, coverage, slice.from, slice.to);
    }),
    special: day.special ?? null,
    version: day.version,
  };
}

function jointCurve(days: readonly VersionDay[], correlation: number): ForecastCurveAnswer {
  return {
    ...curveOf(days, (slices, coverage) => jointBand(slices, correlation, coverage)),
    special: days.find(({ special }) => special !== undefined)?.special ?? null,
    version: null,
  };
}

type BandOf = (slices: readonly DaySlice[], coverage: number) => Band;

/** Curves of the sum of some cities; every band is that of its own sum. */
function curveOf(
  days: readonly VersionDay[],
  bandOf: BandOf,
): Omit<ForecastCurveAnswer, 'special' | 'version'> {
  const places = days.map((day) => new Map(day.startMinutes.map((minute, slot) => [placeOf(minute), slot])));
  const within = (from: number, to: number): readonly DaySlice[] =>
    days.flatMap(({ forecast, startMinutes }) => {
      const first = startMinutes.findIndex((minute) => placeOf(minute) >= from);
      const end = startMinutes.findLastIndex((minute) => placeOf(minute) < to) + 1;
      return first >= 0 && first < end ? [{ forecast, from: first, to: end }] : [];
    });
  const wide = (from: number, to: number) => {
    const slices = within(from, to);
    const [narrow, broad] = COVERAGES.map((coverage) => bandOf(slices, coverage));
    return {
      mean: narrow?.mean ?? 0,
      low: narrow?.low ?? 0,
      high: narrow?.high ?? 0,
      low95: broad?.low ?? 0,
      high95: broad?.high ?? 0,
    };
  };
  const intervals = Array.from({ length: INTERVALS }, (_, place) => wide(place, place + 1));
  const sumAt = (place: number, valuesOf: (day: VersionDay) => ArrayLike<number>): number =>
    days.reduce((sum, day, index) => sum + (valuesOf(day)[places[index]?.get(place) ?? -1] ?? 0), 0);
  return {
    calls: intervals.map(({ mean }) => mean),
    low: intervals.map(({ low }) => low),
    high: intervals.map(({ high }) => high),
    low95: intervals.map(({ low95 }) => low95),
    high95: intervals.map(({ high95 }) => high95),
    averageHandleTimeSeconds: intervals.map(({ mean }, place) => {
      const seconds = days.reduce((sum, { forecast, averageHandleTimeSeconds }, index) => {
        const slot = places[index]?.get(place) ?? -1;
        return sum + (forecast.mean[slot] ?? 0) * (averageHandleTimeSeconds[slot] ?? 0);
      }, 0);
      return mean > 0 ? seconds / mean : 0;
    }),
    modelCalls: intervals.map((_, place) => sumAt(place, ({ modelCalls }) => modelCalls)),
    day: wide(0, INTERVALS),
    hours: Array.from({ length: INTERVALS / INTERVALS_PER_HOUR }, (_, hour) =>
      wide(hour * INTERVALS_PER_HOUR, (hour + 1) * INTERVALS_PER_HOUR),
    ),
    isAdjusted: days.some(({ isAdjusted }) => isAdjusted),
  };
}

function placeOf(minute: number): number {
  return Math.floor(minute / INTERVAL_MINUTES);
}
