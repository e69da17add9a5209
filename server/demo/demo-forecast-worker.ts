import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { addDays, daySpan, plainDate } from '../../forecasting/index.ts';
import { openingHoursSchema } from '../contract/centre.ts';
import { cityForecasts, type CityForecast } from '../day-plan/city-forecast.ts';
import { demoHistory } from './demo-world.ts';

const requestSchema = v.object({
  /** Days before it are the past. */
  today: v.string(),
  dates: v.array(v.string()),
  zone: v.string(),
  cities: v.array(v.object({ id: v.string(), hours: openingHoursSchema })),
});

/** What the worker is asked: forecasts of some days for the cities of the demonstration. */
export type DemoForecastRequest = v.InferOutput<typeof requestSchema>;

const request = v.parse(requestSchema, workerData);
const today = plainDate(request.today);
/** A year tells the seasons; more would only take longer to try the models on. */
const DAYS_LEARNT_FROM = 366;
const learntFrom = daySpan(addDays(today, -DAYS_LEARNT_FROM), request.zone).start;
const records = demoHistory(today).filter(({ start }) => start >= learntFrom);
const forecasts: CityForecast[] = [];
for (const { id, hours } of request.cities) {
  const own = records.filter(({ queue }) => queue === id);
  forecasts.push(
    ...cityForecasts(own, {
      city: id,
      zone: request.zone,
      hours,
      today,
      dates: request.dates.map(plainDate),
    }),
  );
}
parentPort?.postMessage(forecasts);
