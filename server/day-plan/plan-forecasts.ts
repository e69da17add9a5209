import {
  addDays,
  daySpan,
  isPlainDate,
  MINUTE_MS,
  type PlainDate,
  type TimeZone,
} from '../../forecasting/index.ts';
import type { CityForecast } from './city-forecast.ts';
import type { ForecastCurve, ForecastDay, PlanningTools } from '../plan/planning-tools.ts';

const INTERVALS = 96;
const HORIZON_DAYS = 42;

/** Forecasts of some days, of all cities, from what was known before `today`. */
export type MakeForecasts = (
  today: PlainDate,
  dates: readonly PlainDate[],
) => Promise<readonly CityForecast[]>;

/** Forecasts of the coming six weeks for planners, worked out once a day. */
export function planForecasts(
  make: MakeForecasts,
  today: () => PlainDate,
  zone: TimeZone,
): PlanningTools['forecastDays'] {
  let made: { readonly from: PlainDate; readonly days: Promise<readonly ForecastDay[]> } | undefined;
  return async (from, until) => {
    if (made?.from !== today()) made = { from: today(), days: daysFrom(make, today(), zone) };
    return (await made.days).filter(({ date }) => from <= date && date <= until);
  };
}

/** The whole horizon at once: choosing and fitting the models is the long part. */
async function daysFrom(
  make: MakeForecasts,
  today: PlainDate,
  zone: TimeZone,
): Promise<readonly ForecastDay[]> {
  const dates = datesBetween(today, addDays(today, HORIZON_DAYS - 1));
  const forecasts = await make(today, dates);
  return dates.flatMap((date) => {
    const own = forecasts.filter((forecast) => forecast.date === date);
    return own.length === 0 ? [] : [dayOf(date, own, zone)];
  });
}

function datesBetween(from: string, until: string): readonly PlainDate[] {
  const dates: PlainDate[] = [];
  if (!isPlainDate(from) || !isPlainDate(until)) return dates;
  for (let date = from; date <= until; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** From opening-hour slots at instants to quarter hours of the local day. */
function dayOf(date: PlainDate, forecasts: readonly CityForecast[], zone: string): ForecastDay {
  const { start } = daySpan(date, zone);
  const cities: Record<string, ForecastCurve> = {};
  for (const { city, slots, averageHandleTimeSeconds } of forecasts) {
    const curve = {
      calls: new Array<number>(INTERVALS).fill(0),
      low: new Array<number>(INTERVALS).fill(0),
      high: new Array<number>(INTERVALS).fill(0),
      averageHandleTimeSeconds: new Array<number>(INTERVALS).fill(averageHandleTimeSeconds),
    };
    for (const { startsAt, mean, low, high } of slots) {
      const at = Math.floor((startsAt - start) / (15 * MINUTE_MS));
      curve.calls[at] = mean;
      curve.low[at] = low;
      curve.high[at] = high;
    }
    cities[city] = curve;
  }
  return { date, cities };
}
