import { valueAt } from '../../maths/value-at.ts';
import { lastSameWeekdays, fillCausally } from '../../history/fill-causally.ts';
import { meanCurve, type DayHistory } from '../../history/day-history.ts';
import { weekdayOf } from '../../time/plain-date.ts';
import type { ForecastModel, Spread } from './model.ts';

/**
 * The rule everybody knows: the same weekday of last week. What any other model must beat.
 *
 * A missing day is stood in for by the mean of the four same weekdays before it.
 */
export const seasonalNaive: ForecastModel = {
  name: 'snaive',
  fit: (history) => {
    const filled = fillCausally(history);
    return {
      forecast: (dates) =>
        dates.map((date) => ({
          date,
          mean:
            filled.findLast((day) => weekdayOf(day.date) === weekdayOf(date))?.offered ??
            new Float64Array(history.slotsPerDay),
          spread: { kind: 'unknown' },
        })),
    };
  },
};

/** Mean of the last `weeks` observed same weekdays, with a Student t interval from their spread. */
export function sameWeekdayMean(weeks: number): ForecastModel {
  return {
    name: `mean${weeks}`,
    fit: (history) => ({
      forecast: (dates) =>
        dates.map((date) => {
          const curves = lastSameWeekdays(history, date, weeks).map(({ offered }) => offered);
          const mean = meanCurve(curves, history.slotsPerDay);
          return { date, mean, spread: studentSpread(curves, mean, history) };
        }),
    }),
  };
}

function studentSpread(
  curves: readonly Float64Array[],
  mean: Float64Array,
  { slotsPerDay }: DayHistory,
): Spread {
  const days = curves.length;
  if (days < 2) return { kind: 'unknown' };
  const scale = Float64Array.from({ length: slotsPerDay }, (_, slot) => {
    let squares = 0;
    for (const curve of curves) squares += (valueAt(curve, slot) - valueAt(mean, slot)) ** 2;
    return Math.sqrt(Math.max((squares / (days - 1)) * (1 + 1 / days), valueAt(mean, slot)));
  });
  return { kind: 'student', degreesOfFreedom: days - 1, scale };
}
