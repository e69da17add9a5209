import { dayHistory, type DayHistory } from '../../forecasting/history/index.ts';
import { seededRandom } from '../../forecasting/maths/index.ts';
import {
  addDays,
  type ForecastCalendar,
  type PlainDate,
  type Weekday,
  weekdayOf,
} from '../../forecasting/time/index.ts';

/** A calendar on which nothing is special and nothing closed. */
export function openCalendar(businessWeek: readonly Weekday[]): ForecastCalendar {
  return { businessWeek, isClosed: () => false, specialDay: () => undefined };
}

/** A calendar on which the days without a curve are closed. */
export function calendarOf(history: DayHistory): ForecastCalendar {
  const closed = new Set(history.days.filter(({ offered }) => offered === undefined).map(({ date }) => date));
  return { ...openCalendar(history.businessWeek), isClosed: (date) => closed.has(date) };
}

/** Working weeks of a made-up queue: busy Mondays, two peaks a day, day and slot noise. */
export function madeUpHistory(
  from: PlainDate,
  weeks: number,
  options: {
    readonly slots?: number;
    readonly callsPerDay?: number;
    readonly closed?: readonly PlainDate[];
    readonly seed?: number;
  } = {},
): DayHistory {
  const { slots = 12, callsPerDay = 1200, closed = [], seed = 1 } = options;
  const random = seededRandom(seed);
  const curves = new Map<PlainDate, Float64Array>();
  for (let day = 0; day < weeks * 7; day++) {
    const date = addDays(from, day);
    const weekday = weekdayOf(date);
    if (weekday > 5 || closed.includes(date)) continue;
    const level = callsPerDay * (weekday === 1 ? 1.25 : 1 - 0.02 * weekday) * (0.93 + 0.14 * random());
    curves.set(
      date,
      Float64Array.from({ length: slots }, (_, slot) =>
        Math.round(
          (level / slots) * (1 + 0.4 * Math.sin((slot / slots) * 2 * Math.PI)) * (0.85 + 0.3 * random()),
        ),
      ),
    );
  }
  return dayHistory(curves, slots, [1, 2, 3, 4, 5]);
}
