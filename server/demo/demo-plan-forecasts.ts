import { addDays, daySpan, isPlainDate, MINUTE_MS, type PlainDate } from '../../forecasting/index.ts';
import type { Centre } from '../contract/centre.ts';
import type { CityForecast } from '../day-plan/city-forecast.ts';
import { spawnWorker } from '../jobs/spawn-worker.ts';
import type { ForecastCurve, ForecastDay, PlanningTools } from '../plan/planning-tools.ts';
import type { DemoForecastRequest } from './demo-forecast-worker.ts';

const INTERVALS = 96;
const HORIZON_DAYS = 42;

/** Forecasts of coming days from the generated past; each day is worked out once, beside the thread that pushes. */
export function demoPlanForecasts(
  centre: () => Centre,
  today: () => PlainDate,
): PlanningTools['forecastDays'] {
  let made: { readonly from: PlainDate; readonly days: Promise<readonly ForecastDay[]> } | undefined;
  return async (from, until) => {
    if (made?.from !== today()) made = { from: today(), days: daysFrom(centre(), today()) };
    return (await made.days).filter(({ date }) => from <= date && date <= until);
  };
}

/** The whole horizon at once: choosing and fitting the models is the long part. */
async function daysFrom(centre: Centre, today: PlainDate): Promise<readonly ForecastDay[]> {
  const dates = datesBetween(today, addDays(today, HORIZON_DAYS - 1));
  const forecasts = await forecastsOf(centre, today, dates);
  return dates.flatMap((date) => {
    const own = forecasts.filter((forecast) => forecast.date === date);
    return own.length === 0 ? [] : [dayOf(date, own, centre.zone)];
  });
}

function datesBetween(from: string, until: string): readonly PlainDate[] {
  const dates: PlainDate[] = [];
  if (!isPlainDate(from) || !isPlainDate(until)) return dates;
  for (let date = from; date <= until; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function forecastsOf(
  centre: Centre,
  today: PlainDate,
  dates: readonly PlainDate[],
): Promise<readonly CityForecast[]> {
  const request: DemoForecastRequest = {
    today,
    dates: [...dates],
    zone: centre.zone,
    cities: centre.cities.map(({ id, hours }) => ({ id, hours })),
  };
  const worker = spawnWorker('demo-forecast', { workerData: request });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', (forecasts: readonly CityForecast[]) => resolve(forecasts));
    worker.once('error', reject);
    worker.once('exit', (status) => reject(new Error(`the forecast ended with status ${status}`)));
  });
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
