import type { PlainDate } from '../../forecasting/index.ts';
import type { Centre } from '../contract/centre.ts';
import type { CityForecast } from '../day-plan/city-forecast.ts';
import { spawnWorker } from '../jobs/spawn-worker.ts';
import type { DemoForecastRequest } from './demo-forecast-worker.ts';

/** Forecasts of a day from the generated past, made beside the thread that pushes to walls. */
export function demoForecasts(centre: Centre, date: PlainDate): Promise<readonly CityForecast[]> {
  const request: DemoForecastRequest = {
    date,
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
